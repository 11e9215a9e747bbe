//! `jinja`: a template whose result is parsed in place of the directive.

use std::collections::BTreeMap;
use std::ops::Range;

use camino::Utf8PathBuf;
use minijinja::{Environment, Value, context};

use super::includes::read_text;
use super::{Context, verbatim, with_nearest};
use crate::diagnostic::Finding;
use crate::document::{Block, Excerpt, FileId};

/// The code of what is wrong with a template.
const JINJA: &str = "jinja";

/// `jinja`: the argument names the data that the book sets for templates, the body or `:file:` is the template.
pub(super) fn jinja(context: &mut Context<'_, '_>) -> Vec<Block> {
    let template = match context.option("file").cloned() {
        Some(file) => match read_text(context, &file) {
            Some((_, text)) => text,
            None => return Vec::new(),
        },
        None => context.call.body.clone(),
    };
    let Some(data) = data(context) else { return verbatim(&context.call) };
    let header_char = context.text("header_char").unwrap_or("=").to_owned();
    let options = context! { options => context! { header_char => header_char.clone() }, header_char => header_char };
    match render(&template, minijinja::value::merge_maps([options, data])) {
        Ok(text) => context.sections(&text),
        Err((place, problem)) => {
            let place = template.span(place);
            context.error(JINJA, place, problem);
            verbatim(&context.call)
        }
    }
}

/// The data that the argument names. `None` where it cannot be had, which is a finding then.
fn data(context: &mut Context<'_, '_>) -> Option<Value> {
    let name = context.call.argument.clone();
    if name.is_empty() {
        return Some(context! {});
    }
    let known = &context.builder.conventions().template_data;
    let Some(files) = known.get(name.text()) else {
        let message = format!("the book has no data `{}` for templates", name.text());
        let finding = Finding::error(JINJA, name.whole(), message);
        let help = format!("name a file in `book.toml`, as in `[markup.jinja]` and `{} = \"data.yml\"`", name.text());
        let finding = with_nearest(finding.help(help), name.text(), known.keys().map(String::as_str));
        context.builder.find(finding);
        return None;
    };
    let mut parts = Vec::new();
    for (variable, path) in files {
        let value = read(context, path, &name)?;
        parts.push(if variable.is_empty() { value } else { Value::from(BTreeMap::from([(variable.clone(), value)])) });
    }
    Some(minijinja::value::merge_maps(parts))
}

fn read(context: &mut Context<'_, '_>, path: &Utf8PathBuf, name: &Excerpt) -> Option<Value> {
    let Ok(source) = context.builder.read(path) else {
        context.error(JINJA, name.whole(), format!("there is no file `{path}`, from which the data for this template comes"));
        return None;
    };
    let Ok(text) = source.text() else {
        context.error(JINJA, name.whole(), format!("`{path}` is not UTF-8"));
        return None;
    };
    match context.language().data(path, text) {
        Ok(value) => Some(value),
        Err((at, problem)) => {
            let file = context.builder.file(path);
            let whole = Excerpt::file(file, text);
            let place = if file == FileId::PAGE { name.whole() } else { whole.character(at) };
            context.error(JINJA, place, format!("the data for the template cannot be read: {problem}"));
            None
        }
    }
}

/// What the template makes of the data; each line knows the line of the template that it comes from. The error is the bytes at fault and
/// what is wrong.
fn render(template: &Excerpt, data: Value) -> Result<Excerpt, (Range<usize>, String)> {
    let lines = lines(template.text());
    let marked = marked(template.text(), &lines);
    let mut environment = Environment::new();
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    let made = environment.render_str(&marked, data).map_err(|error| {
        let line = error.line().and_then(|line| lines.get(line - 1)).cloned().unwrap_or(0..0);
        let text = template.text().get(line.clone()).unwrap_or_default();
        let line = line.start + (text.len() - text.trim_start().len())..line.start + text.trim_end().len();
        (line.clone(), problem(&error))
    })?;
    let mut text = Excerpt::default();
    let mut line = lines.first().cloned().unwrap_or(0..0);
    for written in made.split_inclusive('\n') {
        let (plain, number) = unmarked(written);
        if let Some(range) = number.and_then(|number| lines.get(number)) {
            line = range.clone();
        }
        let (words, end) = match plain.strip_suffix('\n') {
            Some(words) => (words, "\n"),
            None => (plain.as_str(), ""),
        };
        text.push(words, template.span(line.clone()));
        text.push(end, template.span(line.end..line.end));
    }
    Ok(text)
}

fn problem(error: &minijinja::Error) -> String {
    let kind = error.kind().to_string();
    match error.detail() {
        Some(detail) => format!("the template fails: {kind}: {detail}"),
        None => format!("the template fails: {kind}"),
    }
}

/// The lines of a text, without line ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let line = |line: &str| {
        let start = at;
        at += line.len();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Stand around the number of a line. Nobody writes them: Unicode leaves them to private use.
const MARKS: (char, char) = ('\u{100000}', '\u{100001}');

/// The template with its number before the first letter of each line that starts outside of tags. Where white space next to it would be taken
/// away by a tag, there is none.
fn marked(text: &str, lines: &[Range<usize>]) -> String {
    let mut made = String::with_capacity(text.len() + lines.len() * 8);
    let mut tag: Option<&str> = None;
    for (number, line) in lines.iter().enumerate() {
        let content = text.get(line.clone()).unwrap_or_default();
        let indent = content.len() - content.trim_start().len();
        let first = content.get(indent..).unwrap_or_default();
        let is_marked = tag.is_none() && !first.is_empty() && !["{%", "{#", "{{-"].iter().any(|open| first.starts_with(open));
        made.push_str(content.get(..indent).unwrap_or_default());
        if is_marked {
            made.push(MARKS.0);
            made.push_str(&number.to_string());
            made.push(MARKS.1);
        }
        made.push_str(first);
        let end = lines.get(number + 1).map_or(text.len(), |next| next.start);
        made.push_str(text.get(line.end..end).unwrap_or_default());
        tag = open_tag(first, tag);
    }
    made
}

/// What closes the tag that is open at the end of a line; `tag` is what closes the one at its start.
fn open_tag<'t>(line: &str, tag: Option<&'t str>) -> Option<&'t str> {
    const TAGS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    let mut tag = tag;
    let mut quote = None;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let mut step = c.len_utf8();
        match (tag, quote) {
            (Some(_), Some(open)) if c == open => quote = None,
            (Some(close), None) if rest.starts_with(close) => {
                tag = None;
                step = 2;
            }
            (Some(close), None) if close != "#}" && matches!(c, '"' | '\'') => quote = Some(c),
            (Some(_), _) => {}
            (None, _) => {
                if let Some((_, close)) = TAGS.iter().find(|(open, _)| rest.starts_with(open)) {
                    tag = Some(close);
                    step = 2;
                }
            }
        }
        rest = rest.get(step..).unwrap_or_default();
    }
    tag
}

/// A line without marks, and the number in the first one.
fn unmarked(line: &str) -> (String, Option<usize>) {
    let mut plain = String::with_capacity(line.len());
    let mut number = None;
    let mut rest = line;
    while let Some(open) = rest.find(MARKS.0) {
        plain.push_str(rest.get(..open).unwrap_or_default());
        let inner = rest.get(open + MARKS.0.len_utf8()..).unwrap_or_default();
        let (digits, behind) = inner.split_once(MARKS.1).unwrap_or(("", inner));
        number = number.or_else(|| digits.parse().ok());
        rest = behind;
    }
    plain.push_str(rest);
    (plain, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(template: &str) -> Result<Excerpt, (Range<usize>, String)> {
        let data = context! { names => vec!["a", "b"], word => "core" };
        render(&Excerpt::file(FileId::PAGE, template), data)
    }

    #[test]
    fn lines_lead_back_to_the_template() {
        let template =
            "{% for name in names %}\n{{ name }}: {{ word.upper() }}\n{%- if loop.last %}\n  end\n{%- endif %}\n{% endfor %}\n";
        let made = rendered(template).unwrap();
        assert_eq!(made.text(), "\na: CORE\n\nb: CORE\n  end\n");
        let at = made.text().find("end").unwrap();
        let span = made.span(at..at + 3);
        assert_eq!(&template[span.start as usize..span.end as usize], "end");
        let at = made.text().rfind("CORE").unwrap();
        let span = made.span(at..at + 4);
        assert_eq!(&template[span.start as usize..span.end as usize], "{{ name }}: {{ word.upper() }}");
    }

    #[test]
    fn marks_leave_no_trace() {
        for template in
            ["a\n\n  b {# x\ny #} c\n", "{{ '}}' }}\n{{\nword\n}}\nx", "{% raw %}{{ x\n{% endraw %}\ny\n", "  {{- word }}\n"]
        {
            let plain = Environment::new().render_str(template, context! { word => "core" }).unwrap();
            assert_eq!(rendered(template).unwrap().text(), plain, "{template}");
        }
    }

    #[test]
    fn an_error_has_its_line() {
        let (place, problem) = rendered("fine\n  {{ word | nothing }}\n").unwrap_err();
        assert_eq!(place, 7..27);
        assert!(problem.contains("unknown filter"), "{problem}");
    }
}

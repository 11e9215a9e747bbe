//! Fenced blocks: code, diagrams, and directives written as fences.

use std::ops::Range;

use super::{Markdown, fence_name, parse_info, yaml};
use crate::diagnostic::Finding;
use crate::document::directive::{self, DirectiveCall, DirectiveOption, split_options, trimmed};
use crate::document::{Attributes, Block, BlockKind, Builder, CodeBlock, CodeOptions, Diagram, Excerpt, Span};

/// An indented code block.
pub(super) fn indented(text: Excerpt, span: Span, builder: &mut Builder<'_>) -> Block {
    builder.count_code_block();
    let options = CodeOptions::default();
    Block {
        span,
        kind: BlockKind::Code(Box::new(CodeBlock { language: None, text, options, attributes: Attributes::default() })),
    }
}

/// The blocks that a fence at `range` stands for; `info` is what `pulldown-cmark` makes of the words behind it, `body` what is inside.
pub(super) fn lower(
    text: &Excerpt,
    range: Range<usize>,
    info: &str,
    mut body: Excerpt,
    builder: &mut Builder<'_>,
    markdown: &Markdown<'_>,
) -> Vec<Block> {
    let extensions = markdown.options.extensions;
    let opening = Opening::of(text.text(), &range);
    if extensions && let Some((name, argument)) = opening.directive(text.text()) {
        if !opening.is_closed(text.text(), &range) {
            let message = format!("the directive `{}` is never closed", &text.text()[name.clone()]);
            let span = text.span(opening.fence.start..name.end + 1);
            let help = "add a line with the same fence where it ends";
            builder.find(Finding::error("unclosed-directive", span, message).help(help));
        }
        let span = text.span(range);
        let content = body;
        let (options, body) = options(&content, builder);
        let name_span = text.span(name.clone());
        let argument = trimmed(text, argument);
        let call = DirectiveCall { name: text.text()[name].to_owned(), name_span, argument, options, content, body, span };
        return directive::lower(call, builder, markdown);
    }
    if extensions && !opening.is_closed(text.text(), &range) {
        let finding = Finding::warning("unclosed-fence", text.span(opening.fence.clone()), "this code fence is never closed");
        builder.find(finding.help("all that follows is taken for code; add a line with the same fence where it ends"));
    }
    let span = text.span(range);
    if !body.is_empty() && !body.text().ends_with('\n') {
        let end = body.text().len();
        body.push("\n", body.span(end..end));
    }
    let attributes = Attributes::default();
    let (language, options) = read_info(info, text, &opening, extensions, builder);
    if extensions && language == "mermaid" {
        builder.count_diagram();
        // An empty diagram is a problem, which needs a place.
        let source = if body.is_empty() { text.slice(opening.fence.clone()).slice(0..0) } else { body };
        let diagram = Diagram::new(source, Vec::new(), None, attributes, builder);
        return vec![Block { span, kind: BlockKind::Diagram(Box::new(diagram)) }];
    }
    builder.count_code_block();
    let language = (!language.is_empty()).then(|| {
        let written = text.text().get(opening.info.clone()).unwrap_or_default();
        let end = if written.starts_with(language) { opening.info.start + language.len() } else { opening.info.end };
        (language.to_owned(), text.span(opening.info.start..end))
    });
    vec![Block { span, kind: BlockKind::Code(Box::new(CodeBlock { language, text: body, options, attributes })) }]
}

/// The language and the options behind a fence; what is not understood is found at its bytes. Without extensions the first word is the
/// language, and the rest means nothing.
fn read_info<'t>(
    info: &'t str,
    text: &Excerpt,
    opening: &Opening,
    extensions: bool,
    builder: &mut Builder<'_>,
) -> (&'t str, CodeOptions) {
    if !extensions {
        return (info.split_whitespace().next().unwrap_or_default(), CodeOptions::default());
    }
    let (language, options, problems) = parse_info(info);
    let as_written = text.text().get(opening.info.clone()) == Some(info);
    for problem in problems {
        let range = opening.info.start + problem.range.start..opening.info.start + problem.range.end;
        let span = text.span(if as_written { range } else { opening.info.clone() });
        let finding = Finding::error("code-option", span, problem.message);
        builder.find(problem.help.into_iter().fold(finding, Finding::help));
    }
    (language.unwrap_or_default(), options)
}

/// The line that opens a fence.
struct Opening {
    /// The backticks or tildes.
    fence: Range<usize>,
    /// The words behind them, without white space at the ends.
    info: Range<usize>,
}

impl Opening {
    fn of(source: &str, range: &Range<usize>) -> Self {
        let line = source.get(range.clone()).and_then(|t| t.split(['\n', '\r']).next()).unwrap_or_default();
        let indent = line.len() - line.trim_start().len();
        let length = line[indent..].bytes().take_while(|b| matches!(b, b'`' | b'~')).count();
        let fence = range.start + indent..range.start + indent + length;
        let rest = &line[indent + length..];
        let start = fence.end + (rest.len() - rest.trim_start().len());
        Self { fence, info: start..start + rest.trim().len() }
    }

    /// Name and argument, if this is `{name} argument`.
    fn directive(&self, source: &str) -> Option<(Range<usize>, Range<usize>)> {
        let name = fence_name(source.get(self.info.clone())?)?;
        let start = self.info.start + 1;
        Some((start..start + name.len(), start + name.len() + 1..self.info.end))
    }

    /// Whether the last line of the block at `range` closes it.
    fn is_closed(&self, source: &str, range: &Range<usize>) -> bool {
        let Some(body) = source.get(self.info.end..range.end) else { return false };
        let Some((_, last)) = body.trim_end().rsplit_once('\n') else { return false };
        let fence = &source[self.fence.clone()];
        let last = last.trim_start_matches([' ', '\t', '>']);
        last.starts_with(fence) && last.chars().all(|c| fence.starts_with(c))
    }
}

/// The options at the start of a directive's content, as `:name: value` lines or as YAML between `---` lines, and what is left.
fn options(content: &Excerpt, builder: &mut Builder<'_>) -> (Vec<DirectiveOption>, Excerpt) {
    let text = content.text();
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|l| l.trim_end() == "---") else { return plain_options(content) };
    let mut end = first.len();
    for line in lines {
        if line.trim_end() == "---" {
            let yaml = content.slice(first.len()..end);
            let rest = content.slice(end + line.len()..text.len());
            return (yaml_options(&yaml, builder), rest);
        }
        end += line.len();
    }
    plain_options(content)
}

/// Options as `:name: value` lines. The values are YAML, as those of MyST are: quotes around one do not belong to it, and a flag may be `true`.
fn plain_options(content: &Excerpt) -> (Vec<DirectiveOption>, Excerpt) {
    let (mut options, rest) = split_options(content);
    for option in &mut options {
        let text = option.value.text();
        let is_quoted =
            |quote: char| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote) && text.matches(quote).count() == 2;
        if is_quoted('\'') || (is_quoted('"') && !text.contains('\\')) {
            option.value = option.value.slice(1..text.len() - 1);
        }
    }
    (options, rest)
}

fn yaml_options(block: &Excerpt, builder: &mut Builder<'_>) -> Vec<DirectiveOption> {
    let entries = match yaml::mapping(block.text()) {
        Ok(entries) => entries,
        Err(problem) => {
            builder.find(Finding::error(
                "bad-options",
                block.span(problem.range(block.text())),
                format!("the options are not valid YAML: {}", problem.message),
            ));
            return Vec::new();
        }
    };
    let option = |entry: yaml::Entry| {
        let mut value = Excerpt::default();
        let (text, range) = (entry.value.text(), entry.value_range);
        let unquoted = range.start + 1..range.end.saturating_sub(1);
        match [range.clone(), unquoted].into_iter().find(|range| block.text().get(range.clone()) == Some(&*text)) {
            Some(same) => value.push_slice(block, same),
            None => value.push(&text, block.span(range)),
        }
        DirectiveOption { name: entry.key, name_span: block.span(entry.key_range), value }
    };
    entries.into_iter().map(option).collect()
}

//! What the template engine reports, as problems at their places in the templates.

use std::collections::BTreeMap;
use std::ops::Range;

use camino::Utf8Path;
use tera::ErrorKind;

use super::fields::{no_field, unknown_name};
use super::tags::tags;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::render::theme::TemplateSource;

type Sources = BTreeMap<String, TemplateSource>;

/// The problem behind an error; `name` is the template that was to be rendered, empty where they were being compiled.
pub(super) fn place(error: &tera::Error, name: &str, sources: &Sources) -> Diagnostic {
    let at = |name: &str, range, message: String| worded(sources, file_of(name, sources), range, &message);
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            at(report.filename(), report.span().range.clone(), report.message().to_owned())
        }
        ErrorKind::MissingParent { current, parent } => {
            let range = quoted(current, "extends", parent, sources);
            let diagnostic = at(current, range, format!("the template extends `{parent}`, which does not exist"));
            match nearest(parent, sources.keys().map(String::as_str)) {
                Some(near) => diagnostic.label(format!("did you mean `{near}`?")),
                None => diagnostic,
            }
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let range =
                inheritance_chain.iter().map(|parent| quoted(tpl, "extends", parent, sources)).find(|range| !range.is_empty());
            at(tpl, range.unwrap_or(0..0), "the template extends itself, by way of others or at once".to_owned())
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let range = include_chain.iter().map(|other| quoted(tpl, "include", other, sources)).find(|range| !range.is_empty());
            at(tpl, range.unwrap_or(0..0), "the template includes itself, by way of others or at once".to_owned())
        }
        ErrorKind::Msg(report) if report.starts_with(REPORT) => place_report(report, sources),
        other if name.is_empty() => Diagnostic::nowhere("template", other.to_string()),
        other => at(name, 0..0, other.to_string()),
    }
}

fn file_of<'a>(name: &'a str, sources: &'a Sources) -> &'a Utf8Path {
    sources.get(name).map_or_else(|| Utf8Path::new(name), |source| &source.file)
}

/// The bytes of `value` in quotes in the statement that begins with `keyword`.
fn quoted(template: &str, keyword: &str, value: &str, sources: &Sources) -> Range<usize> {
    let Some(source) = sources.get(template) else { return 0..0 };
    let found = tags(&source.text).into_iter().filter(|tag| tag.words().next() == Some(keyword)).find_map(|tag| {
        let at = tag.inside.find(value)?;
        Some(tag.start + at..tag.start + at + value.len())
    });
    found.unwrap_or(0..0)
}

/// How the engine says that a name is not known, and what it lists behind that.
const UNKNOWN: &[(&str, &str)] = &[("Field `", "Available fields: "), ("Variable `", "Available variables: ")];

/// The engine's words in ours, with the nearest known name.
fn worded(sources: &Sources, file: &Utf8Path, range: Range<usize>, message: &str) -> Diagnostic {
    let error = |message: String| Diagnostic::error("template", file, range.clone(), message);
    let Some((what, rest)) = message.split_once('`') else { return error(lower(message)) };
    let Some((name, rest)) = rest.split_once('`') else { return error(lower(message)) };
    let listed = UNKNOWN.iter().find_map(|(_, list)| rest.split_once(list)).map_or("", |(_, names)| names);
    let listed: Vec<&str> = listed.split(", ").filter(|name| !name.is_empty()).collect();
    match what.trim_end() {
        "Field" if rest.trim_start().starts_with("is not defined") && listed.is_empty() => {
            error(format!("there is no `{name}` here: what it is asked of is none on some pages"))
                .help(format!("ask first, as in `{{% if page.next %}}{{{{ page.next.{name} }}}}{{% endif %}}`"))
        }
        "Field" if rest.trim_start().starts_with("is not defined") => no_field(file, range.clone(), name, listed),
        "Variable" if rest.trim_start().starts_with("is not defined") => {
            unknown_name(error(format!("there is no `{name}`")), name, &listed)
        }
        "Unknown filter" => near(error(format!("there is no filter `{name}`")), name, FILTERS.iter().copied()),
        "Unknown template" => near(error(format!("there is no template `{name}`")), name, sources.keys().map(String::as_str)),
        "Unknown component" => {
            let tags = sources.values().flat_map(|source| tags(&source.text));
            let components: Vec<&str> = tags.filter_map(|tag| tag.named("component")).collect();
            near(error(format!("there is no component `{name}`")), name, components.iter().copied())
        }
        _ => error(lower(message)),
    }
}

fn near<'a>(problem: Diagnostic, name: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    match nearest(name, known) {
        Some(near) => problem.label(format!("did you mean `{near}`?")),
        None => problem,
    }
}

/// A sentence as a clause: messages begin with a small letter.
fn lower(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|c| c.to_lowercase().collect::<String>()).unwrap_or_default();
    first + letters.as_str().trim_end_matches('.')
}

/// The filters that every template knows.
const FILTERS: &[&str] = &[
    "abs",
    "bool",
    "capitalize",
    "default",
    "escape",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "map",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// How the engine's reports on how templates fit together begin; these come as text, one after the other.
const REPORT: &str = "error: ";

/// The first of the reports in `text`, each of which is a message, then `--> file:line:column`, then the line.
fn place_report(text: &str, sources: &Sources) -> Diagnostic {
    let mut lines = text.lines();
    let message = lines.next().unwrap_or_default().trim_start_matches(REPORT);
    let mut place = lines.next().unwrap_or_default().trim_start().trim_start_matches("--> ").rsplitn(3, ':');
    let mut number = || place.next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
    let (column, line) = (number(), number());
    let name = place.next().unwrap_or_default();
    let marks = text.lines().nth(4).map_or(1, |marks| marks.matches('^').count());

    let Some(source) = sources.get(name) else {
        return Diagnostic::nowhere("template", message);
    };
    if !source.own
        && let Some(parent) = own_parent(source, sources)
    {
        return Diagnostic::error("template", &parent.file, 0..0, format!("`{name}` builds on this template: {message}"))
            .help("this template takes the place of one of Bindery's, so it needs the same blocks");
    }
    let before: usize = source.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let shown = source.text.get(before..).unwrap_or_default();
    let start = before + shown.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    worded(sources, &source.file, start..start + marks, message)
}

/// The nearest template of the book's own that `source` extends.
fn own_parent<'a>(source: &TemplateSource, sources: &'a Sources) -> Option<&'a TemplateSource> {
    let parent = |source: &TemplateSource| {
        let (_, rest) = source.text.split_once("{% extends \"")?;
        sources.get(rest.split('"').next()?)
    };
    std::iter::successors(parent(source), |template| parent(template)).take(sources.len()).find(|template| template.own)
}

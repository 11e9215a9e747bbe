//! Files, or parts of them, as source code.

use super::Context;
use super::code::{code, dedent, with_line_end};
use super::cut::{Unit, by_line_numbers, by_text, line_number};
use super::includes::read_text;
use super::{python, unified};
use crate::diagnostic::Finding;
use crate::document::{Attributes, Block, BlockKind, Excerpt, Inline, InlineKind, Link, ReferenceKind, Span};

/// `literalinclude`: the options are applied in this order: `pyobject`, start, end, `lines`, `dedent`, `prepend`, `append`.
pub(super) fn literal_include(context: &mut Context<'_, '_>) -> Vec<Block> {
    let Some((text, language, first)) = selected(context) else { return Vec::new() };
    code(context, language, &text, first)
}

/// `exampleinclude`: the same with the file's path above it, and without the comments that mark the start and the end of examples.
pub(super) fn example_include(context: &mut Context<'_, '_>) -> Vec<Block> {
    let Some((text, language, first)) = selected(context) else { return Vec::new() };
    let is_python = language.as_ref().is_some_and(|(name, _)| name.starts_with("py"));
    let text = if is_python { without_marks(&text) } else { text };
    let argument = context.call.argument.clone();
    let path = context.builder.path_from(argument.whole().file, argument.text());
    let mut blocks = code(context, language, &text, first);
    if let Some(BlockKind::Code(block)) = blocks.first_mut().map(|block| &mut block.kind) {
        block.options.title.get_or_insert_with(|| path.to_string());
    }
    let Some(url) = context.builder.conventions().source_url(&path) else { return blocks };
    let reference = context.builder.refer(ReferenceKind::Url, url, argument.whole());
    let words = |kind| Inline { span: argument.whole(), kind };
    let line = vec![words(InlineKind::Text("Source: ".to_owned())), words(InlineKind::Code(path.to_string()))];
    let link = words(InlineKind::Link(Link { reference, content: line, title: None }));
    blocks.push(context.block(BlockKind::Paragraph(vec![link])));
    let attributes = Attributes { classes: vec!["example".to_owned()], ..Attributes::default() };
    vec![context.block(BlockKind::Container { attributes, body: blocks })]
}

type Selected = (Excerpt, Option<(String, Span)>, Option<u32>);

/// The part of the file that the options choose, its language, and the number of its first line where that is to be shown.
fn selected(context: &mut Context<'_, '_>) -> Option<Selected> {
    contradictions(context);
    let argument = context.call.argument.clone();
    let (_, whole) = read_text(context, &argument)?;
    let whole = without_tabs(context, &whole);
    let language = match context.option("language") {
        Some(option) => Some((option.text().to_owned(), option.whole())),
        None => known_extension(argument.text()).map(|name| (name.to_owned(), argument.whole())),
    };
    if let Some(other) = context.option("diff").cloned() {
        let (_, before) = read_text(context, &other)?;
        let text = unified::diff((other.text(), &before), (argument.text(), &whole));
        return Some((text, Some(("diff".to_owned(), other.whole())), None));
    }
    let mut start = 0;
    let mut text = whole.clone();
    if let Some(object) = context.option("pyobject").cloned() {
        match python::object(whole.text(), object.text()) {
            Some(range) => {
                start = range.start;
                text = whole.slice(range);
            }
            None => {
                let message = format!("the file has no class or function `{}`, so all of it is shown", object.text());
                context.error("missing-include-text", object.whole(), message);
            }
        }
    }
    let (part, at) = by_text(context, &text, Unit::Lines);
    let mut first = line_number(whole.text(), start + at);
    let mut text = by_line_numbers(context, &part);
    if let Some(lines) = context.text("lines").and_then(super::values::lines)
        && let Some(range) = lines.ranges().next()
    {
        first += range.start().saturating_sub(1);
        if lines.ranges().count() > 1 && context.flag("lineno-match") {
            let span = context.option("lines").map_or(context.call.span, Excerpt::whole);
            context.error("bad-option-value", span, "the lines are not one run, so `lineno-match` numbers them as if they were");
        }
    }
    if let Some(columns) = context.text("dedent") {
        text = dedent(&text, columns.parse().ok());
    }
    let text = framed(context, &text);
    Some((text, language, context.flag("lineno-match").then_some(first)))
}

/// `text` between the lines that `:prepend:` and `:append:` give.
fn framed(context: &Context<'_, '_>, text: &Excerpt) -> Excerpt {
    let (before, after) = (context.option("prepend"), context.option("append"));
    if before.is_none() && after.is_none() {
        return text.clone();
    }
    let mut framed = before.map(|line| with_line_end(line.clone())).unwrap_or_default();
    let text = with_line_end(text.clone());
    framed.push_slice(&text, 0..text.text().len());
    if let Some(line) = after.map(|line| with_line_end(line.clone())) {
        framed.push_slice(&line, 0..line.text().len());
    }
    framed
}

/// Options that cannot go together; the second one has no effect.
const CONTRADICTIONS: &[(&str, &str)] = &[
    ("start-at", "start-after"),
    ("end-at", "end-before"),
    ("lineno-match", "lineno-start"),
    ("lineno-match", "prepend"),
    ("diff", "pyobject"),
    ("diff", "lines"),
    ("diff", "lineno-start"),
    ("diff", "lineno-match"),
    ("diff", "start-after"),
    ("diff", "start-at"),
    ("diff", "end-before"),
    ("diff", "end-at"),
];

fn contradictions(context: &mut Context<'_, '_>) {
    for (first, second) in CONTRADICTIONS {
        let has = |context: &Context<'_, '_>, name: &str| context.call.options.iter().any(|option| option.name == name);
        if !has(context, first) || !has(context, second) {
            continue;
        }
        let place = context.call.options.iter().find(|option| option.name == *second).map(|option| option.name_span);
        context.call.options.retain(|option| option.name != *second);
        let message = format!("`{second}` cannot go with `{first}`, and has no effect");
        let finding = Finding::error("bad-option-value", place.unwrap_or(context.call.span), message);
        context.builder.find(finding.help("take one of them out"));
    }
}

/// The languages that a file's name gives away.
fn known_extension(path: &str) -> Option<&str> {
    const KNOWN: &[&str] = &[
        "c", "cfg", "cpp", "cs", "css", "diff", "go", "h", "html", "ini", "java", "js", "json", "kt", "md", "php", "pl", "ps1",
        "py", "rb", "rs", "rst", "scala", "sh", "sql", "swift", "tf", "toml", "ts", "xml", "yaml", "yml",
    ];
    let (_, extension) = path.rsplit_once('.')?;
    KNOWN.contains(&extension).then_some(extension)
}

/// The text with spaces in place of tabs, where `:tab-width:` says how many.
fn without_tabs(context: &Context<'_, '_>, text: &Excerpt) -> Excerpt {
    let width = context.number("tab-width").and_then(|width| usize::try_from(width).ok()).unwrap_or(0).min(64);
    if width == 0 || !text.text().contains('\t') {
        return text.clone();
    }
    let mut made = Excerpt::default();
    let (mut column, mut done) = (0, 0);
    for (at, c) in text.text().char_indices() {
        match c {
            '\t' => {
                let spaces = width - column % width;
                made.push_slice(text, done..at);
                made.push(&" ".repeat(spaces), text.span(at..at + 1));
                done = at + 1;
                column += spaces;
            }
            '\n' => column = 0,
            _ => column += 1,
        }
    }
    made.push_slice(text, done..text.text().len());
    made
}

/// The text without lines such as `# [START example]` and `# [END example]`.
fn without_marks(text: &Excerpt) -> Excerpt {
    let is_mark = |line: &str| {
        let mark = line.trim().strip_prefix('#').map(str::trim_start);
        mark.is_some_and(|mark| (mark.starts_with("[START ") || mark.starts_with("[END ")) && mark.ends_with(']'))
    };
    let mut kept = Excerpt::default();
    let mut at = 0;
    for line in text.text().split_inclusive('\n') {
        if !is_mark(line) {
            kept.push_slice(text, at..at + line.len());
        }
        at += line.len();
    }
    kept
}

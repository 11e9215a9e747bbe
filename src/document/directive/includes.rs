//! Other files as part of a page.

use std::ops::Range;

use super::Context;
use super::code::code;
use super::values::lines;
use crate::diagnostic::Finding;
use crate::document::{Block, Excerpt, FileId, IncludeError, Span};
use crate::source::SourceError;

/// The code of the finding about a file that cannot be included.
pub const MISSING_INCLUDE: &str = "missing-include";

/// `include`: the file is parsed by the language of the caller, or shown as it is with `:literal:` and `:code:`.
pub(super) fn include(context: &mut Context<'_, '_>) -> Vec<Block> {
    let argument = context.call.argument.clone();
    let Some((file, text)) = read_text(context, &argument) else { return Vec::new() };
    let text = cut_by_lines(context, &text);
    let text = cut_by_text(context, &text, Unit::Text);
    if context.flag("literal") || context.flag("code") {
        let language = context.option("code").filter(|o| !o.is_empty()).map(|o| (o.text().to_owned(), o.whole()));
        return code(context, language, &text, None);
    }
    let attributes = context.attributes(&[]);
    let language = context.language();
    let around = context.builder.heading_offset;
    let offset = context.number("heading-offset").map_or(0, |levels| u8::try_from(levels).unwrap_or(u8::MAX));
    context.builder.heading_offset = around.saturating_add(offset);
    let included = context.builder.include(file, |builder| language.file(builder, &text));
    context.builder.heading_offset = around;
    let blocks = match included {
        Ok(blocks) => blocks,
        Err(problem) => {
            context.builder.find(cannot_include(&problem, argument.whole()));
            return Vec::new();
        }
    };
    context.wrapped(attributes, blocks)
}

/// `literalinclude`: a file, or some of its lines, as code.
pub(super) fn literal_include(context: &mut Context<'_, '_>) -> Vec<Block> {
    let argument = context.call.argument.clone();
    let Some((_, whole)) = read_text(context, &argument) else { return Vec::new() };
    let text = cut_by_lines(context, &whole);
    let text = cut_by_text(context, &text, Unit::Lines);
    let language = match context.option("language") {
        Some(option) => Some((option.text().to_owned(), option.whole())),
        None => known_extension(argument.text()).map(|name| (name.to_owned(), argument.whole())),
    };
    let first = context.flag("lineno-match").then(|| line_number(&whole, &text));
    code(context, language, &text, first)
}

/// The languages that a file's name gives away.
fn known_extension(path: &str) -> Option<&str> {
    const KNOWN: &[&str] = &[
        "c", "cpp", "cs", "css", "diff", "go", "h", "html", "ini", "java", "js", "json", "kt", "md", "php", "pl", "ps1", "py",
        "rb", "rs", "scala", "sh", "sql", "swift", "toml", "ts", "xml", "yaml", "yml",
    ];
    let (_, extension) = path.rsplit_once('.')?;
    KNOWN.contains(&extension).then_some(extension)
}

/// The file that `target` names, and its text. Where it cannot be had, that is a finding at `target`.
pub(super) fn read_text(context: &mut Context<'_, '_>, target: &Excerpt) -> Option<(FileId, Excerpt)> {
    let span = target.whole();
    let path = context.builder.path_from(span.file, target.text());
    let message = match context.builder.read(&path) {
        Ok(source) => match source.text() {
            Ok(text) => {
                let file = context.builder.file(&path);
                let text = Excerpt::file(file, text);
                let skip = if text.text().starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
                return Some((file, if skip > 0 { text.slice(skip..text.text().len()) } else { text }));
            }
            Err(at) => format!("`{path}` is not UTF-8 from byte {at} on"),
        },
        Err(SourceError::Missing) => format!("there is no file `{path}`"),
        Err(SourceError::Outside) => format!("`{path}` lies outside the book and its repository"),
        Err(SourceError::Unreadable(why)) => format!("`{path}` cannot be read: {why}"),
    };
    let help = "a path is relative to the file that it stands in, or to the source folder with a leading `/`";
    context.builder.find(Finding::error(MISSING_INCLUDE, span, message).help(help));
    None
}

fn cannot_include(problem: &IncludeError, span: Span) -> Finding {
    match problem {
        IncludeError::Circle(files) => {
            let files: Vec<_> = files.iter().map(|f| f.as_str()).collect();
            Finding::error("include-cycle", span, format!("this file includes itself: {}", files.join(" -> ")))
                .help("take one of the includes out, or limit it with `:start-after:` and `:end-before:` in a file of its own")
        }
        IncludeError::TooMany(limit) => {
            Finding::error("include-cycle", span, format!("the page includes more than {limit} files; this one is left out"))
        }
    }
}

/// Keeps the lines that `:lines:`, `:start-line:` and `:end-line:` ask for.
fn cut_by_lines(context: &mut Context<'_, '_>, text: &Excerpt) -> Excerpt {
    let mut ends: Vec<usize> = text.text().split_inclusive('\n').map(str::len).collect();
    let mut total = 0;
    for end in &mut ends {
        total += *end;
        *end = total;
    }
    let count = ends.len() as u32;
    let bytes = |first: u32, last: u32| -> Range<usize> {
        let start = first.checked_sub(2).and_then(|i| ends.get(i as usize)).copied().unwrap_or(0);
        let end = last.checked_sub(1).and_then(|i| ends.get(i as usize)).copied().unwrap_or(total);
        start..end.max(start)
    };
    let mut kept = match context.option("lines").cloned() {
        None => text.clone(),
        Some(option) => {
            let mut kept = Excerpt::default();
            for range in lines(option.text()).unwrap_or_default().ranges() {
                if *range.start() > count || (*range.end() > count && *range.end() != u32::MAX) {
                    too_short(context, &option, count);
                }
                if *range.start() <= count {
                    kept.push_slice(text, bytes(*range.start(), *range.end()));
                }
            }
            kept
        }
    };
    let (start, end) = (context.number("start-line"), context.number("end-line"));
    if start.is_some() || end.is_some() {
        let beyond =
            [("start-line", start.is_some_and(|line| line >= count)), ("end-line", end.is_some_and(|line| line > count))];
        for (name, _) in beyond.iter().filter(|(_, beyond)| *beyond) {
            if let Some(option) = context.option(name).cloned() {
                too_short(context, &option, count);
            }
        }
        let first = start.unwrap_or(0) + 1;
        let last = end.unwrap_or(u32::MAX).min(count);
        kept = if first <= last { text.slice(bytes(first, last)) } else { Excerpt::default() };
        if kept.is_empty() && beyond.iter().all(|(_, beyond)| !beyond) {
            let place = context.option("end-line").or_else(|| context.option("start-line")).map(Excerpt::whole);
            let message = "no line lies between `start-line` and `end-line`";
            context.error("missing-include-lines", place.unwrap_or(context.call.span), message);
        }
    }
    kept
}

fn too_short(context: &mut Context<'_, '_>, option: &Excerpt, count: u32) {
    let lines = if count == 1 { "line" } else { "lines" };
    context.error("missing-include-lines", option.whole(), format!("the file has only {count} {lines}"));
}

/// What `:start-after:` and `:end-before:` find: the text itself, or the line that holds it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Text,
    Lines,
}

/// Keeps what lies between the texts that the options name.
fn cut_by_text(context: &mut Context<'_, '_>, text: &Excerpt, unit: Unit) -> Excerpt {
    let all = text.text();
    let line_start = |at: usize| if unit == Unit::Lines { all[..at].rfind('\n').map_or(0, |n| n + 1) } else { at };
    let line_end = |at: usize| if unit == Unit::Lines { all[at..].find('\n').map_or(all.len(), |n| at + n + 1) } else { at };
    let mut start = 0;
    if let Some(at) = find(context, text, "start-at", 0) {
        start = line_start(at.start);
    }
    if let Some(at) = find(context, text, "start-after", 0) {
        start = line_end(at.end);
    }
    let mut end = all.len();
    if let Some(at) = find(context, text, "end-at", start) {
        end = line_end(at.end);
    }
    if let Some(at) = find(context, text, "end-before", start) {
        end = line_start(at.start).max(start);
    }
    text.slice(start..end)
}

fn find(context: &mut Context<'_, '_>, text: &Excerpt, option: &str, from: usize) -> Option<Range<usize>> {
    let wanted = context.option(option).cloned()?;
    let found = text.text().get(from..).and_then(|t| t.find(wanted.text()));
    if found.is_none() {
        let message = format!("the file does not hold this text, so `{option}` has no effect");
        context.error("missing-include-text", wanted.whole(), message);
    }
    found.map(|at| from + at..from + at + wanted.text().len())
}

/// The number of the first line of `part` in `whole`.
fn line_number(whole: &Excerpt, part: &Excerpt) -> u32 {
    let offset = part.whole().start.saturating_sub(whole.whole().start) as usize;
    let before = whole.text().get(..offset).unwrap_or_default();
    before.matches('\n').count() as u32 + 1
}

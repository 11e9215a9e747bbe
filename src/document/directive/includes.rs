//! Other files as part of a page.

use super::Context;
use super::code::code;
use super::cut::{Unit, by_file_lines, by_line_numbers, by_text};
use crate::diagnostic::Finding;
use crate::document::{Block, Excerpt, FileId, IncludeError, Markup, Span};
use crate::source::SourceError;

/// The code of the finding about a file that cannot be included.
pub const MISSING_INCLUDE: &str = "missing-include";

/// `include`: the file is parsed by the language of the caller or by the one that `:parser:` names, or shown as it is with `:literal:` and
/// `:code:`.
pub(super) fn include(context: &mut Context<'_, '_>) -> Vec<Block> {
    let argument = context.call.argument.clone();
    let Some((file, text)) = read_text(context, &argument) else { return Vec::new() };
    let text = by_line_numbers(context, &text);
    let text = by_file_lines(context, &text);
    let text = by_text(context, &text, Unit::Text).0;
    if context.flag("literal") || context.flag("code") {
        let language = context.option("code").filter(|o| !o.is_empty()).map(|o| (o.text().to_owned(), o.whole()));
        return code(context, language, &text, None);
    }
    let markup = match context.option("parser").cloned() {
        None => None,
        Some(name) => match markup(name.text()) {
            None => {
                let message = format!("no parser is called `{}`", name.text());
                let finding = Finding::error("bad-option-value", name.whole(), message);
                context.builder.find(finding.help("write `markdown` or `rst`, or leave it out for the language of this page"));
                None
            }
            found => found,
        },
    };
    let attributes = context.attributes(&[]);
    let language = context.language();
    let around = context.builder.heading_offset;
    let offset = context.number("heading-offset").map_or(0, |levels| u8::try_from(levels).unwrap_or(u8::MAX));
    context.builder.heading_offset = around.saturating_add(offset);
    let included = context.builder.include(file, |builder| match markup {
        Some(markup) => language.foreign(markup, builder, &text),
        None => language.file(builder, &text),
    });
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

/// The language that a parser's name means: one of docutils, of MyST, or of other parsers of Markdown.
fn markup(parser: &str) -> Option<Markup> {
    let name = parser.to_ascii_lowercase();
    match name.as_str() {
        "rst" | "rest" | "rst-parser" => Some(Markup::Rst),
        "md" => Some(Markup::Markdown),
        _ if name.contains("restructuredtext") => Some(Markup::Rst),
        _ if name.contains("mark") || name.contains("myst") => Some(Markup::Markdown),
        _ => None,
    }
}

/// Whether `include` with a parser of that name reads another language than reStructuredText.
#[must_use]
pub fn is_markdown_parser(parser: &str) -> bool {
    markup(parser.trim()) == Some(Markup::Markdown)
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

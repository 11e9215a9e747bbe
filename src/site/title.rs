//! The titles that navigation and references show.

use camino::Utf8Path;

use super::Parsed;
use crate::document::{Inline, InlineKind, Span, bare};

/// The front matter's title, else the first heading, else the file's name made readable.
pub(super) fn page_title(parsed: &Parsed) -> Vec<Inline> {
    if let Some(title) = &parsed.page.front_matter.title {
        return vec![text(title)];
    }
    let title = linkless(&parsed.page.title);
    if title.is_empty() { vec![text(&file_title(&parsed.source))] } else { title }
}

/// A readable title from a path: `getting-started.md` is `Getting started`; an `index.md` has its folder's name.
#[must_use]
pub fn file_title(path: &Utf8Path) -> String {
    let stem = path.file_stem().unwrap_or("");
    let is_index = stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme");
    let folder = path.parent().and_then(Utf8Path::file_name);
    let name = if is_index { folder.unwrap_or("Home") } else { stem };
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(chars).collect())
}

/// `inlines` without what only works in the page that they were written in: links become their words, pictures their alternative text,
/// footnote marks and raw HTML go.
#[must_use]
pub fn linkless(inlines: &[Inline]) -> Vec<Inline> {
    bare(inlines, &|link| link.content.clone())
}

fn text(words: &str) -> Inline {
    Inline { span: Span::default(), kind: InlineKind::Text(words.to_owned()) }
}

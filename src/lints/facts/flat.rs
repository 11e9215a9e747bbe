//! Running text as one string that knows which of it is code and where each piece stands in its file.

use std::ops::Range;

use camino::Utf8Path;

use crate::document::{Inline, InlineKind, Link, Page, Span};
use crate::source::Sources;

/// The words of a paragraph, a title or a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Flat {
    pub(super) text: String,
    parts: Vec<Part>,
}

/// A piece of the text.
#[derive(Clone, Debug)]
struct Part {
    range: Range<usize>,
    span: Span,
    is_code: bool,
}

impl Flat {
    /// The words of `inlines`, code included, line ends as spaces.
    pub(super) fn new(inlines: &[Inline]) -> Self {
        let mut flat = Self::default();
        flat.push(inlines);
        flat
    }

    /// Adds further words, after a space.
    pub(super) fn add(&mut self, inlines: &[Inline]) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.push(inlines);
    }

    fn push(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) => self.part(words, inline.span, false),
                InlineKind::Code(words) => self.part(words, inline.span, true),
                InlineKind::SoftBreak | InlineKind::HardBreak => self.text.push(' '),
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Subscript(content)
                | InlineKind::Superscript(content)
                | InlineKind::Abbreviation { content, .. }
                | InlineKind::Phrase { content, .. }
                | InlineKind::Anchor { content, .. }
                | InlineKind::Link(Link { content, .. }) => self.push(content),
                InlineKind::Strikethrough(_)
                | InlineKind::Image(_)
                | InlineKind::Keyboard(_)
                | InlineKind::Math { .. }
                | InlineKind::RawHtml(_)
                | InlineKind::FootnoteReference { .. } => {}
            }
        }
    }

    fn part(&mut self, words: &str, span: Span, is_code: bool) {
        let start = self.text.len();
        self.text.push_str(words);
        self.parts.push(Part { range: start..self.text.len(), span, is_code });
    }

    /// The pieces of code, in order.
    pub(super) fn code(&self) -> impl Iterator<Item = Range<usize>> {
        self.parts.iter().filter(|part| part.is_code).map(|part| part.range.clone())
    }

    /// The piece of code that begins at `at` or holds it.
    pub(super) fn code_at(&self, at: usize) -> Option<Range<usize>> {
        self.code().find(|range| range.contains(&at))
    }

    /// The bytes of the file that `range` of the text was made from.
    pub(super) fn span(&self, range: Range<usize>, page: &Page, sources: &Sources) -> Span {
        let first = self.parts.iter().find(|part| part.range.end > range.start);
        let last = self.parts.iter().rev().find(|part| part.range.start < range.end);
        let (Some(first), Some(last)) = (first, last) else { return Span::default() };
        let piece = |part: &Part| {
            let inner = range.start.max(part.range.start)..range.end.min(part.range.end);
            part.exact(inner, &self.text, page, sources)
        };
        let (start, end) = (piece(first), piece(last));
        if start.file == end.file && start.start <= end.end { Span { end: end.end, ..start } } else { start }
    }
}

impl Part {
    /// The bytes of a range of the text that lies within this piece; the whole piece where the file writes it otherwise.
    fn exact(&self, range: Range<usize>, text: &str, page: &Page, sources: &Sources) -> Span {
        let words = text.get(range.clone()).unwrap_or_default();
        let file = page.files.get(self.span.file.index()).map_or(Utf8Path::new(""), |file| file);
        let Ok(source) = sources.get(file) else { return self.span };
        let written = source.text().ok().and_then(|text| text.get(self.span.start as usize..self.span.end as usize));
        let Some(written) = written else { return self.span };
        // Where it would stand if nothing but delimiters were left out, and the nearest place that really holds it.
        let delimiters = (written.len().saturating_sub(self.range.len())) / 2;
        let expected = range.start - self.range.start + delimiters;
        let found = written.match_indices(words).map(|(at, _)| at).min_by_key(|at| at.abs_diff(expected));
        match found {
            Some(at) if !words.is_empty() => {
                let start = self.span.start + at as u32;
                Span { file: self.span.file, start, end: start + words.len() as u32 }
            }
            _ => self.span,
        }
    }
}

//! Running text that is to be read for inline markup, with the way back to where it is written.

use std::borrow::Cow;
use std::ops::Range;

use super::chars::escaped;
use super::source::Line;
use crate::document::Span;

/// Lines joined to one text, with marks in place of the backslashes that escape.
#[derive(Debug)]
pub(super) struct Prose<'a> {
    pub(super) text: Cow<'a, str>,
    /// Where pieces of the text start, and where they start in the source.
    pieces: Vec<(usize, usize)>,
    /// The first line: the place of problems.
    pub(super) place: Line<'a>,
}

impl<'a> Prose<'a> {
    /// The text of these lines; `place` stands in where there are none.
    pub(super) fn new(lines: &[Line<'a>], place: Line<'a>) -> Self {
        let first = lines.first().copied().unwrap_or(place);
        let follows = |pair: &[Line<'a>]| match pair {
            [a, b] => std::ptr::eq(a.source, b.source) && a.at + a.text.len() + 1 == b.at,
            _ => true,
        };
        let last = lines.last().copied().unwrap_or(first);
        let whole = first.source.text.text().get(first.at..last.at + last.text.len());
        let (text, pieces) = if let Some(whole) = whole.filter(|_| lines.windows(2).all(follows)) {
            (Cow::Borrowed(whole), vec![(0, first.at)])
        } else {
            let mut text = String::new();
            let mut pieces = Vec::with_capacity(lines.len());
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    text.push('\n');
                }
                pieces.push((text.len(), line.at));
                text.push_str(line.text);
            }
            (Cow::Owned(text), pieces)
        };
        let mut prose = Self { text, pieces, place: first };
        prose.truncate(prose.text.trim_end_matches([' ', '\n']).len());
        if prose.text.contains('\\') {
            prose.text = Cow::Owned(escaped(&prose.text));
        }
        prose
    }

    /// Cuts the text off at `end`.
    pub(super) fn truncate(&mut self, end: usize) {
        match &mut self.text {
            Cow::Borrowed(text) => *text = text.get(..end).unwrap_or(text),
            Cow::Owned(text) => text.truncate(text.floor_char_boundary(end)),
        }
    }

    /// The same text with problems placed at another line.
    pub(super) fn at(self, place: Line<'a>) -> Self {
        Self { place, ..self }
    }

    /// Where bytes of the text are written.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = self.origin(range.start);
        let end = self.origin(range.end.saturating_sub(1)) + 1;
        let text = &self.place.source.text;
        if range.is_empty() { text.span(start..start) } else { text.span(start..end.max(start)) }
    }

    fn origin(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|(start, _)| *start <= at);
        self.pieces.get(next.saturating_sub(1)).map_or(0, |(start, origin)| origin + at.saturating_sub(*start))
    }
}

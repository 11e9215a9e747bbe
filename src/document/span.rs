//! Places in source files, and the way back to them from text that was cut out of its container.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A file as a page counts it: 0 is the page itself, then the files that it includes, in order of first inclusion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

impl FileId {
    /// The page's own file.
    pub const PAGE: Self = Self(0);

    /// The position in the page's list of files.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Bytes `start..end` of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Which file, as the page counts.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Bytes `range` of `file`.
    #[must_use]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: range.start as u32, end: range.end as u32 }
    }
}

/// Text that was cut out of a file, piece by piece, and knows where each byte came from.
///
/// The body of a directive inside a block quote is such a text: its `> ` prefixes are gone, so its offsets are not the file's.
/// Front ends parse an `Excerpt` and ask it for [`Span`]s, at any depth of nesting and through includes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Excerpt {
    text: String,
    /// Sorted by `at`; each piece runs to the start of the next.
    pieces: Vec<Piece>,
}

/// From offset `at` of the excerpt on, bytes come from `start..end` of `file`, one for one unless the text was made from other text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Piece {
    at: u32,
    file: FileId,
    start: u32,
    end: u32,
}

impl Excerpt {
    /// A whole file.
    #[must_use]
    pub fn file(file: FileId, text: impl Into<String>) -> Self {
        let text = text.into();
        let end = text.len() as u32;
        Self { text, pieces: vec![Piece { at: 0, file, start: 0, end }] }
    }

    /// The text, without what was cut away.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True where there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds `text`, which was made from the bytes `from`: in most cases it is those bytes.
    pub fn push(&mut self, text: &str, from: Span) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len() as u32;
        let same = (from.end - from.start) as usize == text.len();
        self.text.push_str(text);
        if let Some(last) = self.pieces.last_mut() {
            let last_is_same = last.end - last.start == at - last.at;
            if same && last_is_same && last.file == from.file && last.end == from.start {
                last.end = from.end;
                return;
            }
        }
        self.pieces.push(Piece { at, file: from.file, start: from.start, end: from.end });
    }

    /// Bytes `range` of this excerpt as an excerpt of their own. The range is clamped to what there is, at character boundaries.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let start = self.text.floor_char_boundary(range.start.min(self.text.len()));
        let mut cut = Self::default();
        cut.push_slice(self, range);
        if cut.pieces.is_empty() {
            let here = self.span(start..start);
            cut.pieces.push(Piece { at: 0, file: here.file, start: here.start, end: here.start });
        }
        cut
    }

    /// Adds bytes `range` of `source`, clamped as [`Excerpt::slice`] does; each byte keeps the place that it has there.
    pub fn push_slice(&mut self, source: &Self, range: Range<usize>) {
        let text = &source.text;
        let mut from = text.floor_char_boundary(range.start.min(text.len()));
        let end = text.floor_char_boundary(range.end.min(text.len()));
        while from < end {
            let piece = source.piece_at(from);
            let next = source.pieces.get(piece + 1).map_or(text.len(), |p| p.at as usize).min(end);
            self.push(&text[from..next], source.span(from..next));
            from = next.max(from + 1);
        }
    }

    /// Where bytes `range` of the excerpt stand in the files. A range over several pieces runs from the start of the first to the
    /// end of the last, or to the end of the first piece's own bytes where the last is of another file.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let (file, start) = self.origin(range.start, false);
        let (end_file, end) = self.origin(range.end, range.end > range.start);
        if end_file == file && end >= start {
            return Span { file, start, end };
        }
        Span { file, start, end: start }
    }

    /// Where the character stands that has byte `at` of the excerpt; behind the text, the empty place there.
    #[must_use]
    pub fn character(&self, at: usize) -> Span {
        let start = self.text.floor_char_boundary(at.min(self.text.len()));
        self.span(start..start + self.text[start..].chars().next().map_or(0, char::len_utf8))
    }

    /// The whole excerpt's place.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The file and offset of `offset`; an end belongs to the piece that it closes, not to the one that it opens. All of a piece that was
    /// made from other text stands for all of that text.
    fn origin(&self, offset: usize, is_end: bool) -> (FileId, u32) {
        let probe = if is_end { offset.saturating_sub(1) } else { offset };
        let index = self.piece_at(probe);
        let Some(piece) = self.pieces.get(index) else { return (FileId::PAGE, 0) };
        let length = self.pieces.get(index + 1).map_or(self.text.len() as u32, |next| next.at) - piece.at;
        let place = match (length == piece.end - piece.start, is_end) {
            (true, _) => piece.start + (offset as u32).saturating_sub(piece.at).min(length),
            (false, true) => piece.end,
            (false, false) => piece.start,
        };
        (piece.file, place)
    }

    fn piece_at(&self, offset: usize) -> usize {
        self.pieces.partition_point(|p| p.at as usize <= offset).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_leads_back_through_nested_cuts() {
        let file = "> one\n> two\n> three\n";
        let mut quoted = Excerpt::default();
        for (line, at) in [("one\n", 2), ("two\n", 8), ("three\n", 14)] {
            quoted.push(line, Span::new(FileId::PAGE, at..at + line.len()));
        }
        let inner = quoted.slice(4..14);
        assert_eq!(inner.text(), "two\nthree\n");
        let at = inner.text().find("hree").unwrap();
        let span = inner.span(at..at + 4);
        assert_eq!(&file[span.start as usize..span.end as usize], "hree");
        assert_eq!(inner.span(0..3), Span::new(FileId::PAGE, 8..11));
        assert_eq!(quoted.slice(99..120).text(), "");
    }

    #[test]
    fn a_character_is_all_of_its_bytes() {
        let text = Excerpt::file(FileId::PAGE, "a•b");
        for at in 1..4 {
            assert_eq!(text.character(at), Span::new(FileId::PAGE, 1..4));
        }
        assert_eq!(text.character(9), Span::new(FileId::PAGE, 5..5));
    }
}

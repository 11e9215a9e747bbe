//! Places in lines and columns, as programs that read a report count them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::excerpt::character_start;
use super::terminal::Files;
use crate::diagnostic::Place;
use crate::source::Source;

/// A place in a file. Lines and columns count from 1, columns in Unicode code points; `end` is the first place that is no longer meant, so
/// that an empty region ends where it starts. This is how SARIF counts (OASIS SARIF 2.1.0, section 3.30) with code points as the kind of column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// The files that places have been looked up in, with the starts of their lines.
pub(super) struct Regions<'a> {
    files: Files<'a>,
    known: BTreeMap<Utf8PathBuf, Option<Lines>>,
}

impl<'a> Regions<'a> {
    pub(super) fn new(files: Files<'a>) -> Self {
        Self { files, known: BTreeMap::new() }
    }

    /// Where the place is; `None` where the file cannot be had.
    pub(super) fn of(&mut self, place: &Place) -> Option<Region> {
        if !self.known.contains_key(&place.file) {
            let lines = (self.files)(&place.file).map(Lines::of);
            self.known.insert(place.file.clone(), lines);
        }
        let lines = self.known.get(&place.file)?.as_ref()?;
        Some(lines.region(&place.range))
    }
}

struct Lines {
    source: Arc<Source>,
    /// The offset of each line's first byte. A byte order mark is not part of the first line.
    starts: Vec<usize>,
}

impl Lines {
    fn of(source: Arc<Source>) -> Self {
        let first = if source.bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let newlines = source.bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let starts = std::iter::once(first).chain(newlines.map(|(at, _)| at + 1)).collect();
        Self { source, starts }
    }

    /// A range that ends before it starts, or that reaches past the end, is taken as far as it goes.
    fn region(&self, range: &Range<u32>) -> Region {
        let start = (range.start as usize).min(self.source.bytes.len());
        let end = (range.end as usize).clamp(start, self.source.bytes.len());
        let ((line, column), (end_line, end_column)) = (self.position(start), self.position(end));
        Region { line, column, end_line, end_column }
    }

    fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.source.bytes.get(start..character_start(&self.source.bytes, offset)).unwrap_or_default();
        (line, String::from_utf8_lossy(before).chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn region(bytes: &[u8], range: Range<u32>) -> (usize, usize, usize, usize) {
        let sources = Sources::memory([("a.md", bytes)]);
        let files = |path: &camino::Utf8Path| sources.get(path).ok();
        let region = Regions::new(&files).of(&Place { file: "a.md".into(), range }).unwrap();
        (region.line, region.column, region.end_line, region.end_column)
    }

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        assert_eq!(region(b"one\ntwo three\n", 8..13), (2, 5, 2, 10));
        assert_eq!(region("äöü ✓ x".as_bytes(), 7..10), (1, 5, 1, 6));
        assert_eq!(region("😀 x".as_bytes(), 5..6), (1, 3, 1, 4));
        assert_eq!(region(b"one\ntwo\nthree", 2..9), (1, 3, 3, 2));
        assert_eq!(region(b"one\r\ntwo\r\n", 5..8), (2, 1, 2, 4));
        assert_eq!(region(b"one\n", 1..1), (1, 2, 1, 2));
    }

    #[test]
    fn any_bytes_have_places() {
        assert_eq!(region(b"", 0..5), (1, 1, 1, 1));
        assert_eq!(region(b"a\nb", 99..100), (2, 2, 2, 2));
        assert_eq!(region(b"a\nb", 2..0), (2, 1, 2, 1));
        assert_eq!(region(b"a\xff\xfeb", 3..4), (1, 4, 1, 5));
        assert_eq!(region("ä".as_bytes(), 1..2), (1, 1, 1, 2));
        assert_eq!(region(b"\xef\xbb\xbf# A\n", 3..4), (1, 1, 1, 2));
        assert_eq!(region(b"\xef\xbb\xbf# A\n", 0..0), (1, 1, 1, 1));
    }

    #[test]
    fn a_file_that_is_not_there_has_none() {
        assert_eq!(Regions::new(&|_| None).of(&Place { file: "a.md".into(), range: 0..1 }), None);
    }
}

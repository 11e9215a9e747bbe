//! The line of a file that a diagnostic is about, in a form that can be shown whatever the bytes are.

use std::ops::Range;

/// After the place, no more bytes than this are kept.
const CONTEXT: usize = 1024;

/// Of the place itself, no more bytes than this: a terminal's line.
const LONGEST: usize = 100;

/// A place in a file as people see it. Its column is the number of characters of `text` before `range`, plus one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The line's number, from 1.
    pub line: usize,
    /// The line without its end, as far as it matters; `U+FFFD` where it is not UTF-8.
    pub text: String,
    /// The place within `text`, in bytes on character boundaries; it ends where the line ends.
    pub range: Range<usize>,
}

impl Excerpt {
    /// The first line of `range`. A range that ends before it starts, or that reaches past the end, is taken as far as it goes.
    pub(crate) fn of(bytes: &[u8], range: &Range<u32>) -> Self {
        let start = character_start(bytes, (range.start as usize).min(bytes.len()));
        let (before, after) = bytes.split_at(start);
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let rest = after.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let rest = rest.strip_suffix(b"\r").unwrap_or(rest);
        let length = (range.end as usize).saturating_sub(start).min(rest.len());

        let prefix = String::from_utf8_lossy(before.get(line_start..).unwrap_or_default());
        let (marked, suffix) = rest.split_at(length);
        let (marked, suffix) = (String::from_utf8_lossy(marked), String::from_utf8_lossy(suffix));
        let (marked, suffix) = (head(&marked, LONGEST), head(&suffix, CONTEXT));
        Self {
            line: before.split(|byte| *byte == b'\n').count(),
            range: prefix.len()..prefix.len() + marked.len(),
            text: [prefix.as_ref(), marked, suffix].concat(),
        }
    }
}

/// The start of the UTF-8 character that the offset lies in.
pub(super) fn character_start(bytes: &[u8], offset: usize) -> usize {
    let continues = |at: usize| bytes.get(at).is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000);
    (0..4).find_map(|back| offset.checked_sub(back).filter(|at| !continues(*at))).unwrap_or(offset)
}

fn head(text: &str, length: usize) -> &str {
    text.get(..text.floor_char_boundary(length)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks line, column, text of the line, and what of it is marked.
    fn check(bytes: &[u8], range: Range<u32>, expected: (usize, usize, &str, &str)) {
        let excerpt = Excerpt::of(bytes, &range);
        let column = excerpt.text[..excerpt.range.start].chars().count() + 1;
        let marked = &excerpt.text[excerpt.range.clone()];
        assert_eq!((excerpt.line, column, excerpt.text.as_str(), marked), expected, "{range:?}");
    }

    #[test]
    fn a_place_becomes_line_column_and_text() {
        check(b"one\ntwo three\n", 8..13, (2, 5, "two three", "three"));
        check(b"one\r\ntwo\r\n", 5..8, (2, 1, "two", "two"));
        check("äöü ✓ x".as_bytes(), 11..12, (1, 7, "äöü ✓ x", "x"));
        check(b"one\ntwo\n", 2..7, (1, 3, "one", "e"));
    }

    #[test]
    fn places_that_make_no_sense_are_taken_as_far_as_they_go() {
        check("ä".as_bytes(), 1..2, (1, 1, "ä", "ä"));
        check(b"a\nb", 99..100, (2, 2, "b", ""));
        check(b"", 0..5, (1, 1, "", ""));
        check(b"a\xff\xfeb", 3..4, (1, 4, "a\u{fffd}\u{fffd}b", "b"));
    }

    #[test]
    fn what_follows_in_a_very_long_line_is_cut() {
        let text = format!("ab{}{}", "ä".repeat(1_000_000), "c".repeat(1_000_000));
        let excerpt = Excerpt::of(text.as_bytes(), &(2..2_000_002));
        assert_eq!(excerpt.range, 2..2 + LONGEST);
        assert!(excerpt.text.len() <= 2 + LONGEST + CONTEXT);
    }
}

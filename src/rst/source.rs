//! Texts and their lines: tabs expanded, ends trimmed, each line with the place that it came from.

use std::cell::OnceCell;

use crate::document::{Excerpt, Span};

/// A text that is parsed, and the name that messages give it.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) text: Excerpt,
    pub(super) name: String,
    /// Which part of its file it is, in words that differ where the parts do; empty where it is all of it.
    pub(super) part: String,
    /// The sources that it is included by, by name and part, the innermost first.
    pub(super) within: Vec<(String, String)>,
}

/// A line of a source, or the part of one that belongs to a nested block. It does not end with white space.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Where `text` starts in the source.
    pub(super) at: usize,
    /// How many bytes of the line stand before `text`.
    pub(super) column: usize,
    /// The line that problems name, counted from 1: that of the file, but for contents that docutils counts in another way.
    pub(super) number: u32,
    /// The line of its own source, counted from 1.
    pub(super) own: u32,
    pub(super) source: &'a Source,
}

impl<'a> Line<'a> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.bytes().all(|b| b == b' ')
    }

    pub(super) fn is_indented(&self) -> bool {
        self.text.starts_with(' ')
    }

    /// The line without its first `bytes`.
    pub(super) fn from(&self, bytes: usize) -> Self {
        let cut = self.text.floor_char_boundary(bytes.min(self.text.len()));
        Self { text: &self.text[cut..], at: self.at + cut, column: self.column + cut, ..*self }
    }

    /// The line without its first `columns` characters.
    pub(super) fn without_columns(&self, columns: usize) -> Self {
        if self.text.as_bytes().get(..columns).is_some_and(<[u8]>::is_ascii) {
            return self.from(columns);
        }
        self.from(self.text.chars().take(columns).map(char::len_utf8).sum())
    }

    /// Bytes `range` of the line, without white space at the end.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> Self {
        let text = self.text.get(range.clone()).unwrap_or_default().trim_end();
        Self { text, at: self.at + range.start, column: self.column + range.start, ..*self }
    }

    pub(super) fn span(&self) -> Span {
        self.source.text.span(self.at..self.at + self.text.len())
    }

    /// The same line for those problems that docutils places by the file, however it counts.
    pub(super) fn in_its_source(self) -> Self {
        Self { number: self.own, ..self }
    }

    /// From the start of this line to the end of `last`, if that is in the same file.
    pub(super) fn span_to(&self, last: &Line<'a>) -> Span {
        let (first, last) = (self.span(), last.span());
        if first.file == last.file && last.end >= first.start { Span { end: last.end, ..first } } else { first }
    }
}

/// Keeps sources while lines of them are in use: a chain of boxes that only grows.
#[derive(Debug, Default)]
pub(super) struct Arena {
    slots: [OnceCell<Source>; 32],
    next: OnceCell<Box<Arena>>,
}

impl Arena {
    /// Adds a source to the first free slot; returns it and the arena to add the next one to.
    pub(super) fn add(&self, source: Source) -> (&Source, &Arena) {
        let mut here = self;
        let mut source = source;
        loop {
            for slot in &here.slots {
                match slot.set(source) {
                    Ok(()) => {
                        if let Some(kept) = slot.get() {
                            return (kept, here);
                        }
                        // A cell that was just set is not empty.
                        source = Source::default();
                    }
                    Err(back) => source = back,
                }
            }
            here = here.next.get_or_init(Box::default);
        }
    }
}

const TAB: usize = 8;

/// Where lines end in Python's sense, which is also that of docutils.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The text as it is parsed: lines end with a line feed, tabs are spaces, NUL is the replacement character, form feeds are spaces, and no
/// line ends with white space. Each byte knows where it came from.
pub(super) fn normal(given: &Excerpt) -> Excerpt {
    let text = given.text();
    let odd = |c: char| matches!(c, '\t' | '\0' | '\u{b}' | '\u{c}') || (c != '\n' && is_line_end(c));
    let trailing = |line: &str| line.ends_with(char::is_whitespace);
    if !text.chars().any(odd) && !text.starts_with('\u{feff}') && !text.split('\n').any(trailing) {
        return given.clone();
    }
    let mut made = Excerpt::default();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while at < text.len() {
        let rest = &text[at..];
        let length = rest.find(is_line_end).unwrap_or(rest.len());
        let end = at + length;
        let line = rest[..length].trim_end();
        push_line(&mut made, given, at, line);
        if end == text.len() && line.is_empty() {
            // A last line of nothing but white space is a line.
            made.push("\n", given.span(at..end));
        }
        let after = &text[end..];
        let size = if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
        if size > 0 {
            made.push("\n", given.span(end..end + size));
        }
        at = end + size;
    }
    made
}

fn push_line(made: &mut Excerpt, given: &Excerpt, at: usize, line: &str) {
    let mut column = 0;
    let mut from = 0;
    for (place, c) in line.char_indices() {
        let replaced = match c {
            '\t' => &"        "[column % TAB..],
            '\0' => "\u{fffd}",
            '\u{b}' | '\u{c}' => " ",
            _ => {
                column += 1;
                continue;
            }
        };
        made.push_slice(given, at + from..at + place);
        made.push(replaced, given.span(at + place..at + place + c.len_utf8()));
        from = place + c.len_utf8();
        column += replaced.chars().count();
    }
    made.push_slice(given, at + from..at + line.len());
}

/// The lines of a source that is normal already, numbered from `first` on.
pub(super) fn lines(source: &Source, first: u32) -> Vec<Line<'_>> {
    let text = source.text.text();
    let mut lines = Vec::new();
    let mut at = 0;
    for (own, line) in (1..).zip(text.split_inclusive('\n')) {
        let without = line.strip_suffix('\n').unwrap_or(line);
        lines.push(Line { text: without, at, column: 0, number: first + own - 1, own, source });
        at += line.len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FileId;

    #[test]
    fn tabs_and_line_ends_lead_back_to_the_file() {
        let file = "a\tb\r\n\tc  \rd";
        let source = Source { text: normal(&Excerpt::file(FileId::PAGE, file)), name: String::new(), ..Source::default() };
        assert_eq!(source.text.text(), "a       b\n        c\nd");
        let lines = lines(&source, 1);
        let places: Vec<_> = lines.iter().map(|l| (l.number, &file[l.span().start as usize..l.span().end as usize])).collect();
        assert_eq!(places, [(1, "a\tb"), (2, "\tc"), (3, "d")]);
        assert_eq!(&file[lines[1].from(8).span().start as usize..][..1], "c");
    }
}

//! A place in a source, and what can be read from there.

use std::ops::Range;

#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// One past the last byte that may be read.
    end: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Self {
        let end = range.end.min(text.len());
        Self { text, at: range.start.min(end), end }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest().is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes behind `word` if it stands here.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let here = self.rest().starts_with(word);
        if here {
            self.at += word.len();
        }
        here
    }

    /// Goes behind all characters that are as asked, and tells where they stand.
    pub(super) fn eat_while(&mut self, is: impl Fn(char) -> bool) -> Range<usize> {
        let rest = self.rest();
        let length = rest.find(|c: char| !is(c)).unwrap_or(rest.len());
        self.at += length;
        self.at - length..self.at
    }

    pub(super) fn skip_spaces(&mut self) {
        self.eat_while(|c| c == ' ' || c == '\t');
    }

    pub(super) fn skip_blank(&mut self) {
        self.eat_while(char::is_whitespace);
    }

    /// Goes behind the next `mark`, and tells what stands before it; stays here if there is none.
    pub(super) fn eat_until(&mut self, mark: &str) -> Option<Range<usize>> {
        let found = self.rest().find(mark)?;
        let range = self.at..self.at + found;
        self.at = range.end + mark.len();
        Some(range)
    }

    /// Goes to the end of the line, before the line feed, and tells what stood before it.
    pub(super) fn eat_line(&mut self) -> Range<usize> {
        self.eat_while(|c| c != '\n')
    }

    /// Goes behind `word` if it stands here and is a word of its own.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let ends = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, ';' | ':' | '{'));
        let here = self.rest().strip_prefix(word).is_some_and(|rest| ends(rest.chars().next()));
        here && self.eat(word)
    }
}

/// The range without the white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (inside.len() - inside.trim_start().len());
    start..start + inside.trim().len()
}

/// The range without white space, and without quotation marks and the backticks of Markdown within them.
pub(super) fn bare(text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = trimmed(text, range);
    for mark in ['"', '`'] {
        let inside = text.get(range.clone()).unwrap_or_default();
        if inside.len() >= 2 && inside.starts_with(mark) && inside.ends_with(mark) {
            range = trimmed(text, range.start + 1..range.end - 1);
        }
    }
    range
}

/// The lines of `range` that say something, without the white space around them.
pub(super) fn lines(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut cursor = Cursor::new(text, range);
    let mut lines = Vec::new();
    while !cursor.is_done() {
        let line = trimmed(text, cursor.eat_line());
        cursor.eat("\n");
        let words = text.get(line.clone()).unwrap_or_default();
        if !words.is_empty() && !words.starts_with("%%") {
            lines.push(line);
        }
    }
    lines
}

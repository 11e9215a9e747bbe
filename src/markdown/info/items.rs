//! An info string in its parts, whatever they mean.

use std::ops::Range;

/// A part of an info string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item<'a> {
    /// `linenos`
    Word(&'a str),
    /// `title="x.py"`: a name and its value without quotes, brackets or braces.
    Pair(&'a str, Value<'a>),
    /// `{1,3-5}`
    Braced(Value<'a>),
    /// `[x.js]`
    Bracketed(Value<'a>),
    /// `"text"`
    Quoted(Value<'a>),
    /// An opening sign that nothing closes.
    Unclosed(char),
}

/// Text and where it starts in the info string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
}

/// Takes a text apart at its spaces and commas. `value.start` is added to all places.
pub(super) fn split(value: Value<'_>) -> Vec<(Item<'_>, Range<usize>)> {
    let mut items = Vec::new();
    let mut rest = value;
    loop {
        let text = rest.text.trim_start_matches(is_between);
        rest = rest.from(rest.text.len() - text.len());
        if text.is_empty() {
            return items;
        }
        let (item, length) = item(rest);
        items.push((item, rest.start..rest.start + length));
        rest = rest.from(length);
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || c == ','
}

/// The item at the start of a text that is not empty, and its length, which is not zero.
fn item(rest: Value<'_>) -> (Item<'_>, usize) {
    if let Some((open, inner)) = delimited(rest) {
        let Some(inner) = inner else { return (Item::Unclosed(open), rest.text.len()) };
        let item = match open {
            '{' => Item::Braced(inner),
            '[' => Item::Bracketed(inner),
            _ => Item::Quoted(inner),
        };
        return (item, inner.text.len() + 2);
    }
    let end = rest.text.find(|c| is_between(c) || matches!(c, '=' | '{' | '[')).unwrap_or(rest.text.len());
    let (name, after) = rest.text.split_at(end);
    if !after.starts_with('=') {
        return (Item::Word(name), end);
    }
    let after = rest.from(end + 1);
    match delimited(after) {
        Some((open, None)) => (Item::Unclosed(open), rest.text.len()),
        Some((_, Some(inner))) => (Item::Pair(name, inner), end + 3 + inner.text.len()),
        None => {
            let length = after.text.find(is_between).unwrap_or(after.text.len());
            (Item::Pair(name, after.to(length)), end + 1 + length)
        }
    }
}

/// The opening sign that a text starts with, and what is between it and its closing sign, if it is closed.
fn delimited(value: Value<'_>) -> Option<(char, Option<Value<'_>>)> {
    let open = value.text.chars().next()?;
    let close = match open {
        '{' => '}',
        '[' => ']',
        '"' | '\'' => open,
        _ => return None,
    };
    let inner = value.from(1);
    let mut quoted = false;
    let end = inner.text.find(|c| {
        quoted ^= c == '"' && close != '"';
        c == close && !quoted
    });
    Some((open, end.map(|end| inner.to(end))))
}

impl<'a> Value<'a> {
    fn from(self, at: usize) -> Value<'a> {
        Value { text: self.text.get(at..).unwrap_or_default(), start: self.start + at }
    }

    fn to(self, end: usize) -> Value<'a> {
        Value { text: self.text.get(..end).unwrap_or_default(), start: self.start }
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

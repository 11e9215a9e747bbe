//! Classes of characters that the grammar asks for.

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::char::canonical_combining_class;
use unicode_width::UnicodeWidthChar;

use super::pairs::{PAIRS, QUOTES};

/// Stands for the backslash in front of an escaped character while inline markup is read. Texts hold none: they are replaced when a file is
/// read.
pub(super) const ESCAPE: char = '\0';

/// Whether the character is punctuation that may stand on either side of inline markup: a dash, or what neither opens nor closes. The signs of
/// sections and paragraphs came to be punctuation only after the grammar was written.
fn is_delimiter(c: char) -> bool {
    matches!(get_general_category(c), GeneralCategory::DashPunctuation | GeneralCategory::OtherPunctuation)
        && !matches!(c, '§' | '¶')
}

/// Whether the character takes two columns.
pub(super) fn is_wide(c: char) -> bool {
    !c.is_ascii() && c.width() == Some(2)
}

/// Whether the character stands over or under the one before it.
pub(super) fn is_combining(c: char) -> bool {
    !c.is_ascii() && canonical_combining_class(c) != 0
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(|c| 1 + usize::from(is_wide(c))).sum::<usize>() - text.chars().filter(|c| is_combining(*c)).count()
}

/// How many bytes of indentation a line has; tabs are gone by now.
pub(super) fn indent(line: &str) -> usize {
    line.bytes().take_while(|b| *b == b' ').count()
}

/// Whether inline markup may start behind this character.
pub(super) fn may_stand_before(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_whitespace() || matches!(c, '-' | '/' | ':' | '"' | '\'' | '(' | '<' | '[' | '{');
    }
    c.is_whitespace() || is_delimiter(c) || PAIRS.iter().any(|(open, _)| *open == c)
}

/// Whether inline markup may end in front of this character.
pub(super) fn may_stand_after(c: char) -> bool {
    if c.is_ascii() {
        let closing = matches!(c, '\\' | '.' | ',' | ';' | '!' | '?' | '"' | '\'' | ')' | '>' | ']' | '}');
        return c.is_ascii_whitespace() || c == ESCAPE || closing || matches!(c, '-' | '/' | ':');
    }
    c.is_whitespace() || is_delimiter(c) || PAIRS.iter().any(|(_, close)| *close == c)
}

/// Whether `open` and `close` enclose what stands between them, in any typographic habit.
pub(super) fn is_pair(open: char, close: char) -> bool {
    let first = PAIRS.iter().find(|(o, _)| *o == open);
    first.is_some_and(|(_, c)| *c == close) || QUOTES.contains(&(open, close))
}

/// The characters that underline titles: printable ASCII that is neither letter nor digit.
pub(super) fn is_adornment(c: char) -> bool {
    c.is_ascii_punctuation()
}

/// How many bytes at the start of `text` are a simple name: letters and digits with single `-._+:` between them.
pub(super) fn simple_name(text: &str) -> usize {
    let mut end = 0;
    let mut link = false;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            end = at + c.len_utf8();
            link = false;
        } else if matches!(c, '-' | '.' | '_' | '+' | ':') && end > 0 && !link {
            link = true;
        } else {
            break;
        }
    }
    end
}

/// White space as one space each, none at the ends.
pub(super) fn squeezed(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut made = words.next().unwrap_or_default().to_owned();
    for word in words {
        made.push(' ');
        made.push_str(word);
    }
    made
}

/// The form in which names are compared: white space squeezed, in lower case.
pub(super) fn folded(text: &str) -> String {
    squeezed(text).to_lowercase()
}

/// A whole number as it may be written: with a sign, white space around it, and single underscores between its digits.
pub(super) fn integer(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let well_placed = !digits.starts_with('_') && !digits.ends_with('_') && !digits.contains("__");
    let plain = digits.replace('_', "");
    let is_number = well_placed && !plain.is_empty() && plain.bytes().all(|b| b.is_ascii_digit());
    if is_number { plain.parse::<i64>().ok().map(|number| sign * number) } else { None }
}

/// The text with a mark in place of each backslash that escapes. It has the same length.
pub(super) fn escaped(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        made.push_str(&rest[..at]);
        made.push(ESCAPE);
        let after = &rest[at + 1..];
        let next = after.chars().next().map_or(0, char::len_utf8);
        made.push_str(&after[..next]);
        rest = &after[next..];
    }
    made.push_str(rest);
    made
}

/// The text that is meant: marks are gone, and white space behind a mark with them.
pub(super) fn unescaped(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != ESCAPE {
            made.push(c);
        } else if let Some(next) = chars.next()
            && !matches!(next, ' ' | '\n')
        {
            made.push(next);
        }
    }
    made
}

/// The text as it was written: marks are backslashes again.
pub(super) fn restored(text: &str) -> String {
    text.replace(ESCAPE, "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_single_punctuation_only_inside() {
        assert_eq!(simple_name("a-b.c_d+e:f rest"), 11);
        assert_eq!(simple_name("a--b"), 1);
        assert_eq!(simple_name("name_"), 4);
        assert_eq!(simple_name("_name"), 0);
    }

    #[test]
    fn escapes_go_and_come_back() {
        let marked = escaped(r"a\*b \\ c\ d");
        assert_eq!(marked.len(), r"a\*b \\ c\ d".len());
        assert_eq!(unescaped(&marked), r"a*b \ cd");
        assert_eq!(restored(&marked), r"a\*b \\ c\ d");
    }

    #[test]
    fn width_counts_columns() {
        assert_eq!(width("abc"), 3);
        assert_eq!(width("日本"), 4);
        assert_eq!(width("e\u{301}"), 1);
    }
}

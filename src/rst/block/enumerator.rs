//! The numbers and letters of enumerated lists.

use super::super::source::Line;

/// An enumerator at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Enumerator<'a> {
    pub(super) format: Format,
    /// What stands within the format's punctuation.
    pub(super) text: &'a str,
    /// The bytes that it takes, with the spaces behind it.
    pub(super) length: usize,
}

/// The punctuation around an enumerator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Parentheses,
    RightParenthesis,
    Period,
}

impl Format {
    pub(super) fn prefix(self) -> &'static str {
        if self == Self::Parentheses { "(" } else { "" }
    }

    pub(super) fn suffix(self) -> &'static str {
        if self == Self::Period { "." } else { ")" }
    }
}

/// What an enumerator counts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sequence {
    Arabic,
    LowerAlpha,
    UpperAlpha,
    LowerRoman,
    UpperRoman,
    Auto,
}

impl Sequence {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Arabic | Self::Auto => "arabic",
            Self::LowerAlpha => "loweralpha",
            Self::UpperAlpha => "upperalpha",
            Self::LowerRoman => "lowerroman",
            Self::UpperRoman => "upperroman",
        }
    }

    fn has(self, text: &str) -> bool {
        let roman = |c: u8| matches!(c, b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm');
        match self {
            Self::Arabic => text.bytes().all(|b| b.is_ascii_digit()),
            Self::LowerAlpha => text.len() == 1 && text.bytes().all(|b| b.is_ascii_lowercase()),
            Self::UpperAlpha => text.len() == 1 && text.bytes().all(|b| b.is_ascii_uppercase()),
            Self::LowerRoman => text.bytes().all(roman),
            Self::UpperRoman => text.bytes().all(|b| b.is_ascii_uppercase() && roman(b.to_ascii_lowercase())),
            Self::Auto => text == "#",
        }
    }
}

/// Reads an enumerator that ends a word at the start of the line.
pub(super) fn enumerator(line: &str) -> Option<Enumerator<'_>> {
    let (open, rest) = match line.strip_prefix('(') {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
    let text = &rest[..end];
    let format = match (open, rest.as_bytes().get(end)?) {
        (true, b')') => Format::Parentheses,
        (false, b')') => Format::RightParenthesis,
        (false, b'.') => Format::Period,
        _ => return None,
    };
    let all = [
        Sequence::Arabic,
        Sequence::LowerAlpha,
        Sequence::UpperAlpha,
        Sequence::LowerRoman,
        Sequence::UpperRoman,
        Sequence::Auto,
    ];
    if text.is_empty() || !all.iter().any(|sequence| sequence.has(text)) {
        return None;
    }
    let after = &rest[end + 1..];
    let spaces = after.len() - after.trim_start_matches(' ').len();
    let length = usize::from(open) + end + 1 + spaces;
    (after.is_empty() || spaces > 0).then_some(Enumerator { format, text, length })
}

impl Enumerator<'_> {
    /// What it counts with; where several fit, `expected` if it does, then roman for a lone `i`, then letters.
    pub(super) fn sequence(&self, expected: Option<Sequence>) -> Sequence {
        let text = self.text;
        let order = [Sequence::Arabic, Sequence::LowerAlpha, Sequence::UpperAlpha, Sequence::LowerRoman];
        match (text, expected) {
            ("#", _) => Sequence::Auto,
            (_, Some(expected)) if expected.has(text) => expected,
            ("i", None) => Sequence::LowerRoman,
            ("I", None) => Sequence::UpperRoman,
            _ => order.into_iter().find(|s| s.has(text)).unwrap_or(Sequence::UpperRoman),
        }
    }

    /// Its number; nothing where the letters are no Roman numeral, or the number is out of all reason.
    pub(super) fn ordinal(&self, sequence: Sequence) -> Option<u64> {
        let letter = |first: u8| self.text.bytes().next().map(|b| u64::from(b - first) + 1);
        match sequence {
            Sequence::Arabic => self.text.parse().ok(),
            Sequence::LowerAlpha => letter(b'a'),
            Sequence::UpperAlpha => letter(b'A'),
            Sequence::LowerRoman | Sequence::UpperRoman => from_roman(&self.text.to_ascii_uppercase()),
            Sequence::Auto => Some(1),
        }
    }
}

/// Whether the line below an item lets it be one: it is blank, indented, absent, or the next item.
pub(super) fn next_is_fitting(next: Option<Line<'_>>, mark: Enumerator<'_>, sequence: Sequence, ordinal: u64) -> bool {
    let Some(next) = next else { return true };
    if next.is_blank() || next.is_indented() {
        return true;
    }
    let Some(following) = ordinal.checked_add(1).and_then(|ordinal| written(sequence, ordinal)) else { return false };
    let starts = |text: &str| {
        let rest = next.text.strip_prefix(mark.format.prefix()).and_then(|rest| rest.strip_prefix(text));
        rest.and_then(|rest| rest.strip_prefix(mark.format.suffix())).is_some_and(|rest| rest.starts_with(' '))
    };
    starts(&following) || starts("#")
}

fn written(sequence: Sequence, ordinal: u64) -> Option<String> {
    let letter = |first: u8| u8::try_from(ordinal).ok().filter(|n| *n <= 26).map(|n| char::from(first + n - 1).to_string());
    match sequence {
        Sequence::Arabic => Some(ordinal.to_string()),
        Sequence::LowerAlpha => letter(b'a'),
        Sequence::UpperAlpha => letter(b'A'),
        Sequence::LowerRoman => to_roman(ordinal).map(|text| text.to_ascii_lowercase()),
        Sequence::UpperRoman => to_roman(ordinal),
        Sequence::Auto => Some("#".to_owned()),
    }
}

const NUMERALS: &[(&str, u64)] = &[
    ("M", 1000),
    ("CM", 900),
    ("D", 500),
    ("CD", 400),
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

/// The Roman numeral; there are none for 0 and from 5000 on.
fn to_roman(mut number: u64) -> Option<String> {
    if !(1..5000).contains(&number) {
        return None;
    }
    let mut text = String::new();
    for (numeral, value) in NUMERALS {
        while number >= *value {
            text.push_str(numeral);
            number -= value;
        }
    }
    Some(text)
}

/// The number of a Roman numeral in its usual form.
fn from_roman(text: &str) -> Option<u64> {
    let mut rest = text;
    let mut number = 0_u64;
    for (numeral, value) in NUMERALS {
        while let Some(after) = rest.strip_prefix(numeral) {
            rest = after;
            number = number.checked_add(*value)?;
        }
    }
    (rest.is_empty() && to_roman(number).as_deref() == Some(text)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerators_of_every_form() {
        let read = |line| enumerator(line).map(|e| (e.text.to_owned(), e.format, e.length));
        assert_eq!(read("1. x"), Some(("1".into(), Format::Period, 3)));
        assert_eq!(read("(iv)  x"), Some(("iv".into(), Format::Parentheses, 6)));
        assert_eq!(read("a)"), Some(("a".into(), Format::RightParenthesis, 2)));
        assert_eq!(read("#. x"), Some(("#".into(), Format::Period, 3)));
        assert_eq!(read("ab. x"), None);
        assert_eq!(read("1.x"), None);
    }

    #[test]
    fn roman_numerals_are_read_in_their_usual_form_only() {
        assert_eq!(from_roman("MCMXCIX"), Some(1999));
        assert_eq!(from_roman("IIII"), None);
        assert_eq!(to_roman(5000), None);
        for number in 1..5000 {
            assert_eq!(to_roman(number).and_then(|text| from_roman(&text)), Some(number));
        }
    }
}

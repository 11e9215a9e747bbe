//! Straight quotes, `--`, `---` and `...` as their typographic forms, by the rules of docutils' smart quotes as Sphinx sets them: which
//! quote opens and which closes follows from the characters around it, and the marks from the book's language.

use std::ops::Range;

/// Opening and closing marks of the first and of the second level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    open: &'static str,
    close: &'static str,
    inner_open: &'static str,
    inner_close: &'static str,
    is_english: bool,
}

/// Marks by language: of the whole tag, else of its first part.
const MARKS: &[(&[&str], [&str; 4])] = &[
    (&["en", "af", "ko", "nl", "pt-br", "tr", "eo", "zh-cn"], ["“", "”", "‘", "’"]),
    (&["de", "bg", "cs", "et", "hsb", "is", "lt", "lv", "mk", "sk", "sl"], ["„", "“", "‚", "‘"]),
    (&["de-ch", "fr-ch", "it-ch", "eu", "sq"], ["«", "»", "‹", "›"]),
    (&["ca", "el", "es", "gl", "it", "pt"], ["«", "»", "“", "”"]),
    (&["fr"], ["«\u{a0}", "\u{a0}»", "“", "”"]),
    (&["fi", "sv"], ["”", "”", "’", "’"]),
    (&["nb", "nn", "no"], ["«", "»", "’", "’"]),
    (&["da"], ["»", "«", "›", "‹"]),
    (&["hu", "pl", "ro"], ["„", "”", "«", "»"]),
    (&["ru", "uk"], ["«", "»", "„", "“"]),
    (&["hr"], ["„", "”", "‘", "’"]),
    (&["sr"], ["„", "”", "’", "’"]),
    (&["he"], ["”", "“", "»", "«"]),
];

const APOSTROPHE: &str = "’";

impl Marks {
    /// The marks of a language; of one that is not known, the straight ones.
    pub(super) fn of(language: &str) -> Self {
        let tag = language.to_ascii_lowercase();
        let base = tag.split('-').next().unwrap_or_default();
        let row = |tag: &str| MARKS.iter().find(|(tags, _)| tags.contains(&tag)).map(|(_, marks)| *marks);
        let [open, close, inner_open, inner_close] = row(&tag).or_else(|| row(base)).unwrap_or(["\"", "\"", "'", "'"]);
        Self { open, close, inner_open, inner_close, is_english: base == "en" }
    }
}

/// Whether anything in the text could become something else.
pub(super) fn concerns(text: &str) -> bool {
    text.bytes().any(|b| matches!(b, b'"' | b'\'')) || text.contains("--") || text.contains("...") || text.contains(". . .")
}

/// A character as its neighbours see it, and the bytes that it stands for.
struct Unit {
    sign: char,
    range: Range<usize>,
    /// What is shown in its place.
    shown: Option<&'static str>,
    is_escaped: bool,
}

/// What becomes of which bytes of `text`, in order. `before` is the character in front of the text, and `is_escaped` says of a byte whether a
/// backslash keeps the character there as it is.
pub(super) fn changes(
    text: &str,
    before: char,
    marks: Marks,
    is_escaped: &dyn Fn(usize) -> bool,
) -> Vec<(Range<usize>, &'static str)> {
    let mut units = units(text, is_escaped);
    let mut decided = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        if matches!(unit.sign, '"' | '\'') && !unit.is_escaped {
            decided.push((at, quote(&units, at, before, marks)));
        }
    }
    for (at, shown) in decided {
        if let Some(unit) = units.get_mut(at) {
            unit.shown = Some(shown);
        }
    }
    units.into_iter().filter_map(|unit| Some((unit.range, unit.shown?))).collect()
}

/// The text with dashes and dots joined.
fn units(text: &str, is_escaped: &dyn Fn(usize) -> bool) -> Vec<Unit> {
    const JOINED: [(&str, char, &str); 4] = [("---", '—', "—"), ("--", '–', "–"), ("...", '…', "…"), (". . .", '…', "…")];
    let mut units = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        let free = |long: &str| rest.starts_with(long) && !(at..at + long.len()).any(is_escaped);
        let joined = JOINED.iter().find(|(long, ..)| free(long));
        let (sign, length, shown) = match joined {
            Some((long, sign, shown)) => (*sign, long.len(), Some(*shown)),
            None => (sign, sign.len_utf8(), None),
        };
        units.push(Unit { sign, range: at..at + length, shown, is_escaped: is_escaped(at) });
        at += length;
    }
    units
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Punctuation of ASCII, and the space.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation() || c == ' '
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200c}')
}

fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '-' | '–' | '—')
}

/// Which mark a quote becomes.
fn quote(units: &[Unit], at: usize, before: char, marks: Marks) -> &'static str {
    // What a backslash protects is no quote to its neighbours.
    let sign = |index: usize| units.get(index).map(|unit| if unit.is_escaped && !is_word(unit.sign) { '&' } else { unit.sign });
    let here = sign(at).unwrap_or_default();
    let is_inner = here == '\'';
    let previous = at.checked_sub(1).map_or(Some(before), sign).unwrap_or(' ');
    let (next, second) = (sign(at + 1), sign(at + 2));
    let (open, close) = if is_inner { (marks.inner_open, marks.inner_close) } else { (marks.open, marks.close) };
    let other = if is_inner { '"' } else { '\'' };
    // Two quotes of both kinds before a word open together.
    let pair = |first: Option<char>, last: Option<char>, behind: Option<char>| {
        matches!((first, last), (Some('"'), Some('\'')) | (Some('\''), Some('"'))) && behind.is_some_and(is_word)
    };
    if pair(Some(here), next, second) || (at > 0 && pair(Some(previous), Some(here), next)) {
        return open;
    }
    let ends_soon = next == Some(' ') || (next.is_some_and(is_mark) && second == Some(' '));
    if is_opener(previous) && ends_soon {
        return close;
    }
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_numeric());
    if is_inner && marks.is_english && is_digit(next) && is_digit(second) && sign(at + 3) == Some('s') {
        return APOSTROPHE;
    }
    let opens = |c: char| is_word(c) || (is_mark(c) && (is_inner || c != other));
    if (is_gap(previous) || is_opener(previous)) && next.is_some_and(opens) {
        return open;
    }
    if is_inner && is_word(previous) && next.is_some_and(is_word) {
        return APOSTROPHE;
    }
    let closes = !previous.is_whitespace() || (!is_inner && next.is_some_and(char::is_whitespace));
    if closes { close } else { open }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn educated(text: &str, language: &str) -> String {
        let mut made = String::new();
        let mut at = 0;
        for (range, shown) in changes(text, ' ', Marks::of(language), &|_| false) {
            made.push_str(&text[at..range.start]);
            made.push_str(shown);
            at = range.end;
        }
        made + &text[at..]
    }

    /// Each result is that of docutils 0.22 with the action `qDe`.
    #[test]
    fn quotes_become_what_docutils_makes_of_them() {
        let cases = [
            (r#"He said, "Isn't it 'fun'?""#, "He said, “Isn’t it ‘fun’?”"),
            (r#""'Quoted' words in a larger quote.""#, "“‘Quoted’ words in a larger quote.”"),
            ("the '80s -- and --- so on...", "the ’80s – and — so on…"),
            (r#"("a") ["b"] {'c'} "d"-"e""#, "(“a”) [“b”] {‘c’} “d”-“e”"),
            (r#"a " b ' c"#, "a “ b ‘ c"),
            (r#"6'2" tall"#, "6’2” tall"),
            ("x='y' z=\"q\"", "x=’y’ z=”q”"),
            (". . . end", "… end"),
            (r#"(" x "y" "."#, "(” x “y” “."),
        ];
        for (text, english) in cases {
            assert_eq!(educated(text, "en"), english, "{text}");
        }
        assert_eq!(educated(r#"Er sagte: "Ich hab's 'so' gehört.""#, "de"), "Er sagte: „Ich hab’s ‚so‘ gehört.“");
        assert_eq!(educated(r#""a" -- 'b'"#, "xx"), "\"a\" – 'b'");
    }

    #[test]
    fn what_a_backslash_protects_stays() {
        let text = r#"say "no" --all"#;
        let protected = text.find("--").unwrap();
        let made = changes(text, ' ', Marks::of("en"), &|at| at == 4 || at == protected);
        assert_eq!(made, [(7..8, "”")]);
    }
}

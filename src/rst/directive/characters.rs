//! Definitions that docutils keeps with itself: `.. include:: <isonum.txt>` makes `|copy|` and its like mean characters.

use std::fmt::Write;

use crate::document::{Excerpt, Span};

/// The names that ISO 8879 gives to numbers and signs.
const SIGNS: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("ast", '*'),
    ("brvbar", '¦'),
    ("bsol", '\\'),
    ("cent", '¢'),
    ("colon", ':'),
    ("comma", ','),
    ("commat", '@'),
    ("copy", '©'),
    ("curren", '¤'),
    ("darr", '↓'),
    ("deg", '°'),
    ("divide", '÷'),
    ("dollar", '$'),
    ("equals", '='),
    ("excl", '!'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac18", '⅛'),
    ("frac34", '¾'),
    ("frac38", '⅜'),
    ("frac58", '⅝'),
    ("frac78", '⅞'),
    ("gt", '>'),
    ("half", '½'),
    ("horbar", '\u{2015}'),
    ("hyphen", '\u{2010}'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("laquo", '«'),
    ("larr", '←'),
    ("lcub", '{'),
    ("ldquo", '“'),
    ("lowbar", '_'),
    ("lpar", '('),
    ("lsqb", '['),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("micro", 'µ'),
    ("middot", '·'),
    ("nbsp", '\u{a0}'),
    ("not", '¬'),
    ("num", '#'),
    ("ohm", '\u{2126}'),
    ("ordf", 'ª'),
    ("ordm", 'º'),
    ("para", '¶'),
    ("percnt", '%'),
    ("period", '.'),
    ("plus", '+'),
    ("plusmn", '±'),
    ("pound", '£'),
    ("quest", '?'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("rcub", '}'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rpar", ')'),
    ("rsqb", ']'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("semi", ';'),
    ("shy", '\u{ad}'),
    ("sol", '/'),
    ("sung", '♪'),
    ("sup1", '¹'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("times", '×'),
    ("trade", '™'),
    ("uarr", '↑'),
    ("verbar", '|'),
    ("yen", '¥'),
];

/// The definitions that this path stands for, all of them made from `span`; `None` where the path is that of a file.
pub(super) fn definitions(path: &str, span: Span) -> Option<Excerpt> {
    if path.trim() != "<isonum.txt>" {
        return None;
    }
    let mut lines = String::new();
    for (name, sign) in SIGNS {
        let _ = writeln!(lines, ".. |{name}| unicode:: U+{:04X}", *sign as u32);
    }
    let mut text = Excerpt::default();
    text.push(&lines, span);
    Some(text)
}

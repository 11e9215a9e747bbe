//! Options of directives: reading them, and what values they take.

use super::super::block::field_marker;
use super::super::chars::{escaped, integer as number, unescaped};
use super::super::inline::identifier;
use super::super::parser::joined;
use super::super::source::Line;
use super::table::Spec;
use crate::document::Span;

/// An option as it is written.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// The name in lower case.
    pub(super) name: String,
    pub(super) value: Option<String>,
    /// The lines of the value.
    pub(super) lines: Vec<Line<'a>>,
    /// Where the name stands.
    pub(super) place: Span,
}

/// What an option takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    /// Nothing.
    Flag,
    /// Any text, or nothing.
    Any,
    /// Any text.
    Text,
    /// Class names.
    Classes,
    /// A whole number, or nothing.
    MaybeInteger,
    /// A whole number.
    Integer,
    /// A whole number from 0 on.
    Count,
    /// A whole number from 0 on, perhaps with a percent sign.
    Percentage,
    /// A length, perhaps without unit.
    Length,
    /// A length, a percentage, or a number.
    Width,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Positive numbers, or one of these words.
    Numbers(&'static [&'static str]),
    /// One character, or its code.
    Character,
    /// The name of an encoding.
    Encoding,
}

const UNITS: &[&str] = &["em", "ex", "ch", "rem", "vw", "vh", "vmin", "vmax", "cm", "mm", "Q", "in", "pt", "pc", "px"];

/// Reads a block of options. The error says what is wrong with it.
pub(super) fn options<'a>(lines: &[Line<'a>]) -> Result<Vec<Entry<'a>>, String> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let Some(marker) = field_marker(line.text) else { return Err("invalid option block".to_owned()) };
        let end = line.text[..marker].rfind(':').unwrap_or(marker);
        let name = line.part(1..end);
        if name.text.split_whitespace().count() != 1 {
            return Err("invalid option data: extension option field name may not contain multiple words".to_owned());
        }
        let more = lines.iter().skip(at + 1).take_while(|l| l.is_indented() || l.is_blank()).count();
        let below = lines.get(at + 1..at + 1 + more).unwrap_or_default();
        let indent = below.iter().filter(|l| !l.is_blank()).map(|l| l.text.len() - l.text.trim_start().len()).min().unwrap_or(0);
        let mut value: Vec<Line<'a>> = vec![line.from(marker)];
        value.extend(below.iter().map(|l| l.from(indent)));
        value.retain(|l| !l.is_blank());
        let text = (!value.is_empty()).then(|| joined(&value));
        let lowered = unescaped(&escaped(name.text)).to_lowercase();
        entries.push(Entry { name: lowered, value: text, lines: value, place: name.span() });
        at += 1 + more;
    }
    Ok(entries)
}

/// Sees that all options are known, given once, and have values that fit. The error says what is wrong.
pub(super) fn check(entries: &[Entry<'_>], spec: &Spec) -> Result<(), String> {
    for (index, entry) in entries.iter().enumerate() {
        let Some((name, value)) = spec.options.iter().find(|(name, _)| *name == entry.name) else {
            return Err(format!("unknown option: \"{}\"", entry.name));
        };
        if entries.iter().take(index).any(|other| other.name == entry.name) {
            return Err(format!("invalid option data: duplicate option \"{name}\""));
        }
        if let Err(reason) = value.check(entry.value.as_deref()) {
            let shown = entry.value.as_ref().map_or_else(|| "None".to_owned(), |value| format!("'{value}'"));
            return Err(format!("invalid option value: (option: \"{name}\"; value: {shown})\n{reason}"));
        }
    }
    Ok(())
}

impl Value {
    /// The error says why the value does not fit.
    pub(super) fn check(self, value: Option<&str>) -> Result<(), String> {
        let needed =
            || value.map(str::trim).filter(|v| !v.is_empty()).ok_or_else(|| "argument required but none supplied".to_owned());
        let integer = |text: &str| number(text).ok_or_else(|| format!("invalid literal for int() with base 10: '{text}'"));
        match self {
            Self::Flag => value
                .filter(|v| !v.trim().is_empty())
                .map_or(Ok(()), |v| Err(format!("no argument is allowed; \"{v}\" supplied"))),
            Self::Any => Ok(()),
            Self::Text => needed().map(|_| ()),
            Self::Encoding => {
                needed().and_then(|name| if is_encoding(name) { Ok(()) } else { Err(format!("unknown encoding: \"{name}\"")) })
            }
            Self::MaybeInteger => value.map_or(Ok(()), |v| integer(v).map(|_| ())),
            Self::Integer => needed().and_then(integer).map(|_| ()),
            Self::Count => needed()
                .and_then(integer)
                .and_then(|n| if n < 0 { Err("negative value; must be positive or zero".to_owned()) } else { Ok(()) }),
            Self::Percentage => needed()
                .and_then(|v| integer(v.trim_end_matches([' ', '%'])))
                .and_then(|n| if n < 0 { Err("negative value; must be positive or zero".to_owned()) } else { Ok(()) }),
            Self::Classes => needed().and_then(|v| match v.split_whitespace().find(|word| identifier(word).is_empty()) {
                Some(word) => Err(format!("cannot make \"{word}\" into a class name")),
                None => Ok(()),
            }),
            Self::Length => needed().and_then(|v| measure(v, UNITS).map(|_| ())),
            Self::Width => needed().and_then(|v| measure(v, UNITS).or_else(|_| measure(v, &["%"])).map(|_| ())),
            Self::Choice(words) => {
                let listed = words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(", ");
                let Some(value) = value else { return Err(format!("must supply an argument; choose from {listed}")) };
                if words.contains(&value.trim().to_lowercase().as_str()) {
                    Ok(())
                } else {
                    Err(format!("\"{value}\" unknown; choose from {listed}"))
                }
            }
            Self::Numbers(words) => needed().and_then(|v| match numbers(v) {
                _ if words.contains(&v) => Ok(()),
                Some(_) => Ok(()),
                None => Err("invalid list of positive numbers".to_owned()),
            }),
            Self::Character => needed().and_then(|v| {
                character(v).map(|_| ()).ok_or_else(|| format!("'{v}' invalid; must be a single character or a Unicode code"))
            }),
        }
    }
}

/// Families of encodings, by how their names start once punctuation is gone.
const ENCODINGS: &[&str] = &[
    "ascii", "usascii", "utf", "u8", "latin", "iso8859", "iso2022", "l1", "cp", "windows", "ibm", "koi8", "mac", "big5", "gb",
    "hz", "euc", "shiftjis", "sjis", "johab", "ptcp154", "kz1048", "tis620", "hproman8",
];

/// Whether there is an encoding of this name.
fn is_encoding(name: &str) -> bool {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    ENCODINGS.iter().any(|family| plain.starts_with(family))
}

/// A measure without the space before its unit; a number needs none.
pub(super) fn measure(text: &str, units: &[&str]) -> Result<String, String> {
    let text = text.trim();
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let unit = unit.trim();
    let is_number = number.bytes().any(|b| b.is_ascii_digit()) && number.matches('.').count() < 2;
    if is_number && (unit.is_empty() || units.contains(&unit)) {
        return Ok(format!("{}{unit}", plain_number(number)));
    }
    Err(format!("not a positive number or measure of one of the following units:\n{}", units.join(", ")))
}

/// The number without needless zeros, but with a digit on both sides of its point.
fn plain_number(text: &str) -> String {
    let significant = text.trim_start_matches('0');
    match significant.split_once('.') {
        None if significant.is_empty() => "0".to_owned(),
        None => significant.to_owned(),
        Some((whole, part)) => {
            let or_zero = |digits: &str| if digits.is_empty() { "0".to_owned() } else { digits.to_owned() };
            format!("{}.{}", or_zero(whole), or_zero(part.trim_end_matches('0')))
        }
    }
}

/// A length, a percentage or a number, in its usual form.
pub(super) fn width(text: &str) -> String {
    measure(text, UNITS).or_else(|_| measure(text, &["%"])).unwrap_or_default()
}

/// Positive numbers with spaces or commas between them.
pub(super) fn numbers(text: &str) -> Option<Vec<usize>> {
    let entries: Vec<&str> = if text.contains(',') { text.split(',').collect() } else { text.split_whitespace().collect() };
    entries.into_iter().map(|entry| number(entry).and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0)).collect()
}

/// One character: itself, a name for white space, or its code.
pub(super) fn character(text: &str) -> Option<char> {
    match text {
        "tab" => return Some('\t'),
        "space" => return Some(' '),
        _ => {}
    }
    let decoded = code_point(text).ok().flatten().map_or_else(|| text.to_owned(), String::from);
    let mut chars = decoded.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// The character of a code as in `U+2014`, `0x2014`, `\u2014`, `&#x2014;` or `8212`; nothing where the text is no code. The error is a code
/// that no character has.
pub(super) fn code_point(text: &str) -> Result<Option<char>, ()> {
    let decimal = text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty();
    let digits = if decimal {
        Some((text, 10))
    } else {
        let lowered = text.to_ascii_lowercase();
        let prefix = ["0x", "\\x", "\\u", "u+", "x", "u"].into_iter().find(|prefix| lowered.starts_with(prefix));
        let entity = lowered.strip_prefix("&#x").and_then(|rest| rest.strip_suffix(';'));
        let hex = prefix.and_then(|prefix| text.get(prefix.len()..)).or_else(|| entity.and_then(|e| text.get(3..3 + e.len())));
        hex.filter(|hex| !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit())).map(|hex| (hex, 16))
    };
    let Some((digits, base)) = digits else { return Ok(None) };
    u32::from_str_radix(digits, base).ok().and_then(char::from_u32).map(Some).ok_or(())
}

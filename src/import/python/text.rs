//! Texts: escapes, and holes that values fill.

use super::Value;

/// What a string literal without `r` and `f` stands for; `None` where an escape needs a table of names.
pub(super) fn unescaped(body: &str) -> Option<String> {
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, behind)) = rest.split_once('\\') {
        text.push_str(before);
        let mut chars = behind.chars();
        let first = chars.next()?;
        let mut after = chars.as_str();
        let digits = match first {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        match first {
            '\n' => {}
            '\r' => after = after.strip_prefix('\n').unwrap_or(after),
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'a' => text.push('\u{7}'),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{c}'),
            'v' => text.push('\u{b}'),
            '\\' | '\'' | '"' => text.push(first),
            'x' | 'u' | 'U' => {
                text.push(char::from_u32(u32::from_str_radix(after.get(..digits)?, 16).ok()?)?);
                after = after.get(digits..)?;
            }
            '0'..='7' => {
                let length = behind.bytes().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
                text.push(char::from_u32(u32::from_str_radix(behind.get(..length)?, 8).ok()?)?);
                after = behind.get(length..)?;
            }
            'N' => return None,
            other => text.extend(['\\', other]),
        }
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

/// How a value looks in a text; `None` where it is not known.
pub(super) fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Number(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Flag(flag) => Some(if *flag { "True" } else { "False" }.to_owned()),
        Value::None => Some("None".to_owned()),
        _ => None,
    }
}

/// `text % value`.
pub(super) fn percent(text: &str, value: &Value) -> Option<String> {
    let single = [value.clone()];
    let mut values = match value {
        Value::Tuple(values) => values.iter(),
        _ => single.iter(),
    };
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        out.push_str(before);
        if let Some(after) = behind.strip_prefix('%') {
            out.push('%');
            rest = after;
            continue;
        }
        let (value, behind) = match behind.strip_prefix('(').and_then(|named| named.split_once(')')) {
            Some((name, after)) => (value.entry(name)?, after),
            None => (values.next()?, behind),
        };
        let mut chars = behind.chars();
        match chars.next()? {
            's' | 'd' | 'i' => out.push_str(&shown(value)?),
            _ => return None,
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    Some(out)
}

/// A piece of a text with holes.
pub(super) enum Piece<'a> {
    Words(String),
    /// What stands between braces, before any `!` or `:`.
    Hole(&'a str),
}

/// The pieces of an f-string or of a text for `.format`; `None` where a hole says how to be filled, or is not closed.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        words.push_str(rest.get(..at)?);
        let (sign, behind) = (rest.get(at..=at)?, rest.get(at + 1..)?);
        if let Some(after) = behind.strip_prefix(sign) {
            words.push_str(sign);
            rest = after;
            continue;
        }
        if sign == "}" {
            return None;
        }
        let (hole, after) = behind.split_once('}')?;
        let plain = hole.strip_suffix("!s").unwrap_or(hole);
        if plain.contains(['{', '!']) || plain.contains(':') && !plain.contains('[') {
            return None;
        }
        pieces.push(Piece::Words(std::mem::take(&mut words)));
        pieces.push(Piece::Hole(plain));
        rest = after;
    }
    words.push_str(rest);
    pieces.push(Piece::Words(words));
    Some(pieces)
}

/// `text.format(…)`.
pub(super) fn format(text: &str, values: &[Value], named: &[(String, Value)]) -> Option<String> {
    let mut out = String::new();
    let mut next = 0;
    for piece in pieces(text)? {
        match piece {
            Piece::Words(words) => out.push_str(&words),
            Piece::Hole("") => {
                out.push_str(&shown(values.get(next)?)?);
                next += 1;
            }
            Piece::Hole(name) => {
                let by_number = name.parse::<usize>().ok().and_then(|number| values.get(number));
                let value = by_number.or_else(|| named.iter().find(|(own, _)| own == name).map(|(_, value)| value))?;
                out.push_str(&shown(value)?);
            }
        }
    }
    Some(out)
}

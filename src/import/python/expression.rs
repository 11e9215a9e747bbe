//! Expressions, evaluated while they are read.

use super::statement::Reader;
use super::text::{Piece, pieces, shown, unescaped};
use super::token::{Kind, Token, lines};
use super::{Value, call, text};

/// How deep brackets may be nested.
const NESTING: usize = 60;

/// An expression while it is read.
pub(super) struct Expression<'r, 'm, 't> {
    pub(super) reader: &'r mut Reader<'m>,
    tokens: &'t [Token<'t>],
    at: usize,
    depth: usize,
}

fn unknown(reason: &str) -> Value {
    Value::Unknown(reason.to_owned())
}

/// The value of the tokens, all of them. Where commas separate values, they are a tuple.
pub(super) fn value(reader: &mut Reader<'_>, tokens: &[Token<'_>], depth: usize) -> Value {
    if depth > NESTING {
        return unknown("is nested too deeply");
    }
    let mut expression = Expression { reader, tokens, at: 0, depth };
    let value = expression.several(None);
    if expression.at < tokens.len() { unknown("cannot be read as a value") } else { value }
}

impl<'t> Expression<'_, '_, 't> {
    fn next(&self) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at)
    }

    fn is(&self, sign: &str) -> bool {
        self.next().is_some_and(|token| token.is(sign))
    }

    fn is_name(&self, name: &str) -> bool {
        self.next().is_some_and(|token| token.is_name(name))
    }

    fn takes(&mut self, sign: &str) -> bool {
        let found = self.is(sign);
        self.at += usize::from(found);
        found
    }

    /// Goes on to the next comma, colon or closing bracket outside all brackets that are opened from here on.
    fn skip(&mut self) {
        let mut open = 0;
        while let Some(token) = self.next() {
            if open == 0 && (token.opens() < 0 || token.is(",") || token.is(":")) {
                break;
            }
            open += token.opens();
            self.at += 1;
        }
    }

    /// Values up to the closing bracket, or to the end: one value alone, or a tuple where there are commas.
    fn several(&mut self, close: Option<&str>) -> Value {
        let mut values = Vec::new();
        let mut has_comma = false;
        while self.next().is_some() && !close.is_some_and(|sign| self.is(sign)) {
            values.push(self.one());
            if !self.takes(",") {
                break;
            }
            has_comma = true;
        }
        match (values.len(), has_comma) {
            (0, _) if close.is_none() => unknown("cannot be read as a value"),
            (1, false) => values.pop().unwrap_or(Value::None),
            _ => self.reader.made(Value::Tuple(values)),
        }
    }

    /// One value, with whatever operators there are.
    fn one(&mut self) -> Value {
        if self.depth > NESTING {
            self.skip();
            return unknown("is nested too deeply");
        }
        self.depth += 1;
        let mut value = self.either();
        if let Some(token) = self.next()
            && token.opens() >= 0
            && !token.is(",")
            && !token.is(":")
            && !token.is("=")
        {
            value = match token.kind {
                Kind::Name("if") => unknown("depends on a condition"),
                Kind::Name("for" | "async") => unknown("is made by a loop"),
                Kind::Name("is" | "in" | "not") | Kind::Sign("==" | "!=" | "<" | ">" | "<=" | ">=") => unknown("is a comparison"),
                _ => unknown("cannot be read as a value"),
            };
            self.skip();
        }
        self.depth -= 1;
        value
    }

    /// `or` and `and`.
    fn either(&mut self) -> Value {
        let mut value = self.sum();
        while self.is_name("or") || self.is_name("and") {
            let is_or = self.is_name("or");
            self.at += 1;
            let other = self.sum();
            value = match truth(&value) {
                Some(truth) if truth == is_or => value,
                Some(_) => other,
                None => Value::Unknown(value.unknown().unwrap_or_else(|| "depends on a condition".to_owned())),
            };
        }
        value
    }

    /// `+`, `|` and, binding more tightly, `%`, `/` and `*`.
    fn sum(&mut self) -> Value {
        let mut value = self.product();
        while let Some(Kind::Sign(sign @ ("+" | "|" | "-"))) = self.next().map(|token| token.kind) {
            self.at += 1;
            let other = self.product();
            value = if sign == "-" { unknown("is the result of `-`") } else { self.reader.joined(value, other) };
        }
        value
    }

    fn product(&mut self) -> Value {
        let mut value = self.primary();
        while let Some(Kind::Sign(sign @ ("%" | "/" | "*" | "//" | "@" | "**"))) = self.next().map(|token| token.kind) {
            self.at += 1;
            let other = self.primary();
            let made = match (sign, &value, &other) {
                (_, value, _) if value.unknown().is_some() => value.clone(),
                (_, _, other) if other.unknown().is_some() => other.clone(),
                ("%", Value::Text(text), values) => {
                    text::percent(text, values).map_or_else(|| unknown("is put together with `%`"), Value::Text)
                }
                ("/", Value::Text(folder), Value::Text(name)) => Value::Text(call::below(folder, name)),
                _ => Value::Unknown(format!("is the result of `{sign}`")),
            };
            value = self.reader.made(made);
        }
        value
    }

    /// A value with what is taken from it.
    fn primary(&mut self) -> Value {
        let mut value = self.atom();
        loop {
            if self.takes(".") {
                let Some(Kind::Name(name)) = self.next().map(|token| token.kind) else {
                    return unknown("cannot be read as a value");
                };
                self.at += 1;
                value = self.reader.attribute(value, name);
            } else if self.takes("(") {
                let (values, named) = self.arguments();
                value = self.reader.call(&value, &values, &named);
            } else if self.takes("[") {
                value = self.part_of(&value);
            } else {
                return value;
            }
        }
    }

    fn arguments(&mut self) -> (Vec<Value>, Vec<(String, Value)>) {
        let (mut values, mut named) = (Vec::new(), Vec::new());
        while self.next().is_some() && !self.is(")") {
            let name = match (self.next().map(|token| token.kind), self.tokens.get(self.at + 1)) {
                (Some(Kind::Name(name)), Some(sign)) if sign.is("=") => Some(name.to_owned()),
                _ => None,
            };
            self.at += if name.is_some() { 2 } else { 0 };
            let is_spread = self.takes("*") || self.takes("**");
            let value = if is_spread {
                self.skip();
                unknown("is spread out")
            } else {
                self.one()
            };
            match name {
                Some(name) => named.push((name, value)),
                None => values.push(value),
            }
            if !self.takes(",") {
                break;
            }
        }
        self.close(")");
        (values, named)
    }

    /// Steps over the closing bracket, and over what should not stand before it.
    fn close(&mut self, sign: &str) {
        while self.next().is_some() && !self.takes(sign) {
            let before = self.at;
            self.skip();
            self.at += usize::from(self.at == before && !self.is(sign));
        }
    }

    /// What stands in brackets behind a value: a key, a number, or two numbers around a colon.
    fn part_of(&mut self, value: &Value) -> Value {
        let from = if self.is(":") { Value::None } else { self.one() };
        let part = if self.takes(":") {
            let to = if self.is("]") { Value::None } else { self.one() };
            call::slice(value, &from, &to)
        } else {
            call::item(value, &from)
        };
        self.close("]");
        self.reader.made(part)
    }

    fn atom(&mut self) -> Value {
        let Some(token) = self.next() else { return unknown("cannot be read as a value") };
        match token.kind {
            Kind::Text(..) => self.texts(),
            Kind::Number(number) => {
                self.at += 1;
                number.parse().map_or_else(|_| Value::Number(number.to_owned()), Value::Integer)
            }
            Kind::Name("lambda") => {
                self.skip();
                self.at += usize::from(self.is(":"));
                self.skip();
                unknown("is a function, which is not run")
            }
            Kind::Name("not") => {
                self.at += 1;
                let value = self.one();
                truth(&value).map_or_else(|| unknown("depends on a condition"), |truth| Value::Flag(!truth))
            }
            Kind::Name("await" | "yield") => {
                self.skip();
                unknown("is made by a function, which is not run")
            }
            Kind::Name(name) => {
                self.at += 1;
                self.reader.look_up(name)
            }
            Kind::Sign("-") => {
                self.at += 1;
                match self.atom() {
                    Value::Integer(number) => Value::Integer(number.saturating_neg()),
                    Value::Number(number) => Value::Number(format!("-{number}")),
                    _ => unknown("is the result of `-`"),
                }
            }
            Kind::Sign("(") => self.bracketed(),
            Kind::Sign("[") => self.list("]"),
            Kind::Sign("{") => self.table(),
            Kind::Sign(_) => {
                self.skip();
                unknown("cannot be read as a value")
            }
        }
    }

    fn bracketed(&mut self) -> Value {
        self.at += 1;
        let value = self.several(Some(")"));
        self.close(")");
        value
    }

    fn list(&mut self, close: &str) -> Value {
        self.at += 1;
        let mut values = Vec::new();
        while self.next().is_some() && !self.is(close) {
            if self.takes("*") {
                let spread = self.one();
                match spread.elements() {
                    Some(more) => values.extend_from_slice(more),
                    None => values.push(spread),
                }
            } else {
                values.push(self.one());
            }
            if !self.takes(",") {
                break;
            }
        }
        self.close(close);
        match values.as_slice() {
            [Value::Unknown(reason)] if reason == "is made by a loop" => unknown(reason),
            _ => self.reader.made(Value::List(values)),
        }
    }

    /// A dictionary, or a set, which is a list here.
    fn table(&mut self) -> Value {
        let start = self.at;
        self.at += 1;
        let mut entries = Vec::new();
        while self.next().is_some() && !self.is("}") {
            if self.takes("**") {
                match self.one() {
                    Value::Table(more) => entries.extend(more),
                    other => entries.push((unknown("is spread out"), other)),
                }
            } else {
                let key = self.one();
                if !self.takes(":") {
                    self.at = start;
                    return self.list("}");
                }
                let value = self.one();
                call::put(&mut entries, key, value);
            }
            if !self.takes(",") {
                break;
            }
        }
        self.close("}");
        self.reader.made(Value::Table(entries))
    }

    /// String literals, one behind the other.
    fn texts(&mut self) -> Value {
        let mut whole = Some(String::new());
        let mut reason = None;
        while let Some(Kind::Text(prefix, body)) = self.next().map(|token| token.kind) {
            self.at += 1;
            let has = |letter: char| prefix.chars().any(|c| c.eq_ignore_ascii_case(&letter));
            let plain = if has('r') { Some(body.to_owned()) } else { unescaped(body) };
            let text = match plain {
                Some(text) if has('f') || has('t') => self.filled(&text),
                Some(text) => Ok(text),
                None => Err("holds an escape that is not known".to_owned()),
            };
            match text {
                Ok(text) => whole.iter_mut().for_each(|whole| whole.push_str(&text)),
                Err(why) => {
                    reason = reason.or(Some(why));
                    whole = None;
                }
            }
        }
        match whole {
            Some(text) => self.reader.made(Value::Text(text)),
            None => Value::Unknown(reason.unwrap_or_default()),
        }
    }

    /// An f-string with its holes filled.
    fn filled(&mut self, text: &str) -> Result<String, String> {
        let pieces = pieces(text).ok_or("is put together in a way that is not known")?;
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Words(words) => out.push_str(&words),
                Piece::Hole(hole) => {
                    let lines = lines(hole, &mut Vec::new());
                    let tokens = lines.first().map(|line| line.tokens.as_slice()).unwrap_or_default();
                    let value = value(self.reader, tokens, self.depth + 1);
                    let why = || value.unknown().unwrap_or_else(|| format!("holds `{hole}`, which is not a text"));
                    let text = shown(&value).ok_or_else(why)?;
                    out.push_str(&text);
                }
            }
        }
        Ok(out)
    }
}

/// Whether Python takes the value for true; `None` where that is not known.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::None => Some(false),
        Value::Flag(flag) => Some(*flag),
        Value::Integer(number) => Some(*number != 0),
        Value::Text(text) => Some(!text.is_empty()),
        Value::List(parts) | Value::Tuple(parts) => Some(!parts.is_empty()),
        Value::Table(entries) => Some(!entries.is_empty()),
        Value::Number(_) | Value::Unknown(_) | Value::Foreign(_) | Value::Method(..) => None,
    }
}

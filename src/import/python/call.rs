//! Functions and methods whose results follow from what is written.

use camino::Utf8Path;

use super::Value;
use super::text::{format, shown};
use crate::source::join;

/// Whether the method changes what it is called on.
pub(super) fn changes(method: &str) -> bool {
    matches!(method, "append" | "extend" | "insert" | "update" | "add" | "setdefault" | "remove")
}

/// Calls a method that changes the value. `None` where the outcome is not known.
pub(super) fn change(value: &mut Value, method: &str, given: Vec<Value>, named: &[(String, Value)]) -> Option<()> {
    let mut given = given.into_iter();
    match (value, method) {
        (Value::List(parts), "append" | "add") => parts.push(given.next()?),
        (Value::List(parts), "extend" | "update") => parts.extend_from_slice(given.next()?.elements()?),
        (Value::List(parts), "insert") => {
            let at = match given.next()? {
                Value::Integer(at) => usize::try_from(at).ok()?.min(parts.len()),
                _ => return None,
            };
            parts.insert(at, given.next()?);
        }
        (Value::List(parts), "remove") => {
            let gone = given.next()?;
            let at = parts.iter().position(|part| *part == gone)?;
            parts.remove(at);
        }
        (Value::Table(entries), "update") => {
            if let Some(more) = given.next() {
                for (key, value) in more.entries()? {
                    put(entries, key.clone(), value.clone());
                }
            }
            for (name, value) in named {
                put(entries, Value::Text(name.clone()), value.clone());
            }
        }
        (Value::Table(entries), "setdefault") => {
            let key = given.next()?;
            if !entries.iter().any(|(own, _)| *own == key) {
                entries.push((key, given.next()?));
            }
        }
        _ => return None,
    }
    Some(())
}

/// Sets the value under a key.
pub(super) fn put(entries: &mut Vec<(Value, Value)>, key: Value, value: Value) {
    match entries.iter_mut().find(|(own, _)| *own == key) {
        Some((_, old)) => *old = value,
        None => entries.push((key, value)),
    }
}

/// Calls a function of a module, or one that every program has. `None` where it is none of those that are known.
pub(super) fn function(name: &str, given: &[Value], named: &[(String, Value)]) -> Option<Value> {
    let first = given.first();
    let texts: Option<Vec<&str>> = given.iter().map(Value::text).collect();
    let text = first.and_then(Value::text);
    let path = match name.strip_prefix("os.path.").or_else(|| name.strip_prefix("posixpath.")) {
        Some("join") => {
            let mut parts = texts.clone()?.into_iter();
            let first = parts.next()?.to_owned();
            Some(parts.fold(first, |folder, name| below(&folder, name)))
        }
        Some("abspath" | "normpath" | "realpath" | "expanduser") => Some(plain(text?)),
        Some("dirname") => Some(parent(text?)),
        Some("basename") => Some(Utf8Path::new(text?).file_name().unwrap_or_default().to_owned()),
        _ => None,
    };
    if let Some(path) = path {
        return Some(Value::Text(path));
    }
    match name {
        "pathlib.Path" | "pathlib.PurePath" | "pathlib.PosixPath" => {
            let mut parts = texts.clone()?.into_iter();
            let first = parts.next().unwrap_or("").to_owned();
            Some(Value::Text(parts.fold(first, |folder, name| below(&folder, name))))
        }
        "str" | "os.fspath" => first.and_then(shown).map(Value::Text),
        "list" | "set" | "sorted" if given.is_empty() => Some(Value::List(Vec::new())),
        "list" | "set" => Some(Value::List(first?.elements()?.to_vec())),
        "tuple" => Some(Value::Tuple(first?.elements()?.to_vec())),
        "dict" => {
            let mut entries = first.map_or_else(|| Some(Vec::new()), |first| Some(first.entries()?.to_vec()))?;
            for (name, value) in named {
                put(&mut entries, Value::Text(name.clone()), value.clone());
            }
            Some(Value::Table(entries))
        }
        "re.escape" => Some(Value::Text(escaped(text?))),
        "os.getcwd" | "pathlib.Path.cwd" => Some(Value::Text(String::new())),
        _ => None,
    }
}

/// A regular expression for exactly this text.
fn escaped(text: &str) -> String {
    let mut expression = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation()
            && !matches!(c, '_' | '/' | ':' | ',' | '"' | '\'' | '%' | '!' | '<' | '>' | '=' | '@' | '`' | ';')
        {
            expression.push('\\');
        }
        expression.push(c);
    }
    expression
}

/// What a path has by itself.
pub(super) fn attribute(text: &str, name: &str) -> Option<Value> {
    let path = Utf8Path::new(text);
    let found = match name {
        "parent" => parent(text),
        "name" => path.file_name().unwrap_or_default().to_owned(),
        "stem" => path.file_stem().unwrap_or_default().to_owned(),
        _ => return None,
    };
    Some(Value::Text(found))
}

/// Calls a method that leaves its value as it is. `None` where the result is not known.
pub(super) fn method(value: &Value, method: &str, given: &[Value], named: &[(String, Value)]) -> Option<Value> {
    let first = given.first();
    match value {
        Value::Text(text) => of_text(text, method, given, named),
        Value::Table(entries) => match method {
            "get" => {
                let found = entries.iter().find(|(key, _)| Some(key) == first).map(|(_, value)| value.clone());
                Some(found.or_else(|| given.get(1).cloned()).unwrap_or(Value::None))
            }
            "copy" => Some(value.clone()),
            "keys" => Some(Value::List(entries.iter().map(|(key, _)| key.clone()).collect())),
            "values" => Some(Value::List(entries.iter().map(|(_, value)| value.clone()).collect())),
            _ => None,
        },
        Value::List(_) if method == "copy" => Some(value.clone()),
        _ => None,
    }
}

fn of_text(text: &str, method: &str, given: &[Value], named: &[(String, Value)]) -> Option<Value> {
    let texts: Vec<&str> = given.iter().filter_map(Value::text).collect();
    let cut: &[char] = &texts.first().map(|set| set.chars().collect::<Vec<_>>()).unwrap_or_default();
    let is_cut = |c: char| if cut.is_empty() { c.is_whitespace() } else { cut.contains(&c) };
    let made = match (method, texts.as_slice()) {
        ("strip", _) => text.trim_matches(is_cut).to_owned(),
        ("lstrip", _) => text.trim_start_matches(is_cut).to_owned(),
        ("rstrip", _) => text.trim_end_matches(is_cut).to_owned(),
        ("removeprefix", [prefix]) => text.strip_prefix(prefix).unwrap_or(text).to_owned(),
        ("removesuffix", [suffix]) => text.strip_suffix(suffix).unwrap_or(text).to_owned(),
        ("lower", []) => text.to_lowercase(),
        ("upper", []) => text.to_uppercase(),
        ("replace", [old, new]) if !old.is_empty() => text.replace(old, new),
        ("format", _) => format(text, given, named)?,
        ("join", _) => {
            let pieces: Option<Vec<&str>> = given.first()?.elements()?.iter().map(Value::text).collect();
            pieces?.join(text)
        }
        ("resolve" | "absolute", []) => plain(text),
        ("joinpath", below_it) if below_it.len() == given.len() => {
            below_it.iter().fold(text.to_owned(), |folder, name| below(&folder, name))
        }
        ("as_posix", []) => text.to_owned(),
        ("split", []) if given.is_empty() => {
            return Some(Value::List(text.split_whitespace().map(|part| Value::Text(part.to_owned())).collect()));
        }
        ("split" | "rsplit", [sign]) if !sign.is_empty() => return Some(Value::List(split(text, method, sign, given.get(1))?)),
        _ => return None,
    };
    Some(Value::Text(made))
}

fn split(text: &str, method: &str, sign: &str, most: Option<&Value>) -> Option<Vec<Value>> {
    let parts: Vec<&str> = match most {
        None => text.split(sign).collect(),
        Some(Value::Integer(most)) => {
            let most = usize::try_from(*most).ok()?.checked_add(1)?;
            if method == "split" {
                text.splitn(most, sign).collect()
            } else {
                let mut parts: Vec<&str> = text.rsplitn(most, sign).collect();
                parts.reverse();
                parts
            }
        }
        Some(_) => return None,
    };
    Some(parts.into_iter().map(|part| Value::Text(part.to_owned())).collect())
}

/// `value[key]`.
pub(super) fn item(value: &Value, key: &Value) -> Value {
    let lost = || Value::Unknown(value.unknown().unwrap_or_else(|| "is taken from something that is not known".to_owned()));
    match (value, key) {
        (Value::List(parts) | Value::Tuple(parts), Value::Integer(at)) => {
            let found = index(*at, parts.len()).and_then(|at| parts.get(at));
            found.cloned().unwrap_or_else(lost)
        }
        (Value::Text(text), Value::Integer(at)) => {
            let found = index(*at, text.chars().count()).and_then(|at| text.chars().nth(at));
            found.map_or_else(lost, |c| Value::Text(c.to_string()))
        }
        (Value::Table(entries), key) => entries.iter().find(|(own, _)| own == key).map_or_else(lost, |(_, value)| value.clone()),
        _ => lost(),
    }
}

fn index(at: i64, length: usize) -> Option<usize> {
    if at >= 0 { usize::try_from(at).ok() } else { length.checked_sub(usize::try_from(at.unsigned_abs()).ok()?) }
}

/// `value[from:to]`.
pub(super) fn slice(value: &Value, from: &Value, to: &Value) -> Value {
    let bound = |value: &Value, length: usize, none: usize| match value {
        Value::None => Some(none),
        Value::Integer(at) => Some(index(*at, length).unwrap_or(0).min(length)),
        _ => None,
    };
    let range = |length: usize| {
        let (from, to) = (bound(from, length, 0)?, bound(to, length, length)?);
        Some((from, to.saturating_sub(from)))
    };
    let cut = match value {
        Value::Text(text) => range(text.chars().count()).map(|(from, n)| Value::Text(text.chars().skip(from).take(n).collect())),
        Value::List(parts) => range(parts.len()).map(|(from, n)| Value::List(parts.iter().skip(from).take(n).cloned().collect())),
        Value::Tuple(parts) => {
            range(parts.len()).map(|(from, n)| Value::Tuple(parts.iter().skip(from).take(n).cloned().collect()))
        }
        _ => None,
    };
    cut.unwrap_or_else(|| Value::Unknown(value.unknown().unwrap_or_else(|| "is part of something that is not known".to_owned())))
}

/// The path of `name` seen from `folder`.
pub(super) fn below(folder: &str, name: &str) -> String {
    if name.starts_with('/') || folder.is_empty() { name.to_owned() } else { format!("{}/{name}", folder.trim_end_matches('/')) }
}

/// The path without `.` and inner `..`; an absolute one stays absolute.
fn plain(path: &str) -> String {
    let joined = join(Utf8Path::new(""), Utf8Path::new(path));
    if path.starts_with('/') { format!("/{joined}") } else { joined.into_string() }
}

/// The folder that holds the path; that of the program's own folder is `..`.
fn parent(path: &str) -> String {
    let tidy = plain(path);
    match Utf8Path::new(&tidy).file_name() {
        Some(_) => Utf8Path::new(&tidy).parent().map(|folder| folder.as_str().to_owned()).unwrap_or_default(),
        None if tidy.is_empty() => "..".to_owned(),
        None => format!("{tidy}/.."),
    }
}

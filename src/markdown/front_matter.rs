//! What an author says about a page at its top, in YAML between `---` or TOML between `+++`.

use std::ops::Range;

use super::yaml::{self, Value};
use crate::diagnostic::Finding;
use crate::document::directive::with_nearest;
use crate::document::{Builder, Excerpt, FrontMatter};

const KEYS: &[&str] =
    &["title", "description", "order", "aliases", "draft", "orphan", "tocdepth", "spelling", "search", "search-boost"];

/// Front matter as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    toml: bool,
    inner: Range<usize>,
    /// Where the page's text starts.
    pub(super) end: usize,
}

/// Where the text starts: behind a byte order mark.
pub(super) fn start(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The front matter at the very start of `text`. A first line `---` with a blank line below it is a thematic break.
pub(super) fn find(text: &str) -> Option<Found> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let toml = match first.trim_end() {
        "---" => false,
        "+++" => true,
        _ => return None,
    };
    let mut at = first.len();
    for (number, line) in lines.enumerate() {
        let end = at + line.len();
        match line.trim_end() {
            "---" | "..." if !toml => return Some(Found { toml, inner: first.len()..at, end }),
            "+++" if toml => return Some(Found { toml, inner: first.len()..at, end }),
            "" if number == 0 => return None,
            _ => {}
        }
        at = end;
    }
    None
}

/// Adds a finding where `text` starts as front matter does, with a known key, but the front matter never ends.
pub(super) fn unclosed(text: &Excerpt, builder: &mut Builder<'_>) {
    let mut lines = text.text().lines();
    let (Some(fence @ ("---" | "+++")), Some(line)) = (lines.next().map(str::trim_end), lines.next()) else { return };
    let key = line.split([':', '=']).next().unwrap_or_default().trim();
    if line.contains([':', '=']) && KEYS.contains(&key) {
        let message = "the front matter is never closed, so it is shown as text";
        builder.find(Finding::error("front-matter", text.span(0..3), message).help(format!("add a line `{fence}` behind it")));
    }
}

/// Reads the front matter that was found in `text`; whatever is wrong with it becomes findings.
pub(super) fn read(found: &Found, text: &Excerpt, builder: &mut Builder<'_>) -> FrontMatter {
    let inner = text.slice(found.inner.clone());
    let entries = if found.toml { toml_entries(inner.text()) } else { yaml::mapping(inner.text()) };
    let mut front_matter = FrontMatter::default();
    match entries {
        Ok(entries) => {
            for entry in entries {
                set(&mut front_matter, entry, &inner, builder);
            }
        }
        Err(problem) => {
            let language = if found.toml { "TOML" } else { "YAML" };
            let message = format!("the front matter is not valid {language}: {}", problem.message);
            builder.find(Finding::error("front-matter", inner.span(problem.range(inner.text())), message));
        }
    }
    front_matter
}

fn set(front_matter: &mut FrontMatter, entry: yaml::Entry, inner: &Excerpt, builder: &mut Builder<'_>) {
    let yaml::Entry { key, key_range, value, value_range } = entry;
    match key.as_str() {
        "title" => front_matter.title_span = inner.span(value_range.clone()),
        "description" => front_matter.description_span = inner.span(value_range.clone()),
        _ => {}
    }
    let wanted = match (key.as_str(), value) {
        ("title", Value::Text(title)) => return front_matter.title = Some(title),
        ("title", value @ (Value::Integer(_) | Value::Float(_))) => return front_matter.title = Some(value.text()),
        ("description", Value::Text(description)) => return front_matter.description = Some(description),
        ("order", Value::Integer(order)) => return front_matter.order = Some(order),
        ("draft", Value::Bool(draft)) => return front_matter.draft = draft,
        ("orphan", Value::Bool(orphan)) => return front_matter.orphan = orphan,
        ("tocdepth", Value::Integer(depth @ 1..=6)) => return front_matter.toc_depth = u8::try_from(depth).ok(),
        ("search", Value::Bool(found)) => return front_matter.unsearchable = !found,
        ("search-boost", ref boost @ (Value::Float(_) | Value::Integer(_))) if boost_percent(boost).is_some() => {
            return front_matter.search_boost = boost_percent(boost);
        }
        ("aliases", Value::Text(alias)) => return front_matter.aliases.push((alias, inner.span(value_range))),
        ("aliases", Value::List(aliases)) => {
            for (alias, range) in aliases {
                match alias {
                    Value::Text(alias) => front_matter.aliases.push((alias, inner.span(range))),
                    other => wrong(&key, "a list of paths", &other, inner, range, builder),
                }
            }
            return;
        }
        ("spelling", Value::Text(words)) => return accept(&words, &inner.slice(value_range), builder),
        ("spelling", Value::List(words)) => {
            for (word, range) in words {
                match word {
                    Value::Text(word) => accept(&word, &inner.slice(range), builder),
                    other => wrong(&key, "a list of words", &other, inner, range, builder),
                }
            }
            return;
        }
        ("title" | "description", value) => ("text", value),
        ("order", value) => ("a whole number", value),
        ("draft" | "orphan" | "search", value) => ("true or false", value),
        ("search-boost", value) => ("a number from 0.1 to 3", value),
        ("tocdepth", value) => ("a level from 1 to 6", value),
        ("aliases", value) => ("a list of paths", value),
        ("spelling", value) => ("a list of words", value),
        _ => {
            let message = format!("there is no front matter key `{key}`");
            let finding = Finding::warning("unknown-front-matter-key", inner.span(key_range), message);
            return builder.find(with_nearest(finding, &key, KEYS.iter().copied()));
        }
    };
    let range = if value_range.is_empty() { key_range } else { value_range };
    wrong(&key, wanted.0, &wanted.1, inner, range, builder);
}

fn boost_percent(boost: &Value) -> Option<u32> {
    boost.text().parse().ok().and_then(crate::config::percent)
}

/// Notes words that are right in this page; `written` is how they stand in the file, quotes included.
fn accept(words: &str, written: &Excerpt, builder: &mut Builder<'_>) {
    let mut at = 0;
    for word in words.split([' ', ',', '\t', '\n']).filter(|word| !word.is_empty()) {
        let found = written.text().get(at..).and_then(|rest| rest.find(word)).map(|start| at + start..at + start + word.len());
        at = found.as_ref().map_or(at, |range| range.end);
        let span = found.map_or_else(|| written.whole(), |range| written.span(range));
        builder.words().accepted.push((word.to_owned(), span));
    }
}

fn wrong(key: &str, wanted: &str, value: &Value, inner: &Excerpt, range: Range<usize>, builder: &mut Builder<'_>) {
    let message = format!("`{key}` should be {wanted}, but this is {}", value.kind());
    builder.find(Finding::error("front-matter", inner.span(range), message));
}

fn toml_entries(text: &str) -> Result<Vec<yaml::Entry>, yaml::Problem> {
    use toml::de::{DeTable, DeValue};
    fn convert(value: &DeValue<'_>) -> Value {
        match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Other, Value::Integer),
            DeValue::Float(number) => number.as_str().parse().map_or(Value::Other, Value::Float),
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Array(values) => Value::List(values.iter().map(|v| (convert(v.get_ref()), v.span())).collect()),
            DeValue::Datetime(date) => Value::Text(date.to_string()),
            DeValue::Table(_) => Value::Other,
        }
    }
    let table = DeTable::parse(text)
        .map_err(|e| yaml::Problem { message: e.message().to_owned(), at: e.span().map_or(0, |span| span.start) })?;
    let mut entries: Vec<_> = table
        .get_ref()
        .iter()
        .map(|(key, value)| yaml::Entry {
            key: key.get_ref().to_string(),
            key_range: key.span(),
            value: convert(value.get_ref()),
            value_range: value.span(),
        })
        .collect();
    entries.sort_by_key(|e| e.key_range.start);
    Ok(entries)
}

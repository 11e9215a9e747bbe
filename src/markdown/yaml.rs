//! YAML mappings with places in bytes: `saphyr` counts characters.

use std::ops::Range;

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

use crate::nesting::too_deep;

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_range: Range<usize>,
    pub(super) value: Value,
    pub(super) value_range: Range<usize>,
}

/// A value, as far as front matter and options need it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<(Value, Range<usize>)>),
    /// A mapping, or whatever else is of no use here.
    Other,
}

impl Value {
    /// The value as one would write it for an option: `true` and nothing are a flag, lists are separated by spaces.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Null | Self::Bool(true) | Self::Other => String::new(),
            Self::Bool(false) => "false".to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Float(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::List(values) => values.iter().map(|(v, _)| v.text()).collect::<Vec<_>>().join(" "),
        }
    }

    /// What kind of value it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Other => "a table",
        }
    }
}

/// Why a text is no mapping, and the byte at which that shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) at: usize,
}

impl Problem {
    /// The character of `text` at fault; the last one where the text ends too early.
    pub(super) fn range(&self, text: &str) -> Range<usize> {
        let at =
            if self.at < text.trim_end().len() { self.at } else { text.trim_end().char_indices().last().map_or(0, |(at, _)| at) };
        let at = text.floor_char_boundary(at);
        at..at + text[at..].chars().next().map_or(0, char::len_utf8)
    }
}

/// The entries of the mapping that `text` is; none for an empty text.
pub(super) fn mapping(text: &str) -> Result<Vec<Entry>, Problem> {
    if let Some(at) = too_deep(text) {
        return Err(Problem { message: "it nests too deeply".to_owned(), at });
    }
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |index: usize| offsets.get(index).copied().unwrap_or(text.len());
    let documents =
        MarkedYaml::load_from_str(text).map_err(|e| Problem { message: e.info().to_owned(), at: byte(e.marker().index()) })?;
    let Some(document) = documents.into_iter().next() else { return Ok(Vec::new()) };
    let range = |node: &MarkedYaml<'_>| {
        let (start, end) = (byte(node.span.start.index()), byte(node.span.end.index()));
        let written = text.get(start..end).unwrap_or_default();
        let closes = matches!(node.data, YamlData::Sequence(_)) && text.get(end..).is_some_and(|rest| rest.starts_with(']'));
        if closes { start..end + 1 } else { start..start + written.trim_end().len() }
    };
    match &document.data {
        YamlData::Mapping(mapping) => {
            let entry = |(key, value): (&MarkedYaml<'_>, &MarkedYaml<'_>)| Entry {
                key: convert(key, &range).text(),
                key_range: range(key),
                value: convert(value, &range),
                value_range: range(value),
            };
            Ok(mapping.iter().map(entry).collect())
        }
        YamlData::Value(Scalar::Null) => Ok(Vec::new()),
        _ => Err(Problem { message: "it should be lines of the form `key: value`".to_owned(), at: range(&document).start }),
    }
}

fn convert(node: &MarkedYaml<'_>, range: &impl Fn(&MarkedYaml<'_>) -> Range<usize>) -> Value {
    match &node.data {
        YamlData::Value(Scalar::Null) => Value::Null,
        YamlData::Value(Scalar::Boolean(value)) => Value::Bool(*value),
        YamlData::Value(Scalar::Integer(value)) => Value::Integer(*value),
        YamlData::Value(Scalar::FloatingPoint(value)) => Value::Float(**value),
        YamlData::Value(Scalar::String(value)) => Value::Text(value.to_string()),
        YamlData::Sequence(values) => Value::List(values.iter().map(|v| (convert(v, range), range(v))).collect()),
        _ => Value::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bytes() {
        let text = "title: Über uns\naliases: [ä, 'b c']\norder: 3\n";
        let entries = mapping(text).unwrap();
        let keys: Vec<_> = entries.iter().map(|e| (&text[e.key_range.clone()], &text[e.value_range.clone()])).collect();
        assert_eq!(keys, [("title", "Über uns"), ("aliases", "[ä, 'b c']"), ("order", "3")]);
        let second = match &entries[1].value {
            Value::List(aliases) => aliases[1].1.clone(),
            _ => 0..0,
        };
        assert_eq!(&text[second], "'b c'");
        assert_eq!(mapping("").unwrap(), []);
        let problem = mapping("ä: [1\n").unwrap_err();
        assert!(problem.at <= 7, "{problem:?}");
    }
}

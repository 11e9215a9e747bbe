//! YAML, JSON and TOML as one kind of tree whose nodes know their bytes.

use std::ops::Range;

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

use crate::nesting::too_deep;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and its bytes in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) data: Data,
    pub(super) range: Range<usize>,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Data {
    Null,
    Bool(bool),
    /// A number, as written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    /// In the order of the file.
    Table(Vec<Entry>),
}

/// A key of a table and its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_range: Range<usize>,
    pub(super) value: Node,
}

impl Node {
    /// The value at `key`; `None` where this is no table or has no such key.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The entries; none where this is no table.
    pub(super) fn entries(&self) -> &[Entry] {
        match &self.data {
            Data::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The items; none where this is no list.
    pub(super) fn items(&self) -> &[Node] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// The words of a text, a number or a flag.
    pub(super) fn words(&self) -> Option<String> {
        match &self.data {
            Data::Text(text) | Data::Number(text) => Some(text.clone()),
            Data::Bool(on) => Some(on.to_string()),
            Data::Null | Data::List(_) | Data::Table(_) => None,
        }
    }

    /// Whether it says yes, in any of the words that people use.
    pub(super) fn is_true(&self) -> bool {
        match &self.data {
            Data::Bool(on) => *on,
            Data::Text(text) => matches!(text.trim().to_ascii_lowercase().as_str(), "true" | "yes" | "on"),
            _ => false,
        }
    }
}

/// Why a text cannot be read, and the byte at which that shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) at: usize,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Yaml,
    Json,
    Toml,
}

impl Language {
    /// The language of files with that extension.
    pub(super) fn of(extension: Option<&str>) -> Option<Self> {
        match extension?.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            "toml" => Some(Self::Toml),
            _ => None,
        }
    }
}

/// The tree of a text. An empty document is an empty table.
pub(super) fn parse(text: &str, language: Language) -> Result<Node, Problem> {
    match language {
        // JSON is YAML, but for tabs, which YAML does not allow everywhere; JSON's own texts cannot hold any.
        Language::Json if text.contains('\t') => yaml(&text.replace('\t', " ")),
        Language::Json | Language::Yaml => yaml(text),
        Language::Toml => toml(text),
    }
}

fn yaml(text: &str) -> Result<Node, Problem> {
    if let Some(at) = too_deep(text) {
        return Err(Problem { message: "it nests too deeply".to_owned(), at });
    }
    let offsets: Vec<usize> = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).collect() };
    // `saphyr` counts characters.
    let byte = |index: usize| {
        let at = if offsets.is_empty() { Some(index) } else { offsets.get(index).copied() };
        at.unwrap_or(text.len()).min(text.len())
    };
    let mut repaired = text.to_owned();
    for _ in 0..MOST_REPAIRS {
        let error = match MarkedYaml::load_from_str(&repaired) {
            Ok(documents) => {
                let Some(document) = documents.into_iter().next() else { return Ok(empty()) };
                let node = from_yaml(&document, text, &byte);
                return Ok(if node.data == Data::Null { empty() } else { node });
            }
            Err(error) => error,
        };
        let problem = Problem { message: error.info().to_owned(), at: byte(error.marker().index()) };
        let quote = repaired.char_indices().nth(error.marker().index()).map_or(repaired.len(), |(at, _)| at);
        match on_one_line(&repaired, quote) {
            Some(better) if better != repaired => repaired = better,
            _ => return Err(problem),
        }
    }
    Err(Problem { message: "too many texts in quotes go on in lines that are not indented".to_owned(), at: 0 })
}

/// More texts in quotes than this are not put right.
const MOST_REPAIRS: usize = 200;

/// The document with the text in quotes that starts at `at` on one line, in as many characters as before. Python's reader, and so projects that
/// use it, let such a text go on in a line that is not indented more than its key; YAML's rules do not. `None` where there is no such text.
fn on_one_line(document: &str, at: usize) -> Option<String> {
    let quote = document.get(at..)?.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = document.get(at + 1..)?;
    let mut folded = String::from(quote);
    let mut chars = inner.char_indices().peekable();
    let end = loop {
        let (here, c) = chars.next()?;
        match c {
            '\\' if quote == '"' => {
                let (_, escaped) = chars.next()?;
                if escaped == '\n' {
                    while chars.next_if(|(_, c)| matches!(c, ' ' | '\t')).is_some() {}
                } else {
                    folded.extend([c, escaped]);
                }
            }
            '\n' => {
                folded.truncate(folded.trim_end_matches([' ', '\t', '\r']).len());
                let mut blank_lines = 0;
                while let Some((_, c)) = chars.next_if(|(_, c)| c.is_ascii_whitespace()) {
                    blank_lines += usize::from(c == '\n');
                }
                match (blank_lines, quote) {
                    (0, _) => folded.push(' '),
                    (lines, '"') => folded.push_str(&"\\n".repeat(lines)),
                    _ => return None,
                }
            }
            _ if c == quote => {
                folded.push(c);
                match chars.next_if(|(_, next)| quote == '\'' && *next == quote) {
                    Some((_, second)) => folded.push(second),
                    None => break at + 1 + here + 1,
                }
            }
            _ => folded.push(c),
        }
    };
    let before = document.get(at..end)?.chars().count();
    let padding = before.checked_sub(folded.chars().count())?;
    Some(format!("{}{folded}{}{}", document.get(..at)?, " ".repeat(padding), document.get(end..)?))
}

fn empty() -> Node {
    Node { data: Data::Table(Vec::new()), range: 0..0 }
}

fn from_yaml(node: &MarkedYaml<'_>, text: &str, byte: &impl Fn(usize) -> usize) -> Node {
    let (start, end) = (byte(node.span.start.index()), byte(node.span.end.index()));
    let written = text.get(start..end).unwrap_or_default().trim_end();
    let range = start..start + written.len();
    let data = match &node.data {
        YamlData::Value(Scalar::Boolean(on)) => Data::Bool(*on),
        YamlData::Value(Scalar::Integer(number)) => {
            Data::Number(if written.is_empty() { number.to_string() } else { written.to_owned() })
        }
        YamlData::Value(Scalar::FloatingPoint(number)) => {
            Data::Number(if written.is_empty() { number.to_string() } else { written.to_owned() })
        }
        YamlData::Value(Scalar::String(words)) => Data::Text(words.to_string()),
        YamlData::Sequence(items) => Data::List(items.iter().map(|item| from_yaml(item, text, byte)).collect()),
        YamlData::Mapping(entries) => {
            let entry = |(key, value): (&MarkedYaml<'_>, &MarkedYaml<'_>)| {
                let key = from_yaml(key, text, byte);
                Entry { key: key.words().unwrap_or_default(), key_range: key.range, value: from_yaml(value, text, byte) }
            };
            Data::Table(entries.iter().map(entry).collect())
        }
        YamlData::Tagged(_, inner) => return from_yaml(inner, text, byte),
        YamlData::Value(Scalar::Null) | YamlData::Representation(..) | YamlData::Alias(_) | YamlData::BadValue => Data::Null,
    };
    Node { data, range }
}

fn toml(text: &str) -> Result<Node, Problem> {
    let table = DeTable::parse(text)
        .map_err(|e| Problem { message: e.message().to_owned(), at: e.span().map_or(0, |span| span.start) })?;
    Ok(Node { range: table.span(), data: from_table(table.get_ref()) })
}

fn from_table(table: &DeTable<'_>) -> Data {
    let entry = |(key, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| Entry {
        key: key.get_ref().to_string(),
        key_range: key.span(),
        value: from_toml(value),
    };
    let mut entries: Vec<Entry> = table.iter().map(entry).collect();
    // The parser sorts by name.
    entries.sort_by_key(|entry| entry.key_range.start);
    Data::Table(entries)
}

fn from_toml(value: &Spanned<DeValue<'_>>) -> Node {
    let data = match value.get_ref() {
        DeValue::String(text) => Data::Text(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Data::Number(number.as_str().to_owned()),
        DeValue::Integer(number) => {
            let read = i64::from_str_radix(number.as_str(), number.radix());
            Data::Number(read.map_or_else(|_| number.as_str().to_owned(), |number| number.to_string()))
        }
        DeValue::Float(number) => Data::Number(number.as_str().to_owned()),
        DeValue::Boolean(on) => Data::Bool(*on),
        DeValue::Datetime(time) => Data::Text(time.to_string()),
        DeValue::Array(items) => Data::List(items.iter().map(from_toml).collect()),
        DeValue::Table(table) => from_table(table),
    };
    Node { data, range: value.span() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands at `a.b`, as data and as the file has it.
    fn value(text: &str, language: Language) -> (Data, &str) {
        let tree = parse(text, language).unwrap();
        let node = tree.get("a").and_then(|a| a.get("b")).unwrap().clone();
        (node.data, &text[node.range])
    }

    #[test]
    fn three_languages_make_one_tree() {
        for (text, language) in [
            ("# ü\na:\n  b: 600.0\n", Language::Yaml),
            ("{\"ü\": 1,\n\t\"a\": {\"b\": 600.0}}", Language::Json),
            ("\"ü\" = 1\n[a]\nb = 600.0\n", Language::Toml),
        ] {
            assert_eq!(value(text, language), (Data::Number("600.0".to_owned()), "600.0"), "{language:?}");
        }
        // The second form is Python's alone.
        let lenient = "ü: 1\na:\n  c: \"x\n\n  y\"\n  b: \"one\\\n  two\n  three\"\n";
        assert_eq!(value(lenient, Language::Yaml).0, Data::Text("onetwo three".to_owned()));
        let folded = "a:\n  b: \"one\\\n    two\"\nc: 1\n";
        assert_eq!(value(folded, Language::Yaml).0, Data::Text("onetwo".to_owned()));
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        assert_eq!(parse("a: [1\n", Language::Yaml).map(|_| ()).unwrap_err().at, 6);
        assert!(parse("{\"a\": ", Language::Json).is_err());
        assert_eq!(parse("a = \n", Language::Toml).map(|_| ()).unwrap_err().at, 4);
        assert_eq!(parse("", Language::Yaml).unwrap(), empty());
        let nested = |levels| (0..levels).map(|depth| " ".repeat(depth) + "a:\n").collect::<String>();
        let indented = nested(2000);
        for deep in ["[".repeat(100_000), "{\"a\": ".repeat(100_000), "- ".repeat(100_000), "? ".repeat(100_000), indented] {
            assert_eq!(parse(&deep, Language::Yaml).unwrap_err().message, "it nests too deeply");
        }
        let within = nested(60);
        assert!(parse(&within, Language::Yaml).is_ok());
    }
}

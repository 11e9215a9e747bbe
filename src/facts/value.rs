//! The default of an option.

use serde::Serialize;

use super::tree::{Data, Node};

/// A default: its value, and how the schema writes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DefaultValue {
    /// What it is, as far as the schema says. A text of an option whose type is a number or a flag is taken as one.
    #[serde(flatten)]
    pub value: Value,
    /// The words: a text without its quotes, a number with its own digits, the items of a list with commas between them. Empty where there is
    /// no default.
    pub written: String,
}

/// A typed value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
pub enum Value {
    /// The schema does not speak of a default.
    Absent,
    /// It says that there is none.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text; it may be empty.
    Text(String),
    /// Several values, each as its words.
    List(Vec<String>),
    /// A table.
    Table,
}

impl DefaultValue {
    /// No default at all.
    pub(super) fn absent() -> Self {
        Self { value: Value::Absent, written: String::new() }
    }

    /// The default that stands at `node` of the schema `text`, for an option of type `kind`.
    pub(super) fn new(node: &Node, kind: Option<&str>, text: &str) -> Self {
        let source = || text.get(node.range.clone()).unwrap_or_default().to_owned();
        let (value, written) = match &node.data {
            Data::Null => (Value::Null, String::new()),
            Data::Bool(on) => (Value::Bool(*on), source()),
            Data::Number(digits) => (number(digits).map_or_else(|| Value::Text(digits.clone()), Value::Number), digits.clone()),
            Data::Text(words) => (typed(words, kind), words.clone()),
            Data::List(items) => {
                let words =
                    |item: &Node| item.words().unwrap_or_else(|| text.get(item.range.clone()).unwrap_or_default().to_owned());
                let items: Vec<String> = items.iter().map(words).collect();
                let written = items.join(", ");
                (Value::List(items), written)
            }
            Data::Table(_) => (Value::Table, source()),
        };
        Self { value, written }
    }

    /// Whether there is nothing that a page could call the default.
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(self.value, Value::Null | Value::Absent)
    }
}

fn typed(words: &str, kind: Option<&str>) -> Value {
    let value = match kind.map(str::to_ascii_lowercase).as_deref() {
        Some("boolean" | "bool" | "flag") => flag(words).map(Value::Bool),
        Some("integer" | "int" | "float" | "number" | "double" | "decimal") => number(words).map(Value::Number),
        _ => None,
    };
    value.unwrap_or_else(|| Value::Text(words.to_owned()))
}

fn flag(words: &str) -> Option<bool> {
    match words.trim().to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// The number that the words write, in decimal or with the prefix `0x`, `0o` or `0b`.
fn number(words: &str) -> Option<f64> {
    let words = words.trim().replace('_', "");
    let radix = |prefix: &str, radix: u32| words.strip_prefix(prefix).and_then(|digits| i64::from_str_radix(digits, radix).ok());
    let whole = radix("0x", 16).or_else(|| radix("0o", 8)).or_else(|| radix("0b", 2));
    match whole {
        #[expect(clippy::cast_precision_loss, reason = "no mask or port has more than 52 bits")]
        Some(whole) => Some(whole as f64),
        None => words.parse().ok().filter(|number: &f64| number.is_finite()),
    }
}

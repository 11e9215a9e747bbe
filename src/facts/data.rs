//! Files of data as templates see them.

use std::collections::HashMap;
use std::sync::Arc;

use camino::Utf8Path;
use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};

use super::tree::{self, Data, Language, Node};

/// What the file at `path` holds: YAML, JSON or TOML, by its ending. The error is the byte at fault and what is wrong.
pub fn data(path: &Utf8Path, text: &str) -> Result<Value, (usize, String)> {
    let Some(language) = Language::of(path.extension()) else {
        return Err((0, "data is read from files that end in `.yaml`, `.yml`, `.json` or `.toml`".to_owned()));
    };
    tree::parse(text, language).map(|node| value(&node)).map_err(|problem| (problem.at, problem.message))
}

fn value(node: &Node) -> Value {
    match &node.data {
        Data::Null => Value::from(()),
        Data::Bool(on) => Value::from(*on),
        Data::Number(text) => number(text),
        Data::Text(text) => Value::from(text.as_str()),
        Data::List(items) => items.iter().map(value).collect(),
        Data::Table(entries) => Value::from_object(Table::new(entries.iter().map(|entry| (&entry.key, value(&entry.value))))),
    }
}

fn number(text: &str) -> Value {
    let plain = text.replace('_', "");
    let whole = plain.parse::<i64>().ok();
    match (whole, plain.parse::<f64>()) {
        (Some(whole), _) => Value::from(whole),
        (None, Ok(fraction)) => Value::from(fraction),
        (None, Err(_)) => Value::from(text),
    }
}

/// A table that keeps the order of its file.
#[derive(Debug)]
struct Table {
    keys: Vec<Value>,
    values: HashMap<String, Value>,
}

impl Table {
    fn new<'e>(entries: impl Iterator<Item = (&'e String, Value)>) -> Self {
        let mut table = Self { keys: Vec::new(), values: HashMap::new() };
        for (key, value) in entries {
            if table.values.insert(key.clone(), value).is_none() {
                table.keys.push(Value::from(key.as_str()));
            }
        }
        table
    }
}

impl Object for Table {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.values.get(key.as_str()?).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.keys.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_keep_their_order_and_numbers_are_numbers() {
        let data = data("x.yml".into(), "z: 1\na: [1.5, true, ~, 'text']\n").unwrap();
        assert_eq!(data.to_string(), "{'z': 1, 'a': [1.5, True, None, 'text']}");
        assert!(super::data("x.csv".into(), "").is_err());
        assert_eq!(super::data("x.yml".into(), "a: [\n").map_err(|(at, _)| at > 0), Err(true));
    }
}

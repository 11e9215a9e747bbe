//! JSON Schema: objects are sections, their other properties are options.

use super::{Read, Reader};
use crate::facts::tree::{Data, Entry, Node};

/// Objects and references nest no deeper than this, so that a schema that refers to itself has an end.
const DEEPEST: usize = 16;

pub(super) fn read(reader: &Reader<'_>, tree: &Node) -> Read {
    let mut read = Read::default();
    walk(reader, tree, tree, &mut Vec::new(), &mut read);
    read
}

/// Adds the properties of `node`, which stands at `path`.
fn walk(reader: &Reader<'_>, root: &Node, node: &Node, path: &mut Vec<String>, read: &mut Read) {
    if path.len() > DEEPEST {
        return;
    }
    for entry in properties(root, node, 0) {
        let target = resolved(root, &entry.value);
        path.push(entry.key.clone());
        if properties(root, target, 0).is_empty() {
            let section = path[..path.len() - 1].join(".");
            let value = merged(&entry.value, target);
            let option = Entry { value: usual_names(value), ..entry.clone() };
            read.options.push(reader.option(&section, &entry.key, &option));
        } else {
            let section = Entry { value: merged(&entry.value, target), ..entry.clone() };
            read.sections.push(reader.section(&path.join("."), &section));
            walk(reader, root, target, path, read);
        }
        path.pop();
    }
}

/// The properties of an object, those of the schemas that it is made of among them.
fn properties<'n>(root: &'n Node, node: &'n Node, depth: usize) -> Vec<&'n Entry> {
    let node = resolved(root, node);
    let mut all: Vec<&Entry> = node.get("properties").map(Node::entries).unwrap_or_default().iter().collect();
    if depth < DEEPEST {
        for part in node.get("allOf").map(Node::items).unwrap_or_default() {
            all.extend(properties(root, part, depth + 1));
        }
    }
    all
}

/// The schema that `$ref` leads to within the same file, else the node itself.
fn resolved<'n>(root: &'n Node, node: &'n Node) -> &'n Node {
    let mut node = node;
    for _ in 0..DEEPEST {
        let Some(Data::Text(target)) = node.get("$ref").map(|node| &node.data) else { return node };
        let Some(path) = target.strip_prefix("#/") else { return node };
        let unescaped = |key: &str| key.replace("~1", "/").replace("~0", "~");
        match path.split('/').try_fold(root, |node, key| node.get(&unescaped(key))) {
            Some(next) => node = next,
            None => return node,
        }
    }
    node
}

/// What is said beside a `$ref`, then what is said behind it.
fn merged(own: &Node, target: &Node) -> Node {
    let own_entries = own.entries();
    let further = target.entries().iter().filter(|entry| own_entries.iter().all(|known| known.key != entry.key));
    Node { data: Data::Table(own_entries.iter().chain(further).cloned().collect()), range: own.range.clone() }
}

/// JSON Schema has several examples, of which the first is enough, and calls a secret `format: password`.
fn usual_names(mut node: Node) -> Node {
    let example = node.get("examples").and_then(|examples| examples.items().first()).cloned();
    let is_password = node.get("format").is_some_and(|format| format.data == Data::Text("password".to_owned()));
    let secret = is_password.then_some(Node { data: Data::Bool(true), range: 0..0 });
    if let Data::Table(entries) = &mut node.data {
        let mut add = |key: &str, value: Option<Node>| {
            if let Some(value) = value.filter(|_| entries.iter().all(|entry| entry.key != key)) {
                entries.push(Entry { key: key.to_owned(), key_range: value.range.clone(), value });
            }
        };
        add("example", example);
        add("sensitive", secret);
    }
    node
}

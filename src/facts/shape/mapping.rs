//! Options at places that the author names: `*.options.*`.

use super::{Read, Reader};
use crate::config::Field;
use crate::facts::tree::{Data, Entry, Node};

pub(super) fn read(reader: &Reader<'_>, tree: &Node) -> Read {
    let mut read = Read::default();
    let keys = reader.setting.options.as_deref().unwrap_or_default();
    walk(reader, tree, keys, &mut Vec::new(), &mut read);
    read
}

fn walk<'n>(reader: &Reader<'_>, node: &'n Node, keys: &[String], names: &mut Vec<&'n str>, read: &mut Read) {
    let Some((key, rest)) = keys.split_first() else { return };
    if key != "*" {
        if let Some(entry) = node.entries().iter().find(|entry| entry.key == *key) {
            step(reader, entry, rest, names, read);
        }
        return;
    }
    for entry in node.entries() {
        names.push(&entry.key);
        step(reader, entry, rest, names, read);
        names.pop();
    }
    for item in node.items() {
        // An item has no key: its name is among its values, and its place is its own.
        let entry = Entry { key: String::new(), key_range: item.range.clone(), value: item.clone() };
        item_step(reader, &entry, rest, names, read);
    }
}

fn step<'n>(reader: &Reader<'_>, entry: &'n Entry, rest: &[String], names: &mut Vec<&'n str>, read: &mut Read) {
    if rest.is_empty() { found(reader, entry, names, read) } else { walk(reader, &entry.value, rest, names, read) }
}

fn item_step(reader: &Reader<'_>, entry: &Entry, rest: &[String], names: &[&str], read: &mut Read) {
    if rest.is_empty() {
        found(reader, entry, names, read);
        return;
    }
    let own_name = reader.field(&entry.value, Field::Name).and_then(Node::words).unwrap_or_default();
    let mut names: Vec<&str> =
        names.iter().copied().chain([own_name.as_str()].into_iter().filter(|name| !name.is_empty())).collect();
    walk(reader, &entry.value, rest, &mut names, read);
}

fn found(reader: &Reader<'_>, entry: &Entry, names: &[&str], read: &mut Read) {
    let given = |field| reader.field(&entry.value, field);
    let is_set = |field| reader.setting.fields.iter().any(|(known, _)| *known == field);
    let is_item = entry.key.is_empty();
    let name_node = given(Field::Name).filter(|_| is_item || is_set(Field::Name));
    let keys = if is_item || names.is_empty() { names } else { &names[..names.len() - 1] };
    let name = name_node.and_then(Node::words).or_else(|| names.last().filter(|_| !is_item).map(|name| (*name).to_owned()));
    let section_node = given(Field::Section).filter(|_| keys.is_empty() || is_set(Field::Section));
    let section = section_node.and_then(Node::words).unwrap_or_else(|| keys.join("."));
    let Some(name) = name.filter(|name| !name.is_empty()) else { return };
    let key_range = match name_node {
        Some(node) => node.range.clone(),
        None => entry.key_range.clone(),
    };
    let value = match &entry.value.data {
        // `timeout: 30`: nothing but the default is said.
        Data::Table(_) => entry.value.clone(),
        _ => Node {
            data: Data::Table(vec![Entry {
                key: default_name(reader),
                key_range: key_range.clone(),
                value: entry.value.clone(),
            }]),
            range: entry.value.range.clone(),
        },
    };
    let entry = Entry { key: name.clone(), key_range, value };
    if read.sections.iter().all(|known| known.name != section) && !section.is_empty() {
        let no_description = Entry { value: Node { data: Data::Null, range: 0..0 }, ..entry.clone() };
        read.sections.push(reader.section(&section, &no_description));
    }
    read.options.push(reader.option(&section, &name, &entry));
}

fn default_name(reader: &Reader<'_>) -> String {
    let given = reader.setting.fields.iter().rev().find(|(field, _)| *field == Field::Default);
    given.map_or_else(|| "default".to_owned(), |(_, name)| name.clone())
}

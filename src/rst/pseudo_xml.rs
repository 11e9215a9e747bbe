//! The tree in docutils' pseudo-XML form: one line for each start tag and each line of text, indented by depth, without end tags.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::Tree;
use super::tree::{Element, Node, Tag};

/// Prints the tree. Identifiers, and what refers to them, are left out.
#[must_use]
pub fn pseudo_xml(tree: &Tree) -> String {
    let mut text = String::new();
    print(&tree.root, 0, tree, &mut text);
    text
}

fn print(element: &Element, depth: usize, tree: &Tree, into: &mut String) {
    let indent = depth * 4;
    if element.tag == Tag::Pending {
        return pending(element, indent, into);
    }
    let _ = write!(into, "{:indent$}<{}", "", element.tag.name());
    for (name, value) in attributes(element, tree) {
        let _ = write!(into, " {name}=\"{value}\"");
    }
    into.push_str(">\n");
    for child in &element.children {
        match child {
            Node::Element(child) => print(child, depth + 1, tree, into),
            Node::Text(text, _) => {
                let mut lines = text.split('\n');
                // The text after the last line feed is a line only if there is any.
                let last = lines.next_back().filter(|line| !line.is_empty());
                for line in lines.chain(last) {
                    let _ = writeln!(into, "{:1$}{line}", "", indent + 4);
                }
            }
        }
    }
}

/// What is left for later: which step of docutils it is left for, and with which options.
fn pending(element: &Element, indent: usize, into: &mut String) {
    let inner = indent + 4;
    let classes = if element.classes.is_empty() { String::new() } else { format!(" classes=\"{}\"", element.classes.join(" ")) };
    let _ = writeln!(into, "{:indent$}<pending{classes}>\n{:inner$}.. internal attributes:", "", "");
    let _ = writeln!(into, "{:inner$}     .transform: {}", "", element.attribute("transform").unwrap_or_default());
    let _ = writeln!(into, "{:inner$}     .details:", "");
    let mut details: Vec<_> = element.attributes.iter().filter(|(name, _)| *name != "transform").collect();
    details.sort();
    for (name, value) in details {
        let _ = writeln!(into, "{:inner$}       {name}: {value}", "");
    }
}

/// All attributes, sorted by name. Spaces within a name are escaped, since names are a list.
fn attributes<'a>(element: &'a Element, tree: &'a Tree) -> Vec<(Cow<'static, str>, String)> {
    let mut all: Vec<(Cow<'static, str>, String)> = element.attributes.clone();
    let names = element.names.iter().filter_map(|id| tree.names.get(id.0 as usize));
    let (lost, kept): (Vec<_>, Vec<_>) = names.partition(|name| name.is_duplicate);
    for (attribute, names) in [("names", kept), ("dupnames", lost)] {
        if !names.is_empty() {
            all.push((attribute.into(), list(names.iter().map(|name| name.text.as_str()))));
        }
    }
    if !element.classes.is_empty() {
        all.push(("classes".into(), list(element.classes.iter().map(String::as_str))));
    }
    all.sort();
    all
}

/// Words with spaces between them; those within words are escaped.
fn list<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let escaped: Vec<String> = words.map(|word| word.replace('\\', "\\\\").replace(' ', "\\ ")).collect();
    escaped.join(" ")
}

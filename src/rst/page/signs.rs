//! What footnotes are told by: numbers that their author gave or that docutils gives, symbols, and the names of works.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Tree;
use super::super::tree::{Element, Name, NameId, Node, Tag, descendants};
use crate::document::NoteSign;

/// The symbols in the order in which they are taken; after the last one, each is doubled.
const SYMBOLS: [char; 10] = ['*', '†', '‡', '§', '¶', '#', '♠', '♥', '♦', '♣'];

/// The signs of a page's notes, by their label.
#[derive(Clone, Debug, Default)]
pub(super) struct Signs(BTreeMap<String, NoteSign>);

impl Signs {
    pub(super) fn of(&self, label: &str) -> Option<&NoteSign> {
        self.0.get(label)
    }

    /// Takes over the notes of a tree. Numbers are given in the order of the notes, and pass over those that an author gave. Where that is
    /// the order of first reference as well, and nothing else is among them, the numbers follow from the order.
    pub(super) fn collect(&mut self, tree: &Tree) {
        let mut counts = [0_u32; 2];
        let is_note = |element: &&Element| matches!(element.tag, Tag::Footnote | Tag::Citation);
        let notes: Vec<(&Element, String)> =
            descendants(&tree.root.children).filter(is_note).map(|note| (note, label(note, &tree.names, &mut counts))).collect();
        if notes.is_empty() {
            return;
        }
        let given: BTreeSet<String> = notes.iter().filter_map(|(note, _)| written(note)).collect();
        let mut numbers = (1_u32..).map(|number| number.to_string()).filter(|number| !given.contains(number));
        let mut symbols = 0_usize;
        let mut signs: Vec<(&str, NoteSign)> = Vec::new();
        for (note, label) in &notes {
            let sign = match (note.tag, note.attribute("auto"), written(note)) {
                (Tag::Citation, _, name) => NoteSign::Citation(name.unwrap_or_else(|| label.clone())),
                (_, Some("*"), _) => {
                    let symbol = SYMBOLS.get(symbols % SYMBOLS.len()).copied().unwrap_or('*');
                    symbols += 1;
                    NoteSign::Given(symbol.to_string().repeat(symbols.div_ceil(SYMBOLS.len())))
                }
                (_, Some(_), _) => NoteSign::Given(numbers.next().unwrap_or_default()),
                (_, None, number) => NoteSign::Given(number.unwrap_or_else(|| label.clone())),
            };
            signs.push((label, sign));
        }
        let referred = referred(tree);
        let position = |label: &str| referred.iter().position(|other| other == label);
        let mut order: Vec<(usize, usize)> =
            signs.iter().enumerate().map(|(at, (label, _))| (position(label).unwrap_or(usize::MAX), at)).collect();
        order.sort_unstable();
        let is_in_order = order
            .iter()
            .enumerate()
            .all(|(number, (_, at))| signs.get(*at).is_some_and(|(_, sign)| *sign == NoteSign::Given((number + 1).to_string())));
        for (label, sign) in signs {
            self.0.entry(label.to_owned()).or_insert(if is_in_order { NoteSign::Ordinal } else { sign });
        }
    }
}

/// The labels of the notes that the tree refers to, in the order of first reference.
fn referred(tree: &Tree) -> Vec<String> {
    let mut counts = [0_u32; 2];
    let mut seen = BTreeSet::new();
    let mut labels = Vec::new();
    let is_mark = |element: &&Element| matches!(element.tag, Tag::FootnoteReference | Tag::CitationReference);
    for mark in descendants(&tree.root.children).filter(is_mark) {
        let label = match mark.attribute("refname") {
            Some(name) => name.to_owned(),
            None => label(mark, &tree.names, &mut counts),
        };
        if seen.insert(label.clone()) {
            labels.push(label);
        }
    }
    labels
}

/// What a note and its references have in common: the name, or the position among those without one.
fn label(element: &Element, names: &[Name], counts: &mut [u32; 2]) -> String {
    let mut own = element.names.iter().filter_map(|NameId(id)| names.get(*id as usize));
    if let Some(name) = own.find(|name| !name.is_duplicate) {
        return name.text.clone();
    }
    if let Some(written) = written(element) {
        return written;
    }
    let is_symbol = element.attribute("auto") == Some("*");
    let [numbers, symbols] = counts;
    let count = if is_symbol { symbols } else { numbers };
    *count += 1;
    format!("{}{count}", if is_symbol { "*" } else { "#" })
}

/// The label that the author wrote.
fn written(note: &Element) -> Option<String> {
    note.children.iter().filter_map(Node::element).find(|child| child.tag == Tag::Label).map(Element::text)
}

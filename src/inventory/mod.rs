//! `objects.inv`: what a project's site can be led to, as Sphinx and tools like it publish it.
//!
//! Two lines name the project and its version; then, compressed, one line for each object: its name, its type in the words of Sphinx's
//! domains (`py:class`, `std:label`), a priority for searches, its URL relative to the site's root, and the words that a link to it shows.
//!
//! ```text
//! bytes -> Inventory               read
//! Inventory -> bytes               write
//! [inventories] -> Shelf           shelf
//! books of a workspace -> Shelf    neighbour
//! a name on the shelf -> a URL     shelf
//! ```

mod neighbour;
mod read;
mod shelf;
#[cfg(test)]
mod tests;
mod write;

use std::collections::{BTreeMap, BTreeSet};

pub use neighbour::{Beside, Neighbour, NeighbourPage, Neighbours};
pub use read::{LARGEST, Unreadable};
pub use shelf::{Found, Miss, Shelf, kept};

/// What the site of one project can be led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// The project's name, on one line.
    pub project: String,
    /// Its version, on one line; empty where it says none.
    pub version: String,
    /// In the order of their types and names, each pair of which is there once.
    entries: Vec<Entry>,
    /// The types of all entries.
    kinds: BTreeSet<String>,
    /// Positions by type and name in lower case, of the types that are looked up so.
    folded: BTreeMap<(String, String), usize>,
}

/// Something that the site can be led to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The domain and the type of the object, as in `py:class`.
    pub kind: String,
    /// Its name; may hold spaces.
    pub name: String,
    /// How much it counts in Sphinx's search; negative for what that leaves out.
    pub priority: i32,
    /// Where it is, relative to the site's root.
    pub url: String,
    /// The words to show, where they are not the name.
    pub title: Option<String>,
}

/// The types whose names are looked up whatever their case.
const ANY_CASE: [&str; 2] = ["std:label", "std:term"];

impl Inventory {
    /// The inventory with these entries; of two with the same type and name the later one stays, as in Sphinx.
    /// Line ends and runs of other white space in the texts become single spaces, since the format has one line for each entry.
    #[must_use]
    pub fn new(project: &str, version: &str, entries: impl IntoIterator<Item = Entry>) -> Self {
        let named = entries.into_iter().filter_map(Entry::tidy).map(|entry| ((entry.kind.clone(), entry.name.clone()), entry));
        let entries: Vec<Entry> = named.collect::<BTreeMap<_, _>>().into_values().collect();
        let any_case = entries.iter().enumerate().filter(|(_, entry)| ANY_CASE.contains(&entry.kind.as_str()));
        // Of names that differ in their case alone, the first.
        let folded = any_case.rev().map(|(at, entry)| ((entry.kind.clone(), entry.name.to_lowercase()), at)).collect();
        let kinds = entries.iter().map(|entry| entry.kind.clone()).collect();
        Self { project: one_line(project), version: one_line(version), entries, kinds, folded }
    }

    /// All entries, in the order of their types and names.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The object of this name and one of these types, the first that has it; of any type where there are none.
    #[must_use]
    pub fn find_any(&self, kinds: &[&str], name: &str) -> Option<&Entry> {
        let first = kinds.iter().find_map(|kind| self.find(kind, name));
        first.or_else(|| self.kinds.iter().filter(|_| kinds.is_empty()).find_map(|kind| self.find(kind, name)))
    }

    /// The object of this type and name. Labels and terms are found whatever the case of their letters.
    #[must_use]
    pub fn find(&self, kind: &str, name: &str) -> Option<&Entry> {
        let exact = self.entries.binary_search_by(|entry| (entry.kind.as_str(), entry.name.as_str()).cmp(&(kind, name)));
        let folded = || self.folded.get(&(kind.to_owned(), name.to_lowercase())).copied();
        exact.ok().or_else(folded).and_then(|at| self.entries.get(at))
    }

    /// The name that is nearest to `name` among the objects of those types, or of all where there are none, if one is near.
    #[must_use]
    pub fn nearest(&self, kinds: &[&str], name: &str) -> Option<&str> {
        let fits = |entry: &&Entry| kinds.is_empty() || kinds.contains(&entry.kind.as_str());
        crate::nearest::nearest(name, self.entries.iter().filter(fits).map(|entry| entry.name.as_str()))
    }
}

impl Entry {
    /// The entry as it can stand on one line and be read again; `None` where it cannot.
    fn tidy(self) -> Option<Self> {
        let name = one_line(&self.name);
        let title = self.title.map(|title| one_line(&title)).filter(|title| !title.is_empty() && *title != name && title != "-");
        // A `$` at the end stands for the name.
        let url = self.url.strip_suffix('$').map(|start| format!("{start}%24")).unwrap_or(self.url);
        let is_word = |text: &str| !text.is_empty() && !text.contains(is_space);
        let words: Vec<&str> = name.split(' ').collect();
        let ends_early =
            words.windows(2).skip(1).any(|pair| matches!(pair, [kind, number] if is_kind(kind) && is_number(number)));
        let fits = is_word(&self.kind) && is_kind(&self.kind) && is_word(&url) && !name.is_empty() && !ends_early;
        fits.then_some(Self { name, url, title, ..self })
    }
}

/// The words of the text with single spaces between them.
fn one_line(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Python takes some control characters for ends of lines.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Whether the word is a domain and a type.
fn is_kind(word: &str) -> bool {
    word.contains(':')
}

/// Whether the word can be a priority.
fn is_number(word: &str) -> bool {
    !word.starts_with('+') && word.parse::<i32>().is_ok()
}

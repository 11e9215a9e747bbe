//! What a source says, statement by statement, each with its place: for the checks.
//!
//! The engine's model tells what a diagram is, but not where its parts stand in the source. This reader does, without drawing
//! anything. It takes for granted that the source is right, which the engine finds out, and passes over what it does not know.

mod cursor;
mod flowchart;
mod label;
mod other;
mod sequence;
mod state;
mod style;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::guard;
use crate::document::Excerpt;
use cursor::{Cursor, bare, lines, trimmed};
pub use style::{ClassDef, ClassUse, Declaration, Style, Styled};

/// A source as it is read here. All ranges are bytes of the source.
#[derive(Debug, Default)]
pub struct Sketch {
    /// What the diagram is.
    pub kind: Kind,
    /// The word that says so.
    pub head: Range<usize>,
    /// Whether the author gave it a name: `accTitle` or a title.
    pub is_named: bool,
    /// Every text that a reader sees or hears, as it stands in the source without its quotation marks.
    pub labels: Vec<Range<usize>>,
    /// Every place where a node, state or participant is named. Read for flowcharts, states and sequences only, as what follows.
    pub nodes: Vec<Mention>,
    /// What holds nodes: subgraphs; of composite states each region.
    pub groups: Vec<Group>,
    /// What is joined with what.
    pub links: Vec<Link>,
    /// The classes that are defined.
    pub classes: Vec<ClassDef>,
    /// The places that give a class to something.
    pub uses: Vec<ClassUse>,
    /// The looks given to something without a class.
    pub styles: Vec<Style>,
}

/// The kinds of diagrams that are told apart here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// `flowchart`, `graph`
    Flowchart,
    /// `stateDiagram`
    State,
    /// `sequenceDiagram`
    Sequence,
    /// `classDiagram`
    Class,
    /// `erDiagram`
    EntityRelationship,
    /// `requirementDiagram`
    Requirement,
    /// `block`
    Block,
    /// Any other.
    #[default]
    Other,
}

/// A place where something is named.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its name in the source.
    pub id: String,
    /// Where the name stands.
    pub range: Range<usize>,
    /// The words that are to be shown, where this place gives them.
    pub label: Option<Range<usize>>,
    /// The bracket that opens the label and so tells the shape, or the word that declares it; empty where there is none.
    pub shape: String,
    /// The innermost group around it, as an index into [`Sketch::groups`].
    pub group: Option<usize>,
}

/// What holds nodes.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name in the source; the regions of a state have the same.
    pub id: String,
    /// The group around it.
    pub group: Option<usize>,
}

/// A link between two nodes. Of links between many nodes at once, only so many are told that each node has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it begins; `None` for the start of a state.
    pub from: Option<String>,
    /// Where it leads; `None` for the end of a state.
    pub to: Option<String>,
    /// The innermost group around it.
    pub group: Option<usize>,
}

impl Sketch {
    /// Reads a source; one that is too large to be drawn is taken for empty.
    #[must_use]
    pub fn read(source: &str) -> Self {
        let mut sketch = Self::default();
        if guard::check(source).is_err() {
            return sketch;
        }
        let Some(start) = sketch.preamble(source) else { return sketch };
        let mut cursor = Cursor::new(source, start..source.len());
        sketch.head = cursor.eat_while(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let word = source.get(sketch.head.clone()).unwrap_or_default();
        sketch.kind = match word {
            "flowchart" | "graph" | "flowchart-elk" => Kind::Flowchart,
            "stateDiagram" | "stateDiagram-v2" => Kind::State,
            "sequenceDiagram" => Kind::Sequence,
            "classDiagram" | "classDiagram-v2" => Kind::Class,
            "erDiagram" => Kind::EntityRelationship,
            "requirementDiagram" => Kind::Requirement,
            "block" | "block-beta" => Kind::Block,
            _ => Kind::Other,
        };
        let body = cursor.at..source.len();
        match sketch.kind {
            Kind::Flowchart => flowchart::read(&mut sketch, source, body),
            Kind::State => state::read(&mut sketch, source, body),
            Kind::Sequence => sequence::read(&mut sketch, source, body),
            _ => other::read(&mut sketch, source, body),
        }
        sketch.labels.retain(|label| !label.is_empty());
        sketch.labels.sort_by_key(|label| (label.start, label.end));
        sketch.labels.dedup();
        sketch
    }

    /// Reads front matter, directives and comments; the start of what follows, or `None` if nothing does.
    fn preamble(&mut self, source: &str) -> Option<usize> {
        let mut cursor = Cursor::new(source, 0..source.len());
        loop {
            cursor.skip_blank();
            if cursor.eat("---") {
                let body = cursor.eat_until("\n---").unwrap_or(cursor.at..cursor.at);
                cursor.eat_line();
                for line in lines(source, body) {
                    let mut line = Cursor::new(source, line);
                    if line.eat("title:") {
                        self.title(source, line.eat_line());
                    }
                }
            } else if cursor.eat("%%{") {
                cursor.eat_until("}%%")?;
            } else if cursor.eat("%%") {
                cursor.eat_line();
            } else {
                return (!cursor.is_done()).then_some(cursor.at);
            }
        }
    }

    fn title(&mut self, source: &str, range: Range<usize>) {
        let mut range = bare(source, range);
        let words = source.get(range.clone()).unwrap_or_default();
        if words.len() >= 2 && words.starts_with('\'') && words.ends_with('\'') {
            range = range.start + 1..range.end - 1;
        }
        self.is_named |= !range.is_empty();
        self.labels.push(range);
    }

    /// Reads what every kind of diagram understands: a name, a description. False where something else stands.
    fn common(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let source = cursor.text;
        for (word, is_name) in [("accTitle", true), ("accDescr", false)] {
            if !cursor.eat_word(word) {
                continue;
            }
            cursor.skip_blank();
            let text = if cursor.eat("{") {
                cursor.eat_until("}").unwrap_or(cursor.at..cursor.at)
            } else {
                cursor.eat(":");
                cursor.eat_line()
            };
            if is_name {
                self.title(source, text);
            } else {
                self.labels.push(trimmed(source, text));
            }
            return true;
        }
        false
    }

    /// The texts of nodes that are shown by their names alone, each at its first place.
    fn names_as_labels(&mut self) {
        let mut seen: std::collections::BTreeSet<&str> =
            self.nodes.iter().filter(|node| node.label.is_some()).map(|node| node.id.as_str()).collect();
        seen.extend(self.groups.iter().map(|group| group.id.as_str()));
        let bare = self.nodes.iter().filter(|node| seen.insert(&node.id)).map(|node| node.range.clone());
        self.labels.extend(bare);
    }
}

/// Every text of a diagram that a reader sees or hears, in plain words: titles, labels, messages, notes, the description. Tags, entities
/// and marks of emphasis are resolved; each text still knows the place of every byte.
#[must_use]
pub fn labels(source: &Excerpt) -> Vec<Excerpt> {
    Sketch::read(source.text()).labels.into_iter().map(|range| label::plain(source, range)).collect()
}

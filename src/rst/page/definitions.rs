//! What a page defines for use elsewhere in it.

use std::collections::HashMap;

use super::super::Tree;
use super::super::chars::folded;
use super::super::tree::{Element, Name, NameId, Node, Tag, descendants};
use super::targets::id_of;

/// Where a name leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// To an address.
    Url(String),
    /// To where another name leads.
    Name(String),
    /// To the place of this id in the page.
    Place(String),
}

/// What a substitution stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Substitution {
    pub(super) nodes: Vec<Node>,
    /// White space before it is taken away.
    pub(super) trims_before: bool,
    /// White space behind it is taken away.
    pub(super) trims_after: bool,
}

/// The definitions of a page, and how many of those without a name were used.
#[derive(Clone, Debug, Default)]
pub(super) struct Definitions {
    targets: HashMap<String, Destination>,
    substitutions: HashMap<String, Substitution>,
    anonymous: Vec<Destination>,
    next_anonymous: usize,
    /// How many anonymous targets this pass has met.
    met: usize,
    /// For numbers and symbols: how many footnotes were met, and how many references to them.
    pub(super) footnotes: [(u32, u32); 2],
}

impl Definitions {
    /// The same, with nothing used yet.
    pub(super) fn renewed(self) -> Self {
        Self { next_anonymous: 0, met: 0, footnotes: Default::default(), ..self }
    }

    /// Takes over what a tree defines.
    pub(super) fn collect(&mut self, tree: &Tree) {
        for element in descendants(&tree.root.children) {
            match element.tag {
                Tag::Target => self.target(element, &tree.names),
                Tag::SubstitutionDefinition => {
                    for name in names(element, &tree.names) {
                        let substitution = Substitution {
                            nodes: element.children.clone(),
                            trims_before: element.attribute("ltrim").is_some(),
                            trims_after: element.attribute("rtrim").is_some(),
                        };
                        self.substitutions.insert(name.text.clone(), substitution);
                    }
                }
                _ => {}
            }
        }
    }

    fn target(&mut self, element: &Element, all: &[Name]) {
        let destination = match (element.attribute("refuri"), element.attribute("refname")) {
            (Some(uri), _) => Destination::Url(uri.to_owned()),
            (_, Some(name)) => Destination::Name(name.to_owned()),
            _ => match names(element, all).next() {
                Some(name) => Destination::Place(id_of(&name.text)),
                None => Destination::Place(format!("target-{}", element.span.start)),
            },
        };
        if element.attribute("anonymous").is_some() {
            if self.met == self.anonymous.len() {
                self.anonymous.push(destination);
            }
            self.met += 1;
            return;
        }
        for name in names(element, all) {
            self.targets.insert(name.text.clone(), destination.clone());
        }
    }

    /// Makes a name lead to a place.
    pub(super) fn place(&mut self, name: &str, id: &str) {
        self.targets.insert(name.to_owned(), Destination::Place(id.to_owned()));
    }

    /// Where a name leads in the end; an address as it is, a place as `#id`.
    pub(super) fn leads(&self, name: &str) -> Option<String> {
        self.followed(self.targets.get(name)?)
    }

    /// Where the next reference without a name leads.
    pub(super) fn next_anonymous(&mut self) -> Option<String> {
        let destination = self.anonymous.get(self.next_anonymous)?.clone();
        self.next_anonymous += 1;
        self.followed(&destination)
    }

    fn followed(&self, destination: &Destination) -> Option<String> {
        let mut destination = destination;
        for _ in 0..=self.targets.len() {
            match destination {
                Destination::Url(url) => return Some(url.clone()),
                Destination::Place(id) => return Some(format!("#{id}")),
                Destination::Name(name) => destination = self.targets.get(&folded(name))?,
            }
        }
        None
    }

    /// What a substitution stands for: of exactly this name, else of one that differs in case only.
    pub(super) fn substitution(&self, name: &str) -> Option<&Substitution> {
        let exact = self.substitutions.get(name);
        exact.or_else(|| {
            let mut same: Vec<&String> = self.substitutions.keys().filter(|known| folded(known) == folded(name)).collect();
            same.sort();
            self.substitutions.get(*same.first()?)
        })
    }
}

fn names<'t>(element: &'t Element, all: &'t [Name]) -> impl Iterator<Item = &'t Name> {
    element.names.iter().filter_map(|NameId(id)| all.get(*id as usize)).filter(|name| !name.is_duplicate)
}

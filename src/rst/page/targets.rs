//! Targets: places that can be led to, and names for addresses.

use std::sync::Arc;

use super::super::inline::identifier;
use super::super::tree::{Element, NameId};
use super::blocks::Scope;
use crate::diagnostic::Finding;
use crate::document::{AnchorKind, Attributes, Block, BlockKind, Builder, Inline, Span, fold, slug};

/// A target that waits for what it stands before.
pub(super) struct Label {
    name: String,
    pub(super) id: String,
    pub(super) span: Span,
}

impl Label {
    /// Makes it a place that any page can refer to; `title` is what such a reference shows. The id is another one where a title or another
    /// label has taken the label's own: that two names give the same id is no fault, and where one name is given twice the parser says so.
    pub(super) fn anchor(&self, builder: &mut Builder<'_>, title: &Arc<[Inline]>) -> String {
        builder.anchor_from(&self.id, AnchorKind::Label(fold(&self.name)), Arc::clone(title), self.span)
    }
}

/// The id of what has this name, as docutils makes it.
pub(super) fn id_of(name: &str) -> String {
    let id = identifier(name);
    if id.is_empty() { slug(name) } else { id }
}

impl Scope<'_> {
    /// A target as a block: one that leads elsewhere is known already, one that is a place waits for the next block.
    pub(super) fn target(&self, element: &Element) {
        if element.attribute("refuri").is_some() || element.attribute("refname").is_some() {
            return;
        }
        let name = self.name(element);
        let id = match &name {
            Some(name) => id_of(name),
            None => format!("target-{}", element.span.start),
        };
        let name = name.unwrap_or_else(|| id.clone());
        self.lowering.state.borrow_mut().labels.push(Label { name, id, span: element.span });
    }

    /// The id of the element, which is a place of that name from now on; none where it has no name.
    pub(super) fn anchor(&self, builder: &mut Builder<'_>, element: &Element) -> Option<String> {
        let name = self.name(element)?;
        let label = Label { id: id_of(&name), name, span: element.span };
        self.define(element, &label.id);
        Some(label.anchor(builder, &Arc::default()))
    }

    /// The first name of an element that no other place took from it.
    pub(super) fn name(&self, element: &Element) -> Option<String> {
        let mut names = element.names.iter().filter_map(|NameId(id)| self.names.get(*id as usize));
        names.find(|name| !name.is_duplicate).map(|name| name.text.clone())
    }

    /// Makes the names of an element lead to its id.
    pub(super) fn define(&self, element: &Element, id: &str) {
        let names = element.names.iter().filter_map(|NameId(id)| self.names.get(*id as usize)).filter(|name| !name.is_duplicate);
        let mut state = self.lowering.state.borrow_mut();
        for name in names {
            state.definitions.place(&name.text, id);
        }
    }

    /// Targets that no block follows are places all the same; unless they are labels that nothing shows.
    pub(super) fn left_over(&self, builder: &mut Builder<'_>) -> Vec<Block> {
        let labels = std::mem::take(&mut self.lowering.state.borrow_mut().labels);
        self.lowering.state.borrow_mut().classes.clear();
        let place = |label: Label| {
            let attributes = Attributes { id: Some(label.anchor(builder, &Arc::default())), ..Attributes::default() };
            BlockKind::Container { attributes, body: Vec::new() }.at(label.span)
        };
        labels.into_iter().map(place).collect()
    }

    /// Says that nothing has the name that a reference gives.
    pub(super) fn unknown(&self, builder: &mut Builder<'_>, what: &str, name: &str, span: Span) {
        self.lowering.state.borrow_mut().missed = true;
        builder.find(Finding::error("undefined-reference", span, format!("{what} `{name}` in this page")));
    }
}

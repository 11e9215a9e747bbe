//! Footnotes and citations.

use super::super::tree::{Element, Node, Tag};
use super::blocks::Scope;
use crate::document::{Block, BlockKind, Builder, InlineKind, NoteSign};

impl Scope<'_> {
    pub(super) fn footnote(&self, builder: &mut Builder<'_>, element: &Element) -> Vec<Block> {
        let label = self.label(element, |counts| &mut counts.0);
        let sign = self.sign(element, &label);
        builder.footnotes.expect(&label);
        builder.footnotes.define(&label, element.span);
        let body: Vec<Node> = element.children.iter().filter(|child| !child.is(Tag::Label)).cloned().collect();
        let body = self.blocks(builder, &body);
        vec![BlockKind::Footnote { label, sign, body }.at(element.span)]
    }

    pub(super) fn footnote_reference(&self, builder: &mut Builder<'_>, element: &Element) -> InlineKind {
        let label = match element.attribute("refname") {
            Some(name) => name.to_owned(),
            None => self.label(element, |counts| &mut counts.1),
        };
        builder.footnotes.expect(&label);
        let sign = self.sign(element, &label);
        let occurrence = builder.footnotes.refer(&label, element.span);
        InlineKind::FootnoteReference { label, occurrence, sign }
    }

    fn sign(&self, element: &Element, label: &str) -> NoteSign {
        let mut state = self.lowering.state.borrow_mut();
        let sign = state.definitions.signs.of(label);
        if let Some(sign) = sign {
            return sign.clone();
        }
        // One in a body that is not parsed yet, or none at all.
        state.missed = true;
        match element.tag {
            Tag::Citation | Tag::CitationReference => NoteSign::Citation(label.to_owned()),
            _ => NoteSign::Ordinal,
        }
    }

    /// What a footnote and its references have in common: the name, or the position among those without one.
    fn label(&self, element: &Element, count: impl Fn(&mut (u32, u32)) -> &mut u32) -> String {
        if let Some(name) = self.name(element) {
            return name;
        }
        if let Some(label) = element.children.iter().filter_map(Node::element).find(|child| child.tag == Tag::Label) {
            return label.text();
        }
        let is_symbol = element.attribute("auto") == Some("*");
        let mut state = self.lowering.state.borrow_mut();
        let count = count(&mut state.definitions.footnotes[usize::from(is_symbol)]);
        *count += 1;
        format!("{}{count}", if is_symbol { "*" } else { "#" })
    }
}

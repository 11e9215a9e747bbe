//! Lists of every kind.

use super::super::tree::{Element, Node, Tag};
use super::blocks::{Scope, contained, paragraph, words};
use crate::document::{Attributes, Block, BlockKind, Builder, Definition, Inline, InlineKind, List, ListItem, Numbering};

fn children(element: &Element, tag: Tag) -> impl Iterator<Item = &Element> {
    element.children.iter().filter_map(Node::element).filter(move |child| child.tag == tag)
}

impl Scope<'_> {
    pub(super) fn list(&self, builder: &mut Builder<'_>, element: &Element) -> BlockKind {
        let numbering = (element.tag == Tag::EnumeratedList).then(|| Numbering {
            start: element.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1),
            style: match element.attribute("enumtype") {
                Some("loweralpha") => 'a',
                Some("upperalpha") => 'A',
                Some("lowerroman") => 'i',
                Some("upperroman") => 'I',
                _ => '1',
            },
        });
        let item = |item: &Element| ListItem { span: item.span, task: None, body: self.blocks(builder, &item.children) };
        let items = children(element, Tag::ListItem).map(item).collect();
        BlockKind::List(List { numbering, tight: is_simple(element), items })
    }

    pub(super) fn definitions(&self, builder: &mut Builder<'_>, element: &Element) -> BlockKind {
        let entry = |item: &Element| {
            let mut term = Vec::new();
            for child in item.children.iter().filter_map(Node::element) {
                match child.tag {
                    Tag::Term => term.extend(self.inlines(builder, &child.children)),
                    Tag::Classifier => {
                        term.push(words(" : ", child.span));
                        let classifier = self.inlines(builder, &child.children);
                        term.push(Inline { span: child.span, kind: InlineKind::Emphasis(classifier) });
                    }
                    _ => {}
                }
            }
            let bodies = children(item, Tag::Definition).map(|body| self.blocks(builder, &body.children)).collect();
            definition(vec![(term, Attributes::default())], bodies)
        };
        BlockKind::Definitions { entries: children(element, Tag::DefinitionListItem).map(entry).collect(), glossary: false }
    }

    pub(super) fn fields(&self, builder: &mut Builder<'_>, element: &Element) -> Vec<Block> {
        let entry = |field: &Element| {
            let name = children(field, Tag::FieldName).flat_map(|name| self.inlines(builder, &name.children)).collect();
            let bodies = children(field, Tag::FieldBody).map(|body| self.blocks(builder, &body.children)).collect();
            definition(vec![(name, Attributes::default())], bodies)
        };
        let entries = children(element, Tag::Field).map(entry).collect();
        vec![BlockKind::Definitions { entries, glossary: false }.at(element.span)]
    }

    pub(super) fn options(&self, builder: &mut Builder<'_>, element: &Element) -> Vec<Block> {
        let entry = |item: &Element| {
            let options = children(item, Tag::OptionGroup).flat_map(|group| children(group, Tag::Option));
            let term = |option: &Element| {
                let written: String = option.children.iter().filter_map(Node::element).map(written).collect();
                (vec![Inline { span: option.span, kind: InlineKind::Code(written) }], Attributes::default())
            };
            let bodies = children(item, Tag::Description).map(|body| self.blocks(builder, &body.children)).collect();
            definition(options.map(term).collect(), bodies)
        };
        let entries = children(element, Tag::OptionListItem).map(entry).collect();
        vec![BlockKind::Definitions { entries, glossary: false }.at(element.span)]
    }

    /// Lines that end where the author ended them; those that are indented stand in a container of their own.
    pub(super) fn lines(&self, builder: &mut Builder<'_>, element: &Element) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut content: Vec<Inline> = Vec::new();
        for line in element.children.iter().filter_map(Node::element) {
            if line.tag == Tag::LineBlock {
                if !content.is_empty() {
                    blocks.push(paragraph(std::mem::take(&mut content), element.span));
                }
                let inner = builder.deeper(|builder| self.lines(builder, line));
                blocks.push(contained("line-block", line.span, inner));
            } else {
                if !content.is_empty() {
                    content.push(Inline { span: line.span, kind: InlineKind::HardBreak });
                }
                content.extend(self.inlines(builder, &line.children));
            }
        }
        if !content.is_empty() {
            blocks.push(paragraph(content, element.span));
        }
        blocks
    }
}

/// An entry; paragraphs that stand alone in it need no space around them.
fn definition(terms: Vec<(Vec<Inline>, Attributes)>, bodies: Vec<Vec<Block>>) -> Definition {
    let tight = bodies.iter().all(|body| body.len() <= 1);
    Definition { terms, bodies, tight }
}

/// An option's name or argument, with what stands before the argument.
fn written(part: &Element) -> String {
    part.attribute("delimiter").unwrap_or_default().to_owned() + &part.text()
}

/// Whether every item is one paragraph, with no more than such a list below it: docutils sets these without space between them.
fn is_simple(list: &Element) -> bool {
    let is_list = |element: &&Element| matches!(element.tag, Tag::BulletList | Tag::EnumeratedList);
    children(list, Tag::ListItem).all(|item| {
        let mut parts = item.children.iter().filter_map(Node::element).filter(|part| part.tag != Tag::Comment).peekable();
        parts.next_if(|part| part.tag == Tag::Paragraph);
        parts.next_if(|part| is_list(part) && is_simple(part));
        parts.next().is_none()
    })
}

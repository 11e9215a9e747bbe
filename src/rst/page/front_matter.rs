//! What an author says about a page: the fields at its top, as Sphinx reads them, and `meta`.

use super::super::Tree;
use super::super::tree::{Element, Node, Tag};
use crate::document::FrontMatter;

/// Takes the fields at the top out of the tree, before the title or right behind it.
pub(super) fn take(tree: &mut Tree) -> FrontMatter {
    let mut front_matter = FrontMatter::default();
    for meta in tree.root.children.iter().filter_map(Node::element).filter(|element| element.tag == Tag::Meta) {
        if let (Some("description"), Some(content)) = (meta.attribute("name"), meta.attribute("content")) {
            front_matter.description = Some(content.to_owned());
            front_matter.description_span = meta.span;
        }
    }
    let is_said =
        |node: &Node| [Tag::Comment, Tag::Meta, Tag::Target, Tag::SubstitutionDefinition].iter().any(|tag| node.is(*tag));
    let first = tree.root.children.iter().position(|node| !is_said(node));
    if let Some(at) = first.filter(|at| tree.root.children.get(*at).is_some_and(|node| node.is(Tag::FieldList)))
        && let Node::Element(fields) = tree.root.children.remove(at)
    {
        for field in fields.children.iter().filter_map(Node::element) {
            set(&mut front_matter, field);
        }
    }
    front_matter
}

fn set(front_matter: &mut FrontMatter, field: &Element) {
    let part = |tag| field.children.iter().filter_map(Node::element).find(|part| part.tag == tag);
    let (Some(name), Some(body)) = (part(Tag::FieldName), part(Tag::FieldBody)) else { return };
    let value = body.text().trim().to_owned();
    match name.text().to_lowercase().as_str() {
        "title" => (front_matter.title, front_matter.title_span) = (Some(value), body.span),
        "description" => (front_matter.description, front_matter.description_span) = (Some(value), body.span),
        "tocdepth" => front_matter.toc_depth = value.parse().ok().filter(|depth| (1..=6).contains(depth)),
        "order" => front_matter.order = value.parse().ok(),
        "draft" => front_matter.draft = value != "false",
        "nosearch" => front_matter.unsearchable = true,
        "aliases" => {
            front_matter.aliases.extend(value.split_whitespace().map(|alias| (alias.to_owned(), body.span)));
        }
        "orphan" => front_matter.orphan = true,
        _ => {}
    }
}

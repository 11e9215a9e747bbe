//! A document as an HTML parser sees it, as far as one must know to tell where a piece of markup ends.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, QualName, ns};

/// The number of a node, in the order in which they were made.
pub(super) type NodeId = usize;

const DOCUMENT: NodeId = 0;
const TEXT: &str = "#text";
const COMMENT: &str = "#comment";

/// Which node stands in which. Of attributes and text nothing is kept but the last comment's.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: RefCell<Vec<Node>>,
    nameless: RefCell<QualName>,
    /// The comment that was made last.
    comment: RefCell<Option<(NodeId, StrTendril)>>,
    /// The first made of the texts that grew since [`Tree::forget_growth`].
    grown: Cell<Option<NodeId>>,
    /// Whether a tag gave attributes to an element that stood there already.
    reached_out: Cell<bool>,
}

#[derive(Debug)]
struct Node {
    /// What is no element has a name that no element can have.
    name: QualName,
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    /// Whether it is MathML that holds HTML.
    holds_html: bool,
}

impl Tree {
    pub(super) fn new() -> Self {
        let tree = Self {
            nodes: RefCell::default(),
            nameless: RefCell::new(special("")),
            comment: RefCell::default(),
            grown: Cell::default(),
            reached_out: Cell::default(),
        };
        tree.make(special("#document"), false);
        tree
    }

    /// How many nodes have been made.
    pub(super) fn made(&self) -> usize {
        self.nodes.borrow().len()
    }

    pub(super) fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.nodes.borrow().get(node)?.parent
    }

    pub(super) fn count_children(&self, node: NodeId) -> usize {
        self.nodes.borrow().get(node).map_or(0, |node| node.children.len())
    }

    /// The names of the children of `node` from the one at position `first` on, as `nodeName` gives them in a browser.
    pub(super) fn child_names(&self, node: NodeId, first: usize) -> Vec<String> {
        let nodes = self.nodes.borrow();
        let children = nodes.get(node).and_then(|node| node.children.get(first..)).unwrap_or_default();
        children.iter().filter_map(|child| nodes.get(*child)).map(|child| node_name(&child.name)).collect()
    }

    /// The comment that was made last, if it holds exactly that text.
    pub(super) fn last_comment(&self, text: &str) -> Option<NodeId> {
        self.comment.borrow().as_ref().filter(|(_, comment)| &**comment == text).map(|(node, _)| *node)
    }

    /// The first made of the texts that grew since [`Tree::forget_growth`].
    pub(super) fn grown(&self) -> Option<NodeId> {
        self.grown.get()
    }

    pub(super) fn forget_growth(&self) {
        self.grown.set(None);
    }

    /// Whether a tag gave attributes to an element that stood there already.
    pub(super) fn reached_out(&self) -> bool {
        self.reached_out.get()
    }

    fn make(&self, name: QualName, holds_html: bool) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { name, parent: None, children: Vec::new(), holds_html });
        nodes.len() - 1
    }

    fn is_text(&self, node: NodeId) -> bool {
        self.nodes.borrow().get(node).is_some_and(|node| &*node.name.local == TEXT)
    }

    /// Puts `child` into `parent` at a position: behind what stands before it, and text becomes part of text.
    fn insert(&self, parent: NodeId, position: usize, child: &NodeOrText<NodeId>) {
        let child = match child {
            NodeOrText::AppendNode(child) => {
                self.remove_from_parent(child);
                *child
            }
            NodeOrText::AppendText(_) => {
                let nodes = self.nodes.borrow();
                let before = position.checked_sub(1).and_then(|before| nodes.get(parent)?.children.get(before)).copied();
                drop(nodes);
                if let Some(text) = before.filter(|before| self.is_text(*before)) {
                    self.grown.set(Some(self.grown.get().map_or(text, |grown| grown.min(text))));
                    return;
                }
                self.make(special(TEXT), false)
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        if let Some(node) = nodes.get_mut(child) {
            node.parent = Some(parent);
        }
        if let Some(node) = nodes.get_mut(parent) {
            let position = position.min(node.children.len());
            node.children.insert(position, child);
        }
    }
}

/// The name of what is no element.
fn special(name: &str) -> QualName {
    QualName::new(None, ns!(), LocalName::from(name))
}

fn node_name(name: &QualName) -> String {
    if name.ns == ns!(html) { name.local.to_ascii_uppercase().to_string() } else { name.local.to_string() }
}

impl TreeSink for Tree {
    type Handle = NodeId;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        let name = Ref::filter_map(self.nodes.borrow(), |nodes| nodes.get(*target).map(|node| &node.name));
        name.unwrap_or_else(|_| self.nameless.borrow())
    }

    fn create_element(&self, name: QualName, _: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.make(name, flags.mathml_annotation_xml_integration_point)
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        let node = self.make(special(COMMENT), false);
        self.comment.replace(Some((node, text)));
        node
    }

    fn create_pi(&self, target: StrTendril, _: StrTendril) -> NodeId {
        self.make(special(&target), false)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, self.count_children(*parent), &child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.parent(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(node) = &new {
            self.remove_from_parent(node);
        }
        let nodes = self.nodes.borrow();
        let parent = nodes.get(*sibling).and_then(|node| node.parent);
        let position = parent.and_then(|parent| nodes.get(parent)?.children.iter().position(|child| child == sibling));
        drop(nodes);
        if let Some((parent, position)) = parent.zip(position) {
            self.insert(parent, position, &new);
        }
    }

    fn add_attrs_if_missing(&self, _: &NodeId, _: Vec<Attribute>) {
        self.reached_out.set(true);
    }

    fn is_mathml_annotation_xml_integration_point(&self, node: &NodeId) -> bool {
        self.nodes.borrow().get(*node).is_some_and(|node| node.holds_html)
    }

    fn remove_from_parent(&self, target: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let parent = nodes.get_mut(*target).and_then(|node| node.parent.take());
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
            parent.children.retain(|child| child != target);
        }
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let children = nodes.get_mut(*node).map(|node| std::mem::take(&mut node.children)).unwrap_or_default();
        for child in &children {
            if let Some(child) = nodes.get_mut(*child) {
                child.parent = Some(*new_parent);
            }
        }
        if let Some(parent) = nodes.get_mut(*new_parent) {
            parent.children.extend(children);
        }
    }
}

#[cfg(test)]
impl Tree {
    /// The node's content, as in `P(#text B(#text)) #text`.
    pub(super) fn dump(&self, node: NodeId) -> Vec<String> {
        let children = self.nodes.borrow().get(node).map(|node| node.children.clone()).unwrap_or_default();
        let names = self.child_names(node, 0);
        let inner = |(child, name): (&NodeId, String)| match self.dump(*child) {
            content if content.is_empty() => name,
            content => format!("{name}({})", content.join(" ")),
        };
        children.iter().zip(names).map(inner).collect()
    }
}

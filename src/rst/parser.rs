//! What the parser keeps while it reads a text: names, title styles, roles, problems. Its methods are spread over the modules of constructs.

use std::collections::HashMap;

use super::directive::Depot;
use super::inline::Roles;
use super::message::Message;
use super::source::{Arena, Line, Source};
use super::tree::{Element, Name, NameId, Node, Severity, Tag};
use super::{CallKind, Called, Files, Settings};
use crate::document::{NESTING_LIMIT, Span};

/// Reads one text, and what it includes.
pub(super) struct Parser<'a> {
    arena: &'a Arena,
    pub(super) settings: &'a Settings,
    pub(super) files: &'a dyn Files,
    pub(super) names: Vec<Name>,
    known: HashMap<String, Known>,
    /// Underlines of titles, and overlines with them, in the order of their first use: the level is the position.
    pub(super) styles: Vec<(Option<char>, char)>,
    pub(super) roles: Roles,
    pub(super) depot: Depot<'a>,
    pub(super) substitutions: HashMap<String, NameId>,
    pub(super) messages: Vec<Message>,
    calls: Vec<Called>,
    /// Where the outermost block stands: the place of problems that have no line of their own.
    pub(super) here: Line<'a>,
    depth: usize,
}

/// Who has a name.
struct Known {
    holder: Option<NameId>,
    is_explicit: bool,
}

/// What is being filled: the nodes so far, with the sections that are open around new ones.
#[derive(Debug)]
pub(super) struct Flow {
    pub(super) parent: Tag,
    nodes: Vec<Node>,
    /// Each with what comes right behind it.
    open: Vec<(Element, Vec<Node>)>,
}

impl Flow {
    pub(super) fn new(parent: Tag) -> Self {
        Self { parent, nodes: Vec::new(), open: Vec::new() }
    }

    pub(super) fn push(&mut self, node: impl Into<Node>) {
        let node = node.into();
        match self.open.last_mut() {
            Some((section, _)) => section.children.push(node),
            None => self.nodes.push(node),
        }
    }

    pub(super) fn extend(&mut self, nodes: Vec<Node>) {
        match self.open.last_mut() {
            Some((section, _)) => section.children.extend(nodes),
            None => self.nodes.extend(nodes),
        }
    }

    /// Closes sections until only `level` of them are open.
    pub(super) fn close_to(&mut self, level: usize) {
        while self.open.len() > level {
            if let Some((section, behind)) = self.open.pop() {
                self.push(section);
                self.extend(behind);
            }
        }
    }

    /// Whether nothing is in it so far.
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.open.is_empty()
    }

    /// How many sections are open.
    pub(super) fn level(&self) -> usize {
        self.open.len()
    }

    /// Opens a section; `behind` comes right after it.
    pub(super) fn open(&mut self, section: Element, behind: Vec<Node>) {
        self.open.push((section, behind));
    }

    pub(super) fn finish(mut self) -> Vec<Node> {
        self.close_to(0);
        self.nodes
    }

    /// Whether problems can be shown where the flow stands.
    pub(super) fn holds_blocks(&self) -> bool {
        let is_list = matches!(
            self.parent,
            Tag::DefinitionList | Tag::FieldList | Tag::BulletList | Tag::EnumeratedList | Tag::LineBlock | Tag::OptionList
        );
        // What these read is looked at before it gets its place.
        let is_apart = matches!(self.parent, Tag::SubstitutionDefinition | Tag::Figure | Tag::Table | Tag::Pending);
        !is_list && !is_apart
    }
}

/// The lines of a block, and how far they are read.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    pub(super) lines: Vec<Line<'a>>,
    pub(super) at: usize,
    /// Whether titles may stand here.
    pub(super) titles: bool,
    /// Whether this is the outermost block.
    pub(super) is_root: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(lines: Vec<Line<'a>>, titles: bool, is_root: bool) -> Self {
        Self { lines, at: 0, titles, is_root }
    }

    pub(super) fn line(&self) -> Option<Line<'a>> {
        self.lines.get(self.at).copied()
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<Line<'a>> {
        self.lines.get(self.at + ahead).copied()
    }

    pub(super) fn next_is_blank(&self) -> bool {
        self.peek(1).is_none_or(|line| line.is_blank())
    }

    /// The line at `index`; just past the end, an empty one there.
    pub(super) fn place(&self, index: usize, fallback: Line<'a>) -> Line<'a> {
        let past = |last: &Line<'a>| Line {
            text: "",
            at: last.at + last.text.len(),
            column: 0,
            number: last.number + 1,
            own: last.own + 1,
            ..*last
        };
        self.lines.get(index).copied().or_else(|| self.lines.last().map(past)).unwrap_or(fallback)
    }
}

impl<'a> Parser<'a> {
    pub(super) fn new(arena: &'a Arena, settings: &'a Settings, files: &'a dyn Files, first: Line<'a>) -> Self {
        Self {
            arena,
            settings,
            files,
            names: Vec::new(),
            known: HashMap::new(),
            styles: Vec::new(),
            roles: Roles::default(),
            depot: Depot::default(),
            substitutions: HashMap::new(),
            messages: Vec::new(),
            calls: Vec::new(),
            here: first,
            depth: 0,
        }
    }

    /// The tree of what was read.
    pub(super) fn finish(self, flow: Flow, root: Element) -> super::Tree {
        let mut children = self.depot.top;
        children.extend(flow.finish());
        if let Some(decoration) = super::directive::decorations(self.depot.header, self.depot.footer) {
            children.insert(self.depot.decoration.min(children.len()), decoration.into());
        }
        let root = match self.depot.title {
            Some(title) => root.set("title", title),
            None => root,
        };
        super::Tree { root: root.with(children), names: self.names, messages: self.messages, calls: self.calls }
    }

    /// Lists a call, where calls are listed.
    pub(super) fn called(&mut self, kind: CallKind, name: &str, span: Span) {
        if self.settings.lists_calls {
            self.calls.push(Called { kind, name: name.to_owned(), span });
        }
    }

    /// Keeps a text that lines are to be taken from.
    pub(super) fn keep(&mut self, source: Source) -> &'a Source {
        let (kept, arena) = self.arena.add(source);
        self.arena = arena;
        kept
    }

    /// Says that the block stands at line `index`.
    pub(super) fn stand(&mut self, cursor: &Cursor<'a>, index: usize) {
        if cursor.is_root {
            self.here = cursor.place(index, self.here);
        }
    }

    /// Reads nested lines as blocks.
    pub(super) fn blocks(&mut self, lines: Vec<Line<'a>>, parent: Tag) -> Vec<Node> {
        let mut flow = Flow::new(parent);
        self.blocks_into(&mut Cursor::new(lines, false, false), &mut flow);
        flow.finish()
    }

    /// Reads nested lines into a flow; lines that nest too deeply are kept as they are, with a problem.
    pub(super) fn blocks_into(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        if self.depth < NESTING_LIMIT {
            self.depth += 1;
            self.body(cursor, flow);
            self.depth -= 1;
        } else if let (Some(first), Some(last)) = (cursor.lines.first().copied(), cursor.lines.last()) {
            let text = joined(&cursor.lines);
            let span = first.span_to(last);
            let message = format!("Nested more than {NESTING_LIMIT} levels deep; shown as it is written.");
            let shown = self.problem(Severity::Severe, message, first);
            flow.push(shown);
            flow.push(literal_block(text, span));
            cursor.at = cursor.lines.len();
        }
    }

    /// Records a problem at a line; returns the element that shows it.
    pub(super) fn problem(&mut self, severity: Severity, text: impl Into<String>, place: Line<'a>) -> Element {
        let text = text.into();
        let span = place.span();
        let message = Message {
            severity,
            text: text.clone(),
            span,
            source: place.source.name.clone(),
            line: place.number,
            column: place.column + 1,
        };
        self.messages.push(message);
        let paragraph = Element::new(Tag::Paragraph, span).with(vec![Node::Text(text, span)]);
        Element::new(Tag::SystemMessage, span)
            .set("level", (severity as u8).to_string())
            .set("line", place.number.to_string())
            .set("source", place.source.name.clone())
            .set("type", severity.name())
            .with(vec![paragraph.into()])
    }

    /// Records a problem with the text that has it.
    pub(super) fn problem_in(&mut self, severity: Severity, text: impl Into<String>, place: Line<'a>, shown: String) -> Element {
        let mut element = self.problem(severity, text, place);
        let block = literal_block(shown, element.span);
        element.children.push(block.into());
        element
    }

    /// Whether something has this name.
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    /// Gives a name to a place; returns the problem if another place has it already. `destination` is where a target leads that is not itself
    /// the place.
    pub(super) fn name(
        &mut self,
        text: String,
        is_explicit: bool,
        destination: Option<String>,
        span: Span,
        place: Line<'a>,
    ) -> (NameId, Option<Element>) {
        let id = NameId(self.names.len() as u32);
        self.names.push(Name { text: text.clone(), is_duplicate: false, destination, is_explicit, span });
        let Some(known) = self.known.get_mut(&text) else {
            self.known.insert(text, Known { holder: Some(id), is_explicit });
            return (id, None);
        };
        let (holder, was_explicit) = (known.holder, known.is_explicit);
        known.is_explicit |= is_explicit;
        let destination = |id: NameId| self.names.get(id.0 as usize).and_then(|n| n.destination.as_deref());
        let same = holder.and_then(destination).filter(|there| destination(id) == Some(*there));
        let (severity, message, lost): (_, _, &[Option<NameId>]) = if let Some(there) = same {
            let shown = there.get(1..).unwrap_or_default();
            (Severity::Info, format!("Duplicate name \"{text}\" for external target \"{shown}\"."), &[Some(id)])
        } else if is_explicit && was_explicit {
            known.holder = None;
            (Severity::Warning, format!("Duplicate explicit target name: \"{text}\"."), &[Some(id), holder])
        } else if is_explicit {
            known.holder = Some(id);
            if holder.is_none() {
                return (id, None);
            }
            (Severity::Info, format!("Target name overrides implicit target name \"{text}\"."), &[holder])
        } else {
            let both = [Some(id), if was_explicit { None } else { holder }];
            if !was_explicit {
                known.holder = None;
            }
            (Severity::Info, format!("Duplicate implicit target name: \"{text}\"."), &[both[0], both[1]])
        };
        for id in lost.iter().flatten() {
            if let Some(name) = self.names.get_mut(id.0 as usize) {
                name.is_duplicate = true;
            }
        }
        (id, Some(self.problem(severity, message, place)))
    }
}

/// The lines as one text.
pub(super) fn joined(lines: &[Line<'_>]) -> String {
    let mut text = String::with_capacity(lines.iter().map(|l| l.text.len() + 1).sum());
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        text.push_str(line.text);
    }
    text
}

/// From the start of the first line to the end of the last.
pub(super) fn span_of(lines: &[Line<'_>]) -> Span {
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => first.span_to(last),
        _ => Span::default(),
    }
}

/// Text that is shown as it is.
pub(super) fn literal_block(text: String, span: Span) -> Element {
    verbatim(Tag::LiteralBlock, text, span)
}

/// An element of text in which white space counts.
pub(super) fn verbatim(tag: Tag, text: String, span: Span) -> Element {
    let element = Element::new(tag, span).set("xml:space", "preserve");
    if text.is_empty() { element } else { element.with(vec![Node::Text(text, span)]) }
}

//! State diagrams: transitions, composite states and their regions, notes.

use std::ops::Range;

use super::cursor::{Cursor, bare, trimmed};
use super::{Group, Link, Mention, Sketch, style};

pub(super) fn read(sketch: &mut Sketch, source: &str, body: Range<usize>) {
    let mut cursor = Cursor::new(source, body);
    let mut open: Vec<usize> = Vec::new();
    loop {
        cursor.eat_while(|c| c.is_whitespace() || c == ';');
        if cursor.is_done() {
            break;
        }
        let start = cursor.at;
        let group = open.last().copied();
        if cursor.eat("%%") || cursor.eat_word("direction") || cursor.eat_word("click") || cursor.eat_word("hide") {
            cursor.eat_line();
        } else if cursor.eat("}") {
            open.pop();
        } else if cursor.rest().starts_with("--") && !cursor.rest().starts_with("-->") {
            cursor.eat_line();
            if let Some(last) = open.last_mut() {
                let region = sketch.groups.get(*last).cloned();
                *last = sketch.groups.len();
                sketch.groups.extend(region);
            }
        } else if cursor.eat_word("note") {
            note(sketch, &mut cursor);
        } else if cursor.eat_word("state") {
            if let Some(id) = declaration(sketch, &mut cursor, group) {
                open.push(sketch.groups.len());
                sketch.groups.push(Group { id, group });
            }
        } else if !sketch.common(&mut cursor) && !style::statement(sketch, &mut cursor) {
            transition(sketch, &mut cursor, group);
        }
        if cursor.at == start {
            cursor.eat_line();
        }
    }
    sketch.names_as_labels();
}

/// `note right of A : words`, or words in lines of their own up to `end note`.
fn note(sketch: &mut Sketch, cursor: &mut Cursor<'_>) {
    let source = cursor.text;
    let line = cursor.eat_line();
    let text = source.get(line.clone()).unwrap_or_default();
    if let Some(colon) = text.find(':') {
        sketch.labels.push(trimmed(source, line.start + colon + 1..line.end));
    } else if let Some(quoted) = text.find('"') {
        let end = text.rfind('"').unwrap_or(text.len());
        sketch.labels.push(bare(source, line.start + quoted..line.start + end + 1));
    } else if let Some(words) = cursor.eat_until("end note") {
        sketch.labels.push(trimmed(source, words));
    }
}

/// What follows `state`; the name of a composite state whose body begins.
fn declaration(sketch: &mut Sketch, cursor: &mut Cursor<'_>, group: Option<usize>) -> Option<String> {
    let source = cursor.text;
    cursor.skip_spaces();
    let mut label = None;
    if cursor.eat("\"") {
        label = Some(trimmed(source, cursor.eat_until("\"")?));
        cursor.skip_spaces();
        if !cursor.eat_word("as") {
            cursor.eat_line();
            return None;
        }
        cursor.skip_spaces();
    }
    let range = name(cursor);
    let id = source.get(range.clone()).unwrap_or_default().to_owned();
    style::suffix(sketch, cursor, &id);
    cursor.skip_spaces();
    let mut shape = String::new();
    if cursor.eat("<<") || cursor.eat("[[") {
        source.get(cursor.eat_while(char::is_alphabetic)).unwrap_or_default().clone_into(&mut shape);
        cursor.eat_line();
    } else if cursor.rest().starts_with(':') {
        description(sketch, cursor);
    }
    if shape.is_empty() {
        sketch.labels.extend(label.clone());
    } else {
        // A fork shows no words; its name must not be taken for any.
        label = Some(range.end..range.end);
    }
    sketch.nodes.push(Mention { id: id.clone(), range, label, shape, group });
    cursor.skip_spaces();
    cursor.eat("{").then_some(id)
}

/// `A --> B : words`, `A : words`, `A`
fn transition(sketch: &mut Sketch, cursor: &mut Cursor<'_>, group: Option<usize>) {
    let Some(from) = end(sketch, cursor, group) else { return };
    cursor.skip_spaces();
    if cursor.eat("-->") {
        cursor.skip_spaces();
        if let Some(to) = end(sketch, cursor, group) {
            sketch.links.push(Link { from: from.state(), to: to.state(), group });
        }
        cursor.skip_spaces();
        if cursor.rest().starts_with(':') {
            description(sketch, cursor);
        }
    } else if cursor.rest().starts_with(':') {
        let words = description(sketch, cursor);
        if let Some(last) = sketch.nodes.last_mut() {
            last.label = Some(words);
            "description".clone_into(&mut last.shape);
        }
    }
}

fn description(sketch: &mut Sketch, cursor: &mut Cursor<'_>) -> Range<usize> {
    cursor.eat(":");
    let words = trimmed(cursor.text, cursor.eat_while(|c| c != '\n' && c != ';'));
    sketch.labels.push(words.clone());
    words
}

/// One end of a transition.
enum End {
    /// `[*]`
    Edge,
    State(String),
}

impl End {
    fn state(self) -> Option<String> {
        match self {
            Self::Edge => None,
            Self::State(id) => Some(id),
        }
    }
}

fn end(sketch: &mut Sketch, cursor: &mut Cursor<'_>, group: Option<usize>) -> Option<End> {
    if cursor.eat("[*]") {
        return Some(End::Edge);
    }
    let range = name(cursor);
    let id = cursor.text.get(range.clone()).filter(|id| !id.is_empty())?.to_owned();
    style::suffix(sketch, cursor, &id);
    sketch.nodes.push(Mention { id: id.clone(), range, label: None, shape: String::new(), group });
    Some(End::State(id))
}

fn name(cursor: &mut Cursor<'_>) -> Range<usize> {
    let range = cursor.eat_while(|c| !c.is_whitespace() && !matches!(c, ':' | '{' | '}' | ';' | '<' | '['));
    let text = cursor.text.get(range.clone()).unwrap_or_default();
    let length = text.find("-->").unwrap_or(text.len());
    cursor.at = range.start + length;
    range.start..cursor.at
}

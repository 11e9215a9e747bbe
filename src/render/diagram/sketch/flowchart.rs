//! Flowcharts: chains of nodes and links, and subgraphs.

use std::ops::Range;

use super::cursor::{Cursor, bare, trimmed};
use super::{Group, Link, Mention, Sketch, style};

/// The brackets around a label, longer ones first, and what closes them.
const SHAPES: &[(&str, &[&str])] = &[
    ("(((", &[")))"]),
    ("((", &["))"]),
    ("([", &["])"]),
    ("(-", &["-)"]),
    ("(", &[")"]),
    ("[[", &["]]"]),
    ("[(", &[")]"]),
    ("[/", &["/]", "\\]"]),
    ("[\\", &["\\]", "/]"]),
    ("[", &["]"]),
    ("{{", &["}}"]),
    ("{", &["}"]),
    (">", &["]"]),
];

pub(super) fn read(sketch: &mut Sketch, source: &str, body: Range<usize>) {
    let mut cursor = Cursor::new(source, body);
    // The direction behind the kind.
    cursor.eat_while(|c| c != '\n' && c != ';');
    let mut open: Vec<usize> = Vec::new();
    let mut named_links: Vec<String> = Vec::new();
    loop {
        cursor.eat_while(|c| c.is_whitespace() || c == ';');
        if cursor.is_done() {
            break;
        }
        let start = cursor.at;
        if cursor.eat("%%") || cursor.eat_word("direction") || cursor.eat_word("click") {
            cursor.eat_line();
        } else if cursor.eat_word("subgraph") {
            let group = open.last().copied();
            let id = subgraph(sketch, &mut cursor);
            open.push(sketch.groups.len());
            sketch.groups.push(Group { id, group });
        } else if cursor.eat_word("end") {
            open.pop();
        } else if !sketch.common(&mut cursor) && !style::statement(sketch, &mut cursor) {
            chain(sketch, &mut cursor, open.last().copied(), &mut named_links);
        }
        if cursor.at == start {
            cursor.eat_line();
        }
    }
    let is_node = |node: &Mention| !named_links.contains(&node.id) && sketch.groups.iter().all(|group| group.id != node.id);
    let nodes = std::mem::take(&mut sketch.nodes);
    sketch.nodes = nodes.into_iter().filter(is_node).collect();
    sketch.names_as_labels();
}

/// The id and the title behind `subgraph`.
fn subgraph(sketch: &mut Sketch, cursor: &mut Cursor<'_>) -> String {
    let source = cursor.text;
    let line = trimmed(source, cursor.eat_while(|c| c != '\n' && c != ';'));
    let text = source.get(line.clone()).unwrap_or_default();
    let bracket = text.find('[').filter(|_| text.ends_with(']'));
    let Some(bracket) = bracket else {
        sketch.labels.push(bare(source, line.clone()));
        return source.get(bare(source, line)).unwrap_or_default().to_owned();
    };
    sketch.labels.push(bare(source, line.start + bracket + 1..line.end - 1));
    text.get(..bracket).unwrap_or_default().trim().to_owned()
}

/// `A & B -->|label| C --> D`
fn chain(sketch: &mut Sketch, cursor: &mut Cursor<'_>, group: Option<usize>, named_links: &mut Vec<String>) {
    let mut left = nodes(sketch, cursor, group);
    loop {
        let before = *cursor;
        cursor.skip_blank();
        let Some(label) = link(cursor, named_links) else {
            *cursor = before;
            return;
        };
        sketch.labels.push(label);
        cursor.skip_blank();
        let right = nodes(sketch, cursor, group);
        if let (Some(first), Some(last)) = (left.first(), right.first()) {
            let to_right = right.iter().map(|to| (first, to));
            let from_left = left.iter().skip(1).map(|from| (from, last));
            for (from, to) in to_right.chain(from_left) {
                sketch.links.push(Link { from: Some(from.clone()), to: Some(to.clone()), group });
            }
        }
        left = right;
    }
}

/// `A & B`
fn nodes(sketch: &mut Sketch, cursor: &mut Cursor<'_>, group: Option<usize>) -> Vec<String> {
    let mut ids = Vec::new();
    loop {
        let Some(id) = node(sketch, cursor, group) else { return ids };
        ids.push(id);
        let before = *cursor;
        cursor.skip_blank();
        if !cursor.eat("&") {
            *cursor = before;
            return ids;
        }
        cursor.skip_blank();
    }
}

/// `A["label"]:::class`
fn node(sketch: &mut Sketch, cursor: &mut Cursor<'_>, group: Option<usize>) -> Option<String> {
    let source = cursor.text;
    let range = id(cursor);
    let name = source.get(range.clone()).filter(|name| !name.is_empty())?.to_owned();
    let (mut label, mut shape) = (None, String::new());
    style::suffix(sketch, cursor, &name);
    if cursor.eat("@{") {
        let data = cursor.eat_until("}").unwrap_or(cursor.at..cursor.at);
        (label, shape) = shape_data(source, data);
    } else if let Some((opening, closing)) = SHAPES.iter().find(|(opening, _)| cursor.rest().starts_with(opening)) {
        cursor.eat(opening);
        label = bracketed(cursor, closing);
        (*opening).clone_into(&mut shape);
    }
    style::suffix(sketch, cursor, &name);
    sketch.labels.extend(label.clone());
    sketch.nodes.push(Mention { id: name.clone(), range, label, shape, group });
    Some(name)
}

fn id(cursor: &mut Cursor<'_>) -> Range<usize> {
    let rest = cursor.rest();
    let mut length = rest.len();
    for (at, c) in rest.char_indices() {
        let next = rest.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let ends = match c {
            '-' => next.is_none_or(|next| matches!(next, '-' | '.')),
            '=' => next == Some('='),
            '~' => next == Some('~'),
            ':' => next == Some(':'),
            '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' | '|' | ';' | '&' | '@' | '"' => true,
            c => c.is_whitespace(),
        };
        if ends {
            length = at;
            break;
        }
    }
    cursor.at += length;
    cursor.at - length..cursor.at
}

/// The label up to the closing bracket, which quotation marks may hide.
fn bracketed(cursor: &mut Cursor<'_>, closing: &[&str]) -> Option<Range<usize>> {
    let source = cursor.text;
    let start = cursor.at;
    let mut quoted = false;
    for (at, c) in cursor.rest().char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        let rest = source.get(start + at..).unwrap_or_default();
        if let Some(closing) = closing.iter().find(|closing| !quoted && rest.starts_with(**closing)) {
            cursor.at = start + at + closing.len();
            return Some(bare(source, start..start + at));
        }
    }
    None
}

/// The label and the shape in `@{ shape: rect, label: "Words" }`.
fn shape_data(source: &str, data: Range<usize>) -> (Option<Range<usize>>, String) {
    let text = source.get(data.clone()).unwrap_or_default();
    let value = |key: &str| {
        let at = text.find(key)? + key.len();
        let mut cursor = Cursor::new(source, data.start + at..data.end);
        cursor.skip_blank();
        let quoted = cursor.eat("\"");
        Some(if quoted {
            cursor.eat_until("\"").unwrap_or(cursor.at..cursor.at)
        } else {
            trimmed(source, cursor.eat_while(|c| c != ',' && c != '\n'))
        })
    };
    let shape = value("shape:").and_then(|range| source.get(range)).unwrap_or_default().to_owned();
    (value("label:"), shape)
}

/// A link; where its label stands, which is nowhere if it has none.
fn link(cursor: &mut Cursor<'_>, named_links: &mut Vec<String>) -> Option<Range<usize>> {
    let mut trial = *cursor;
    let name = trial.eat_while(|c| c.is_alphanumeric() || c == '_');
    if !name.is_empty() && trial.eat("@") {
        named_links.push(cursor.text.get(name).unwrap_or_default().to_owned());
    } else {
        trial = *cursor;
    }
    if matches!(trial.peek(), Some('<' | 'x' | 'o')) {
        trial.at += 1;
    }
    let label = if trial.eat("~~~") {
        trial.eat_while(|c| c == '~');
        None
    } else if trial.rest().starts_with("-.") {
        dotted(&mut trial)
    } else if trial.rest().starts_with("--") {
        solid(&mut trial, '-')
    } else if trial.rest().starts_with("==") {
        solid(&mut trial, '=')
    } else {
        return None;
    };
    *cursor = trial;
    let before = *cursor;
    cursor.skip_spaces();
    if cursor.eat("|") {
        let text = cursor.eat_until("|").unwrap_or(cursor.at..cursor.at);
        return Some(bare(cursor.text, text));
    }
    *cursor = before;
    Some(label.unwrap_or(cursor.at..cursor.at))
}

/// `-->`, `---`, `-- label -->`, and the same with `=`.
fn solid(cursor: &mut Cursor<'_>, line: char) -> Option<Range<usize>> {
    let body = cursor.eat_while(|c| c == line);
    let ended = matches!(cursor.peek(), Some('>' | 'x' | 'o'));
    if ended {
        cursor.at += 1;
        return None;
    }
    if body.len() > 2 {
        return None;
    }
    let mark = if line == '-' { "--" } else { "==" };
    let label = cursor.eat_until(mark)?;
    cursor.eat_while(|c| c == line);
    if matches!(cursor.peek(), Some('>' | 'x' | 'o')) {
        cursor.at += 1;
    }
    Some(bare(cursor.text, label))
}

/// `-.->`, `-. label .->`
fn dotted(cursor: &mut Cursor<'_>) -> Option<Range<usize>> {
    cursor.eat("-");
    cursor.eat_while(|c| c == '.');
    let label = if cursor.eat("-") { None } else { cursor.eat_until(".-").map(|label| bare(cursor.text, label)) };
    if matches!(cursor.peek(), Some('>' | 'x' | 'o')) {
        cursor.at += 1;
    }
    label
}

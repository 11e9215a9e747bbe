//! Sequence diagrams: participants, messages, notes and blocks.

use std::ops::Range;

use super::cursor::{Cursor, lines, trimmed};
use super::{Link, Mention, Sketch};

/// The words that begin a block or a part of one, with its title behind them.
const BLOCKS: &[&str] = &["loop", "alt", "else", "opt", "par_over", "par", "and", "critical", "option", "break"];

/// The arrows between participants, longer ones first.
const ARROWS: &[&str] = &[
    "<<-->>", "<<->>", "-->>", "->>", "--x", "-x", "--)", "-)", "-->", "->", "--|\\", "--|/", "-|\\", "-|/", "--\\\\", "--//",
    "-\\\\", "-//",
];

pub(super) fn read(sketch: &mut Sketch, source: &str, body: Range<usize>) {
    let mut behind = body.start;
    for line in lines(source, body.clone()) {
        // A description over several lines has been read already.
        if line.start < behind {
            continue;
        }
        let mut cursor = Cursor::new(source, line.start..source.len());
        if sketch.common(&mut cursor) {
            behind = cursor.at;
            continue;
        }
        let mut cursor = Cursor::new(source, line.clone());
        statement(sketch, &mut cursor);
    }
    sketch.names_as_labels();
}

fn statement(sketch: &mut Sketch, cursor: &mut Cursor<'_>) {
    let source = cursor.text;
    if cursor.eat_word("title") {
        cursor.skip_spaces();
        cursor.eat(":");
        let title = cursor.eat_line();
        sketch.title(source, title);
    } else if BLOCKS.iter().any(|word| cursor.eat_word(word)) {
        sketch.labels.push(trimmed(source, cursor.eat_line()));
    } else if cursor.eat_word("box") {
        cursor.skip_spaces();
        let words = trimmed(source, cursor.eat_line());
        sketch.labels.push(without_colour(source, words));
    } else if cursor.eat_word("note") || cursor.eat_word("Note") {
        let line = cursor.eat_line();
        let text = source.get(line.clone()).unwrap_or_default();
        if let Some(colon) = text.find(':') {
            let about = text.get(..colon).unwrap_or_default();
            let words = about.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
            for word in words.skip_while(|word| matches!(*word, "over" | "left" | "right" | "of")) {
                sketch.links.push(Link { from: Some(word.to_owned()), to: None, group: None });
            }
            sketch.labels.push(message(source, line.start + colon + 1..line.end));
        }
    } else {
        cursor.eat_word("create");
        cursor.skip_spaces();
        if ["participant", "actor"].iter().any(|word| cursor.eat_word(word)) {
            participant(sketch, cursor);
        } else {
            arrow(sketch, cursor);
        }
    }
}

/// `participant A as Words`
fn participant(sketch: &mut Sketch, cursor: &mut Cursor<'_>) {
    let source = cursor.text;
    let line = trimmed(source, cursor.eat_line());
    let text = source.get(line.clone()).unwrap_or_default();
    let (id, label) = match text.find(" as ") {
        Some(at) => (line.start..line.start + at, Some(trimmed(source, line.start + at + 4..line.end))),
        None => (line, None),
    };
    let mut id = trimmed(source, id);
    let name = source.get(id.clone()).unwrap_or_default();
    if let Some(data) = name.find("@{") {
        id = trimmed(source, id.start..id.start + data);
    }
    sketch.labels.extend(label.clone());
    let name = source.get(id.clone()).unwrap_or_default().to_owned();
    sketch.nodes.push(Mention { id: name, range: id, label, shape: "participant".to_owned(), group: None });
}

/// `A->>+B: words`
fn arrow(sketch: &mut Sketch, cursor: &mut Cursor<'_>) {
    let source = cursor.text;
    let start = cursor.at;
    let line = cursor.eat_line();
    let text = source.get(line.clone()).unwrap_or_default();
    let colon = text.find(':').unwrap_or(text.len());
    let ends = text.get(..colon).unwrap_or_default();
    let first = ends.char_indices().find_map(|(at, _)| {
        let rest = ends.get(at..)?;
        ARROWS.iter().find(|arrow| rest.starts_with(**arrow)).map(|arrow| (at, arrow.len()))
    });
    let Some((at, length)) = first else { return };
    let from = end(source, start..start + at);
    let to = end(source, start + at + length..start + ends.len());
    let text_of = |range: &Range<usize>| source.get(range.clone()).unwrap_or_default().to_owned();
    sketch.links.push(Link { from: Some(text_of(&from)), to: Some(text_of(&to)), group: None });
    for range in [from, to] {
        sketch.nodes.push(Mention { id: text_of(&range), range, label: None, shape: String::new(), group: None });
    }
    if colon < text.len() {
        sketch.labels.push(message(source, line.start + colon + 1..line.end));
    }
}

/// A participant without the marks of activation and central connections.
fn end(source: &str, range: Range<usize>) -> Range<usize> {
    let range = trimmed(source, range);
    let text = source.get(range.clone()).unwrap_or_default();
    let front = text.len() - text.trim_start_matches(['+', '-', '(', ')']).len();
    let back = text.len() - text.trim_end_matches(['(', ')']).len();
    trimmed(source, range.start + front..(range.end - back).max(range.start + front))
}

/// A message without the words that say how to break its lines.
fn message(source: &str, range: Range<usize>) -> Range<usize> {
    let range = trimmed(source, range);
    let text = source.get(range.clone()).unwrap_or_default();
    let front = ["wrap:", "nowrap:"].iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len());
    trimmed(source, range.start + front..range.end)
}

/// The title of a box, which a colour may stand before.
fn without_colour(source: &str, range: Range<usize>) -> Range<usize> {
    let text = source.get(range.clone()).unwrap_or_default();
    let length = if text.starts_with("rgb") || text.starts_with("hsl") {
        text.find(')').map_or(0, |at| at + 1)
    } else {
        let word = text.split_whitespace().next().unwrap_or_default();
        let is_colour = word == "transparent" || super::super::palette::parse_colour(word).is_some();
        if is_colour { word.len() } else { 0 }
    };
    trimmed(source, range.start + length..range.end)
}

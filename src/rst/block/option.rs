//! Option lists: the options of a command, each with what it does.

use super::super::parser::{Cursor, Flow, Parser, span_of};
use super::super::source::Line;
use super::super::tree::{Element, Node, Tag};
use super::indented::{Cut, Margin};
use super::{Start, classify};

/// The length of an option list item's marker: options with commas between them, and two spaces or the end of the line behind.
pub(super) fn option_marker(line: &str) -> Option<usize> {
    let mut at = option(line)?;
    while let Some(length) = line.get(at..).and_then(|rest| rest.strip_prefix(", ")).and_then(option) {
        at += 2 + length;
    }
    let rest = line.get(at..)?;
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    (spaces >= 2 || rest.len() == spaces).then_some(at + spaces)
}

/// The length of one option at the start of `text`.
fn option(text: &str) -> Option<usize> {
    let is_word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    let bytes = text.as_bytes();
    let (start, is_long) = match bytes {
        [b'-', b'-', ..] => (2, true),
        [b'/', ..] => (1, true),
        [b'-' | b'+', ..] => (1, false),
        _ => return None,
    };
    if !bytes.get(start).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let rest = bytes.get(start + 1..).unwrap_or_default();
    let mut end = start + 1;
    if is_long {
        end += rest.iter().take_while(|b| is_word(b)).count();
    }
    let separator = match bytes.get(end) {
        Some(b' ') => 1,
        Some(b'=') if is_long => 1,
        _ if is_long => return Some(end),
        _ => 0,
    };
    let argument = text.get(end + separator..).and_then(argument);
    Some(argument.map_or(end, |length| end + separator + length))
}

/// The length of an option's argument: a word, or anything in angle brackets.
fn argument(text: &str) -> Option<usize> {
    if let Some(inner) = text.strip_prefix('<') {
        let length = inner.find(['<', '>'])?;
        return (length > 0 && inner[length..].starts_with('>')).then_some(length + 2);
    }
    let word = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    text.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(word)
}

impl<'a> Parser<'a> {
    pub(super) fn option_list(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        let Some(first) = cursor.line() else { return };
        let mut list = Element::new(Tag::OptionList, first.span());
        let marker = option_marker(first.text).unwrap_or_default();
        let Some(mut is_closed) = self.option_item(cursor, first, marker, &mut list) else {
            return self.text(cursor, first, flow);
        };
        let more = self.items(cursor, |parser, cursor, line| match classify(line.text) {
            Start::Option(marker) => parser.option_item(cursor, line, marker, &mut list),
            _ => None,
        });
        is_closed = more.unwrap_or(is_closed);
        flow.push(list);
        if !is_closed {
            self.unindent(cursor, "Option list", flow);
        }
    }

    /// Adds an item; nothing, and the cursor stays, where no description follows.
    fn option_item(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, marker: usize, list: &mut Element) -> Option<bool> {
        let start = cursor.at;
        let block = self.indented(cursor, Margin::First(marker), Cut::default());
        if block.lines.is_empty() {
            cursor.at = start;
            return None;
        }
        let span = span_of(&block.lines);
        let children = self.blocks(block.lines, Tag::Description);
        let group = Element::new(Tag::OptionGroup, line.span()).with(options(line.part(0..marker)));
        let description = Element::new(Tag::Description, span).with(children);
        let whole = crate::document::Span { end: span.end.max(line.span().end), ..line.span() };
        list.span.end = list.span.end.max(whole.end);
        list.children.push(Element::new(Tag::OptionListItem, whole).with(vec![group.into(), description.into()]).into());
        Some(block.is_closed)
    }
}

/// The options of a marker: commas separate them, but for those in angle brackets.
fn options(marker: Line<'_>) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut at = 0;
    while let Some(rest) = marker.text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(length) = option(rest) else { break };
        nodes.push(one(marker.part(at..at + length)));
        at += length + 2;
    }
    nodes
}

fn one(written: Line<'_>) -> Node {
    let text = written.text;
    let is_long = text.starts_with("--") || text.starts_with('/');
    let name_end = if is_long { text.find(['=', ' ']).unwrap_or(text.len()) } else { text.len().min(2) };
    let rest = &text[name_end..];
    let delimiter = usize::from(rest.starts_with(['=', ' ']));
    let part = |tag, range: std::ops::Range<usize>| {
        let line = written.part(range);
        Element::new(tag, line.span()).with(vec![Node::Text(line.text.to_owned(), line.span())])
    };
    let mut children = vec![Node::from(part(Tag::OptionString, 0..name_end))];
    if !rest.is_empty() {
        let argument = part(Tag::OptionArgument, name_end + delimiter..text.len()).set("delimiter", &rest[..delimiter]);
        children.push(argument.into());
    }
    Element::new(Tag::Option, written.span()).with(children).into()
}

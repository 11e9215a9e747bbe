//! Field lists.

use super::super::parser::{Cursor, Flow, Parser, span_of};
use super::super::prose::Prose;
use super::super::source::Line;
use super::super::tree::{Element, Tag};
use super::indented::{Cut, Margin};
use super::{Start, classify};

/// The length of a field's marker, `:name:` and the spaces behind it. The name may hold escaped colons, and colons that no word starts after.
pub(crate) fn field_marker(line: &str) -> Option<usize> {
    let rest = line.strip_prefix(':')?;
    if rest.is_empty() || rest.starts_with([':', ' ']) {
        return None;
    }
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b':' => {
                let next = bytes.get(at + 1);
                let ends = matches!(next, None | Some(b' '));
                if ends && bytes.get(at.wrapping_sub(1)) != Some(&b' ') {
                    let after = &rest[at + 1..];
                    return Some(1 + at + 1 + (after.len() - after.trim_start_matches(' ').len()));
                }
                if matches!(next, None | Some(b' ' | b'`')) {
                    return None;
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
    None
}

impl<'a> Parser<'a> {
    pub(super) fn field_list(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        let Some(first) = cursor.line() else { return };
        let mut list = Element::new(Tag::FieldList, first.span());
        let marker = field_marker(first.text).unwrap_or_default();
        let is_closed = self.field(cursor, first, marker, &mut list, flow);
        let mut inner = Flow::new(Tag::FieldList);
        let more = self.items(cursor, |parser, cursor, line| match classify(line.text) {
            Start::Field(marker) => Some(parser.field(cursor, line, marker, &mut list, &mut inner)),
            _ => None,
        });
        flow.push(list);
        if !more.unwrap_or(is_closed) {
            self.unindent(cursor, "Field list", flow);
        }
    }

    fn field(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, marker: usize, list: &mut Element, flow: &mut Flow) -> bool {
        let end = line.text.get(..marker).and_then(|text| text.rfind(':')).unwrap_or(marker);
        // White space of other kinds than the space is kept.
        let name = Line { text: line.text.get(1..end).unwrap_or_default(), ..line.from(1) };
        let block = self.indented(cursor, Margin::First(marker), Cut::default());
        let prose = Prose::new(&[name], name);
        let (nodes, messages) = self.inline(&prose, flow);
        let mut body = Flow::new(Tag::FieldBody);
        body.extend(messages);
        let span = span_of(&block.lines);
        self.blocks_into(&mut Cursor::new(block.lines, false, false), &mut body);
        let field_name = Element::new(Tag::FieldName, name.span()).with(nodes);
        let field_body = Element::new(Tag::FieldBody, span).with(body.finish());
        let whole = crate::document::Span { end: span.end.max(line.span().end), ..line.span() };
        list.span.end = list.span.end.max(whole.end);
        list.children.push(Element::new(Tag::Field, whole).with(vec![field_name.into(), field_body.into()]).into());
        block.is_closed
    }
}

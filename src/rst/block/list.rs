//! Bullet lists and enumerated lists.

use super::super::parser::{Cursor, Flow, Parser, span_of};
use super::super::source::Line;
use super::super::tree::{Element, Node, Severity, Tag};
use super::enumerator::{Enumerator, Sequence, enumerator, next_is_fitting};
use super::indented::{Cut, Margin};
use super::{Start, classify};

impl<'a> Parser<'a> {
    pub(super) fn bullet_list(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, marker: usize, flow: &mut Flow) {
        let bullet = line.text.chars().next().unwrap_or('-');
        let mut list = Element::new(Tag::BulletList, line.span()).set("bullet", bullet.to_string());
        let mut is_closed = self.list_item(cursor, marker, &mut list);
        let more = self.items(cursor, |parser, cursor, line| match classify(line.text) {
            Start::Bullet(marker) if line.text.starts_with(bullet) => Some(parser.list_item(cursor, marker, &mut list)),
            _ => None,
        });
        is_closed = more.unwrap_or(is_closed);
        flow.push(list);
        if !is_closed {
            self.unindent(cursor, "Bullet list", flow);
        }
    }

    /// Adds the item whose marker takes the first bytes; returns whether a blank line or the end follows it.
    fn list_item(&mut self, cursor: &mut Cursor<'a>, marker: usize, list: &mut Element) -> bool {
        let text = cursor.line().map_or("", |line| line.text);
        let columns = text.get(..marker).map_or(marker, |mark| mark.chars().count());
        let margin = if text.len() > marker { Margin::Known { first: marker, columns } } else { Margin::First(marker) };
        let whole = cursor.line().map(|line| line.span()).unwrap_or_default();
        let block = self.indented(cursor, margin, Cut::default());
        let span = crate::document::Span { start: whole.start, ..span_of(&block.lines) };
        let span = if block.lines.is_empty() { whole } else { span };
        let children = self.blocks(block.lines, Tag::ListItem);
        list.span.end = list.span.end.max(span.end);
        list.children.push(Node::from(Element::new(Tag::ListItem, span).with(children)));
        block.is_closed
    }

    pub(super) fn enumerated_list(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, flow: &mut Flow) {
        let next = cursor.peek(1);
        let found = enumerator(line.text).and_then(|mark| Some((mark, mark.sequence(None), mark.ordinal(mark.sequence(None))?)));
        let Some((mark, sequence, first)) =
            found.filter(|(mark, sequence, ordinal)| next_is_fitting(next, *mark, *sequence, *ordinal))
        else {
            return self.text(cursor, line, flow);
        };
        let kind = if sequence == Sequence::Auto { Sequence::Arabic } else { sequence };
        let mut list = Element::new(Tag::EnumeratedList, line.span())
            .set("enumtype", kind.name())
            .set("prefix", mark.format.prefix())
            .set("suffix", mark.format.suffix());
        let mut problem = None;
        if first != 1 {
            list = list.set("start", first.to_string());
            let message = format!("Enumerated list start value not ordinal-1: \"{}\" (ordinal {first})", mark.text);
            problem = Some(self.problem(Severity::Info, message, line.in_its_source()));
        }
        let mut is_closed = self.list_item(cursor, mark.length, &mut list);
        let mut is_auto = sequence == Sequence::Auto;
        let mut previous = first;
        let fits = |found: Enumerator<'a>, is_auto: bool, before: u64, next: Option<Line<'a>>| {
            let sequence = found.sequence(Some(kind));
            let ordinal = found.ordinal(sequence)?;
            let continues =
                sequence == Sequence::Auto || (sequence == kind && !is_auto && before.checked_add(1) == Some(ordinal));
            let fits = found.format == mark.format && continues && next_is_fitting(next, found, sequence, ordinal);
            fits.then_some((sequence, ordinal))
        };
        let more = self.items(cursor, |parser, cursor, line| {
            if classify(line.text) != Start::Enumerator {
                return None;
            }
            let found = enumerator(line.text)?;
            let (sequence, ordinal) = fits(found, is_auto, previous, cursor.peek(1))?;
            is_auto |= sequence == Sequence::Auto;
            previous = ordinal;
            Some(parser.list_item(cursor, found.length, &mut list))
        });
        is_closed = more.unwrap_or(is_closed);
        flow.push(list);
        if let Some(problem) = problem {
            flow.push(problem);
        }
        if !is_closed {
            self.unindent(cursor, "Enumerated list", flow);
        }
    }
}

//! Literal blocks: indented, or quoted by one character in front of each line.

use super::super::chars::is_adornment;
use super::super::parser::{Cursor, Flow, Parser, joined, literal_block, span_of};
use super::super::tree::Severity;
use super::indented::{Cut, Margin, trim_end};

impl<'a> Parser<'a> {
    /// The literal block that a paragraph announced.
    pub(super) fn literal(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        let start = cursor.at;
        let mut block = self.indented(cursor, Margin::Least, Cut::default());
        trim_end(&mut block.lines);
        if block.lines.is_empty() {
            cursor.at = start;
            return self.quoted(cursor, flow);
        }
        flow.push(literal_block(joined(&block.lines), span_of(&block.lines)));
        if !block.is_closed {
            self.unindent(cursor, "Literal block", flow);
        }
    }

    fn quoted(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        while cursor.line().is_some_and(|line| line.is_blank()) {
            cursor.at += 1;
        }
        let first = cursor.line();
        let quote = first.and_then(|line| line.text.chars().next()).filter(|c| is_adornment(*c));
        let Some(quote) = quote else {
            let place = cursor.place(cursor.at, self.here);
            return flow.push(self.problem(Severity::Warning, "Literal block expected; none found.", place));
        };
        let rest = cursor.lines.get(cursor.at..).unwrap_or_default();
        let length = rest.iter().take_while(|line| line.text.starts_with(quote)).count();
        let lines = rest.get(..length).unwrap_or_default();
        flow.push(literal_block(joined(lines), span_of(lines)));
        cursor.at += length;
        self.stand(cursor, cursor.at - 1);
        let Some(next) = cursor.line().filter(|line| !line.is_blank()) else { return };
        let message = if next.is_indented() { "Unexpected indentation." } else { "Inconsistent literal block quoting." };
        flow.push(self.problem(Severity::Error, message, next));
    }
}

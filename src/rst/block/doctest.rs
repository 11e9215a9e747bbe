//! Doctest blocks: an interactive session, up to the next blank line.

use super::super::parser::{Cursor, Flow, Parser, joined, span_of, verbatim};
use super::super::source::Line;
use super::super::tree::Tag;

impl<'a> Parser<'a> {
    pub(super) fn doctest_block(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        let lines: Vec<Line<'a>> = cursor.lines.iter().skip(cursor.at).take_while(|line| !line.is_blank()).copied().collect();
        cursor.at += lines.len();
        self.stand(cursor, cursor.at - 1);
        flow.push(verbatim(Tag::DoctestBlock, joined(&lines), span_of(&lines)));
    }
}

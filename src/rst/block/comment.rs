//! Comments: explicit markup that is nothing else.

use super::super::parser::{Cursor, Parser, joined, verbatim};
use super::super::source::Line;
use super::super::tree::{Element, Tag};
use super::indented::{Cut, Margin, trim_end};

impl<'a> Parser<'a> {
    /// A comment whose mark takes the first bytes of the line; and whether a blank line or the end follows. One without text that a blank
    /// line follows ends there, so that it can separate an indented block from what is above.
    pub(super) fn comment(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, mark: usize) -> (Element, bool) {
        if cursor.next_is_blank() && line.from(mark).is_blank() {
            cursor.at += 1;
            return (verbatim(Tag::Comment, String::new(), line.span()), true);
        }
        let mut block = self.indented(cursor, Margin::First(mark), Cut::default());
        trim_end(&mut block.lines);
        let span = block.lines.last().map_or(line.span(), |last| line.span_to(last));
        (verbatim(Tag::Comment, joined(&block.lines), span), block.is_closed)
    }

    /// What looked like something else on several lines. As in docutils, the comment starts with the last of them.
    pub(super) fn comment_of_malformed(
        &mut self,
        cursor: &mut Cursor<'a>,
        line: Line<'a>,
        mark: usize,
        last: usize,
    ) -> (Element, bool) {
        cursor.at = last.max(cursor.at);
        let bytes = cursor.line().map_or(mark, |line| line.text.chars().take(mark).map(char::len_utf8).sum());
        let (comment, is_closed) = self.comment(cursor, line, bytes);
        let span = crate::document::Span { start: line.span().start, ..comment.span };
        (Element { span, ..comment }, is_closed)
    }
}

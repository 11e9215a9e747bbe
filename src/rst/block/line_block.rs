//! Line blocks: lines that stay lines, nested by their indentation.

use super::super::chars::indent;
use super::super::parser::{Cursor, Flow, Parser};
use super::super::prose::Prose;
use super::super::source::Line;
use super::super::tree::{Element, Node, Severity, Tag};
use super::indented::{Cut, Margin};
use super::{Start, classify};
use crate::document::{NESTING_LIMIT, Span};

/// A line, and how far it is indented; an empty one takes that of the line before.
pub(crate) type Indentation = (Option<usize>, Element);

impl<'a> Parser<'a> {
    pub(super) fn line_block(&mut self, cursor: &mut Cursor<'a>, first: Line<'a>, flow: &mut Flow) {
        let mut lines = Vec::new();
        let mut messages = Vec::new();
        // Problems stand behind the block, which is in its place before its lines are read.
        let mut behind = Flow::new(flow.parent);
        let mut is_closed = self.block_line(cursor, first, &mut lines, &mut messages, &mut behind);
        let was_root = std::mem::take(&mut cursor.is_root);
        let mut last = first;
        let mut inner = Flow::new(Tag::LineBlock);
        while !is_closed {
            let Some(line) = cursor.line().filter(|line| matches!(classify(line.text), Start::LineBlock(_))) else { break };
            last = line;
            is_closed = self.block_line(cursor, line, &mut lines, &mut messages, &mut inner);
        }
        cursor.is_root = was_root;
        self.stand(cursor, cursor.at - 1);
        flow.push(nested(lines, first.span_to(&last), 0));
        flow.extend(behind.finish());
        flow.extend(messages);
        if !is_closed {
            let place = cursor.place(cursor.at, self.here);
            let place = Line { number: first.number + 1, ..place };
            flow.push(self.problem(Severity::Warning, "Line block ends without a blank line.", place));
        }
    }

    fn block_line(
        &mut self,
        cursor: &mut Cursor<'a>,
        line: Line<'a>,
        lines: &mut Vec<Indentation>,
        messages: &mut Vec<Node>,
        flow: &mut Flow,
    ) -> bool {
        let rest = line.text.get(1..).unwrap_or_default();
        let indentation = indent(rest).saturating_sub(1);
        let marker = 1 + indent(rest);
        let has_text = line.text.trim_end() != "|";
        let block = self.indented(cursor, Margin::First(marker), Cut { until_blank: true, ..Cut::default() });
        let prose = Prose::new(&block.lines, line.from(marker)).at(line.from(marker));
        let (nodes, problems) = self.inline(&prose, flow);
        messages.extend(problems);
        lines.push((has_text.then_some(indentation), Element::new(Tag::Line, line.span()).with(nodes)));
        block.is_closed
    }
}

/// The lines as a block with blocks in it for those that are indented further.
pub(crate) fn nested(lines: Vec<Indentation>, span: Span, depth: usize) -> Element {
    let mut last = 0;
    let known: Vec<(usize, Element)> = lines
        .into_iter()
        .map(|(indentation, line)| {
            last = indentation.unwrap_or(last);
            (last, line)
        })
        .collect();
    segment(known, span, depth)
}

fn segment(lines: Vec<(usize, Element)>, span: Span, depth: usize) -> Element {
    let least = lines.iter().map(|(indentation, _)| *indentation).min().unwrap_or(0);
    let mut block = Element::new(Tag::LineBlock, span);
    let mut deeper: Vec<(usize, Element)> = Vec::new();
    for (indentation, line) in lines {
        if indentation > least && depth < NESTING_LIMIT {
            deeper.push((indentation, line));
            continue;
        }
        close(&mut deeper, &mut block, depth);
        block.children.push(line.into());
    }
    close(&mut deeper, &mut block, depth);
    block
}

fn close(deeper: &mut Vec<(usize, Element)>, block: &mut Element, depth: usize) {
    if let (Some((_, first)), Some((_, last))) = (deeper.first(), deeper.last()) {
        let span = Span { end: last.span.end.max(first.span.end), ..first.span };
        block.children.push(segment(std::mem::take(deeper), span, depth + 1).into());
    }
}

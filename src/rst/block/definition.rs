//! Definition lists.

use super::super::chars::unescaped;
use super::super::parser::{Cursor, Flow, Parser, span_of};
use super::super::prose::Prose;
use super::super::source::Line;
use super::super::tree::{Element, Node, Severity, Tag};
use super::indented::{Cut, Margin};
use super::{Start, classify};

impl<'a> Parser<'a> {
    pub(super) fn definition_list(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        let Some(first) = cursor.line() else { return };
        let mut list = Element::new(Tag::DefinitionList, first.span());
        let mut is_closed = self.definition_item(cursor, first, &mut list, flow);
        let mut inner = Flow::new(Tag::DefinitionList);
        let more = self.items(cursor, |parser, cursor, line| {
            let has_body = cursor.peek(1).is_some_and(|next| !next.is_blank() && next.is_indented());
            let is_term = has_body && !line.is_indented() && classify(line.text) == Start::Text;
            is_term.then(|| parser.definition_item(cursor, line, &mut list, &mut inner))
        });
        is_closed = more.unwrap_or(is_closed);
        flow.push(list);
        if !is_closed {
            self.unindent(cursor, "Definition list", flow);
        }
    }

    fn definition_item(&mut self, cursor: &mut Cursor<'a>, term: Line<'a>, list: &mut Element, flow: &mut Flow) -> bool {
        cursor.at += 1;
        let below = cursor.line().unwrap_or(term);
        let block = self.indented(cursor, Margin::Least, Cut::default());
        let (mut children, messages) = self.term(term, flow);
        let mut body = Flow::new(Tag::Definition);
        body.extend(messages);
        if term.text.ends_with("::") {
            let message = "Blank line missing before literal block (after the \"::\")? Interpreted as a definition list item.";
            body.push(self.problem(Severity::Info, message, below));
        }
        let span = span_of(&block.lines);
        self.blocks_into(&mut Cursor::new(block.lines, false, false), &mut body);
        children.push(Element::new(Tag::Definition, span).with(body.finish()).into());
        let whole = crate::document::Span { end: span.end.max(term.span().end), ..term.span() };
        list.span.end = list.span.end.max(whole.end);
        list.children.push(Element::new(Tag::DefinitionListItem, whole).with(children).into());
        block.is_closed
    }

    /// The term and its classifiers, which ` : ` sets off outside inline markup.
    fn term(&mut self, line: Line<'a>, flow: &mut Flow) -> (Vec<Node>, Vec<Node>) {
        let prose = Prose::new(&[line], line);
        let (nodes, messages) = self.inline_with_marks(&prose, flow);
        let mut parts = vec![Element::new(Tag::Term, line.span())];
        for node in nodes {
            let Node::Text(text, span) = node else {
                if let Some(part) = parts.last_mut() {
                    part.children.push(node);
                }
                continue;
            };
            let pieces = classifiers(&text);
            for (index, piece) in pieces.iter().enumerate() {
                let piece = if index == 0 && pieces.len() > 1 { piece.trim_end() } else { piece };
                if index > 0 {
                    parts.push(Element::new(Tag::Classifier, span));
                }
                if let Some(part) = parts.last_mut()
                    && (!piece.is_empty() || pieces.len() == 1)
                {
                    part.children.push(Node::Text(unescaped(piece), span));
                }
            }
        }
        (parts.into_iter().map(Node::from).collect(), messages)
    }
}

/// The text between colons that have spaces on both sides.
fn classifiers(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(" : ")) {
        let colon = from + at + 1;
        let before = text[start..colon].trim_end_matches(' ');
        parts.push(before);
        let after = &text[colon + 1..];
        start = colon + 1 + (after.len() - after.trim_start_matches(' ').len());
        from = start;
    }
    parts.push(&text[start..]);
    parts
}

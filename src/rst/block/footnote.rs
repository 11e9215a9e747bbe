//! Footnotes and citations.

use super::super::chars::folded;
use super::super::parser::{Cursor, Parser, span_of};
use super::super::source::Line;
use super::super::tree::{Element, Node, Severity, Tag};
use super::explicit::Constructed;
use super::indented::{Cut, Margin};

impl<'a> Parser<'a> {
    /// `[1]`, `[#]`, `[#name]` or `[*]`.
    pub(super) fn footnote(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, label: Line<'a>, content: usize) -> Constructed {
        let mut footnote = Element::new(Tag::Footnote, line.span());
        let name = match label.text.strip_prefix('#') {
            Some(name) => {
                footnote = footnote.set("auto", "1");
                name
            }
            None if label.text == "*" => {
                footnote = footnote.set("auto", "*");
                ""
            }
            None => {
                footnote.children.push(label_node(label));
                label.text
            }
        };
        self.note(cursor, line, footnote, name, content, "Footnote")
    }

    /// `[name]`.
    pub(super) fn citation(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, label: Line<'a>, content: usize) -> Constructed {
        let citation = Element::new(Tag::Citation, line.span()).with(vec![label_node(label)]);
        self.note(cursor, line, citation, label.text, content, "Citation")
    }

    fn note(
        &mut self,
        cursor: &mut Cursor<'a>,
        line: Line<'a>,
        mut note: Element,
        name: &str,
        content: usize,
        what: &str,
    ) -> Constructed {
        let block = self.indented(cursor, Margin::First(content), Cut::default());
        if !name.is_empty() {
            let (id, problem) = self.name(folded(name), true, None, line.span(), line);
            note.names.push(id);
            note.children.extend(problem.map(Node::from));
        }
        if block.lines.is_empty() {
            let message = format!("{what} content expected.");
            let here = self.here;
            note.children.push(self.problem(Severity::Warning, message, here).into());
        } else {
            note.span.end = note.span.end.max(span_of(&block.lines).end);
            note.children.extend(self.blocks(block.lines, note.tag));
        }
        (vec![note.into()], block.is_closed)
    }
}

fn label_node(label: Line<'_>) -> Node {
    Element::new(Tag::Label, label.span()).with(vec![Node::Text(label.text.to_owned(), label.span())]).into()
}

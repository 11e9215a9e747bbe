//! What starts with text: paragraphs, and whatever the second line makes of the first.

use super::super::chars::ESCAPE;
use super::super::parser::{Cursor, Flow, Parser};
use super::super::prose::Prose;
use super::super::source::Line;
use super::super::tree::{Element, Severity, Tag};
use super::is_adornment_line;

impl<'a> Parser<'a> {
    /// A line of text: title, term or start of a paragraph.
    pub(super) fn text(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, flow: &mut Flow) {
        match cursor.peek(1) {
            None => self.short_paragraph(cursor, line, flow),
            Some(next) if next.is_blank() => self.short_paragraph(cursor, line, flow),
            Some(next) if next.is_indented() => self.definition_list(cursor, flow),
            Some(next) if is_adornment_line(next.text) && self.underlined(cursor, line, next, flow) => {}
            Some(_) => self.long_paragraph(cursor, flow),
        }
    }

    fn short_paragraph(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, flow: &mut Flow) {
        cursor.at += 1;
        self.stand(cursor, cursor.at);
        if self.paragraph(&[line], flow) {
            self.literal(cursor, flow);
        }
    }

    fn long_paragraph(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        let rest = cursor.lines.get(cursor.at + 1..).unwrap_or_default();
        let length = 1 + rest.iter().take_while(|l| !l.is_blank() && !l.is_indented()).count();
        let lines: Vec<Line<'a>> = cursor.lines.iter().skip(cursor.at).take(length).copied().collect();
        cursor.at += length;
        self.stand(cursor, cursor.at - 1);
        let indented = cursor.line().filter(|line| !line.is_blank());
        let problem = indented.map(|line| self.problem(Severity::Error, "Unexpected indentation.", line.in_its_source()));
        let literal_follows = self.paragraph(&lines, flow);
        if let Some(problem) = problem {
            flow.push(problem);
        }
        if literal_follows {
            self.literal(cursor, flow);
        }
    }

    /// Adds a paragraph; returns whether its end announces a literal block.
    pub(super) fn paragraph(&mut self, lines: &[Line<'a>], flow: &mut Flow) -> bool {
        let Some(first) = lines.first().copied() else { return false };
        let mut prose = Prose::new(lines, first);
        let announced = prose.text.strip_suffix("::").is_some_and(|before| !before.ends_with(ESCAPE));
        if announced {
            let text = &prose.text;
            let before = text.get(..text.len() - 2).unwrap_or_default();
            if before.is_empty() {
                return true;
            }
            let end = if before.ends_with([' ', '\n']) { before.trim_end().len() } else { text.len() - 1 };
            prose.truncate(end);
        }
        let span = prose.span(0..prose.text.len());
        let (nodes, messages) = self.inline(&prose, flow);
        flow.push(Element::new(Tag::Paragraph, span).with(nodes));
        flow.extend(messages);
        announced
    }
}

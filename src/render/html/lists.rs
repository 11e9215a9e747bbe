//! Lists, tasks and definitions.

use std::fmt::Write;

use super::escape;
use super::{Leaves, Writer};
use crate::document::{Block, BlockKind, Definition, List, ListItem, Numbering};

impl<'a, L: Leaves> Writer<'a, L> {
    pub(super) fn list(&mut self, list: &'a List) {
        let name = if list.numbering.is_some() { "ol" } else { "ul" };
        self.out.push('<');
        self.out.push_str(name);
        if let Some(Numbering { start, style }) = list.numbering {
            if style != '1' {
                escape::attribute(&mut self.out, "type", style.encode_utf8(&mut [0; 4]));
            }
            if start != 1 {
                let _ = write!(self.out, " start=\"{start}\"");
            }
        }
        if !self.options.plain && list.items.iter().any(|item| item.task.is_some()) {
            self.out.push_str(" class=\"task-list\"");
        }
        self.out.push_str(">\n");
        for item in &list.items {
            self.item(item, list.tight);
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    fn item(&mut self, item: &'a ListItem, tight: bool) {
        let is_task = item.task.is_some() && !self.options.plain;
        self.out.push_str(if is_task { "<li class=\"task\">" } else { "<li>" });
        let mut body = item.body.as_slice();
        if let Some(done) = item.task {
            body = self.task(done, tight, body);
        }
        if tight {
            self.bare_blocks(body);
        } else if !body.is_empty() {
            self.end_line();
            self.blocks(body);
        }
        self.out.push_str("</li>\n");
    }

    /// The box of a task. Where paragraphs are set as such, it stands in the first one; what is left of the item is returned.
    fn task(&mut self, done: bool, tight: bool, body: &'a [Block]) -> &'a [Block] {
        let checked = if done { " checked" } else { "" };
        let label = if self.options.plain { "" } else { " aria-label=\"Task\"" };
        let mark = format!("<input type=\"checkbox\" disabled{checked}{label}> ");
        match body {
            [Block { kind: BlockKind::Paragraph(content), .. }, rest @ ..] if !tight => {
                self.out.push_str("\n<p>");
                self.out.push_str(&mark);
                self.inlines(content);
                self.out.push_str("</p>\n");
                rest
            }
            _ => {
                self.out.push_str(&mark);
                body
            }
        }
    }

    pub(super) fn definitions(&mut self, entries: &'a [Definition], glossary: bool) {
        self.out.push_str(if glossary { "<dl class=\"glossary\">\n" } else { "<dl>\n" });
        for entry in entries {
            for (term, attributes) in &entry.terms {
                self.open("dt", &[], attributes);
                self.inlines(term);
                if attributes.classes.iter().any(|class| class == "object") && self.options.anchors {
                    attributes.id.iter().for_each(|id| self.permalink(id, "entry", term));
                }
                self.out.push_str("</dt>\n");
            }
            for body in &entry.bodies {
                self.out.push_str("<dd>");
                if entry.tight {
                    self.bare_blocks(body);
                } else {
                    self.end_line();
                    self.blocks(body);
                }
                self.out.push_str("</dd>\n");
            }
        }
        self.out.push_str("</dl>\n");
    }
}

//! Footnotes: marks in the text, and the notes at the foot of the page in the order of their first marks.

use std::collections::HashMap;
use std::fmt::Write;

use super::escape;
use super::{Leaves, Writer};
use crate::document::{Block, BlockKind, NoteSign};

/// The footnotes of a page, and which of them have been referred to so far.
pub(super) struct Footnotes<'a> {
    /// In the order of definition.
    defined: Vec<(&'a str, &'a NoteSign, &'a [Block])>,
    /// In the order of first reference.
    referred: Vec<Note<'a>>,
    /// Positions in `defined` and in `referred` by label.
    places: HashMap<&'a str, (usize, Option<usize>)>,
}

struct Note<'a> {
    sign: &'a NoteSign,
    body: &'a [Block],
    id: String,
    /// The anchors of the marks, in order.
    marks: Vec<String>,
}

impl<'a> Footnotes<'a> {
    pub(super) fn of(blocks: &'a [Block]) -> Self {
        let mut notes = Self { defined: Vec::new(), referred: Vec::new(), places: HashMap::new() };
        notes.collect(blocks);
        notes
    }

    /// Whether the notes are told by more than their numbers in order.
    fn has_signs(&self) -> bool {
        self.defined.iter().any(|(_, sign, _)| **sign != NoteSign::Ordinal)
    }

    fn collect(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            if let BlockKind::Footnote { label, sign, body } = &block.kind
                && !self.places.contains_key(label.as_str())
            {
                self.places.insert(label, (self.defined.len(), None));
                self.defined.push((label, sign, body));
            }
            for body in block.bodies() {
                self.collect(body);
            }
        }
    }
}

impl<L: Leaves> Writer<'_, L> {
    pub(super) fn footnote_reference(&mut self, label: &str, sign: &NoteSign) {
        self.order_of_definition();
        let Some(number) = self.note(label) else {
            let mark = match sign {
                NoteSign::Ordinal => format!("[^{label}]"),
                NoteSign::Given(sign) | NoteSign::Citation(sign) => format!("[{sign}]"),
            };
            return escape::text(&mut self.out, &mark);
        };
        let count = self.footnotes.referred.get(number).map_or(0, |note| note.marks.len()) + 1;
        let name = anchor(label);
        let wish = if count == 1 { format!("fnref-{name}") } else { format!("fnref-{name}-{count}") };
        let id = self.unique_id(&wish);
        let shown = shown(number, sign);
        let (before, after) = match sign {
            NoteSign::Citation(_) => ("<span class=\"citation-ref\">[<a", "</a>]</span>"),
            NoteSign::Ordinal | NoteSign::Given(_) => ("<sup class=\"footnote-ref\"><a", "</a></sup>"),
        };
        self.out.push_str(before);
        escape::attribute(&mut self.out, "id", &id);
        if let Some(note) = self.footnotes.referred.get_mut(number) {
            escape::link(&mut self.out, "href", &format!("#{}", note.id));
            note.marks.push(id);
        }
        let kind = if matches!(sign, NoteSign::Citation(_)) { "Citation" } else { "Footnote" };
        escape::attribute(&mut self.out, "aria-label", &format!("{kind} {shown}"));
        self.out.push('>');
        escape::text(&mut self.out, &shown);
        self.out.push_str(after);
    }

    /// Notes that are told by signs of their own stand in the order in which they are written.
    fn order_of_definition(&mut self) {
        if self.footnotes.referred.is_empty() && self.footnotes.has_signs() {
            for (label, _, _) in self.footnotes.defined.clone() {
                self.note(label);
            }
        }
    }

    /// The position of a note among those that are referred to; it gets the next one if this is its first reference.
    fn note(&mut self, label: &str) -> Option<usize> {
        let (defined, referred) = *self.footnotes.places.get(label)?;
        if referred.is_some() {
            return referred;
        }
        let (label, sign, body) = *self.footnotes.defined.get(defined)?;
        let number = self.footnotes.referred.len();
        let id = self.unique_id(&format!("fn-{}", anchor(label)));
        self.footnotes.referred.push(Note { sign, body, id, marks: Vec::new() });
        self.footnotes.places.insert(label, (defined, Some(number)));
        Some(number)
    }

    /// The notes. What a note refers to comes after it, and what nothing refers to comes last, so that no words are lost.
    pub(super) fn footnote_section(&mut self) {
        if self.footnotes.defined.is_empty() {
            return;
        }
        self.order_of_definition();
        let has_signs = self.footnotes.has_signs();
        let mut bodies = Vec::new();
        let mut unseen = 0;
        loop {
            while let Some(note) = self.footnotes.referred.get(bodies.len()) {
                let body = note.body;
                bodies.push(self.aside(|w| w.blocks(body)));
            }
            let Some((label, _, _)) = self.footnotes.defined.get(unseen) else { break };
            unseen += 1;
            self.note(label);
        }
        self.out.push_str("<section class=\"footnotes\" aria-label=\"Footnotes\">\n");
        self.out.push_str(if has_signs { "<ol class=\"signed\" role=\"list\">\n" } else { "<ol>\n" });
        let notes = std::mem::take(&mut self.footnotes.referred);
        for (number, (note, body)) in notes.iter().zip(bodies).enumerate() {
            self.out.push_str("<li");
            escape::attribute(&mut self.out, "id", &note.id);
            self.out.push_str(">\n");
            let sign = shown(number, note.sign);
            if has_signs {
                self.out.push_str("<span class=\"footnote-sign\">");
                escape::text(
                    &mut self.out,
                    &if matches!(note.sign, NoteSign::Citation(_)) { format!("[{sign}]") } else { sign.clone() },
                );
                self.out.push_str("</span>\n");
            }
            let links = back_links(&sign, &note.marks);
            match body
                .strip_suffix("</p>\n")
                .filter(|_| matches!(note.body.last(), Some(Block { kind: BlockKind::Paragraph(_), .. })))
            {
                Some(open) => self.out.extend([open, &links, "</p>\n"]),
                None if links.is_empty() => self.out.push_str(&body),
                None => self.out.extend([&body, "<p>", links.trim_start(), "</p>\n"]),
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}

/// What a note at that position is told by.
fn shown(position: usize, sign: &NoteSign) -> String {
    match sign {
        NoteSign::Ordinal => (position + 1).to_string(),
        NoteSign::Given(sign) | NoteSign::Citation(sign) => sign.clone(),
    }
}

fn back_links(sign: &str, marks: &[String]) -> String {
    let mut links = String::new();
    for (at, mark) in marks.iter().enumerate() {
        links.push_str(" <a class=\"footnote-back\"");
        escape::link(&mut links, "href", &format!("#{mark}"));
        let which = if at == 0 { String::new() } else { format!(", place {}", at + 1) };
        escape::attribute(&mut links, "aria-label", &format!("Back to reference {sign}{which}"));
        links.push_str(">↩");
        if at > 0 {
            let _ = write!(links, "<sup>{}</sup>", at + 1);
        }
        links.push_str("</a>");
    }
    links
}

/// A label in a form that may stand in an anchor, where the fragment of a URL has no `#`.
fn anchor(label: &str) -> String {
    label.replace('#', " ").split_whitespace().collect::<Vec<_>>().join("-")
}

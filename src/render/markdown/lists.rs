//! Lists, definitions, and the lines in front of which something hangs.

use super::{Writer, blocks};
use crate::document::{Block, BlockKind, Definition, List, ListItem, Numbering};

impl Writer<'_> {
    /// With `second`, the list's marker is the other one, so that it is not taken for a part of the list before it.
    pub(super) fn list(&self, list: &List, second: bool) -> String {
        let mut number = list.numbering.map_or(1, |Numbering { start, .. }| start);
        let mut items = Vec::with_capacity(list.items.len());
        let mut tight = list.tight;
        for item in &list.items {
            let marker = match (list.numbering, second) {
                (Some(_), false) => format!("{number}. "),
                (Some(_), true) => format!("{number}) "),
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
            };
            number = number.saturating_add(1);
            let (body, stays_tight) = self.item(item, list.tight);
            tight &= stays_tight;
            items.push(hang(&marker, marker.len(), &body));
        }
        items.join(if tight { "\n" } else { "\n\n" })
    }

    /// The item without its marker, and whether it can be part of a tight list.
    fn item(&self, item: &ListItem, tight: bool) -> (String, bool) {
        let written = self.each_block(&item.body);
        let mut text = match item.task {
            Some(true) => "[x] ".to_owned(),
            Some(false) => "[ ] ".to_owned(),
            None => String::new(),
        };
        let (mut before, mut is_tight) = (None, tight);
        for (block, body) in &written {
            if let Some(before) = before {
                let close = tight && abuts(before, block);
                is_tight &= close;
                text.push_str(if close { "\n" } else { "\n\n" });
            }
            text.push_str(body);
            before = Some(*block);
        }
        (text, is_tight)
    }

    /// Each term on a line of its own, then each definition behind a colon.
    pub(super) fn definitions(&self, entries: &[Definition]) -> String {
        let mut out = Vec::with_capacity(entries.len());
        for entry in entries {
            let terms = entry.terms.iter().map(|(term, attributes)| {
                let anchors = blocks::anchors(attributes, None);
                format!("{}{}", anchors.trim_end(), self.paragraph_line(term))
            });
            let mut text = terms.collect::<Vec<_>>().join("\n");
            for body in &entry.bodies {
                text.push_str(if entry.tight { "\n" } else { "\n\n" });
                text.push_str(&hang(": ", 2, &self.blocks(body)));
            }
            out.push(text);
        }
        out.join("\n\n")
    }

    fn paragraph_line(&self, content: &[crate::document::Inline]) -> String {
        super::escape::lines(&self.heading_text(content))
    }
}

/// Whether `next` can follow `before` without an empty line between them.
fn abuts(before: &Block, next: &Block) -> bool {
    let interrupts = match &next.kind {
        BlockKind::List(list) => list.numbering.is_none_or(|numbering| numbering.start == 1),
        BlockKind::Code(_) | BlockKind::Diagram(_) | BlockKind::Quote(_) | BlockKind::Verbatim(_) => true,
        _ => false,
    };
    interrupts && matches!(before.kind, BlockKind::Paragraph(_))
}

/// `text` behind `marker`, its further lines indented by `indent` columns.
pub(super) fn hang(marker: &str, indent: usize, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + marker.len());
    for (number, line) in text.split('\n').enumerate() {
        if number == 0 {
            out.push_str(marker);
        } else {
            out.push('\n');
            if !line.is_empty() {
                out.extend(std::iter::repeat_n(' ', indent));
            }
        }
        out.push_str(line);
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

/// `text` as a quotation.
pub(super) fn quote(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    text.trim_end().split('\n').map(line).collect::<Vec<_>>().join("\n")
}

//! What stands within a block.

use super::{Block, BlockKind};

impl Block {
    /// The same as [`Block::bodies`], to be changed.
    pub fn bodies_mut(&mut self) -> Vec<&mut Vec<Block>> {
        match &mut self.kind {
            BlockKind::Quote(body) | BlockKind::Container { body, .. } | BlockKind::Footnote { body, .. } => vec![body],
            BlockKind::List(list) => list.items.iter_mut().map(|item| &mut item.body).collect(),
            BlockKind::Definitions { entries, .. } => entries.iter_mut().flat_map(|entry| &mut entry.bodies).collect(),
            BlockKind::Table(table) => table.rows.iter_mut().flatten().map(|cell| &mut cell.body).collect(),
            BlockKind::Admonition(admonition) => vec![&mut admonition.body],
            BlockKind::VersionNote(note) => vec![&mut note.body],
            BlockKind::Figure(figure) => vec![&mut figure.legend],
            BlockKind::Tabs(tabs) => tabs.iter_mut().map(|tab| &mut tab.body).collect(),
            BlockKind::Card(card) => vec![&mut card.header, &mut card.body, &mut card.footer],
            _ => Vec::new(),
        }
    }

    /// The lists of blocks directly within the block, in order.
    #[must_use]
    pub fn bodies(&self) -> Vec<&[Block]> {
        match &self.kind {
            BlockKind::Quote(body) | BlockKind::Container { body, .. } | BlockKind::Footnote { body, .. } => vec![body],
            BlockKind::List(list) => list.items.iter().map(|item| item.body.as_slice()).collect(),
            BlockKind::Definitions { entries, .. } => entries.iter().flat_map(|entry| &entry.bodies).map(Vec::as_slice).collect(),
            BlockKind::Table(table) => table.rows.iter().flatten().map(|cell| cell.body.as_slice()).collect(),
            BlockKind::Admonition(admonition) => vec![&admonition.body],
            BlockKind::VersionNote(note) => vec![&note.body],
            BlockKind::Figure(figure) => vec![&figure.legend],
            BlockKind::Tabs(tabs) => tabs.iter().map(|tab| tab.body.as_slice()).collect(),
            BlockKind::Card(card) => vec![&card.header, &card.body, &card.footer],
            BlockKind::Paragraph(_)
            | BlockKind::Heading(_)
            | BlockKind::Code(_)
            | BlockKind::Diagram(_)
            | BlockKind::Rule
            | BlockKind::Literal { .. }
            | BlockKind::Math { .. }
            | BlockKind::RawHtml(_)
            | BlockKind::Image(_)
            | BlockKind::Toctree(_)
            | BlockKind::Contents { .. }
            | BlockKind::Verbatim(_) => Vec::new(),
        }
    }
}

//! What stands within a block.

use super::{Block, BlockKind};

impl Block {
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
            BlockKind::Paragraph(_)
            | BlockKind::Heading(_)
            | BlockKind::Code(_)
            | BlockKind::Diagram(_)
            | BlockKind::Rule
            | BlockKind::Math { .. }
            | BlockKind::RawHtml(_)
            | BlockKind::Image(_)
            | BlockKind::Toctree(_)
            | BlockKind::Contents { .. }
            | BlockKind::Verbatim(_) => Vec::new(),
        }
    }
}

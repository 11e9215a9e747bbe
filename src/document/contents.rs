//! How often a page may list its headings.

use super::{AnchorKind, BlockKind, Builder, Inline, Span};
use crate::diagnostic::Finding;

/// How many lists of the same headings are made. Each is as long as there are headings: as many lists would be as long as the square.
const LISTS: usize = 9;

impl Builder<'_> {
    /// A list of the page's headings, or of those of the section that it stands in. After many of the same there is a finding, and no other list.
    pub fn contents(&mut self, span: Span, depth: u8, local: bool, title: Vec<Inline>) -> Option<BlockKind> {
        let is_heading = |kind: &AnchorKind| matches!(kind, AnchorKind::Heading(_));
        let section = self.page.anchors.iter().rposition(|anchor| is_heading(&anchor.kind)).filter(|_| local);
        let lists = self.lists.entry(section).or_default();
        *lists += 1;
        if *lists <= LISTS {
            return Some(BlockKind::Contents { depth, local, title });
        }
        let message = format!("the same headings are listed {LISTS} times before; this list is left out");
        self.find(Finding::error("repeated-contents", span, message).help("keep the list that readers need"));
        None
    }
}

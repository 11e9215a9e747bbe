//! Entries of an index, which the search stands in for.

use super::Context;
use crate::document::{Block, BlockKind};

/// `index`: shows nothing; with a name it is a place.
pub(in super::super) fn index(context: &mut Context<'_, '_>) -> Vec<Block> {
    let attributes = context.attributes(&[]);
    if attributes.id.is_none() {
        return Vec::new();
    }
    vec![context.block(BlockKind::Container { attributes, body: Vec::new() })]
}

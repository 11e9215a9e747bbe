//! Blocks with classes of their own.

use super::Context;
use super::context::words;
use crate::document::{Block, BlockKind, Inline, InlineKind};

/// `container`: the argument and `:class:` are its classes.
pub(super) fn container(context: &mut Context<'_, '_>) -> Vec<Block> {
    let mut attributes = context.attributes(&[]);
    attributes.classes.splice(0..0, words(context.call.argument.text()));
    let body = context.body();
    vec![context.block(BlockKind::Container { attributes, body })]
}

/// `rubric`: a bold paragraph in a container of class `rubric`.
pub(super) fn rubric(context: &mut Context<'_, '_>) -> Vec<Block> {
    let title = context.title();
    let mut attributes = context.attributes(&title);
    attributes.classes.insert(0, "rubric".to_owned());
    let strong = Inline { span: context.call.argument.whole(), kind: InlineKind::Strong(title) };
    let paragraph = context.block(BlockKind::Paragraph(vec![strong]));
    vec![context.block(BlockKind::Container { attributes, body: vec![paragraph] })]
}

//! Directives of which a reader sees little or nothing.

use super::{Context, verbatim};
use crate::diagnostic::Finding;
use crate::document::{Admonition, Block, BlockKind, Inline, InlineKind, Markup};

/// Nothing is shown.
pub(super) fn nothing(_context: &mut Context<'_, '_>) -> Vec<Block> {
    Vec::new()
}

/// `todo`: a note under that title, where the book shows them.
pub(super) fn to_do(context: &mut Context<'_, '_>) -> Vec<Block> {
    if !context.builder.conventions().todos {
        return Vec::new();
    }
    let span = context.call.name_span;
    let title = vec![Inline { span, kind: InlineKind::Text("Todo".to_owned()) }];
    let attributes = context.attributes(&title);
    let argument = context.call.argument.clone();
    let words = context.inlines(&argument);
    let mut body = context.body();
    if !words.is_empty() {
        body.insert(0, BlockKind::Paragraph(words).at(argument.whole()));
    }
    let kind = "note".to_owned();
    vec![context.block(BlockKind::Admonition(Box::new(Admonition { kind, title, body, collapsible: None, attributes })))]
}

/// `acks`: the list in the body.
pub(super) fn acknowledgements(context: &mut Context<'_, '_>) -> Vec<Block> {
    context.body()
}

/// `eval-rst`: the body as reStructuredText.
pub(super) fn eval_rst(context: &mut Context<'_, '_>) -> Vec<Block> {
    let body = context.call.body.clone();
    context.language().foreign(Markup::Rst, context.builder, &body)
}

/// What another language than reStructuredText cannot say.
pub(super) fn only_in_rst(context: &mut Context<'_, '_>) -> Vec<Block> {
    let message = format!("`{}` means something only in reStructuredText", context.name());
    let finding = Finding::error("unknown-directive", context.call.name_span, message);
    context.builder.find(finding.help("put it into `eval-rst` with the text that it is for, or take it out"));
    verbatim(&context.call)
}

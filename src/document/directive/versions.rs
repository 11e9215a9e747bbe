//! Since when something holds.

use super::Context;
use super::call::trimmed;
use crate::document::{Block, BlockKind, VersionChange, VersionNote};

/// `versionadded` and the like: the version, then words about it in the same line or in the body.
pub(super) fn version_note(context: &mut Context<'_, '_>) -> Vec<Block> {
    let change = match context.name() {
        "versionadded" | "version-added" => VersionChange::Added,
        "versionchanged" | "version-changed" => VersionChange::Changed,
        "deprecated" | "version-deprecated" | "deprecated-removed" => VersionChange::Deprecated,
        _ => VersionChange::Removed,
    };
    let argument = context.call.argument.clone();
    let text = argument.text();
    let is_removed = context.name() == "deprecated-removed";
    let mut ends =
        text.match_indices(char::is_whitespace).map(|(at, _)| at).filter(|at| !text[..*at].ends_with(char::is_whitespace));
    let first = ends.next();
    let end = if is_removed { ends.next() } else { first }.unwrap_or(text.len());
    let mut summary = context.inlines(&trimmed(&argument, end..text.len()));
    let mut body = context.body();
    let first_is_text = matches!(body.first(), Some(Block { kind: BlockKind::Paragraph(_), .. }));
    if summary.is_empty()
        && first_is_text
        && let BlockKind::Paragraph(content) = body.remove(0).kind
    {
        summary = content;
    }
    let version = match text[..end].split_once(char::is_whitespace) {
        Some((version, removal)) => format!("{version}, to be removed in {}", removal.trim()),
        None => text[..end].to_owned(),
    };
    let attributes = context.attributes(&summary);
    context.wrapped(attributes, vec![context.block(BlockKind::VersionNote(VersionNote { change, version, summary, body }))])
}

//! Boxes that stand out.

use super::Context;
use crate::document::{Admonition, Block, BlockKind, Collapsible, Inline, InlineKind};

/// The kinds that a reader can tell apart.
const KINDS: &[&str] = &["note", "tip", "important", "warning", "caution", "danger", "seealso"];

/// `note` and the like: the argument is the title, or the text where there is no body.
pub(super) fn named(context: &mut Context<'_, '_>) -> Vec<Block> {
    let (kind, own_title) = match context.name() {
        "hint" => ("tip", Some("Hint")),
        "attention" => ("warning", Some("Attention")),
        "error" => ("danger", Some("Error")),
        name => (KINDS.iter().copied().find(|k| *k == name).unwrap_or("note"), None),
    };
    let only_argument = context.call.body.text().trim().is_empty();
    let mut title = if only_argument { Vec::new() } else { context.title() };
    if let (true, Some(words)) = (title.is_empty(), own_title) {
        title.push(Inline { span: context.call.name_span, kind: InlineKind::Text(words.to_owned()) });
    }
    if only_argument {
        context.call.body = std::mem::take(&mut context.call.argument);
    }
    admonition(context, kind, title, None)
}

/// `admonition`: a title of its own, and the look of the kind among its classes.
pub(super) fn titled(context: &mut Context<'_, '_>) -> Vec<Block> {
    let title = context.title();
    let class = context.text("class").unwrap_or_default();
    let kind = KINDS.iter().copied().find(|k| class.split_whitespace().any(|c| c == *k)).unwrap_or("admonition");
    admonition(context, kind, title, None)
}

/// `dropdown`: a box that starts closed.
pub(super) fn dropdown(context: &mut Context<'_, '_>) -> Vec<Block> {
    let mut title = context.title();
    if title.is_empty() {
        title.push(Inline { span: context.call.name_span, kind: InlineKind::Text("Details".to_owned()) });
    }
    admonition(context, "admonition", title, Some(Collapsible::Closed))
}

fn admonition(context: &mut Context<'_, '_>, kind: &str, title: Vec<Inline>, collapsible: Option<Collapsible>) -> Vec<Block> {
    let mut attributes = context.attributes(&title);
    let has_class = attributes.classes.iter().any(|c| c == "dropdown");
    attributes.classes.retain(|c| c != "dropdown" && c != kind);
    let collapsible = match collapsible {
        _ if context.flag("open") || context.text("collapsible") == Some("open") => Some(Collapsible::Open),
        None if has_class || context.flag("collapsible") => Some(Collapsible::Closed),
        given => given,
    };
    let body = context.body();
    vec![context.block(BlockKind::Admonition(Box::new(Admonition {
        kind: kind.to_owned(),
        title,
        body,
        collapsible,
        attributes,
    })))]
}

//! Alternatives of which one is shown.

use super::Context;
use crate::document::{AnchorKind, Block, BlockKind, Tab, fold, plain_text, slug};

/// `tab-set`: the tabs of all `tab-item` directives in the body.
pub(super) fn tab_set(context: &mut Context<'_, '_>) -> Vec<Block> {
    let attributes = context.attributes(&[]);
    let group = context.text("sync-group").map(|group| format!("{group}/")).unwrap_or_default();
    let mut tabs: Vec<Tab> = Vec::new();
    let mut stray = Vec::new();
    for block in context.body() {
        match block.kind {
            BlockKind::Tabs(inner) => tabs.extend(inner),
            _ => stray.push(block),
        }
    }
    if let Some(block) = stray.first() {
        context.error("bad-tab-set", block.span, "a `tab-set` holds `tab-item` directives only; this is shown below it");
    }
    if tabs.is_empty() {
        return stray;
    }
    for tab in &mut tabs {
        tab.sync = tab.sync.take().map(|key| group.clone() + &key);
    }
    let mut blocks = context.wrapped(attributes, vec![context.block(BlockKind::Tabs(tabs))]);
    blocks.append(&mut stray);
    blocks
}

/// `tab-item`: one tab; the set around it joins them.
pub(super) fn tab_item(context: &mut Context<'_, '_>) -> Vec<Block> {
    let title = context.title();
    let span = context.call.argument.whole();
    let id = match context.option("name").cloned() {
        Some(name) => {
            let id = slug(name.text());
            context.builder.anchor(&id, AnchorKind::Label(fold(name.text())), title.clone(), name.whole());
            id
        }
        None => context.builder.anchor_from(&format!("tab-{}", slug(&plain_text(&title))), AnchorKind::Id, title.clone(), span),
    };
    let sync = context.text("sync").map(str::to_owned);
    let selected = context.flag("selected");
    let body = context.body();
    vec![context.block(BlockKind::Tabs(vec![Tab { title, sync, selected, id, body }]))]
}

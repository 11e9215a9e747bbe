//! Lists of pages and of headings.

use super::Context;
use super::call::trimmed;
use crate::document::{Block, BlockKind, Excerpt, ReferenceId, ReferenceKind, Toctree};

/// `toctree`: a page in each line, as `path`, `Title <path>` or a URL.
pub(super) fn toctree(context: &mut Context<'_, '_>) -> Vec<Block> {
    let caption = context.caption("caption");
    let attributes = context.attributes(&caption);
    let body = context.call.body.clone();
    let mut entries = Vec::new();
    let mut at = 0;
    for line in body.text().split_inclusive('\n') {
        let entry = trimmed(&body, at..at + line.len());
        at += line.len();
        if !entry.is_empty() {
            entries.push(page(context, &entry));
        }
    }
    if context.flag("reversed") {
        entries.reverse();
    }
    let depth = level(context, "maxdepth");
    let (titles_only, hidden, with_hidden) = (context.flag("titlesonly"), context.flag("hidden"), context.flag("includehidden"));
    let numbered = match context.text("numbered") {
        Some(depth) => depth.trim().parse().unwrap_or(u32::MAX),
        None => 0,
    };
    let toctree = Toctree { caption, entries, depth, titles_only, hidden, numbered, with_hidden };
    let list = vec![context.block(BlockKind::Toctree(toctree))];
    if hidden { list } else { context.wrapped(attributes, list) }
}

fn page(context: &mut Context<'_, '_>, entry: &Excerpt) -> (ReferenceId, Option<String>) {
    let (title, target) = titled(entry);
    let text = target.text();
    if text == "self" {
        let own = context.builder.file_name().to_owned();
        let title = title.map(|title| title.text().to_owned());
        return (context.builder.refer(ReferenceKind::Document, own, target.whole()), title);
    }
    let is_pattern = text.contains(['*', '?', '[']);
    let is_url = text.contains("://") || text.starts_with("mailto:");
    if text.contains('*') && !is_url && !context.flag("glob") {
        context.error(
            "bad-toctree-entry",
            target.whole(),
            "`*` stands for itself here; set the option `glob` to list what matches",
        );
    }
    let kind = match text {
        _ if is_url => ReferenceKind::Url,
        _ if is_pattern && context.flag("glob") => ReferenceKind::Documents,
        _ => ReferenceKind::Document,
    };
    let title = title.map(|title| title.text().to_owned());
    (context.builder.refer(kind, text, target.whole()), title)
}

/// Splits `Title <target>`.
pub(super) fn titled(text: &Excerpt) -> (Option<Excerpt>, Excerpt) {
    let all = text.text();
    match all.strip_suffix('>').and_then(|t| t.rfind('<')) {
        Some(open) if open > 0 => (Some(trimmed(text, 0..open)), trimmed(text, open + 1..all.len() - 1)),
        _ => (None, text.clone()),
    }
}

/// `contents`.
pub(super) fn contents(context: &mut Context<'_, '_>) -> Vec<Block> {
    let title = context.title();
    let depth = level(context, "depth");
    let local = context.flag("local");
    let attributes = context.attributes(&title);
    match context.builder.contents(context.call.span, depth, local, title) {
        Some(list) => context.wrapped(attributes, vec![context.block(list)]),
        None => Vec::new(),
    }
}

/// The value of an option that counts levels; 6, which is all of them, where it is not there.
fn level(context: &Context<'_, '_>, option: &str) -> u8 {
    context.number(option).and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=6).contains(n)).unwrap_or(6)
}

//! Text for one output format.

use super::Context;
use super::includes::read_text;
use crate::diagnostic::Finding;
use crate::document::{Block, BlockKind, RawHtml, Span};

/// `raw`: HTML passes where the book lets it; text for other formats has no reader here.
pub(super) fn raw(context: &mut Context<'_, '_>) -> Vec<Block> {
    let is_html = context.call.argument.text().split_whitespace().any(|format| format.eq_ignore_ascii_case("html"));
    if !is_html {
        return Vec::new();
    }
    if !context.builder.conventions().raw {
        context.builder.find(raw_is_off(context.call.name_span));
        return Vec::new();
    }
    if let Some(url) = context.option("url").cloned() {
        context.error("bad-option-value", url.whole(), "nothing is fetched while a page is read, so this is left out");
        return Vec::new();
    }
    let text = match context.option("file").cloned() {
        Some(file) => match read_text(context, &file) {
            Some((_, text)) => text,
            None => return Vec::new(),
        },
        None => context.call.body.clone(),
    };
    if text.text().trim().is_empty() {
        context.error("empty-directive", context.call.name_span, "`raw` has no content");
        return Vec::new();
    }
    let html = RawHtml { html: text.text().trim_end().to_owned() + "\n", references: Vec::new() };
    vec![context.block(BlockKind::RawHtml(html))]
}

/// The finding about raw HTML that the book does not let through.
#[must_use]
pub fn raw_is_off(span: Span) -> Finding {
    let message = "raw HTML is not let through, so this is left out";
    Finding::warning("rst-markup", span, message)
        .help("set `markup.raw = true` in `book.toml` if everybody who writes the book may write HTML")
}

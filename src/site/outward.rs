//! What other pages and the site as a whole can see of a page.

use std::sync::Arc;

use super::numbers::{self, Part};
use super::toctrees::toctrees;
use super::{SitePage, linkless};
use crate::document::{Anchor, AnchorKind, Inline, Page, ReferenceId, Toctree, dump_inlines};
use crate::memo::{self, Key};

/// A key of the address, the titles, the anchors, and all that the navigation, redirects and the list of unlisted pages follow from. Places
/// in the file are no part of it: what stands before a heading does not change what can be said of it elsewhere.
pub(super) fn key(page: &SitePage) -> Key {
    let parsed = &page.parsed.page;
    let front = &parsed.front_matter;
    let aliases: Vec<&str> = front.aliases.iter().map(|(alias, _)| alias.as_str()).collect();
    let mut before: Option<&Anchor> = None;
    let anchors = parsed.anchors.iter().map(|anchor| {
        // Labels share the words of the heading that they stand before.
        let is_new = before.replace(anchor).is_none_or(|before| !Arc::ptr_eq(&before.title, &anchor.title));
        (&anchor.id, kind(&anchor.kind), is_new.then(|| words(&anchor.title)))
    });
    let anchors: Vec<_> = anchors.collect();
    let counted: Vec<_> = numbers::skeleton(parsed).into_iter().map(part).collect();
    let toctrees: Vec<_> = toctrees(&parsed.blocks).into_iter().map(|toctree| listing(parsed, toctree)).collect();
    memo::key(&(&page.url, words(&page.title), front.order, front.draft, aliases, anchors, toctrees, &parsed.files, counted))
}

/// What the numbers of other parts follow from.
fn part(part: Part<'_>) -> (u32, u8, Option<&String>) {
    match part {
        Part::Heading(heading) => (0, heading.level, heading.attributes.id.as_ref()),
        Part::Toctree(toctree) => (toctree.numbered, 10, None),
        Part::Counted(kind, attributes) => (0, 11 + kind as u8, attributes.id.as_ref()),
    }
}

/// What a toctree says of the order of the pages.
fn listing<'p>(page: &'p Page, toctree: &'p Toctree) -> (String, Vec<(&'p str, &'p Option<String>)>) {
    let entry = |(reference, title): &'p (ReferenceId, Option<String>)| {
        (page.references.get(reference.index()).map_or("", |reference| reference.target.as_str()), title)
    };
    (words(&toctree.caption), toctree.entries.iter().map(entry).collect())
}

fn kind(kind: &AnchorKind) -> (u8, &str) {
    match kind {
        AnchorKind::Heading(level) => (*level, ""),
        AnchorKind::Label(name) => (7, name),
        AnchorKind::Term(name) => (8, name),
        AnchorKind::Id => (9, ""),
        AnchorKind::Object(kind, name) => (10 + *kind as u8, name),
    }
}

fn words(title: &[Inline]) -> String {
    dump_inlines(&linkless(title))
}

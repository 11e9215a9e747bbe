//! The order of the pages as their `toctree` directives give it.

use std::collections::BTreeSet;

use super::{Outline, OutlineItem, PageId, Site, SitePage, documents};
use crate::document::{Block, BlockKind, Page, Reference, ReferenceId, ReferenceKind, Toctree, plain_text};

/// The outline that the toctrees give, from the start page on; `None` where that has none. The captions of its own toctrees are parts. A page
/// stands where it is first listed; pages that no toctree lists are in no place.
#[must_use]
pub fn from_toctrees(site: &Site) -> Option<Outline> {
    let root = site.by_url("index.html".into())?;
    let page = &site.page(root)?.parsed.page;
    let toctrees = toctrees(&page.blocks);
    if toctrees.is_empty() {
        return None;
    }
    let mut walk = Walk { site, seen: BTreeSet::from([root]) };
    let mut items = vec![OutlineItem::Page { page: root, title: None, number: None, children: Vec::new() }];
    for toctree in toctrees {
        let entries = walk.entries(root, toctree);
        if !toctree.caption.is_empty() && !entries.is_empty() {
            items.push(OutlineItem::Part(plain_text(&toctree.caption)));
        }
        items.extend(entries);
    }
    Some(Outline { follows_toctrees: true, ..Outline::new(items) })
}

/// Whether the page has a toctree.
#[must_use]
pub fn has_toctree(page: &Page) -> bool {
    !toctrees(&page.blocks).is_empty()
}

/// All toctrees of a page, in order.
pub(super) fn toctrees(blocks: &[Block]) -> Vec<&Toctree> {
    let mut found = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Toctree(toctree) => found.push(toctree),
            _ => found.extend(block.bodies().into_iter().flat_map(toctrees)),
        }
    }
    found
}

/// The pages that a toctree of page `from` lists, in order.
pub(super) fn pages(site: &Site, from: PageId, toctree: &Toctree) -> Vec<PageId> {
    let Some(page) = site.page(from) else { return Vec::new() };
    let entries = toctree.entries.iter();
    entries.flat_map(|(reference, _)| listed(site, &page.parsed.page, *reference, &page.parsed.source)).collect()
}

/// The pages that the toctrees of a page show; `None` where it has no toctree.
pub(super) fn shown(site: &Site, page: &SitePage) -> Option<BTreeSet<PageId>> {
    let toctrees = toctrees(&page.parsed.page.blocks);
    if toctrees.is_empty() {
        return None;
    }
    let entries = toctrees.into_iter().filter(|toctree| !toctree.hidden).flat_map(|toctree| &toctree.entries);
    let pages = entries.flat_map(|(reference, _)| listed(site, &page.parsed.page, *reference, &page.parsed.source));
    Some(pages.collect())
}

struct Walk<'s> {
    site: &'s Site,
    seen: BTreeSet<PageId>,
}

impl Walk<'_> {
    /// What the toctree of a page lists, with all that stands below it.
    fn entries(&mut self, id: PageId, toctree: &Toctree) -> Vec<OutlineItem> {
        let mut items = Vec::new();
        let Some(page) = self.site.page(id) else { return items };
        for (reference, title) in &toctree.entries {
            if let Some(Reference { kind: ReferenceKind::Url, target, .. }) = page.parsed.page.references.get(reference.index()) {
                items.push(OutlineItem::Link { title: title.clone().unwrap_or_else(|| target.clone()), url: target.clone() });
                continue;
            }
            for listed in listed(self.site, &page.parsed.page, *reference, &page.parsed.source) {
                if self.seen.insert(listed) {
                    let children = self.below(listed);
                    items.push(OutlineItem::Page { page: listed, title: title.clone(), number: None, children });
                }
            }
        }
        items
    }

    fn below(&mut self, id: PageId) -> Vec<OutlineItem> {
        let Some(page) = self.site.page(id) else { return Vec::new() };
        toctrees(&page.parsed.page.blocks).into_iter().flat_map(|toctree| self.entries(id, toctree)).collect()
    }
}

fn listed(site: &Site, page: &Page, reference: ReferenceId, from: &camino::Utf8Path) -> Vec<PageId> {
    let Some(reference) = page.references.get(reference.index()) else { return Vec::new() };
    let pages = match reference.kind {
        ReferenceKind::Document => documents::named(site, from, &reference.target).into_iter().collect(),
        ReferenceKind::Documents => documents::matching(site, from, &reference.target),
        _ => Vec::new(),
    };
    pages.into_iter().filter_map(|page| site.by_source(&page.parsed.source)).collect()
}

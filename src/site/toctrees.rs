//! The order of the pages as their `toctree` directives give it.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::{Outline, OutlineItem, PageId, Site, SitePage, documents};
use crate::document::{Block, BlockKind, Page, Reference, ReferenceId, ReferenceKind, Toctree, plain_text};

/// The outline that the toctrees give, from the page called `root` on, which is named without its ending; `None` where that has none. The
/// captions of its own toctrees are parts. A page stands where it is first listed; pages that no toctree lists are in no place, but for the
/// start page, which comes first.
#[must_use]
pub fn from_toctrees(site: &Site, root: &Utf8Path) -> Option<Outline> {
    let start = site.by_url("index.html".into());
    let root = documents::named(site, Utf8Path::new(""), root.as_str()).ok().and_then(|page| site.by_source(&page.parsed.source));
    let root = root.or(start)?;
    let page = &site.page(root)?.parsed.page;
    let toctrees = toctrees(&page.blocks);
    if toctrees.is_empty() {
        return None;
    }
    let mut walk = Walk { site, seen: BTreeSet::from([root]) };
    let alone = |page| OutlineItem::Page { page, title: None, number: None, children: Vec::new() };
    let mut items = vec![alone(root)];
    for toctree in toctrees {
        let entries = walk.entries(root, toctree);
        if !toctree.caption.is_empty() && !entries.is_empty() {
            items.push(OutlineItem::Part(plain_text(&toctree.caption)));
        }
        items.extend(entries);
    }
    if let Some(start) = start.filter(|start| walk.seen.insert(*start)) {
        items.insert(0, alone(start));
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

/// For each page that stands in a toctree below a heading of `page`, the anchor of that heading, where it is not the page's title.
pub(super) fn places(site: &Site, page: &SitePage) -> BTreeMap<PageId, String> {
    let mut places = Places { site, page, heading: None, is_titled: false, found: BTreeMap::new() };
    places.blocks(&page.parsed.page.blocks);
    places.found
}

struct Places<'s> {
    site: &'s Site,
    page: &'s SitePage,
    heading: Option<String>,
    is_titled: bool,
    found: BTreeMap<PageId, String>,
}

impl Places<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(_) if !self.is_titled && !self.page.parsed.page.title.is_empty() => self.is_titled = true,
                BlockKind::Heading(heading) => self.heading.clone_from(&heading.attributes.id),
                BlockKind::Toctree(toctree) => self.toctree(toctree),
                _ => block.bodies().into_iter().for_each(|body| self.blocks(body)),
            }
        }
    }

    fn toctree(&mut self, toctree: &Toctree) {
        let Some(heading) = &self.heading else { return };
        let parsed = &self.page.parsed;
        for (reference, _) in &toctree.entries {
            for page in listed(self.site, &parsed.page, *reference, &parsed.source) {
                self.found.entry(page).or_insert_with(|| heading.clone());
            }
        }
    }
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

fn listed(site: &Site, page: &Page, reference: ReferenceId, from: &Utf8Path) -> Vec<PageId> {
    let Some(reference) = page.references.get(reference.index()) else { return Vec::new() };
    let pages = match reference.kind {
        ReferenceKind::Document => documents::named(site, from, &reference.target).into_iter().collect(),
        ReferenceKind::Documents => documents::matching(site, from, &reference.target),
        _ => Vec::new(),
    };
    pages.into_iter().filter_map(|page| site.by_source(&page.parsed.source)).collect()
}

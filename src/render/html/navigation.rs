//! Lists of headings and of pages.

use std::collections::HashSet;

use super::escape;
use super::{Leaves, Target, Writer};
use crate::document::{Block, BlockKind, Heading, Inline, InlineKind, Page, ReferenceId, ReferenceKind, Toctree, plain_text};
use crate::render::context::context;
use crate::site::{Destination, linkless};

context! {
/// A heading in a list of the page's headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// From 1 to 6.
    pub level: u8,
    /// The anchor.
    pub id: String,
    /// The words as HTML that may stand in a link; write it with `| safe`.
    pub html: String,
    /// The headings below this one.
    pub children: Vec<OutlineEntry>,
}
}

impl OutlineEntry {
    /// The entries without those of a level below `depth`.
    #[must_use]
    pub fn down_to(entries: &[Self], depth: u8) -> Vec<Self> {
        let kept = entries.iter().filter(|entry| entry.level <= depth);
        kept.map(|entry| Self { children: Self::down_to(&entry.children, depth), ..entry.clone() }).collect()
    }
}

impl<L: Leaves> Writer<'_, L> {
    /// The headings of the page that give it its structure, without the page's own title.
    pub(super) fn outline_of_page(&mut self) -> Vec<OutlineEntry> {
        let mut headings = Vec::new();
        structure(&self.page.blocks, &mut headings);
        let skipped = usize::from(!self.page.title.is_empty());
        let mut flat = Vec::new();
        for heading in headings.into_iter().skip(skipped) {
            let Some(id) = heading.attributes.id.clone() else { continue };
            let words = self.without_links(&heading.content);
            let html = self.link_text(&words);
            flat.push(OutlineEntry { level: heading.level, id, html, children: Vec::new() });
        }
        nest(flat)
    }

    pub(super) fn contents(&mut self, depth: u8, local: bool, title: &[Inline]) {
        let outline = std::mem::take(&mut self.outline);
        // Above the first heading and right below the page's title, the section is the whole page.
        let below = self.section.filter(|_| local).and_then(|id| find(&outline, id)).unwrap_or(&outline);
        if !below.is_empty() {
            let words = plain_text(&self.without_links(title));
            self.out.push_str("<nav class=\"contents\"");
            escape::attribute(&mut self.out, "aria-label", if words.is_empty() { "Contents" } else { &words });
            self.out.push_str(">\n");
            if !title.is_empty() {
                self.out.push_str("<p class=\"contents-title\">");
                self.inlines(title);
                self.out.push_str("</p>\n");
            }
            headings(&mut self.out, below, depth.max(1));
            self.out.push_str("</nav>\n");
        }
        self.outline = outline;
    }

    pub(super) fn toctree(&mut self, toctree: &Toctree) {
        if toctree.hidden || toctree.entries.is_empty() {
            return;
        }
        let words = plain_text(&self.without_links(&toctree.caption));
        self.out.push_str("<nav class=\"toctree\"");
        escape::attribute(&mut self.out, "aria-label", if words.is_empty() { "Pages" } else { &words });
        self.out.push_str(">\n");
        if !toctree.caption.is_empty() {
            self.out.push_str("<p class=\"toctree-caption\">");
            self.inlines(&toctree.caption);
            self.out.push_str("</p>\n");
        }
        self.pages(&listed(self.page, self.links, toctree), toctree.depth.max(1));
        self.out.push_str("</nav>\n");
    }

    fn pages(&mut self, pages: &[Target], depth: u8) {
        if pages.is_empty() {
            return;
        }
        self.out.push_str("<ul>\n");
        for page in pages {
            self.out.push_str("<li><a");
            escape::link(&mut self.out, "href", &page.url);
            self.out.push('>');
            if let Some(number) = &page.number {
                self.out.push_str("<span class=\"number\">");
                escape::text(&mut self.out, number);
                self.out.push_str(". </span>");
            }
            let words = self.link_text(&linkless(&page.title));
            if words.trim().is_empty() {
                escape::text(&mut self.out, &page.url);
            } else {
                self.out.push_str(&words);
            }
            self.out.push_str("</a>");
            if depth > 1 && !page.below.is_empty() {
                self.out.push('\n');
                self.pages(&page.below, depth - 1);
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }
}

/// What a toctree lists, level by level: each target with all that is shown below it as [`Target::below`].
pub(in crate::render) fn listed(page: &Page, links: &[Destination], toctree: &Toctree) -> Vec<Target> {
    let found = |reference: ReferenceId| match links.get(reference.index()) {
        Some(Destination::Found(target)) => Some(target.clone()),
        Some(Destination::Broken) | None => None,
    };
    let mut targets: Vec<Target> = Vec::new();
    for (reference, title) in &toctree.entries {
        let Some(mut target) = found(*reference) else { continue };
        let reference = page.references.get(reference.index());
        if reference.is_some_and(|r| r.kind == ReferenceKind::Documents) {
            // A pattern stands for those that are not listed already.
            let known: HashSet<String> = targets.iter().map(|target| target.url.clone()).collect();
            targets.extend(target.below.into_iter().filter(|target| !known.contains(&target.url)).flat_map(with_titles));
            continue;
        }
        if let Some(title) = title {
            let span = reference.map(|r| r.span).unwrap_or_default();
            target.title = vec![Inline { span, kind: InlineKind::Text(title.clone()) }];
            // Under a name that the author gives, the page is one entry.
            target.titles = Box::default();
        }
        targets.extend(with_titles(target));
    }
    for target in &mut targets {
        fold(target, toctree, toctree.depth.max(1));
    }
    targets
}

/// Puts what is shown below a target into one list: the pages of its toctree, and its headings, each with the pages that are listed there.
fn fold(target: &mut Target, toctree: &Toctree, depth: u8) {
    let headings = std::mem::take(&mut target.headings);
    let pages = std::mem::take(&mut target.below);
    if depth <= 1 {
        return;
    }
    let mut headings = if toctree.titles_only { Vec::new() } else { headings };
    for page in pages.into_iter().filter(|page| toctree.with_hidden || !page.is_hidden).flat_map(with_titles) {
        match page.under.as_ref().and_then(|url| heading_at(&mut headings, url)) {
            Some(heading) => heading.below.push(page),
            None => target.below.push(page),
        }
    }
    target.below.append(&mut headings);
    target.below.iter_mut().for_each(|below| fold(below, toctree, depth - 1));
}

/// The page, and beside it its other titles.
fn with_titles(mut page: Target) -> impl Iterator<Item = Target> {
    let titles = std::mem::take(&mut page.titles);
    let under = page.under.clone();
    let titles = titles.into_iter().map(move |title| Target { under: under.clone(), ..title });
    std::iter::once(page).chain(titles)
}

/// The heading of that address, at whatever depth.
fn heading_at<'t>(headings: &'t mut [Target], url: &str) -> Option<&'t mut Target> {
    headings
        .iter_mut()
        .find_map(|heading| if heading.url == url { Some(heading) } else { heading_at(&mut heading.headings, url) })
}

/// The headings that stand for themselves; those in quotations, boxes, lists and tabs belong to what surrounds them.
fn structure<'a>(blocks: &'a [Block], headings: &mut Vec<&'a Heading>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => headings.push(heading),
            BlockKind::Container { body, .. } => structure(body, headings),
            _ => {}
        }
    }
}

/// Puts each entry below the last one before it that has a lower level.
fn nest(flat: Vec<OutlineEntry>) -> Vec<OutlineEntry> {
    let mut nested: Vec<OutlineEntry> = Vec::new();
    for entry in flat {
        let mut list = &mut nested;
        while list.last().is_some_and(|last| last.level < entry.level) {
            let at = list.len() - 1;
            list = &mut list[at].children;
        }
        list.push(entry);
    }
    nested
}

/// What lies below the heading with the anchor `id`.
fn find<'o>(entries: &'o [OutlineEntry], id: &str) -> Option<&'o Vec<OutlineEntry>> {
    entries.iter().find_map(|entry| if entry.id == id { Some(&entry.children) } else { find(&entry.children, id) })
}

fn headings(out: &mut String, entries: &[OutlineEntry], depth: u8) {
    out.push_str("<ul>\n");
    for entry in entries {
        out.push_str("<li><a");
        escape::link(out, "href", &format!("#{}", entry.id));
        out.push('>');
        out.push_str(&entry.html);
        out.push_str("</a>");
        if depth > 1 && !entry.children.is_empty() {
            out.push('\n');
            headings(out, &entry.children, depth - 1);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_is_cut_by_level() {
        let entry = |level, id: &str, children| OutlineEntry { level, id: id.to_owned(), html: String::new(), children };
        let outline = [entry(2, "a", vec![entry(3, "b", Vec::new())]), entry(3, "c", Vec::new()), entry(2, "d", Vec::new())];
        assert_eq!(OutlineEntry::down_to(&outline, 2), [entry(2, "a", Vec::new()), entry(2, "d", Vec::new())]);
        assert_eq!(OutlineEntry::down_to(&outline, 3), outline);
    }
}

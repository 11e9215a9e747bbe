//! The numbers of sections, figures, tables, code and formulas.
//!
//! A page does not know its numbers: they follow from the pages before it. So the fold counts, and then writes the numbers into the pages
//! (see [`written`]), so that whatever is made from a page shows them and whatever is remembered of it depends on them.

mod captions;
mod sections;
mod skeleton;
mod written;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{OutlineItem, PageId, Site};
use crate::config::{Counted, Numbering};
use crate::document::Page;
use crate::memo::{self, Key};

pub(super) use skeleton::{Part, skeleton};

/// A number with its parts, as in `2.1`.
type Number = Vec<u32>;

/// What is numbered in one page; nothing for whatever lies behind the end of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct PageNumbers {
    /// Of the headings that give the page its structure, in order.
    sections: Vec<Option<Number>>,
    /// Of what has a caption or a label that is counted, in order.
    captions: Vec<Option<Number>>,
}

/// The numbers of a site.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    numbering: Numbering,
    pages: BTreeMap<PageId, PageNumbers>,
    by_anchor: HashMap<(PageId, String), (Counted, String)>,
}

impl Numbers {
    /// Counts through `site`, whose outline is set.
    fn count(site: &Site, numbering: &Numbering) -> Self {
        let skeletons: Vec<Vec<Part<'_>>> = site.pages.iter().map(|page| skeleton(&page.parsed.page)).collect();
        let (sections, chapters) = if site.outline.follows_toctrees {
            (sections::count(site, &skeletons), BTreeMap::new())
        } else {
            let mut chapters = BTreeMap::new();
            collect_chapters(&site.outline.items, &mut chapters);
            (Vec::new(), chapters)
        };
        let counted = numbering.captions.then(|| captions::count(site, &skeletons, &sections, &chapters, numbering.depth));
        let (mut sections, mut captions) = (sections.into_iter(), counted.unwrap_or_default().into_iter());
        let mut numbers = Self { numbering: numbering.clone(), ..Self::default() };
        for ((id, _), parts) in site.numbered().zip(&skeletons) {
            let page =
                PageNumbers { sections: sections.next().unwrap_or_default(), captions: captions.next().unwrap_or_default() };
            if page.sections.iter().chain(&page.captions).any(Option::is_some) {
                numbers.index(id, parts, &page);
                numbers.pages.insert(id, page);
            }
        }
        numbers
    }

    fn index(&mut self, id: PageId, parts: &[Part<'_>], page: &PageNumbers) {
        let (mut sections, mut captions) = (page.sections.iter(), page.captions.iter());
        for part in parts {
            let (kind, attributes, number) = match part {
                Part::Heading(heading) => (Counted::Section, &heading.attributes, sections.next()),
                Part::Counted(kind, attributes) => (*kind, *attributes, captions.next()),
                Part::Toctree(_) => continue,
            };
            let Some(number) = number.and_then(Option::as_ref) else { continue };
            for anchor in attributes.id.iter().chain(&attributes.extra_ids) {
                self.by_anchor.insert((id, anchor.clone()), (kind, shown(number)));
            }
        }
    }

    /// What the anchor of a page names, if that has a number, and the number.
    pub(super) fn at(&self, page: PageId, anchor: &str) -> Option<(Counted, &str)> {
        let (kind, number) = self.by_anchor.get(&(page, anchor.to_owned()))?;
        Some((*kind, number))
    }

    /// The number of a page's title.
    pub(super) fn of_title(&self, page: PageId) -> Option<String> {
        self.pages.get(&page)?.sections.first()?.as_ref().map(|number| shown(number))
    }

    /// The settings that the numbers follow from.
    pub(super) fn numbering(&self) -> &Numbering {
        &self.numbering
    }

    /// The page with its numbers in place of any others, and its key; `None` where it has none and shows none.
    fn write(&self, id: PageId, page: &Arc<Page>, key: &Key) -> Option<(Arc<Page>, Key)> {
        let numbers = self.pages.get(&id)?;
        let numbered = written::write(page, numbers, &self.numbering);
        Some((Arc::new(numbered), memo::key(&(key, numbers, &self.numbering))))
    }
}

impl Site {
    /// Numbers what is to be numbered, once the outline is there.
    pub fn number(&mut self, numbering: &Numbering) {
        let numbers = Numbers::count(self, numbering);
        self.number_outline(&numbers);
        for (place, page) in self.pages.iter_mut().enumerate() {
            let id = PageId(place as u32);
            if let Some((numbered, key)) = numbers.write(id, &page.parsed.page, &page.parsed.key) {
                let mut changed = super::SitePage::clone(page);
                (changed.parsed.page, changed.parsed.key) = (numbered, key);
                *page = Arc::new(changed);
            }
        }
        self.numbers = Arc::new(numbers);
    }

    /// The parsed page with the numbers that a page in its place has.
    pub(super) fn with_numbers(&self, id: PageId, mut parsed: super::Parsed) -> super::Parsed {
        if let Some((page, key)) = self.numbers.write(id, &parsed.page, &parsed.key) {
            (parsed.page, parsed.key) = (page, key);
        }
        parsed
    }

    fn number_outline(&mut self, numbers: &Numbers) {
        fn set(items: &mut [OutlineItem], numbers: &Numbers) {
            for item in items {
                if let OutlineItem::Page { page, number, children, .. } = item {
                    *number = numbers.of_title(*page).map(|number| number + ".");
                    set(children, numbers);
                }
            }
        }
        if self.outline.follows_toctrees && !numbers.pages.is_empty() {
            let mut outline = self.outline.as_ref().clone();
            set(&mut outline.items, numbers);
            self.outline = Arc::new(outline);
        }
    }
}

/// The numbers of chapters, of pages that `SUMMARY.md` lists.
fn collect_chapters(items: &[OutlineItem], chapters: &mut BTreeMap<PageId, Number>) {
    for item in items {
        if let OutlineItem::Page { page, number: Some(number), .. } = item {
            let parts = number.split('.').filter_map(|part| part.parse().ok()).collect();
            chapters.entry(*page).or_insert(parts);
        }
        collect_chapters(item.children(), chapters);
    }
}

fn shown(number: &[u32]) -> String {
    number.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

//! The numbers of figures, tables, code and formulas: each kind is counted by itself, in the order of the table of contents, anew in each section
//! whose number stands before theirs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Number, Part};
use crate::config::Counted;
use crate::site::{PageId, Site, toctrees};

/// For each page the numbers of what is counted in it, in order. `sections` are the numbers of headings, `chapters` those of whole pages.
pub(super) fn count(
    site: &Site,
    skeletons: &[Vec<Part<'_>>],
    sections: &[Vec<Option<Number>>],
    chapters: &BTreeMap<PageId, Number>,
    depth: u32,
) -> Vec<Vec<Option<Number>>> {
    let numbers = vec![Vec::new(); skeletons.len()];
    let depth = depth as usize;
    let mut counter = Counter { site, skeletons, sections, depth, numbers, last: BTreeMap::new(), seen: BTreeSet::new() };
    for id in &site.outline.reading_order {
        let is_start = !site.outline.follows_toctrees || counter.seen.is_empty();
        if is_start && counter.seen.insert(*id) {
            counter.page(*id, chapters.get(id).map_or(&[], Vec::as_slice));
        }
    }
    counter.numbers
}

struct Counter<'s> {
    site: &'s Site,
    skeletons: &'s [Vec<Part<'s>>],
    sections: &'s [Vec<Option<Number>>],
    depth: usize,
    numbers: Vec<Vec<Option<Number>>>,
    /// The last number of each kind in each section.
    last: BTreeMap<(Counted, Number), u32>,
    seen: BTreeSet<PageId>,
}

impl Counter<'_> {
    /// Counts through a page that stands in a section of that number.
    fn page(&mut self, id: PageId, around: &[u32]) {
        let (skeletons, sections) = (self.skeletons, self.sections);
        let own = sections.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
        let mut headings = own.iter();
        let title = own.first().and_then(Option::as_deref).unwrap_or(around);
        let mut here = title;
        for part in skeletons.get(id.0 as usize).map_or(&[][..], Vec::as_slice) {
            match part {
                Part::Heading(_) => here = headings.next().and_then(Option::as_deref).unwrap_or(title),
                Part::Toctree(toctree) if self.site.outline.follows_toctrees => {
                    for page in toctrees::pages(self.site, id, toctree) {
                        if self.seen.insert(page) {
                            self.page(page, here);
                        }
                    }
                }
                Part::Toctree(_) => {}
                Part::Counted(kind, _) => {
                    let number = self.next(*kind, here);
                    if let Some(numbers) = self.numbers.get_mut(id.0 as usize) {
                        numbers.push(Some(number));
                    }
                }
            }
        }
    }

    fn next(&mut self, kind: Counted, section: &[u32]) -> Number {
        let mut number = section.get(..self.depth).unwrap_or(section).to_vec();
        let last = self.last.entry((kind, number.clone())).or_default();
        *last += 1;
        number.push(*last);
        number
    }
}

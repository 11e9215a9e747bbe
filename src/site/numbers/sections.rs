//! The numbers of sections, as Sphinx counts them: each `toctree` that says so starts anew, and goes down through the pages that it lists.

use std::collections::BTreeSet;

use super::{Number, Part};
use crate::document::Toctree;
use crate::site::{PageId, Site, toctrees};

/// For each page the numbers of its headings, in order.
pub(super) fn count(site: &Site, skeletons: &[Vec<Part<'_>>]) -> Vec<Vec<Option<Number>>> {
    let mut counter =
        Counter { site, skeletons, numbers: vec![Vec::new(); skeletons.len()], seen: BTreeSet::new(), stack: Vec::new() };
    for id in &site.outline.reading_order {
        for part in skeletons.get(id.0 as usize).map_or(&[][..], Vec::as_slice) {
            if let Part::Toctree(toctree) = part
                && toctree.numbered > 0
            {
                counter.seen.insert(*id);
                counter.stack = vec![0];
                counter.toctree(*id, toctree, toctree.numbered);
            }
        }
    }
    counter.numbers
}

struct Counter<'s> {
    site: &'s Site,
    skeletons: &'s [Vec<Part<'s>>],
    numbers: Vec<Vec<Option<Number>>>,
    seen: BTreeSet<PageId>,
    /// The number of what was counted last on each level.
    stack: Number,
}

impl Counter<'_> {
    fn toctree(&mut self, from: PageId, toctree: &Toctree, depth: u32) {
        if depth == 0 {
            return;
        }
        for page in toctrees::pages(self.site, from, toctree) {
            if self.seen.insert(page) {
                self.page(page, depth);
            }
        }
    }

    fn page(&mut self, id: PageId, depth: u32) {
        let skeletons = self.skeletons;
        let mut open: Vec<u8> = Vec::new();
        for part in skeletons.get(id.0 as usize).map_or(&[][..], Vec::as_slice) {
            match part {
                Part::Heading(heading) => {
                    while open.last().is_some_and(|level| *level >= heading.level) {
                        open.pop();
                        self.stack.pop();
                    }
                    if let Some(last) = self.stack.last_mut() {
                        *last += 1;
                    }
                    let is_numbered = open.len() < depth as usize;
                    if let Some(numbers) = self.numbers.get_mut(id.0 as usize) {
                        numbers.push(is_numbered.then(|| self.stack.clone()));
                    }
                    open.push(heading.level);
                    self.stack.push(0);
                }
                Part::Toctree(toctree) => self.toctree(id, toctree, depth.saturating_sub(open.len() as u32)),
                Part::Counted(..) => {}
            }
        }
        self.stack.truncate(self.stack.len() - open.len());
    }
}

//! An edition with a few pages read anew: what an edit of their text comes to, without a look at the rest of the book.

use std::sync::Arc;

use super::load::{copied, parse};
use super::{Edition, Sheet};
use crate::site::PageId;
use crate::source::Sources;

/// What replacing pages came to.
pub struct Replaced {
    /// The new edition.
    pub edition: Edition,
    /// Nothing else in the site can have changed: it is what reading the whole book would give. Otherwise the pages themselves are right but
    /// for what they show of others, and others may still show what these were before.
    pub exact: bool,
}

impl Edition {
    /// The edition with those pages read anew from `sources`; `None` where one of them cannot be read, or is no longer a page.
    #[must_use]
    pub fn with_pages(&self, sources: &Sources, pages: &[PageId]) -> Option<Replaced> {
        let mut site = self.site.clone();
        let mut sheets = self.sheets.clone();
        let mut exact = true;
        for id in pages {
            let old = self.site.page(*id)?;
            let parsed = parse(sources, &self.config, &old.parsed.source, None).ok()?;
            if parsed.page.front_matter.draft {
                return None;
            }
            exact &= parsed.page.reads.iter().map(|read| &read.file).eq(old.parsed.page.reads.iter().map(|read| &read.file));
            site = site.with_page(*id, parsed);
            exact &= site.page(*id)?.outward() == old.outward();
            *sheets.get_mut(id.0 as usize)? = Arc::<Sheet>::default();
        }
        let copied = copied(&site, &self.config);
        let edition = Self { sources: sources.clone(), site, sheets, copied, search: Arc::default(), ..self.clone() };
        Some(Replaced { edition, exact })
    }
}

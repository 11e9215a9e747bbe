//! The search of an edition, made when it is first asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::Edition;
use crate::memo::{self, Key};
use crate::search::{Entry, Index, Options, Page, Weights, sections};
use crate::site::route::{SEARCH_FOLDER, encode};
use crate::site::{PageId, SitePage};

/// What an edition's search was found out to be.
#[derive(Debug, Default)]
pub(super) struct Search {
    index: OnceLock<Index>,
    files: OnceLock<BTreeMap<Utf8PathBuf, Arc<[u8]>>>,
}

impl Edition {
    /// The search of the book; `None` where the author wants none.
    #[must_use]
    pub fn search(&self) -> Option<&Index> {
        self.config.search.enable.then(|| self.search.index.get_or_init(|| self.index()))
    }

    /// The files of the search by their addresses; none where there is no search.
    pub(super) fn search_files(&self) -> &BTreeMap<Utf8PathBuf, Arc<[u8]>> {
        self.search.files.get_or_init(|| {
            let files = self.search().map(Index::files).unwrap_or_default();
            files.into_iter().map(|(url, bytes)| (url, Arc::from(bytes))).collect()
        })
    }

    /// The file of the search at that address.
    pub(super) fn search_file(&self, url: &Utf8Path) -> Option<&Arc<[u8]>> {
        url.starts_with(SEARCH_FOLDER).then(|| self.search_files().get(url)).flatten()
    }

    fn index(&self) -> Index {
        let search = &self.config.search;
        let wanted: Vec<(PageId, &SitePage)> = self.in_reading_order().filter(|(_, page)| self.is_searchable(page)).collect();
        let entries = wanted.into_par_iter().map(|(id, page)| self.entry(id, page)).collect();
        self.texts.sweep();
        let options = Options {
            language: self.config.book.language.clone(),
            limit: search.limit,
            excerpt: search.excerpt,
            all: search.all,
            prefix: search.prefix,
            weights: Weights {
                title: f64::from(search.title) / 2.0,
                path: f64::from(search.hierarchy),
                text: f64::from(search.paragraph),
            },
        };
        Index::new(entries, options)
    }

    /// The pages as the table of contents has them, then those that it does not have.
    fn in_reading_order(&self) -> impl Iterator<Item = (PageId, &SitePage)> {
        let mut is_listed = vec![false; self.site.pages.len()];
        let mut order = Vec::with_capacity(is_listed.len());
        for id in &self.site.outline.reading_order {
            if let Some(listed) = is_listed.get_mut(id.0 as usize)
                && !std::mem::replace(listed, true)
            {
                order.push(*id);
            }
        }
        let others =
            self.site.numbered().map(|(id, _)| id).filter(move |id| !is_listed.get(id.0 as usize).is_some_and(|listed| *listed));
        order.into_iter().chain(others).filter_map(|id| Some((id, self.site.page(id)?)))
    }

    /// Of a page outside the scope nothing is known but that it is there.
    fn is_searchable(&self, page: &SitePage) -> bool {
        let parsed = &page.parsed;
        parsed.key != Key::default()
            && !parsed.page.front_matter.unsearchable
            && self.config.search.finds(&parsed.source)
            && self.config.html.not_found.as_ref() != Some(&parsed.source)
    }

    fn entry(&self, id: PageId, page: &SitePage) -> Entry {
        let destinations = &self.links(id).destinations;
        let deepest = self.config.search.deepest;
        let language = &self.config.book.language;
        let key = memo::key(&(page.parsed.key, &page.url, destinations, deepest, language));
        let make = || Page::new(sections(page, destinations, deepest), language);
        let percent = page.parsed.page.front_matter.search_boost.unwrap_or_else(|| self.config.search.boost(&page.parsed.file));
        Entry {
            page: self.texts.get_or(key, make),
            url: encode(page.url.as_str()),
            source: page.parsed.source.clone(),
            files: page.parsed.page.files.clone(),
            boost: f64::from(percent) / 100.0,
        }
    }
}

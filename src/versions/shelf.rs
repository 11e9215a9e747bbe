//! Where the pages of all versions stand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Kind, Version};
use crate::config::SiteUrl;
use crate::site::{RedirectTo, Site};

/// The addresses of one version, relative to its folder.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pages: BTreeSet<Utf8PathBuf>,
    /// Old addresses and the pages that they lead to.
    moved: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    home: Utf8PathBuf,
}

impl Places {
    /// The addresses of a site.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        let url = |id| site.page(id).map(|page| page.url.clone());
        let moved = site.redirects.iter().filter_map(|(old, to)| match to {
            RedirectTo::Page(id) => Some((old.clone(), url(*id)?)),
            RedirectTo::Url(_) => None,
        });
        Self {
            pages: site.pages.iter().map(|page| page.url.clone()).collect(),
            moved: moved.collect(),
            home: site.home().and_then(url).unwrap_or_else(|| "index.html".into()),
        }
    }

    /// The page at `url`, or where a redirect leads from there.
    fn page(&self, url: &Utf8Path) -> Option<&Utf8Path> {
        self.pages.get(url).or_else(|| self.moved.get(url)).map(Utf8PathBuf::as_path)
    }
}

/// All versions of a site.
#[derive(Debug)]
pub struct Shelf {
    /// In the order in which readers see them.
    pub versions: Vec<Version>,
    /// In the same order.
    places: Vec<Places>,
    /// The other addresses of pages, as the redirects of all versions have them.
    names: BTreeMap<Utf8PathBuf, BTreeSet<Utf8PathBuf>>,
    /// Where the whole site will stand.
    pub site: SiteUrl,
}

/// Where a page is found in another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its address from the root of the whole site.
    pub url: Utf8PathBuf,
    /// Whether it is the same page, be it under another name; else it is the nearest above it.
    pub is_same: bool,
}

/// One version among the others.
#[derive(Clone, Debug)]
pub struct Standing {
    /// All of them.
    pub shelf: Arc<Shelf>,
    /// Which one this is.
    pub here: usize,
}

impl Standing {
    /// This version.
    #[must_use]
    pub fn version(&self) -> Option<&Version> {
        self.shelf.versions.get(self.here)
    }

    /// The number of the current version.
    #[must_use]
    pub fn current(&self) -> Option<usize> {
        self.shelf.versions.iter().position(|version| version.kind == Kind::Current)
    }

    /// The address from the root of the whole site.
    #[must_use]
    pub fn from_top(&self, url: &Utf8Path) -> Utf8PathBuf {
        self.version().map_or_else(|| url.to_owned(), |version| version.folder.join(url))
    }

    /// Where this version's page at `url` is found in version `there`: the page of that address, or that an old or a new address of the page leads to;
    /// else the nearest of `above`, which are the addresses of the pages above it, the nearest first; else the index of the nearest folder;
    /// else the start page.
    #[must_use]
    pub fn target(&self, url: &Utf8Path, above: &[Utf8PathBuf], there: usize) -> Option<Target> {
        let (version, places) = self.shelf.versions.get(there).zip(self.shelf.places.get(there))?;
        let others = || self.shelf.names.get(url)?.iter().find_map(|address| places.page(address));
        let same = places.page(url).or_else(others);
        let nearest = || {
            let indexes = url.ancestors().skip(1).map(|folder| folder.join("index.html"));
            above.iter().cloned().chain(indexes).find_map(|address| places.page(&address).map(Utf8Path::to_owned))
        };
        let found = same.map_or_else(|| nearest().unwrap_or_else(|| places.home.clone()), Utf8Path::to_owned);
        Some(Target { url: version.folder.join(found), is_same: same.is_some() })
    }

    /// Where the start page of version `there` is.
    #[must_use]
    pub fn home(&self, there: usize) -> Option<Target> {
        let (version, places) = self.shelf.versions.get(there).zip(self.shelf.places.get(there))?;
        Some(Target { url: version.folder.join(&places.home), is_same: false })
    }
}

impl Shelf {
    /// The versions with their places, in the same order.
    #[must_use]
    pub fn new(versions: Vec<Version>, places: Vec<Places>, site: SiteUrl) -> Self {
        let mut names: BTreeMap<Utf8PathBuf, BTreeSet<Utf8PathBuf>> = BTreeMap::new();
        for (old, new) in places.iter().flat_map(|places| &places.moved) {
            names.entry(old.clone()).or_default().insert(new.clone());
            names.entry(new.clone()).or_default().insert(old.clone());
        }
        Self { versions, places, names, site }
    }
}

//! Pages folded into a site: which page has which URL, which title, which place in the navigation, and what refers to what.
//!
//! The fold is pure and cheap, so it is done anew at each build; nothing in it is memoised.

mod by_number;
mod documents;
mod elsewhere;
mod includes;
mod index;
mod numbers;
mod outline;
mod outward;
mod redirects;
mod resolve;
pub mod route;
mod table;
mod title;
mod toctrees;
mod unresolved;
mod used;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::Redirect;
use crate::diagnostic::Diagnostic;
use crate::document::{Inline, Page};
use crate::memo::Key;

pub use includes::Includes;
pub use index::Index;
pub use numbers::Numbers;
pub use outline::{Outline, OutlineItem, from_folders, from_summary};
pub use redirects::RedirectTo;
pub use resolve::{Destination, Links, Target, resolve};
pub use title::{file_title, linkless};
pub use toctrees::{from_toctrees, has_toctree};
pub use used::used_assets;

/// The number of a page in its site: the position in [`Site::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// A parsed page and where it came from.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// Path relative to the book's root.
    pub file: Utf8PathBuf,
    /// Path relative to the source folder.
    pub source: Utf8PathBuf,
    /// What it says.
    pub page: Arc<Page>,
    /// The key of everything that the page follows from.
    pub key: Key,
}

/// A page in its place.
#[derive(Clone, Debug)]
pub struct SitePage {
    /// Where it came from and what it says.
    pub parsed: Parsed,
    /// URL relative to the site's root, not encoded.
    pub url: Utf8PathBuf,
    /// The title as navigation and references show it; never empty, and free of links.
    pub title: Vec<Inline>,
}

impl SitePage {
    /// A key of what other pages and the site as a whole can see of this page: while it stays the same, nothing but the page itself changes.
    #[must_use]
    pub fn outward(&self) -> Key {
        outward::key(self)
    }
}

/// All pages in their places. A clone shares everything with the original.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// In byte order of their source paths, every `README.md` behind the others.
    pub pages: Vec<Arc<SitePage>>,
    /// Pages that are not built because their front matter says so, by path relative to the source folder.
    pub drafts: Arc<BTreeSet<Utf8PathBuf>>,
    /// Files that are copied as they are, by path relative to the source folder.
    pub assets: Arc<BTreeSet<Utf8PathBuf>>,
    /// Files of old addresses and where they lead.
    pub redirects: Arc<BTreeMap<Utf8PathBuf, RedirectTo>>,
    /// Navigation and reading order.
    pub outline: Arc<Outline>,
    /// Anchors, labels and terms by name.
    pub index: Index,
    /// The numbers of sections, figures and the like.
    pub numbers: Arc<Numbers>,
    by_source: Arc<HashMap<Utf8PathBuf, PageId>>,
    by_url: Arc<HashMap<Utf8PathBuf, PageId>>,
}

impl Site {
    /// Gives every page its URL and title and looks for what collides. `parsed` is in byte order of the paths, but a `README.md` comes
    /// last, so that an `index.md` beside it has its URL; `settings` are the
    /// redirects of `book.toml`; the outline is set later, since it needs the titles.
    #[must_use]
    pub fn fold(parsed: Vec<Parsed>, assets: BTreeSet<Utf8PathBuf>, settings: &[Redirect]) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut pages: Vec<Arc<SitePage>> = Vec::with_capacity(parsed.len());
        let (mut drafts, mut by_source, mut by_url) = (BTreeSet::new(), HashMap::new(), HashMap::new());
        let (readmes, others): (Vec<_>, Vec<_>) = parsed.into_iter().partition(|page| route::is_readme(&page.source));
        for page in others.into_iter().chain(readmes) {
            if page.page.front_matter.draft {
                drafts.insert(page.source);
                continue;
            }
            let url = route::page_url(&page.source);
            let id = PageId(pages.len() as u32);
            if let Some(first) = by_url.get(&url).and_then(|PageId(first)| pages.get(*first as usize)) {
                diagnostics.push(same_url(&page.file, &first.parsed.file, &url));
                continue;
            }
            by_url.insert(url.clone(), id);
            by_source.insert(page.source.clone(), id);
            pages.push(Arc::new(SitePage { title: title::page_title(&page), parsed: page, url }));
        }
        let index = Index::of(&pages, &mut diagnostics);
        let (drafts, by_source, by_url) = (Arc::new(drafts), Arc::new(by_source), Arc::new(by_url));
        let mut site = Self { pages, drafts, assets: Arc::new(assets), index, by_source, by_url, ..Self::default() };
        site.find_case_clashes(&mut diagnostics);
        let (redirects, problems) = redirects::collect(&site, settings);
        site.redirects = Arc::new(redirects);
        diagnostics.extend(problems);
        (site, diagnostics)
    }

    /// The same site with `parsed` in place of the page of that number, which has the same file. What the rest of the site knows of the page
    /// stays as it was, but for its title and anchors: see [`SitePage::outward`] for whether that is all there is to know.
    #[must_use]
    pub fn with_page(&self, id: PageId, parsed: Parsed) -> Self {
        let parsed = self.with_numbers(id, parsed);
        let mut site = self.clone();
        if let Some(slot) = site.pages.get_mut(id.0 as usize) {
            site.index.replace(id, &parsed.page);
            *slot = Arc::new(SitePage { title: title::page_title(&parsed), url: slot.url.clone(), parsed });
        }
        site
    }

    /// The page of that number.
    #[must_use]
    pub fn page(&self, id: PageId) -> Option<&SitePage> {
        self.pages.get(id.0 as usize).map(Arc::as_ref)
    }

    /// The page whose path relative to the source folder is `source`.
    #[must_use]
    pub fn by_source(&self, source: &Utf8Path) -> Option<PageId> {
        self.by_source.get(source).copied()
    }

    /// The page at that URL.
    #[must_use]
    pub fn by_url(&self, url: &Utf8Path) -> Option<PageId> {
        self.by_url.get(url).copied()
    }

    /// All pages with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (PageId, &SitePage)> {
        self.pages.iter().enumerate().map(|(n, page)| (PageId(n as u32), page.as_ref()))
    }

    /// The page that a visitor meets first: the root's `index.html`, else the first in reading order.
    #[must_use]
    pub fn home(&self) -> Option<PageId> {
        self.by_url(Utf8Path::new("index.html")).or_else(|| self.outline.reading_order.first().copied())
    }

    /// Two files whose names differ only in case are one file on many machines.
    fn find_case_clashes(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut seen: BTreeMap<String, &Utf8Path> = BTreeMap::new();
        let pages = self.pages.iter().map(|p| (p.url.as_path(), p.parsed.file.as_path()));
        let assets = self.assets.iter().map(|a| (a.as_path(), a.as_path()));
        for (output, file) in pages.chain(assets) {
            if let Some(first) = seen.insert(output.as_str().to_lowercase(), file) {
                diagnostics.push(
                    Diagnostic::error("case-clash", file, 0..0, format!("`{file}` differs from `{first}` only in case"))
                        .help("on macOS and Windows, and on many web servers, the two are one file: rename one of them"),
                );
            }
        }
    }
}

fn same_url(file: &Utf8Path, first: &Utf8Path, url: &Utf8Path) -> Diagnostic {
    Diagnostic::error("duplicate-url", file, 0..0, format!("`{file}` and `{first}` have the same URL, `{url}`"))
        .help(format!("rename one of the two; only `{first}` is built"))
}

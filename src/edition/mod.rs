//! A book at one moment: everything up to where each file of its site can be made by itself.
//!
//! `build` makes all files of an edition at once, the preview those that somebody asks for; both make them here, so that they are the
//! same bytes.

mod examine;
mod file;
mod load;
mod look;
mod replace;
mod search;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use crate::book::Book;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::facts::Facts;
use crate::memo::{Memo, Memory};
use crate::render::Leaves;
use crate::render::html::{self, Body};
use crate::site::{self, Links, PageId, Site, SitePage};
use crate::source::Sources;

pub use examine::Examined;
pub use file::{Made, Mark, Rendered, Served};
pub use load::{Scope, Setting};
pub use look::Look;
pub use replace::Replaced;

/// A book at one moment. It never changes; what it makes on request is remembered where other pages or the checks need it again.
pub struct Edition {
    /// The book's files.
    pub sources: Sources,
    /// The settings.
    pub config: Arc<Config>,
    /// What the schemas say that the book names; nothing where no checks are wanted.
    pub facts: Arc<Facts>,
    /// Which files there are.
    pub book: Arc<Book>,
    /// The pages in their places.
    pub site: Site,
    /// The folder, relative to the root, that the site belongs in.
    pub out: Utf8PathBuf,
    /// What is wrong with the book as a whole, and the pages that could not be read.
    pub problems: Arc<[Diagnostic]>,
    /// Addresses of pages that could not be read.
    pub unread: BTreeSet<Utf8PathBuf>,
    /// What gives the pages their looks, or why there is nothing.
    pub look: Result<Arc<Look>, Diagnostic>,
    /// In the order of the site's pages.
    sheets: Vec<Arc<Sheet>>,
    /// Pages by the files that they read, their own aside.
    readers: Arc<BTreeMap<Utf8PathBuf, Vec<PageId>>>,
    leaves: Arc<Leaves>,
    memory: Arc<Memory>,
    /// The pages as the search sees them.
    texts: Arc<Memo<crate::search::Page>>,
    search: search::Search,
}

/// What follows from a page and its place in the site, found out when it is first asked for.
#[derive(Default)]
struct Sheet {
    links: OnceLock<Links>,
    /// The body without its HTML: what was found while it was rendered.
    findings: OnceLock<Arc<Body>>,
}

impl Edition {
    /// What the references of the page lead to; nothing where there is no such page.
    #[must_use]
    pub fn links(&self, id: PageId) -> &Links {
        static NONE: Links = Links { destinations: Vec::new(), findings: Vec::new(), internal: 0 };
        let Some(sheet) = self.sheets.get(id.0 as usize) else { return &NONE };
        sheet.links.get_or_init(|| site::resolve(&self.site, &self.sources, &self.config.book.source, id))
    }

    /// Renders the page without what surrounds it.
    #[must_use]
    pub fn body(&self, id: PageId, page: &SitePage) -> Body {
        html::render(&page.parsed.page, &self.links(id).destinations, &*self.leaves, html::Options::default())
    }

    /// Whether the page or file at `url`, relative to the site's root, is byte for byte what it is in `other`, as far as that can be told
    /// without making it: never true of two that differ.
    #[must_use]
    pub fn same_page(&self, other: &Self, url: &Utf8Path) -> bool {
        let (Ok(look), Ok(others)) = (&self.look, &other.look) else { return false };
        let same = |id: PageId| {
            let (Some(mine), Some(theirs)) = (self.site.pages.get(id.0 as usize), other.site.pages.get(id.0 as usize)) else {
                return false;
            };
            let sheets = self.sheets.get(id.0 as usize).zip(other.sheets.get(id.0 as usize));
            Arc::ptr_eq(mine, theirs) && sheets.is_some_and(|(mine, theirs)| Arc::ptr_eq(mine, theirs))
        };
        Arc::ptr_eq(look, others) && self.page_at(url).is_some_and(same)
    }

    /// The pages that `file` is read for: its own page, and those that include it.
    #[must_use]
    pub fn readers(&self, file: &Utf8Path) -> Vec<PageId> {
        let own = file.strip_prefix(&self.config.book.source).ok().and_then(|source| self.site.by_source(source));
        own.into_iter().chain(self.readers.get(file).into_iter().flatten().copied()).collect()
    }
}

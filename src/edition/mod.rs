//! A book at one moment: everything up to where each file of its site can be made by itself.
//!
//! `build` makes all files of an edition at once, the preview those that somebody asks for; both make them here, so that they are the
//! same bytes.

mod dress;
mod examine;
mod file;
mod inventory;
mod load;
mod look;
mod machine;
mod not_found;
mod print;
mod replace;
mod search;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use crate::book::Book;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::facts::Facts;
use crate::history::{Change, Changes};
use crate::inventory::Shelf;
use crate::memo::{Memo, Memory};
use crate::render::Leaves;
use crate::render::html::{self, Body};
use crate::site::{self, Links, PageId, Site, SitePage};
use crate::source::Sources;
use crate::versions::Standing;
use crate::workspace::Whole;

pub use dress::{Company, Dress};
pub use examine::Examined;
pub use file::{Made, Mark, Rendered, Served};
pub use load::{Scope, Setting};
pub use look::Look;
pub use replace::Replaced;

/// A book at one moment. It never changes; what it makes on request is remembered where other pages or the checks need it again. A clone shares
/// everything with the original.
#[derive(Clone)]
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
    /// What other projects say that they can be led to.
    pub shelf: Shelf,
    /// The folder, relative to the root, that the site belongs in.
    pub out: Utf8PathBuf,
    /// What is wrong with the book as a whole, and the pages that could not be read.
    pub problems: Arc<[Diagnostic]>,
    /// Addresses of pages that could not be read.
    pub unread: BTreeSet<Utf8PathBuf>,
    /// What gives the pages their looks, or why there is nothing.
    pub look: Result<Arc<Look>, Diagnostic>,
    /// Folders of the site that have the address at which a page would stand as Markdown.
    markdown_folders: Arc<BTreeSet<Utf8PathBuf>>,
    /// When files last changed, as far as that was asked for: see [`Edition::with_changes`].
    changes: Arc<Changes>,
    /// Where it stands among other versions of the book, if they are built together.
    pub standing: Option<Standing>,
    /// The whole that it is a part of, if it is one of several books.
    pub whole: Option<Whole>,
    /// In the order of the site's pages.
    sheets: Vec<Arc<Sheet>>,
    /// The files that the site holds as they are, where it is not all of them: see [`Edition::copies`].
    copied: Option<Arc<BTreeSet<Utf8PathBuf>>>,
    /// Pages by the files that they read, their own aside.
    readers: Arc<BTreeMap<Utf8PathBuf, Vec<PageId>>>,
    leaves: Arc<Leaves>,
    memory: Arc<Memory>,
    /// The pages as the search sees them.
    texts: Arc<Memo<crate::search::Page>>,
    search: Arc<search::Search>,
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
        static NONE: Links = Links { destinations: Vec::new(), findings: Vec::new(), internal: 0, waiting: BTreeMap::new() };
        let Some(sheet) = self.sheets.get(id.0 as usize) else { return &NONE };
        sheet.links.get_or_init(|| site::resolve(&self.site, &self.sources, &self.config.book.source, &self.shelf, id))
    }

    /// Whether the site holds the file as it is, named relative to the source folder.
    #[must_use]
    pub fn copies(&self, asset: &Utf8Path) -> bool {
        self.site.assets.contains(asset) && self.copied.as_ref().is_none_or(|copied| copied.contains(asset))
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
        let same_change = |id: PageId| {
            let of = |edition: &Self| edition.site.page(id).and_then(|page| edition.updated(page).cloned());
            of(self) == of(other)
        };
        Arc::ptr_eq(look, others) && self.page_at(url).is_some_and(|id| same(id) && same_change(id))
    }

    /// The same edition, knowing when its files last changed.
    #[must_use]
    pub fn with_changes(self, changes: Arc<Changes>) -> Self {
        Self { changes, ..self }
    }

    /// When the page last changed, or anything that it is made from; `None` where that is not known or the book does not want it to be shown.
    #[must_use]
    pub fn updated(&self, page: &SitePage) -> Option<&Change> {
        let wanted = self.config.html.last_updated.then_some(&self.changes)?;
        wanted.latest(files_of(page))
    }

    /// Every file that a page is made from, relative to the book's root.
    #[must_use]
    pub fn files_of_pages(&self) -> BTreeSet<Utf8PathBuf> {
        self.site.pages.iter().flat_map(|page| files_of(page)).map(Utf8Path::to_owned).collect()
    }

    /// The pages that `file` is read for: its own page, and those that include it.
    #[must_use]
    pub fn readers(&self, file: &Utf8Path) -> Vec<PageId> {
        let own = file.strip_prefix(&self.config.book.source).ok().and_then(|source| self.site.by_source(source));
        own.into_iter().chain(self.readers.get(file).into_iter().flatten().copied()).collect()
    }
}

/// The files that a page is made from: its own, and what it includes or shows.
fn files_of(page: &SitePage) -> impl Iterator<Item = &Utf8Path> {
    let parsed = &page.parsed;
    std::iter::once(parsed.file.as_path()).chain(parsed.page.reads.iter().map(|read| read.file.as_path()))
}

//! What stands at each address of the site.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::load::unreadable;
use super::machine::Machine;
use super::not_found::NOT_FOUND;
use super::{Edition, Look};
use crate::diagnostic::{Diagnostic, Place};
use crate::memo::Key;
use crate::render::html::Body;
use crate::render::page::{Chrome, absolute, redirect};
use crate::render::sitemap::{SitemapEntry, sitemap};
use crate::site::{PageId, RedirectTo, SitePage};

/// GitHub Pages leaves out folders that start with `_` unless this file is there.
const NO_JEKYLL: &str = ".nojekyll";
const HOME: &str = "index.html";
const SITEMAP: &str = "sitemap.xml";

/// What a file of the site is made from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin<'a> {
    Page(PageId, &'a SitePage),
    NotFound,
    Redirect(&'a RedirectTo),
    /// Leads on to the first page, where none is called `index.html`.
    Home(PageId),
    Sitemap,
    Machine(Machine<'a>),
    Theme(&'a [u8]),
    Search(&'a Arc<[u8]>),
    Nothing,
    /// A file of the source folder, relative to the book's root.
    Asset(&'a Utf8Path),
}

/// A file of the site, as it is served.
#[derive(Debug)]
pub enum Served {
    /// A page of the book.
    Page(Rendered),
    /// Another HTML page: one that leads on to another address, or the one for addresses that lead nowhere.
    Html(String),
    /// Anything else that is made.
    Made(Arc<[u8]>),
    /// A file of the book as it is, by its path relative to the book's root.
    Asset(Utf8PathBuf),
}

/// A page in its template.
#[derive(Debug)]
pub struct Rendered {
    /// All of it.
    pub html: String,
    /// The bytes that the page's body takes, where the template puts it in as it is and only once.
    pub body: Option<Range<usize>>,
    /// Where each block begins, in their order.
    pub blocks: Vec<Mark>,
}

/// Where the HTML of a top-level block begins; it ends where the next one begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes into the body.
    pub at: usize,
    /// The source that it was made from; none for the notes at the foot of the page.
    pub place: Option<Place>,
}

/// An address and the bytes that stand there, or why there are none.
pub type Made = (Utf8PathBuf, Result<Arc<[u8]>, Diagnostic>);

impl Edition {
    /// The page at that address relative to the site's root: `security/jwt.html`; `security` and the empty address stand for the
    /// `index.html` in them.
    #[must_use]
    pub fn page_at(&self, url: &Utf8Path) -> Option<PageId> {
        self.site.by_url(url).or_else(|| self.site.by_url(&url.join(HOME)))
    }

    /// The file at exactly that address relative to the site's root, or why it cannot be made; `None` where the site has none.
    #[must_use]
    pub fn file(&self, url: &Utf8Path) -> Option<Result<Served, Diagnostic>> {
        let look = match &self.look {
            Ok(look) => look,
            Err(diagnostic) => return Some(Err(diagnostic.clone())),
        };
        let origin = self.origin(look, url)?;
        Some(match origin {
            Origin::Page(id, page) => self.page(look, id, page, &self.body(id, page)).map(Served::Page),
            Origin::NotFound | Origin::Redirect(_) | Origin::Home(_) => self.made(look, url, origin).map(Served::Html),
            Origin::Sitemap => self.made(look, url, origin).map(|text| Served::Made(Arc::from(text.into_bytes()))),
            Origin::Machine(Machine::Print) => self.print(look, &|id, page| Arc::new(self.body(id, page))).map(Served::Html),
            Origin::Machine(machine) => Ok(Served::Made(self.for_machines(look, machine))),
            Origin::Theme(bytes) => Ok(Served::Made(Arc::from(bytes))),
            Origin::Search(bytes) => Ok(Served::Made(Arc::clone(bytes))),
            Origin::Nothing => Ok(Served::Made(Arc::from([]))),
            Origin::Asset(file) => Ok(Served::Asset(self.config.book.source.join(file))),
        })
    }

    /// The page for addresses that lead nowhere.
    pub fn not_found(&self) -> Result<String, Diagnostic> {
        match self.file(Utf8Path::new(NOT_FOUND)) {
            Some(Ok(Served::Page(page))) => Ok(page.html),
            Some(Ok(Served::Html(html))) => Ok(html),
            Some(Err(diagnostic)) => Err(diagnostic),
            Some(Ok(Served::Made(_) | Served::Asset(_))) | None => Ok(String::new()),
        }
    }

    /// What stands at `url`. Pages win over what the site makes by itself, and that over the files of the book.
    pub(super) fn origin<'a>(&'a self, look: &'a Look, url: &Utf8Path) -> Option<Origin<'a>> {
        let shown = self.site.by_url(url);
        if url == NOT_FOUND && (shown.is_none() || shown == self.own_not_found()) {
            return Some(Origin::NotFound);
        }
        if let Some(id) = shown {
            // Of a page outside the scope nothing is known but that it is there.
            let page = self.site.page(id).filter(|page| page.parsed.key != Key::default());
            return page.map(|page| Origin::Page(id, page));
        }
        if let Some(target) = self.site.redirects.get(url) {
            return Some(Origin::Redirect(target));
        }
        if let Some(bytes) = look.theme.files.get(url) {
            return Some(Origin::Theme(bytes));
        }
        if let Some(bytes) = self.search_file(url) {
            return Some(Origin::Search(bytes));
        }
        if let Some(machine) = self.machine(url) {
            return Some(Origin::Machine(machine));
        }
        let made = match url.as_str() {
            HOME => self.site.home().map(Origin::Home),
            SITEMAP if self.config.html.site_url.origin.is_some() => Some(Origin::Sitemap),
            NO_JEKYLL => Some(Origin::Nothing),
            _ => None,
        };
        made.or_else(|| self.site.assets.get(url).filter(|file| self.copies(file)).map(|file| Origin::Asset(file)))
    }

    /// Every file of the site by its address, or why it cannot be made, and the files of the book, relative to its root, whose address is taken.
    /// `bodies` are those of all pages, in their order. With `hollow`, only the first page is made and no file of the book is read: the others
    /// are empty, and those of the search are left out.
    #[must_use]
    pub fn files(&self, look: &Look, bodies: &[Arc<Body>], hollow: bool) -> (Vec<Made>, Vec<Utf8PathBuf>) {
        let (origins, taken) = self.origins(look, hollow);
        let make = |(url, origin): (Utf8PathBuf, Origin<'_>)| {
            let file = match origin {
                Origin::Page(PageId(number), _) if hollow && number > 0 => Ok(Arc::from([])),
                Origin::Page(id, page) => {
                    let body = bodies.get(id.0 as usize).map(Arc::as_ref);
                    let html =
                        body.map_or_else(|| Ok(String::new()), |body| self.chrome(look).page(page, body, &self.known(id, page)));
                    html.map(|html| Arc::from(html.into_bytes()))
                }
                Origin::Asset(_) if hollow => Ok(Arc::from([])),
                Origin::Asset(asset) => {
                    let file = self.config.book.source.join(asset);
                    let bytes = self.sources.get(&file).map(|source| Arc::from(source.bytes.as_slice()));
                    bytes.map_err(|reason| unreadable(&file, &reason))
                }
                Origin::Machine(Machine::Print) => {
                    let body = |PageId(number): PageId, _: &SitePage| bodies.get(number as usize).cloned().unwrap_or_default();
                    self.print(look, &body).map(|html| Arc::from(html.into_bytes()))
                }
                Origin::Machine(_) if hollow => Ok(Arc::from([])),
                Origin::Machine(machine) => Ok(self.for_machines(look, machine)),
                Origin::Theme(bytes) => Ok(Arc::from(bytes)),
                Origin::Search(bytes) => Ok(Arc::clone(bytes)),
                Origin::Nothing => Ok(Arc::from([])),
                Origin::NotFound | Origin::Redirect(_) | Origin::Home(_) | Origin::Sitemap => {
                    self.made(look, &url, origin).map(|text| Arc::from(text.into_bytes()))
                }
            };
            (url, file)
        };
        let files = origins.into_iter().collect::<Vec<_>>().into_par_iter().map(make).collect();
        (files, taken.into_iter().map(|asset| self.config.book.source.join(asset)).collect())
    }

    /// Every address of the site with what stands there, and the files of the book whose address is taken.
    /// With `hollow`, without those of the search, which are only known once they are made.
    fn origins<'a>(&'a self, look: &'a Look, hollow: bool) -> (BTreeMap<Utf8PathBuf, Origin<'a>>, Vec<&'a Utf8Path>) {
        let own = [NOT_FOUND, HOME, SITEMAP, NO_JEKYLL].map(Utf8Path::new);
        let pages = self.site.pages.iter().map(|page| page.url.as_path());
        let others = self.site.redirects.keys().chain(look.theme.files.keys()).chain(&*self.site.assets);
        let search = (!hollow).then(|| self.search_files().keys().map(Utf8PathBuf::as_path)).into_iter().flatten();
        let machine = self.machine_urls();
        let machine = machine.iter().map(Utf8PathBuf::as_path);
        let urls = pages.chain(others.map(Utf8PathBuf::as_path)).chain(search).chain(own).chain(machine);
        let origins: BTreeMap<_, _> = urls.filter_map(|url| Some((url.to_owned(), self.origin(look, url)?))).collect();
        let is_taken = |asset: &&Utf8Path| !matches!(origins.get(*asset), Some(Origin::Asset(_)));
        let copied = self.site.assets.iter().map(Utf8PathBuf::as_path).filter(|asset| self.copies(asset));
        let taken = copied.filter(is_taken).collect();
        (origins, taken)
    }

    pub(super) fn chrome<'a>(&'a self, look: &'a Look) -> Chrome<'a> {
        let Look { theme, templates, navigation } = look;
        Chrome {
            config: &self.config,
            site: &self.site,
            theme,
            templates,
            navigation,
            print: self.print_url(),
            markdown_folders: &self.markdown_folders,
            standing: self.standing.as_ref(),
            workspace: self.whole.as_ref(),
        }
    }

    /// Puts the page's body into its template.
    pub(super) fn page(&self, look: &Look, id: PageId, page: &SitePage, body: &Body) -> Result<Rendered, Diagnostic> {
        let html = self.chrome(look).page(page, body, &self.known(id, page))?;
        let mut found = html.match_indices(body.html.as_str());
        let place = match (found.next(), found.next()) {
            (Some((at, _)), None) => Some(at..at + body.html.len()),
            _ => None,
        };
        let files = &page.parsed.page.files;
        let mark = |block: &crate::render::html::BlockStart| {
            let place = block.span.and_then(|span| {
                let file = files.get(span.file.index())?.clone();
                Some(Place { file, range: span.start..span.end })
            });
            Mark { at: block.at as usize, place }
        };
        Ok(Rendered { html, body: place, blocks: body.blocks.iter().map(mark).collect() })
    }

    /// The text of a file that is neither a page nor one of the book's.
    pub(super) fn made(&self, look: &Look, url: &Utf8Path, origin: Origin<'_>) -> Result<String, Diagnostic> {
        match origin {
            Origin::NotFound => self.make_not_found(look),
            Origin::Redirect(target) => redirect(&self.chrome(look), url, target),
            Origin::Home(home) => redirect(&self.chrome(look), url, &RedirectTo::Page(home)),
            Origin::Sitemap => {
                let day = |page: &SitePage| self.updated(page).map(|change| change.at.to_string().chars().take(10).collect());
                let entry = |(_, page): (PageId, &SitePage)| {
                    Some(SitemapEntry { url: absolute(&self.config, page)?, modified: day(page) })
                };
                sitemap(&look.templates, &self.reading_order().filter_map(entry).collect::<Vec<_>>())
            }
            Origin::Page(..) | Origin::Machine(_) | Origin::Theme(_) | Origin::Search(_) | Origin::Nothing | Origin::Asset(_) => {
                Ok(String::new())
            }
        }
    }
}

//! What the site holds for programs: each page as Markdown, and what is made of all of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::print::PRINT;
use super::{Edition, Look};
use crate::config::{Config, Robots};
use crate::diagnostic::Diagnostic;
use crate::memo::Key;
use crate::render::llms::{self, Entry};
use crate::render::markdown;
use crate::render::page::{self, Known};
use crate::render::policy::{self, Moved};
use crate::site::route::{encode, follow, markdown_url, relative};
use crate::site::{OutlineItem, PageId, RedirectTo, Site, SitePage};

const LLMS: &str = "llms.txt";
const LLMS_FULL: &str = "llms-full.txt";
/// The folder of parts of configurations.
const SERVER_FOLDER: &str = "_server";
/// How much of its first paragraph describes a page that has no description.
const DESCRIPTION: usize = 160;
/// How large the unit of the settings is.
const KILOBYTE: usize = 1000;

/// What a file for programs is made from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Machine<'a> {
    /// A page as Markdown.
    Twin(PageId, &'a SitePage),
    Llms,
    LlmsFull,
    Print,
    Inventory,
    Robots,
    Headers,
    Redirects,
    Nginx,
    Caddy,
}

/// What has a fixed address.
const NAMED: [(&str, Machine<'static>); 9] = [
    ("llms.txt", Machine::Llms),
    ("llms-full.txt", Machine::LlmsFull),
    (PRINT, Machine::Print),
    ("objects.inv", Machine::Inventory),
    ("robots.txt", Machine::Robots),
    ("_headers", Machine::Headers),
    ("_redirects", Machine::Redirects),
    ("_server/nginx.conf", Machine::Nginx),
    ("_server/Caddyfile", Machine::Caddy),
];

/// The folders of the site that have the address at which a page would stand as Markdown, and what is wrong with them. They are as rare as
/// they sound: a folder `x.md` beside `x.markdown`.
pub(super) fn markdown_folders(site: &Site, config: &Config) -> (BTreeSet<Utf8PathBuf>, Vec<Diagnostic>) {
    let mut folders = BTreeSet::new();
    let mut problems = Vec::new();
    if !config.publish.markdown {
        return (folders, problems);
    }
    let pages = site.pages.iter().map(|page| &page.url);
    for url in pages.chain(&*site.assets).chain(site.redirects.keys()).filter(|url| url.as_str().contains(".md/")) {
        for folder in url.ancestors().skip(1) {
            let page = site.by_url(&folder.with_extension("html")).filter(|_| folder.extension() == Some("md"));
            let Some(page) = page.and_then(|id| site.page(id)) else { continue };
            if folders.insert(folder.to_owned()) {
                let message = format!("`{url}` is in a folder that has the address of this page as Markdown, `{folder}`");
                problems.push(
                    Diagnostic::error("duplicate-url", &page.parsed.file, 0..0, message)
                        .help("rename the page or the folder; the page is not there as Markdown"),
                );
            }
        }
    }
    (folders, problems)
}

impl Edition {
    /// The file for programs at `url`. A file of the book that has its name takes its place.
    pub(super) fn machine(&self, url: &Utf8Path) -> Option<Machine<'_>> {
        let publish = &self.config.publish;
        if url.extension() == Some("md") {
            let id = self.site.by_url(&url.with_extension("html")).filter(|id| Some(*id) != self.own_not_found())?;
            let page = self.site.page(id).filter(|page| page.parsed.key != Key::default())?;
            return self.twin(page).map(|_| Machine::Twin(id, page));
        }
        if self.copies(url) {
            return None;
        }
        let (_, machine) = NAMED.into_iter().find(|(name, _)| url == *name)?;
        let is_wanted = match machine {
            Machine::Twin(..) => false,
            Machine::Llms | Machine::LlmsFull => publish.llms,
            Machine::Print => self.config.html.print.enable,
            Machine::Inventory => publish.inventory,
            // Crawlers read it at the root of a host and nowhere else.
            Machine::Robots => publish.robots != Robots::Silent && self.config.html.site_url.path == "/",
            Machine::Headers | Machine::Nginx | Machine::Caddy => publish.server_files,
            Machine::Redirects => publish.server_files && !self.site.redirects.is_empty(),
        };
        is_wanted.then_some(machine)
    }

    /// The addresses at which [`Edition::machine`] may find a file.
    pub(super) fn machine_urls(&self) -> Vec<Utf8PathBuf> {
        let twins = self.site.pages.iter().map(|page| markdown_url(&page.url));
        twins.chain(NAMED.map(|(name, _)| Utf8PathBuf::from(name))).collect()
    }

    /// Makes the file, if it is not HTML.
    pub(super) fn for_machines(&self, look: &Look, machine: Machine<'_>) -> Arc<[u8]> {
        let site = &self.config.html.site_url;
        let text = match machine {
            Machine::Twin(id, page) => self.markdown(id, page, &markdown_url(&page.url)),
            Machine::Llms => self.llms(),
            Machine::LlmsFull => self.llms_full(),
            Machine::Robots => policy::robots(site, self.config.publish.robots == Robots::Allow),
            Machine::Headers => policy::host_headers(site, &unchanging(look)),
            Machine::Redirects => policy::host_redirects(&self.moved()),
            Machine::Nginx => policy::nginx(site, &unchanging(look), SERVER_FOLDER, &self.moved()),
            Machine::Caddy => policy::caddy(site, &unchanging(look), SERVER_FOLDER, &self.moved()),
            Machine::Inventory => return Arc::from(self.inventory().bytes()),
            // It is HTML.
            Machine::Print => String::new(),
        };
        Arc::from(text.into_bytes())
    }

    /// The old addresses and where they lead, from the root of the host.
    fn moved(&self) -> Vec<Moved> {
        let path = &self.config.html.site_url.path;
        let at = |file: &Utf8Path| format!("{path}{}", encode(file.as_str()));
        let to = |from: &Utf8Path, to: &RedirectTo| match to {
            RedirectTo::Page(id) => self.site.page(*id).map(|page| at(&page.url)),
            RedirectTo::Url(url) => Some(follow(from, url).map_or_else(|| url.clone(), |(file, rest)| at(&file) + rest)),
        };
        let one = |(from, target): (&Utf8PathBuf, &RedirectTo)| Some(Moved { from: at(from), to: to(from, target)? });
        self.site.redirects.iter().filter_map(one).collect()
    }

    fn twin(&self, page: &SitePage) -> Option<Utf8PathBuf> {
        page::twin(&self.config, &self.markdown_folders, page)
    }

    /// The page as Markdown that stands in the file at `file`.
    fn markdown(&self, id: PageId, page: &SitePage, file: &Utf8Path) -> String {
        let address = |url: &str| match follow(&page.url, url) {
            Some((to, rest)) if to == page.url && markdown_url(&to) == file && !rest.is_empty() => rest.to_owned(),
            Some((to, rest)) => self.address(file, &to) + rest,
            None => url.to_owned(),
        };
        markdown::write(&page.parsed.page, &page.title, &self.links(id).destinations, &address)
    }

    /// What leads from the file at `from` to the file or page at `to`, all relative to the site's root: the full address where it is known,
    /// since a text for programs is read far from where it stands. Of a page it is that of its Markdown.
    fn address(&self, from: &Utf8Path, to: &Utf8Path) -> String {
        let page = self.site.by_url(to).and_then(|id| self.site.page(id));
        let to = page.and_then(|page| self.twin(page)).unwrap_or_else(|| to.to_owned());
        match self.config.html.site_url.origin {
            Some(_) => self.config.html.site_url.url(&encode(to.as_str())),
            None => relative(from, &to),
        }
    }

    /// Each page once, in the order in which they are read.
    pub(super) fn reading_order(&self) -> impl Iterator<Item = (PageId, &SitePage)> {
        let mut seen = BTreeSet::new();
        let order = self.site.outline.reading_order.iter().filter(move |id| seen.insert(**id));
        order.filter_map(|id| Some((*id, self.site.page(*id)?)))
    }

    fn llms(&self) -> String {
        let config = &self.config;
        let mut entries = Vec::new();
        self.entries(&self.site.outline.items, &mut entries);
        let full = Utf8Path::new(LLMS_FULL);
        let all = self.machine(full).is_some().then(|| self.address(LLMS.into(), full));
        let most = config.publish.llms_max_kilobytes as usize * KILOBYTE;
        llms::list(&llms::Book { title: title(config), description: config.book.description.as_deref(), all }, &entries, most)
    }

    fn entries(&self, items: &[OutlineItem], entries: &mut Vec<Entry>) {
        for item in items {
            match item {
                OutlineItem::Part(title) => entries.push(Entry::Part(title.clone())),
                OutlineItem::Page { page: id, title, .. } => {
                    let Some(page) = self.site.page(*id) else { continue };
                    let words = title.clone().unwrap_or_else(|| crate::document::plain_text(&page.title));
                    let address = self.address(LLMS.into(), &page.url);
                    entries.push(Entry::Page { title: words, address, description: self.description(*id, page) });
                }
                OutlineItem::Link { .. } | OutlineItem::Group { .. } | OutlineItem::Separator => {}
            }
            self.entries(item.children(), entries);
        }
    }

    /// What is known of the page besides what it says.
    pub(super) fn known(&self, id: PageId, page: &SitePage) -> Known<'_> {
        Known { id, description: self.description(id, page), change: self.updated(page) }
    }

    /// What the author says that the page is about, else how it begins.
    fn description(&self, id: PageId, page: &SitePage) -> Option<String> {
        let given = page.parsed.page.front_matter.description.clone();
        given.or_else(|| markdown::first_words(&page.parsed.page, &self.links(id).destinations, DESCRIPTION))
    }

    fn llms_full(&self) -> String {
        let config = &self.config;
        let file = Utf8Path::new(LLMS_FULL);
        let texts = self.reading_order().map(|(id, page)| llms::Text {
            title: crate::document::plain_text(&page.title),
            address: self.address(file, &page.url),
            text: Box::new(move || self.markdown(id, page, file)),
        });
        let most = config.publish.llms_full_max_kilobytes as usize * KILOBYTE;
        llms::full(&llms::Book { title: title(config), description: config.book.description.as_deref(), all: None }, texts, most)
    }
}

/// The files whose names end in a hash of what is in them.
fn unchanging(look: &Look) -> Vec<String> {
    let is_hashed = |file: &&Utf8PathBuf| {
        let hash = file.file_stem().and_then(|stem| stem.rsplit_once('-')).map(|(_, hash)| hash);
        hash.is_some_and(|hash| hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    look.theme.files.keys().filter(is_hashed).map(|file| encode(file.as_str())).collect()
}

fn title(config: &Config) -> &str {
    config.book.title.as_deref().unwrap_or("Documentation")
}

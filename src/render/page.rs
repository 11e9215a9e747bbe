//! A body with everything around it: the data that the templates get.

use std::borrow::Cow;
use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::context::context;
use super::html::{Body, OutlineEntry};
use super::navigation::Navigation;
use super::template::Templates;
use super::theme::Theme;
use super::updated::Updated;
use super::versions::{Banner, Seen, VersionLink};
use crate::config::{Config, Robots};
use crate::diagnostic::Diagnostic;
use crate::document::plain_text;
use crate::history::Change;
use crate::site::route::{SEARCH_FOLDER, encode, markdown_url, relative, root_of};
use crate::site::{OutlineItem, PageId, RedirectTo, Site, SitePage};
use crate::versions::Standing;
use crate::workspace::Whole as WholeSite;

/// The content security policy that every page of a site works under: what it loads comes from its own host, and no script or style stands in
/// the page itself. The preview sends it, so that what breaks under it breaks while the book is written.
pub const POLICY: &str = "default-src 'self'";

/// What all pages share.
pub struct Chrome<'a> {
    /// The author's settings.
    pub config: &'a Config,
    /// All pages.
    pub site: &'a Site,
    /// Style sheet, scripts, icon.
    pub theme: &'a Theme,
    /// Compiled templates.
    pub templates: &'a Templates,
    /// The navigation of every page.
    pub navigation: &'a Navigation,
    /// The address of the page that holds the whole book, if there is one.
    pub print: Option<&'a Utf8Path>,
    /// Folders of the site that have the address at which a page would stand as Markdown.
    pub markdown_folders: &'a BTreeSet<Utf8PathBuf>,
    /// Where the site stands among other versions of the book, if there are any.
    pub standing: Option<&'a Standing>,
    /// The whole that the book is a part of, if it is one of several.
    pub workspace: Option<&'a WholeSite>,
}

context! {
/// What `page.html` and `404.html` get. Each comment is for the author of a template: it becomes the reference page.
pub(super) struct PageData<'a> {
    /// The book, the same on every page.
    book: BookData<'a>,
    /// The page that is being written.
    page: Page<'a>,
    /// The way to the root of the site: empty, `../`, `../../`. On the page for missing addresses, which a server shows at any depth, the path of
    /// the site.
    root: &'a str,
    /// The address of the start page.
    home: String,
    /// The files of the theme.
    assets: Assets,
    /// The repository, where `git-repository-url` is set.
    repository: Option<Repository<'a>>,
    /// The address of the page that holds the whole book, if there is one.
    print: Option<String>,
    /// What only `print.html` gets: the whole book in one page.
    whole: Option<Whole>,
    /// The site that the book is a part of, where it is one of the books of a workspace.
    workspace: Option<WorkspaceLink<'a>>,
    /// The versions of the book, the highest first, where the site holds several; else empty.
    versions: Vec<VersionLink<'a>>,
    /// What readers are told of the version that they are in, where it is not the current one.
    banner: Option<Banner<'a>>,
    /// The tree of pages as `navigation.html` made it; write it with `| safe`.
    navigation: String,
    /// The page's HTML; write it with `| safe`. Empty on the page for missing addresses.
    body: &'a str,
    /// Name and version of the program.
    generator: &'static str,
}
}

context! {
/// What is known of the whole book in one page.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    /// The table of contents.
    pub contents: Vec<PrintEntry>,
    /// The pages that there was no room for.
    pub left_out: Vec<PrintEntry>,
    /// Whether each page of the book starts on a sheet of its own.
    pub page_breaks: bool,
}
}

context! {
/// A line of the table of contents of the whole book.
#[derive(Clone, Debug, Default)]
pub struct PrintEntry {
    /// The title, without markup.
    pub title: String,
    /// The chapter's number, as in `2.1.`.
    pub number: Option<String>,
    /// Where it stands; none for a part, and for a chapter that is not written.
    pub url: Option<String>,
    /// What stands below it.
    pub children: Vec<PrintEntry>,
}
}

context! {
/// What holds for the whole book.
struct BookData<'a> {
    /// The book's name.
    title: &'a str,
    /// One sentence about the book.
    description: Option<&'a str>,
    /// Who wrote it.
    authors: &'a [String],
    /// The language as a tag, as in `en` or `de-CH`.
    language: &'a str,
    /// The language in the form that previews of links want, as in `de_CH`, where it names a country.
    locale: Option<String>,
    /// The full address of the picture of the book, where `publish.image` names one and `site-url` is a full URL.
    image: Option<String>,
    /// Which way the text runs: `ltr` or `rtl`.
    direction: &'a str,
    /// What a reader sees who has not chosen: `auto`, `light` or `dark`.
    default_theme: &'a str,
}
}

context! {
/// What holds for one page.
struct Page<'a> {
    /// The page's title, without markup.
    title: String,
    /// What the page is about: from its front matter, else how it begins.
    description: Option<&'a str>,
    /// Whether this is the start page.
    home: bool,
    /// Whether search engines are to leave the page out.
    noindex: bool,
    /// The page's address, from the root of the site.
    url: String,
    /// The page's file, from the folder of the pages; empty on the page for missing addresses.
    source: &'a str,
    /// Where the page can be edited, where `edit-url-template` is set.
    edit_url: Option<String>,
    /// The address of the page as Markdown, unless `publish.markdown` is turned off.
    markdown: Option<String>,
    /// When the page was last updated, where git knows and `last-updated` is not turned off.
    updated: Option<Updated>,
    /// The full address of the page, where `site-url` is a full URL.
    canonical: Option<String>,
    /// Whether the body brings its own first heading.
    h1: bool,
    /// The headings below the page's title.
    outline: Cow<'a, [OutlineEntry]>,
    /// The page before this one in the order of reading.
    previous: Option<Neighbour>,
    /// The page after this one.
    next: Option<Neighbour>,
    /// What the page belongs to, the outermost first, without the page itself.
    breadcrumbs: Vec<Neighbour>,
}
}

context! {
/// A page that another one names.
struct Neighbour {
    /// Its title, without markup.
    title: String,
    /// Its address; none where it is the name of a part or of a group without a page.
    url: Option<String>,
}
}

context! {
/// The files of the theme, as addresses.
struct Assets {
    /// The style sheet.
    style: String,
    /// Scripts that run before the page is drawn.
    head_scripts: Vec<String>,
    /// The script that runs after the page is read.
    script: Option<String>,
    /// The script of the search, loaded when a reader first searches.
    search_script: Option<String>,
    /// The files of the search, unless it is turned off.
    search: Option<Search>,
    /// The icon.
    favicon: Option<String>,
}
}

context! {
/// The files of the search.
struct Search {
    /// The manifest, which names all others.
    index: String,
}
}

context! {
/// The site that the book is a part of.
struct WorkspaceLink<'a> {
    /// What it is called.
    title: &'a str,
    /// The address of its start page.
    url: String,
}
}

context! {
/// The repository.
struct Repository<'a> {
    /// Its address.
    url: &'a str,
    /// What to call it: `GitHub`, `GitLab` or `Source repository`.
    label: &'static str,
}
}

context! {
/// What `redirect.html` gets.
pub(super) struct RedirectData {
    /// The address that the page leads to, relative to the one that it stands at.
    target: String,
    /// The title of the page there, or its address.
    title: String,
    /// Scripts that run before the page is drawn, as addresses: that of the default theme keeps the part of the page that the old address named.
    head_scripts: Vec<String>,
}
}

/// What is known of a page besides what it says.
#[derive(Debug)]
pub struct Known<'a> {
    /// Which page it is.
    pub id: PageId,
    /// What it is about.
    pub description: Option<String>,
    /// When it was last changed.
    pub change: Option<&'a Change>,
}

/// What stands around a page and differs from page to page.
struct Frame<'a> {
    versions: Vec<VersionLink<'a>>,
    banner: Option<Banner<'a>>,
    navigation: String,
}

impl Chrome<'_> {
    /// The whole HTML of a page.
    pub fn page(&self, page: &SitePage, body: &Body, known: &Known<'_>) -> Result<String, Diagnostic> {
        let id = known.id;
        let root = root_of(&page.url);
        let seen = self.standing.map(|standing| Seen { standing, url: &page.url, above: self.above(id) });
        let (versions, banner) = seen.as_ref().map(|seen| (seen.links(), seen.banner())).unwrap_or_default();
        let around = |step| {
            let other = self.site.page(self.navigation.neighbour(self.site, id, step)?)?;
            Some(Neighbour { title: plain_text(&other.title), url: Some(relative(&page.url, &other.url)) })
        };
        let front_matter = &page.parsed.page.front_matter;
        let outline = front_matter
            .toc_depth
            .map_or(Cow::Borrowed(&*body.outline), |depth| OutlineEntry::down_to(&body.outline, depth).into());
        let data = Page {
            title: plain_text(&page.title),
            description: known.description.as_deref(),
            home: self.site.home() == Some(id),
            noindex: self.config.publish.robots == Robots::Disallow || banner.as_ref().is_some_and(Banner::is_unreleased),
            url: encode(page.url.as_str()),
            source: page.parsed.source.as_str(),
            edit_url: self.config.html.edit_template.as_ref().map(|t| t.url(&page.parsed.file)),
            markdown: twin(self.config, self.markdown_folders, page).map(|twin| relative(&page.url, &twin)),
            updated: known.change.map(|change| Updated::new(change, &self.config.book.language)),
            canonical: seen.as_ref().and_then(Seen::canonical).or_else(|| absolute(self.config, page)),
            h1: has_title(page, body),
            outline,
            previous: around(-1),
            next: around(1),
            breadcrumbs: self.breadcrumbs(id, page),
        };
        let navigation = self.navigation.html(self.site, self.templates, id)?;
        self.render("page.html", &root, data, Frame { versions, banner, navigation }, &body.html)
    }

    /// The page for addresses that lead nowhere, with the text of the author's own page for them where there is one. It is served at any depth,
    /// so its links start at the site's root; those in the body have to do so already.
    pub fn not_found(&self, own: Option<(&SitePage, &Body)>) -> Result<String, Diagnostic> {
        let root = self.config.html.site_url.path.clone();
        let data = Page {
            title: own.map_or_else(|| "Page not found".to_owned(), |(page, _)| plain_text(&page.title)),
            description: own.and_then(|(page, _)| page.parsed.page.front_matter.description.as_deref()),
            home: false,
            noindex: true,
            url: "404.html".to_owned(),
            source: own.map_or("", |(page, _)| page.parsed.source.as_str()),
            edit_url: None,
            markdown: None,
            updated: None,
            canonical: None,
            h1: own.is_some_and(|(page, body)| has_title(page, body)),
            outline: Cow::Borrowed(&[]),
            previous: None,
            next: None,
            breadcrumbs: Vec::new(),
        };
        let navigation = self.navigation.anywhere(self.site, self.templates)?;
        let versions = self.standing.map(Seen::homes).unwrap_or_default();
        let frame = Frame { versions, banner: None, navigation };
        self.render("404.html", &root, data, frame, own.map_or("", |(_, body)| &body.html))
    }

    /// The page that holds the whole book, whose pages are `body`.
    pub fn print(&self, whole: Whole, body: &str) -> Result<String, Diagnostic> {
        let url = self.print.unwrap_or(Utf8Path::new(""));
        let root = root_of(url);
        let page = Page {
            title: self.config.book.title.clone().unwrap_or_else(|| "Documentation".to_owned()),
            description: None,
            home: false,
            noindex: true,
            url: encode(url.as_str()),
            source: "",
            edit_url: None,
            markdown: None,
            updated: None,
            canonical: None,
            h1: true,
            outline: Cow::Borrowed(&[]),
            previous: None,
            next: None,
            breadcrumbs: Vec::new(),
        };
        let seen = self.standing.map(|standing| Seen { standing, url, above: Vec::new() });
        let (versions, banner) = seen.as_ref().map(|seen| (seen.links(), seen.banner())).unwrap_or_default();
        let frame = Frame { versions, banner, navigation: String::new() };
        let data = PageData { whole: Some(whole), ..self.data(&root, page, frame, body) };
        self.templates.render("print.html", &data)
    }

    fn render(&self, template: &str, root: &str, page: Page<'_>, frame: Frame<'_>, body: &str) -> Result<String, Diagnostic> {
        self.templates.render(template, &self.data(root, page, frame, body))
    }

    fn data<'d>(&'d self, root: &'d str, page: Page<'d>, frame: Frame<'d>, body: &'d str) -> PageData<'d> {
        let home = self.site.home().and_then(|id| self.site.page(id));
        let at_root = |path: &Utf8PathBuf| format!("{root}{}", encode(path.as_str()));
        let config = self.config;
        PageData {
            book: BookData {
                title: config.book.title.as_deref().unwrap_or("Documentation"),
                description: config.book.description.as_deref(),
                authors: &config.book.authors,
                language: &config.book.language,
                locale: locale(&config.book.language),
                image: config.publish.image.as_ref().filter(|image| self.site.assets.contains(*image)).and_then(|image| {
                    config.html.site_url.origin.as_ref()?;
                    Some(config.html.site_url.url(&encode(image.as_str())))
                }),
                direction: config.book.direction().html(),
                default_theme: config.html.default_theme.name(),
            },
            page,
            root,
            home: home.map_or_else(|| root.to_owned(), |page| at_root(&page.url)),
            assets: Assets {
                style: at_root(&self.theme.style),
                head_scripts: self.theme.head_scripts.iter().map(at_root).collect(),
                script: self.theme.script.as_ref().map(at_root),
                search_script: self.theme.search_script.as_ref().map(at_root),
                search: config.search.enable.then(|| Search { index: format!("{root}{SEARCH_FOLDER}/index.js") }),
                favicon: self.theme.favicon.as_ref().map(at_root),
            },
            repository: config.html.repository_url.as_deref().map(|url| Repository { url, label: repository_label(url) }),
            print: self.print.map(|url| format!("{root}{}", encode(url.as_str()))),
            whole: None,
            workspace: self
                .workspace
                .map(|whole| WorkspaceLink { title: &whole.title, url: format!("{root}{}index.html", whole.up) }),
            versions: frame.versions,
            banner: frame.banner,
            navigation: frame.navigation,
            body,
            generator: concat!("Bindery ", env!("CARGO_PKG_VERSION")),
        }
    }

    /// The addresses of the pages above this one in the table of contents, the nearest first.
    fn above(&self, id: PageId) -> Vec<Utf8PathBuf> {
        let path = self.navigation.path(id);
        let mut items = self.site.outline.items.as_slice();
        let mut above = Vec::new();
        for position in path.iter().take(path.len().saturating_sub(1)) {
            let Some(item) = items.get(*position) else { break };
            if let OutlineItem::Page { page, .. } = item {
                above.extend(self.site.page(*page).map(|page| page.url.clone()));
            }
            items = item.children();
        }
        above.reverse();
        above
    }

    /// The part that the page belongs to and what stands above it in the table of contents, the top first.
    fn breadcrumbs(&self, id: PageId, page: &SitePage) -> Vec<Neighbour> {
        let mut crumbs = Vec::new();
        let mut items = self.site.outline.items.as_slice();
        let path = self.navigation.path(id);
        let before = path.first().map_or(&[][..], |top| items.get(..*top).unwrap_or(items));
        crumbs.extend(before.iter().rev().find_map(|item| match item {
            OutlineItem::Part(title) => Some(Neighbour { title: title.clone(), url: None }),
            _ => None,
        }));
        for position in path.iter().take(path.len().saturating_sub(1)) {
            let Some(item) = items.get(*position) else { break };
            match item {
                OutlineItem::Page { page: above, .. } => crumbs.extend(
                    self.site
                        .page(*above)
                        .map(|above| Neighbour { title: plain_text(&above.title), url: Some(relative(&page.url, &above.url)) }),
                ),
                OutlineItem::Group { title, .. } => crumbs.push(Neighbour { title: title.clone(), url: None }),
                OutlineItem::Link { .. } | OutlineItem::Part(_) | OutlineItem::Separator => {}
            }
            items = item.children();
        }
        crumbs
    }
}

/// Whether the body brings a heading of the first level.
fn has_title(page: &SitePage, body: &Body) -> bool {
    body.outline.iter().any(|entry| entry.level == 1) || !page.parsed.page.title.is_empty()
}

/// The full address of a page, where the author said where the site will stand.
#[must_use]
pub fn absolute(config: &Config, page: &SitePage) -> Option<String> {
    let site = &config.html.site_url;
    site.origin.as_ref()?;
    Some(site.url(&encode(page.url.as_str())))
}

/// Where the page stands as Markdown, if it does. `folders` has the addresses that are folders.
#[must_use]
pub fn twin(config: &Config, folders: &BTreeSet<Utf8PathBuf>, page: &SitePage) -> Option<Utf8PathBuf> {
    let url = markdown_url(&page.url);
    (config.publish.markdown && !folders.contains(&url)).then_some(url)
}

/// The form in which previews of links want a language: `de_CH`; none for a language without a country.
fn locale(tag: &str) -> Option<String> {
    let mut subtags = tag.split('-');
    let language = subtags.next()?;
    let country = subtags.find(|subtag| subtag.len() == 2)?;
    Some(format!("{}_{}", language.to_ascii_lowercase(), country.to_ascii_uppercase()))
}

fn repository_label(url: &str) -> &'static str {
    if url.contains("github.com") {
        "GitHub"
    } else if url.contains("gitlab") {
        "GitLab"
    } else {
        "Source repository"
    }
}

/// A page that leads on from the old address `from`.
pub fn redirect(chrome: &Chrome<'_>, from: &Utf8Path, to: &RedirectTo) -> Result<String, Diagnostic> {
    let root = root_of(from);
    let (target, title) = match to {
        RedirectTo::Url(url) => (url.clone(), url.clone()),
        RedirectTo::Page(id) => chrome
            .site
            .page(*id)
            .map_or_else(|| (root.clone(), String::new()), |page| (relative(from, &page.url), plain_text(&page.title))),
    };
    let head_scripts = chrome.theme.head_scripts.iter().map(|script| format!("{root}{}", encode(script.as_str()))).collect();
    chrome.templates.render("redirect.html", &RedirectData { target, title, head_scripts })
}

//! A body with everything around it: the data that the templates get.

use std::borrow::Cow;
use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

use super::html::{Body, OutlineEntry};
use super::navigation::Navigation;
use super::template::Templates;
use super::theme::Theme;
use crate::config::{Config, Robots};
use crate::diagnostic::Diagnostic;
use crate::document::plain_text;
use crate::site::route::{encode, markdown_url, relative, root_of};
use crate::site::{OutlineItem, PageId, RedirectTo, Site, SitePage};

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
}

/// What `page.html` and `404.html` get. The templates' own comments say what each field is for.
#[derive(Serialize)]
struct PageData<'a> {
    book: BookData<'a>,
    page: Page<'a>,
    root: &'a str,
    home: String,
    assets: Assets,
    repository: Option<Repository<'a>>,
    print: Option<String>,
    navigation: String,
    body: &'a str,
    generator: &'static str,
}

/// What `print.html` gets.
#[derive(Serialize)]
struct PrintData<'a> {
    #[serde(flatten)]
    page: PageData<'a>,
    contents: &'a [PrintEntry],
    left_out: &'a [PrintEntry],
    page_breaks: bool,
}

/// A line of the table of contents of the page that holds the whole book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PrintEntry {
    /// The title.
    pub title: String,
    /// The chapter's number, as in `2.1.`.
    pub number: Option<String>,
    /// Where it stands; none for a part, and for a chapter that is not written.
    pub url: Option<String>,
    /// What stands below it.
    pub children: Vec<PrintEntry>,
}

/// The whole book in one page.
#[derive(Debug, Default)]
pub struct Print {
    /// The table of contents.
    pub contents: Vec<PrintEntry>,
    /// The pages that there was no room for.
    pub left_out: Vec<PrintEntry>,
    /// The pages.
    pub body: String,
}

#[derive(Serialize)]
struct BookData<'a> {
    title: &'a str,
    description: Option<&'a str>,
    authors: &'a [String],
    language: &'a str,
    locale: Option<String>,
    image: Option<String>,
    direction: &'a str,
    default_theme: &'a str,
}

#[derive(Serialize)]
struct Page<'a> {
    title: String,
    description: Option<&'a str>,
    home: bool,
    noindex: bool,
    url: String,
    source: &'a str,
    edit_url: Option<String>,
    markdown: Option<String>,
    canonical: Option<String>,
    h1: bool,
    outline: Cow<'a, [OutlineEntry]>,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    breadcrumbs: Vec<Neighbour>,
}

#[derive(Serialize)]
struct Neighbour {
    title: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct Assets {
    style: String,
    head_scripts: Vec<String>,
    script: Option<String>,
    search_script: Option<String>,
    favicon: Option<String>,
}

#[derive(Serialize)]
struct Repository<'a> {
    url: &'a str,
    label: &'static str,
}

impl Chrome<'_> {
    /// The whole HTML of page `id`. `description` is what the page is about.
    pub fn page(&self, id: PageId, page: &SitePage, body: &Body, description: Option<&str>) -> Result<String, Diagnostic> {
        let root = root_of(&page.url);
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
            description,
            home: self.site.home() == Some(id),
            noindex: self.config.publish.robots == Robots::Disallow,
            url: encode(page.url.as_str()),
            source: page.parsed.source.as_str(),
            edit_url: self.config.html.edit_template.as_ref().map(|t| t.url(&page.parsed.file)),
            markdown: twin(self.config, self.markdown_folders, page).map(|twin| relative(&page.url, &twin)),
            canonical: absolute(self.config, page),
            h1: body.outline.iter().any(|entry| entry.level == 1) || !page.parsed.page.title.is_empty(),
            outline,
            previous: around(-1),
            next: around(1),
            breadcrumbs: self.breadcrumbs(id, page),
        };
        let navigation = self.navigation.html(self.site, self.templates, id)?;
        self.render("page.html", &root, data, navigation, &body.html)
    }

    /// The page for addresses that lead nowhere. It is served at any depth, so its links start at the site's root.
    pub fn not_found(&self) -> Result<String, Diagnostic> {
        let root = self.config.html.site_url.path.clone();
        let data = Page {
            title: "Page not found".to_owned(),
            description: None,
            home: false,
            noindex: true,
            url: "404.html".to_owned(),
            source: "",
            edit_url: None,
            markdown: None,
            canonical: None,
            h1: false,
            outline: Cow::Borrowed(&[]),
            previous: None,
            next: None,
            breadcrumbs: Vec::new(),
        };
        let navigation = self.navigation.anywhere(self.site, self.templates)?;
        self.render("404.html", &root, data, navigation, "")
    }

    /// The page that holds the whole book.
    pub fn print(&self, print: &Print) -> Result<String, Diagnostic> {
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
            canonical: None,
            h1: true,
            outline: Cow::Borrowed(&[]),
            previous: None,
            next: None,
            breadcrumbs: Vec::new(),
        };
        let Print { contents, left_out, body } = print;
        let page = self.data(&root, page, String::new(), body);
        let data = PrintData { page, contents, left_out, page_breaks: self.config.html.print.page_break };
        self.templates.render("print.html", &data)
    }

    fn render(&self, template: &str, root: &str, page: Page<'_>, navigation: String, body: &str) -> Result<String, Diagnostic> {
        self.templates.render(template, &self.data(root, page, navigation, body))
    }

    fn data<'d>(&'d self, root: &'d str, page: Page<'d>, navigation: String, body: &'d str) -> PageData<'d> {
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
                favicon: self.theme.favicon.as_ref().map(at_root),
            },
            repository: config.html.repository_url.as_deref().map(|url| Repository { url, label: repository_label(url) }),
            print: self.print.map(|url| format!("{root}{}", encode(url.as_str()))),
            navigation,
            body,
            generator: concat!("Bindery ", env!("CARGO_PKG_VERSION")),
        }
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
                OutlineItem::Part(_) | OutlineItem::Separator => {}
            }
            items = item.children();
        }
        crumbs
    }
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
pub fn redirect(templates: &Templates, site: &Site, from: &Utf8Path, to: &RedirectTo) -> Result<String, Diagnostic> {
    #[derive(Serialize)]
    struct Data {
        target: String,
        title: String,
    }
    let data = match to {
        RedirectTo::Url(url) => Data { target: url.clone(), title: url.clone() },
        RedirectTo::Page(id) => site.page(*id).map_or_else(
            || Data { target: root_of(from), title: String::new() },
            |page| Data { target: relative(from, &page.url), title: plain_text(&page.title) },
        ),
    };
    templates.render("redirect.html", &data)
}

/// A page in the list for search engines.
#[derive(Debug, Serialize)]
pub struct SitemapEntry {
    /// The absolute address.
    pub url: String,
    /// The day of its last change, as in `2026-01-31`, where it is known.
    pub modified: Option<String>,
}

/// `sitemap.xml`.
pub fn sitemap(templates: &Templates, pages: &[SitemapEntry]) -> Result<String, Diagnostic> {
    #[derive(Serialize)]
    struct Data<'a> {
        pages: &'a [SitemapEntry],
    }
    templates.render("sitemap.xml", &Data { pages })
}

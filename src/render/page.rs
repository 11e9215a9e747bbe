//! A body with everything around it: the data that the templates get.

use std::borrow::Cow;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

use super::html::{Body, OutlineEntry};
use super::navigation::Navigation;
use super::template::Templates;
use super::theme::Theme;
use super::updated::Updated;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::plain_text;
use crate::history::Change;
use crate::site::route::{encode, relative, root_of};
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
    navigation: String,
    body: &'a str,
    generator: &'static str,
}

#[derive(Serialize)]
struct BookData<'a> {
    title: &'a str,
    description: Option<&'a str>,
    authors: &'a [String],
    language: &'a str,
    direction: &'a str,
    default_theme: &'a str,
}

#[derive(Serialize)]
struct Page<'a> {
    title: String,
    description: Option<&'a str>,
    url: String,
    source: &'a str,
    edit_url: Option<String>,
    updated: Option<Updated>,
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
    /// The whole HTML of page `id`, which was last changed as `change` says.
    pub fn page(&self, id: PageId, page: &SitePage, body: &Body, change: Option<&Change>) -> Result<String, Diagnostic> {
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
            description: front_matter.description.as_deref(),
            url: encode(page.url.as_str()),
            source: page.parsed.source.as_str(),
            edit_url: self.config.html.edit_template.as_ref().map(|t| t.url(&page.parsed.file)),
            updated: change.map(|change| Updated::new(change, &self.config.book.language)),
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
            url: "404.html".to_owned(),
            source: "",
            edit_url: None,
            updated: None,
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

    fn render(&self, template: &str, root: &str, page: Page<'_>, navigation: String, body: &str) -> Result<String, Diagnostic> {
        let home = self.site.home().and_then(|id| self.site.page(id));
        let at_root = |path: &Utf8PathBuf| format!("{root}{}", encode(path.as_str()));
        let config = self.config;
        let data = PageData {
            book: BookData {
                title: config.book.title.as_deref().unwrap_or("Documentation"),
                description: config.book.description.as_deref(),
                authors: &config.book.authors,
                language: &config.book.language,
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
            navigation,
            body,
            generator: concat!("Bindery ", env!("CARGO_PKG_VERSION")),
        };
        self.templates.render(template, &data)
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

/// `sitemap.xml`: the absolute address of every page in reading order.
pub fn sitemap(templates: &Templates, urls: &[String]) -> Result<String, Diagnostic> {
    #[derive(Serialize)]
    struct Data<'a> {
        urls: &'a [String],
    }
    templates.render("sitemap.xml", &Data { urls })
}

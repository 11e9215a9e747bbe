//! The order of the pages: navigation, breadcrumbs, previous and next.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::{PageId, Site, file_title};
use crate::diagnostic::Diagnostic;
use crate::summary::{Chapter, Summary, SummaryItem};

/// The book's table of contents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Outline {
    /// From top to bottom.
    pub items: Vec<OutlineItem>,
    /// All pages that the items hold, in the order in which they are read.
    pub reading_order: Vec<PageId>,
    /// The items are those of the pages' toctrees.
    pub follows_toctrees: bool,
}

/// A line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OutlineItem {
    /// A page with what stands below it.
    Page {
        /// Which page.
        page: PageId,
        /// What the table of contents calls it, where that is not the page's own title.
        title: Option<String>,
        /// The chapter's number, as in `2.1.`.
        number: Option<String>,
        /// Pages below it.
        children: Vec<OutlineItem>,
    },
    /// A folder without an index page, or a chapter that is not yet written.
    Group {
        /// Its name.
        title: String,
        /// The chapter's number, as in `2.1.`.
        number: Option<String>,
        /// Pages below it.
        children: Vec<OutlineItem>,
    },
    /// A page of another site.
    Link {
        /// What the table of contents calls it.
        title: String,
        /// Where it is.
        url: String,
    },
    /// A heading over the items that follow.
    Part(String),
    /// A line between items.
    Separator,
}

impl OutlineItem {
    /// The items below this one.
    #[must_use]
    pub fn children(&self) -> &[OutlineItem] {
        match self {
            Self::Page { children, .. } | Self::Group { children, .. } => children,
            Self::Link { .. } | Self::Part(_) | Self::Separator => &[],
        }
    }

    /// The page itself, or the first one below.
    #[must_use]
    pub fn first_page(&self) -> Option<PageId> {
        match self {
            Self::Page { page, .. } => Some(*page),
            other => other.children().iter().find_map(Self::first_page),
        }
    }
}

impl Outline {
    /// An outline of `items`.
    #[must_use]
    pub fn new(items: Vec<OutlineItem>) -> Self {
        let mut reading_order = Vec::new();
        collect_pages(&items, &mut reading_order);
        Self { items, reading_order, follows_toctrees: false }
    }

    /// The first item that is `page`.
    #[must_use]
    pub fn item(&self, page: PageId) -> Option<&OutlineItem> {
        find(&self.items, page)
    }
}

fn find(items: &[OutlineItem], wanted: PageId) -> Option<&OutlineItem> {
    items.iter().find_map(|item| match item {
        OutlineItem::Page { page, .. } if *page == wanted => Some(item),
        other => find(other.children(), wanted),
    })
}

fn collect_pages(items: &[OutlineItem], pages: &mut Vec<PageId>) {
    for item in items {
        if let OutlineItem::Page { page, .. } = item {
            pages.push(*page);
        }
        collect_pages(item.children(), pages);
    }
}

/// The outline that `SUMMARY.md` (at `file`) gives, with the chapters' numbers if `numbered`. A chapter without a file is a diagnostic; `files`
/// has those of all pages, also of such as could not be read.
#[must_use]
pub fn from_summary(
    site: &Site,
    file: &Utf8Path,
    source_folder: &Utf8Path,
    files: &[Utf8PathBuf],
    summary: &Summary,
    numbered: bool,
) -> (Outline, Vec<Diagnostic>) {
    let mut reader = SummaryReader { site, file, source_folder, files, numbered, diagnostics: Vec::new() };
    let mut items = Vec::new();
    for item in &summary.items {
        match item {
            SummaryItem::Separator => items.push(OutlineItem::Separator),
            SummaryItem::PartTitle(title) => items.push(OutlineItem::Part(title.clone())),
            SummaryItem::Chapter(chapter) => items.extend(reader.chapter(chapter)),
        }
    }
    (Outline::new(items), reader.diagnostics)
}

struct SummaryReader<'a> {
    site: &'a Site,
    file: &'a Utf8Path,
    source_folder: &'a Utf8Path,
    files: &'a [Utf8PathBuf],
    numbered: bool,
    diagnostics: Vec<Diagnostic>,
}

impl SummaryReader<'_> {
    fn chapter(&mut self, chapter: &Chapter) -> Option<OutlineItem> {
        let children: Vec<_> = chapter.children.iter().filter_map(|child| self.chapter(child)).collect();
        let number = chapter.number.as_ref().filter(|_| self.numbered).map(ToString::to_string);
        let page = chapter.path.as_deref().and_then(|path| self.site.by_source(path));
        if let Some(page) = page {
            return Some(OutlineItem::Page { page, title: chapter.title.clone(), number, children });
        }
        let title = chapter.title.clone().or_else(|| chapter.path.as_deref().map(file_title)).unwrap_or_default();
        match &chapter.path {
            Some(path) if self.site.drafts.contains(path) && children.is_empty() => return None,
            Some(path) if !self.site.drafts.contains(path) && !self.files.contains(path) => self.no_file(chapter, &title, path),
            _ => {}
        }
        Some(OutlineItem::Group { title, number, children })
    }

    fn no_file(&mut self, chapter: &Chapter, title: &str, path: &Utf8Path) {
        let range = chapter.range.start as usize..chapter.range.end as usize;
        self.diagnostics.push(
            Diagnostic::error("missing-page", self.file, range, format!("the chapter `{title}` has no file"))
                .label(format!("looked for `{}`", self.source_folder.join(path)))
                .help(format!("write the page, or make it a chapter to come: `[{title}]()`")),
        );
    }
}

/// The outline that the folders give: in each folder the index page, then the pages and folders by `order`, then by name. The page `except` is in none.
#[must_use]
pub fn from_folders(site: &Site, except: Option<PageId>) -> Outline {
    let mut root = Folder::default();
    for (id, page) in site.numbered().filter(|(id, _)| Some(*id) != except) {
        root.insert(&page.parsed.source, page.url.file_name() == Some("index.html"), id);
    }
    let mut items: Vec<OutlineItem> =
        root.index.map(|page| OutlineItem::Page { page, title: None, number: None, children: Vec::new() }).into_iter().collect();
    items.extend(root.children(site));
    Outline::new(items)
}

#[derive(Default)]
struct Folder {
    index: Option<PageId>,
    pages: Vec<(Utf8PathBuf, PageId)>,
    folders: BTreeMap<String, Folder>,
}

impl Folder {
    fn insert(&mut self, path: &Utf8Path, is_index: bool, id: PageId) {
        let mut folder = self;
        for name in path.parent().into_iter().flat_map(Utf8Path::components) {
            folder = folder.folders.entry(name.as_str().to_owned()).or_default();
        }
        if is_index {
            folder.index = Some(id);
        } else {
            folder.pages.push((path.to_owned(), id));
        }
    }

    fn children(&self, site: &Site) -> Vec<OutlineItem> {
        let order = |id: Option<PageId>| {
            let order = id.and_then(|id| site.page(id)).and_then(|p| p.parsed.page.front_matter.order);
            order.unwrap_or(i64::MAX)
        };
        let mut entries = Vec::new();
        for (path, id) in &self.pages {
            let name = path.file_stem().unwrap_or("").to_owned();
            entries.push((
                order(Some(*id)),
                name,
                OutlineItem::Page { page: *id, title: None, number: None, children: Vec::new() },
            ));
        }
        for (name, folder) in &self.folders {
            let children = folder.children(site);
            let item = match folder.index {
                Some(page) => OutlineItem::Page { page, title: None, number: None, children },
                None => OutlineItem::Group { title: file_title(Utf8Path::new(name)), number: None, children },
            };
            entries.push((order(folder.index), name.clone(), item));
        }
        entries.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        entries.into_iter().map(|(_, _, item)| item).collect()
    }
}

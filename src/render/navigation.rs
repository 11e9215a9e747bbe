//! The navigation: rendered once for many pages, bounded by section, with the current page marked by one splice.
//!
//! Every page of a large book with the whole tree in it makes the output quadratic. So a small book shows its whole tree, a larger one
//! only the section of the page, and a very large section only the way to the page and its neighbours. Where even those are many, they
//! come in stretches, with a link to the one before and the one after.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

use super::context::context;
use super::html::inlines_to_html;
use super::template::Templates;
use crate::diagnostic::Diagnostic;
use crate::document::{Inline, InlineKind, Span};
use crate::site::route::{relative, root_of};
use crate::site::{OutlineItem, PageId, Site};

/// Up to so many lines are shown in one navigation without folding the tree to the page's own branch, and up to so many next to each
/// other in a folded one.
const MANY: usize = 200;

/// What a page's navigation shows: how deep the page is, and which branches of the outline are unfolded.
type Key = (String, View);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum View {
    /// Everything.
    Whole,
    /// The part that begins at that position of the top level, and all of one of its items.
    Section { part: usize, top: usize },
    /// The part, and the children of each item on the way to the last; of those children the stretch of that number.
    Branch { part: usize, way: Vec<usize>, stretch: usize },
}

/// The navigation of every page. Each view is rendered when the first page asks for it.
pub struct Navigation {
    rendered: HashMap<Key, OnceLock<Result<Rendered, Diagnostic>>>,
    keys: HashMap<PageId, Key>,
    /// The way from the top to each page, by position.
    paths: HashMap<PageId, Vec<usize>>,
    /// The place of each page in the reading order.
    places: HashMap<PageId, usize>,
    /// The number of each item in reading order, by its address: the markers that the template writes.
    numbers: BTreeMap<Vec<usize>, usize>,
    /// What a page shows that is served at any address.
    anywhere: Option<Key>,
}

/// HTML without its markers, and what stood where.
struct Rendered {
    html: String,
    marks: Vec<(usize, Mark)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Link(usize),
    Branch(usize),
}

context! {
/// What `navigation.html` gets.
pub(super) struct NavigationData {
    /// The lines of the top level.
    items: Vec<Item>,
}
}

context! {
/// A line as `navigation.html` sees it.
struct Item {
    /// Its words as HTML; write it with `| safe`.
    title_html: String,
    /// The page that it leads to.
    url: Option<String>,
    /// `page`, `part`, `separator` or `draft`.
    kind: &'static str,
    /// The chapter's number.
    number: Option<String>,
    /// What the attributes `data-nav` and `data-nav-branch` have to hold.
    index: usize,
    /// The lines below it.
    children: Vec<Item>,
}
}

impl Navigation {
    /// Finds out what each page of `site` shows, and what a page shows that is served at any address below `site_root`, an absolute path.
    #[must_use]
    pub fn plan(site: &Site, site_root: &str) -> Self {
        let mut paths = HashMap::new();
        collect_paths(&site.outline.items, &mut Vec::new(), &mut paths);
        let sections: Vec<usize> = site.outline.items.iter().map(|item| count(item.children())).collect();
        let mut keys = HashMap::new();
        for (id, page) in site.numbered() {
            let path = paths.get(&id).map_or(&[][..], Vec::as_slice);
            keys.insert(id, (root_of(&page.url), view(site, path, &sections)));
        }
        let anywhere = site.home().and_then(|home| keys.get(&home)).map(|(_, view)| (site_root.to_owned(), view.clone()));
        let rendered = keys.values().chain(&anywhere).map(|key| (key.clone(), OnceLock::new())).collect();
        let numbers = numbers(&site.outline.items);
        let places = site.outline.reading_order.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        Self { rendered, keys, paths, places, numbers, anywhere }
    }

    /// The view of that key, rendered at most once. The error is the template's.
    fn view(&self, site: &Site, templates: &Templates, key: &Key) -> Result<Option<&Rendered>, Diagnostic> {
        let Some(cell) = self.rendered.get(key) else { return Ok(None) };
        let rendered = cell.get_or_init(|| render_view(site, templates, key, &self.numbers));
        rendered.as_ref().map(Some).map_err(Clone::clone)
    }

    /// The home page's navigation as seen from any address, with no page marked. The error is the template's.
    pub fn anywhere(&self, site: &Site, templates: &Templates) -> Result<String, Diagnostic> {
        let Some(key) = &self.anywhere else { return Ok(String::new()) };
        Ok(self.view(site, templates, key)?.map(|rendered| rendered.html.clone()).unwrap_or_default())
    }

    /// The navigation as `page` shows it. `site` is the one that was planned for. The error is the template's.
    pub fn html(&self, site: &Site, templates: &Templates, page: PageId) -> Result<String, Diagnostic> {
        let Some(key) = self.keys.get(&page) else { return Ok(String::new()) };
        let Some(rendered) = self.view(site, templates, key)? else { return Ok(String::new()) };
        let path = self.paths.get(&page).map_or(&[][..], Vec::as_slice);
        let numbers: Vec<usize> = (1..=path.len()).filter_map(|depth| self.numbers.get(path.get(..depth)?)).copied().collect();
        let mut html = String::with_capacity(rendered.html.len() + 64);
        let mut from = 0;
        for (at, mark) in &rendered.marks {
            let words = match mark {
                Mark::Link(n) if numbers.last() == Some(n) => r#" aria-current="page""#,
                Mark::Branch(n) if numbers.contains(n) => " open",
                _ => continue,
            };
            html.push_str(&rendered.html[from..*at]);
            html.push_str(words);
            from = *at;
        }
        html.push_str(&rendered.html[from..]);
        Ok(html)
    }

    /// The page that stands `step` places after `page` in the reading order.
    #[must_use]
    pub fn neighbour(&self, site: &Site, page: PageId, step: isize) -> Option<PageId> {
        let place = self.places.get(&page)?.checked_add_signed(step)?;
        site.outline.reading_order.get(place).copied()
    }

    /// The way from the top to `page`, by position in the outline; empty where the outline does not hold it.
    #[must_use]
    pub fn path(&self, page: PageId) -> &[usize] {
        self.paths.get(&page).map_or(&[], Vec::as_slice)
    }
}

fn collect_paths(items: &[OutlineItem], path: &mut Vec<usize>, paths: &mut HashMap<PageId, Vec<usize>>) {
    for (position, item) in items.iter().enumerate() {
        path.push(position);
        if let OutlineItem::Page { page, .. } = item {
            paths.entry(*page).or_insert_with(|| path.clone());
        }
        collect_paths(item.children(), path, paths);
        path.pop();
    }
}

fn count(items: &[OutlineItem]) -> usize {
    items.iter().map(|item| 1 + count(item.children())).sum()
}

/// What the page at `path` shows; `sections` tells how much stands below each item of the top level.
fn view(site: &Site, path: &[usize], sections: &[usize]) -> View {
    if sections.iter().sum::<usize>() + sections.len() <= MANY {
        return View::Whole;
    }
    let (Some(&top), Some(&last)) = (path.first(), path.last()) else {
        return View::Branch { part: 0, way: Vec::new(), stretch: 0 };
    };
    let is_part = |item: &OutlineItem| matches!(item, OutlineItem::Part(_));
    let part = site.outline.items.iter().take(top + 1).rposition(is_part).unwrap_or(0);
    if sections.get(top).is_some_and(|section| (1..=MANY).contains(section)) {
        return View::Section { part, top };
    }
    let has_children = item_at(&site.outline.items, path).is_some_and(|item| !item.children().is_empty());
    if has_children {
        return View::Branch { part, way: path.to_vec(), stretch: 0 };
    }
    let way = path.get(..path.len() - 1).unwrap_or_default().to_vec();
    let start = if way.is_empty() { part } else { 0 };
    View::Branch { part, way, stretch: (last - start) / MANY }
}

impl View {
    /// Which of the items below `path` belong to the page's own part: at the top level those from its name to the next one's.
    fn part(&self, items: &[OutlineItem], path: &[usize]) -> Range<usize> {
        match self {
            Self::Section { part, .. } | Self::Branch { part, .. } if path.is_empty() => {
                let next = items.iter().skip(part + 1).position(|item| matches!(item, OutlineItem::Part(_)));
                *part..next.map_or(items.len(), |next| part + 1 + next)
            }
            _ => 0..items.len(),
        }
    }

    /// Which of the items below `path` are shown: all, or the stretch that the page's own branch runs through. At the top level
    /// stretches are counted from the beginning of the part.
    fn stretch(&self, path: &[usize]) -> Range<usize> {
        let (start, number) = match self {
            Self::Whole => return 0..usize::MAX,
            Self::Section { part, top } if path.is_empty() => (*part, (top - part) / MANY),
            Self::Section { .. } => (0, 0),
            Self::Branch { part, way, stretch } => {
                let start = if path.is_empty() { *part } else { 0 };
                let on_the_way = way.get(path.len()).map_or(0, |position| position.saturating_sub(start) / MANY);
                (start, if way == path { *stretch } else { on_the_way })
            }
        };
        start + number * MANY..start + (number + 1) * MANY
    }
}

fn item_at<'a>(items: &'a [OutlineItem], path: &[usize]) -> Option<&'a OutlineItem> {
    let (&first, rest) = path.split_first()?;
    let item = items.get(first)?;
    if rest.is_empty() { Some(item) } else { item_at(item.children(), rest) }
}

/// The number of each item in reading order, by its address: the markers that the template writes.
fn numbers(items: &[OutlineItem]) -> BTreeMap<Vec<usize>, usize> {
    fn walk(items: &[OutlineItem], path: &mut Vec<usize>, numbers: &mut BTreeMap<Vec<usize>, usize>) {
        for (position, item) in items.iter().enumerate() {
            path.push(position);
            numbers.insert(path.clone(), numbers.len());
            walk(item.children(), path, numbers);
            path.pop();
        }
    }
    let mut numbers = BTreeMap::new();
    walk(items, &mut Vec::new(), &mut numbers);
    numbers
}

fn render_view(
    site: &Site,
    templates: &Templates,
    (root, view): &Key,
    numbers: &BTreeMap<Vec<usize>, usize>,
) -> Result<Rendered, Diagnostic> {
    let items = items_of(site, &site.outline.items, &mut Vec::new(), root, view, numbers);
    Ok(take_marks(&templates.render("navigation.html", &NavigationData { items })?))
}

fn items_of(
    site: &Site,
    items: &[OutlineItem],
    path: &mut Vec<usize>,
    root: &str,
    view: &View,
    numbers: &BTreeMap<Vec<usize>, usize>,
) -> Vec<Item> {
    let own = view.part(items, path);
    let stretch = view.stretch(path);
    let shown = stretch.start.max(own.start)..stretch.end.min(own.end);
    let page = |id| site.page(id).map(|p| (format!("{root}{}", relative("".into(), &p.url)), p.title.as_slice()));
    let mut lines = Vec::with_capacity(items.len().min(MANY));
    let before = items.iter().take(shown.start).skip(own.start).rev().find_map(OutlineItem::first_page);
    let mut before = before.and_then(page).map(|(url, title)| further(url, ["… ", &inlines_to_html(title)]));
    for (position, item) in items.iter().enumerate() {
        if !shown.contains(&position) {
            // The name of another part leads to its first page.
            if let (OutlineItem::Part(title), false) = (item, own.contains(&position)) {
                let first = items.iter().skip(position).find_map(OutlineItem::first_page).and_then(page);
                let title_html = inlines_to_html(&plain(title));
                let url = first.map(|(url, _)| url);
                lines.push(Item { title_html, url, kind: "part", number: None, index: usize::MAX, children: Vec::new() });
            }
            continue;
        }
        lines.extend(before.take());
        path.push(position);
        let unfolded = match view {
            View::Whole => true,
            View::Section { top, .. } => path.first() == Some(top),
            View::Branch { way, .. } => way.starts_with(path),
        };
        let children = if unfolded { items_of(site, item.children(), path, root, view, numbers) } else { Vec::new() };
        let (kind, title, url) = match item {
            OutlineItem::Part(title) => ("part", plain(title), None),
            OutlineItem::Separator => ("separator", Vec::new(), None),
            OutlineItem::Link { title, url } => ("page", plain(title), Some(url.clone())),
            OutlineItem::Group { title, .. } => {
                let hidden = if unfolded { None } else { item.first_page().and_then(page) };
                ("draft", plain(title), hidden.map(|(url, _)| url))
            }
            OutlineItem::Page { page: id, title, .. } => match (page(*id), title) {
                (Some((url, _)), Some(title)) => ("page", plain(title), Some(url)),
                (Some((url, own)), None) => ("page", own.to_vec(), Some(url)),
                (None, _) => ("draft", Vec::new(), None),
            },
        };
        let index = numbers.get(path).copied().unwrap_or(usize::MAX);
        let number = match item {
            OutlineItem::Page { number, .. } | OutlineItem::Group { number, .. } => number.clone(),
            OutlineItem::Link { .. } | OutlineItem::Part(_) | OutlineItem::Separator => None,
        };
        lines.push(Item { title_html: inlines_to_html(&title), url, kind, number, index, children });
        path.pop();
        if position + 1 == shown.end {
            let after = items.iter().take(own.end).skip(shown.end).find_map(OutlineItem::first_page);
            lines.extend(after.and_then(page).map(|(url, title)| further(url, [&inlines_to_html(title), " …"])));
        }
    }
    lines
}

/// A line that leads to a page of the stretch before or after.
fn further(url: String, title: [&str; 2]) -> Item {
    Item { title_html: title.concat(), url: Some(url), kind: "page", number: None, index: usize::MAX, children: Vec::new() }
}

fn plain(words: &str) -> Vec<Inline> {
    vec![Inline { span: Span::default(), kind: InlineKind::Text(words.to_owned()) }]
}

/// Cuts ` data-nav="N"` and ` data-nav-branch="N"` out of the HTML and notes where they stood.
fn take_marks(html: &str) -> Rendered {
    let mut rendered = Rendered { html: String::with_capacity(html.len()), marks: Vec::new() };
    let mut rest = html;
    while let Some(at) = rest.find(" data-nav") {
        let (before, marker) = rest.split_at(at);
        rendered.html.push_str(before);
        let found = marker_at(marker);
        if let Some((mark, after)) = found {
            rendered.marks.push((rendered.html.len(), mark));
            rest = after;
        } else {
            rendered.html.push_str(" data-nav");
            rest = marker.strip_prefix(" data-nav").unwrap_or("");
        }
    }
    rendered.html.push_str(rest);
    rendered
}

/// The mark at the start of `html`, and what follows it.
fn marker_at(html: &str) -> Option<(Mark, &str)> {
    let number_after = |start| {
        let (number, after) = html.strip_prefix(start)?.split_once('"')?;
        Some((number.trim().parse().ok()?, after))
    };
    let link = number_after(" data-nav=\"").map(|(number, after)| (Mark::Link(number), after));
    link.or_else(|| number_after(" data-nav-branch=\"").map(|(number, after)| (Mark::Branch(number), after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_cut_out_and_remembered() {
        let rendered = take_marks(r#"<details data-nav-branch="3"><a data-nav="4" href="x">x</a>"#);
        assert_eq!(rendered.html, r#"<details><a href="x">x</a>"#);
        assert!(matches!(rendered.marks[..], [(8, Mark::Branch(3)), (11, Mark::Link(4))]));
    }
}

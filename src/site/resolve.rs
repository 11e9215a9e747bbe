//! Every reference of a page resolved to a URL, or to a reason why not.

use std::collections::{BTreeMap, HashSet};

use camino::Utf8Path;

use super::elsewhere::Why;
use super::index::normal_name;
use super::route::{decode, encode, relative};
use super::table::{AnchorAt, Table};
use super::unresolved::Unresolved;
use super::{OutlineItem, PageId, Site, SitePage, documents, linkless, toctrees, used};
use crate::diagnostic::Finding;
use crate::document::{
    Anchor, AnchorKind, Block, BlockKind, Family, Inline, InlineKind, Markup, Reference, ReferenceKind, fold_term,
};
use crate::inventory::Shelf;
use crate::source::{Sources, join};

/// What a reference resolves to, as the page that holds it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// It leads here.
    Found(Target),
    /// There is nothing to lead to: the words are shown without a link, and a finding said why.
    Broken,
}

/// Where a reference leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Target {
    /// URL, absolute or relative to the page, percent-encoded where it is ours.
    pub url: String,
    /// The words to show where the author gave none.
    pub title: Vec<Inline>,
    /// Width and height of a picture in pixels, where known.
    pub size: Option<(u32, u32)>,
    /// The headings of a page below its title, for a `toctree` that lists more than one level.
    pub headings: Vec<Target>,
    /// Where a page has several titles, those behind the first, which a `toctree` lists beside it.
    pub titles: Box<[Target]>,
    /// The pages below a page, for such a `toctree`; below a heading there are none.
    pub below: Vec<Target>,
    /// The heading of the page above, by its address, below which its `toctree` lists this page.
    pub under: Option<Box<str>>,
    /// The page is listed below another one by hidden lists alone.
    pub is_hidden: bool,
    /// The number of the section, where it is to be shown.
    pub number: Option<String>,
    /// Which other project it is in, where it was found in an inventory.
    pub project: Option<String>,
}

/// What the references of one page resolve to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// One per reference of the page, in their order.
    pub destinations: Vec<Destination>,
    /// Why some of them lead nowhere.
    pub findings: Vec<Finding>,
    /// How many were looked up within the book.
    pub internal: usize,
    /// How many wait for each inventory that cannot be had.
    pub waiting: BTreeMap<String, usize>,
}

/// A reference being resolved.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'a> {
    pub(super) site: &'a Site,
    pub(super) sources: &'a Sources,
    pub(super) source_folder: &'a Utf8Path,
    pub(super) shelf: &'a Shelf,
    pub(super) id: PageId,
    pub(super) page: &'a SitePage,
    pub(super) reference: &'a Reference,
    /// The page holds a toctree of several levels.
    pub(super) lists_deep: bool,
    /// Nobody asks yet what else may have been meant, which takes long to find out.
    pub(super) is_hasty: bool,
}

/// Resolves the references of page `id`; what the book does not have is looked for on the `shelf`.
#[must_use]
pub fn resolve(site: &Site, sources: &Sources, source_folder: &Utf8Path, shelf: &Shelf, id: PageId) -> Links {
    let mut links = Links::default();
    let Some(page) = site.page(id) else { return links };
    let lists_deep = has_deep_toctree(&page.parsed.page.blocks);
    for reference in &page.parsed.page.references {
        let lookup = Lookup { site, sources, source_folder, shelf, id, page, reference, lists_deep, is_hasty: false };
        links.internal += usize::from(!lookup.is_external());
        links.destinations.push(match lookup.resolve() {
            Ok(target) => Destination::Found(target),
            Err(Why::Unresolved(unresolved)) => {
                links.findings.push(unresolved.explain(&lookup));
                Destination::Broken
            }
            Err(Why::Waiting(inventories)) => {
                for inventory in inventories {
                    *links.waiting.entry(inventory).or_default() += 1;
                }
                Destination::Broken
            }
        });
    }
    links
}

fn has_deep_toctree(blocks: &[Block]) -> bool {
    let deep = |block: &Block| matches!(&block.kind, BlockKind::Toctree(toctree) if toctree.depth > 1);
    blocks.iter().any(|block| deep(block) || block.bodies().into_iter().any(has_deep_toctree))
}

impl Lookup<'_> {
    /// What the reference leads to within the book, or by its own words.
    pub(super) fn in_book(&self) -> Result<Target, Unresolved> {
        let target = self.reference.target.as_str();
        match self.reference.kind {
            ReferenceKind::Label => self.labelled(),
            ReferenceKind::Number => self.by_number(),
            ReferenceKind::Term => self.named(&self.site.index.terms, Unresolved::Term),
            ReferenceKind::Option => self.named(&self.site.index.options, Unresolved::Option),
            ReferenceKind::Object(family) => self.object(family, target).ok_or_else(|| self.no_object(family)),
            ReferenceKind::Any => self.any(target),
            ReferenceKind::Document => self.document(target),
            ReferenceKind::Documents => self.documents(target),
            ReferenceKind::Url | ReferenceKind::Image if self.is_external() => external(target),
            ReferenceKind::Url | ReferenceKind::Image => self.path(target),
        }
    }

    fn is_external(&self) -> bool {
        let by_name = matches!(
            self.reference.kind,
            ReferenceKind::Label
                | ReferenceKind::Number
                | ReferenceKind::Term
                | ReferenceKind::Option
                | ReferenceKind::Object(_)
                | ReferenceKind::Any
        );
        let target = &self.reference.target;
        // The name of an inventory may stand before a page's name, as a scheme does before an address.
        let has_scheme = scheme(target).is_some_and(|_| self.reference.kind != ReferenceKind::Document || target.contains("://"));
        !by_name && (has_scheme || target.starts_with("//"))
    }

    pub(super) fn named(&self, table: &Table, why_not: fn(Option<String>) -> Unresolved) -> Result<Target, Unresolved> {
        let name = match self.reference.kind {
            ReferenceKind::Term => fold_term(&self.reference.target),
            _ => normal_name(&self.reference.target),
        };
        let Some(&(id, position)) = table.get(&name) else {
            return Err(why_not(self.nearest(&name, table)));
        };
        let page = self.site.page(id).ok_or(Unresolved::Label(None))?;
        let anchor = page.parsed.page.anchors.get(position).ok_or(Unresolved::Label(None))?;
        Ok(self.to_anchor(page, anchor))
    }

    /// The object of a family that the name means here; of those that only end with it, the one that there is.
    fn object(&self, family: Family, name: &str) -> Option<Target> {
        let objects = self.site.index.objects.get(&family)?;
        let scope = self.reference.scope.as_deref();
        let candidates = scope.map_or_else(|| vec![name.to_owned()], |scope| scope.candidates(family, name));
        let found = candidates.iter().find_map(|candidate| objects.get(candidate)).or_else(|| {
            let ending = format!(".{}", name.trim_end_matches("()"));
            let mut ends = objects.iter().filter(|(full, _)| full.ends_with(&ending));
            let first = ends.next().filter(|_| scope.is_some_and(|scope| scope.anywhere))?;
            ends.next().is_none().then_some(first.1)
        });
        self.at(*found?)
    }

    fn no_object(&self, family: Family) -> Unresolved {
        let known = self.site.index.objects.get(&family);
        Unresolved::Object(family, known.and_then(|objects| self.nearest(&self.reference.target, objects)))
    }

    fn nearest(&self, name: &str, known: &Table) -> Option<String> {
        if self.is_hasty { None } else { known.nearest(name).map(str::to_owned) }
    }

    /// The `any` role: a page, a label, a term, an option's entry, an object.
    fn any(&self, name: &str) -> Result<Target, Unresolved> {
        let index = &self.site.index;
        let folded = normal_name(name);
        let page = documents::named(self.site, &self.page.parsed.source, name).ok().map(|page| self.to_page(page, ""));
        let named = || [&index.labels, &index.terms, &index.options].into_iter().find_map(|table| self.at(*table.get(&folded)?));
        let object = || index.objects.keys().find_map(|family| self.object(*family, name)).or_else(|| self.only_option(name));
        page.or_else(named).or_else(object).ok_or(Unresolved::Name)
    }

    /// The option of that name, where a single command has it.
    fn only_option(&self, name: &str) -> Option<Target> {
        let ending = format!(".{name}");
        let options = self.site.index.objects.get(&Family::CommandOptions)?;
        let mut found = options.iter().filter(|(full, _)| full.ends_with(&ending));
        let first = found.next().filter(|_| name.starts_with('-'))?;
        if found.next().is_some() { None } else { self.at(*first.1) }
    }

    fn at(&self, (id, position): AnchorAt) -> Option<Target> {
        let page = self.site.page(id)?;
        Some(self.to_anchor(page, page.parsed.page.anchors.get(position)?))
    }

    /// The `doc` role and toctree entries: a page without its extension, from the page or, with `/`, from the source folder.
    fn document(&self, target: &str) -> Result<Target, Unresolved> {
        if self.is_external() {
            return external(target);
        }
        match documents::named(self.site, &self.page.parsed.source, target) {
            Ok(page) if page.url == self.page.url => Ok(self.to_page(page, "")),
            Ok(page) => Ok(self.listed(page)),
            Err(wanted) => Err(self.no_page(&wanted)),
        }
    }

    /// The pages that match a pattern, this one aside, as what stands below a target that leads nowhere itself.
    fn documents(&self, pattern: &str) -> Result<Target, Unresolved> {
        let pages = documents::matching(self.site, &self.page.parsed.source, pattern).into_iter();
        let below: Vec<Target> = pages.map(|page| self.listed(page)).collect();
        if below.is_empty() { Err(Unresolved::Pattern) } else { Ok(Target { below, ..Target::default() }) }
    }

    /// A relative link: a page's source file, a file that is copied, an anchor of this page, or a page's own URL.
    fn path(&self, target: &str) -> Result<Target, Unresolved> {
        let (rest, fragment) = target.split_once('#').map_or((target, None), |(rest, f)| (rest, Some(f)));
        let (path, query) = rest.split_once('?').map_or((rest, None), |(path, q)| (path, Some(q)));
        let suffix = query.map(|q| format!("?{q}")).unwrap_or_default();
        if path.is_empty() {
            return match fragment {
                Some(fragment) => self.anchored(self.id, fragment, &suffix),
                None => Ok(Target { url: target.to_owned(), ..Target::default() }),
            };
        }
        let wanted = join(self.base(path), Utf8Path::new(&decode(path)));
        let wanted = match self.reference.kind {
            ReferenceKind::Image => used::variant(self.site, &wanted).unwrap_or(wanted),
            _ => wanted,
        };
        if let Some(id) = self.page_at(&wanted) {
            if self.reference.kind == ReferenceKind::Image {
                return Err(Unresolved::NotAnImage(wanted));
            }
            return self.anchored(id, fragment.unwrap_or(""), &suffix);
        }
        if self.site.assets.contains(&wanted) {
            let hash = fragment.map(|f| format!("#{f}")).unwrap_or_default();
            let url = format!("{}{suffix}{hash}", relative(&self.page.url, &wanted));
            let name = wanted.file_name().unwrap_or("").to_owned();
            let title = vec![Inline { span: self.reference.span, kind: InlineKind::Code(name) }];
            return Ok(Target { url, title, size: self.size(&wanted), ..Target::default() });
        }
        if let Some(found) = self.beside(&wanted, fragment, &suffix).or_else(|| self.by_name(target).map(Ok)) {
            return found;
        }
        Err(self.no_page(&wanted))
    }

    /// In Markdown, what a link names by itself: a page without its ending, a label, a term, an object, as in MyST.
    fn by_name(&self, target: &str) -> Option<Target> {
        let can_name = self.reference.kind == ReferenceKind::Url && Markup::of_page(&self.page.parsed.page) == Markup::Markdown;
        self.any(&decode(target)).ok().filter(|_| can_name)
    }

    /// By source path, by URL, or as the folder of an index page.
    fn page_at(&self, wanted: &Utf8Path) -> Option<PageId> {
        let by_name = self.site.by_source(wanted).or_else(|| self.site.by_url(wanted));
        by_name.or_else(|| self.site.by_url(&wanted.join("index.html")))
    }

    fn anchored(&self, id: PageId, fragment: &str, query: &str) -> Result<Target, Unresolved> {
        let page = self.site.page(id).ok_or(Unresolved::Label(None))?;
        if fragment.is_empty() {
            return Ok(self.to_page(page, query));
        }
        let name = decode(fragment);
        if let Some(anchor) = self.site.index.anchor(id, &name).and_then(|n| page.parsed.page.anchors.get(n)) {
            return Ok(self.to_anchor(page, anchor));
        }
        if name == "top" {
            return Ok(self.to_page(page, "#top"));
        }
        let anchors = page.parsed.page.anchors.iter().map(|a| a.id.as_str());
        let nearest = crate::nearest::nearest(&name, anchors).map(str::to_owned);
        Err(Unresolved::Anchor { page: page.parsed.file.clone(), name, nearest })
    }

    fn to_page(self, page: &SitePage, suffix: &str) -> Target {
        let url = relative(&self.page.url, &page.url) + suffix;
        Target { url, title: page.title.clone(), ..Target::default() }
    }

    fn heading_url(self, page: &SitePage, id: &str) -> String {
        let here = page.url == self.page.url;
        let path = if here { String::new() } else { relative(&self.page.url, &page.url) };
        format!("{path}#{}", encode(id))
    }

    fn to_anchor(self, page: &SitePage, anchor: &Anchor) -> Target {
        let title = linkless(&anchor.title);
        let title = if title.is_empty() { page.title.clone() } else { title };
        Target { url: self.heading_url(page, &anchor.id), title, ..Target::default() }
    }

    /// A page as a toctree lists it: with what the table of contents has below it, where any toctree lists so much.
    fn listed(&self, page: &SitePage) -> Target {
        let target = self.to_page(page, "");
        let Some(id) = self.site.by_url(&page.url) else { return target };
        let target = Target { number: self.site.numbers.of_title(id), ..target };
        let (titles, headings) = self.headings(id, page);
        if !self.lists_deep {
            return Target { titles, ..target };
        }
        let children = self.site.outline.item(id).map_or(&[][..], OutlineItem::children);
        Target { titles, headings, below: self.targets_of(page, children), ..target }
    }

    /// The items below `above` in the table of contents.
    fn targets_of(&self, above: &SitePage, items: &[OutlineItem]) -> Vec<Target> {
        let shown = toctrees::shown(self.site, above);
        let places = toctrees::places(self.site, above);
        let target = |item: &OutlineItem| {
            let OutlineItem::Page { page: id, children, .. } = item else { return None };
            let page = self.site.page(*id)?;
            let is_hidden = shown.as_ref().is_some_and(|shown| !shown.contains(id));
            let below = self.targets_of(page, children);
            let number = self.site.numbers.of_title(*id);
            let under = places.get(id).map(|heading| self.heading_url(above, heading).into());
            let (titles, headings) = self.headings(*id, page);
            Some(Target { headings, titles, below, under, is_hidden, number, ..self.to_page(page, "") })
        };
        items.iter().filter_map(target).collect()
    }

    /// The headings of a page without its title, those of a deeper level below the one before: other titles of the highest level, and what stands
    /// below the first.
    fn headings(&self, id: PageId, page: &SitePage) -> (Box<[Target]>, Vec<Target>) {
        let mut nested: Vec<(u8, Target)> = Vec::new();
        let close = |nested: &mut Vec<(u8, Target)>, level: u8| {
            while nested.len() > 1 && nested.last().is_some_and(|(last, _)| *last >= level) {
                if let (Some((_, target)), Some((_, above))) = (nested.pop(), nested.last_mut()) {
                    above.headings.push(target);
                }
            }
        };
        nested.push((0, Target::default()));
        let is_title = |anchor: &&Anchor| matches!(anchor.kind, AnchorKind::Heading(_));
        let skipped = usize::from(!page.parsed.page.title.is_empty());
        for anchor in page.parsed.page.anchors.iter().filter(is_title).skip(skipped) {
            let AnchorKind::Heading(level) = anchor.kind else { continue };
            close(&mut nested, level);
            let number = self.site.numbers.at(id, &anchor.id).map(|(_, number)| number.to_owned());
            nested.push((level, Target { number, ..self.to_anchor(page, anchor) }));
        }
        close(&mut nested, 1);
        let headings = nested.pop().map(|(_, root)| root.headings).unwrap_or_default();
        let is_highest = |anchor: &&Anchor| anchor.kind == AnchorKind::Heading(1);
        let highest: HashSet<String> =
            page.parsed.page.anchors.iter().filter(is_highest).map(|anchor| self.heading_url(page, &anchor.id)).collect();
        let (titles, headings): (Vec<_>, Vec<_>) =
            headings.into_iter().partition(|heading| skipped > 0 && highest.contains(&heading.url));
        (titles.into(), headings)
    }

    /// The size of a picture of the book, so that the browser keeps its place free.
    fn size(&self, asset: &Utf8Path) -> Option<(u32, u32)> {
        if self.reference.kind != ReferenceKind::Image {
            return None;
        }
        let source = self.sources.get(&self.source_folder.join(asset)).ok()?;
        picture_size(&source.bytes)
    }

    /// The folder that a relative target starts at, relative to the source folder.
    fn base(&self, target: &str) -> &Utf8Path {
        let page_folder = self.page.parsed.source.parent().unwrap_or(Utf8Path::new(""));
        if target.starts_with('/') { Utf8Path::new("") } else { page_folder }
    }

    fn no_page(&self, wanted: &Utf8Path) -> Unresolved {
        if self.site.drafts.contains(wanted) {
            return Unresolved::Draft(wanted.to_owned());
        }
        let in_root = join(self.source_folder, wanted);
        if self.sources.exists(&in_root) {
            let unread = Markup::of(wanted).is_some() && self.sources.get(&in_root).is_ok_and(|source| source.text().is_err());
            return if unread { Unresolved::Unread(in_root) } else { Unresolved::NotPublished(in_root) };
        }
        let sources = self.site.pages.iter().map(|p| p.parsed.source.as_str());
        let known: Vec<&str> = match self.reference.kind {
            ReferenceKind::Image => self.site.assets.iter().map(|a| a.as_str()).collect(),
            _ => sources.chain(self.site.assets.iter().map(|a| a.as_str())).collect(),
        };
        let known: &[&str] = if self.is_hasty { &[] } else { &known };
        let nearest = crate::nearest::nearest_path(wanted.as_str(), known.iter().copied());
        let nearest = nearest.map(|path| relative(&self.page.parsed.source, Utf8Path::new(path)));
        Unresolved::File { wanted: wanted.to_owned(), nearest }
    }
}

/// Width and height in pixels of a picture in any of the usual formats; an SVG may say it by its `viewBox` alone.
fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    if let Ok(size) = imagesize::blob_size(bytes) {
        return Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?));
    }
    let document = roxmltree::Document::parse(std::str::from_utf8(bytes).ok()?).ok()?;
    let svg = document.root_element();
    let pixels = |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok().filter(|n| (1.0..1e6).contains(n));
    let attribute = |name| svg.attribute(name).and_then(pixels);
    let view_box: Vec<f64> = svg.attribute("viewBox")?.split([' ', ',']).filter_map(|n| n.parse().ok()).collect();
    let [_, _, width, height] = view_box[..] else { return None };
    let (width, height) = (attribute("width").unwrap_or(width), attribute("height").unwrap_or(height));
    let whole = |length: f64| format!("{length:.0}").parse().ok();
    if svg.tag_name().name() == "svg" { Some((whole(width)?, whole(height)?)) } else { None }
}

fn external(url: &str) -> Result<Target, Unresolved> {
    match scheme(url).as_deref() {
        Some("javascript" | "vbscript" | "data") => Err(Unresolved::Unsafe),
        _ => Ok(Target { url: url.to_owned(), ..Target::default() }),
    }
}

/// The scheme of a URL in lower case, if it has one: `mailto` of `mailto:someone`. Control characters and spaces before it are skipped,
/// as browsers do.
fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let seen = scheme.trim_start().chars().filter(|c| !c.is_control()).collect::<String>().to_ascii_lowercase();
    let starts = seen.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    (starts && seen.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))).then_some(seen)
}

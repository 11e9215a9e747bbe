//! The whole book in one page.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8Path;

use super::machine::Machine;
use super::{Edition, Look};
use crate::diagnostic::Diagnostic;
use crate::document::plain_text;
use crate::render::html::{Body, Rebase, inlines_to_html};
use crate::render::page::{PrintEntry, Whole};
use crate::site::route::{encode, follow, relative};
use crate::site::{OutlineItem, PageId, SitePage};

/// mdBook's name for the page.
pub(super) const PRINT: &str = "print.html";
/// How large the unit of the setting is.
const KILOBYTE: usize = 1000;

/// Makes or finds the body of a page.
type BodyOf<'a> = dyn Fn(PageId, &SitePage) -> Arc<Body> + 'a;

impl Edition {
    /// The address of the page that holds the whole book, where no other file has it.
    pub(super) fn print_url(&self) -> Option<&'static Utf8Path> {
        let url = Utf8Path::new(PRINT);
        let is_free = self.site.by_url(url).is_none() && !self.site.redirects.contains_key(url);
        (is_free && matches!(self.machine(url), Some(Machine::Print))).then_some(url)
    }

    /// The whole book in one page, as far as there is room: a page is there as a whole or not at all.
    pub(super) fn print(&self, look: &Look, body: &BodyOf<'_>) -> Result<String, Diagnostic> {
        let most = self.config.html.print.max_kilobytes as usize * KILOBYTE;
        let (mut chapters, mut left_out) = (BTreeMap::new(), Vec::new());
        let (mut order, mut size) = (Vec::new(), 0_usize);
        for (id, page) in self.reading_order() {
            let body = if left_out.is_empty() { Some(body(id, page)) } else { None };
            match body.filter(|body| size.saturating_add(body.html.len()) <= most) {
                Some(body) => {
                    size += body.html.len();
                    chapters.insert(id, body);
                    order.push((id, page));
                }
                None => left_out.push(PrintEntry {
                    title: plain_text(&page.title),
                    url: Some(encode(page.url.as_str())),
                    ..PrintEntry::default()
                }),
            }
        }
        let mut text = String::new();
        for (id, page) in order {
            if let Some(body) = chapters.get(&id) {
                self.chapter(&mut text, page, body, &chapters);
            }
        }
        let contents = self.contents(&self.site.outline.items, &chapters);
        self.chrome(look).print(Whole { contents, left_out, page_breaks: self.config.html.print.page_break }, &text)
    }

    /// Appends a page. What leads to another page that is there leads to its place in the whole.
    fn chapter(&self, out: &mut String, page: &SitePage, body: &Body, chapters: &BTreeMap<PageId, Arc<Body>>) {
        let anchor = anchor(page);
        let link = |url: &str| {
            let Some((file, rest)) = follow(&page.url, url) else { return url.to_owned() };
            let to = self.site.by_url(&file).filter(|id| chapters.contains_key(id)).and_then(|id| self.site.page(id));
            let Some(to) = to else { return relative(PRINT.into(), &file) + rest };
            let place = self::anchor(to);
            match rest.split_once('#') {
                Some((_, section)) if !section.is_empty() && section != "top" => format!("#{place}..{section}"),
                _ => format!("#{place}"),
            }
        };
        out.push_str(&format!("<section class=\"print-page prose\" id=\"{anchor}\">\n"));
        let has_title = body.outline.iter().any(|entry| entry.level == 1) || !page.parsed.page.title.is_empty();
        if !has_title {
            out.push_str(&format!("<h2>{}</h2>\n", inlines_to_html(&page.title)));
        }
        Rebase { prefix: &format!("{anchor}.."), link: &link }.push(out, &body.html);
        out.push_str("</section>\n");
    }

    fn contents(&self, items: &[OutlineItem], chapters: &BTreeMap<PageId, Arc<Body>>) -> Vec<PrintEntry> {
        let entry = |item: &OutlineItem| {
            let children = self.contents(item.children(), chapters);
            match item {
                OutlineItem::Page { page: id, title, number, .. } => {
                    let page = self.site.page(*id)?;
                    let url = if chapters.contains_key(id) { format!("#{}", anchor(page)) } else { encode(page.url.as_str()) };
                    let title = title.clone().unwrap_or_else(|| plain_text(&page.title));
                    Some(PrintEntry { title, number: number.clone(), url: Some(url), children })
                }
                OutlineItem::Group { title, number, .. } => {
                    Some(PrintEntry { title: title.clone(), number: number.clone(), url: None, children })
                }
                OutlineItem::Link { title, url } => {
                    Some(PrintEntry { title: title.clone(), url: Some(url.clone()), ..PrintEntry::default() })
                }
                OutlineItem::Part(title) => Some(PrintEntry { title: title.clone(), ..PrintEntry::default() }),
                OutlineItem::Separator => None,
            }
        };
        items.iter().filter_map(entry).collect()
    }
}

/// The anchor of a page in the whole. Drawings take only names of XML as anchors, so all but letters, digits and `-` is escaped; `/` is a dot.
/// Anchors within the page follow behind two dots, which are in no page's own.
fn anchor(page: &SitePage) -> String {
    let one = |c: char| match c {
        '/' => ".".to_owned(),
        c if c.is_ascii_alphanumeric() || c == '-' => c.to_string(),
        c => format!("_{:x}_", u32::from(c)),
    };
    std::iter::once("page.".to_owned()).chain(page.url.with_extension("").as_str().chars().map(one)).collect()
}

//! The lock file held against the site: what was published once must still lead somewhere.

use std::collections::{BTreeSet, HashMap, HashSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::super::{Report, Subject};
use super::addresses::{Address, Now, look_up, published};
use super::lock::{self, Entry};
use crate::config::value_place;
use crate::diagnostic::Diagnostic;
use crate::document::{Markup, slug};
use crate::nearest::{nearest, nearest_path};
use crate::site::SitePage;
use crate::site::route::page_url;
use crate::source::SourceError;

/// The lock file of a book that says nothing about it.
const DEFAULT: &str = "anchors.lock";

/// Compares the lock file with the site; `None` where the book has none.
pub(super) fn check(subject: &Subject<'_>) -> Option<Report> {
    let asked = subject.config.references.anchors_lock.as_deref();
    let file = asked.unwrap_or(Utf8Path::new(DEFAULT));
    let source = match subject.sources.get(file) {
        Ok(source) => source,
        Err(SourceError::Missing) => return asked.map(|file| missing(subject, file)),
        Err(_) => return Some(report(vec![unreadable(file, 0, "the file cannot be read")], 0)),
    };
    let text = match source.text() {
        Ok(text) => text,
        Err(at) => return Some(report(vec![unreadable(file, at, "the file is not UTF-8")], 0)),
    };
    let lock = subject.memory.recall("lock file", &(file, source.hash), || lock::parse(file, text));
    let site = published(subject);
    let new: BTreeSet<&Address> = site.iter().filter(|address| !lock.addresses.contains(address)).collect();
    let mut diagnostics = lock.problems.clone();
    diagnostics.extend(Comparison::new(subject, file, &new).vanished(&lock.entries));
    if let Some(first) = new.first() {
        diagnostics.push(behind(file, text, &lock.entries, &new, first));
    }
    Some(report(diagnostics, lock.entries.len()))
}

fn report(diagnostics: Vec<Diagnostic>, entries: usize) -> Report {
    Report { diagnostics, checked: vec![("locked URL", entries)] }
}

fn missing(subject: &Subject<'_>, file: &Utf8Path) -> Report {
    let place = value_place(subject.sources, "references.anchors-lock");
    let text = lock::text(&published(subject).into_iter().collect());
    let diagnostic = Diagnostic::warning("unlocked-address", "book.toml", place, format!("there is no file `{file}` yet"))
        .help("`bindery check --fix` makes it; keep it with the book's sources")
        .fix(file, 0..0, text);
    report(vec![diagnostic], 0)
}

fn unreadable(file: &Utf8Path, at: usize, message: &str) -> Diagnostic {
    Diagnostic::error("malformed-lock", file, at..at, message)
        .help("take an older version of the file from version control; `bindery check --fix` adds what is new since")
}

fn behind(file: &Utf8Path, text: &str, entries: &[Entry], new: &BTreeSet<&Address>, first: &Address) -> Diagnostic {
    let others = new.len() - 1;
    let message = match others {
        0 => format!("`{file}` lacks `{first}`"),
        1 => format!("`{file}` lacks `{first}` and 1 more address"),
        _ => format!("`{file}` lacks `{first}` and {others} more addresses"),
    };
    let places = lock::insertions(text, entries, new.iter().copied());
    let at = places.first().map_or(text.len(), |(at, _)| *at);
    let diagnostic = Diagnostic::warning("unlocked-address", file, at..at, message)
        .help("`bindery check --fix` adds what is new; from then on it cannot vanish unseen");
    places.into_iter().fold(diagnostic, |diagnostic, (at, lines)| diagnostic.fix(file, at..at, lines))
}

/// How an author sets an anchor of that name: a label where its own anchor is the same.
fn anchor_markup(anchor: &str, markup: Markup) -> String {
    let is_label = slug(anchor) == anchor || markup == Markup::Rst;
    if is_label { format!("`{}`", markup.label(anchor)) } else { format!("`<a id=\"{anchor}\"></a>`") }
}

/// Addresses of pages that are there but could not be read, which another stage has reported.
fn unread(subject: &Subject<'_>) -> HashSet<Utf8PathBuf> {
    let is_read = |source: &Utf8Path| subject.site.by_source(source).is_some() || subject.site.drafts.contains(source);
    subject.book.pages.iter().filter(|source| !is_read(source)).map(|source| page_url(source)).collect()
}

struct Comparison<'a> {
    subject: &'a Subject<'a>,
    file: &'a Utf8Path,
    /// Addresses that the site has and the lock has not.
    new: &'a BTreeSet<&'a Address>,
    /// The pages among them.
    new_pages: Vec<&'a str>,
    /// For each anchor among them the first place.
    new_anchors: HashMap<&'a str, &'a Address>,
    unread: HashSet<Utf8PathBuf>,
}

impl<'a> Comparison<'a> {
    fn new(subject: &'a Subject<'a>, file: &'a Utf8Path, new: &'a BTreeSet<&'a Address>) -> Self {
        let is_page = |address: &&&Address| address.anchor.is_none() && subject.site.by_url(&address.url).is_some();
        let new_pages = new.iter().filter(is_page).map(|address| address.url.as_str()).collect();
        let mut new_anchors = HashMap::new();
        for address in new {
            if let Some(anchor) = &address.anchor {
                new_anchors.entry(anchor.as_str()).or_insert(*address);
            }
        }
        Self { subject, file, new, new_pages, new_anchors, unread: unread(subject) }
    }

    /// A diagnostic for each file of the site that is gone, with all its anchors, and for each anchor that a page has lost.
    fn vanished(&self, entries: &[Entry]) -> Vec<Diagnostic> {
        let mut gone: BTreeSet<&Utf8Path> = BTreeSet::new();
        let mut diagnostics = Vec::new();
        for entry in entries {
            match look_up(self.subject, &entry.address) {
                Now::There => {}
                Now::NoAnchor(page) => diagnostics.push(self.anchor(entry, page)),
                Now::Gone if self.unread.contains(&entry.address.url) => {}
                Now::Gone => {
                    if gone.insert(&entry.address.url) {
                        diagnostics.push(self.url(entry));
                    }
                }
            }
        }
        diagnostics
    }

    fn url(&self, entry: &Entry) -> Diagnostic {
        let url = &entry.address.url;
        let near = nearest_path(url.as_str(), self.new_pages.iter().copied()).or(only(&self.new_pages));
        let page = near.and_then(|near| self.subject.site.by_url(Utf8Path::new(near)));
        let page = page.and_then(|id| self.subject.site.page(id)).map(|page| page.parsed.file.as_str());
        let where_to = page.map_or_else(|| "of the page that took its place".to_owned(), |page| format!("of `{page}`"));
        let address = Address::page(url);
        let diagnostic = self.error(entry, format!("`{address}` was published, and now nothing is there")).label(match near {
            Some(near) => format!("`{near}` is new: was it renamed?"),
            None => "links to it are broken".to_owned(),
        });
        diagnostic
            .help(format!("write `aliases: [/{url}]` into the front matter {where_to}"))
            .help("or delete the lines of this page here if nobody needs it any more")
    }

    fn anchor(&self, entry: &Entry, page: &SitePage) -> Diagnostic {
        let anchor = entry.address.anchor.as_deref().unwrap_or_default();
        let file = &page.parsed.file;
        let first = Address::page(&page.url);
        let here = self.new.range::<&Address, _>(&first..).take_while(|address| address.url == page.url);
        let here: Vec<&str> = here.filter_map(|address| address.anchor.as_deref()).collect();
        let near = nearest(anchor, here.iter().copied()).or(only(&here));
        let moved = self.new_anchors.get(anchor);
        let label = match (near, moved) {
            (_, Some(there)) => format!("now at `{there}`"),
            (Some(near), None) => format!("`#{near}` is new: was it renamed?"),
            (None, None) => "links to it lead to the top of the page".to_owned(),
        };
        let place = match near.filter(|_| moved.is_none()) {
            Some(near) => format!("what `#{near}` is on"),
            None => "what took its place".to_owned(),
        };
        self.error(entry, format!("`{}` was published, and `{file}` has no such anchor", entry.address))
            .label(label)
            .help(format!(
                "write {} into `{file}`, on a line of its own before {place}",
                anchor_markup(anchor, Markup::of_page(&page.parsed.page))
            ))
            .help("or delete this line if nobody needs the anchor any more")
    }

    fn error(&self, entry: &Entry, message: String) -> Diagnostic {
        Diagnostic::error("vanished-address", self.file, entry.range.clone(), message)
    }
}

/// What a list of one holds: where one thing has gone and one has come, the two belong together.
fn only<'n>(new: &[&'n str]) -> Option<&'n str> {
    match new {
        [only] => Some(only),
        _ => None,
    }
}

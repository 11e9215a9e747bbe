//! Of all problems, those that a change can have brought about.
//!
//! A change concerns the pages that changed, the pages that include or read a file that changed, and the pages whose links lead to any of
//! these, to what was deleted, or into another book of a workspace that changed. A change to anything else that the checks read (the settings, the table of contents, a list of words, a
//! schema) concerns every page.

use std::collections::{BTreeSet, HashSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::Subject;
use crate::diagnostic::Diagnostic;
use crate::document::{Reference, ReferenceKind};
use crate::site::route::{decode, follow, page_url};
use crate::site::{Destination, Links, SitePage, Target};
use crate::source::join;

/// Problems between pages: a change to one page can bring them about, and they may be shown at another.
const BETWEEN_PAGES: &[&str] = &["duplicate-label", "duplicate-term", "duplicate-url", "case-clash", "bad-alias", "orphan-page"];

/// Leaves the problems of the pages that the change of `files` (paths relative to the book's root) concerns, and those that belong to no
/// page; returns the pages that the change concerns.
pub(super) fn narrow(
    diagnostics: &mut Vec<Diagnostic>,
    subject: &Subject<'_>,
    files: &BTreeSet<Utf8PathBuf>,
) -> BTreeSet<Utf8PathBuf> {
    let pages = &subject.site.pages;
    if concerns_all(subject, files) {
        return pages.iter().map(|page| page.parsed.file.clone()).collect();
    }
    let touched = |page: &SitePage| {
        let parsed = &page.parsed;
        files.contains(&parsed.file) || parsed.page.reads.iter().any(|read| files.contains(&read.file))
    };
    let touched: Vec<bool> = pages.iter().map(|page| touched(page)).collect();
    let source = &subject.config.book.source;
    let in_site = files.iter().filter_map(|file| file.strip_prefix(source).ok());
    let mut places: HashSet<Utf8PathBuf> = in_site.flat_map(|file| [file.to_owned(), page_url(file)]).collect();
    let of_touched = pages.iter().zip(&touched).filter(|(_, touched)| **touched);
    places.extend(of_touched.map(|(page, _)| page.url.clone()));

    // Where another book of the workspace changed, that may be what a page refers to.
    let around = files.iter().any(|file| file.starts_with(".."));
    let concerned = |((page, links), touched): ((&SitePage, &Links), &bool)| {
        *touched || leads_to(page, links, &places) || around && leads_out(page, links)
    };
    let concerned: Vec<bool> =
        if places.is_empty() && !around { touched } else { subject.pages().zip(&touched).map(concerned).collect() };
    let files_of = |wanted: bool| {
        let pages = pages.iter().zip(&concerned).filter(move |(_, concerned)| **concerned == wanted);
        pages.flat_map(|(page, _)| &page.parsed.page.files)
    };
    let shown: HashSet<&Utf8PathBuf> = files_of(true).collect();
    let left_out: HashSet<&Utf8PathBuf> = files_of(false).filter(|file| !shown.contains(file)).collect();
    diagnostics.retain(|diagnostic| {
        let elsewhere = diagnostic.place.as_ref().is_some_and(|place| left_out.contains(&place.file));
        !elsewhere || BETWEEN_PAGES.contains(&diagnostic.code.as_str())
    });
    let concerned = pages.iter().zip(concerned).filter(|(_, concerned)| *concerned);
    concerned.map(|(page, _)| page.parsed.file.clone()).collect()
}

/// Whether a file changed that the checks read, and that is neither a page's own nor a picture.
fn concerns_all(subject: &Subject<'_>, files: &BTreeSet<Utf8PathBuf>) -> bool {
    let site = subject.site;
    let of_pages: HashSet<&Utf8Path> = site
        .pages
        .iter()
        .flat_map(|page| page.parsed.page.reads.iter().map(|read| &read.file).chain([&page.parsed.file]))
        .map(Utf8PathBuf::as_path)
        .collect();
    let is_of_site = |file: &Utf8Path| {
        let inside = file.strip_prefix(&subject.config.book.source).ok();
        inside.is_some_and(|inside| site.assets.contains(inside) || site.drafts.contains(inside))
    };
    files.iter().any(|file| subject.sources.was_asked(file) && !of_pages.contains(file.as_path()) && !is_of_site(file))
}

/// Whether a link of the page leads to one of `places`, or to nothing that is there any more. What a name without a place meant cannot be
/// told, so it may have been one of them.
fn leads_to(page: &SitePage, links: &Links, places: &HashSet<Utf8PathBuf>) -> bool {
    let references = page.parsed.page.references.iter().zip(&links.destinations);
    references.into_iter().any(|(reference, destination)| match destination {
        Destination::Found(target) => target_is_among(page, target, places),
        Destination::Broken => match reference.kind {
            ReferenceKind::Label
            | ReferenceKind::Number
            | ReferenceKind::Term
            | ReferenceKind::Option
            | ReferenceKind::Object(_)
            | ReferenceKind::Any
            | ReferenceKind::Documents => true,
            ReferenceKind::Url | ReferenceKind::Image | ReferenceKind::Document => was_among(page, reference, places),
        },
    })
}

/// Whether a link of the page leads out of the site to one beside it, or to nothing where a name or a path may have meant one.
fn leads_out(page: &SitePage, links: &Links) -> bool {
    let references = page.parsed.page.references.iter().zip(&links.destinations);
    let is_above = |url: &str| follow(&page.url, url).is_some_and(|(file, _)| file.starts_with(".."));
    references.into_iter().any(|(reference, destination)| match destination {
        Destination::Found(target) => is_above(&target.url),
        Destination::Broken => reference.target.contains(':') || reference.target.contains("../"),
    })
}

fn target_is_among(page: &SitePage, target: &Target, places: &HashSet<Utf8PathBuf>) -> bool {
    let path = path_of(&target.url);
    // Only a link within the page has no path.
    let folder = page.url.parent().unwrap_or(Utf8Path::new(""));
    let here = !path.is_empty() && places.contains(&join(folder, Utf8Path::new(&decode(path))));
    here || target.below.iter().any(|below| target_is_among(page, below, places))
}

fn was_among(page: &SitePage, reference: &Reference, places: &HashSet<Utf8PathBuf>) -> bool {
    let path = path_of(&reference.target);
    let folder = page.parsed.source.parent().filter(|_| !path.starts_with('/')).unwrap_or(Utf8Path::new(""));
    let wanted = join(folder, Utf8Path::new(&decode(path)));
    let page = Utf8PathBuf::from(format!("{wanted}.html"));
    [wanted.join("index.html"), page, wanted].iter().any(|place| places.contains(place))
}

fn path_of(url: &str) -> &str {
    url.split(['#', '?']).next().unwrap_or_default()
}

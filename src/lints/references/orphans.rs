//! Pages that no other page speaks of.

use std::collections::HashSet;

use camino::Utf8Path;

use super::super::{Subject, levels, lint};
use crate::diagnostic::Diagnostic;
use crate::site::route::decode;
use crate::site::{Destination, PageId, SitePage, Target};
use crate::source::join;

/// Where the page is for an address that does not exist: nobody links to it.
const NOT_FOUND: &str = "404.html";

/// A diagnostic for each page that is reached through the navigation alone.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    if lint("orphan-page").is_none_or(|lint| levels::is_off(&subject.config.lints, lint)) {
        return Vec::new();
    }
    let mut reached: HashSet<PageId> = subject.site.home().into_iter().collect();
    for (page, links) in subject.pages() {
        for destination in &links.destinations {
            if let Destination::Found(target) = destination {
                reach(subject, page, target, &mut reached);
            }
        }
    }
    let is_reached_otherwise =
        |page: &SitePage| page.url == NOT_FOUND || subject.config.html.not_found.as_ref() == Some(&page.parsed.source);
    let orphans = subject.site.numbered().filter(|(id, page)| !is_reached_otherwise(page) && !reached.contains(id));
    orphans.map(|(_, page)| orphan(page)).collect()
}

/// Adds the page that `target` leads to, unless it is `from` itself, and those listed below it.
fn reach(subject: &Subject<'_>, from: &SitePage, target: &Target, reached: &mut HashSet<PageId>) {
    let url = address(&from.url, &target.url);
    if let Some(id) = subject.site.by_url(&url).filter(|_| url != from.url) {
        reached.insert(id);
    }
    target.below.iter().for_each(|target| reach(subject, from, target, reached));
}

/// The file of the site that `url`, as the page at `from` sees it, names.
pub(super) fn address(from: &Utf8Path, url: &str) -> camino::Utf8PathBuf {
    let path = url.split(['#', '?']).next().unwrap_or_default();
    if path.is_empty() {
        return from.to_owned();
    }
    join(from.parent().unwrap_or(Utf8Path::new("")), Utf8Path::new(&decode(path)))
}

fn orphan(page: &SitePage) -> Diagnostic {
    let file = &page.parsed.file;
    Diagnostic::warning("orphan-page", file, 0..0, format!("no other page links to `{file}`"))
        .help("mention it where a reader needs it: only the navigation leads there")
}

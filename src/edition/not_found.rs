//! The page for addresses that lead nowhere, with the text that the author wrote for it.

use camino::Utf8Path;

use super::{Edition, Look};
use crate::diagnostic::Diagnostic;
use crate::render::html;
use crate::site::route::encode;
use crate::site::{Destination, PageId, Target};
use crate::source::join;

/// Where it stands.
pub(super) const NOT_FOUND: &str = "404.html";

impl Edition {
    /// The page whose text it shows (`input-404`), if there is one.
    pub(super) fn own_not_found(&self) -> Option<PageId> {
        self.config.html.not_found.as_ref().and_then(|source| self.site.by_source(source))
    }

    /// The page for addresses that lead nowhere. A server shows it at any depth, so its links start at the root of the site.
    pub(super) fn make_not_found(&self, look: &Look) -> Result<String, Diagnostic> {
        let chrome = self.chrome(look);
        let Some((id, page)) = self.own_not_found().and_then(|id| Some((id, self.site.page(id)?))) else {
            return chrome.not_found(None);
        };
        let (folder, root) = (page.url.parent().unwrap_or(Utf8Path::new("")), self.config.html.site_url.path.as_str());
        let links: Vec<Destination> = self.links(id).destinations.iter().map(|link| from_root(link, folder, root)).collect();
        let body = html::render(&page.parsed.page, &links, &*self.leaves, html::Options::default());
        chrome.not_found(Some((page, &body)))
    }
}

/// The same destination, seen from nowhere in particular: `folder` is where it was seen from, `root` the path of the site's root.
fn from_root(link: &Destination, folder: &Utf8Path, root: &str) -> Destination {
    match link {
        Destination::Found(target) => Destination::Found(target_from_root(target, folder, root)),
        Destination::Broken => Destination::Broken,
    }
}

fn target_from_root(target: &Target, folder: &Utf8Path, root: &str) -> Target {
    let url = &target.url;
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let is_relative = !path.is_empty() && !path.starts_with('/') && !path.split('/').next().unwrap_or_default().contains(':');
    let below = target.below.iter().map(|target| target_from_root(target, folder, root)).collect();
    if !is_relative {
        return Target { below, ..target.clone() };
    }
    let slash = if path.ends_with('/') { "/" } else { "" };
    let whole = join(Utf8Path::new(&encode(folder.as_str())), Utf8Path::new(path));
    let rest = url.get(path.len()..).unwrap_or_default();
    Target { url: format!("{root}{whole}{slash}{rest}"), below, ..target.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_within_the_site_starts_at_its_root() {
        let seen = |url: &str| {
            let target = Target { url: url.to_owned(), ..Target::default() };
            target_from_root(&target, Utf8Path::new("a b/c"), "/docs/").url
        };
        assert_eq!(seen("x.html"), "/docs/a%20b/c/x.html");
        assert_eq!(seen("../../index.html?q=1#part"), "/docs/index.html?q=1#part");
        assert_eq!(seen("../d/"), "/docs/a%20b/d/");
        for stays in ["#part", "/other.html", "//example.org/", "https://example.org/x", "mailto:a@example.org", ""] {
            assert_eq!(seen(stays), stays);
        }
    }
}

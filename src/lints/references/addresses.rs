//! Addresses: what a reader can link to from elsewhere, and how the lock file writes it.

use camino::Utf8PathBuf;

use super::super::Subject;
use super::orphans::address;
use crate::document::ReferenceKind;
use crate::site::route::decode;
use crate::site::{Destination, RedirectTo, SitePage};

/// A file of the site, and perhaps an anchor in it. The order is that of the lock file: a page's anchors follow the page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Address {
    /// Relative to the site's root, not encoded.
    pub url: Utf8PathBuf,
    /// The part behind `#`, not encoded.
    pub anchor: Option<String>,
}

impl Address {
    /// The file itself.
    pub(super) fn page(url: impl Into<Utf8PathBuf>) -> Self {
        Self { url: url.into(), anchor: None }
    }

    /// Reads what [`Address::fmt`] writes; `None` where it could not have been written.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let (url, anchor) = match line.split_once('#') {
            Some((url, anchor)) => (url, Some(decode(anchor))),
            None => (line, None),
        };
        let address = Self { url: decode(url).into(), anchor };
        (!url.is_empty() && !url.starts_with('/') && address.to_string() == line).then_some(address)
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        escaped(self.url.as_str(), f)?;
        if let Some(anchor) = &self.anchor {
            f.write_str("#")?;
            escaped(anchor, f)?;
        }
        Ok(())
    }
}

/// The text with what would make a line ambiguous percent-encoded; letters of any language stay readable.
fn escaped(text: &str, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~' | '/' | '+' | ',' | '(' | ')' | '@' | '!' | ':' | '&' | '\'')
        {
            write!(f, "{c}")?;
        } else {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().try_for_each(|byte| write!(f, "%{byte:02X}"))?;
        }
    }
    Ok(())
}

/// Every address that the site has, some of them twice: pages with their anchors, old addresses that lead on, and files that pages link to.
pub(super) fn published(subject: &Subject<'_>) -> Vec<Address> {
    let site = subject.site;
    let mut addresses: Vec<Address> = site.redirects.keys().map(Address::page).collect();
    if site.home().is_some() {
        addresses.push(Address::page("index.html"));
    }
    for (page, links) in subject.pages().filter(|(page, _)| page.url != "404.html") {
        addresses.push(Address::page(&page.url));
        let anchors = page.parsed.page.anchors.iter().map(|anchor| anchor.id.clone());
        addresses.extend(anchors.map(|anchor| Address { url: page.url.clone(), anchor: Some(anchor) }));
        for (reference, destination) in page.parsed.page.references.iter().zip(&links.destinations) {
            if reference.kind == ReferenceKind::Url
                && let Destination::Found(target) = destination
            {
                addresses.extend(file(subject, page, &target.url).map(Address::page));
            }
        }
    }
    addresses
}

/// The file of the book that `url` names.
fn file(subject: &Subject<'_>, page: &SitePage, url: &str) -> Option<Utf8PathBuf> {
    let leaves = url.starts_with("//") || url.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
    let file = Some(address(&page.url, url)).filter(|_| !leaves)?;
    subject.site.assets.contains(&file).then_some(file)
}

/// What became of an address.
#[derive(Debug)]
pub(super) enum Now<'a> {
    /// A reader who follows it gets where it led.
    There,
    /// The page is there, be it elsewhere, but not the anchor.
    NoAnchor(&'a SitePage),
    /// Nothing is there.
    Gone,
}

/// What became of `wanted`.
pub(super) fn look_up<'a>(subject: &Subject<'a>, wanted: &Address) -> Now<'a> {
    let site = subject.site;
    if let Some(id) = site.by_url(&wanted.url) {
        return anchored(subject, id, wanted);
    }
    match site.redirects.get(&wanted.url) {
        Some(RedirectTo::Page(id)) => return anchored(subject, *id, wanted),
        // A redirect to an anchor of its own takes every old anchor there; what another site holds is not known.
        Some(RedirectTo::Url(_)) => return Now::There,
        None => {}
    }
    let is_home = wanted.url == "index.html" && site.home().is_some();
    if is_home || site.assets.contains(&wanted.url) { Now::There } else { Now::Gone }
}

fn anchored<'a>(subject: &Subject<'a>, id: crate::site::PageId, wanted: &Address) -> Now<'a> {
    let Some(anchor) = &wanted.anchor else { return Now::There };
    match subject.site.page(id) {
        Some(page) if subject.site.index.anchor(id, anchor).is_none() => Now::NoAnchor(page),
        _ => Now::There,
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn an_address_is_one_line_and_comes_back() {
        let cases = [
            ("guide/a.html", None, "guide/a.html"),
            ("über uns.html", Some("größe"), "über%20uns.html#größe"),
            ("c#.html", Some("a b%\n"), "c%23.html#a%20b%25%0A"),
            ("a.html", Some("term-jwt"), "a.html#term-jwt"),
        ];
        for (url, anchor, line) in cases {
            let address = Address { url: url.into(), anchor: anchor.map(str::to_owned) };
            assert_eq!(address.to_string(), line);
            assert_eq!(Address::parse(line), Some(address));
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for line in ["", "/a.html", "a b.html", "https://a.example/?x", "<<<<<<< ours", "=======", "a.html ", "a%2.html", "#a"] {
            assert_eq!(Address::parse(line), None, "{line:?}");
        }
    }
}

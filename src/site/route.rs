//! Where pages and files go in the site, and how one gets to another.

use camino::{Utf8Path, Utf8PathBuf};

/// The folder of the site that holds the theme's files. It starts with `_`, as no page's does by custom.
pub const THEME_FOLDER: &str = "_theme";

/// The folder of the site that holds the files of the search.
pub const SEARCH_FOLDER: &str = "_search";

/// The URL of a page, relative to the site's root: `guide/checks.md` becomes `guide/checks.html`; `index.md` and `README.md` become
/// the `index.html` of their folder.
#[must_use]
pub fn page_url(source: &Utf8Path) -> Utf8PathBuf {
    if is_readme(source) { source.with_file_name("index.html") } else { source.with_extension("html") }
}

/// Whether the page is the index of its folder by the name that code forges know, as in mdBook. To Sphinx, `README.rst` is a page like any other.
#[must_use]
pub fn is_readme(source: &Utf8Path) -> bool {
    let is = |part: Option<&str>, name: &str| part.is_some_and(|part| part.eq_ignore_ascii_case(name));
    is(source.file_stem(), "readme") && is(source.extension(), "md")
}

/// The file that serves an old URL: `old/place.html` is itself, `old/place` and `old/place/` are `old/place/index.html`.
/// `None` where the URL leaves the site or holds nothing.
#[must_use]
pub fn alias_file(alias: &str) -> Option<Utf8PathBuf> {
    let path = Utf8Path::new(alias.trim_start_matches('/'));
    let joined = crate::source::join(Utf8Path::new(""), path);
    if joined.as_str().is_empty() || joined.starts_with("..") || alias.contains(['?', '#', ':', '\\']) {
        return None;
    }
    Some(if joined.extension().is_some_and(|e| e == "html" || e == "htm") { joined } else { joined.join("index.html") })
}

/// The way from a page to the site's root: empty, or as many `../` as the page is deep.
#[must_use]
pub fn root_of(url: &Utf8Path) -> String {
    "../".repeat(url.components().count().saturating_sub(1))
}

/// The way from the page at `from` to the file at `to`, both relative to the site's root, percent-encoded where needed.
#[must_use]
pub fn relative(from: &Utf8Path, to: &Utf8Path) -> String {
    let mut here = from.parent().unwrap_or(Utf8Path::new("")).components().peekable();
    let mut there = to.components().peekable();
    while let (Some(a), Some(b)) = (here.peek(), there.peek()) {
        if a != b || there.clone().count() == 1 {
            break;
        }
        here.next();
        there.next();
    }
    let mut url = "../".repeat(here.count());
    let names: Vec<String> = there.map(|c| encode(c.as_str())).collect();
    url.push_str(&names.join("/"));
    url
}

/// The file of the site that `url`, as it stands in the page at `from`, leads to, and what follows it from `?` or `#` on; a file above
/// the site starts with `..`. `None` where it leads to another host.
#[must_use]
pub fn follow<'u>(from: &Utf8Path, url: &'u str) -> Option<(Utf8PathBuf, &'u str)> {
    let (path, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let is_elsewhere = path.starts_with('/') || path.split('/').next().is_some_and(|first| first.contains(':'));
    if is_elsewhere {
        return None;
    }
    if path.is_empty() {
        return Some((from.to_owned(), rest));
    }
    let file = crate::source::join(from.parent().unwrap_or(Utf8Path::new("")), Utf8Path::new(&decode(path)));
    Some((file, rest))
}

/// The address of a page's Markdown.
#[must_use]
pub fn markdown_url(page: &Utf8Path) -> Utf8PathBuf {
    page.with_extension("md")
}

/// A path as part of a URL: what may not stand there is percent-encoded, `/` stays.
#[must_use]
pub fn encode(path: &str) -> String {
    use std::fmt::Write as _;
    let mut url = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b'/'
            | b'+'
            | b','
            | b'('
            | b')'
            | b'@'
            | b'!' => {
                url.push(char::from(byte));
            }
            _ => {
                let _ = write!(url, "%{byte:02X}");
            }
        }
    }
    url
}

/// The reverse of [`encode`]; what is no valid escape, or not UTF-8, stays as it is.
#[must_use]
pub fn decode(url: &str) -> String {
    let bytes = url.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = (byte == b'%').then(|| url.get(at + 1..at + 3)).flatten().and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(escape.unwrap_or(byte));
        at += if escape.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_get_their_urls() {
        for (source, url) in [
            ("a/b.md", "a/b.html"),
            ("index.md", "index.html"),
            ("x/README.md", "x/index.html"),
            ("x/README.rst", "x/README.html"),
        ] {
            assert_eq!(page_url(source.into()), url);
        }
    }

    #[test]
    fn one_page_finds_another() {
        let cases = [
            ("a/b.html", "a/c.html", "c.html"),
            ("a/b.html", "index.html", "../index.html"),
            ("index.html", "a/b/c.html", "a/b/c.html"),
            ("a/x/1.html", "a/y/2 3.html", "../y/2%203.html"),
            ("a/a.html", "a/a.html", "a.html"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(relative(from.into(), to.into()), expected, "{from} to {to}");
        }
    }

    #[test]
    fn links_lead_to_files_of_the_site() {
        let cases = [
            ("c.html#x", Some(("a/c.html", "#x"))),
            ("../d%20e.html?f", Some(("d e.html", "?f"))),
            ("#x", Some(("a/b.html", "#x"))),
            ("", Some(("a/b.html", ""))),
            ("../../x.html#y", Some(("../x.html", "#y"))),
            ("https://example.org/a", None),
            ("//example.org/a", None),
            ("mailto:a@example.org", None),
        ];
        for (url, expected) in cases {
            let found = follow("a/b.html".into(), url);
            assert_eq!(found.as_ref().map(|(file, rest)| (file.as_str(), *rest)), expected, "{url}");
        }
    }

    #[test]
    fn escapes_are_undone_where_they_are_valid() {
        for (url, path) in [("a%20b", "a b"), ("100%", "100%"), ("%zz", "%zz"), ("%C3%A4", "ä"), ("%ff", "%ff")] {
            assert_eq!(decode(url), path);
        }
    }
}

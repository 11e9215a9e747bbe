//! Values that are more than text: what is checked when they are read need not be checked again.

use std::fmt::Write as _;
use std::hash::{Hash, Hasher};

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::source::join;

/// The fingerprint of a secret: 16 hexadecimal digits, in lower case.
pub(super) fn fingerprint(text: &str) -> Result<String, String> {
    let is_one = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_one { Ok(text.to_ascii_lowercase()) } else { Err("must hold fingerprints, of 16 hexadecimal digits each".to_owned()) }
}

/// Where the site will stand on the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteUrl {
    /// Scheme and host, as in `https://docs.example.org`, where the author gave them; no `/` at the end.
    pub origin: Option<String>,
    /// The path: starts and ends with `/`.
    pub path: String,
}

impl Default for SiteUrl {
    fn default() -> Self {
        Self { origin: None, path: "/".to_owned() }
    }
}

impl SiteUrl {
    /// Reads `/docs/`, `docs` or `https://example.org/docs`.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.contains(['?', '#', '"', '<', '>', '\\']) || text.contains(char::is_whitespace) {
            return Err("must be a plain URL, without query, anchor or spaces".to_owned());
        }
        let (origin, path) = match text.split_once("://") {
            Some((scheme @ ("http" | "https"), rest)) => {
                let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
                if host.is_empty() {
                    return Err("names no host".to_owned());
                }
                (Some(format!("{scheme}://{host}")), path)
            }
            None if !text.contains(':') => (None, text),
            _ => return Err("must be a path, as in `/docs/`, or start with `https://` or `http://`".to_owned()),
        };
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Ok(Self { origin, path })
    }

    /// The full URL of a path relative to the site's root; without the origin where that is not known.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        let (mut folder, mut path) = (self.path.as_str(), path.trim_start_matches('/'));
        while let Some(rest) = path.strip_prefix("../") {
            path = rest;
            folder = folder.trim_end_matches('/').rsplit_once('/').map_or("", |(above, _)| above);
        }
        format!("{}{}/{path}", self.origin.as_deref().unwrap_or_default(), folder.trim_end_matches('/'))
    }
}

/// The URL of a page's source in a web editor, with a hole for the page's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditTemplate(String);

/// The hole in an [`EditTemplate`].
const HOLE: &str = "{path}";

impl EditTemplate {
    /// Reads a URL that holds `{path}`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = web_url(text)?;
        if !url.contains(HOLE) {
            return Err("must hold `{path}`, which stands for the page's file".to_owned());
        }
        Ok(Self(url))
    }

    /// The same for files that are named as seen from `folder` below the folder that the template is for.
    #[must_use]
    pub fn below(self, folder: &Utf8Path) -> Self {
        let hole = join(folder, Utf8Path::new(HOLE));
        Self(self.0.replace(HOLE, hole.as_str()))
    }

    /// The URL for a file by its path relative to the book's root, percent-encoded as URLs need it.
    #[must_use]
    pub fn url(&self, file: &Utf8Path) -> String {
        let mut path = String::new();
        for byte in file.as_str().bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => path.push(char::from(byte)),
                _ => {
                    let _ = write!(path, "%{byte:02X}");
                }
            }
        }
        self.0.replace(HOLE, &path)
    }
}

/// A pattern that paths relative to the book's root match: `*` stands for part of a name, `**` for folders. A pattern without either
/// names a file, or a folder with all that is below it.
#[derive(Clone, Debug)]
pub struct Glob(globset::GlobMatcher);

impl Glob {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, String> {
        let plain = text.trim_end_matches('/');
        let pattern = if plain.contains(['*', '?', '[', '{']) { plain.to_owned() } else { format!("{plain}{{,/**}}") };
        let glob = globset::GlobBuilder::new(&pattern).literal_separator(true).empty_alternates(true).build();
        glob.map(|glob| Self(glob.compile_matcher())).map_err(|e| format!("is no pattern for paths: {}", e.kind()))
    }

    /// Whether the path matches.
    #[must_use]
    pub fn matches(&self, path: &Utf8Path) -> bool {
        self.0.is_match(path)
    }
}

impl PartialEq for Glob {
    fn eq(&self, other: &Self) -> bool {
        self.0.glob() == other.0.glob()
    }
}

impl Eq for Glob {}

impl Hash for Glob {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.glob().hash(state);
    }
}

/// A pattern for URLs: the text that they begin with, in which `*` stands for anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrlPattern(String);

impl UrlPattern {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, String> {
        let plain = text.trim_end_matches('*');
        if plain.is_empty() { Err("must not match every URL".to_owned()) } else { Ok(Self(text.to_owned())) }
    }

    /// Whether the URL matches.
    #[must_use]
    pub fn matches(&self, url: &str) -> bool {
        let (first, rest) = self.0.split_once('*').unwrap_or((&self.0, ""));
        let Some(mut left) = url.strip_prefix(first) else { return false };
        rest.split('*').all(|part| match left.split_once(part) {
            Some((_, behind)) => {
                left = behind;
                true
            }
            None => false,
        })
    }
}

/// An absolute web URL: what becomes a link must not be able to be a script.
pub(super) fn web_url(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.starts_with('/') && !host.contains(char::is_whitespace) => Ok(text.to_owned()),
        _ => Err("must be a full URL that starts with `https://` or `http://`".to_owned()),
    }
}

/// A path relative to the book's root that stays inside it; the root itself is the empty path.
pub(super) fn path_inside(text: &str) -> Result<Utf8PathBuf, String> {
    let path = path_anywhere(text)?;
    if path.starts_with("..") || path.is_absolute() {
        return Err("must stay inside the book's folder".to_owned());
    }
    Ok(path)
}

/// A path relative to the book's root, or an absolute one.
pub(super) fn path_anywhere(text: &str) -> Result<Utf8PathBuf, String> {
    if text.is_empty() {
        return Err("must not be empty".to_owned());
    }
    if text.contains('\0') || text.contains('\\') {
        return Err("must be a path with `/` between its parts".to_owned());
    }
    let path = Utf8Path::new(text);
    if matches!(path.components().next(), Some(Utf8Component::RootDir | Utf8Component::Prefix(_))) {
        return Ok(path.to_owned());
    }
    Ok(join(Utf8Path::new(""), path))
}

/// A BCP 47 language tag, as far as its form goes.
pub fn language(text: &str) -> Result<String, String> {
    let subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if text.split('-').all(subtag) && text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        Ok(text.to_owned())
    } else {
        Err("must be a language tag, as in `en`, `de-CH` or `zh-Hant`".to_owned())
    }
}

/// Text that is more than white space.
pub(super) fn words(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("must not be empty".to_owned()) } else { Ok(text.trim().to_owned()) }
}

/// A name that is also a folder's name.
pub(super) fn name(text: &str) -> Result<String, String> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if !text.is_empty() && text.bytes().all(plain) {
        Ok(text.to_owned())
    } else {
        Err("must be a name of letters, digits, `-` and `_`".to_owned())
    }
}

/// The name of a file, without any folder.
pub(super) fn file_name(text: &str) -> Result<String, String> {
    let path = Utf8Path::new(text);
    if path.file_name() == Some(text) {
        Ok(text.to_owned())
    } else {
        Err("must be the name of a file, without a folder".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_urls_end_up_in_one_form() {
        for (text, full) in [
            ("", "/a.html"),
            ("/", "/a.html"),
            ("docs", "/docs/a.html"),
            ("/docs/", "/docs/a.html"),
            ("https://x.org", "https://x.org/a.html"),
            ("https://x.org:8080/en/docs", "https://x.org:8080/en/docs/a.html"),
        ] {
            assert_eq!(SiteUrl::parse(text).unwrap().url("/a.html"), full, "{text:?}");
        }
        let site = SiteUrl::parse("https://x.org/docs/a").unwrap();
        assert_eq!(site.url("../b/c.html"), "https://x.org/docs/b/c.html");
        assert_eq!(site.url("../../../c.html"), "https://x.org/c.html");
        for wrong in ["javascript:alert(1)", "https://", "ftp://x.org", "/a b/", "/a?b", "//x.org:80/"] {
            assert!(SiteUrl::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn url_patterns_match_how_a_url_begins() {
        let matches = |pattern, url| UrlPattern::parse(pattern).unwrap().matches(url);
        assert!(matches("https://x.org/", "https://x.org/a"));
        assert!(!matches("https://x.org/", "http://x.org/a"));
        assert!(matches("*://*.x.org/*.pdf", "https://docs.x.org/a/b.pdf?page=2"));
        assert!(!matches("*://*.x.org/*.pdf", "https://docs.x.org/a/b.html"));
        assert!(UrlPattern::parse("**").is_err());
    }

    #[test]
    fn edit_links_encode_the_path() {
        let template = EditTemplate::parse("https://x.org/edit/main/{path}?plain=1").unwrap();
        assert_eq!(template.url("content/a b#c.md".into()), "https://x.org/edit/main/content/a%20b%23c.md?plain=1");
        assert!(EditTemplate::parse("https://x.org/edit/main/").is_err());
        assert!(EditTemplate::parse("javascript:{path}").is_err());
    }

    #[test]
    fn paths_are_kept_inside() {
        assert_eq!(path_inside("./docs/../content/").unwrap(), "content");
        assert_eq!(path_inside(".").unwrap(), "");
        assert!(path_inside("../x").is_err());
        assert!(path_inside("/etc").is_err());
        assert_eq!(path_anywhere("../site").unwrap(), "../site");
        assert_eq!(path_anywhere("/srv/site").unwrap(), "/srv/site");
    }
}

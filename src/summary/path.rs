//! What a chapter's link may lead to.

use camino::{Utf8Path, Utf8PathBuf};

use crate::document::Markup;
use crate::source::join;

/// The page's path relative to the source folder, percent escapes resolved; else what is wrong and what to do about it.
pub(super) fn page_path(link: &str) -> Result<Utf8PathBuf, (&'static str, &'static str)> {
    if has_scheme(link) || link.starts_with("//") {
        return Err(("leads out of the book", "only the book's own pages can be chapters: put this link into a page"));
    }
    if link.starts_with('/') {
        return Err(("is not a relative path", "start from the folder of `SUMMARY.md`, as in `guide/start.md`"));
    }
    if link.contains('#') || link.contains('?') {
        return Err(("leads to a place in a page", "a chapter is a whole page: leave out what follows `#` or `?`"));
    }
    let Some(decoded) = percent_decoded(link) else {
        return Err(("is not a path", "after a `%`, two digits from 0 to f are needed: a space is `%20`, `%` itself is `%25`"));
    };
    if decoded.contains('\\') || decoded.contains(char::is_control) {
        return Err(("is not a path", "put `/` between its parts"));
    }
    let path = join(Utf8Path::new(""), Utf8Path::new(&decoded));
    if path.starts_with("..") {
        return Err(("leaves the source folder", "a page must lie in the folder of `SUMMARY.md` or below it"));
    }
    if Markup::of(&path).is_none() || decoded.ends_with('/') {
        return Err(("is not a page", "a chapter is a Markdown or reStructuredText file, whose name ends in `.md` or `.rst`"));
    }
    Ok(path)
}

/// Whether the link starts with the name of a protocol, as in `https:` and `mailto:`.
fn has_scheme(link: &str) -> bool {
    let Some((scheme, _)) = link.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            decoded.push((high * 16 + low) as u8);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

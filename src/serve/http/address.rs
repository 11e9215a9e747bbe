//! The path of a request, as the place of a file in the site.

use camino::{Utf8Path, Utf8PathBuf};

/// A path that may be looked up: percent-decoded once, relative to the server's root, and made of plain names alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    path: Utf8PathBuf,
    is_folder: bool,
}

/// What an address is to a site that stands below some folder of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A file of the site, relative to the site's root.
    File(Utf8PathBuf),
    /// A folder of the site, relative to the site's root; written with a `/` at the end.
    Folder(Utf8PathBuf),
    /// The site's root, written without the `/` at the end.
    BareRoot,
    /// The server's root, above the site.
    Top,
    /// Elsewhere.
    Outside,
}

impl Address {
    /// Reads the path of a request target (RFC 3986, section 3.3): `None` where it is not the only way to write what it means, since
    /// what two programs can read in two ways is how paths escape.
    ///
    /// Refused: no `/` at the start, broken percent signs, bytes that are not UTF-8, empty names, `.` and `..`, encoded slashes, backslashes,
    /// control characters, and on Windows `:`, which names drives and streams there.
    pub(super) fn parse(path: &str) -> Option<Self> {
        let path = path.strip_prefix('/')?;
        let (path, is_folder) = match path.strip_suffix('/') {
            Some("") => return None,
            Some(path) => (path, true),
            None => (path, path.is_empty()),
        };
        let names = path.split('/').filter(|_| !path.is_empty()).map(name);
        Some(Self { path: names.collect::<Option<Vec<_>>>()?.join("/").into(), is_folder })
    }

    /// The file of the site that the address means, relative to the site's root, where the site stands below the path `site` of the server.
    #[must_use]
    pub fn in_site(&self, site: &str) -> Option<Utf8PathBuf> {
        match self.below(&Self::parse(site).unwrap_or_else(Self::top)) {
            Place::File(file) => Some(file),
            Place::Folder(folder) => Some(index_of(&folder)),
            Place::BareRoot | Place::Top => Some(index_of(Utf8Path::new(""))),
            Place::Outside => None,
        }
    }

    /// What the address is to the site whose root is the address `root`.
    pub(super) fn below(&self, root: &Self) -> Place {
        let is_top = self.path == "";
        match self.path.strip_prefix(&root.path) {
            Ok(rest) if rest == "" && !self.is_folder => Place::BareRoot,
            Ok(rest) if self.is_folder => Place::Folder(rest.to_owned()),
            Ok(rest) => Place::File(rest.to_owned()),
            Err(_) if is_top => Place::Top,
            Err(_) => Place::Outside,
        }
    }

    /// The address of the server's root.
    pub(super) fn top() -> Self {
        Self { path: Utf8PathBuf::new(), is_folder: true }
    }
}

/// The file that stands for a folder.
pub(super) fn index_of(folder: &Utf8Path) -> Utf8PathBuf {
    folder.join("index.html")
}

/// A part of a path between two slashes, decoded.
fn name(part: &str) -> Option<String> {
    let name = decode(part)?;
    let is_plain = |c: char| !(c.is_control() || c == '/' || c == '\\' || cfg!(windows) && c == ':');
    (!matches!(name.as_str(), "" | "." | "..") && name.chars().all(is_plain)).then_some(name)
}

fn decode(part: &str) -> Option<String> {
    let mut bytes = part.bytes();
    let mut decoded = Vec::with_capacity(part.len());
    let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => u8::try_from(digit(bytes.next())? * 16 + digit(bytes.next())?).ok()?,
            byte => byte,
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(root: &str, path: &str) -> Option<Place> {
        Some(Address::parse(path)?.below(&Address::parse(root).unwrap()))
    }

    #[test]
    fn addresses_are_places_of_the_site() {
        let file = |path: &str| Some(Place::File(path.into()));
        let folder = |path: &str| Some(Place::Folder(path.into()));
        for (root, path, expected) in [
            ("/", "/", folder("")),
            ("/", "/a.html", file("a.html")),
            ("/", "/a/b%20c.html", file("a/b c.html")),
            ("/", "/a/%C3%BC.html", file("a/ü.html")),
            ("/", "/a/", folder("a")),
            ("/docs/", "/", Some(Place::Top)),
            ("/docs/", "/docs", Some(Place::BareRoot)),
            ("/docs/", "/docs/", folder("")),
            ("/docs/", "/docs/a.html", file("a.html")),
            ("/docs/", "/docs/a/", folder("a")),
            ("/docs/", "/docs.html", Some(Place::Outside)),
            ("/docs/", "/a.html", Some(Place::Outside)),
            ("/d%C3%B6cs/", "/döcs/a.html", file("a.html")),
            // A name like any other, though it looks like a way up: the site has no such file.
            ("/", "/..;/a", file("..;/a")),
            ("/", "/%252e%252e/a", file("%2e%2e/a")),
        ] {
            assert_eq!(place(root, path), expected, "{path} below {root}");
        }
    }

    proptest::proptest! {
        #[test]
        fn an_address_is_made_of_plain_names(text in r"(/|\.|%2e|%2f|%5c|%00|%25|\\|:|;|[a-z]|ü|%c3%bc|.){0,24}") {
            if let Some(address) = Address::parse(&format!("/{text}")) {
                let names: Vec<&str> = address.path.as_str().split('/').filter(|_| address.path != "").collect();
                proptest::prop_assert!(names.iter().all(|name| !matches!(*name, "" | "." | "..") && !name.contains(['\\', '\0'])));
                proptest::prop_assert!(address.path.is_relative());
                let (Place::File(file) | Place::Folder(file)) = address.below(&Address::top()) else { panic!("{address:?}") };
                proptest::prop_assert_eq!(file, address.path);
            }
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for path in [
            "",
            "a",
            "//",
            "//a",
            "/a//b",
            "/a//",
            "/.",
            "/..",
            "/../a",
            "/a/..",
            "/a/../b",
            "/a/./b",
            "/a/.",
            "/%2e",
            "/%2e%2e/a",
            "/.%2e/a",
            "/%2E%2E/a",
            "/a%2fb",
            "/a%2Fb",
            "/..%2fa",
            "/a%5cb",
            "/a\\b",
            "/..\\a",
            "/..%5ca",
            "/a%00",
            "/a%00.html",
            "/a%0a",
            "/a%0d%0ab",
            "/a%7f",
            "/%c2%80",
            "/%c0%ae%c0%ae/a",
            "/%c0%af",
            "/%e0%80%ae",
            "/%ff",
            "/%ed%a0%80",
            "/%",
            "/%2",
            "/%zz",
            "/%+1",
            "/%u002e",
        ] {
            assert_eq!(Address::parse(path), None, "{path}");
        }
    }
}

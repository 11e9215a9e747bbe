//! URLs, as far as one must understand them to ask for a page.

use std::fmt::Write as _;

/// The scheme and the host of a web URL, in lower case, with the port where it is given; and what follows.
fn split(url: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    Some((scheme, host, path))
}

/// What one queue is for: the host, in lower case, with its port where one is given. Empty where the URL has none.
pub(super) fn host(url: &str) -> String {
    split(url).map(|(_, host, _)| host.to_ascii_lowercase()).unwrap_or_default()
}

/// The host without its port.
fn name(host: &str) -> &str {
    if host.starts_with('[') {
        return host.split_inclusive(']').next().unwrap_or(host);
    }
    host.split_once(':').map_or(host, |(name, _)| name)
}

/// Whether the host is this machine.
pub(super) fn is_loopback(url: &str) -> bool {
    let host = host(url);
    let name = name(&host);
    name == "localhost" || name == "[::1]" || name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

/// Whether the host's name is one that RFC 6761 keeps for examples and tests, so that no site can have it.
pub(super) fn is_example(url: &str) -> bool {
    let host = host(url);
    let name = name(&host).trim_end_matches('.');
    ["example", "invalid", "localhost", "test"].iter().any(|last| name.rsplit('.').next() == Some(last))
}

/// The URL without its anchor, and the anchor.
pub(super) fn without_anchor(url: &str) -> (&str, Option<&str>) {
    url.split_once('#').map_or((url, None), |(page, anchor)| (page, Some(anchor)))
}

/// The URL as it is sent: what lies beyond ASCII and what may not stand in a URL is percent-encoded.
pub(super) fn encoded(url: &str) -> String {
    let mut sent = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b' ' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0..=0x1f | 0x7f.. => {
                let _ = write!(sent, "%{byte:02X}");
            }
            _ => sent.push(char::from(byte)),
        }
    }
    sent
}

/// Where `location` leads from the page at `base` (RFC 3986, section 5.2), without an anchor; `None` where that is not a web page.
pub(super) fn resolve(base: &str, location: &str) -> Option<String> {
    let location = without_anchor(location.trim()).0;
    if let Some((scheme, rest)) = location.split_once("://").filter(|(scheme, _)| !scheme.contains(['/', '?'])) {
        let scheme = scheme.to_ascii_lowercase();
        return matches!(scheme.as_str(), "http" | "https").then(|| format!("{scheme}://{rest}"));
    }
    let (scheme, host, path) = split(without_anchor(base).0)?;
    if let Some(rest) = location.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    let path = path.split('?').next().unwrap_or_default();
    let joined = if location.is_empty() {
        return Some(without_anchor(base).0.to_owned());
    } else if location.starts_with('/') {
        location.to_owned()
    } else if location.starts_with('?') {
        format!("{path}{location}")
    } else {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{folder}/{location}")
    };
    let (path, query) = joined.split_at(joined.find('?').unwrap_or(joined.len()));
    Some(format!("{scheme}://{host}{}{query}", without_dots(path)))
}

/// The path without `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut is_folder = false;
    for part in path.split('/').skip(1) {
        is_folder = matches!(part, "." | ".." | "");
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
        if part.is_empty() {
            is_folder = false;
        }
    }
    if is_folder {
        parts.push("");
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_resolved_as_browsers_do() {
        let base = "https://x.org:8443/a/b/c?q=1#top";
        for (location, expected) in [
            ("http://y.org/z#part", Some("http://y.org/z")),
            ("HTTPS://y.org", Some("https://y.org")),
            ("//y.org/z", Some("https://y.org/z")),
            ("/z", Some("https://x.org:8443/z")),
            ("/login?next=https://x.org/", Some("https://x.org:8443/login?next=https://x.org/")),
            ("d", Some("https://x.org:8443/a/b/d")),
            ("../d/./e/", Some("https://x.org:8443/a/d/e/")),
            ("../../../..", Some("https://x.org:8443/")),
            ("?q=2", Some("https://x.org:8443/a/b/c?q=2")),
            ("", Some("https://x.org:8443/a/b/c?q=1")),
            ("ftp://y.org/z", None),
        ] {
            assert_eq!(resolve(base, location).as_deref(), expected, "{location}");
        }
        assert_eq!(resolve("http://x.org", "a").as_deref(), Some("http://x.org/a"));
    }

    #[test]
    fn hosts_are_told_apart() {
        assert_eq!(host("https://User@X.org:80/a@b"), "x.org:80");
        assert_eq!(host("https://x.org?a"), "x.org");
        assert!(is_loopback("http://127.0.0.1:8080/") && is_loopback("http://[::1]:1/") && !is_loopback("http://128.0.0.1/"));
        assert!(is_example("https://docs.bindery.example/a") && is_example("http://localhost:3000"));
        assert!(!is_example("https://example.org/") && !is_example("https://x.org/localhost"));
    }

    #[test]
    fn what_may_not_be_sent_is_encoded() {
        assert_eq!(encoded("https://x.org/ü b%20?q=[1]"), "https://x.org/%C3%BC%20b%20?q=[1]");
    }
}

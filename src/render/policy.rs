//! What tells servers and crawlers how to treat a site: `robots.txt`, `_headers` and `_redirects` of static hosts, and parts of
//! configurations for nginx and Caddy. All of them state the one content security policy that the pages are made for.

use super::page::POLICY;
use crate::config::SiteUrl;

/// What only a header can say, since it is not about what the page loads: nobody shows the site in a frame, nor sends its forms elsewhere.
const FOR_HEADERS: &str = "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

/// The headers besides the policy.
const HEADERS: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// For files whose name says what is in them: they never change.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// An old address and the one that took its place, both from the root of the host, percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The path of the file that leads on.
    pub from: String,
    /// A path, or a URL of another site.
    pub to: String,
}

impl Moved {
    /// Whether both are free of what a configuration reads otherwise; paths in other scripts than Latin are not, since servers compare them
    /// before they are encoded.
    fn is_plain(&self) -> bool {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.~/:@+,=&?#".contains(c);
        self.from.chars().all(plain) && self.to.chars().all(|c| plain(c) || c == '%')
    }

    /// The addresses by which a browser asks for the file.
    fn asked(&self) -> Vec<&str> {
        let folder = self.from.strip_suffix("index.html");
        [self.from.as_str()].into_iter().chain(folder.filter(|folder| folder.len() > 1)).collect()
    }
}

/// The value of the header `Content-Security-Policy`.
#[must_use]
pub fn content_security_policy() -> String {
    format!("{POLICY}; {FOR_HEADERS}")
}

fn headers() -> impl Iterator<Item = (&'static str, String)> {
    let policy = [("Content-Security-Policy", content_security_policy())];
    policy.into_iter().chain(HEADERS.map(|(name, value)| (name, value.to_owned())))
}

/// `robots.txt`: whether crawlers are welcome, and where the list of pages is.
#[must_use]
pub fn robots(site: &SiteUrl, welcome: bool) -> String {
    let rule = if welcome { "Allow" } else { "Disallow" };
    let mut out = format!("User-agent: *\n{rule}: {}\n", site.path);
    if site.origin.is_some() && welcome {
        out.push_str(&format!("\nSitemap: {}\n", site.url("sitemap.xml")));
    }
    out
}

/// `_headers`, as Netlify and Cloudflare Pages read it. `unchanging` are the files whose names follow from what is in them.
#[must_use]
pub fn host_headers(site: &SiteUrl, unchanging: &[String]) -> String {
    let mut out = format!("{}*\n", site.path);
    for (name, value) in headers() {
        out.push_str(&format!("  {name}: {value}\n"));
    }
    for file in unchanging {
        out.push_str(&format!("{}{file}\n  Cache-Control: {FOREVER}\n", site.path));
    }
    out
}

/// `_redirects`, as Netlify and Cloudflare Pages read it.
#[must_use]
pub fn host_redirects(moved: &[Moved]) -> String {
    let mut out = String::new();
    for each in moved {
        for from in each.asked() {
            out.extend([from, " ", &each.to, " 301\n"]);
        }
    }
    out
}

/// A part of the `server` block of nginx.
#[must_use]
pub fn nginx(site: &SiteUrl, unchanging: &[String], folder: &str, moved: &[Moved]) -> String {
    let path = &site.path;
    let mut out = String::from(
        "# For nginx: include this file in the `server` block that serves the site.\n\ncharset utf-8;\nabsolute_redirect off;\n",
    );
    for (name, value) in headers() {
        out.push_str(&format!("add_header {name} \"{value}\" always;\n"));
    }
    out.push_str(&format!("error_page 404 {path}404.html;\n\n"));
    out.push_str("# The names of these files change with what is in them.\n");
    for file in unchanging {
        out.push_str(&format!("location = {path}{file} {{\n    expires 1y;\n}}\n"));
    }
    out.push('\n');
    out.push_str(&format!("# This file is for the server alone.\nlocation ^~ {path}{folder}/ {{\n    return 404;\n}}\n\n"));
    out.push_str(
        "# Pages as Markdown.\nlocation ~ \\.md$ {\n    types { }\n    default_type \"text/markdown; charset=utf-8\";\n}\n",
    );
    rules(&mut out, moved, |from, to| format!("location = {from} {{\n    return 301 {to};\n}}\n"));
    out
}

/// A part of the site block of a Caddyfile.
#[must_use]
pub fn caddy(site: &SiteUrl, unchanging: &[String], folder: &str, moved: &[Moved]) -> String {
    let path = &site.path;
    let mut out =
        String::from("# For Caddy: import this file into the block of the site, beside `root` and `file_server`.\n\nheader {\n");
    for (name, value) in headers() {
        out.push_str(&format!("    {name} \"{value}\"\n"));
    }
    out.push_str("}\n\n# The names of these files change with what is in them.\n");
    for file in unchanging {
        out.push_str(&format!("header {path}{file} Cache-Control \"{FOREVER}\"\n"));
    }
    out.push('\n');
    out.push_str("# Pages as Markdown.\n@markdown path *.md\nheader @markdown Content-Type \"text/markdown; charset=utf-8\"\n\n");
    out.push_str(&format!("# This file is for the server alone.\nrespond {path}{folder}/* 404\n\n"));
    out.push_str(&format!(
        "handle_errors {{\n    @missing expression {{http.error.status_code}} == 404\n    handle @missing {{\n        rewrite * {path}404.html\n        file_server\n    }}\n}}\n"
    ));
    rules(&mut out, moved, |from, to| format!("redir {from} {to} permanent\n"));
    out
}

/// The rules for addresses that moved.
fn rules(out: &mut String, moved: &[Moved], rule: impl Fn(&str, &str) -> String) {
    if moved.is_empty() {
        return;
    }
    out.push_str("\n# Addresses that moved.\n");
    for moved in moved {
        if moved.is_plain() {
            moved.asked().into_iter().for_each(|from| out.push_str(&rule(from, &moved.to)));
        } else {
            out.push_str(&format!("# The page at {} leads on by itself.\n", moved.from));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved() -> [Moved; 3] {
        [("/old.html", "/new.html#a"), ("/a/index.html", "https://example.org/"), ("/%C3%B6.html", "/new.html")]
            .map(|(from, to)| Moved { from: from.to_owned(), to: to.to_owned() })
    }

    #[test]
    fn every_file_states_the_one_policy() {
        let site = SiteUrl::default();
        for text in [host_headers(&site, &[]), nginx(&site, &[], "_server", &[]), caddy(&site, &[], "_server", &[])] {
            assert!(text.contains(&format!("{POLICY}; base-uri 'self'; form-action 'self'; frame-ancestors 'none'")), "{text}");
        }
    }

    #[test]
    fn an_address_that_moved_leads_on_with_and_without_its_index() {
        assert_eq!(
            host_redirects(&moved()),
            "/old.html /new.html#a 301\n/a/index.html https://example.org/ 301\n/a/ https://example.org/ 301\n/%C3%B6.html /new.html 301\n"
        );
        let caddy = caddy(&SiteUrl::default(), &[], "_server", &moved());
        assert!(caddy.ends_with(
            "# Addresses that moved.\nredir /old.html /new.html#a permanent\nredir /a/index.html https://example.org/ permanent\n\
             redir /a/ https://example.org/ permanent\n# The page at /%C3%B6.html leads on by itself.\n"
        ));
    }

    #[test]
    fn nothing_in_an_address_is_read_as_configuration() {
        let moved =
            [("/a;b.html", "/x"), ("/a.html", "/x;}"), ("/a.html", "/$host"), ("/a.html", "/{env.HOME}"), ("/a b.html", "/x")]
                .map(|(from, to)| Moved { from: from.to_owned(), to: to.to_owned() });
        for text in [nginx(&SiteUrl::default(), &[], "_server", &moved), caddy(&SiteUrl::default(), &[], "_server", &moved)] {
            assert!(!text.contains("return 301") && !text.contains("redir "), "{text}");
        }
    }

    #[test]
    fn crawlers_are_told_where_the_pages_are() {
        let site = SiteUrl::parse("https://example.org").unwrap();
        assert_eq!(robots(&site, true), "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n");
        assert_eq!(robots(&site, false), "User-agent: *\nDisallow: /\n");
    }
}

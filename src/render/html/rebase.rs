//! The HTML of a page made fit to stand in another one: no anchor of two pages is the same, links lead where they led, and headings are a
//! level deeper.

use std::borrow::Cow;

use super::escape;

/// How a page's HTML is to be changed.
pub struct Rebase<'a> {
    /// What is put before every anchor.
    pub prefix: &'a str,
    /// What is written for the target of a link or a picture.
    pub link: &'a dyn Fn(&str) -> String,
}

/// Attributes whose value is one anchor or several with spaces between them.
const ANCHORS: [&str; 14] = [
    "id",
    "for",
    "headers",
    "list",
    "form",
    "itemref",
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
];

/// Attributes whose value leads somewhere.
const LINKS: [&str; 7] = ["href", "xlink:href", "src", "poster", "data", "cite", "usemap"];

/// Elements whose content is no markup.
const LITERAL: [&str; 4] = ["script", "style", "textarea", "title"];

impl Rebase<'_> {
    /// Appends `html` to `out`, changed.
    pub fn push(&self, out: &mut String, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            let (before, tag) = rest.split_at(at);
            out.push_str(before);
            rest = self.tag(out, tag);
        }
        out.push_str(rest);
    }

    /// Writes the tag or comment that `text` starts with, and returns what follows it.
    fn tag<'t>(&self, out: &mut String, text: &'t str) -> &'t str {
        if text.starts_with("<!--") {
            let end = text.find("-->").map_or(text.len(), |end| end + 3);
            out.push_str(&text[..end]);
            return &text[end..];
        }
        let inner = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
        let length = inner.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(inner.len());
        let (name, rest) = inner.split_at(length);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            out.push('<');
            return &text[1..];
        }
        let closes = inner.len() + 2 == text.len();
        out.push_str(if closes { "</" } else { "<" });
        out.push_str(within(name));
        let rest = self.attributes(out, name, rest);
        // The end of an element that is no markup is looked for from here on.
        if !closes && LITERAL.iter().any(|literal| literal.eq_ignore_ascii_case(name)) {
            let ends = |at: &usize| rest.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
            let end = rest.match_indices("</").map(|(at, _)| at).find(ends).unwrap_or(rest.len());
            out.push_str(&rest[..end]);
            return &rest[end..];
        }
        rest
    }

    /// Writes what stands in a tag behind its name, up to and with the `>`, and returns what follows.
    fn attributes<'t>(&self, out: &mut String, tag: &str, mut rest: &'t str) -> &'t str {
        loop {
            let space = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/').len();
            let gap = &rest[..space];
            rest = &rest[space..];
            if rest.is_empty() || rest.starts_with('>') {
                out.push_str(gap);
                out.push_str(&rest[..rest.len().min(1)]);
                return &rest[rest.len().min(1)..];
            }
            let end =
                rest[1..].find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/')).map_or(rest.len(), |at| at + 1);
            let name = &rest[..end];
            let Some((value, after)) = value(&rest[end..]) else {
                out.extend([gap, name]);
                rest = &rest[end..];
                continue;
            };
            rest = after;
            let name = name.to_ascii_lowercase();
            // Whoever prints does not scroll to each picture first.
            let is_idle = name == "loading";
            // The landmarks of each page, by the names that all pages give them, would be too many to find anything by.
            let names_landmark = name == "aria-label" && matches!(tag, "nav" | "section");
            if is_idle || names_landmark {
                continue;
            }
            out.extend([gap, &name, "=\"", &self.value(tag, &name, value), "\""]);
        }
    }

    /// The new value of an attribute, between double quotes.
    fn value(&self, tag: &str, name: &str, value: &str) -> String {
        if ANCHORS.contains(&name) || (name == "name" && matches!(tag, "a" | "map")) {
            let each = value.split_ascii_whitespace().map(|id| format!("{}{id}", self.prefix));
            return each.collect::<Vec<_>>().join(" ").replace('"', "&quot;");
        }
        if LINKS.contains(&name) {
            let mut out = String::new();
            escape::url(&mut out, &(self.link)(&decoded(value)));
            return out;
        }
        if name == "srcset" {
            return self.candidates(value);
        }
        let value = value.replace('"', "&quot;");
        match value.split_once("url(#") {
            Some(_) => value.replace("url(#", &format!("url(#{}", self.prefix)),
            None => value,
        }
    }

    /// Pictures for several widths: `a.png 1x, b.png 2x`.
    fn candidates(&self, value: &str) -> String {
        let each = value.split(", ").map(|candidate| {
            let (url, width) = candidate.trim().split_once(' ').unwrap_or((candidate.trim(), ""));
            let mut out = String::new();
            escape::url(&mut out, &(self.link)(&decoded(url)));
            if !width.is_empty() {
                out.push(' ');
                escape::value(&mut out, width);
            }
            out
        });
        each.collect::<Vec<_>>().join(", ")
    }
}

/// The value behind the name of an attribute, without quotes, and what follows it.
fn value(text: &str) -> Option<(&str, &str)> {
    let value = text.trim_start_matches(|c: char| c.is_ascii_whitespace()).strip_prefix('=')?;
    let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            return Some(inner.split_once(quote).unwrap_or((inner, "")));
        }
    }
    let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len());
    Some(value.split_at(end))
}

/// A URL as an attribute has it, without the entities that URLs need there.
fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return value.into();
    }
    let value = value.replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    value.replace("&amp;", "&").into()
}

/// What an element of a page is within the page of all: the heading one level below, as far as there is one, and no landmark.
fn within(name: &str) -> &str {
    match name {
        "nav" => "div",
        "h1" => "h2",
        "h2" => "h3",
        "h3" => "h4",
        "h4" => "h5",
        "h5" => "h6",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rebased(html: &str) -> String {
        let mut out = String::new();
        let link = |url: &str| url.strip_prefix('#').map_or_else(|| format!("x/{url}"), |anchor| format!("#p:{anchor}"));
        Rebase { prefix: "p:", link: &link }.push(&mut out, html);
        out
    }

    #[test]
    fn anchors_and_links_are_those_of_the_whole() {
        for (html, expected) in [
            (
                r##"<h1 id="a">A <a class="anchor" href="#a">#</a></h1>"##,
                r##"<h2 id="p:a">A <a class="anchor" href="#p:a">#</a></h2>"##,
            ),
            ("<h6>a</h6>", "<h6>a</h6>"),
            (r#"<img src="a.png?b&amp;c" alt="1 > 0" loading="lazy">"#, r#"<img src="x/a.png?b&amp;c" alt="1 > 0">"#),
            ("<img srcset='a.png 1x, b.png 2x'>", r#"<img srcset="x/a.png 1x, x/b.png 2x">"#),
            (
                r#"<svg aria-labelledby="t d"><path marker-end="url(#m)"/><use xlink:href='#m' /></svg>"#,
                r##"<svg aria-labelledby="p:t p:d"><path marker-end="url(#p:m)"/><use xlink:href="#p:m" /></svg>"##,
            ),
            ("<a name=n href=b.html>b</a><input disabled>", r#"<a name="p:n" href="x/b.html">b</a><input disabled>"#),
            (r#"<!-- <h1 id="a"> -->a < b<br/>"#, r#"<!-- <h1 id="a"> -->a < b<br/>"#),
            (r#"<script>"<h1 id='a'>"</script><h1>b</h1>"#, r#"<script>"<h1 id='a'>"</script><h2>b</h2>"#),
            ("<a href='x", r#"<a href="x/x""#),
            ("a <", "a <"),
        ] {
            assert_eq!(rebased(html), expected);
        }
    }
}

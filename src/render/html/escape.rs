//! Text on its way into HTML.

use crate::document::Attributes;

/// `text` as the content of an element.
pub(super) fn text(out: &mut String, text: &str) {
    replace(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// `value` as an attribute's value between double quotes.
pub(super) fn value(out: &mut String, value: &str) {
    replace(out, value, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    });
}

/// `url` as an attribute's value, quoted or not: what cannot stand in a URL is percent-encoded, escapes that are there stay.
pub(super) fn url(out: &mut String, url: &str) {
    for byte in url.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ if b"-_.!~*();/?:@=+$,#%^".contains(&byte) => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])));
            }
        }
    }
}

fn replace(out: &mut String, text: &str, replacement: impl Fn(u8) -> Option<&'static str>) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(with) = replacement(byte) {
            out.push_str(&text[done..at]);
            out.push_str(with);
            done = at + 1;
        }
    }
    out.push_str(&text[done..]);
}

/// ` name="value"`.
pub(super) fn attribute(out: &mut String, name: &str, text: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    value(out, text);
    out.push('"');
}

/// ` name="url"`.
pub(super) fn link(out: &mut String, name: &str, target: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    url(out, target);
    out.push('"');
}

/// The identifier, the classes (`own` first) and the other attributes that the author gave, apart from those that could run a script,
/// load something, or be blocked by a content-security policy.
pub(super) fn attributes(out: &mut String, own: &[&str], given: &Attributes) {
    let classes: Vec<&str> = own.iter().copied().chain(given.classes.iter().map(String::as_str)).collect();
    if !classes.is_empty() {
        attribute(out, "class", &classes.join(" "));
    }
    if let Some(id) = &given.id {
        attribute(out, "id", id);
    }
    for (name, text) in given.others.iter().filter(|(name, _)| is_harmless(name)) {
        attribute(out, name, text);
    }
}

/// The further anchors of a place, as empty elements.
pub(super) fn extra_ids(out: &mut String, given: &Attributes) {
    for id in &given.extra_ids {
        out.push_str("<span");
        attribute(out, "id", id);
        out.push_str("></span>");
    }
}

fn is_harmless(name: &str) -> bool {
    // What the renderer itself writes, and what loads or runs something.
    const OURS: [&str; 16] = [
        "id",
        "class",
        "style",
        "href",
        "src",
        "srcset",
        "srcdoc",
        "action",
        "formaction",
        "background",
        "poster",
        "alt",
        "width",
        "height",
        "role",
        "xmlns",
    ];
    let name = name.to_ascii_lowercase();
    let well_formed = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    well_formed && !name.starts_with("on") && !OURS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_keeps_its_escapes_and_loses_what_cannot_stand_in_it() {
        let cases = [
            ("a b.md", "a%20b.md"),
            ("a%20b", "a%20b"),
            ("?a=1&b='2'", "?a=1&amp;b=&#39;2&#39;"),
            ("ö", "%C3%B6"),
            ("x\"><script>", "x%22%3E%3Cscript%3E"),
        ];
        for (from, expected) in cases {
            let mut out = String::new();
            url(&mut out, from);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn attributes_that_run_or_load_something_are_left_out() {
        let others = ["onclick", "STYLE", "src", "data-x", "lang", "a\"b"].map(|name| (name.to_owned(), "1".to_owned()));
        let given =
            Attributes { id: Some("i".into()), classes: vec!["b".into()], others: others.into(), ..Attributes::default() };
        let mut out = String::new();
        attributes(&mut out, &["a"], &given);
        assert_eq!(out, r#" class="a b" id="i" data-x="1" lang="1""#);
    }
}

//! What a page of another site holds, as far as links into it must know.

use std::collections::BTreeSet;

use html5gum::{Token, Tokenizer};

/// Every place in an HTML page that a link can lead to.
pub(super) fn anchors(html: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(html);
    let mut found = BTreeSet::new();
    for Ok(token) in Tokenizer::new(text.as_ref()) {
        let Token::StartTag(tag) = token else { continue };
        for (name, value) in &tag.attributes {
            if matches!((tag.name.as_slice(), name.as_slice()), (_, b"id") | (b"a", b"name")) {
                found.insert(String::from_utf8_lossy(value).into_owned());
            }
        }
    }
    found
}

/// Whether a link to `anchor` finds its place in a page with these anchors. Where a script has its own idea of what stands behind `#` (a
/// path, a line of a file, words to search for), nobody can say, and it counts as found.
pub(super) fn holds(anchors: &BTreeSet<String>, anchor: &str) -> bool {
    let decoded = crate::site::route::decode(anchor);
    let by_script = anchor.is_empty() || decoded == "top" || anchor.contains(['/', '!', '=', ':']) || is_lines(anchor);
    // GitHub's headings have their anchors with this prefix, and a script that leads there.
    by_script || anchors.contains(anchor) || anchors.contains(&decoded) || anchors.contains(&format!("user-content-{decoded}"))
}

/// `L10` and `L10-L20`, as code forges name lines.
fn is_lines(anchor: &str) -> bool {
    let line = |part: &str| part.strip_prefix('L').is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()));
    anchor.split('-').all(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_ids_and_names() {
        let html = r#"<h1 id="a">A</h1><a name=b></a><input name="c"><p data-id="d"><!-- id="e" --><h2 id="user-content-f">"#;
        let anchors = anchors(html.as_bytes());
        assert_eq!(anchors.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "b", "user-content-f"]);
        for (anchor, found) in [
            ("a", true),
            ("%61", true),
            ("c", false),
            ("f", true),
            ("L10-L20", true),
            ("L", false),
            (":~:text=x", true),
            ("top", true),
        ] {
            assert_eq!(holds(&anchors, anchor), found, "{anchor}");
        }
    }
}

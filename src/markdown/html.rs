//! What raw HTML says that the rest of the site must know: where its attributes lead, and which anchors it sets.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::document::{AnchorKind, Builder, Excerpt, RawHtml, ReferenceKind};

/// The HTML with its references; its anchors go to `builder`.
pub(super) fn raw(html: &Excerpt, builder: &mut Builder<'_>) -> RawHtml {
    let text = html.text();
    let mut references = Vec::new();
    for (start, _) in text.match_indices("<!--") {
        if let Some(length) = text[start..].find("-->") {
            builder.comment(&text[start + 4..(start + length).max(start + 4)], html.span(start..start + length + 3));
        }
    }
    if !text.contains('=') {
        return RawHtml { html: text.to_owned(), references };
    }
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let Ok(tokens) = Tokenizer::new_with_emitter(text, emitter).collect::<Result<Vec<_>, _>>();
    let tags = tokens.iter().filter_map(|token| match token {
        Token::StartTag(tag) => Some(tag),
        _ => None,
    });
    for tag in tags {
        // By place in the text, for the order of references.
        let mut attributes: Vec<_> = tag.attributes.iter().collect();
        attributes.sort_by_key(|(_, value)| value.span.start);
        for (name, value) in attributes {
            let Some(range) = value_range(text, value.span.start) else { continue };
            let decoded = String::from_utf8_lossy(value);
            match (tag.name.as_slice(), name.as_slice()) {
                (_, b"id") | (b"a", b"name") if !decoded.is_empty() => {
                    builder.anchor(&decoded, AnchorKind::Id, Vec::new(), html.span(range));
                }
                (b"img" | b"source", b"srcset") => {
                    for range in candidates(text, range) {
                        let id = builder.refer(ReferenceKind::Image, &text[range.clone()], html.span(range.clone()));
                        references.push((range.start as u32, range.end as u32, id));
                    }
                }
                (tag, name) => {
                    if let Some(kind) = reference(tag, name).filter(|_| !decoded.is_empty()) {
                        let id = builder.refer(kind, decoded, html.span(range.clone()));
                        references.push((range.start as u32, range.end as u32, id));
                    }
                }
            }
        }
    }
    RawHtml { html: text.to_owned(), references }
}

/// What an attribute leads to.
fn reference(tag: &[u8], attribute: &[u8]) -> Option<ReferenceKind> {
    match (tag, attribute) {
        (b"a" | b"area" | b"link", b"href") | (b"iframe" | b"embed" | b"script", b"src") | (b"object", b"data") => {
            Some(ReferenceKind::Url)
        }
        (b"img" | b"source" | b"video" | b"audio" | b"track" | b"input", b"src") | (b"video", b"poster") => {
            Some(ReferenceKind::Image)
        }
        _ => None,
    }
}

/// The URLs in a `srcset`: the first words of its parts, which end in a comma. One that ends in an entity or holds one is left alone.
fn candidates(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = range.start;
    for part in text[range].split_inclusive(", ") {
        let start = at + (part.len() - part.trim_start().len());
        let url = part.split_whitespace().next().unwrap_or_default().trim_end_matches(',');
        if !url.is_empty() && !url.contains('&') && !url.starts_with("data:") {
            found.push(start..start + url.len());
        }
        at += part.len();
    }
    found
}

/// The bytes of the value, without quotes, of the attribute whose name starts at `name`.
fn value_range(text: &str, name: usize) -> Option<Range<usize>> {
    let rest = text.get(name..)?;
    let equals = rest.find(['=', '>'])?;
    let after = rest.get(equals..)?.strip_prefix('=')?;
    let start = name + equals + 1 + (after.len() - after.trim_start().len());
    let value = text.get(start..)?;
    let (start, end) = match value.chars().next()? {
        quote @ ('"' | '\'') => (start + 1, start + 1 + value.get(1..)?.find(quote)?),
        _ => (start, start + value.find(|c: char| c.is_ascii_whitespace() || c == '>')?),
    };
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::*;
    use crate::document::{FileId, FrontMatter};
    use crate::source::Sources;

    #[test]
    fn values_are_found_whatever_the_quotes() {
        let text = "<p><a class=x href = 'a.md#b' id=here>ü</a>\n<img src=\"c d.png\" alt><video poster=p.jpg></video><a href=\"x?a&amp;b\">";
        let sources = Sources::memory([] as [(&str, &str); 0]);
        let mut builder = Builder::new(Utf8Path::new("a.md"), text, Utf8Path::new(""), &sources);
        let raw = raw(&Excerpt::file(FileId::PAGE, text), &mut builder);
        let page = builder.finish(FrontMatter::default(), Vec::new());
        let found: Vec<_> = raw
            .references
            .iter()
            .map(|(start, end, id)| (&text[*start as usize..*end as usize], page.references[id.index()].target.as_str()))
            .collect();
        assert_eq!(found, [("a.md#b", "a.md#b"), ("c d.png", "c d.png"), ("p.jpg", "p.jpg"), ("x?a&amp;b", "x?a&b")]);
        assert_eq!(page.anchors[0].id, "here");
        let text = "srcset=' a.png 1x, b,c.png 2x'";
        let urls: Vec<_> = candidates(text, 8..29).into_iter().map(|range| &text[range]).collect();
        assert_eq!(urls, ["a.png", "b,c.png"]);
    }
}

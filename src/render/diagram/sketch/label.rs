//! A label in plain words that know their places.

use std::ops::Range;

use super::super::words::{entity, is_tag};
use crate::document::Excerpt;

/// The text of `range` without tags, entities and marks of emphasis; a tag becomes a space.
pub(super) fn plain(source: &Excerpt, range: Range<usize>) -> Excerpt {
    let text = source.text().get(range.clone()).unwrap_or_default();
    let mut plain = Excerpt::default();
    let mut kept = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some((length, instead)) = markup(rest) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        plain.push_slice(source, range.start + kept..range.start + at);
        plain.push(&instead, source.span(range.start + at..range.start + at + length));
        at += length;
        kept = at;
    }
    plain.push_slice(source, range.start + kept..range.end);
    plain
}

/// The length of the markup at the start of `rest`, and what stands for it.
fn markup(rest: &str) -> Option<(usize, String)> {
    if let Some(inside) = rest.strip_prefix('<') {
        let end = inside.find('>').filter(|_| is_tag(inside))?;
        return Some((end + 2, " ".to_owned()));
    }
    if let Some(inside) = rest.strip_prefix(['&', '#']) {
        let (name, _) = inside.split_once(';')?;
        let character = entity(name).or_else(|| entity(&format!("#{name}")))?;
        return Some((name.len() + 2, character.to_string()));
    }
    if rest.starts_with("\\n") {
        return Some((2, " ".to_owned()));
    }
    rest.starts_with("**").then(|| (2, String::new()))
}

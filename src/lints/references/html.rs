//! The tags of raw HTML that load something or show a picture.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::document::RawHtml;

/// A start tag.
pub(super) struct Tag {
    /// In lower case.
    pub name: String,
    /// In lower case, with values.
    pub attributes: Vec<(String, String)>,
    /// Its bytes within the HTML.
    pub range: Range<usize>,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the tag makes the browser load what its attributes name, pictures aside.
    pub(super) fn loads(&self) -> bool {
        let rel = self.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        let loading = ["stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"];
        match self.name.as_str() {
            "script" | "iframe" | "embed" | "object" => true,
            "link" => rel.split_ascii_whitespace().any(|word| loading.contains(&word)),
            _ => false,
        }
    }

    /// Whether the tag is a picture of which nobody is told what it shows. An empty `alt` says that there is nothing to tell.
    pub(super) fn is_mute_picture(&self) -> bool {
        let is_picture = self.name == "img"
            || self.name == "area" && self.attribute("href").is_some()
            || self.name == "input" && self.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("image"));
        let hidden = self.attribute("aria-hidden") == Some("true")
            || self.attribute("role").is_some_and(|role| matches!(role, "presentation" | "none"));
        let named = ["alt", "aria-label", "aria-labelledby"].iter().any(|name| self.attribute(name).is_some());
        is_picture && !hidden && !named
    }
}

/// The start tags of `raw`, if any of them can matter.
pub(super) fn tags(raw: &RawHtml) -> Vec<Tag> {
    let html = raw.html.as_str();
    if html.starts_with("</") || html.starts_with("<!--") && html.trim_end().find("-->") == Some(html.trim_end().len() - 3) {
        return Vec::new();
    }
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let Ok(tokens) = Tokenizer::new_with_emitter(html, emitter).collect::<Result<Vec<_>, _>>();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let tag = |token: Token<usize>| match token {
        Token::StartTag(tag) => Some(Tag {
            name: text(&tag.name),
            attributes: tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect(),
            range: tag.span.start..tag.span.end,
        }),
        _ => None,
    };
    tokens.into_iter().filter_map(tag).collect()
}

//! The tags of a template, as far as its author's slips can be found without running it.

use std::ops::Range;

/// A tag: `{{ … }}` or `{% … %}`.
#[derive(Clone, Debug)]
pub(super) struct Tag<'a> {
    /// All of it.
    pub(super) range: Range<usize>,
    /// What stands between the signs.
    pub(super) inside: &'a str,
    /// Where that begins.
    pub(super) start: usize,
    /// Whether it is `{% … %}`.
    pub(super) is_statement: bool,
}

impl<'a> Tag<'a> {
    /// The words of a statement without its signs: `block`, `title`.
    pub(super) fn words(&self) -> impl Iterator<Item = &'a str> {
        let inside = if self.is_statement { self.inside } else { "" };
        inside.trim_matches('-').split(|c: char| c.is_whitespace() || c == '(').filter(|word| !word.is_empty())
    }

    /// The name in a statement that begins with `keyword`.
    pub(super) fn named(&self, keyword: &str) -> Option<&'a str> {
        let mut words = self.words();
        (words.next() == Some(keyword)).then(|| words.next())?
    }
}

/// The tags of a template in their order. Comments are none.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('{')) {
        let begin = at + found;
        let close = match text.get(begin..begin + 2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            Some("{#") => "#}",
            _ => {
                at = begin + 1;
                continue;
            }
        };
        let start = begin + 2;
        let Some(length) = end_of(text.get(start..).unwrap_or_default(), close) else { break };
        if close != "#}" {
            let inside = text.get(start..start + length).unwrap_or_default();
            tags.push(Tag { range: begin..start + length + 2, inside, start, is_statement: close == "%}" });
        }
        at = start + length + 2;
    }
    tags
}

/// Where a tag ends; what stands in quotes ends none, but for a comment, which knows no quotes.
fn end_of(rest: &str, close: &str) -> Option<usize> {
    if close == "#}" {
        return rest.find(close);
    }
    let mut quote = None;
    rest.char_indices().find_map(|(at, c)| {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if rest.get(at..)?.starts_with(close) => return Some(at),
            Some(_) | None => {}
        }
        None
    })
}

/// A name in a tag with the fields that are asked of it, as in `page.previous.url`.
#[derive(Clone, Debug)]
pub(super) struct Path<'a> {
    /// The name and the fields, each with its place in the template.
    pub(super) parts: Vec<(&'a str, Range<usize>)>,
    /// Whether it stands for a value, and not for a filter, a test, a function, a component or an argument.
    pub(super) is_value: bool,
}

/// Words of the language itself.
const WORDS: &[&str] =
    &["and", "or", "not", "in", "is", "if", "elif", "else", "for", "set", "set_global", "true", "false", "none", "loop"];

/// The paths in a tag.
pub(super) fn paths<'a>(tag: &Tag<'a>) -> Vec<Path<'a>> {
    let mut paths: Vec<Path<'_>> = Vec::new();
    let mut quote = None;
    let (mut from, mut goes_on) = (None, false);
    // What is taken by an index may be anything: nothing is known of its fields.
    let mut is_indexed = false;
    // The sign or the word before a name.
    let (mut sign, mut word) = (' ', "");
    for (at, c) in tag.inside.char_indices().chain([(tag.inside.len(), ' ')]) {
        if quote.is_none() && (c.is_ascii_alphanumeric() || c == '_') {
            from = from.or(Some(at));
            continue;
        }
        if let Some(start) = from.take() {
            let name = tag.inside.get(start..at).unwrap_or_default();
            let part = (name, tag.start + start..tag.start + at);
            if let Some(path) = paths.last_mut().filter(|_| goes_on) {
                if !is_indexed {
                    path.parts.push(part);
                }
            } else {
                is_indexed = false;
                let rest = tag.inside.get(at..).unwrap_or_default().trim_start();
                let is_called = rest.starts_with('(') || rest.starts_with('=') && !rest.starts_with("==");
                let is_word = WORDS.contains(&name) || name.starts_with(|c: char| c.is_ascii_digit());
                let is_value = !is_called && !is_word && !matches!(sign, '|' | '<') && word != "is" && word != "is not";
                paths.push(Path { parts: vec![part], is_value });
            }
            word = if word == "is" && name == "not" { "is not" } else { name };
            (sign, goes_on) = (' ', false);
        }
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None => goes_on = c == '.' || c == '?',
        }
        if !c.is_whitespace() {
            is_indexed = c == ']' || is_indexed && goes_on;
            (sign, word) = (c, "");
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_their_paths_are_found() {
        let text =
            "{# {{ no }} #}{ {{ page.previous.url | default(value=\"a.b }}\") }}{%- block title -%}{% if x['y.z'].w %}{{ open";
        let tags = tags(text);
        let paths: Vec<String> = tags
            .iter()
            .flat_map(paths)
            .map(|path| path.parts.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("."))
            .collect();
        assert_eq!(paths, ["page.previous.url", "default", "value", "block", "title", "if", "x"]);
        assert_eq!(tags[1].named("block"), Some("title"));
        assert_eq!(tags.len(), 3);
    }

    #[test]
    fn values_are_told_from_what_only_looks_like_them() {
        let text = "{{ a | safe | default(value=b) }}{% if not c is defined and d is not empty or 1.5 == e %}{{ <list entries={f.g} /> }}{{ now(x=h) }}";
        let tags = tags(text);
        let values = tags.iter().flat_map(paths).filter(|path| path.is_value).map(|path| path.parts[0].0);
        assert_eq!(values.collect::<String>(), "abcdefh");
    }
}

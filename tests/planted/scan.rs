//! What the lines of a Markdown page are, as far as one must know to break them: directives and fences that hold, not those that a page shows
//! as examples.

use std::ops::Range;

/// A directive or a fence that begins on a line.
pub(crate) struct Opening {
    /// The bytes of its name, or of the language of a plain fence; empty where there is none.
    pub(crate) name: Range<usize>,
    /// Whether it is a directive: `{name}`.
    pub(crate) directive: bool,
    /// The bytes of what stands behind the name.
    pub(crate) argument: Range<usize>,
    /// The bytes of the names of the options on the lines below it.
    pub(crate) options: Vec<Range<usize>>,
    /// The bytes of each line of its body, where that is taken as it stands.
    pub(crate) body: Vec<Range<usize>>,
}

/// Every opening that holds, in order.
pub(crate) fn openings(text: &str) -> Vec<Opening> {
    let mut found: Vec<Opening> = Vec::new();
    // The fence that takes its body as it stands, until a line of its marker.
    let mut verbatim: Option<&str> = None;
    let mut in_options = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, trimmed) = (at, line.trim());
        let begin = start + (line.len() - line.trim_start().len());
        at += line.len();
        let marker = marker(trimmed);
        if in_options && let Some(rest) = trimmed.strip_prefix(':').filter(|_| marker.is_empty()) {
            if let (Some(end), Some(opening)) = (rest.find(':'), found.last_mut()) {
                opening.options.push(begin + 1..begin + 1 + end);
            }
            continue;
        }
        in_options = false;
        if let Some(fence) = verbatim {
            if !marker.is_empty() && marker == trimmed && marker.starts_with(fence) {
                verbatim = None;
            } else if let Some(opening) = found.last_mut() {
                opening.body.push(begin..begin + trimmed.len());
            }
            continue;
        }
        if marker.is_empty() || marker == trimmed && marker.starts_with(':') {
            continue;
        }
        let info = trimmed[marker.len()..].trim_start();
        let info_start = begin + (trimmed.len() - info.len());
        let directive = info.starts_with('{');
        let (name, rest) = if let Some((name, rest)) = info.split_once('}').filter(|_| directive) {
            (info_start + 1..info_start + name.len(), rest.trim_start())
        } else {
            let word = info.split_whitespace().next().unwrap_or_default();
            (info_start..info_start + word.len(), "")
        };
        let end = begin + trimmed.len();
        found.push(Opening { name, directive, argument: end - rest.len()..end, options: Vec::new(), body: Vec::new() });
        in_options = directive;
        if !marker.starts_with(':') {
            verbatim = Some(marker);
        }
    }
    found
}

/// The characters of a fence at the start of the line.
fn marker(line: &str) -> &str {
    let first = line.chars().next().filter(|c| matches!(c, '`' | '~' | ':'));
    let Some(first) = first else { return "" };
    let length = line.len() - line.trim_start_matches(first).len();
    if length >= 3 { &line[..length] } else { "" }
}

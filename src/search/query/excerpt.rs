//! The part of a text that says most about a query.

use std::ops::Range;

use super::Part;
use super::sight::{Forms, Matches, seen};
use crate::search::words::Piece;

/// So many words stand before the first marked one.
const BEFORE: usize = 4;

/// The excerpt of `text` of at most `length` words.
pub(super) fn of(text: &str, forms: &Forms, length: usize) -> Vec<Part> {
    let words = seen(text, forms);
    let window = window(&words, length.max(1));
    let Some((first, last)) = words.get(window.clone()).and_then(|words| words.first().zip(words.last())) else {
        return Vec::new();
    };
    let (is_start, is_end) = (window.start == 0, window.end == words.len());
    let start = if is_start { 0 } else { first.0.range.start };
    let end = if is_end { text.len() } else { last.0.range.end };
    let mut parts = Parts(Vec::new());
    if !is_start {
        parts.push("… ", false);
    }
    let mut at = start;
    let marks = words.get(window).unwrap_or_default().iter().filter(|(_, matches)| *matches != 0).map(|(piece, _)| &piece.range);
    for mark in marks {
        parts.push(text.get(at..mark.start).unwrap_or_default(), false);
        parts.push(text.get(at.max(mark.start)..mark.end).unwrap_or_default(), true);
        at = at.max(mark.end);
    }
    parts.push(text.get(at..end).unwrap_or_default(), false);
    if !is_end {
        parts.push(" …", false);
    }
    parts.0
}

struct Parts(Vec<Part>);

impl Parts {
    fn push(&mut self, text: &str, mark: bool) {
        if text.is_empty() {
            return;
        }
        let text = text.replace('\n', " ");
        match self.0.last_mut().filter(|last| last.mark == mark) {
            Some(last) => last.text.push_str(&text),
            None => self.0.push(Part { text, mark }),
        }
    }
}

/// The words of the excerpt, by their positions.
fn window(words: &[(Piece, Matches)], length: usize) -> Range<usize> {
    let mut best = (0, 0..length.min(words.len()));
    for (at, (_, matches)) in words.iter().enumerate() {
        if *matches == 0 {
            continue;
        }
        let start = at.saturating_sub(BEFORE);
        let window = start..(start + length).min(words.len());
        let (mut all, mut count) = (0, 0);
        for (_, matches) in words.get(window.clone()).unwrap_or_default() {
            all |= matches;
            count += u32::from(*matches != 0);
        }
        let value = 16 * all.count_ones() + count.min(15);
        if value > best.0 {
            best = (value, window);
        }
    }
    best.1
}

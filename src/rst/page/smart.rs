//! Typographic quotes and dashes in running text, with the places of what they stand for.

use std::ops::Range;

use super::super::tree::{Element, Tag};
use super::blocks::{Scope, words};
use super::quotes::{changes, concerns};
use crate::document::{Builder, Inline, InlineKind, Link, Phrase, Span};

/// What becomes of which bytes of a text.
pub(super) type Changes = Vec<(Range<usize>, &'static str)>;

impl Scope<'_> {
    /// What is to be shown in place of straight quotes and dashes in a text of the page.
    pub(super) fn smart(&self, builder: &Builder<'_>, text: &str, span: Span) -> Changes {
        let Some(marks) = self.lowering.marks else { return Changes::new() };
        let before = self.stepped(text);
        if !concerns(text) {
            return Changes::new();
        }
        let escaped = escaped(builder, text, span);
        changes(text, before, marks, &|at| escaped.contains(&at))
    }

    /// The words that a role made, with typographic marks. Where they stand in the page is not known as exactly.
    pub(super) fn smarten(&self, inline: &mut Inline) {
        let Some(marks) = self.lowering.marks else { return };
        match &mut inline.kind {
            InlineKind::Text(text) => {
                let before = self.stepped(text);
                if concerns(text) {
                    let found = changes(text, before, marks, &|_| false);
                    for (range, shown) in found.into_iter().rev() {
                        text.replace_range(range, shown);
                    }
                }
            }
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Subscript(content)
            | InlineKind::Superscript(content)
            | InlineKind::Abbreviation { content, .. }
            | InlineKind::Link(Link { content, .. }) => self.smarten_all(content),
            InlineKind::Phrase { kind, content } if *kind != Phrase::Sample => self.smarten_all(content),
            InlineKind::Code(text) | InlineKind::Math { source: text, .. } => drop(self.stepped(text)),
            _ => {}
        }
    }

    fn smarten_all(&self, content: &mut [Inline]) {
        for inline in content {
            self.smarten(inline);
        }
    }

    /// Passes over text that stays as it is.
    pub(super) fn pass(&self, element: &Element) {
        if self.lowering.marks.is_some() && matches!(element.tag, Tag::Literal | Tag::Math | Tag::Raw | Tag::Image) {
            self.stepped(&element.text());
        }
    }

    /// Passes over words that stand for others.
    pub(super) fn pass_words(&self, words: &str) {
        if self.lowering.marks.is_some() {
            self.stepped(words);
        }
    }

    /// Running text starts.
    pub(super) fn begin(&self) {
        let mut state = self.lowering.state.borrow_mut();
        (state.before, state.trims) = (' ', false);
    }

    /// The character before `text`, which is passed over.
    fn stepped(&self, text: &str) -> char {
        let mut state = self.lowering.state.borrow_mut();
        let before = if matches!(state.before, '"' | '\'') { ';' } else { state.before };
        if let Some(last) = text.chars().next_back() {
            state.before = last;
        }
        before
    }
}

/// The places in `text` whose characters stand behind a backslash in the page.
fn escaped(builder: &Builder<'_>, text: &str, span: Span) -> Vec<usize> {
    if (span.end - span.start) as usize == text.len() {
        return Vec::new();
    }
    let Some(written) = builder.written(span).filter(|written| written.contains('\\')) else { return Vec::new() };
    let mut places = Vec::new();
    let mut written = written.chars();
    for (at, wanted) in text.char_indices() {
        let mut behind = false;
        for c in written.by_ref() {
            match c {
                '\\' if !behind => behind = true,
                c if c == wanted => {
                    if behind {
                        places.push(at);
                    }
                    break;
                }
                // White space that is gone from the text.
                _ => behind = false,
            }
        }
    }
    places
}

/// Text, with a soft break at each end of a line.
pub(super) fn push_lines(text: &str, span: Span, changes: &Changes, content: &mut Vec<Inline>) {
    // Where something was taken out of the text, its parts cannot be told apart in the source.
    let is_plain = (span.end - span.start) as usize == text.len();
    let place = |range: Range<usize>| {
        if is_plain { Span { start: span.start + range.start as u32, end: span.start + range.end as u32, ..span } } else { span }
    };
    let plain = |range: Range<usize>, content: &mut Vec<Inline>| {
        let mut at = range.start;
        for (number, line) in text.get(range).unwrap_or_default().split('\n').enumerate() {
            if number > 0 {
                content.push(Inline { span: place(at..at + 1), kind: InlineKind::SoftBreak });
                at += 1;
            }
            if !line.is_empty() {
                content.push(words(line, place(at..at + line.len())));
            }
            at += line.len();
        }
    };
    let mut done = 0;
    for (range, shown) in changes {
        plain(done..range.start, content);
        content.push(words(shown, place(range.clone())));
        done = range.end;
    }
    plain(done..text.len(), content);
}

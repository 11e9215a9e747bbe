//! Diagnostics as a person reads them in a terminal: what, where, the line itself, and what to do.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level as Shown, Origin, Renderer, Snippet};
use camino::Utf8Path;

use super::excerpt::Excerpt;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::Source;

/// Of one code, no more than this many are shown: past that, a person changes one thing and builds again.
pub const MOST_OF_ONE_CODE: usize = 50;

/// Whether text carries ANSI escapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// For files and pipes.
    Plain,
    /// For terminals.
    Colour,
}

/// Where the lines that are shown come from: the file at a path relative to the book's root, if it can be had.
pub type Files<'a> = &'a dyn Fn(&Utf8Path) -> Option<Arc<Source>>;

/// The diagnostics in the given order, an empty line after each; empty text where there are none. A file that cannot be had is named
/// without a line; bytes that are not UTF-8 are shown as `U+FFFD`.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], files: Files<'_>, paint: Paint) -> String {
    let renderer = match paint {
        Paint::Plain => Renderer::plain(),
        Paint::Colour => Renderer::styled(),
    };
    let mut text = String::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let count = counts.entry(diagnostic.code.as_str()).or_default();
        *count += 1;
        if *count <= MOST_OF_ONE_CODE {
            text.push_str(&one(diagnostic, files, &renderer));
            text.push_str("\n\n");
        }
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > MOST_OF_ONE_CODE) {
        let _ = write!(text, "… and {} more of `{code}`\n\n", count - MOST_OF_ONE_CODE);
    }
    text
}

fn one(diagnostic: &Diagnostic, files: Files<'_>, renderer: &Renderer) -> String {
    let level = match diagnostic.level {
        Level::Warning => Shown::WARNING,
        Level::Error => Shown::ERROR,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        let path = place.file.as_str();
        group = match files(&place.file) {
            Some(source) => {
                let excerpt = Excerpt::of(&source.bytes, &place.range);
                let mark = AnnotationKind::Primary.span(excerpt.range).label(diagnostic.label.as_deref());
                group.element(Snippet::source(excerpt.text).line_start(excerpt.line).path(path).annotation(mark))
            }
            None => group.element(Origin::path(path)),
        };
    }
    for help in &diagnostic.help {
        group = group.element(Shown::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

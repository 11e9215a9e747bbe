//! What is wrong with the book, as a tab shows it.

use std::sync::{Arc, OnceLock};

use camino::Utf8Path;

use super::message::{Findings, Item, Spot};
use super::parts::Parts;
use crate::diagnostic::{Diagnostic, Place};
use crate::document::visit::{self, Visitor};
use crate::document::{Block, Page};
use crate::lints::mask;
use crate::report::excerpt::Excerpt;
use crate::report::terminal::printable;
use crate::serve::Showing;
use crate::source::Sources;

/// A tab shows no more than this many.
const MOST: usize = 200;

/// Characters of a line of source that are shown.
const WIDTH: usize = 200;

/// Of a longer line, this many characters are shown before the place.
const BEFORE: usize = 60;

/// The URL that opens a file (a path relative to the book's root) in the author's editor, at a line and column that count from 1.
pub type Opener = Box<dyn Fn(&Utf8Path, usize, usize) -> String + Send + Sync>;

/// What is wrong with a book at one moment. What a finding looks like is found out for the first tab that shows it.
pub(super) struct Report {
    diagnostics: Arc<[Diagnostic]>,
    sources: Option<Sources>,
    items: Vec<OnceLock<Item>>,
}

/// What a tab shows.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    /// The document.
    pub(super) page: &'a Page,
    /// What it became.
    pub(super) parts: &'a Parts,
}

impl Report {
    pub(super) fn of(showing: &Showing) -> Self {
        let sources = showing.sources.clone().or_else(|| Some(showing.edition.as_ref()?.sources.clone()));
        let diagnostics = Arc::clone(&showing.findings);
        let items = diagnostics.iter().map(|_| OnceLock::new()).collect();
        Self { diagnostics, sources, items }
    }

    /// Whether this is about what was found wrong with the book as it is shown there.
    pub(super) fn is_of(&self, showing: &Showing) -> bool {
        Arc::ptr_eq(&self.diagnostics, &showing.findings)
    }

    /// The findings for a tab: those of its page first, else in the order of reports.
    pub(super) fn tell(&self, showing: &Showing, shown: Option<Shown<'_>>, open: Option<&Opener>) -> Findings {
        let is_here = |diagnostic: &Diagnostic| {
            let file = diagnostic.place.as_ref().map(|place| &place.file);
            file.zip(shown).is_some_and(|(file, shown)| is_made_from(shown.page, file))
        };
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            self.diagnostics.iter().zip(&self.items).partition(|(diagnostic, _)| is_here(diagnostic));
        let count = here.len();
        let item = |(number, (diagnostic, item)): (usize, (&Diagnostic, &OnceLock<Item>))| {
            let item = item.get_or_init(|| self.item(diagnostic, open)).clone();
            let here = number < count;
            let block = shown.filter(|_| here).zip(diagnostic.place.as_ref()).and_then(|(shown, place)| block(shown, place));
            Item { here, block, ..item }
        };
        Findings {
            total: self.diagnostics.len(),
            stale: showing.stale,
            provisional: showing.provisional,
            items: here.into_iter().chain(elsewhere).take(MOST).enumerate().map(item).collect(),
        }
    }

    fn item(&self, diagnostic: &Diagnostic, open: Option<&Opener>) -> Item {
        let words = |text: &String| printable(text).into_owned();
        Item {
            level: diagnostic.level,
            code: diagnostic.code.clone(),
            message: words(&diagnostic.message),
            label: diagnostic.label.as_ref().map(words),
            help: diagnostic.help.iter().map(words).collect(),
            suggestions: diagnostic.suggestions.iter().map(words).collect(),
            spot: diagnostic.place.as_ref().map(|place| self.spot(&diagnostic.code, place, open)).unwrap_or_default(),
            here: false,
            block: None,
        }
    }

    fn spot(&self, code: &str, place: &Place, open: Option<&Opener>) -> Spot {
        let file = Some(place.file.to_string());
        let open = |line, column| open.map(|open| open(&place.file, line, column));
        let Some(source) = self.sources.as_ref().and_then(|sources| sources.get(&place.file).ok()) else {
            return Spot { file, open: open(1, 1), ..Spot::default() };
        };
        let excerpt = Excerpt::of(&source.bytes, &place.range);
        let count = |text: Option<&str>| text.map_or(0, |text| text.chars().count());
        let start = count(excerpt.text.get(..excerpt.range.start));
        let end = start + count(excerpt.text.get(excerpt.range.clone()));
        let line = mask(code, &excerpt.text, excerpt.range);
        let line = line.split('\t').map(printable).collect::<Vec<_>>().join("\t");
        let (source, mark) = clip(&line, start, end);
        let (line, column) = (excerpt.line, start + 1);
        Spot { file, line: Some(line), column: Some(column), source: Some(source), mark: Some(mark), open: open(line, column) }
    }
}

/// As much of `line` around characters `start..end` as is shown, and where they are in it.
fn clip(line: &str, start: usize, end: usize) -> (String, (usize, usize)) {
    let length = line.chars().count();
    if length <= WIDTH {
        return (line.to_owned(), (start, end));
    }
    let from = if end < WIDTH { 0 } else { start.saturating_sub(BEFORE) };
    let mut shown: String = line.chars().skip(from).take(WIDTH).collect();
    if from + WIDTH < length {
        shown.push('…');
    }
    if from > 0 {
        shown.insert(0, '…');
    }
    let shift = |at: usize| at.saturating_sub(from).min(WIDTH) + usize::from(from > 0);
    let mark = (shift(start), shift(end));
    (shown, mark)
}

fn is_made_from(page: &Page, file: &Utf8Path) -> bool {
    page.files.iter().any(|own| own == file) || page.reads.iter().any(|read| read.file == file)
}

/// The number of the block that the place begins in.
fn block(shown: Shown<'_>, place: &Place) -> Option<usize> {
    let outermost = || shown.parts.marks().iter().position(|mark| mark.place.as_ref().is_some_and(|from| holds(from, place)));
    let mark = outermost().or_else(|| {
        let mut inside = Inside { page: shown.page, place, found: false };
        shown.page.blocks.iter().position(|block| {
            visit::blocks(std::slice::from_ref(block), &mut inside);
            inside.found
        })
    })?;
    shown.parts.block_of(mark)
}

fn holds(outer: &Place, place: &Place) -> bool {
    outer.file == place.file && (outer.range.contains(&place.range.start) || outer.range.start == place.range.start)
}

/// Whether a block, or one in it, was made from a place: what is included stands in blocks of the page that includes it.
struct Inside<'a> {
    page: &'a Page,
    place: &'a Place,
    found: bool,
}

impl Visitor for Inside<'_> {
    fn block(&mut self, block: &Block) -> bool {
        let file = self.page.files.get(block.span.file.index());
        self.found |=
            file.is_some_and(|file| holds(&Place { file: file.clone(), range: block.span.start..block.span.end }, self.place));
        !self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_long_lines_the_part_around_the_place_is_shown() {
        let line = |before: usize, after: usize| format!("{}MARK{}", "ä".repeat(before), "b".repeat(after));
        for (before, after, length, start) in
            [(0, 0, 4, 0), (100, 96, 200, 100), (100, 500, 201, 100), (500, 10, 75, 61), (500, 500, 202, 61)]
        {
            let (shown, (from, to)) = clip(&line(before, after), before, before + 4);
            let marked: String = shown.chars().skip(from).take(to - from).collect();
            assert_eq!((shown.chars().count(), from, marked.as_str()), (length, start, "MARK"), "{before} {after}");
        }
        assert_eq!(clip(&"x".repeat(1000), 900, 900).1, (61, 61));
        assert_eq!(clip(&"x".repeat(1000), 0, 1000).1, (0, WIDTH));
    }
}

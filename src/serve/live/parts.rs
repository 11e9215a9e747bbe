//! A page as the tabs that show it know it: a frame, and in it the blocks of its body.

use std::ops::Range;
use std::sync::OnceLock;

use super::cut::{self, Piece};
use crate::edition::{Mark, Rendered};

/// Stands in a frame where the body belongs.
const BODY: &str = "<bindery-body></bindery-body>";

/// How many hexadecimal digits tell one state of a page from another.
pub(super) const VERSION_DIGITS: usize = 16;

/// A page in parts. Where they meet is found out when somebody first asks.
#[derive(Debug)]
pub struct Parts {
    /// Tells this state of the page from every other: 16 hexadecimal digits of the BLAKE3 hash of its HTML.
    pub version: String,
    html: String,
    /// Where the body stands in the HTML, if that is known.
    body: Option<Range<usize>>,
    marks: Vec<Mark>,
    pieces: OnceLock<Option<Vec<Piece>>>,
}

/// One or more blocks of the document that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    pub(super) html: &'a str,
    /// The names of its top-level nodes, as `nodeName` gives them in a browser.
    pub(super) nodes: &'a [String],
}

impl Parts {
    /// A page of the book.
    #[must_use]
    pub fn of(page: &Rendered) -> Self {
        Self::new(page.html.clone(), page.body.clone(), page.blocks.clone())
    }

    /// A page of which no more is known than its HTML.
    #[must_use]
    pub fn whole(html: String) -> Self {
        Self::new(html, None, Vec::new())
    }

    fn new(html: String, body: Option<Range<usize>>, marks: Vec<Mark>) -> Self {
        let version = blake3::hash(html.as_bytes()).to_hex().chars().take(VERSION_DIGITS).collect();
        let body = body.filter(|body| html.get(body.clone()).is_some());
        Self { version, html, body, marks, pieces: OnceLock::new() }
    }

    /// The blocks of the body, in their order. `None` where the body's markup reaches beyond it, or nobody knows where the body is: such a page
    /// can only be sent whole.
    pub(super) fn blocks<'a>(&'a self) -> Option<Vec<Block<'a>>> {
        let (_, body, _) = self.split()?;
        let block = |piece: &'a Piece| Some(Block { html: body.get(piece.range.clone())?, nodes: &piece.nodes });
        self.pieces()?.iter().map(block).collect()
    }

    /// The page without its blocks, [`BODY`] in their place; all of it where it can only be sent whole.
    pub(super) fn frame(&self) -> String {
        match self.around() {
            Some((before, after)) => [before, BODY, after].concat(),
            None => self.html.clone(),
        }
    }

    /// What stands before the blocks and behind them; `None` where the page can only be sent whole.
    pub(super) fn around(&self) -> Option<(&str, &str)> {
        self.pieces()?;
        self.split().map(|(before, _, after)| (before, after))
    }

    /// The number of the block that the document's block of that number became a part of. A block that shows nothing where it stands, as a
    /// footnote, is at the foot of the page.
    pub(super) fn block_of(&self, mark: usize) -> Option<usize> {
        let at = self.marks.get(mark)?.at;
        let shows_nothing = self.marks.get(mark + 1).is_some_and(|next| next.at == at);
        let at = if shows_nothing { self.marks.last().filter(|last| last.place.is_none())?.at } else { at };
        self.pieces()?.iter().position(|piece| piece.range.contains(&at))
    }

    /// Where each of the document's blocks came from, in their order.
    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Bytes of memory, about.
    pub(super) fn size(&self) -> usize {
        self.html.len() + self.marks.len() * 200
    }

    fn split(&self) -> Option<(&str, &str, &str)> {
        let body = self.body.as_ref()?;
        Some((self.html.get(..body.start)?, self.html.get(body.clone())?, self.html.get(body.end..)?))
    }

    fn pieces(&self) -> Option<&[Piece]> {
        let cut = || {
            let (before, body, _) = self.split()?;
            cut::cut(before, body, self.marks.iter().map(|mark| mark.at))
        };
        self.pieces.get_or_init(cut).as_deref()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::Place;
    use crate::edition::{Scope, Served};
    use crate::render::Leaves;
    use crate::source::Sources;
    use crate::{Engine, Goal, Input};

    /// A page whose body is those blocks, each from a line of its own.
    pub(in crate::serve::live) fn page(before: &str, blocks: &[&str], after: &str) -> Parts {
        let body = before.len()..before.len() + blocks.concat().len();
        let mut at = 0;
        let mut marks: Vec<Mark> = Vec::new();
        for (number, block) in blocks.iter().enumerate() {
            let place = Place { file: "src/a.md".into(), range: number as u32 * 10..number as u32 * 10 + 9 };
            marks.push(Mark { at, place: Some(place) });
            at += block.len();
        }
        marks.push(Mark { at, place: None });
        Parts::of(&Rendered { html: [before, &blocks.concat(), after].concat(), body: Some(body), blocks: marks })
    }

    #[test]
    fn a_page_is_its_frame_and_its_blocks() {
        let parts = page("<!doctype html><main>\n", &["<h1>A</h1>\n", "<p>b</p>\n"], "</main>\n");
        assert_eq!(parts.frame(), "<!doctype html><main>\n<bindery-body></bindery-body></main>\n");
        let blocks = parts.blocks().unwrap();
        assert_eq!(blocks.iter().map(|block| block.html).collect::<Vec<_>>(), ["<h1>A</h1>\n", "<p>b</p>\n"]);
        assert_eq!(blocks[1].nodes, ["P", "#text"]);
        assert_eq!(parts.version.len(), VERSION_DIGITS);
    }

    #[test]
    fn a_page_that_cannot_be_split_is_its_own_frame() {
        for parts in [Parts::whole("<p>a</p>".to_owned()), page("<main>", &["<div>\n"], "</main>")] {
            assert_eq!(parts.blocks(), None);
            assert_eq!(parts.frame(), parts.html);
        }
    }

    #[test]
    fn blocks_are_found_by_the_documents_blocks() {
        let blocks = ["<details>\n", "<p>a</p>\n", "</details>\n", "", "<p>b</p>\n"];
        let parts = page("<main>", &blocks, "</main>");
        assert_eq!((0..5).map(|mark| parts.block_of(mark)).collect::<Vec<_>>(), [Some(0), Some(0), Some(0), None, Some(1)]);

        // The fourth is a footnote: what it says is at the foot.
        let mut parts = page("<main>", &[&blocks[..], &["<section>notes</section>\n"]].concat(), "</main>");
        parts.marks.remove(5);
        parts.marks[5] = Mark { at: parts.marks[4].at + blocks[4].len(), place: None };
        assert_eq!(
            (0..6).map(|mark| parts.block_of(mark)).collect::<Vec<_>>(),
            [Some(0), Some(0), Some(0), Some(2), Some(1), Some(2)]
        );
    }

    /// All pages of the book that this project keeps about itself.
    fn own_pages() -> Vec<(String, Rendered)> {
        let sources = Sources::disk(env!("CARGO_MANIFEST_DIR"));
        let input = Input { sources: &sources, out: None, checks: None, goal: Goal::Site, progress: &(), history: &() };
        let edition = Engine::new(Leaves::open(None)).read(&input, None, Scope::Everything).unwrap();
        let page = |page: &std::sync::Arc<crate::site::SitePage>| match edition.file(&page.url) {
            Some(Ok(Served::Page(rendered))) => (page.url.to_string(), rendered),
            other => panic!("{}: {other:?}", page.url),
        };
        edition.site.pages.iter().map(page).collect()
    }

    #[test]
    fn every_page_of_our_own_book_comes_apart_at_every_block() {
        let pages = own_pages();
        assert!(pages.len() > 20, "{}", pages.len());
        for (url, page) in &pages {
            let parts = Parts::of(page);
            let blocks = parts.blocks().unwrap_or_else(|| panic!("{url} cannot be split"));
            let body = &page.html[page.body.clone().unwrap()];
            let mut starts = page.blocks.iter().map(|mark| mark.at).peekable();
            let mut end = 0;
            for block in &blocks {
                let start = end;
                end += block.html.len();
                let made_of = std::iter::from_fn(|| starts.next_if(|at| (start..end).contains(at))).collect::<BTreeSet<_>>();
                // Only HTML of the author's own goes around blocks of the document.
                assert!(made_of.len() == 1 || block.html.starts_with("<details>"), "{url}: {block:?}");
            }
            assert_eq!(blocks.iter().map(|block| block.html).collect::<String>(), body, "{url}");
        }
    }
}

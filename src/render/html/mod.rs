//! A page and what its references resolve to, as the HTML that stands in the middle of the page.
//!
//! [`render`] is pure: the same page, links and options give the same bytes. It asks [`Leaves`] for code blocks and diagrams, whose
//! work is worth remembering from build to build, and does everything else itself. The HTML holds no `style` attribute, no script and
//! no event handler, so that it may be shown under a strict content-security policy; raw HTML alone is passed on as the author wrote it.

mod blocks;
mod boxes;
mod escape;
mod footnotes;
mod inlines;
mod lists;
mod media;
mod navigation;
mod rebase;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use crate::diagnostic::Finding;
use crate::document::{CodeBlock, Diagram, Inline, Page, ReferenceId, Span};
use crate::site::{Destination, Target};

pub(super) use boxes::{default_title, version_words};
use footnotes::Footnotes;
pub(super) use inlines::link_words;
pub use navigation::OutlineEntry;
pub(super) use navigation::listed;
pub use rebase::Rebase;

/// What draws code blocks and diagrams.
pub trait Leaves {
    /// A code block as a block of HTML. The block's anchor and classes are written around it.
    fn code(&self, block: &CodeBlock) -> (String, Vec<Finding>);

    /// A diagram as HTML that may stand in a `figure`, with all its ids made from `id`; `None` where it cannot be drawn, and then a
    /// finding says why and the source is shown. The caption, anchor and classes are written around it.
    fn diagram(&self, diagram: &Diagram, id: &str) -> (Option<String>, Vec<Finding>);
}

/// How to render.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// Headings end in a link to themselves.
    pub anchors: bool,
    /// Bare HTML in the form of the CommonMark and GFM specifications, for their test suites: no ids, no classes, no leaves.
    pub plain: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { anchors: true, plain: false }
    }
}

/// A rendered page without what surrounds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The HTML, blocks of the page's content only.
    pub html: String,
    /// What was found wrong while rendering: formulas, code blocks, diagrams.
    pub findings: Vec<Finding>,
    /// The headings below the page's title.
    pub outline: Vec<OutlineEntry>,
    /// How many diagrams were drawn.
    pub diagrams_drawn: usize,
    /// Where in the HTML each block of the page begins, in its order.
    pub blocks: Vec<BlockStart>,
}

/// Where the HTML of a top-level block begins; it ends where the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockStart {
    /// Bytes into the body's HTML.
    pub at: u32,
    /// The source that it was made from; none for the notes at the foot of the page, which come from all over it.
    pub span: Option<Span>,
}

/// Renders `page`. `links` holds what each of [`Page::references`] resolves to, in the same order; what is missing counts as broken.
#[must_use]
pub fn render(page: &Page, links: &[Destination], leaves: &impl Leaves, options: Options) -> Body {
    let mut writer = Writer::new(page, links, leaves, options);
    writer.outline = writer.outline_of_page();
    let mut blocks = Vec::with_capacity(page.blocks.len());
    for block in &page.blocks {
        blocks.push(BlockStart { at: writer.out.len() as u32, span: Some(block.span) });
        writer.blocks(std::slice::from_ref(block));
    }
    blocks.push(BlockStart { at: writer.out.len() as u32, span: None });
    writer.footnote_section();
    let Writer { out: html, findings, outline, diagrams_drawn, .. } = writer;
    Body { html, findings, outline, diagrams_drawn, blocks }
}

/// Titles as HTML: inlines that hold no reference and need no page around them.
#[must_use]
pub fn inlines_to_html(inlines: &[Inline]) -> String {
    struct NoLeaves;
    impl Leaves for NoLeaves {
        fn code(&self, _: &CodeBlock) -> (String, Vec<Finding>) {
            Default::default()
        }
        fn diagram(&self, _: &Diagram, _: &str) -> (Option<String>, Vec<Finding>) {
            Default::default()
        }
    }
    let page = Page::default();
    Writer::new(&page, &[], &NoLeaves, Options::default()).link_text(inlines)
}

/// The state of rendering one page.
struct Writer<'a, L> {
    page: &'a Page,
    links: &'a [Destination],
    leaves: &'a L,
    options: Options,
    out: String,
    findings: Vec<Finding>,
    outline: Vec<OutlineEntry>,
    /// The anchor of the last heading that was written.
    section: Option<&'a str>,
    footnotes: Footnotes<'a>,
    /// Every anchor of the page, those made here among them.
    ids: HashSet<String>,
    diagrams: usize,
    diagrams_drawn: usize,
    tables: usize,
}

impl<'a, L: Leaves> Writer<'a, L> {
    fn new(page: &'a Page, links: &'a [Destination], leaves: &'a L, options: Options) -> Self {
        Self {
            page,
            links,
            leaves,
            options,
            out: String::new(),
            findings: Vec::new(),
            outline: Vec::new(),
            section: None,
            footnotes: Footnotes::of(&page.blocks),
            ids: page.anchors.iter().map(|anchor| anchor.id.clone()).collect(),
            diagrams: 0,
            diagrams_drawn: 0,
            tables: 0,
        }
    }

    fn target(&self, reference: ReferenceId) -> Option<&'a Target> {
        match self.links.get(reference.index()) {
            Some(Destination::Found(target)) => Some(target),
            Some(Destination::Broken) | None => None,
        }
    }

    /// What `write` writes, apart from the rest.
    fn aside(&mut self, write: impl FnOnce(&mut Self)) -> String {
        let before = std::mem::take(&mut self.out);
        write(self);
        std::mem::replace(&mut self.out, before)
    }

    /// An anchor that nothing else in the page has: `wish`, or `wish` with a number behind it.
    fn unique_id(&mut self, wish: &str) -> String {
        let mut id = wish.to_owned();
        let mut number = 1;
        while !self.ids.insert(id.clone()) {
            number += 1;
            id = format!("{wish}-{number}");
        }
        id
    }
}

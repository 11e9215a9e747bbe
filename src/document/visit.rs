//! A walk over everything that a page holds, for the checks: each sees what it asks for and nothing is forgotten.

use super::{Block, BlockKind, Image, Inline, InlineKind, Link, Page};

/// Told of each node of a page in document order, the outer one before what it holds.
pub trait Visitor {
    /// A block. What it holds is told next; `false` leaves that out.
    fn block(&mut self, _block: &Block) -> bool {
        true
    }

    /// Running text that belongs together: a paragraph, a title, a caption, a term. Inlines within inlines are not told again.
    fn text(&mut self, _text: &[Inline], _part: Part) {}

    /// A picture, within a line or on its own.
    fn image(&mut self, _image: &Image) {}
}

/// What a piece of running text is to its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading,
    /// The title of a box or a tab, the caption of a figure, a table or a diagram, the words above a list.
    Caption,
    /// A term that is defined.
    Term,
}

/// Tells `visitor` of every node of `page`.
pub fn page(page: &Page, visitor: &mut impl Visitor) {
    blocks(&page.blocks, visitor);
}

/// Tells `visitor` of every node of `blocks`.
pub fn blocks(blocks: &[Block], visitor: &mut impl Visitor) {
    for each in blocks {
        if visitor.block(each) {
            block(each, visitor);
        }
    }
}

fn block(block: &Block, visitor: &mut impl Visitor) {
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Literal { content, .. } => text(content, Part::Paragraph, visitor),
        BlockKind::Heading(heading) => text(&heading.content, Part::Heading, visitor),
        BlockKind::Diagram(diagram) => text(&diagram.caption, Part::Caption, visitor),
        BlockKind::Quote(body) | BlockKind::Container { body, .. } | BlockKind::Footnote { body, .. } => blocks(body, visitor),
        BlockKind::List(list) => list.items.iter().for_each(|item| blocks(&item.body, visitor)),
        BlockKind::Definitions { entries, .. } => {
            for entry in entries {
                entry.terms.iter().for_each(|(term, _)| text(term, Part::Term, visitor));
                entry.bodies.iter().for_each(|body| blocks(body, visitor));
            }
        }
        BlockKind::Table(table) => {
            text(&table.caption, Part::Caption, visitor);
            table.rows.iter().flatten().for_each(|cell| blocks(&cell.body, visitor));
        }
        BlockKind::Admonition(admonition) => {
            text(&admonition.title, Part::Caption, visitor);
            blocks(&admonition.body, visitor);
        }
        BlockKind::VersionNote(note) => {
            text(&note.summary, Part::Paragraph, visitor);
            blocks(&note.body, visitor);
        }
        BlockKind::Figure(figure) => {
            visitor.image(&figure.image);
            text(&figure.caption, Part::Caption, visitor);
            blocks(&figure.legend, visitor);
        }
        BlockKind::Image(image) => visitor.image(image),
        BlockKind::Tabs(tabs) => {
            for tab in tabs {
                text(&tab.title, Part::Caption, visitor);
                blocks(&tab.body, visitor);
            }
        }
        BlockKind::Toctree(toctree) => text(&toctree.caption, Part::Caption, visitor),
        BlockKind::Contents { title, .. } => text(title, Part::Caption, visitor),
        BlockKind::Card(card) => {
            card.image.iter().for_each(|image| visitor.image(image));
            blocks(&card.header, visitor);
            text(&card.title, Part::Caption, visitor);
            blocks(&card.body, visitor);
            blocks(&card.footer, visitor);
        }
        BlockKind::Code(_) | BlockKind::Rule | BlockKind::Math { .. } | BlockKind::RawHtml(_) | BlockKind::Verbatim(_) => {}
    }
}

fn text(content: &[Inline], part: Part, visitor: &mut impl Visitor) {
    if !content.is_empty() {
        visitor.text(content, part);
        images(content, visitor);
    }
}

fn images(content: &[Inline], visitor: &mut impl Visitor) {
    for inline in content {
        match &inline.kind {
            InlineKind::Image(image) => visitor.image(image),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content)
            | InlineKind::Subscript(content)
            | InlineKind::Superscript(content)
            | InlineKind::Abbreviation { content, .. }
            | InlineKind::Phrase { content, .. }
            | InlineKind::Anchor { content, .. }
            | InlineKind::Link(Link { content, .. }) => images(content, visitor),
            InlineKind::Text(_)
            | InlineKind::Code(_)
            | InlineKind::Keyboard(_)
            | InlineKind::Math { .. }
            | InlineKind::RawHtml(_)
            | InlineKind::FootnoteReference { .. }
            | InlineKind::SoftBreak
            | InlineKind::HardBreak => {}
        }
    }
}

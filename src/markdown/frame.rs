//! Elements whose end has not come yet.

use std::ops::Range;

use pulldown_cmark::Tag;

use super::label::Label;
use crate::document::{Block, BlockKind, Cell, Definition, Excerpt, Inline, ListItem};

/// What is known of an element whose end has not come yet.
pub(super) struct Frame<'t> {
    pub(super) tag: Option<Tag<'t>>,
    pub(super) range: Range<usize>,
    /// Where the last child ended.
    pub(super) inner_end: usize,
    /// References of the page before this element.
    pub(super) references: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
    /// Labels that belong to the next block.
    pub(super) labels: Vec<Label>,
    /// Literal text: of code, of HTML.
    pub(super) literal: Excerpt,
    pub(super) parts: Parts,
    /// Some paragraph stands directly in this list or definition with space around it.
    pub(super) loose: bool,
    pub(super) task: Option<bool>,
}

/// What the parts of a composed block are collected in.
pub(super) enum Parts {
    None,
    Items(Vec<ListItem>),
    Rows(Vec<Vec<Cell>>),
    Cells(Vec<Cell>),
    Definitions(Vec<Definition>),
}

impl<'t> Frame<'t> {
    pub(super) fn new(tag: Option<Tag<'t>>, range: Range<usize>) -> Self {
        let parts = match tag {
            Some(Tag::List(_)) => Parts::Items(Vec::new()),
            Some(Tag::Table(_)) => Parts::Rows(Vec::new()),
            Some(Tag::TableHead | Tag::TableRow) => Parts::Cells(Vec::new()),
            Some(Tag::DefinitionList) => Parts::Definitions(Vec::new()),
            _ => Parts::None,
        };
        Self {
            tag,
            inner_end: range.start,
            range,
            references: 0,
            blocks: Vec::new(),
            inlines: Vec::new(),
            labels: Vec::new(),
            literal: Excerpt::default(),
            parts,
            loose: false,
            task: None,
        }
    }

    /// Gives back the room that was kept for more: ten thousand pages are held at once, and most lists are short.
    pub(super) fn fit(&mut self) {
        self.blocks.shrink_to_fit();
        self.inlines.shrink_to_fit();
    }

    /// Makes a paragraph of the inlines that stand in a block without a paragraph of their own, as in tight lists.
    pub(super) fn end_bare_paragraph(&mut self) {
        let (Some(first), Some(last)) = (self.inlines.first(), self.inlines.last()) else { return };
        let mut span = first.span;
        if last.span.file == span.file {
            span.end = span.end.max(last.span.end);
        }
        let mut content = std::mem::take(&mut self.inlines);
        content.shrink_to_fit();
        self.blocks.push(Block { span, kind: BlockKind::Paragraph(content) });
    }
}

/// Elements that count as a level of nesting.
pub(super) fn nests(tag: &Tag<'_>) -> bool {
    is_inline(tag)
        || matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::DefinitionList | Tag::Table(_))
}

/// Elements of running text.
pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

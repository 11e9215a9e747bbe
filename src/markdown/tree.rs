//! From the events of `pulldown-cmark` to blocks and inlines.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag};

use super::colon::Rewritten;
use super::frame::{Frame, Parts, is_inline, nests};
use super::run::Run;
use super::{Markdown, destination, fence, html, label};
use crate::document::{
    Admonition, Alignment, Attributes, Block, BlockKind, Builder, Cell, Definition, Excerpt, Extent, Image, Inline, InlineKind,
    Link, List, ListItem, NoteSign, Numbering, ReferenceKind, Table, plain_text,
};

/// The blocks that `events` over the text of `source` describe.
pub(super) fn build<'t>(
    events: impl Iterator<Item = (Event<'t>, Range<usize>)>,
    source: &'t Rewritten,
    builder: &mut Builder<'_>,
    markdown: &Markdown<'_>,
) -> Vec<Block> {
    let text = &source.text;
    let end = text.text().len();
    let root = Frame::new(None, 0..end);
    let mut tree =
        Tree { source, text, builder, markdown, top: root, open: Vec::new(), run: Run::default(), links: 0, skipped: None };
    for (event, range) in events {
        // A fence that the end of the text closes may be said to end one byte behind it.
        tree.event(event, range.start.min(end)..range.end.min(end));
    }
    tree.end_text();
    let mut root = tree.top;
    root.end_bare_paragraph();
    label::dangling(&root.labels, tree.builder);
    root.blocks
}

/// The state of the walk.
pub(super) struct Tree<'t, 'b, 's, 'm> {
    source: &'t Rewritten,
    pub(super) text: &'t Excerpt,
    pub(super) builder: &'b mut Builder<'s>,
    pub(super) markdown: &'m Markdown<'m>,
    /// The innermost open element.
    pub(super) top: Frame<'t>,
    /// The elements around it, outermost first.
    open: Vec<Frame<'t>>,
    /// The text that was read since the last other event.
    run: Run<'t>,
    /// How many links are open: no bare URL is a link inside one.
    pub(super) links: usize,
    /// The element that is too deep, and how many are open from it on.
    skipped: Option<(Range<usize>, usize, bool)>,
}

impl<'t> Tree<'t, '_, '_, '_> {
    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        if self.skipped.is_some() {
            return self.skip(&event);
        }
        if !matches!(event, Event::End(_)) {
            self.top.inner_end = self.top.inner_end.max(range.end);
        }
        let event = match event {
            Event::Text(words) if self.is_literal() => return self.literal(&words, &range),
            Event::Text(_) if self.source.is_changed(&range) => {
                let words = self.source.restore(&range).text().to_owned();
                return self.run.push(words.into(), range);
            }
            Event::Text(words) => return self.run.push(words, range),
            Event::InlineMath(_) if !is_formula(self.text.text(), &range) => {
                let written = self.text.text().get(range.clone()).unwrap_or_default();
                return self.run.push(written.into(), range);
            }
            Event::Code(words) => return self.code(&words, range),
            event => event,
        };
        self.end_text();
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(),
            Event::Html(words) => self.literal(&words, &range),
            Event::InlineHtml(words) => {
                let mut literal = Excerpt::default();
                self.append(&mut literal, &words, &range);
                let raw = html::raw(&literal, self.builder);
                self.inline(InlineKind::RawHtml(raw), range);
            }
            Event::InlineMath(source) => self.math(&source, false, range),
            Event::DisplayMath(source) => self.math(&source, true, range),
            Event::FootnoteReference(label) => self.footnote_reference(&label, range),
            Event::SoftBreak => self.inline(InlineKind::SoftBreak, range),
            Event::HardBreak => self.inline(InlineKind::HardBreak, range),
            Event::Rule => self.block(BlockKind::Rule, range),
            Event::TaskListMarker(done) => self.task(done),
            Event::Text(_) | Event::Code(_) => {}
        }
    }

    fn is_literal(&self) -> bool {
        matches!(self.top.tag, Some(Tag::CodeBlock(_) | Tag::HtmlBlock))
    }

    fn literal(&mut self, words: &str, range: &Range<usize>) {
        let mut literal = std::mem::take(&mut self.top.literal);
        self.append(&mut literal, words, range);
        self.top.literal = literal;
    }

    /// Adds `words`, which were made from bytes `range`, to `literal`.
    fn append(&self, literal: &mut Excerpt, words: &str, range: &Range<usize>) {
        if self.source.is_changed(range) {
            let original = self.source.restore(range);
            literal.push_slice(&original, 0..original.text().len());
        } else if self.text.text().get(range.clone()) == Some(words) {
            literal.push_slice(self.text, range.clone());
        } else {
            literal.push(words, self.text.span(range.clone()));
        }
    }

    /// `words`, which were made from bytes `range`, without the backslashes that [`super::colon`] put into the text.
    fn restored(&self, words: &str, range: &Range<usize>) -> String {
        if self.source.is_changed(range) { words.replace("\\:", ":") } else { words.to_owned() }
    }

    fn math(&mut self, source: &str, display: bool, range: Range<usize>) {
        let source = self.restored(source, &range);
        self.inline(InlineKind::Math { source, display }, range);
    }

    fn code(&mut self, words: &str, range: Range<usize>) {
        let range = up_to_ticks(self.text.text(), range);
        let role = if self.markdown.options.extensions { self.run.take_role(self.text.text(), range.start) } else { None };
        self.end_text();
        match role {
            Some(name) => {
                let inline = super::run::role(self.text, name, words, range, self.builder);
                self.top.inlines.push(inline);
            }
            None => self.inline(InlineKind::Code(self.restored(words, &range)), range),
        }
    }

    /// Turns the text read so far into inlines.
    fn end_text(&mut self) {
        if !self.run.is_empty() {
            let run = std::mem::take(&mut self.run);
            run.finish(self);
        }
    }

    pub(super) fn footnote_reference(&mut self, label: &str, range: Range<usize>) {
        let span = self.text.span(range.clone());
        let label = self.builder.footnotes.label(label).unwrap_or(label).to_owned();
        let occurrence = self.builder.footnotes.refer(&label, span);
        self.inline(InlineKind::FootnoteReference { label, occurrence, sign: NoteSign::Ordinal }, range);
    }

    pub(super) fn inline(&mut self, kind: InlineKind, range: Range<usize>) {
        let span = self.text.span(range);
        self.top.inlines.push(Inline { span, kind });
    }

    fn block(&mut self, kind: BlockKind, range: Range<usize>) {
        let span = self.text.span(range);
        self.push_block(Block { span, kind });
    }

    fn push_block(&mut self, block: Block) {
        self.top.end_bare_paragraph();
        let labels = std::mem::take(&mut self.top.labels);
        let block = if labels.is_empty() { block } else { label::attach(&labels, block, self.builder) };
        self.top.blocks.push(block);
    }

    fn task(&mut self, done: bool) {
        let frames = std::iter::once(&mut self.top).chain(self.open.iter_mut().rev());
        if let Some(item) = frames.into_iter().find(|f| matches!(f.tag, Some(Tag::Item))) {
            item.task = Some(done);
        }
    }

    fn start(&mut self, tag: Tag<'t>, range: Range<usize>) {
        if nests(&tag) {
            if self.builder.is_full() {
                self.builder.too_deep(self.text.character(range.start));
                self.skipped = Some((range, 1, is_inline(&tag)));
                return;
            }
            self.builder.depth += 1;
        }
        if matches!(tag, Tag::Link { .. }) {
            self.links += 1;
        }
        if !is_inline(&tag) {
            self.top.end_bare_paragraph();
        }
        let mut frame = Frame::new(Some(tag), range);
        frame.references = self.builder.reference_count();
        self.open.push(std::mem::replace(&mut self.top, frame));
    }

    /// Passes over what is too deep; once it has ended, it is shown as written.
    fn skip(&mut self, event: &Event<'t>) {
        let Some((range, open, inline)) = &mut self.skipped else { return };
        match event {
            Event::Start(_) => *open += 1,
            Event::End(_) => *open -= 1,
            _ => {}
        }
        if *open > 0 {
            return;
        }
        let (range, inline) = (range.clone(), *inline);
        self.skipped = None;
        self.top.inner_end = range.end;
        let words = self.text.text().get(range.clone()).unwrap_or_default().to_owned();
        if inline {
            self.inline(InlineKind::Text(words), range);
        } else {
            self.block(BlockKind::Verbatim(words), range);
        }
    }

    fn end(&mut self) {
        let Some(parent) = self.open.pop() else { return };
        let mut frame = std::mem::replace(&mut self.top, parent);
        frame.fit();
        let Some(tag) = frame.tag.take() else { return };
        self.top.inner_end = self.top.inner_end.max(frame.range.end);
        if nests(&tag) {
            self.builder.depth -= 1;
        }
        if is_inline(&tag) { self.end_inline(tag, frame) } else { self.end_block(tag, frame) }
    }

    fn end_inline(&mut self, tag: Tag<'t>, frame: Frame<'t>) {
        let range = frame.range.clone();
        match tag {
            Tag::Emphasis => self.inline(InlineKind::Emphasis(frame.inlines), range),
            Tag::Strong => self.inline(InlineKind::Strong(frame.inlines), range),
            Tag::Strikethrough => self.inline(InlineKind::Strikethrough(frame.inlines), range),
            Tag::Subscript => self.inline(InlineKind::Subscript(frame.inlines), range),
            Tag::Superscript => self.inline(InlineKind::Superscript(frame.inlines), range),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.links = self.links.saturating_sub(1);
                let span = self.text.span(destination::of(self.text.text(), &range, frame.inner_end, link_type, &dest_url));
                let is_named = link_type == LinkType::Autolink && dest_url.starts_with("inv:");
                let target = if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                let reference = self.builder.refer(ReferenceKind::Url, target, span);
                // Of what an inventory has, the words are those of the inventory.
                let content = if is_named { Vec::new() } else { frame.inlines };
                let link = Link { reference, content, title: non_empty(&title) };
                self.inline(InlineKind::Link(link), range);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.builder.forget_references(frame.references);
                let span = self.text.span(destination::of(self.text.text(), &range, frame.inner_end, link_type, &dest_url));
                let reference = self.builder.refer(ReferenceKind::Image, dest_url.into_string(), span);
                let alt = plain_text(&frame.inlines);
                let title = non_empty(&title);
                let image = Image { reference, alt, title, width: None, height: None, attributes: Attributes::default() };
                self.inline(InlineKind::Image(Box::new(image)), range);
            }
            _ => {}
        }
    }

    fn end_block(&mut self, tag: Tag<'t>, mut frame: Frame<'t>) {
        let range = frame.range.clone();
        if !matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::DefinitionListTitle) {
            frame.end_bare_paragraph();
        }
        label::dangling(&frame.labels, self.builder);
        match tag {
            Tag::Paragraph => self.end_paragraph(frame.inlines, range),
            Tag::Heading { level, id, classes, attrs } => {
                let mut heading = label::Heading { level: level as u8, content: frame.inlines, range };
                if self.markdown.options.extensions {
                    self.top.labels.extend(label::strip_heading(self.text, &mut heading));
                }
                let labels = std::mem::take(&mut self.top.labels);
                let given = label::Given { id, classes, attrs };
                let block = label::heading(self.text, heading, &labels, given, self.builder);
                self.push_block(block);
            }
            Tag::BlockQuote(kind) => {
                let body = frame.blocks;
                let kind = kind.map_or(BlockKind::Quote(Vec::new()), alert);
                let kind = match kind {
                    BlockKind::Admonition(alert) => BlockKind::Admonition(Box::new(Admonition { body, ..*alert })),
                    _ => BlockKind::Quote(body),
                };
                self.block(kind, range);
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                let block = fence::indented(frame.literal, self.text.span(range), self.builder);
                self.push_block(block);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                for block in fence::lower(self.text, range, &info, frame.literal, self.builder, self.markdown) {
                    self.push_block(block);
                }
            }
            Tag::HtmlBlock => {
                let raw = html::raw(&frame.literal, self.builder);
                self.block(BlockKind::RawHtml(raw), range);
            }
            Tag::List(start) => {
                let Parts::Items(items) = frame.parts else { return };
                let numbering = start.map(|start| Numbering { start, style: '1' });
                self.block(BlockKind::List(List { numbering, tight: !frame.loose, items }), range);
            }
            Tag::Item => {
                let item = ListItem { span: self.text.span(range), task: frame.task, body: frame.blocks };
                self.top.loose |= frame.loose;
                if let Parts::Items(items) = &mut self.top.parts {
                    items.push(item);
                }
            }
            Tag::FootnoteDefinition(label) => {
                let label = label.into_string();
                self.builder
                    .footnotes
                    .define(&label, self.text.span(range.start..(range.start + label.len() + 3).min(range.end)));
                self.block(BlockKind::Footnote { label, sign: NoteSign::Ordinal, body: frame.blocks }, range);
            }
            Tag::DefinitionList => {
                let Parts::Definitions(entries) = frame.parts else { return };
                self.block(BlockKind::Definitions { entries, glossary: false }, range);
            }
            Tag::DefinitionListTitle | Tag::DefinitionListDefinition => self.end_definition(&tag, frame),
            _ => self.end_table_part(tag, frame),
        }
    }

    fn end_paragraph(&mut self, mut inlines: Vec<Inline>, range: Range<usize>) {
        self.top.loose = true;
        if self.markdown.options.extensions {
            let labels = label::strip(self.text, range.start, &mut inlines);
            self.top.labels.extend(labels);
            if inlines.is_empty() {
                return;
            }
        }
        if let [Inline { kind: InlineKind::Math { source, display: true }, span }] = inlines.as_slice() {
            let mut formula = Excerpt::default();
            let inner = range.start + 2..(range.start + 2 + source.len()).min(range.end);
            if *span == self.text.span(range.clone()) {
                self.append(&mut formula, source, &inner);
            } else {
                formula.push(source, *span);
            }
            return self.block(BlockKind::Math { source: formula, number: None, attributes: Attributes::default() }, range);
        }
        self.block(BlockKind::Paragraph(inlines), range);
    }

    fn end_definition(&mut self, tag: &Tag<'t>, frame: Frame<'t>) {
        let Parts::Definitions(entries) = &mut self.top.parts else { return };
        if matches!(tag, Tag::DefinitionListTitle) {
            let term = (frame.inlines, Attributes::default());
            match entries.last_mut() {
                Some(entry) if entry.bodies.is_empty() => entry.terms.push(term),
                _ => entries.push(Definition { terms: vec![term], bodies: Vec::new(), tight: true }),
            }
        } else if let Some(entry) = entries.last_mut() {
            entry.tight &= !frame.loose || frame.blocks.len() <= 1;
            entry.bodies.push(frame.blocks);
        }
    }

    fn end_table_part(&mut self, tag: Tag<'t>, frame: Frame<'t>) {
        let range = frame.range.clone();
        match (tag, frame.parts) {
            (Tag::TableCell, _) => {
                let cell = Cell { span: self.text.span(range), body: frame.blocks, extent: Extent::One };
                if let Parts::Cells(cells) = &mut self.top.parts {
                    cells.push(cell);
                }
            }
            (Tag::TableHead | Tag::TableRow, Parts::Cells(cells)) => {
                if let Parts::Rows(rows) = &mut self.top.parts {
                    rows.push(cells);
                }
            }
            (Tag::Table(alignments), Parts::Rows(mut rows)) => {
                let alignments: Vec<Alignment> = alignments.into_iter().map(alignment).collect();
                for row in &mut rows {
                    row.resize_with(alignments.len(), Cell::default);
                }
                let table = Table {
                    caption: Vec::new(),
                    alignments,
                    widths: Vec::new(),
                    head_rows: 1,
                    head_columns: 0,
                    rows,
                    attributes: Attributes::default(),
                };
                self.block(BlockKind::Table(Box::new(table)), range);
            }
            _ => {}
        }
    }
}

/// Whether the dollars around bytes `range` set a formula, as on GitHub: no letter or digit touches them from outside. Prices and
/// variables (`US$5`, `$HOME/$USER`) are text.
fn is_formula(source: &str, range: &Range<usize>) -> bool {
    let before = source.get(..range.start).and_then(|t| t.chars().next_back());
    let after = source.get(range.end..).and_then(|t| t.chars().next());
    !before.into_iter().chain(after).any(char::is_alphanumeric)
}

fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn alert(kind: BlockQuoteKind) -> BlockKind {
    let kind = match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    };
    let title = Vec::new();
    let attributes = Attributes::default();
    BlockKind::Admonition(Box::new(Admonition { kind: kind.to_owned(), title, body: Vec::new(), collapsible: None, attributes }))
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

/// The range of a code span up to the ticks that close it: `pulldown-cmark` goes on to the end of a heading with a carriage return in it.
fn up_to_ticks(source: &str, range: Range<usize>) -> Range<usize> {
    let written = source.get(range.start..).unwrap_or_default();
    let ticks = written.len() - written.trim_start_matches('`').len();
    let mut at = ticks;
    while let Some(found) = written.get(at..).and_then(|rest| rest.find('`')) {
        let run = written[at + found..].bytes().take_while(|byte| *byte == b'`').count();
        at += found + run;
        if run == ticks {
            return range.start..(range.start + at).min(range.end);
        }
    }
    range
}

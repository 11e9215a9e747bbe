//! A page as a reader meets it: its words in order, and what they stand in.

use crate::document::{
    Attributes, Block, BlockKind, Cell, Extent, Inline, InlineKind, Page, ReferenceId, Span, Table, plain_text,
};
use crate::render::html::{default_title, link_words, listed, version_words};
use crate::site::route::decode;
use crate::site::{Destination, Target};

pub(super) fn reading(page: &Page, links: &[Destination]) -> Vec<String> {
    let mut reader = Reader { page, links, found: Vec::new(), words: String::new(), notes: Vec::new() };
    reader.blocks(&page.blocks);
    let mut seen = 0;
    while let Some((label, body)) = reader.notes.get(seen).copied() {
        if reader.notes.iter().position(|(other, _)| *other == label) == Some(seen) {
            reader.token(format!("<note {}>", super::inlines::footnote_label(label)));
            reader.blocks(body);
        }
        seen += 1;
    }
    reader.end();
    reader.found
}

/// A table of one cell.
pub(super) fn one_cell(content: Vec<Inline>) -> Block {
    let body = vec![Block { span: Span::default(), kind: BlockKind::Paragraph(content) }];
    let cell = Cell { body, ..Cell::default() };
    let table = Table {
        caption: Vec::new(),
        alignments: vec![crate::document::Alignment::None],
        widths: Vec::new(),
        head_rows: 1,
        head_columns: 0,
        rows: vec![vec![cell.clone()], vec![cell]],
        attributes: Attributes::default(),
    };
    Block { span: Span::default(), kind: BlockKind::Table(Box::new(table)) }
}

struct Reader<'a> {
    page: &'a Page,
    links: &'a [Destination],
    found: Vec<String>,
    words: String,
    notes: Vec<(&'a str, &'a [Block])>,
}

impl<'a> Reader<'a> {
    fn end(&mut self) {
        let words = std::mem::take(&mut self.words);
        self.found.extend(words.split_whitespace().map(str::to_owned));
    }

    fn token(&mut self, token: String) {
        self.end();
        self.found.push(token);
    }

    fn target(&self, reference: ReferenceId) -> Option<&'a Target> {
        match self.links.get(reference.index()) {
            Some(Destination::Found(target)) => Some(target),
            _ => None,
        }
    }

    fn text(&mut self, content: &[Inline]) {
        self.end();
        self.inlines(content);
        self.end();
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    #[allow(clippy::too_many_lines, reason = "one arm for each kind of block")]
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.text(content),
            BlockKind::Heading(heading) => {
                self.token(format!("<h{}>", heading.level));
                self.text(&heading.content);
            }
            BlockKind::Code(code) if code.language.as_ref().is_some_and(|(name, _)| name == "math") => {
                self.formula(code.text.text());
            }
            BlockKind::Code(code) => {
                if let Some(title) = &code.options.title {
                    self.token(title.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                self.token(format!("<code>{}", code.text.text().trim_end()));
            }
            BlockKind::Verbatim(text) => self.token(format!("<code>{}", text.trim_end())),
            BlockKind::Diagram(diagram) => {
                self.token(format!("<diagram>{}", diagram.source.text().trim_end()));
                self.text(&diagram.caption);
            }
            BlockKind::Quote(body) => {
                self.token("<quote>".to_owned());
                self.blocks(body);
            }
            BlockKind::List(list) => {
                for (number, item) in list.items.iter().enumerate() {
                    let start = list.numbering.map(|numbering| numbering.start + number as u64);
                    self.token(format!("<item {start:?} {:?}>", item.task));
                    self.blocks(&item.body);
                }
            }
            BlockKind::Definitions { entries, .. } => {
                for entry in entries {
                    // Markdown has one term for each entry, be it of several lines.
                    self.token("<term>".to_owned());
                    entry.terms.iter().for_each(|(term, _)| self.text(term));
                    for body in &entry.bodies {
                        self.token("<meaning>".to_owned());
                        self.blocks(body);
                    }
                }
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => self.token("<rule>".to_owned()),
            BlockKind::Math { source, .. } => self.formula(source.text()),
            BlockKind::RawHtml(_) | BlockKind::Contents { .. } => self.end(),
            BlockKind::Admonition(admonition) => {
                let is_quote = matches!(admonition.kind.as_str(), "topic" | "sidebar");
                self.token(if is_quote { "<quote>" } else { "<box>" }.to_owned());
                if !admonition.title.is_empty() {
                    self.text(&admonition.title);
                } else if matches!(admonition.kind.as_str(), "danger" | "seealso") {
                    default_title(&admonition.kind).split(' ').for_each(|word| self.token(word.to_owned()));
                }
                self.blocks(&admonition.body);
            }
            BlockKind::VersionNote(note) => {
                let stop = if note.summary.is_empty() { "." } else { ": " };
                self.end();
                self.words = format!("{} {}{stop}", version_words(note.change), note.version);
                self.inlines(&note.summary);
                self.end();
                self.blocks(&note.body);
            }
            BlockKind::Figure(figure) => {
                self.end();
                if let Some(target) = figure.link.and_then(|link| self.target(link)) {
                    self.token(format!("<link {}>", decode(&target.url)));
                }
                self.image(&figure.image);
                self.text(&figure.caption);
                self.blocks(&figure.legend);
            }
            BlockKind::Image(image) => {
                self.end();
                self.image(image);
            }
            BlockKind::Tabs(tabs) => {
                for tab in tabs {
                    self.token("<item None None>".to_owned());
                    self.text(&tab.title);
                    self.blocks(&tab.body);
                }
            }
            BlockKind::Toctree(toctree) if !toctree.hidden => {
                self.text(&toctree.caption);
                self.pages(&listed(self.page, self.links, toctree), toctree.depth.max(1));
            }
            BlockKind::Toctree(_) => {}
            BlockKind::Container { body, .. } => self.blocks(body),
            BlockKind::Footnote { label, sign, body } => self.notes.push((super::inlines::note_name(label, sign), body)),
            BlockKind::Literal { content, .. } => {
                let line = |inline: &Inline| match &inline.kind {
                    InlineKind::SoftBreak => "\n".to_owned(),
                    _ => plain_text(std::slice::from_ref(inline)),
                };
                let text: String = super::inlines::resolved(self.page, self.links, content).iter().map(line).collect();
                self.token(format!("<code>{}", text.trim_end()));
            }
            BlockKind::Card(card) => {
                self.end();
                card.image.iter().for_each(|image| self.image(image));
                self.blocks(&card.header);
                if let Some(reference) = card.link.filter(|link| self.target(*link).is_some()) {
                    let link = crate::document::Link { reference, content: card.title.clone(), title: None };
                    self.inlines(&[Inline { span: Span::default(), kind: InlineKind::Link(link) }]);
                    self.end();
                } else {
                    self.text(&card.title);
                }
                self.blocks(&card.body);
                self.blocks(&card.footer);
            }
        }
    }

    fn pages(&mut self, pages: &[Target], depth: u8) {
        for page in pages {
            self.token("<item None None>".to_owned());
            self.token(format!("<link {}>", decode(&page.url)));
            self.text(&page.title);
            if depth > 1 {
                self.pages(&page.below, depth - 1);
            }
        }
    }

    fn formula(&mut self, source: &str) {
        self.token(format!("<math>{}", source.split_whitespace().collect::<Vec<_>>().join(" ")));
    }

    fn table(&mut self, table: &'a Table) {
        let is_paragraph = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
        let fits = |cell: &Cell| cell.extent == Extent::One && cell.body.iter().all(is_paragraph);
        let is_plain = table.head_rows <= 1 && table.rows.iter().flatten().all(fits);
        self.text(&table.caption);
        // Markdown asks for a head even where there is nothing to put into it.
        let empty_head =
            table.head_rows == 1 && table.rows.first().is_some_and(|row| row.iter().all(|cell| cell.body.is_empty()));
        for row in table.rows.iter().skip(usize::from(empty_head)) {
            for cell in row {
                if is_plain {
                    self.token("<cell>".to_owned());
                }
                self.blocks(&cell.body);
            }
        }
    }

    fn image(&mut self, image: &crate::document::Image) {
        match self.target(image.reference) {
            Some(target) => {
                let alt = image.alt.split_whitespace().collect::<Vec<_>>().join(" ");
                self.token(format!("<image {} {alt}>", decode(&target.url)));
            }
            None => self.words.push_str(&image.alt),
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) | InlineKind::Code(words) | InlineKind::Math { source: words, .. } => {
                    self.words.push_str(words);
                }
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strikethrough(content)
                | InlineKind::Subscript(content)
                | InlineKind::Superscript(content)
                | InlineKind::Phrase { content, .. }
                | InlineKind::Anchor { content, .. }
                | InlineKind::Abbreviation { content, .. } => self.inlines(content),
                InlineKind::Link(link) => {
                    if let Some(target) = self.target(link.reference) {
                        self.token(format!("<link {}>", decode(&target.url)));
                    }
                    let words = link_words(self.page, self.links, link).into_owned();
                    self.inlines(&words);
                }
                InlineKind::Image(image) => self.image(image),
                InlineKind::Keyboard(keys) => self.words.push_str(&keys.join("+")),
                InlineKind::RawHtml(raw) if raw.html == "<br>" => self.words.push(' '),
                InlineKind::RawHtml(_) => {}
                InlineKind::FootnoteReference { label, sign, .. } => {
                    self.token(format!("[^{}]", super::inlines::footnote_label(super::inlines::note_name(label, sign))));
                }
                InlineKind::SoftBreak | InlineKind::HardBreak => self.words.push(' '),
            }
        }
    }
}

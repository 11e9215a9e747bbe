//! A page cut into what a reader can be led to: its top, what stands under each heading, and each entry of a glossary or of a list of options.

use super::plain::{push, single_spaced, tagless};
use crate::document::{
    Anchor, AnchorKind, Attributes, Block, BlockKind, CodeBlock, Definition, Diagram, Heading, Image, Inline, InlineKind, Link,
    Page, Phrase, Reference, ReferenceId, Span, Table, VersionChange, VersionNote, plain_text,
};
use crate::render::diagram::sketch::Sketch;
use crate::site::{Destination, SitePage};

/// What a search can find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// What leads to it; empty for the top of the page.
    pub anchor: String,
    /// The headings between the page's title and its own.
    pub path: Vec<String>,
    /// Its own heading; for the top of the page its title.
    pub heading: String,
    /// For the top of a page its file's name without the extension, which may call the page by words that its title has lost; empty for `index`.
    pub name: String,
    /// The words without their structure: blocks end with a line feed, and there is no other white space than that and single spaces.
    pub text: String,
    /// How many bytes of `text` are told to readers.
    pub shown: usize,
    /// Where the heading stands.
    pub place: Span,
    /// Up to which byte of `text` goes what.
    pub(super) kinds: Vec<(usize, Kind)>,
}

impl Section {
    /// The part of the text that is told to readers.
    #[must_use]
    pub fn shown_text(&self) -> &str {
        self.text.get(..self.shown).unwrap_or(&self.text)
    }
}

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A term, a caption, a name that a row of a table is about.
    Key,
    /// Running text.
    Prose,
    /// Code.
    Code,
}

/// How much of a section's text is told to readers, in bytes.
const SHOWN: usize = 6000;

/// The sections of a page in order. `destinations` are what its references resolve to; headings deeper than `deepest` start no section.
#[must_use]
pub fn sections(page: &SitePage, destinations: &[Destination], deepest: u8) -> Vec<Section> {
    let parsed = &page.parsed.page;
    let name = page.url.file_stem().filter(|stem| *stem != "index").unwrap_or_default();
    let top = Section { heading: single_spaced(&plain_text(&page.title)), name: name.to_owned(), ..Section::default() };
    let mut cutter =
        Cutter { page: parsed, destinations, deepest, sections: vec![top], open: 0, above: Vec::new(), before_title: true };
    if let Some(description) = &parsed.front_matter.description {
        cutter.line(Kind::Prose, description);
        cutter.before_title = true;
    }
    cutter.blocks(&parsed.blocks);
    let mut sections = cutter.sections;
    for section in &mut sections {
        section.shown = shown(&section.text);
    }
    sections
}

/// The words of a heading without its number.
fn unnumbered(content: &[Inline]) -> &[Inline] {
    match content {
        [Inline { kind: InlineKind::Phrase { kind: Phrase::Number, .. }, .. }, rest @ ..] => rest,
        content => content,
    }
}

fn shown(text: &str) -> usize {
    if text.len() <= SHOWN {
        return text.len();
    }
    let most = text.floor_char_boundary(SHOWN);
    text.get(..most).and_then(|part| part.rfind(['\n', ' '])).unwrap_or(most)
}

struct Cutter<'a> {
    page: &'a Page,
    destinations: &'a [Destination],
    deepest: u8,
    sections: Vec<Section>,
    /// The section that text goes to.
    open: usize,
    /// The headings above what follows, with their levels.
    above: Vec<(u8, String)>,
    before_title: bool,
}

impl Cutter<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.words(Kind::Prose, content),
            BlockKind::Heading(heading) => self.heading(heading, block.span),
            BlockKind::Code(code) => self.code(code),
            BlockKind::Diagram(diagram) => self.diagram(diagram),
            BlockKind::Quote(body) | BlockKind::Container { body, .. } | BlockKind::Footnote { body, .. } => self.blocks(body),
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(&item.body)),
            BlockKind::Definitions { entries, .. } => entries.iter().for_each(|entry| self.definition(entry)),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Literal { content, .. } => self.words(Kind::Code, content),
            BlockKind::Card(card) => {
                card.image.iter().for_each(|image| self.image(image));
                self.blocks(&card.header);
                self.words(Kind::Key, &card.title);
                self.blocks(&card.body);
                self.blocks(&card.footer);
            }
            BlockKind::Math { source, .. } => self.line(Kind::Code, source.text()),
            BlockKind::RawHtml(raw) => self.line(Kind::Prose, &tagless(&raw.html)),
            BlockKind::Admonition(admonition) => {
                self.words(Kind::Key, &admonition.title);
                self.blocks(&admonition.body);
            }
            BlockKind::VersionNote(note) => self.version(note),
            BlockKind::Figure(figure) => {
                self.image(&figure.image);
                self.words(Kind::Key, &figure.caption);
                self.blocks(&figure.legend);
            }
            BlockKind::Image(image) => self.image(image),
            BlockKind::Tabs(tabs) => {
                for tab in tabs {
                    self.words(Kind::Key, &tab.title);
                    self.blocks(&tab.body);
                }
            }
            BlockKind::Toctree(toctree) => self.words(Kind::Key, &toctree.caption),
            BlockKind::Verbatim(text) => text.lines().for_each(|line| self.line(Kind::Code, line)),
            BlockKind::Rule | BlockKind::Contents { .. } => {}
        }
    }

    /// The first heading is the page's title if nothing stands before it; any other one starts a section, unless it is too deep.
    fn heading(&mut self, heading: &Heading, place: Span) {
        let words = self.plain(&heading.content);
        if std::mem::take(&mut self.before_title) {
            if let Some(top) = self.sections.first_mut() {
                top.place = place;
                // A page whose first heading is not its title for the navigation is still known by it.
                if self.page.title.is_empty() && self.page.front_matter.title.is_none() && !words.is_empty() {
                    top.heading.clone_from(&words);
                }
            }
            let without_number = self.plain(unnumbered(&heading.content));
            match self.sections.first_mut() {
                Some(top) if top.heading == without_number => top.heading = words,
                _ => self.line(Kind::Key, &words),
            }
            return;
        }
        match &heading.attributes.id {
            Some(anchor) if heading.level <= self.deepest => {
                self.above.retain(|(level, _)| *level < heading.level);
                self.start(anchor, words.clone(), place);
                self.above.push((heading.level, words));
            }
            _ => self.line(Kind::Key, &words),
        }
    }

    fn start(&mut self, anchor: &str, heading: String, place: Span) {
        let path = self.above.iter().map(|(_, heading)| heading.clone()).collect();
        self.open = self.sections.len();
        self.sections.push(Section { anchor: anchor.to_owned(), path, heading, place, ..Section::default() });
    }

    /// An entry with an anchor is a section of its own; what follows the list goes on where the list stands.
    fn definition(&mut self, entry: &Definition) {
        let terms: Vec<String> = entry.terms.iter().map(|(term, _)| self.plain(term)).collect();
        let anchor = entry.terms.iter().find_map(|(_, Attributes { id, .. })| id.as_deref());
        let place = entry.terms.iter().find_map(|(term, _)| term.first()).map(|inline| inline.span);
        let outer = self.open;
        if let Some((anchor, place)) = anchor.zip(place) {
            let heading = terms.join(", ");
            match self.object_names(entry) {
                Some(names) if names != heading => {
                    self.start(anchor, names, place);
                    self.line(Kind::Key, &heading);
                }
                _ => self.start(anchor, heading, place),
            }
        } else {
            for term in &terms {
                self.line(Kind::Key, term);
            }
        }
        entry.bodies.iter().for_each(|body| self.blocks(body));
        if anchor.is_some() {
            self.open = outer;
        }
    }

    /// The full names of the program's objects that the entry describes: their signatures leave out what they belong to.
    fn object_names(&self, entry: &Definition) -> Option<String> {
        let ids: Vec<&str> =
            entry.terms.iter().flat_map(|(_, given)| given.id.iter().chain(&given.extra_ids)).map(String::as_str).collect();
        let name = |anchor: &'_ Anchor| match &anchor.kind {
            AnchorKind::Object(kind, name) if kind.family().has_types() && ids.contains(&anchor.id.as_str()) => {
                Some(name.clone())
            }
            _ => None,
        };
        let names: Vec<String> = self.page.anchors.iter().filter_map(name).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    fn code(&mut self, code: &CodeBlock) {
        if let Some(title) = &code.options.title {
            let number = code.options.number.as_deref().unwrap_or_default();
            self.line(Kind::Key, &format!("{number} {title}"));
        }
        for line in code.text.text().lines() {
            self.line(Kind::Code, line);
        }
    }

    fn diagram(&mut self, diagram: &Diagram) {
        self.words(Kind::Key, &diagram.caption);
        if let Some(alt) = &diagram.alt {
            self.line(Kind::Prose, alt);
        }
        let source = diagram.source.text();
        let labels = Sketch::read(source).labels;
        let words: Vec<String> = labels.into_iter().filter_map(|range| source.get(range)).map(tagless).collect();
        self.line(Kind::Prose, &words.join(" · "));
    }

    fn table(&mut self, table: &Table) {
        self.words(Kind::Key, &table.caption);
        for row in &table.rows {
            for (column, cell) in row.iter().enumerate() {
                let mut inner = Cutter {
                    sections: vec![Section::default()],
                    open: 0,
                    above: Vec::new(),
                    before_title: false,
                    deepest: 0,
                    page: self.page,
                    destinations: self.destinations,
                };
                inner.blocks(&cell.body);
                let text = inner.sections.pop().unwrap_or_default().text;
                let separator = if column > 0 { " · " } else { "\n" };
                self.add(if column == 0 { Kind::Key } else { Kind::Prose }, separator, &text);
            }
        }
    }

    fn version(&mut self, note: &VersionNote) {
        let change = match note.change {
            VersionChange::Added => "Added in version",
            VersionChange::Changed => "Changed in version",
            VersionChange::Deprecated => "Deprecated since version",
            VersionChange::Removed => "Removed in version",
        };
        let summary = self.plain(&note.summary);
        let colon = if summary.is_empty() { "" } else { ": " };
        self.line(Kind::Prose, &format!("{change} {}{colon}{summary}", note.version));
        self.blocks(&note.body);
    }

    fn image(&mut self, image: &Image) {
        self.line(Kind::Prose, &image.alt);
    }

    fn words(&mut self, kind: Kind, content: &[Inline]) {
        let mut words = String::new();
        self.push_plain(content, &mut words);
        self.line(kind, &words);
    }

    fn line(&mut self, kind: Kind, words: &str) {
        self.add(kind, "\n", words);
    }

    /// Adds words to the open section, with `separator` before them if they are not its first.
    fn add(&mut self, kind: Kind, separator: &str, words: &str) {
        let Some(section) = self.sections.get_mut(self.open) else { return };
        let before = section.text.len();
        if !section.text.is_empty() {
            section.text.push_str(separator);
        }
        let start = section.text.len();
        push(words, &mut section.text);
        if section.text.len() == start {
            section.text.truncate(before);
        } else {
            section.kinds.push((section.text.len(), kind));
            self.before_title = false;
        }
    }

    /// The words of running text as a reader sees them.
    fn plain(&self, content: &[Inline]) -> String {
        let mut text = String::new();
        self.push_plain(content, &mut text);
        single_spaced(&text)
    }

    fn push_plain(&self, content: &[Inline], text: &mut String) {
        for inline in content {
            match &inline.kind {
                InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
                InlineKind::Math { source, .. } => text.push_str(source),
                InlineKind::Link(Link { reference, content, .. }) if content.is_empty() => self.push_target(*reference, text),
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strikethrough(content)
                | InlineKind::Subscript(content)
                | InlineKind::Superscript(content)
                | InlineKind::Phrase { content, .. }
                | InlineKind::Anchor { content, .. }
                | InlineKind::Link(Link { content, .. }) => self.push_plain(content, text),
                InlineKind::Abbreviation { content, title } => {
                    self.push_plain(content, text);
                    text.push_str(" (");
                    text.push_str(title);
                    text.push(')');
                }
                InlineKind::Image(image) => text.push_str(&image.alt),
                InlineKind::Keyboard(keys) => text.push_str(&keys.join("+")),
                InlineKind::RawHtml(_) | InlineKind::FootnoteReference { .. } => {}
                InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
            }
        }
    }

    /// What a link without words of its own shows: the target's title, else the target as written.
    fn push_target(&self, reference: ReferenceId, text: &mut String) {
        let title = match self.destinations.get(reference.index()) {
            Some(Destination::Found(target)) => plain_text(&target.title),
            Some(Destination::Broken) | None => String::new(),
        };
        let written = self.page.references.get(reference.index()).map(|Reference { target, .. }| target.as_str());
        text.push_str(if title.is_empty() { written.unwrap_or_default() } else { &title });
    }
}

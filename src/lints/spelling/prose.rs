//! The prose of a page, piece by piece, each with its way back to the source.

use super::labels;
use super::token::OBJECT;
use crate::document::visit::{self, Part, Visitor};
use crate::document::{Block, BlockKind, Excerpt, Image, Inline, InlineKind, Link, Page, Phrase, ReferenceKind, Span};
use crate::source::Sources;

/// Tells `tell` of all prose of `page`: running text, headings, cells, captions, alternative texts, titles in the front matter, labels of
/// diagrams. Code and the like is one [`OBJECT`] each.
pub(super) fn of(page: &Page, sources: &Sources, mut tell: impl FnMut(&Excerpt)) {
    let mut reader = Reader { page, sources, tell: &mut tell };
    let front = &page.front_matter;
    for (words, span) in [(&front.title, front.title_span), (&front.description, front.description_span)] {
        reader.located(words.as_deref(), span);
    }
    visit::page(page, &mut reader);
}

struct Reader<'a> {
    page: &'a Page,
    sources: &'a Sources,
    tell: &'a mut dyn FnMut(&Excerpt),
}

impl Visitor for Reader<'_> {
    fn block(&mut self, block: &Block) -> bool {
        match &block.kind {
            BlockKind::Figure(figure) => self.picture(&figure.image, block.span),
            BlockKind::Image(image) => self.picture(image, block.span),
            BlockKind::Code(code) => {
                // A title without a space is the name of a file.
                let title = code.options.title.as_deref().filter(|title| title.contains(' '));
                self.located(title, block.span);
            }
            BlockKind::Toctree(toctree) => {
                for (_, title) in &toctree.entries {
                    self.located(title.as_deref(), block.span);
                }
            }
            BlockKind::Diagram(diagram) => {
                self.located(diagram.alt.as_deref(), block.span);
                for label in labels::of(diagram.source.text()) {
                    let text = labels::plain(&diagram.source, label);
                    (self.tell)(&text);
                }
            }
            _ => {}
        }
        true
    }

    fn text(&mut self, text: &[Inline], _: Part) {
        let mut flat = Flat::default();
        flat.inlines(text, self);
        (self.tell)(&flat.text);
    }
}

impl Reader<'_> {
    /// Whether the words of the link are the name of the term that it leads to, which is checked in the glossary.
    fn is_term(&self, link: &Link) -> bool {
        let reference = self.page.references.get(link.reference.index());
        reference.is_some_and(|reference| {
            let is_whole = matches!(link.content.as_slice(), [words] if words.span == reference.span);
            reference.kind == ReferenceKind::Term && is_whole
        })
    }

    fn picture(&mut self, image: &Image, span: Span) {
        self.located(Some(&image.alt), span);
        self.located(image.title.as_deref(), span);
    }

    /// Tells of `words`, which stand somewhere in `span`: word for word, unless the markup changes them.
    fn located(&mut self, words: Option<&str>, span: Span) {
        let Some(words) = words.filter(|words| !words.is_empty()) else { return };
        let source = self.page.files.get(span.file.index()).and_then(|file| self.sources.get(file).ok());
        let file = source.as_ref().and_then(|source| source.text().ok()).unwrap_or_default();
        let region = file.get(span.start as usize..span.end as usize).unwrap_or_default();
        let place =
            |at: usize, length: usize| Span { start: span.start + at as u32, end: span.start + (at + length) as u32, ..span };
        let mut text = Excerpt::default();
        if let Some(at) = region.find(words) {
            text.push(words, place(at, words.len()));
        } else {
            let mut done = 0;
            for word in words.split_whitespace() {
                let found = find_word(region, word, done);
                done = found.map_or(done, |at| at + word.len());
                text.push(word, found.map_or(span, |at| place(at, word.len())));
                text.push(" ", place(done, 0));
            }
        }
        (self.tell)(&text);
    }
}

/// Where `word` stands in `text` from byte `from` on, with no letter on either side; typographic apostrophes may be plain ones.
fn find_word(text: &str, word: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let stands_alone = |at: &usize| {
        let before = rest[..*at].chars().next_back();
        let after = rest[*at + word.len()..].chars().next();
        !before.into_iter().chain(after).any(char::is_alphanumeric)
    };
    rest.match_indices(word).map(|(at, _)| at).find(stands_alone).map(|at| from + at)
}

/// Running text on one line.
#[derive(Default)]
struct Flat {
    text: Excerpt,
    /// The HTML element around the text whose content is no prose.
    literal: Option<String>,
}

/// Elements whose content is written for machines.
const LITERAL: &[&str] = &["code", "kbd", "samp", "var", "pre", "script", "style", "tt"];

impl Flat {
    fn inlines(&mut self, inlines: &[Inline], reader: &mut Reader<'_>) {
        for inline in inlines {
            self.inline(inline, reader);
        }
    }

    fn inline(&mut self, inline: &Inline, reader: &mut Reader<'_>) {
        match &inline.kind {
            InlineKind::Text(_) if self.literal.is_some() => self.object(inline.span),
            InlineKind::Text(words) => self.text.push(words, inline.span),
            InlineKind::Code(_)
            | InlineKind::Keyboard(_)
            | InlineKind::Math { .. }
            | InlineKind::Phrase { kind: Phrase::Sample | Phrase::Number, .. } => self.object(inline.span),
            InlineKind::Phrase { content, .. } | InlineKind::Anchor { content, .. } => self.inlines(content, reader),
            InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Strikethrough(content) => {
                self.inlines(content, reader);
            }
            InlineKind::Subscript(content) | InlineKind::Superscript(content) => {
                self.space(inline.span);
                self.inlines(content, reader);
                self.space(inline.span);
            }
            InlineKind::Link(link @ Link { content, title, .. }) => {
                if reader.is_term(link) {
                    self.object(inline.span);
                } else {
                    self.inlines(content, reader);
                }
                reader.located(title.as_deref(), inline.span);
            }
            InlineKind::Abbreviation { content, title } => {
                self.inlines(content, reader);
                reader.located(Some(title), inline.span);
            }
            InlineKind::Image(image) => {
                self.space(inline.span);
                reader.picture(image, inline.span);
            }
            InlineKind::RawHtml(raw) => self.tag(&raw.html, inline.span),
            InlineKind::FootnoteReference { .. } | InlineKind::SoftBreak | InlineKind::HardBreak => self.space(inline.span),
        }
    }

    fn object(&mut self, span: Span) {
        self.text.push(OBJECT.encode_utf8(&mut [0; 4]), span);
    }

    fn space(&mut self, span: Span) {
        self.text.push(" ", Span { start: span.end, ..span });
    }

    /// A tag within a line: most leave a word whole, as in `<b>T</b>oken`.
    fn tag(&mut self, html: &str, span: Span) {
        let inner = html.trim_start_matches(['<', '/']);
        let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        match &self.literal {
            Some(open) if html.starts_with("</") && *open == name => self.literal = None,
            None if name == "br" => self.space(span),
            None if LITERAL.contains(&name.as_str()) && !html.starts_with("</") => self.literal = Some(name),
            _ => {}
        }
    }
}

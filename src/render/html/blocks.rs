//! Blocks: which function renders what, and the simplest of them.

use std::fmt::Write;

use super::escape;
use super::{Leaves, Writer};
use crate::document::{Attributes, Block, BlockKind, Excerpt, Heading, Inline, plain_text};
use crate::render::math;

impl<'a, L: Leaves> Writer<'a, L> {
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => {
                self.element("p", |w| w.inlines(content));
                self.out.push('\n');
            }
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Code(code) => self.code(code),
            BlockKind::Diagram(diagram) => self.diagram(diagram),
            BlockKind::Quote(body) => self.quote(body),
            BlockKind::List(list) => self.list(list),
            BlockKind::Definitions { entries, glossary } => self.definitions(entries, *glossary),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => self.out.push_str("<hr>\n"),
            BlockKind::Literal { content, attributes } => self.literal(content, attributes),
            BlockKind::Math { source, number, attributes } => self.display_math(source, number.as_deref(), attributes),
            BlockKind::Card(card) => self.card(card),
            BlockKind::RawHtml(raw) => {
                self.raw_html(raw);
                self.end_line();
            }
            BlockKind::Admonition(admonition) => self.admonition(admonition),
            BlockKind::VersionNote(note) => self.version_note(note),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Image(image) => {
                self.out.push_str("<p class=\"image\">");
                self.image(image);
                self.out.push_str("</p>\n");
            }
            BlockKind::Tabs(tabs) => self.tabs(tabs),
            BlockKind::Toctree(toctree) => self.toctree(toctree),
            BlockKind::Contents { depth, local, title } => self.contents(*depth, *local, title),
            BlockKind::Container { attributes, body } => self.container(attributes, body),
            BlockKind::Footnote { .. } => {} // It stands at the foot of the page.
            BlockKind::Verbatim(text) => self.verbatim(text),
        }
    }

    /// Blocks where a tight list, a cell or the like sets paragraphs without `p`.
    pub(super) fn bare_blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            let BlockKind::Paragraph(content) = &block.kind else {
                self.end_line();
                self.block(block);
                continue;
            };
            self.inlines(content);
            if blocks.len() > 1 {
                self.out.push('\n');
            }
        }
    }

    pub(super) fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn heading(&mut self, heading: &'a Heading) {
        let name = format!("h{}", heading.level.clamp(1, 6));
        self.out.push('<');
        self.out.push_str(&name);
        if !self.options.plain {
            escape::attributes(&mut self.out, &[], &heading.attributes);
        }
        self.out.push('>');
        if !self.options.plain {
            escape::extra_ids(&mut self.out, &heading.attributes);
        }
        self.inlines(&heading.content);
        if let (Some(id), true) = (&heading.attributes.id, self.options.anchors && !self.options.plain) {
            self.permalink(id, "section", &heading.content);
        }
        self.out.push_str("</");
        self.out.push_str(&name);
        self.out.push_str(">\n");
        self.section = heading.attributes.id.as_deref();
    }

    /// A link to the place itself, which is a `kind` of that title.
    pub(super) fn permalink(&mut self, id: &str, kind: &str, title: &[Inline]) {
        let title = plain_text(&self.without_links(title));
        self.out.push_str("<a class=\"anchor\"");
        escape::link(&mut self.out, "href", &format!("#{id}"));
        escape::attribute(&mut self.out, "aria-label", &format!("Link to this {kind}: {title}"));
        self.out.push_str(">#</a>");
    }

    /// The words of a caption, with a link to what they are about where it has a name.
    pub(super) fn caption(&mut self, words: &[Inline], kind: &str, attributes: &Attributes) {
        self.inlines(words);
        if let (Some(id), true) = (&attributes.id, self.options.anchors && !self.options.plain && !words.is_empty()) {
            self.permalink(id, kind, words);
        }
    }

    fn quote(&mut self, body: &'a [Block]) {
        self.out.push_str("<blockquote>\n");
        self.blocks(body);
        self.out.push_str("</blockquote>\n");
    }

    fn container(&mut self, attributes: &Attributes, body: &'a [Block]) {
        self.open("div", &[], attributes);
        self.out.push('\n');
        self.blocks(body);
        self.out.push_str("</div>\n");
    }

    /// A start tag, and the further anchors of the element as its first content.
    pub(super) fn open(&mut self, name: &str, classes: &[&str], attributes: &Attributes) {
        self.out.push('<');
        self.out.push_str(name);
        escape::attributes(&mut self.out, classes, attributes);
        self.out.push('>');
        escape::extra_ids(&mut self.out, attributes);
    }

    /// Text whose line ends and spaces count. It can be scrolled by keyboard where it is wider than the page.
    fn literal(&mut self, content: &[Inline], attributes: &Attributes) {
        self.out.push_str("<pre tabindex=\"0\"");
        escape::attributes(&mut self.out, &["literal"], attributes);
        self.out.push('>');
        escape::extra_ids(&mut self.out, attributes);
        self.inlines(content);
        self.out.push_str("</pre>\n");
    }

    fn display_math(&mut self, source: &Excerpt, number: Option<&str>, attributes: &Attributes) {
        match math::math(source.text(), true) {
            Ok(html) => {
                self.out.push_str("<div tabindex=\"0\" role=\"group\" aria-label=\"Formula\"");
                escape::attributes(&mut self.out, &["math"], attributes);
                self.out.push('>');
                escape::extra_ids(&mut self.out, attributes);
                self.out.push_str(&html);
                if let Some(number) = number {
                    let _ = write!(self.out, "<span class=\"equation-number\">({number})</span>");
                }
                self.out.push_str("</div>\n");
            }
            Err(error) => {
                self.findings.push(error.finding(source.span(error.range.clone())));
                self.open("div", &["math", "math-error"], attributes);
                self.verbatim(source.text().trim_matches('\n'));
                self.out.push_str("</div>\n");
            }
        }
    }

    /// Text as written. It can be scrolled by keyboard where it is wider than the page.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.out.push_str("<pre class=\"verbatim\" tabindex=\"0\">");
        // HTML drops a line feed right after `<pre>`.
        if text.starts_with('\n') {
            self.out.push('\n');
        }
        escape::text(&mut self.out, text);
        self.out.push_str("</pre>\n");
    }
}

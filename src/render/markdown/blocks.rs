//! Blocks: which function writes what, and the simplest of them. Each is written without the line feed at its end.

use super::Writer;
use super::inlines::longest_run;
use super::lists::{hang, quote};
use crate::document::{
    Admonition, Attributes, Block, BlockKind, Card, CodeBlock, Diagram, Figure, Inline, InlineKind, Link, Tab, Toctree,
    VersionNote, plain_text, slug,
};
use crate::render::html::{default_title, listed, version_words};
use crate::site::{Target, linkless};

impl Writer<'_> {
    /// The blocks with an empty line between any two.
    pub(super) fn blocks(&self, blocks: &[Block]) -> String {
        self.each_block(blocks).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n\n")
    }

    /// Each of the blocks that anything is written for. Of lists that follow one another, each has another marker than the one before it.
    pub(super) fn each_block<'b>(&self, blocks: &'b [Block]) -> Vec<(&'b Block, String)> {
        let mut written: Vec<(&Block, String)> = Vec::with_capacity(blocks.len());
        let mut second = false;
        for block in blocks {
            second = is_list(&block.kind) && !second && written.last().is_some_and(|(last, _)| is_list(&last.kind));
            let text = self.block(block, second);
            if !text.is_empty() {
                written.push((block, text));
            }
        }
        written
    }

    fn block(&self, block: &Block, second: bool) -> String {
        match &block.kind {
            BlockKind::Paragraph(content) => self.paragraph(content),
            BlockKind::Heading(heading) => {
                let implied = slug(&plain_text(&heading.content));
                let anchors = anchors(&heading.attributes, Some(&implied));
                let marks = "#".repeat(usize::from(heading.level.clamp(1, 6)));
                anchors + &format!("{marks} {}", self.heading_text(&heading.content))
            }
            BlockKind::Code(code) => anchors(&code.attributes, None) + &code_block(code),
            BlockKind::Diagram(diagram) => self.diagram(diagram),
            BlockKind::Quote(body) => quote(&self.blocks(body)),
            BlockKind::List(list) => self.list(list, second),
            BlockKind::Definitions { entries, .. } => self.definitions(entries),
            BlockKind::Table(table) => self.table(table),
            // Neither a list's marker nor an underline.
            BlockKind::Rule => "___".to_owned(),
            BlockKind::Literal { content, attributes } => {
                let words = super::inlines::resolved(self.page, self.links, content);
                anchors(attributes, None) + &fence("", &lines_of(&words))
            }
            BlockKind::Math { source, attributes, .. } => anchors(attributes, None) + &formula(source.text()),
            BlockKind::Card(card) => self.card(card),
            BlockKind::RawHtml(raw) => without_comments(&self.raw_html(raw)),
            BlockKind::Admonition(admonition) => self.admonition(admonition),
            BlockKind::VersionNote(note) => self.version_note(note),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Image(image) => anchors(&image.attributes, None) + &self.image(image),
            BlockKind::Tabs(tabs) => self.tabs(tabs, second),
            BlockKind::Toctree(toctree) => self.toctree(toctree),
            BlockKind::Container { attributes, body } => {
                let (anchors, text) = (anchors(attributes, None), self.blocks(body));
                if text.is_empty() { anchors.trim_end().to_owned() } else { anchors + &text }
            }
            // The headings are there; the notes stand at the foot of the page.
            BlockKind::Contents { .. } | BlockKind::Footnote { .. } => String::new(),
            BlockKind::Verbatim(text) => fence("", text),
        }
    }

    fn diagram(&self, diagram: &Diagram) -> String {
        let parts = [fence("mermaid", diagram.source.text()), self.caption(&diagram.caption)];
        anchors(&diagram.attributes, None) + &join(&parts)
    }

    fn figure(&self, figure: &Figure) -> String {
        let image = self.image(&figure.image);
        let image = match figure.link.and_then(|link| self.url(link)) {
            Some(url) => format!("[{image}]({})", super::escape::url(&url)),
            None => image,
        };
        let parts = [image, self.caption(&figure.caption), self.blocks(&figure.legend)];
        anchors(&figure.attributes, None) + &join(&parts)
    }

    /// An alert as GitHub has it, which is a quotation to all others. GitHub knows five kinds and no titles: the title is a paragraph.
    fn admonition(&self, admonition: &Admonition) -> String {
        let kind = match admonition.kind.as_str() {
            "tip" => "TIP",
            "important" => "IMPORTANT",
            "warning" => "WARNING",
            "caution" | "danger" => "CAUTION",
            _ => "NOTE",
        };
        let title = match (admonition.title.is_empty(), admonition.kind.as_str()) {
            (false, _) => self.bold(&admonition.title),
            (true, "danger" | "seealso") => format!("**{}**", default_title(&admonition.kind)),
            (true, _) => String::new(),
        };
        let body = join(&[title, self.blocks(&admonition.body)]);
        if matches!(admonition.kind.as_str(), "topic" | "sidebar") {
            return anchors(&admonition.attributes, None) + &quote(&body);
        }
        anchors(&admonition.attributes, None) + &quote(&format!("[!{kind}]\n{body}"))
    }

    fn card(&self, card: &Card) -> String {
        let title = match card.link.filter(|link| self.url(*link).is_some()) {
            Some(reference) => {
                let link = Link { reference, content: card.title.clone(), title: None };
                self.bold(&[Inline { span: crate::document::Span::default(), kind: InlineKind::Link(link) }])
            }
            None => self.bold(&card.title),
        };
        let image = card.image.as_ref().map(|image| self.image(image)).unwrap_or_default();
        let parts = [image, self.blocks(&card.header), title, self.blocks(&card.body), self.blocks(&card.footer)];
        anchors(&card.attributes, None) + &join(&parts)
    }

    fn version_note(&self, note: &VersionNote) -> String {
        let stop = if note.summary.is_empty() && note.body.is_empty() { "." } else { ":" };
        let text = |words: String| Inline { span: crate::document::Span::default(), kind: InlineKind::Text(words) };
        let mut line = vec![Inline {
            kind: InlineKind::Strong(vec![text(format!("{} {}{stop}", version_words(note.change), note.version))]),
            ..text(String::new())
        }];
        if !note.summary.is_empty() {
            line.push(text(" ".to_owned()));
            line.extend(note.summary.iter().cloned());
        }
        join(&[self.paragraph(&line), self.blocks(&note.body)])
    }

    /// A list, so that one sees where each tab begins and where the last one ends.
    fn tabs(&self, tabs: &[Tab], second: bool) -> String {
        let marker = if second { "* " } else { "- " };
        let item = |tab: &Tab| hang(marker, 2, &join(&[self.bold(&tab.title), self.blocks(&tab.body)]));
        tabs.iter().map(item).collect::<Vec<_>>().join("\n\n")
    }

    fn toctree(&self, toctree: &Toctree) -> String {
        if toctree.hidden {
            return String::new();
        }
        let mut lines = Vec::new();
        self.pages(&listed(self.page, self.links, toctree), 0, toctree.depth, &mut lines);
        join(&[self.bold(&toctree.caption), lines.join("\n")])
    }

    fn pages(&self, pages: &[Target], level: u8, depth: u8, lines: &mut Vec<String>) {
        for page in pages {
            let title = linkless(&page.title);
            let words = if plain_text(&title).trim().is_empty() { page.url.clone() } else { self.link_text(&title) };
            let url = super::escape::url(&(self.address)(&page.url));
            let number = page.number.as_ref().map(|number| format!("{number}. ")).unwrap_or_default();
            lines.push(format!("{}- [{number}{words}]({url})", "  ".repeat(usize::from(level))));
            if level + 1 < depth.max(1) {
                self.pages(&page.below, level + 1, depth, lines);
            }
        }
    }

    /// The words of a link that stands in no paragraph of the page.
    fn link_text(&self, words: &[Inline]) -> String {
        let link = Link { reference: crate::document::ReferenceId(u32::MAX), content: words.to_vec(), title: None };
        self.heading_text(&[Inline { span: crate::document::Span::default(), kind: InlineKind::Link(link) }])
    }
}

/// The words of running text, each line as it is written.
fn lines_of(words: &[Inline]) -> String {
    let mut text = String::new();
    for inline in words {
        match &inline.kind {
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push('\n'),
            _ => text.push_str(&plain_text(std::slice::from_ref(inline))),
        }
    }
    text
}

fn is_list(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::List(_) | BlockKind::Tabs(_) | BlockKind::Toctree(_))
}

fn join(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n\n")
}

/// The anchors of what follows, on a line of their own; without the one that follows from its words.
pub(super) fn anchors(attributes: &Attributes, implied: Option<&str>) -> String {
    let ids = attributes.id.iter().chain(&attributes.extra_ids).filter(|id| Some(id.as_str()) != implied);
    let anchors: Vec<String> = ids.map(|id| format!("<a id={}></a>", super::escape::quoted(id))).collect();
    let anchors = anchors.concat();
    if anchors.is_empty() { anchors } else { anchors + "\n\n" }
}

fn code_block(code: &CodeBlock) -> String {
    let is_safe = |c: &char| c.is_alphanumeric() || "+-_.#".contains(*c);
    let mut info: String = match &code.language {
        _ if code.options.diff => "diff".to_owned(),
        Some((language, _)) => language.chars().filter(is_safe).collect(),
        None => String::new(),
    };
    let title = code.options.title.as_deref().unwrap_or_default();
    let numbered = code.options.number.as_ref().map(|number| format!("{number} {title}"));
    let title = numbered.as_deref().unwrap_or(title);
    if title.is_empty() {
        return fence(&info, code.text.text());
    }
    if info.is_empty() {
        info.push_str("text");
    }
    if title.contains(['"', '`', '\\', '&', '\n', '{', '}', '[', ']']) {
        let mut words = String::from("**");
        super::escape::text(&mut words, title, super::escape::Around { dollars: true, ..Default::default() });
        return format!("{}**\n\n{}", words.replace('\n', " "), fence(&info, code.text.text()));
    }
    fence(&format!("{info} title=\"{title}\""), code.text.text())
}

/// A fence that is longer than any within.
fn fence(info: &str, text: &str) -> String {
    let ticks = "`".repeat(longest_run(text, '`').max(2) + 1);
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{ticks}{info}\n{text}{end}{ticks}")
}

/// A formula on its own: between dollar signs where it fits in a line, else in a fence as GitHub has it.
fn formula(source: &str) -> String {
    let source = source.trim();
    if source.contains(['\n', '$', '`']) || source.ends_with('\\') || source.is_empty() {
        return fence("math", source);
    }
    format!("$${source}$$")
}

/// HTML without its comments, which speak to those who write the page.
fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    // An empty line would end the block of HTML.
    out.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

//! A page as text, one line for each block: for people who look into a document, and for tests.

use std::fmt::Write;

use super::{
    AnchorKind, Attributes, Block, BlockKind, Card, Cell, CodeBlock, Collapsible, Extent, Inline, InlineKind, Length, LineSet,
    List, NoteSign, Page, Phrase, RawHtml, ReferenceId, Span, Table, VersionChange,
};

/// The tree of the page, then its references, anchors and findings, with places in bytes (`file:start..end`, the page itself unnamed).
#[must_use]
pub fn dump(page: &Page) -> String {
    let mut out = Dump::default();
    let front = &page.front_matter;
    let aliases: Vec<_> = front.aliases.iter().map(|(alias, _)| alias).collect();
    if *front != super::FrontMatter::default() {
        let (title, description, order, draft) = (&front.title, &front.description, front.order, front.draft);
        let orphan = if front.orphan { " orphan" } else { "" };
        let depth = front.toc_depth.map(|depth| format!(" tocdepth={depth}")).unwrap_or_default();
        out.line(&format!(
            "front-matter title={title:?} description={description:?} order={order:?} aliases={aliases:?} draft={draft}{orphan}{depth}"
        ));
    }
    out.blocks(&page.blocks);
    for (index, reference) in page.references.iter().enumerate() {
        out.line(&format!("reference {index} {:?} {:?} at {}", reference.kind, reference.target, place(reference.span)));
    }
    let mut title: (&[Inline], String) = (&[], String::new());
    for anchor in &page.anchors {
        if !std::ptr::eq(title.0, anchor.title.as_ref()) {
            title = (&anchor.title, start_of(inlines(" ", &anchor.title)));
        }
        let kind = match &anchor.kind {
            AnchorKind::Heading(level) => format!("heading {level}"),
            AnchorKind::Label(name) => format!("label {name:?}"),
            AnchorKind::Term(name) => format!("term {name:?}"),
            AnchorKind::Object(kind, name) => format!("{} {name:?}", kind.name()),
            AnchorKind::Id => "id".to_owned(),
        };
        out.line(&format!("anchor #{} {kind}{} at {}", anchor.id, title.1, place(anchor.span)));
    }
    for finding in &page.findings {
        let level = format!("{:?}", finding.level).to_lowercase();
        out.line(&format!("{level} {}: {} at {}", finding.code, finding.message, place(finding.span)));
        for help in &finding.help {
            out.line(&format!("  help: {help}"));
        }
    }
    out.text
}

fn place(span: Span) -> String {
    let file = if span.file.0 == 0 { String::new() } else { format!("{}:", span.file.0) };
    format!("{file}{}..{}", span.start, span.end)
}

#[derive(Default)]
struct Dump {
    text: String,
    depth: usize,
}

impl Dump {
    fn line(&mut self, words: &str) {
        let indent = self.depth * 2;
        let _ = writeln!(self.text, "{:indent$}{words}", "");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(&block.kind);
        }
    }

    fn inside(&mut self, words: &str, blocks: &[Block]) {
        self.line(words);
        self.depth += 1;
        self.blocks(blocks);
        self.depth -= 1;
    }

    fn block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Paragraph(content) => self.line(&format!("paragraph{}", inlines(" ", content))),
            BlockKind::Heading(h) => {
                self.line(&format!("heading {}{}{}", h.level, attributes(&h.attributes), inlines(" ", &h.content)));
            }
            BlockKind::Code(code) => self.line(&code_block(code)),
            BlockKind::Diagram(d) => {
                let alt = d.alt.as_ref().map(|alt| format!(" alt={alt:?}")).unwrap_or_default();
                let caption = inlines(" caption=", &d.caption);
                self.line(&format!("diagram{}{alt}{caption} {:?}", attributes(&d.attributes), d.source.text()));
            }
            BlockKind::Quote(body) => self.inside("quote", body),
            BlockKind::List(list) => self.list(list),
            BlockKind::Definitions { entries, glossary } => {
                self.line(if *glossary { "glossary" } else { "definitions" });
                for entry in entries {
                    for (term, given) in &entry.terms {
                        self.line(&format!("  term{}{}", attributes(given), inlines(" ", term)));
                    }
                    for body in &entry.bodies {
                        self.depth += 1;
                        self.inside(if entry.tight { "definition tight" } else { "definition" }, body);
                        self.depth -= 1;
                    }
                }
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => self.line("rule"),
            BlockKind::Literal { content, attributes: given } => {
                self.line(&format!("literal{}{}", attributes(given), inlines(" ", content)));
            }
            BlockKind::Math { source, number, attributes: given } => {
                let number = number.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
                self.line(&format!("math{number}{} {:?}", attributes(given), source.text()));
            }
            BlockKind::Card(card) => self.card(card),
            BlockKind::RawHtml(raw) => self.line(&raw_html(raw)),
            BlockKind::Admonition(a) => {
                let shown = match a.collapsible {
                    Some(Collapsible::Open) => " open",
                    Some(Collapsible::Closed) => " closed",
                    None => "",
                };
                self.inside(&format!("{}{shown}{}{}", a.kind, attributes(&a.attributes), inlines(" ", &a.title)), &a.body);
            }
            BlockKind::VersionNote(note) => {
                let change = match note.change {
                    VersionChange::Added => "added",
                    VersionChange::Changed => "changed",
                    VersionChange::Deprecated => "deprecated",
                    VersionChange::Removed => "removed",
                };
                self.inside(&format!("version {change} {:?}{}", note.version, inlines(" ", &note.summary)), &note.body);
            }
            BlockKind::Figure(f) => {
                let link = f.link.map(|link| format!(" link={}", link.0)).unwrap_or_default();
                let caption = inlines(" caption=", &f.caption);
                self.inside(&format!("figure{}{link} {}{caption}", attributes(&f.attributes), image(&f.image)), &f.legend);
            }
            BlockKind::Image(i) => self.line(&image(i)),
            BlockKind::Tabs(tabs) => {
                self.line("tabs");
                self.depth += 1;
                for tab in tabs {
                    let sync = tab.sync.as_ref().map(|sync| format!(" sync={sync:?}")).unwrap_or_default();
                    let selected = if tab.selected { " selected" } else { "" };
                    self.inside(&format!("tab #{}{sync}{selected}{}", tab.id, inlines(" ", &tab.title)), &tab.body);
                }
                self.depth -= 1;
            }
            BlockKind::Toctree(t) => {
                let flags = [(t.titles_only, " titles-only"), (t.hidden, " hidden"), (t.with_hidden, " with-hidden")];
                let hidden: String = flags.iter().filter(|(is_set, _)| *is_set).map(|(_, name)| *name).collect();
                let hidden = if t.numbered > 0 { format!("{hidden} numbered={}", t.numbered) } else { hidden };
                self.line(&format!("toctree depth={}{hidden}{}", t.depth, inlines(" caption=", &t.caption)));
                for (reference, title) in &t.entries {
                    let title = title.as_ref().map(|t| format!(" {t:?}")).unwrap_or_default();
                    self.line(&format!("  entry {}{title}", reference.0));
                }
            }
            BlockKind::Contents { depth, local, title } => {
                let local = if *local { " local" } else { "" };
                self.line(&format!("contents depth={depth}{local}{}", inlines(" ", title)));
            }
            BlockKind::Container { attributes: given, body } => self.inside(&format!("container{}", attributes(given)), body),
            BlockKind::Footnote { label, sign, body } => self.inside(&format!("footnote {label:?}{}", note_sign(sign)), body),
            BlockKind::Verbatim(text) => self.line(&format!("verbatim {}", shortened(text))),
        }
    }

    fn list(&mut self, list: &List) {
        let numbering = list.numbering.map_or_else(|| "bullets".to_owned(), |n| format!("numbers {} from {}", n.style, n.start));
        self.line(&format!("list {numbering}{}", if list.tight { " tight" } else { "" }));
        self.depth += 1;
        for item in &list.items {
            let task = match item.task {
                Some(true) => "item done",
                Some(false) => "item open",
                None => "item",
            };
            self.inside(task, &item.body);
        }
        self.depth -= 1;
    }

    fn table(&mut self, table: &Table) {
        let caption = inlines(" caption=", &table.caption);
        let widths = if table.widths.is_empty() { String::new() } else { format!(" widths={:?}", table.widths) };
        let heads = format!("head={}x{}", table.head_rows, table.head_columns);
        let given = attributes(&table.attributes);
        self.line(&format!("table{given} {heads} {:?}{widths}{caption}", table.alignments));
        self.depth += 1;
        for row in &table.rows {
            self.line("row");
            self.depth += 1;
            for cell in row {
                self.cell(cell);
            }
            self.depth -= 1;
        }
        self.depth -= 1;
    }

    fn cell(&mut self, cell: &Cell) {
        let name = match cell.extent {
            Extent::One => "cell".to_owned(),
            Extent::Over { rows, columns } => format!("cell over {rows}x{columns}"),
            Extent::Covered => return self.line("covered"),
        };
        match cell.body.as_slice() {
            [Block { kind: BlockKind::Paragraph(content), .. }] => self.line(&(name + &inlines(" ", content))),
            body => self.inside(&name, body),
        }
    }

    fn card(&mut self, card: &Card) {
        let link = card.link.map(|link| format!(" link={}", link.0)).unwrap_or_default();
        let picture = card.image.as_ref().map(|picture| format!(" ({})", image(picture))).unwrap_or_default();
        self.inside(&format!("card{}{link}{picture}{}", attributes(&card.attributes), inlines(" ", &card.title)), &card.body);
        for (name, body) in [("header", &card.header), ("footer", &card.footer)] {
            if !body.is_empty() {
                self.depth += 1;
                self.inside(name, body);
                self.depth -= 1;
            }
        }
    }
}

fn code_block(code: &CodeBlock) -> String {
    let language = code.language.as_ref().map(|(name, _)| format!(" {name}")).unwrap_or_default();
    let options = &code.options;
    let title = options.title.as_ref().map(|title| format!(" title={title:?}")).unwrap_or_default();
    let first = options.first_line.map(|first| format!(" first={first}")).unwrap_or_default();
    let lines = |name: &str, lines: &LineSet| {
        if lines.is_empty() { String::new() } else { format!(" {name}={:?}", lines.ranges().collect::<Vec<_>>()) }
    };
    let marked = lines("marked", &options.marked) + &lines("focus", &options.focus);
    let diff = if options.diff { " diff" } else { "" };
    format!("code{language}{}{title}{first}{marked}{diff} {:?}", attributes(&code.attributes), code.text.text())
}

fn attributes(given: &Attributes) -> String {
    let ids = given.id.iter().chain(&given.extra_ids).map(|id| format!(" #{id}"));
    let classes = given.classes.iter().map(|class| format!(" .{class}"));
    let others = given.others.iter().map(|(name, value)| format!(" {name}={value:?}"));
    ids.chain(classes).chain(others).collect()
}

fn image(image: &super::Image) -> String {
    let title = image.title.as_ref().map(|title| format!(" title={title:?}")).unwrap_or_default();
    let length = |name: &str, given: Option<Length>| match given {
        Some(Length::Pixels(pixels)) => format!(" {name}={pixels}"),
        Some(Length::OfText(percent)) => format!(" {name}={percent}%"),
        Some(Length::OfOwn(percent)) => format!(" {name}={percent}% of its own"),
        None => String::new(),
    };
    let (width, height) = (length("width", image.width), length("height", image.height));
    format!("image {} {:?}{title}{width}{height}{}", image.reference.0, image.alt, attributes(&image.attributes))
}

fn raw_html(raw: &RawHtml) -> String {
    let reference = |(start, end, ReferenceId(id)): &(u32, u32, ReferenceId)| format!(" {start}..{end}={id}");
    format!("html {:?}{}", raw.html, raw.references.iter().map(reference).collect::<String>())
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("{:?}… {} bytes", &text[..at], text.len()),
        None => format!("{text:?}"),
    }
}

/// The inlines in one line, without their places in the source.
#[must_use]
pub fn dump_inlines(content: &[Inline]) -> String {
    inlines("", content)
}

/// The inlines behind `before`; nothing where there are none. Text next to text is one: where it is parted says only how it was written.
/// What many labels may share, and is no longer than anybody reads.
fn start_of(mut title: String) -> String {
    if let Some((end, _)) = title.char_indices().nth(1000) {
        title.truncate(end);
        title.push('…');
    }
    title
}

fn inlines(before: &str, content: &[Inline]) -> String {
    if content.is_empty() {
        return String::new();
    }
    let text = |inline: &Inline| matches!(inline.kind, InlineKind::Text(_));
    let shown: Vec<String> = content.chunk_by(|one, next| text(one) && text(next)).map(group_of).collect();
    format!("{before}{}", shown.join(" "))
}

/// Text, or one inline of another kind.
fn group_of(content: &[Inline]) -> String {
    match content {
        [one] => inline(one),
        texts => format!("{:?}", super::plain_text(texts)),
    }
}

fn inline(inline: &Inline) -> String {
    let group = |name: &str, content: &[Inline]| format!("{name}[{}]", inlines("", content));
    match &inline.kind {
        InlineKind::Text(words) => format!("{words:?}"),
        InlineKind::Code(words) => format!("code({words:?})"),
        InlineKind::Emphasis(content) => group("emphasis", content),
        InlineKind::Strong(content) => group("strong", content),
        InlineKind::Strikethrough(content) => group("strikethrough", content),
        InlineKind::Subscript(content) => group("sub", content),
        InlineKind::Superscript(content) => group("sup", content),
        InlineKind::Link(link) => {
            let title = link.title.as_ref().map(|title| format!(" title={title:?}")).unwrap_or_default();
            group(&format!("link {}{title}", link.reference.0), &link.content)
        }
        InlineKind::Image(given) => format!("({})", image(given)),
        InlineKind::Abbreviation { content, title } => group(&format!("abbr {title:?}"), content),
        InlineKind::Phrase { kind, content } => group(&phrase(kind), content),
        InlineKind::Keyboard(keys) => format!("kbd{keys:?}"),
        InlineKind::Math { source, display } => format!("math({source:?}{})", if *display { " display" } else { "" }),
        InlineKind::RawHtml(raw) => format!("({})", raw_html(raw)),
        InlineKind::Anchor { id, content } => group(&format!("anchor #{id}"), content),
        InlineKind::FootnoteReference { label, occurrence, sign } => {
            format!("footnote({label:?} {occurrence}{})", note_sign(sign))
        }
        InlineKind::SoftBreak => "soft".to_owned(),
        InlineKind::HardBreak => "hard".to_owned(),
    }
}

fn note_sign(sign: &NoteSign) -> String {
    match sign {
        NoteSign::Ordinal => String::new(),
        NoteSign::Given(sign) => format!(" as {sign:?}"),
        NoteSign::Citation(name) => format!(" citation {name:?}"),
    }
}

fn phrase(kind: &Phrase) -> String {
    match kind {
        Phrase::Title => "title".to_owned(),
        Phrase::Definition => "definition".to_owned(),
        Phrase::Sample => "sample".to_owned(),
        Phrase::Interface => "interface".to_owned(),
        Phrase::Number => "number".to_owned(),
        Phrase::Classes(classes) => format!("classes {}", classes.join(" ")),
    }
}

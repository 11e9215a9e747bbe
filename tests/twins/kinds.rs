//! The kinds of nodes, by name.

use std::collections::BTreeSet;

use bindery::document::visit::{Part, Visitor};
use bindery::document::{Block, BlockKind, Image, Inline, InlineKind, Link, NoteSign, Phrase};

/// The kinds that both languages can make.
///
/// Struck text and tasks are Markdown's alone; citations, marks of footnotes other than their number, and text between single backquotes
/// without a role are reStructuredText's. Numbers of sections are the site's.
pub(crate) const ALL: &[&str] = &[
    "paragraph",
    "heading",
    "code",
    "diagram",
    "quote",
    "list",
    "definitions",
    "glossary",
    "table",
    "rule",
    "literal",
    "math",
    "raw html",
    "admonition",
    "version note",
    "figure",
    "image",
    "card",
    "tabs",
    "toctree",
    "contents",
    "container",
    "footnote",
    "verbatim",
    "text",
    "code in text",
    "emphasis",
    "strong",
    "subscript",
    "superscript",
    "link",
    "image in text",
    "abbreviation",
    "keyboard",
    "title",
    "definition",
    "sample",
    "interface",
    "classes",
    "math in text",
    "footnote reference",
    "soft break",
    "hard break",
];

/// The names of the kinds that were met.
#[derive(Default)]
pub(crate) struct Seen(pub(crate) BTreeSet<&'static str>);

impl Visitor for Seen {
    fn block(&mut self, block: &Block) -> bool {
        self.0.insert(of_block(&block.kind));
        true
    }

    fn text(&mut self, text: &[Inline], _: Part) {
        for inline in text {
            self.0.insert(of_inline(&inline.kind));
            self.text(within(&inline.kind), Part::Paragraph);
        }
    }

    fn image(&mut self, _: &Image) {}
}

fn of_block(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph(_) => "paragraph",
        BlockKind::Heading(_) => "heading",
        BlockKind::Code(_) => "code",
        BlockKind::Diagram(_) => "diagram",
        BlockKind::Quote(_) => "quote",
        BlockKind::List(_) => "list",
        BlockKind::Definitions { glossary: false, .. } => "definitions",
        BlockKind::Definitions { glossary: true, .. } => "glossary",
        BlockKind::Table(_) => "table",
        BlockKind::Rule => "rule",
        BlockKind::Literal { .. } => "literal",
        BlockKind::Math { .. } => "math",
        BlockKind::RawHtml(_) => "raw html",
        BlockKind::Admonition(_) => "admonition",
        BlockKind::VersionNote(_) => "version note",
        BlockKind::Figure(_) => "figure",
        BlockKind::Image(_) => "image",
        BlockKind::Card(_) => "card",
        BlockKind::Tabs(_) => "tabs",
        BlockKind::Toctree(_) => "toctree",
        BlockKind::Contents { .. } => "contents",
        BlockKind::Container { .. } => "container",
        BlockKind::Footnote { .. } => "footnote",
        BlockKind::Verbatim(_) => "verbatim",
    }
}

fn of_inline(kind: &InlineKind) -> &'static str {
    match kind {
        InlineKind::Text(_) => "text",
        InlineKind::Code(_) => "code in text",
        InlineKind::Emphasis(_) => "emphasis",
        InlineKind::Strong(_) => "strong",
        InlineKind::Strikethrough(_) => "struck",
        InlineKind::Subscript(_) => "subscript",
        InlineKind::Superscript(_) => "superscript",
        InlineKind::Link(_) => "link",
        InlineKind::Image(_) => "image in text",
        InlineKind::Abbreviation { .. } => "abbreviation",
        InlineKind::Keyboard(_) => "keyboard",
        InlineKind::Phrase { kind, .. } => match kind {
            Phrase::Title => "title",
            Phrase::Definition => "definition",
            Phrase::Sample => "sample",
            Phrase::Interface => "interface",
            Phrase::Classes(_) => "classes",
            Phrase::Number => "number",
        },
        InlineKind::Math { .. } => "math in text",
        InlineKind::Anchor { .. } => "anchor",
        InlineKind::RawHtml(_) => "raw html in text",
        InlineKind::FootnoteReference { sign: NoteSign::Ordinal, .. } => "footnote reference",
        InlineKind::FootnoteReference { .. } => "footnote reference of another sign",
        InlineKind::SoftBreak => "soft break",
        InlineKind::HardBreak => "hard break",
    }
}

fn within(kind: &InlineKind) -> &[Inline] {
    match kind {
        InlineKind::Emphasis(content)
        | InlineKind::Strong(content)
        | InlineKind::Strikethrough(content)
        | InlineKind::Subscript(content)
        | InlineKind::Superscript(content)
        | InlineKind::Abbreviation { content, .. }
        | InlineKind::Phrase { content, .. }
        | InlineKind::Anchor { content, .. }
        | InlineKind::Link(Link { content, .. }) => content,
        _ => &[],
    }
}

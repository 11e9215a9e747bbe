//! What a page is made of.

use super::inline::RawHtml;
use super::{Excerpt, Image, Inline, InlineKind, LineSet, ReferenceId, Span};

/// A block and the bytes that it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// The bytes of the source, markup included.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// The title of what follows.
    Heading(Box<Heading>),
    /// Source code or other literal text.
    Code(Box<CodeBlock>),
    /// A mermaid diagram.
    Diagram(Box<Diagram>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A bulleted or numbered list.
    List(List),
    /// Terms and what they mean.
    Definitions {
        /// The entries.
        entries: Vec<Definition>,
        /// The terms can be referred to by `term`.
        glossary: bool,
    },
    /// A table.
    Table(Box<Table>),
    /// A thematic break.
    Rule,
    /// Text whose line ends and spaces count as written, with markup in it.
    Literal {
        /// The text; its lines are parted by soft breaks.
        content: Vec<Inline>,
        /// The anchor and classes.
        attributes: Attributes,
    },
    /// A formula in LaTeX, set on its own.
    Math {
        /// The formula.
        source: Excerpt,
        /// What references to it show: counted from 1 in the page, unless the site counts otherwise; only a formula that has a label has one.
        number: Option<String>,
        /// The anchor.
        attributes: Attributes,
    },
    /// HTML that passes through.
    RawHtml(RawHtml),
    /// A box that stands out.
    Admonition(Box<Admonition>),
    /// Since when something holds.
    VersionNote(VersionNote),
    /// A picture with a caption.
    Figure(Box<Figure>),
    /// A picture on its own.
    Image(Box<Image>),
    /// A box of a grid.
    Card(Box<Card>),
    /// Alternatives of which one is shown.
    Tabs(Vec<Tab>),
    /// A list of pages.
    Toctree(Toctree),
    /// The page's own headings as a list of links.
    Contents {
        /// Deepest level below the title that is listed.
        depth: u8,
        /// Only headings below the one that the directive stands under.
        local: bool,
        /// The words above the list.
        title: Vec<Inline>,
    },
    /// Blocks with a class or an anchor of their own.
    Container {
        /// Identifier and classes.
        attributes: Attributes,
        /// The blocks.
        body: Vec<Block>,
    },
    /// What a footnote says; shown at the foot of the page.
    Footnote {
        /// The label that marks refer to.
        label: String,
        /// What it is told by.
        sign: NoteSign,
        /// The text.
        body: Vec<Block>,
    },
    /// The body of a directive that nobody knows, shown as written so that nothing is lost. A finding says why.
    Verbatim(String),
}

impl Block {
    /// The words that a reference to the block shows, where it has any of its own besides those of a heading.
    #[must_use]
    pub fn caption(&self) -> Vec<Inline> {
        match &self.kind {
            BlockKind::Code(code) => {
                let words = code.options.title.iter().cloned();
                words.map(|words| Inline { span: self.span, kind: InlineKind::Text(words) }).collect()
            }
            BlockKind::Figure(figure) => figure.caption.clone(),
            BlockKind::Table(table) => table.caption.clone(),
            BlockKind::Diagram(diagram) => diagram.caption.clone(),
            BlockKind::Admonition(admonition) => admonition.title.clone(),
            BlockKind::Definitions { entries, glossary: false } => {
                let term = entries.first().and_then(|entry| entry.terms.first());
                let term = term.filter(|(_, attributes)| !attributes.classes.iter().any(|class| class == "object"));
                term.map(|(words, _)| words.clone()).unwrap_or_default()
            }
            BlockKind::Toctree(toctree) => toctree.caption.clone(),
            _ => Vec::new(),
        }
    }
}

impl BlockKind {
    /// A block of this kind, made from these bytes.
    #[must_use]
    pub fn at(self, span: Span) -> Block {
        Block { span, kind: self }
    }

    /// Where the block keeps its anchor and classes, if it has a place for them.
    pub fn attributes_mut(&mut self) -> Option<&mut Attributes> {
        match self {
            BlockKind::Heading(heading) => Some(&mut heading.attributes),
            BlockKind::Code(code) => Some(&mut code.attributes),
            BlockKind::Diagram(diagram) => Some(&mut diagram.attributes),
            BlockKind::Table(table) => Some(&mut table.attributes),
            BlockKind::Math { attributes, .. }
            | BlockKind::Literal { attributes, .. }
            | BlockKind::Container { attributes, .. } => Some(attributes),
            BlockKind::Card(card) => Some(&mut card.attributes),
            BlockKind::Admonition(admonition) => Some(&mut admonition.attributes),
            BlockKind::Figure(figure) => Some(&mut figure.attributes),
            BlockKind::Image(image) => Some(&mut image.attributes),
            _ => None,
        }
    }
}

/// The anchor, classes and other attributes that an author gave a node.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Attributes {
    /// The anchor.
    pub id: Option<String>,
    /// Further anchors of the same place (labels before it).
    pub extra_ids: Vec<String>,
    /// Classes, in order.
    pub classes: Vec<String>,
    /// Other attributes. Event handlers and `style` never get here.
    pub others: Vec<(String, String)>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The words.
    pub content: Vec<Inline>,
    /// `id` is always there; it is unique in the page.
    pub attributes: Attributes,
}

/// A code block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CodeBlock {
    /// The language as the author named it, and where.
    pub language: Option<(String, Span)>,
    /// The text, ending in a line feed unless empty.
    pub text: Excerpt,
    /// How to show it.
    pub options: CodeOptions,
    /// The anchor and classes.
    pub attributes: Attributes,
}

/// How a code block is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CodeOptions {
    /// The words above the block.
    pub title: Option<String>,
    /// What stands before the title; the site writes it.
    pub number: Option<String>,
    /// The number of the first line, where lines are numbered.
    pub first_line: Option<u32>,
    /// Lines to mark, counted from 1 within the block, in order.
    pub marked: LineSet,
    /// Lines that stand out while all others stand back, counted in the same way; none is as good as all.
    pub focus: LineSet,
    /// Lines that start with `+` and `-` were added and removed.
    pub diff: bool,
}

/// A mermaid diagram.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagram {
    /// The source inside the fence.
    pub source: Excerpt,
    /// The words below it.
    pub caption: Vec<Inline>,
    /// What the author wants read out in place of the diagram, if `accDescr` does not say it.
    pub alt: Option<String>,
    /// Where the links in it lead, in order; made by [`Diagram::new`].
    pub links: Vec<ReferenceId>,
    /// The anchor and classes.
    pub attributes: Attributes,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List {
    /// `None` for bullets.
    pub numbering: Option<Numbering>,
    /// Paragraphs of the items are set without space between them.
    pub tight: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// How a list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Numbering {
    /// The first number.
    pub start: u64,
    /// `1`, `a`, `A`, `i` or `I`, as in HTML's `type`.
    pub style: char,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListItem {
    /// The item's bytes.
    pub span: Span,
    /// Whether a task is done; `None` where it is no task.
    pub task: Option<bool>,
    /// The blocks.
    pub body: Vec<Block>,
}

/// Terms and their definitions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Definition {
    /// The terms that share the definitions, each with its anchor (always there in a glossary).
    pub terms: Vec<(Vec<Inline>, Attributes)>,
    /// One or more definitions.
    pub bodies: Vec<Vec<Block>>,
    /// Paragraphs are set without space between them.
    pub tight: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// The words above it.
    pub caption: Vec<Inline>,
    /// One per column.
    pub alignments: Vec<Alignment>,
    /// Relative widths of the columns, where given.
    pub widths: Vec<u32>,
    /// How many of the first rows are headings.
    pub head_rows: usize,
    /// How many of the first columns are headings.
    pub head_columns: usize,
    /// The rows, all of the same length: a cell that reaches over others leaves these covered.
    pub rows: Vec<Vec<Cell>>,
    /// The anchor and classes.
    pub attributes: Attributes,
}

/// A cell. A pipe table's cell holds one paragraph, which is set bare.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The cell's bytes.
    pub span: Span,
    /// The blocks; a covered cell has none.
    pub body: Vec<Block>,
    /// How far it reaches.
    pub extent: Extent,
}

/// How far a cell reaches over its table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Extent {
    /// No further than its own place.
    #[default]
    One,
    /// Over that many rows and columns, its own among them; at least one of the two is more than one, and both end within the table.
    Over {
        /// How many rows.
        rows: u32,
        /// How many columns.
        columns: u32,
    },
    /// Another cell reaches over this place.
    Covered,
}

/// Where the text of a column is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// As the table does.
    #[default]
    None,
    /// At the start.
    Left,
    /// In the middle.
    Center,
    /// At the end.
    Right,
}

/// A box that stands out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Admonition {
    /// The directive's name: `note`, `tip`, `important`, `warning`, `caution`, `danger`, `seealso`, `admonition`, or `topic` and `sidebar`,
    /// which stand out less and have no name of their own.
    pub kind: String,
    /// The words at the top, as the author gave them; empty means the kind's own name.
    pub title: Vec<Inline>,
    /// The blocks.
    pub body: Vec<Block>,
    /// Shown closed until the reader opens it (`:class: dropdown`), or open but closable (with `:open:`).
    pub collapsible: Option<Collapsible>,
    /// The anchor and classes.
    pub attributes: Attributes,
}

/// How a collapsible box starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collapsible {
    /// Open.
    Open,
    /// Closed.
    Closed,
}

/// Since when something holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VersionNote {
    /// What happened.
    pub change: VersionChange,
    /// The version as written.
    pub version: String,
    /// The first paragraph, which goes on in the same line.
    pub summary: Vec<Inline>,
    /// Further blocks.
    pub body: Vec<Block>,
}

/// What happened in a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VersionChange {
    /// `versionadded`
    Added,
    /// `versionchanged`
    Changed,
    /// `deprecated`
    Deprecated,
    /// `versionremoved`
    Removed,
}

/// A picture with a caption.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Figure {
    /// The picture.
    pub image: Image,
    /// A link around the picture.
    pub link: Option<ReferenceId>,
    /// The words below it.
    pub caption: Vec<Inline>,
    /// Blocks below the caption.
    pub legend: Vec<Block>,
    /// `align-left` and the like are among the classes.
    pub attributes: Attributes,
}

/// A box of a grid: a picture, then words, and perhaps a link that the whole box leads along.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Card {
    /// The picture at the top.
    pub image: Option<Image>,
    /// Blocks above the title, set off from what is below.
    pub header: Vec<Block>,
    /// The title.
    pub title: Vec<Inline>,
    /// The blocks.
    pub body: Vec<Block>,
    /// Blocks set off below.
    pub footer: Vec<Block>,
    /// Where it leads. The words of the link are the title's, or where there is none those of the target.
    pub link: Option<ReferenceId>,
    /// The anchor and classes.
    pub attributes: Attributes,
}

/// What a footnote is told by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum NoteSign {
    /// Its number in the order of first reference.
    #[default]
    Ordinal,
    /// A number or a symbol that does not follow from that order.
    Given(String),
    /// The name of a work that is cited.
    Citation(String),
}

/// One of several alternatives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tab {
    /// The words on the tab.
    pub title: Vec<Inline>,
    /// Tabs with the same key are shown together all over the site.
    pub sync: Option<String>,
    /// Where it stands among others.
    pub place: TabPlace,
    /// The one that is shown first; where no tab says so, that is the first.
    pub selected: bool,
    /// The anchor, always there.
    pub id: String,
    /// The blocks.
    pub body: Vec<Block>,
}

/// Where a tab stands among others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TabPlace {
    /// In a set that its author wrote as such.
    #[default]
    InSet,
    /// On its own: it goes on with the loose tabs right before it. [`super::Builder::finish`] leaves none of these.
    Loose,
    /// The first of loose tabs.
    Opens,
}

/// A list of pages, which also gives them their place in the navigation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Toctree {
    /// The words above the list.
    pub caption: Vec<Inline>,
    /// The pages in order, each with a title of its own where the author gave one.
    pub entries: Vec<(ReferenceId, Option<String>)>,
    /// How many levels are listed.
    pub depth: u8,
    /// Levels are those of pages alone; otherwise the headings of a page stand below it.
    pub titles_only: bool,
    /// Only for the navigation; nothing is shown here.
    pub hidden: bool,
    /// How many levels of the sections of the pages below are numbered; 0 is none.
    pub numbered: u32,
    /// Pages that hidden lists have below those listed here are shown with them.
    pub with_hidden: bool,
}

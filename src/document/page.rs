//! A parsed page and the facts about it that other pages and the checks need.

use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};

use super::{Block, Inline, Span};
use crate::diagnostic::Finding;

/// What follows from the bytes of one file and of the files that it includes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Page {
    /// What the author says about the page at its top.
    pub front_matter: FrontMatter,
    /// The first heading, if it stands before all other blocks that a reader sees; else empty.
    pub title: Vec<Inline>,
    /// The content.
    pub blocks: Vec<Block>,
    /// What [`super::Span::file`] counts in: the page first, then its includes. Paths are relative to the book's root.
    pub files: Vec<Utf8PathBuf>,
    /// Every read that the page depends on, misses too.
    pub reads: Vec<Read>,
    /// Everything that leads somewhere, in the order of [`ReferenceId`].
    pub references: Vec<Reference>,
    /// Every place that can be led to, in document order.
    pub anchors: Vec<Anchor>,
    /// What the parser found wrong.
    pub findings: Vec<Finding>,
    /// How much there is of what.
    pub counts: Counts,
}

/// A file that was asked for while a page was parsed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Read {
    /// Path relative to the book's root.
    pub file: Utf8PathBuf,
    /// Hash of its bytes; `None` where there was no such file.
    pub hash: Option<[u8; 32]>,
}

/// What an author can say about a page at its top.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FrontMatter {
    /// Overrides the first heading in navigation and browser tab.
    pub title: Option<String>,
    /// For search engines and previews.
    pub description: Option<String>,
    /// Place among the pages of the same folder; pages without one come after those with one.
    pub order: Option<i64>,
    /// Old URLs that lead here, relative to the site's root, each with its place.
    pub aliases: Vec<(String, Span)>,
    /// Not built.
    pub draft: bool,
}

/// The number of a reference in its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReferenceId(pub u32);

impl ReferenceId {
    /// The position in [`Page::references`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Something that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// How the target is to be read.
    pub kind: ReferenceKind,
    /// The target as written, entities resolved; percent escapes are still there.
    pub target: String,
    /// The bytes of the target where they can be told apart, else of the whole link.
    pub span: Span,
}

/// How a reference's target is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReferenceKind {
    /// A URL: absolute, or relative to the file that it stands in, with an optional `#anchor`.
    Url,
    /// A picture's URL.
    Image,
    /// A page by its path without extension, relative to the page or, with a leading `/`, to the source folder (role `doc`, toctree).
    Document,
    /// All pages whose path without extension matches a pattern with `*`, relative as for [`ReferenceKind::Document`].
    Documents,
    /// A label of any page (role `ref`).
    Label,
    /// A term of any glossary (role `term`).
    Term,
}

/// A place in a page that can be led to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// What stands behind `#`; unique in the page unless a finding says so.
    pub id: String,
    /// What it is.
    pub kind: AnchorKind,
    /// The title that a reference without words of its own shows.
    pub title: Vec<Inline>,
    /// The bytes.
    pub span: Span,
}

/// What an anchor is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AnchorKind {
    /// A heading of this level, the page's own title among them.
    Heading(u8),
    /// A label that any page can refer to by this name (lower case, white space folded), and where it leads: the id.
    Label(String),
    /// A glossary term that any page can refer to by this name (lower case, white space folded).
    Term(String),
    /// An `id` or `name` in raw HTML, or one that the author gave a block.
    Id,
}

/// How much there is of what in a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Counts {
    /// Mermaid fences and directives found in the source.
    pub diagrams: usize,
    /// Code blocks.
    pub code_blocks: usize,
}

//! The document model that both markup languages are parsed into.
//!
//! A [`Page`] follows from the bytes of one file and of the files that it includes, and from nothing else: no field waits for other
//! pages. What refers elsewhere is a [`Reference`] in [`Page::references`], and the node holds its number, so that a page stays
//! valid while the pages that it points at move.

mod block;
mod bodies;
mod builder;
mod contents;
mod conventions;
mod diagram;
pub mod directive;
mod dump;
pub mod footnotes;
mod inline;
mod lines;
mod markup;
mod object;
mod page;
mod slug;
mod span;
pub mod visit;

pub use block::{
    Admonition, Alignment, Attributes, Block, BlockKind, Card, Cell, CodeBlock, CodeOptions, Collapsible, Definition, Diagram,
    Extent, Figure, Heading, List, ListItem, NoteSign, Numbering, Tab, TabPlace, Table, Toctree, VersionChange, VersionNote,
};
pub use builder::{Builder, Highlight, IncludeError, NESTING_LIMIT};
pub use conventions::{Conventions, ObjectType, Passage, SectionLabels, ShortLink};
pub use dump::{dump, dump_inlines};
pub use inline::{Image, Inline, InlineKind, Length, Link, Phrase, RawHtml, bare, plain_text};
pub use lines::{LineSet, LineSetError};
pub use markup::Markup;
pub use object::{Family, ObjectKind, ObjectScope};
pub use page::{
    Anchor, AnchorKind, Comment, Counts, FrontMatter, Page, Read, Realm, Reference, ReferenceId, ReferenceKind, Words,
};
pub use slug::{fold, fold_term, slug};
pub use span::{Excerpt, FileId, Span};

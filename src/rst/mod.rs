//! reStructuredText: text in, tree out.
//!
//! [`parse`] is total. It reads lines ([`source`]) as blocks ([`block`]), and the text in them as inline markup ([`inline`]); what it makes is
//! the tree that docutils calls the document tree, before any reference is resolved ([`tree`]), with the bytes that each part was made
//! from. Problems are elements of that tree, where docutils puts them, and a list ([`Message`]).
//!
//! ```text
//! text -> lines       source     tabs, line ends and trailing white space gone, each line with its place
//! lines -> blocks     block      one module for each construct, told apart by the first line
//! text -> inlines     inline     one pass; a start-string without end is looked for once
//! calls -> elements   directive  what docutils' own directives make, one table
//! tree -> text        pseudo_xml docutils' pseudo-XML form, for comparison
//! ```
//!
//! Every step takes time in proportion to the input: what nests is cut off at a depth, and what is searched for in vain is remembered.

mod block;
mod chars;
mod directive;
mod identifier;
mod inline;
mod language;
mod message;
pub mod page;
mod pairs;
mod parser;
mod prose;
mod pseudo_xml;
mod source;
pub mod tree;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::{Excerpt, Span};

pub use language::Language;
pub use message::Message;
pub use pseudo_xml::pseudo_xml;
pub use tree::{Element, Name, NameId, Node, Severity, Tag};

/// How deep sections may be nested in each other.
const SECTION_LIMIT: usize = crate::document::NESTING_LIMIT;

/// How a text is read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of docutils, or says what the caller wants")]
pub struct Settings {
    /// The name that problems give the text.
    pub name: String,
    /// Whether inline markup may start and end within words.
    pub character_level_inline_markup: bool,
    /// How many characters a line may have.
    pub line_length_limit: usize,
    /// The language of names besides English.
    pub language: Language,
    /// Whether raw text for an output format is let through.
    pub raw_enabled: bool,
    /// Whether files may be read.
    pub file_insertion_enabled: bool,
    /// Whether directives and roles that docutils does not know are kept as calls, for the document model to give them a meaning.
    pub keep_calls: bool,
    /// Whether the tree lists every directive and role that the text calls.
    pub lists_calls: bool,
    /// Roles that are kept as calls although docutils knows roles of these names, where calls are kept at all.
    pub kept_roles: Arc<BTreeSet<String>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "<string>".to_owned(),
            character_level_inline_markup: false,
            line_length_limit: 10_000,
            language: Language::English,
            raw_enabled: true,
            file_insertion_enabled: true,
            keep_calls: false,
            lists_calls: false,
            kept_roles: Arc::default(),
        }
    }
}

/// Where the files come from that a text includes.
pub trait Files {
    /// The text of the file that `path` names in the file called `from`, its number for spans, and the name that problems give it. The error
    /// says why there is none.
    fn read(&self, from: &str, path: &str) -> Result<(Excerpt, String), String>;
}

/// No files at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _from: &str, path: &str) -> Result<(Excerpt, String), String> {
        Err(format!("[Errno 2] No such file or directory: '{path}'"))
    }
}

/// What can be called by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CallKind {
    /// A directive.
    Directive,
    /// A role.
    Role,
}

/// A directive or a role that a text calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// What it is.
    pub kind: CallKind,
    /// Its name as written.
    pub name: String,
    /// The bytes of the name.
    pub span: Span,
}

/// What a text says.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The document.
    pub root: Element,
    /// The names that elements carry, by number.
    pub names: Vec<Name>,
    /// Whatever is wrong, in the order in which it was found.
    pub messages: Vec<Message>,
    /// What it calls, in order, where [`Settings::lists_calls`] asks for it.
    pub calls: Vec<Called>,
}

/// Reads a text. Total: whatever is wrong is in the tree and its messages.
#[must_use]
pub fn parse(text: &Excerpt, settings: &Settings, files: &dyn Files) -> Tree {
    parse_with(text, settings, files, Around { roles: inline::Roles::default(), titles: true }).0
}

/// What a text is read in.
struct Around {
    /// Roles that were defined before it.
    roles: inline::Roles,
    /// Whether titles may stand in it.
    titles: bool,
}

/// What a text leaves for those after it.
struct Left {
    /// The roles, with those that it defines.
    roles: inline::Roles,
    /// Its underlines of titles, and overlines with them, by level.
    styles: Vec<TitleStyle>,
}

/// The characters above and below a title.
type TitleStyle = (Option<char>, char);

/// The same as [`parse`] for a text that stands within another.
fn parse_with(text: &Excerpt, settings: &Settings, files: &dyn Files, around: Around) -> (Tree, Left) {
    let arena = source::Arena::default();
    let (source, _) =
        arena.add(source::Source { text: source::normal(text), name: settings.name.clone(), ..source::Source::default() });
    let lines = source::lines(source, 1);
    let span = text.whole();
    let root = Element::new(Tag::Document, span).set("source", settings.name.clone());
    let Some(first) = lines.first().copied() else {
        let tree = Tree { root, names: Vec::new(), messages: Vec::new(), calls: Vec::new() };
        return (tree, Left { roles: around.roles, styles: Vec::new() });
    };
    let mut parser = parser::Parser::new(&arena, settings, files, first);
    parser.roles = around.roles;
    let mut flow = parser::Flow::new(Tag::Document);
    if let Some(long) = lines.iter().find(|line| line.text.chars().count() > settings.line_length_limit) {
        let message = format!("Line {} exceeds the line-length-limit.", long.number);
        let mut problem = parser.problem(Severity::Error, message, *long);
        problem.attributes.retain(|(name, _)| *name != "line");
        flow.push(problem);
    } else {
        parser.blocks_into(&mut parser::Cursor::new(lines, around.titles, true), &mut flow);
    }
    let left = Left { roles: std::mem::take(&mut parser.roles), styles: std::mem::take(&mut parser.styles) };
    (parser.finish(flow, root), left)
}

//! From the tree to the document model: the page that a text makes.
//!
//! The tree is that of the text alone. The bodies of directives that the document model knows are still text in it; they are parsed when their
//! turn comes, with the roles and definitions of the whole page. What a page defines for use elsewhere in it ([`definitions`]) may stand behind
//! its use, and within such a body: then the page is made twice, and the second time everything is known.

mod blocks;
mod definitions;
mod footnotes;
mod front_matter;
mod inlines;
mod lists;
mod tables;
mod targets;

use std::cell::RefCell;

use camino::Utf8Path;

use super::inline::Roles;
use super::{Files, Message, Settings, Severity, Tree};
use crate::diagnostic::Finding;
use crate::document::directive::{Language, OptionEntry};
use crate::document::{Block, BlockKind, Builder, Conventions, Excerpt, FileId, Inline, Page};
use crate::source::Sources;
use definitions::Definitions;
use targets::Label;

/// Parses the page at `path` (relative to the book's root), whose bytes are `text`. `source_folder` is the folder that root-relative
/// (`/…`) targets of directives start at; `sources` serves includes. Total: whatever the text, there is a page, with findings.
#[must_use]
pub fn page(path: &Utf8Path, text: &str, source_folder: &Utf8Path, sources: &Sources, conventions: &Conventions) -> Page {
    let builder = || Builder::new(path, text, source_folder, sources).following(conventions);
    let first = Lowering::default();
    let page = first.page(builder(), text);
    let known = first.state.into_inner();
    if !known.missed {
        return page;
    }
    let again = Lowering { state: RefCell::new(State { definitions: known.definitions.renewed(), ..State::default() }) };
    again.page(builder(), text)
}

/// A page while it is made.
#[derive(Default)]
struct Lowering {
    state: RefCell<State>,
}

/// What is known of the page so far.
#[derive(Default)]
struct State {
    /// The roles that the page defines, and the default one.
    roles: Roles,
    /// What it defines.
    definitions: Definitions,
    /// Something was asked for that was not defined when its turn came.
    missed: bool,
    /// Targets that wait for the block that they stand before.
    labels: Vec<Label>,
    /// Classes that wait for the next block.
    classes: Vec<String>,
    /// The language of code that names none.
    highlight: Option<String>,
    /// How many sections are open around what is being made.
    level: u8,
}

impl Lowering {
    fn page(&self, mut builder: Builder<'_>, text: &str) -> Page {
        let mut tree = self.parsed(&mut builder, &Excerpt::file(FileId::PAGE, text));
        let front_matter = front_matter::take(&mut tree);
        let blocks = self.lower(&mut builder, &tree);
        builder.finish(front_matter, blocks)
    }

    /// The tree of a text, whose definitions are known from now on.
    fn parsed(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Tree {
        let settings = Settings { keep_calls: true, raw_enabled: true, ..Settings::default() };
        let roles = self.state.borrow().roles.clone();
        let files = Reader(RefCell::new(builder));
        let (tree, roles) = super::parse_with(text, &settings, &files, roles);
        tree.messages.iter().filter_map(finding).for_each(|finding| builder.find(finding));
        let mut state = self.state.borrow_mut();
        state.roles = roles;
        state.definitions.collect(&tree);
        tree
    }

    fn lower(&self, builder: &mut Builder<'_>, tree: &Tree) -> Vec<Block> {
        let scope = blocks::Scope { lowering: self, names: &tree.names };
        let mut blocks = scope.blocks(builder, &tree.root.children);
        blocks.extend(scope.left_over(builder));
        blocks
    }
}

/// A problem of the parser as a finding; `None` for remarks on what is right.
fn finding(message: &Message) -> Option<Finding> {
    let words = message.text.trim_end_matches('.');
    match message.severity {
        Severity::Info => None,
        Severity::Warning => Some(Finding::warning("rst-markup", message.span, words)),
        Severity::Error | Severity::Severe => Some(Finding::error("rst-markup", message.span, words)),
    }
}

/// Files for the parser, read on behalf of the page.
struct Reader<'b, 's>(RefCell<&'b mut Builder<'s>>);

impl Files for Reader<'_, '_> {
    fn read(&self, from: &str, path: &str) -> Result<(Excerpt, String), String> {
        let mut builder = self.0.borrow_mut();
        let from = if from == Settings::default().name { FileId::PAGE } else { builder.file(Utf8Path::new(from)) };
        let path = builder.path_from(from, path);
        let source = builder.read(&path).map_err(|_| format!("there is no file `{path}`"))?;
        let text = source.text().map_err(|_| format!("`{path}` is not UTF-8"))?;
        let file = builder.file(&path);
        // The page has the name that the parser gives it, so that it does not include itself.
        let name = if file == FileId::PAGE { Settings::default().name } else { path.into_string() };
        Ok((Excerpt::file(file, text), name))
    }
}

impl Language for Lowering {
    fn blocks(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block> {
        if text.text().trim().is_empty() {
            return Vec::new();
        }
        let tree = self.parsed(builder, text);
        self.lower(builder, &tree)
    }

    fn options(&self, file: &Utf8Path, text: &str, variable: Option<&str>) -> Result<Vec<OptionEntry>, (usize, String)> {
        crate::facts::entries(file, text, variable)
    }

    fn inlines(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Inline> {
        let mut content = Vec::new();
        for block in self.blocks(builder, text) {
            if let BlockKind::Paragraph(inlines) = block.kind {
                content.extend(inlines);
            }
        }
        content
    }
}

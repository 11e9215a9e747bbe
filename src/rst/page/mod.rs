//! From the tree to the document model: the page that a text makes.
//!
//! The tree is that of the text alone. The bodies of directives that the document model knows are still text in it; they are parsed when their
//! turn comes, with the roles and definitions of the whole page. What a page defines for use elsewhere in it ([`definitions`]) may stand behind
//! its use, and within such a body: then the page is made twice, and the second time everything is known.

mod around;
mod blocks;
mod definitions;
mod footnotes;
mod front_matter;
mod inlines;
mod lists;
mod quotes;
mod signs;
mod smart;
mod tables;
mod targets;

use std::cell::RefCell;
use std::sync::Arc;

use camino::Utf8Path;

use super::inline::{Role, Roles};
use super::tree::text_of;
use super::{Around, Files, Left, Message, Settings, Severity, TitleStyle, Tree};
pub use super::{CallKind, Called};
use crate::diagnostic::Finding;
use crate::document::directive::{Language, OptionEntry};
use crate::document::{Block, BlockKind, Builder, Conventions, Excerpt, FileId, Inline, Markup, Page};
use crate::source::{SourceError, Sources};
use definitions::Definitions;
use targets::Label;

/// Parses the page at `path` (relative to the book's root), whose bytes are `text`. `source_folder` is the folder that root-relative
/// (`/…`) targets of directives start at; `sources` serves includes. Total: whatever the text, there is a page, with findings.
#[must_use]
pub fn page(path: &Utf8Path, text: &str, source_folder: &Utf8Path, sources: &Sources, conventions: &Conventions) -> Page {
    let builder = || Builder::new(path, text, source_folder, sources).following(conventions);
    let first = Lowering::new(conventions, Definitions::default());
    let page = first.page(builder(), text);
    let known = first.state.into_inner();
    if !known.missed {
        return page;
    }
    Lowering::new(conventions, known.definitions.renewed()).page(builder(), text)
}

/// Parses text that stands in a page of another language, with definitions of its own.
pub fn blocks(builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block> {
    Lowering::new(builder.conventions(), Definitions::default()).sections(builder, text)
}

/// The page, and every directive and role that its text calls, those in the bodies of directives too.
#[must_use]
pub fn called(
    path: &Utf8Path,
    text: &str,
    source_folder: &Utf8Path,
    sources: &Sources,
    conventions: &Conventions,
) -> (Page, Vec<Called>) {
    let builder = || Builder::new(path, text, source_folder, sources).following(conventions);
    let listing = |definitions| Lowering::new(conventions, definitions).listing_calls();
    let first = listing(Definitions::default());
    let page = first.page(builder(), text);
    let known = first.state.into_inner();
    if !known.missed {
        return (page, known.calls.unwrap_or_default());
    }
    let again = listing(known.definitions.renewed());
    let page = again.page(builder(), text);
    (page, again.state.into_inner().calls.unwrap_or_default())
}

/// A page while it is made.
struct Lowering {
    settings: Settings,
    /// The marks that straight quotes become, where they become any.
    marks: Option<quotes::Marks>,
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
    /// The styles of titles of the page's own text, by level.
    styles: Vec<TitleStyle>,
    /// The character before the text whose quotes come next.
    before: char,
    /// The text that comes next loses the space at its start.
    trims: bool,
    /// How many substitutions were put in.
    substituted: usize,
    /// The names of those that are being put in, the outermost first.
    within: Vec<String>,
    /// How many sections are open around what is being made.
    level: u8,
    /// What was called so far, where somebody wants to know.
    calls: Option<Vec<Called>>,
}

/// Roles of docutils in place of which Sphinx has its own, or which say more here: what a short form stands for.
const OWN_ROLES: [&str; 4] = ["pep", "rfc", "abbreviation", "acronym"];

impl Lowering {
    fn new(conventions: &Conventions, definitions: Definitions) -> Self {
        let own = OWN_ROLES.into_iter().map(str::to_owned);
        let kept_roles = conventions.short_links.keys().cloned().chain(own).collect();
        let settings = Settings { keep_calls: true, kept_roles: Arc::new(kept_roles), ..Settings::default() };
        let default = conventions.default_role.as_deref().map(|name| Role::named(name, &settings));
        let mut roles = Roles::default();
        roles.default = default;
        let marks = conventions.smart_punctuation.then(|| quotes::Marks::of(&conventions.language));
        Self { settings, marks, state: RefCell::new(State { roles, definitions, ..State::default() }) }
    }

    /// The same, remembering what is called.
    fn listing_calls(mut self) -> Self {
        self.settings.lists_calls = true;
        self.state.get_mut().calls = Some(Vec::new());
        self
    }

    fn page(&self, mut builder: Builder<'_>, text: &str) -> Page {
        let text = around::whole(&mut builder, text);
        let (mut tree, styles) = self.parsed(&mut builder, &text, true);
        self.state.borrow_mut().styles = styles;
        let front_matter = front_matter::take(&mut tree);
        let blocks = self.lower(&mut builder, &tree);
        builder.finish(front_matter, blocks)
    }

    /// The tree of a text, whose definitions are known from now on, and the styles of its titles.
    fn parsed(&self, builder: &mut Builder<'_>, text: &Excerpt, titles: bool) -> (Tree, Vec<TitleStyle>) {
        let around = Around { roles: self.state.borrow().roles.clone(), titles };
        let files = Reader(RefCell::new(builder));
        let (tree, Left { roles, styles }) = super::parse_with(text, &self.settings, &files, around);
        tree.messages.iter().filter_map(finding).for_each(|finding| builder.find(finding));
        let mut state = self.state.borrow_mut();
        state.roles = roles;
        state.definitions.collect(&tree);
        if let Some(calls) = &mut state.calls {
            calls.extend_from_slice(&tree.calls);
        }
        (tree, styles)
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
    let words = message.text.trim_end_matches('.').replace('\n', " ");
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
        let source = builder.read(&path).map_err(|reason| match reason {
            SourceError::Missing => format!("there is no file `{path}`"),
            SourceError::Outside => format!("`{path}` lies outside the book and its repository"),
            SourceError::Unreadable(reason) => format!("`{path}` cannot be read: {reason}"),
        })?;
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
        let (tree, _) = self.parsed(builder, text, false);
        self.lower(builder, &tree)
    }

    fn file(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block> {
        self.sections(builder, text)
    }

    /// A title whose style the page uses is of the same level as there.
    fn sections(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block> {
        let (tree, styles) = self.parsed(builder, text, true);
        let around = self.state.borrow().level;
        let same = |style: &TitleStyle| self.state.borrow().styles.iter().position(|known| known == style);
        if let Some(level) = styles.first().and_then(same).and_then(|level| u8::try_from(level).ok()) {
            self.state.borrow_mut().level = level;
        }
        let blocks = self.lower(builder, &tree);
        self.state.borrow_mut().level = around;
        blocks
    }

    fn foreign(&self, markup: Markup, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block> {
        match markup {
            Markup::Rst => self.sections(builder, text),
            Markup::Markdown => crate::markdown::blocks(builder, text),
        }
    }

    fn substitution(&self, name: &str) -> Option<String> {
        let found = self.state.borrow().definitions.substitution(name).map(|found| text_of(&found.nodes));
        if found.is_none() {
            self.state.borrow_mut().missed = true;
        }
        found
    }

    fn options(&self, file: &Utf8Path, text: &str, variable: Option<&str>) -> Result<Vec<OptionEntry>, (usize, String)> {
        crate::facts::entries(file, text, variable)
    }

    fn data(&self, file: &Utf8Path, text: &str) -> Result<minijinja::Value, (usize, String)> {
        crate::facts::data(file, text)
    }

    fn inlines(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Inline> {
        if text.text().trim().is_empty() {
            return Vec::new();
        }
        // Behind an escaped space, which shows nothing, nothing is the start of a list.
        let start = text.text().len() - text.text().trim_start().len();
        let mut line = Excerpt::default();
        line.push("\\ ", text.span(start..start));
        line.push_slice(text, start..text.text().len());
        let mut content = Vec::new();
        for block in self.blocks(builder, &line) {
            if let BlockKind::Paragraph(inlines) = block.kind {
                content.extend(inlines);
            }
        }
        content
    }
}

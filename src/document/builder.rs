//! The facts of a page, collected while a front end makes its nodes.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::footnotes::Footnotes;
use super::slug::{fold, slug};
use super::{
    Anchor, AnchorKind, Block, BlockKind, Comment, Conventions, FileId, FrontMatter, Inline, Markup, ObjectScope, Page, Read,
    Realm, Reference, ReferenceId, ReferenceKind, SectionLabels, Span, TabPlace, Words, plain_text,
};
use crate::diagnostic::Finding;
use crate::source::{Source, SourceError, Sources};

/// How deep blocks and inlines may nest, directives and includes among them. What lies deeper is shown as written.
pub const NESTING_LIMIT: usize = 64;

/// How many includes a page may have. Files that include each other twice would otherwise grow without bound.
const INCLUDE_LIMIT: usize = 1000;

/// Collects what the front ends find out about a page: references, anchors, findings, files, counts.
///
/// Front ends build nodes and ask the builder for whatever must be unique or numbered in the page. One builder serves a page and all that
/// it includes.
#[derive(Debug)]
pub struct Builder<'s> {
    /// What is collected so far.
    pub(super) page: Page,
    text: &'s str,
    sources: &'s Sources,
    source_folder: &'s Utf8Path,
    conventions: &'s Conventions,
    /// Every anchor in use, and where it was first given.
    taken: HashMap<String, Span>,
    /// The last number that was put behind an anchor to make it unique.
    last_number: HashMap<String, u32>,
    /// Where the lines of files start, for files that were asked about.
    line_starts: HashMap<FileId, Vec<usize>>,
    /// The files that are being included, outermost first; the page is the first.
    including: Vec<FileId>,
    includes: usize,
    /// The page's footnotes.
    pub footnotes: Footnotes,
    /// What code without a language of its own is in, and from how many lines on it is numbered.
    pub highlight: Highlight,
    /// How many containers are open around what is being parsed.
    pub depth: usize,
    /// How many lists there are of the headings of each section, by the position of its anchor, and of the whole page.
    pub(super) lists: HashMap<Option<usize>, usize>,
    /// How many formulas have numbers.
    equations: u32,
    /// Where in a program the text stands that is being parsed.
    pub scope: ObjectScope,
    /// The domain that directives and roles without one are of, where the page says so.
    pub domain: Option<String>,
    /// How many levels headings are deeper than they are written, since the file that they stand in is included so.
    pub heading_offset: u8,
}

impl<'s> Builder<'s> {
    /// A builder for the page at `path` whose bytes are `text`, with the arguments of [`crate::markdown::parse`].
    #[must_use]
    pub fn new(path: &Utf8Path, text: &'s str, source_folder: &'s Utf8Path, sources: &'s Sources) -> Self {
        Self {
            page: Page { files: vec![path.to_owned()], ..Page::default() },
            text,
            sources,
            source_folder,
            conventions: Conventions::NONE,
            taken: HashMap::new(),
            last_number: HashMap::new(),
            line_starts: HashMap::new(),
            including: vec![FileId::PAGE],
            includes: 0,
            footnotes: Footnotes::default(),
            highlight: Highlight::default(),
            depth: 0,
            lists: HashMap::new(),
            equations: 0,
            scope: ObjectScope::default(),
            domain: None,
            heading_offset: 0,
        }
    }

    /// The same for a page of a book that agrees on `conventions`.
    #[must_use]
    pub fn following(self, conventions: &'s Conventions) -> Self {
        Self { conventions, ..self }
    }

    /// The name of the page's own file, without folders.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.page.files.first().and_then(|file| file.file_name()).unwrap_or_default()
    }

    /// What the book agrees on for all its pages.
    #[must_use]
    pub fn conventions(&self) -> &'s Conventions {
        self.conventions
    }

    /// The page, once all its blocks are there.
    #[must_use]
    pub fn finish(mut self, front_matter: FrontMatter, mut blocks: Vec<Block>) -> Page {
        join_tabs(&mut blocks);
        let markup = Markup::of_page(&self.page);
        self.page.findings.append(&mut self.footnotes.findings(markup));
        self.page.title = title(&blocks).to_vec();
        self.label_sections();
        self.page.front_matter = front_matter;
        self.page.blocks = blocks;
        self.page
    }

    /// Makes titles labels of their own, where the book says so and no such label is there.
    fn label_sections(&mut self) {
        let page = match self.conventions.section_labels {
            SectionLabels::None => return,
            SectionLabels::Title => None,
            SectionLabels::Page => {
                let file = self.page.files.first().map(|file| file.strip_prefix(self.source_folder).unwrap_or(file));
                file.map(|file| file.with_extension(""))
            }
        };
        let mut known: HashSet<String> = HashSet::new();
        let mut labels = Vec::new();
        for anchor in &self.page.anchors {
            match &anchor.kind {
                AnchorKind::Label(name) => drop(known.insert(name.clone())),
                AnchorKind::Heading(_) => {
                    let words = plain_text(&anchor.title);
                    let name = fold(&page.as_ref().map_or(words.clone(), |page| format!("{page}:{words}")));
                    labels.push(Anchor { kind: AnchorKind::Label(name), ..anchor.clone() });
                }
                _ => {}
            }
        }
        labels.retain(|label| matches!(&label.kind, AnchorKind::Label(name) if known.insert(name.clone())));
        self.page.anchors.append(&mut labels);
    }

    /// Adds a problem.
    pub fn find(&mut self, finding: Finding) {
        self.page.findings.push(finding);
    }

    /// Adds a comment, without its delimiters, if it speaks to Bindery.
    pub fn comment(&mut self, text: &str, span: Span) {
        let text = text.trim();
        if text.starts_with("bindery") || text.contains("AUTOGENERATED") {
            self.page.comments.push(Comment { text: text.to_owned(), span });
        }
    }

    /// What the author tells the spelling check.
    pub fn words(&mut self) -> &mut Words {
        &mut self.page.words
    }

    /// Adds something that leads somewhere.
    pub fn refer(&mut self, kind: ReferenceKind, target: impl Into<String>, span: Span) -> ReferenceId {
        let scope = matches!(kind, ReferenceKind::Object(_)).then(|| Box::new(self.scope.clone()));
        self.page.references.push(Reference { kind, target: target.into(), span, scope, realm: Realm::default(), format: None });
        ReferenceId(self.page.references.len() as u32 - 1)
    }

    /// Adds a reference that shows a number in that form.
    pub fn refer_by_number(&mut self, target: impl Into<String>, format: Option<String>, span: Span) -> ReferenceId {
        let id = self.refer(ReferenceKind::Number, target, span);
        if let Some(reference) = self.page.references.last_mut() {
            reference.format = format;
        }
        id
    }

    /// Says whose the targets of all references from number `count` on are.
    pub fn restrict_references(&mut self, count: usize, realm: &Realm) {
        for reference in self.page.references.iter_mut().skip(count) {
            reference.realm.clone_from(realm);
        }
    }

    /// How many references there are, for [`Builder::forget_references`].
    #[must_use]
    pub fn reference_count(&self) -> usize {
        self.page.references.len()
    }

    /// Drops all references from number `count` on: links in the alternative text of a picture lead nowhere.
    pub fn forget_references(&mut self, count: usize) {
        self.page.references.truncate(count);
    }

    /// Adds a place that can be led to, under an id that the author chose. A second use of an id is a finding.
    pub fn anchor(&mut self, id: &str, kind: AnchorKind, title: impl Into<Arc<[Inline]>>, span: Span) {
        if let Some(first) = self.taken.get(id).copied() {
            let position = self.position(first);
            let file = self.page.files.get(first.file.index()).map_or("this page", |f| f.as_str());
            let place = position.map_or_else(|| file.to_owned(), |(line, column)| format!("{file}:{line}:{column}"));
            let message = format!("the anchor `{id}` is already taken in this page");
            let finding = Finding::error("duplicate-anchor", span, message)
                .label("second use")
                .help(format!("the first one is at {place}; give one of them another name"));
            self.find(finding);
        } else {
            self.taken.insert(id.to_owned(), span);
        }
        self.page.anchors.push(Anchor { id: id.to_owned(), kind, title: title.into(), span });
    }

    /// Adds a second meaning of an anchor that is already there, at the same place.
    pub fn anchor_again(&mut self, id: &str, kind: AnchorKind, title: impl Into<Arc<[Inline]>>, span: Span) {
        self.page.anchors.push(Anchor { id: id.to_owned(), kind, title: title.into(), span });
    }

    /// Adds a place that can be led to, under that id, or where it is taken under one with a number behind it, which is returned.
    pub fn anchor_unique(&mut self, id: String, kind: AnchorKind, title: impl Into<Arc<[Inline]>>, span: Span) -> String {
        let id = self.free_id(id);
        self.anchor(&id, kind, title, span);
        id
    }

    /// Adds a place that can be led to, under an id made from `words`; returns the id, which nothing else in the page has.
    pub fn anchor_from(&mut self, words: &str, kind: AnchorKind, title: impl Into<Arc<[Inline]>>, span: Span) -> String {
        let id = self.free_id(slug(words));
        self.anchor(&id, kind, title, span);
        id
    }

    /// `id` itself, or with the first number behind it that makes it unique in the page. The id is not taken by this.
    fn free_id(&mut self, id: String) -> String {
        if !self.taken.contains_key(&id) {
            return id;
        }
        let number = self.last_number.entry(id.clone()).or_default();
        loop {
            *number += 1;
            let numbered = format!("{id}-{number}");
            if !self.taken.contains_key(&numbered) {
                return numbered;
            }
        }
    }

    /// The number of the next formula that has one, from 1.
    pub fn next_equation(&mut self) -> u32 {
        self.equations += 1;
        self.equations
    }

    /// Counts a mermaid diagram.
    pub fn count_diagram(&mut self) {
        self.page.counts.diagrams += 1;
    }

    /// Counts a code block.
    pub fn count_code_block(&mut self) {
        self.page.counts.code_blocks += 1;
    }

    /// Whether nothing may nest deeper than what is being parsed.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.depth >= NESTING_LIMIT
    }

    /// Runs `parse` one level deeper.
    pub fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    /// Adds the finding that something nests too deep.
    pub fn too_deep(&mut self, span: Span) {
        let message = format!("this is nested more than {NESTING_LIMIT} levels deep and is shown as written");
        self.find(Finding::error("nested-too-deep", span, message).help("split it, or move the inner part to the top level"));
    }

    /// The path that `target` means when it is written in `file`: relative to that file, or to the source folder with a leading `/`.
    #[must_use]
    pub fn path_from(&self, file: FileId, target: &str) -> Utf8PathBuf {
        if let Some(target) = target.strip_prefix('/') {
            return crate::source::join(self.source_folder, target.into());
        }
        let folder = self.page.files.get(file.index()).and_then(|f| f.parent()).unwrap_or(Utf8Path::new(""));
        crate::source::join(folder, target.into())
    }

    /// Reads a file for the page. The read is recorded, whether or not it succeeds.
    pub fn read(&mut self, path: &Utf8Path) -> Result<Arc<Source>, SourceError> {
        let source = self.sources.get(path);
        let read = Read { file: path.to_owned(), hash: source.as_ref().ok().map(|s| s.hash) };
        if !self.page.reads.contains(&read) {
            self.page.reads.push(read);
        }
        source
    }

    /// The number of the file at `path` in this page.
    pub fn file(&mut self, path: &Utf8Path) -> FileId {
        let known = self.page.files.iter().position(|f| f == path);
        let index = known.unwrap_or_else(|| {
            self.page.files.push(path.to_owned());
            self.page.files.len() - 1
        });
        FileId(index as u32)
    }

    /// Runs `parse` on behalf of `file`, which is included. An error says why that cannot be.
    pub fn include<T>(&mut self, file: FileId, parse: impl FnOnce(&mut Self) -> T) -> Result<T, IncludeError> {
        if let Some(from) = self.including.iter().position(|f| *f == file) {
            let files = self.including.get(from..).unwrap_or_default().iter().chain([&file]);
            let circle = files.filter_map(|f| self.page.files.get(f.index()).cloned()).collect();
            return Err(IncludeError::Circle(circle));
        }
        if self.includes >= INCLUDE_LIMIT {
            return Err(IncludeError::TooMany(INCLUDE_LIMIT));
        }
        self.includes += 1;
        self.including.push(file);
        let parsed = parse(self);
        self.including.pop();
        Ok(parsed)
    }

    /// What stands in the file at these bytes.
    #[must_use]
    pub fn written(&self, span: Span) -> Option<String> {
        let range = span.start as usize..span.end as usize;
        if span.file == FileId::PAGE {
            return self.text.get(range).map(str::to_owned);
        }
        let source = self.sources.get(self.page.files.get(span.file.index())?).ok()?;
        source.text().ok()?.get(range).map(str::to_owned)
    }

    /// Line and column, counted from 1 in characters, of the start of `span`.
    fn position(&mut self, span: Span) -> Option<(usize, usize)> {
        let included = self.page.files.get(span.file.index()).and_then(|file| self.sources.get(file).ok());
        let text = match &included {
            Some(source) if span.file != FileId::PAGE => source.text().ok()?,
            _ => self.text,
        };
        let start = span.start as usize;
        let starts =
            self.line_starts.entry(span.file).or_insert_with(|| text.match_indices('\n').map(|(at, _)| at + 1).collect());
        let line = starts.partition_point(|at| *at <= start);
        let line_start = line.checked_sub(1).and_then(|index| starts.get(index)).copied().unwrap_or(0);
        Some((line + 1, text.get(line_start..start)?.chars().count() + 1))
    }
}

/// What the directive `highlight` says of the code below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlight {
    /// The language, and where it is named.
    pub language: Option<(String, Span)>,
    /// Blocks of at least that many lines are numbered.
    pub numbered_from: Option<u32>,
}

/// Why a file cannot be included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncludeError {
    /// It is included by itself: the files from it to itself.
    Circle(Vec<Utf8PathBuf>),
    /// The page already includes that many files.
    TooMany(usize),
}

/// Puts tabs that go on with the ones right before them into one set.
fn join_tabs(blocks: &mut Vec<Block>) {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks.drain(..) {
        block.bodies_mut().into_iter().for_each(join_tabs);
        match (&mut block.kind, joined.last_mut()) {
            (BlockKind::Tabs(tabs), Some(Block { kind: BlockKind::Tabs(before), span }))
                if tabs.first().is_some_and(|tab| tab.place == TabPlace::Loose)
                    && before.first().is_some_and(|tab| tab.place != TabPlace::InSet) =>
            {
                before.append(tabs);
                span.end = span.end.max(block.span.end);
            }
            _ => joined.push(block),
        }
    }
    for block in &mut joined {
        if let BlockKind::Tabs(tabs) = &mut block.kind {
            for tab in tabs {
                tab.place = TabPlace::InSet;
            }
        }
    }
    *blocks = joined;
}

/// The content of the first heading, if it stands before all other blocks that a reader sees.
fn title(blocks: &[Block]) -> &[Inline] {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => return &heading.content,
            BlockKind::RawHtml(raw) if raw.html.trim_start().starts_with("<!--") => {}
            BlockKind::Toctree(toctree) if toctree.hidden => {}
            BlockKind::Footnote { .. } => {}
            BlockKind::Container { body, .. } if body.is_empty() => {}
            _ => break,
        }
    }
    &[]
}

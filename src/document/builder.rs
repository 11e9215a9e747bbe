//! The facts of a page, collected while a front end makes its nodes.

use std::collections::HashMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::footnotes::Footnotes;
use super::slug::slug;
use super::{
    Anchor, AnchorKind, Block, BlockKind, FileId, FrontMatter, Inline, Page, Read, Reference, ReferenceId, ReferenceKind, Span,
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
    page: Page,
    text: &'s str,
    sources: &'s Sources,
    source_folder: &'s Utf8Path,
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
    /// How many containers are open around what is being parsed.
    pub depth: usize,
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
            taken: HashMap::new(),
            last_number: HashMap::new(),
            line_starts: HashMap::new(),
            including: vec![FileId::PAGE],
            includes: 0,
            footnotes: Footnotes::default(),
            depth: 0,
        }
    }

    /// The page, once all its blocks are there.
    #[must_use]
    pub fn finish(mut self, front_matter: FrontMatter, blocks: Vec<Block>) -> Page {
        self.page.findings.append(&mut self.footnotes.findings());
        self.page.title = title(&blocks).to_vec();
        self.page.front_matter = front_matter;
        self.page.blocks = blocks;
        self.page
    }

    /// Adds a problem.
    pub fn find(&mut self, finding: Finding) {
        self.page.findings.push(finding);
    }

    /// Adds something that leads somewhere.
    pub fn refer(&mut self, kind: ReferenceKind, target: impl Into<String>, span: Span) -> ReferenceId {
        self.page.references.push(Reference { kind, target: target.into(), span });
        ReferenceId(self.page.references.len() as u32 - 1)
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
    pub fn anchor(&mut self, id: &str, kind: AnchorKind, title: Vec<Inline>, span: Span) {
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
        self.page.anchors.push(Anchor { id: id.to_owned(), kind, title, span });
    }

    /// Adds a second meaning of an anchor that is already there, at the same place.
    pub fn anchor_again(&mut self, id: &str, kind: AnchorKind, title: Vec<Inline>, span: Span) {
        self.page.anchors.push(Anchor { id: id.to_owned(), kind, title, span });
    }

    /// Adds a place that can be led to, under an id made from `words`; returns the id, which nothing else in the page has.
    pub fn anchor_from(&mut self, words: &str, kind: AnchorKind, title: Vec<Inline>, span: Span) -> String {
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

/// Why a file cannot be included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncludeError {
    /// It is included by itself: the files from it to itself.
    Circle(Vec<Utf8PathBuf>),
    /// The page already includes that many files.
    TooMany(usize),
}

/// The content of the first heading, if it stands before all other blocks that a reader sees.
fn title(blocks: &[Block]) -> &[Inline] {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => return &heading.content,
            BlockKind::RawHtml(raw) if raw.html.trim_start().starts_with("<!--") => {}
            BlockKind::Toctree(toctree) if toctree.hidden => {}
            BlockKind::Footnote { .. } => {}
            _ => break,
        }
    }
    &[]
}

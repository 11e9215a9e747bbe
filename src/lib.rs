//! Bindery turns a folder of Markdown and reStructuredText into a documentation site.
//!
//! One straight line, one type per stage:
//!
//! ```text
//! disk           -> Sources                       source      the only reader of the user's files
//! Sources        -> Config, Facts, Book           config, facts, book
//! Source         -> Page                          markdown/rst pure, parallel, memoised
//! [Page]         -> Site                          site        pure fold, done anew each time
//! Page, Site     -> Links                         site        every reference to a URL or a reason why not
//! all of these   -> Edition                       edition     the book at one moment, of which any file can be made
//! Page, Links    -> [Diagnostic]                  lints       every check that looks at the whole book
//! Page, Links    -> Body                          render      pure, parallel, memoised; code and diagrams have a memo of their own
//! [Page]         -> Index                         search      pages pure, parallel, memoised; the fold done anew each time
//! Body, Chrome   -> the page's HTML               render      tera templates
//! all            -> Output {files, diagnostics}
//! Output         -> disk                          output      the only writer
//! ```
//!
//! [`Engine::compile`] is total: whatever is wrong in the user's files is a [`Diagnostic`], collected and sorted. `build` and
//! `check` are thin callers of it; [`serve`] holds an [`Edition`] and makes what is asked for. Several versions of a book, or several books,
//! become one site in [`volumes`].

pub mod book;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod edition;
pub mod facts;
pub mod history;
pub mod import;
pub mod inventory;
pub mod lints;
pub mod markdown;
pub mod memo;
pub mod mend;
pub mod nearest;
pub mod nesting;
pub mod output;
pub mod progress;
pub mod render;
pub mod report;
pub mod rst;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
pub mod summary;
pub mod versions;
pub mod volumes;
#[cfg(feature = "external-links")]
pub mod web;
pub mod workspace;

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use diagnostic::Diagnostic;
use document::Page;
use edition::{Company, Edition, Examined, Look, Scope, Setting};
use history::History;
use memo::{Memo, Memory};
use output::Files;
use progress::Progress;
use render::Leaves;
use render::html::Body;
use report::summary::Counts;
use site::{PageId, SitePage};
use source::Sources;
use volumes::Place;

/// What a compilation starts from.
pub struct Input<'a> {
    /// The book's files, seen from its root folder.
    pub sources: &'a Sources,
    /// The folder, relative to the root, that the site is written to; overrides the book's own setting.
    pub out: Option<&'a Utf8Path>,
    /// What to check beyond what the stages find on their way; `None` for nothing.
    pub checks: Option<&'a lints::Wanted>,
    /// What the work is for.
    pub goal: Goal,
    /// Told how far the work is.
    pub progress: &'a dyn Progress,
    /// Knows when the files last changed; asked only where pages are made that say so.
    pub history: &'a dyn History,
}

/// What a compilation is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// The site, and what is wrong.
    #[default]
    Site,
    /// Only what is wrong, the same as for the site: no code is coloured, no file copied, and only the first page put into its template,
    /// which shows whether the templates work. What the output holds as the site is not one.
    Findings,
}

/// What a compilation makes.
#[derive(Debug, Default)]
pub struct Output {
    /// The site.
    pub site: Files,
    /// Everything that is wrong, in the order in which it is shown.
    pub diagnostics: Vec<Diagnostic>,
    /// How much of what was there.
    pub counts: Counts,
    /// The pages that were read, relative to the root, in the order of their addresses.
    pub pages: Vec<Utf8PathBuf>,
    /// The folder, relative to the root, that the site belongs in.
    pub out: Utf8PathBuf,
    /// The URLs of other sites that the pages lead to, where checks were asked for.
    pub external_urls: BTreeSet<String>,
}

/// Compiles books, and remembers what it can use again.
pub struct Engine {
    pages: Memo<Page>,
    bodies: Memo<Body>,
    leaves: Arc<Leaves>,
    memory: Arc<Memory>,
    texts: Arc<Memo<search::Page>>,
    /// Where the book that is read is among others, if there are any.
    place: Option<Place>,
}

impl Engine {
    /// An engine that takes coloured code and drawn diagrams from `leaves`, and puts them there.
    #[must_use]
    pub fn new(leaves: Leaves) -> Self {
        Self {
            pages: Memo::default(),
            bodies: Memo::default(),
            leaves: Arc::new(leaves),
            memory: Arc::default(),
            texts: Arc::default(),
            place: None,
        }
    }

    /// The same engine for a book that is one of a workspace, if it is.
    #[must_use]
    pub fn at(self, place: Option<Place>) -> Self {
        Self { place, ..self }
    }

    /// Compiles the book. Total: whatever is wrong is in the output's diagnostics, and what can be made is made.
    pub fn compile(&mut self, input: &Input<'_>) -> Output {
        let edition = match self.read(input, None, Scope::Everything) {
            Ok(edition) => edition.with_history(input),
            Err(problems) => return Output::unread(problems),
        };
        let output = self.finish(input, &edition);
        self.pages.sweep();
        self.bodies.sweep();
        output
    }

    /// Makes all files of the edition.
    fn finish(&self, input: &Input<'_>, edition: &Edition) -> Output {
        let mut output = Output::default();
        output.out.clone_from(&edition.out);
        output.site.keep_all = edition.book.pages.is_empty();
        output.site.kept.clone_from(&edition.unread);

        input.progress.stage("Rendering", edition.site.pages.len());
        let bodies = self.bodies(input, edition);
        match &edition.look {
            Ok(look) => output.make(input, edition, look, &bodies),
            Err(diagnostic) => {
                output.diagnostics.push(diagnostic.clone());
                output.site.keep_all = true;
            }
        }

        let Examined { diagnostics, counts, pages, external_urls } =
            edition.examine(input.checks, &bodies, std::mem::take(&mut output.diagnostics));
        Output { diagnostics, counts, pages, external_urls, ..output }
    }

    /// Reads the book up to where each of its files can be made. `before` is the edition before this one, if there was one. The error is what
    /// keeps the book from being read at all.
    pub fn read(&self, input: &Input<'_>, before: Option<&Edition>, scope: Scope<'_>) -> Result<Edition, Vec<Diagnostic>> {
        match &self.place {
            Some(place) => {
                let edition = self.read_in(input, before, scope, Company::Workspace(place.member()))?;
                Ok(place.knows(edition))
            }
            None => self.read_in(input, before, scope, Company::Alone),
        }
    }

    fn read_in(
        &self,
        input: &Input<'_>,
        before: Option<&Edition>,
        scope: Scope<'_>,
        company: Company<'_>,
    ) -> Result<Edition, Vec<Diagnostic>> {
        let Input { sources, out, checks, progress, .. } = *input;
        let Self { pages, leaves, memory, texts, .. } = self;
        Edition::load(&Setting { sources, out, checks, pages, leaves, memory, texts, before, scope, company, progress })
    }

    fn bodies(&self, input: &Input<'_>, edition: &Edition) -> Vec<Arc<Body>> {
        let step = || input.progress.step();
        if input.goal == Goal::Findings {
            return edition.findings_of_bodies(&step);
        }
        let one = |(number, page): (usize, &Arc<SitePage>)| {
            let id = PageId(number as u32);
            let key = memo::key(&(page.parsed.key, &edition.links(id).destinations));
            let body = self.bodies.get_or(key, || edition.body(id, page));
            step();
            body
        };
        edition.site.pages.par_iter().enumerate().map(one).collect()
    }

    /// Drops what was not used since the last sweep, or compilation.
    pub fn sweep(&self) {
        self.pages.sweep();
        self.bodies.sweep();
        self.leaves.sweep();
    }

    /// What is remembered of code and diagrams.
    #[must_use]
    pub fn leaves(&self) -> &Leaves {
        &self.leaves
    }

    /// Writes what may be used by the next process. The error says why it could not be written; the site is none the worse.
    pub fn save(&self) -> Result<(), String> {
        self.leaves.save().map_err(|e| e.to_string())
    }
}

impl Edition {
    /// The same edition with what is known of when its pages changed, where the site says so.
    fn with_history(self, input: &Input<'_>) -> Self {
        if input.goal != Goal::Site || !self.config.html.last_updated {
            return self;
        }
        let changes = input.history.last_changes(&self.files_of_pages());
        self.with_changes(changes.into())
    }
}

impl Output {
    /// What comes of a book that cannot be read: its site stays as it was.
    fn unread(problems: Vec<Diagnostic>) -> Self {
        let site = Files { keep_all: true, ..Files::default() };
        Self { site, diagnostics: problems, ..Self::default() }
    }

    /// Makes the files of the site; for [`Goal::Findings`] only the first page, and of the others that they are there.
    fn make(&mut self, input: &Input<'_>, edition: &Edition, look: &Look, bodies: &[Arc<Body>]) {
        let (made, taken) = edition.files(look, bodies, input.goal == Goal::Findings);
        self.diagnostics.extend(taken.into_iter().map(|file| {
            Diagnostic::error("duplicate-url", &file, 0..0, format!("`{file}` and a generated file have the same URL"))
                .help("rename the file; the generated one is kept")
        }));
        for (url, file) in made {
            match file {
                Ok(bytes) => drop(self.site.files.insert(url, bytes)),
                Err(diagnostic) => {
                    self.site.kept.insert(url);
                    self.diagnostics.push(diagnostic);
                }
            }
        }
    }
}

//! Bindery turns a folder of Markdown into a documentation site.
//!
//! One straight line, one type per stage:
//!
//! ```text
//! disk           -> Sources                       source      the only reader of the user's files
//! Sources        -> Config, Facts, Book           config, facts, book
//! Source         -> Page                          markdown    pure, parallel, memoised
//! [Page]         -> Site                          site        pure fold, done anew each time
//! Page, Site     -> Links                         site        every reference to a URL or a reason why not
//! Page, Links    -> [Diagnostic]                  lints       every check that looks at the whole book
//! Page, Links    -> Body                          render      pure, parallel, memoised; code and diagrams have a memo of their own
//! Body, Chrome   -> the page's HTML               render      tera templates
//! all            -> Output {files, diagnostics}
//! Output         -> disk                          output      the only writer
//! ```
//!
//! [`Engine::compile`] is total: whatever is wrong in the user's files is a [`Diagnostic`], collected and sorted. `build`, and later
//! `check` and `serve`, are thin callers of it.

pub mod book;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod facts;
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
pub mod site;
pub mod source;
pub mod summary;
#[cfg(feature = "external-links")]
pub mod web;

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use book::Book;
use config::Config;
use diagnostic::Diagnostic;
use document::Page;
use facts::Facts;
use lints::Subject;
use memo::Memo;
use output::Files;
use progress::Progress;
use render::html::Body;
use render::navigation::Navigation;
use render::page::{Chrome, redirect, sitemap};
use render::template::Templates;
use render::theme::Theme;
use render::{Leaves, Uncoloured};
use report::summary::Counts;
use site::{Includes, Links, Parsed, RedirectTo, Site};
use source::Sources;

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
    leaves: Leaves,
}

impl Engine {
    /// An engine that takes coloured code and drawn diagrams from `leaves`, and puts them there.
    #[must_use]
    pub fn new(leaves: Leaves) -> Self {
        Self { pages: Memo::default(), bodies: Memo::default(), leaves }
    }

    /// Compiles the book. Total: whatever is wrong is in the output's diagnostics, and what can be made is made.
    pub fn compile(&mut self, input: &Input<'_>) -> Output {
        let Input { sources, progress, .. } = *input;
        let mut output = Output::default();
        let wanted = input.checks.map(|checks| &checks.lints);
        let Some(mut config) = read_config(sources, &mut output.diagnostics) else {
            output.site.keep_all = true;
            return output;
        };
        lints::ask_for(&mut config, input.checks.map_or(&[], |checks| &checks.named));
        output.out = input.out.unwrap_or(&config.build.output).to_owned();

        let (facts, problems) = input.checks.map(|_| Facts::load(sources, &config)).unwrap_or_default();
        output.diagnostics.extend(problems);
        let (book, problems) = book::find(sources, &config, &output.out);
        output.diagnostics.extend(problems);
        if book.pages.is_empty() {
            output.diagnostics.push(empty_book(sources, &config, &book));
            output.site.keep_all = true;
        }

        progress.stage("Reading", book.pages.len());
        let parsed = self.parse(input, &config, &book, &mut output);

        let (mut site, problems) = Site::fold(parsed, book.assets.clone(), &config.html.redirects);
        output.diagnostics.extend(problems);
        site.outline = outline(&site, &config, &book, &mut output.diagnostics);

        let links: Vec<Links> = site
            .numbered()
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(id, _)| site::resolve(&site, sources, &config.book.source, id))
            .collect();

        progress.stage("Rendering", site.pages.len());
        let bodies = self.bodies(input, &site, &links);
        output.collect(&Includes::new(sources, &config.book.source), &site, &links, &bodies);

        let subject = input.checks.map(|checks| Subject {
            sources,
            config: &config,
            facts: &facts,
            book: &book,
            site: &site,
            links: &links,
            bodies: &bodies,
            now: checks.now,
            answers: checks.answers.as_ref(),
        });
        if let Some((subject, selection)) = subject.as_ref().zip(wanted) {
            let report = lints::run(subject, selection);
            output.diagnostics.extend(report.diagnostics);
            output.counts.checked = report.checked;
            output.external_urls = lints::external::urls(&site);
        }

        Self::pages(input, &config, &site, &bodies, &mut output);
        output.copy_assets(input, &config, &site);

        self.pages.sweep();
        self.bodies.sweep();
        lints::judge(&mut output.diagnostics, &config, Some(&site), wanted);
        let changed = input.checks.and_then(|checks| checks.changed.as_ref());
        if let Some((subject, changed)) = subject.as_ref().zip(changed) {
            let concerned = lints::narrow(&mut output.diagnostics, subject, changed);
            output.pages.retain(|page| concerned.contains(page));
            output.counts.concerned = Some(concerned.len());
        }
        diagnostic::sort(&mut output.diagnostics);
        output
    }

    /// Parses every page, or takes it from the memo when all that it read is unchanged.
    fn parse(&self, input: &Input<'_>, config: &Config, book: &Book, output: &mut Output) -> Vec<Parsed> {
        let options = markdown::Options { smart_punctuation: config.markdown.smart_punctuation, extensions: true };
        let parse = |source: &Utf8PathBuf| -> Result<Parsed, Diagnostic> {
            let file = config.book.source.join(source);
            let bytes = input.sources.get(&file).map_err(|e| unreadable(&file, &e))?;
            let text = bytes.text().map_err(|at| book::not_utf8(&file, at))?;
            let key = memo::key(&(&file, &bytes.hash, options));
            let holds = |page: &Page| page.reads.iter().all(|read| hash_now(input.sources, &read.file) == read.hash);
            let page = self.pages.get_if(&key, holds).unwrap_or_else(|| {
                self.pages.insert(key, markdown::parse(&file, text, &config.book.source, input.sources, options))
            });
            input.progress.step();
            let key = memo::key(&(key, &page.reads));
            Ok(Parsed { file, source: source.clone(), page, key })
        };
        let results: Vec<_> = book.pages.par_iter().map(parse).collect();
        let mut parsed = Vec::with_capacity(results.len());
        for (source, result) in book.pages.iter().zip(results) {
            match result {
                Ok(page) => parsed.push(page),
                Err(diagnostic) => {
                    output.site.kept.insert(site::route::page_url(source));
                    output.diagnostics.push(diagnostic);
                }
            }
        }
        parsed
    }

    fn bodies(&self, input: &Input<'_>, site: &Site, links: &[Links]) -> Vec<Arc<Body>> {
        site.pages
            .par_iter()
            .zip(links)
            .map(|(page, links)| {
                if input.goal == Goal::Findings {
                    let leaves = Uncoloured(&self.leaves);
                    let options = render::html::Options::default();
                    let body = render::html::render(&page.parsed.page, &links.destinations, &leaves, options);
                    input.progress.step();
                    return Arc::new(Body { html: String::new(), ..body });
                }
                let key = memo::key(&(page.parsed.key, &links.destinations));
                let body = self.bodies.get_or(key, || {
                    render::html::render(&page.parsed.page, &links.destinations, &self.leaves, render::html::Options::default())
                });
                input.progress.step();
                body
            })
            .collect()
    }

    /// Puts the bodies into their templates, and makes the files that only the whole book can give.
    fn pages(input: &Input<'_>, config: &Config, site: &Site, bodies: &[Arc<Body>], output: &mut Output) {
        let (theme, problems) = Theme::load(input.sources, &config.theme.name, &config.html.stylesheets);
        output.diagnostics.extend(problems);
        let compiled = Templates::compile(theme.templates.clone())
            .and_then(|templates| Ok((Navigation::render(site, &templates, &config.html.site_url.path)?, templates)));
        let (navigation, templates) = match compiled {
            Ok(both) => both,
            Err(diagnostic) => {
                output.diagnostics.push(diagnostic);
                output.site.keep_all = true;
                return;
            }
        };
        let chrome = Chrome { config, site, theme: &theme, templates: &templates, navigation: &navigation };
        let needed = if input.goal == Goal::Site { site.pages.len() } else { 1 };
        output.site.files.extend(site.pages.iter().skip(needed).map(|page| (page.url.clone(), Arc::from([]))));
        let pages: Vec<_> = site
            .numbered()
            .take(needed)
            .collect::<Vec<_>>()
            .into_par_iter()
            .zip(bodies)
            .map(|((id, page), body)| (page.url.clone(), chrome.page(id, page, body)))
            .collect();
        for (url, html) in pages {
            output.add(url, html);
        }
        if site.by_url("404.html".into()).is_none() {
            output.add("404.html".into(), chrome.not_found());
        }
        for (file, target) in &site.redirects {
            output.add(file.clone(), redirect(&templates, site, file, target));
        }
        if let Some(home) = site.home().filter(|_| site.by_url("index.html".into()).is_none()) {
            let file = Utf8Path::new("index.html");
            output.add(file.to_owned(), redirect(&templates, site, file, &RedirectTo::Page(home)));
        }
        let order = site.outline.reading_order.iter().filter_map(|id| site.page(*id));
        let absolute: Option<Vec<String>> = order.map(|page| render::page::absolute(config, page)).collect();
        if let Some(urls) = absolute {
            output.add("sitemap.xml".into(), sitemap(&templates, &urls));
        }
        output.site.files.extend(theme.files.into_iter().map(|(path, bytes)| (path, Arc::from(bytes))));
        // GitHub Pages leaves out folders that start with `_` unless this file is there.
        output.site.files.insert(".nojekyll".into(), Arc::from(Vec::new()));
    }

    /// Writes what may be used by the next process. The error says why it could not be written; the site is none the worse.
    pub fn save(&self) -> Result<(), String> {
        self.leaves.save().map_err(|e| e.to_string())
    }
}

impl Output {
    /// Takes over what the pages, their references and their bodies have to say.
    fn collect(&mut self, includes: &Includes<'_>, site: &Site, links: &[Links], bodies: &[Arc<Body>]) {
        self.counts.pages = site.pages.len();
        self.pages = site.pages.iter().map(|page| page.parsed.file.clone()).collect();
        for ((page, links), body) in site.pages.iter().zip(links).zip(bodies) {
            let parsed = &page.parsed.page;
            self.counts.diagrams += body.diagrams_drawn;
            self.counts.code_blocks += parsed.counts.code_blocks;
            self.counts.internal_links += links.internal;
            let findings = parsed.findings.iter().chain(&links.findings).chain(&body.findings);
            self.diagnostics.extend(findings.map(|finding| includes.explain(finding, &parsed.files).place(&parsed.files)));
            let failed = body.findings.iter().filter(|f| f.code == render::DIAGRAM_ERROR).count();
            if body.diagrams_drawn + failed != parsed.counts.diagrams {
                self.diagnostics.push(lost_diagram(&page.parsed.file, parsed.counts.diagrams, body.diagrams_drawn, failed));
            }
        }
    }

    /// Adds a file, or what is wrong with it; then the last good one stays.
    fn add(&mut self, path: Utf8PathBuf, html: Result<String, Diagnostic>) {
        match html {
            Ok(html) => {
                self.site.files.insert(path, Arc::from(html.into_bytes()));
            }
            Err(diagnostic) => {
                self.site.kept.insert(path);
                self.diagnostics.push(diagnostic);
            }
        }
    }

    fn copy_assets(&mut self, input: &Input<'_>, config: &Config, site: &Site) {
        for asset in &site.assets {
            let file = config.book.source.join(asset);
            let bytes = match input.goal {
                Goal::Site => input.sources.get(&file).map(|source| Arc::from(source.bytes.as_slice())),
                Goal::Findings => Ok(Arc::from([])),
            };
            match bytes {
                Ok(_) if self.site.files.contains_key(asset) => self.diagnostics.push(
                    Diagnostic::error("duplicate-url", &file, 0..0, format!("`{file}` and a generated file have the same URL"))
                        .help("rename the file; the generated one is kept"),
                ),
                Ok(bytes) => {
                    self.site.files.insert(asset.clone(), bytes);
                }
                Err(e) => {
                    self.site.kept.insert(asset.clone());
                    self.diagnostics.push(unreadable(&file, &e));
                }
            }
        }
    }
}

/// The settings; `None` where they cannot be read at all, so that a build from defaults would replace a good site by another one.
fn read_config(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Config> {
    let file = Utf8Path::new("book.toml");
    let source = sources.get(file).map_err(|e| diagnostics.push(unreadable(file, &e))).ok()?;
    let text = source.text().map_err(|at| diagnostics.push(book::not_utf8(file, at))).ok()?;
    let (config, problems) = Config::parse(file, text);
    let broken = problems.iter().any(|p| p.code == "config-syntax");
    diagnostics.extend(problems);
    (!broken).then_some(config)
}

fn outline(site: &Site, config: &Config, book: &Book, diagnostics: &mut Vec<Diagnostic>) -> site::Outline {
    let Some(summary) = &book.summary else { return site::from_folders(site) };
    let file = config.book.source.join(book::SUMMARY);
    let (outline, problems) = site::from_summary(site, &file, &config.book.source, summary, config.html.section_numbers);
    diagnostics.extend(problems);
    let included: std::collections::BTreeSet<&Utf8Path> =
        site.pages.iter().flat_map(|p| &p.parsed.page.files).map(Utf8PathBuf::as_path).collect();
    for page in &book.unlisted {
        let path = config.book.source.join(page);
        if !included.contains(path.as_path()) {
            diagnostics.push(
                Diagnostic::warning("unlisted-page", &path, 0..0, format!("`{page}` is not in `{file}`, so it is not built"))
                    .help("list it, delete it, or give it a name that starts with `_` if other pages include it"),
            );
        }
    }
    outline
}

fn hash_now(sources: &Sources, file: &Utf8Path) -> Option<[u8; 32]> {
    sources.get(file).ok().map(|source| source.hash)
}

fn unreadable(file: &Utf8Path, error: &source::SourceError) -> Diagnostic {
    let reason = match error {
        source::SourceError::Missing => "there is no such file".to_owned(),
        source::SourceError::Outside => "it lies outside the book and its repository".to_owned(),
        source::SourceError::Unreadable(reason) => reason.clone(),
    };
    Diagnostic::error("unreadable", file, 0..0, format!("`{file}` cannot be read: {reason}"))
}

fn empty_book(sources: &Sources, config: &Config, book: &Book) -> Diagnostic {
    if !book.unlisted.is_empty() {
        let file = config.book.source.join(book::SUMMARY);
        return Diagnostic::error("empty-book", &file, 0..0, format!("`{file}` lists no page that exists"))
            .help("list the pages, or delete the file: without it the folders give the order");
    }
    let place = config::value_place(sources, "book.src");
    let first = config.book.source.join("index.md");
    Diagnostic::error("empty-book", "book.toml", place, format!("there is no page in `{}`", config.book.source))
        .help(format!("write `{first}`, or set `src` under `[book]` to the folder that holds the pages"))
}

fn lost_diagram(file: &Utf8Path, found: usize, drawn: usize, failed: usize) -> Diagnostic {
    let message = format!("{found} diagrams were found, {drawn} drawn and {failed} reported: one was lost");
    Diagnostic::error("lost-diagram", file, 0..0, message).help("this is a fault of Bindery; please report it with the page")
}

//! From the book's files to an edition: settings, facts, files, pages, their places.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::{Company, Edition, Look, machine};
use crate::book::{self, Book};
use crate::config::{self, Config, Copied};
use crate::diagnostic::Diagnostic;
use crate::document::{Markup, Page};
use crate::facts::Facts;
use crate::inventory::Shelf;
use crate::lints::{self, Wanted};
use crate::memo::{self, Memo, Memory};
use crate::progress::Progress;
use crate::render::Leaves;
use crate::search;
use crate::site::{self, PageId, Parsed, Site, route};
use crate::source::{SourceError, Sources};
use crate::{markdown, rst};

/// What an edition is made from.
pub struct Setting<'a> {
    /// The book's files.
    pub sources: &'a Sources,
    /// The folder, relative to the root, that the site belongs in; overrides the book's own setting.
    pub out: Option<&'a Utf8Path>,
    /// What is to be checked later; `None` for nothing.
    pub checks: Option<&'a Wanted>,
    /// Parsed pages that may be used again.
    pub pages: &'a Memo<Page>,
    /// Coloured code and drawn diagrams.
    pub leaves: &'a Arc<Leaves>,
    /// What earlier checks found out.
    pub memory: &'a Arc<Memory>,
    /// Pages as the search sees them, that may be used again.
    pub texts: &'a Arc<Memo<search::Page>>,
    /// The edition before this one: a page that cannot be read stays as it was there.
    pub before: Option<&'a Edition>,
    /// How much of the book to read.
    pub scope: Scope<'a>,
    /// What else gives it settings.
    pub company: Company<'a>,
    /// Told how far the work is.
    pub progress: &'a dyn Progress,
}

/// How much of the book to read.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'a> {
    /// All of it.
    Everything,
    /// The page at this address and those that it leads to; of the others only that they are there. Their titles are those of the table of
    /// contents or of their files, and nothing is known of their anchors.
    Around(&'a Utf8Path),
}

impl Edition {
    /// Reads the book. The error is what keeps it from being read at all: settings without which it would become another book.
    pub fn load(setting: &Setting<'_>) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let Setting { sources, .. } = *setting;
        let Some(mut config) = read_config(sources, setting.company, &mut problems) else { return Err(problems) };
        let whole = match setting.company {
            Company::Versions(dress) => {
                dress.put_on(&mut config);
                None
            }
            Company::Workspace(member) => member.whole(),
            Company::Alone => None,
        };
        lints::ask_for(&mut config, setting.checks.map_or(&[], |checks| &checks.named));
        let out = setting.out.unwrap_or(&config.build.output).to_owned();
        let (facts, found) = setting.checks.map(|_| Facts::load(sources, &config, setting.memory)).unwrap_or_default();
        problems.extend(found);
        let (book, found) = book::find(sources, &config, &out);
        problems.extend(found);
        if book.pages.is_empty() {
            problems.push(empty_book(sources, &config, &book));
        }
        problems.extend(lost_not_found(sources, &config, &book));

        setting.progress.stage("Reading", book.pages.len());
        let Read { parsed, unread } = read(setting, &config, &book, &mut problems);
        let (mut site, found) = Site::fold(parsed, book.assets.clone(), &config.html.redirects);
        problems.extend(found);
        site.outline = Arc::new(outline(&site, &config, &book, &mut problems));
        site.number(&config.numbering);
        let look = Look::load(sources, &config, &site, &mut problems).map(Arc::new);

        problems.extend(missing_image(sources, &config, &site));
        let (markdown_folders, found) = machine::markdown_folders(&site, &config);
        problems.extend(found);
        let markdown_folders = Arc::new(markdown_folders);
        let copied = if matches!(setting.scope, Scope::Everything) { copied(&site, &config) } else { None };
        let shelf = Shelf::load(sources, &config, &out, setting.before.map(|before| &before.shelf));
        let sheets = site.pages.iter().map(|_| Arc::default()).collect();
        let readers = Arc::new(readers(&site));
        let (config, facts, book, problems) = (Arc::new(config), Arc::new(facts), Arc::new(book), Arc::from(problems));
        let (sources, leaves, memory) = (sources.clone(), Arc::clone(setting.leaves), Arc::clone(setting.memory));
        let (texts, search) = (Arc::clone(setting.texts), Arc::default());
        Ok(Self {
            sources,
            config,
            facts,
            book,
            site,
            shelf,
            out,
            problems,
            unread,
            look,
            markdown_folders,
            changes: Arc::default(),
            standing: None,
            whole,
            sheets,
            copied,
            readers,
            leaves,
            memory,
            texts,
            search,
        })
    }
}

/// The pages of the book, and the addresses of those that cannot be read.
struct Read {
    parsed: Vec<Parsed>,
    unread: BTreeSet<Utf8PathBuf>,
}

/// Parses the pages in scope, or takes them from the memo when all that they read is unchanged.
fn read(setting: &Setting<'_>, config: &Config, book: &Book, problems: &mut Vec<Diagnostic>) -> Read {
    let wanted = match setting.scope {
        Scope::Everything => None,
        Scope::Around(url) => Some(around(setting, config, book, url)),
    };
    let unknown = OnceLock::new();
    let one = |source: &Utf8PathBuf| {
        if wanted.as_ref().is_some_and(|wanted| !wanted.contains(source)) {
            let page = Arc::clone(unknown.get_or_init(Arc::default));
            return Ok(Parsed { file: config.book.source.join(source), source: source.clone(), page, key: memo::Key::default() });
        }
        let parsed = parse(setting.sources, config, source, Some(setting.pages));
        setting.progress.step();
        parsed
    };
    let results: Vec<_> = book.pages.par_iter().map(one).collect();
    let mut read = Read { parsed: Vec::with_capacity(results.len()), unread: BTreeSet::new() };
    for (source, result) in book.pages.iter().zip(results) {
        match result {
            Ok(page) => read.parsed.push(page),
            Err(diagnostic) => {
                problems.push(diagnostic);
                let last = setting.before.and_then(|before| before.site.page(before.site.by_source(source)?));
                match last {
                    Some(last) => read.parsed.push(last.parsed.clone()),
                    None => drop(read.unread.insert(route::page_url(source))),
                }
            }
        }
    }
    read
}

/// Parses the page at `source`, relative to the source folder. With a memo, takes it from there if all that it read is unchanged.
pub(super) fn parse(
    sources: &Sources,
    config: &Config,
    source: &Utf8Path,
    memo: Option<&Memo<Page>>,
) -> Result<Parsed, Diagnostic> {
    let file = config.book.source.join(source);
    let bytes = sources.get(&file).map_err(|e| unreadable(&file, &e))?;
    let text = bytes.text().map_err(|at| book::not_utf8(&file, at))?;
    let conventions = &config.conventions;
    let key = memo::key(&(&file, &bytes.hash, conventions));
    let holds = |page: &Page| page.reads.iter().all(|read| hash_now(sources, &read.file) == read.hash);
    let folder = &config.book.source;
    let make = || match Markup::of(&file) {
        Some(Markup::Rst) => rst::page::page(&file, text, folder, sources, conventions),
        Some(Markup::Markdown) | None => {
            let options = markdown::Options { smart_punctuation: conventions.smart_punctuation, extensions: true };
            markdown::parse(&file, text, folder, sources, options, conventions)
        }
    };
    let page = match memo {
        Some(memo) => memo.get_if(&key, holds).unwrap_or_else(|| memo.insert(key, make())),
        None => Arc::new(make()),
    };
    let key = memo::key(&(key, &page.reads));
    Ok(Parsed { file, source: source.to_owned(), page, key })
}

/// The pages that the one at `url` cannot be shown without: itself, those that it leads to, and its neighbours in the table of contents.
fn around(setting: &Setting<'_>, config: &Config, book: &Book, url: &Utf8Path) -> BTreeSet<Utf8PathBuf> {
    let index = url.join("index.html");
    let is_meant = |source: &&Utf8PathBuf| matches!(route::page_url(source), at if at == url || at == index);
    let Some(source) = book.pages.iter().find(is_meant) else { return BTreeSet::new() };
    // Where toctrees give the table of contents, it hangs on every page.
    let is_root = |page: &&Utf8PathBuf| route::page_url(page) == "index.html" || page.with_extension("") == config.book.root;
    let mut roots = book.pages.iter().filter(|_| book.summary.is_none()).filter(is_root);
    let has_toctree = |page: &Utf8PathBuf| {
        parse(setting.sources, config, page, Some(setting.pages)).is_ok_and(|parsed| site::has_toctree(&parsed.page))
    };
    if roots.any(has_toctree) {
        return book.pages.iter().cloned().collect();
    }
    let mut wanted = BTreeSet::from([source.clone()]);
    let chapters: Vec<&Utf8PathBuf> = match &book.summary {
        Some(summary) => summary.chapters().filter_map(|chapter| chapter.path.as_ref()).collect(),
        None => book.pages.iter().collect(),
    };
    if let Some(at) = chapters.iter().position(|chapter| *chapter == source) {
        let neighbours = chapters.iter().take(at + 2).skip(at.saturating_sub(1));
        wanted.extend(neighbours.map(|chapter| (*chapter).clone()));
    }
    let folder = source.parent().unwrap_or(Utf8Path::new(""));
    if let Ok(parsed) = parse(setting.sources, config, source, Some(setting.pages)) {
        let paths = parsed.page.references.iter().filter_map(|reference| reference.target.split(['#', '?']).next());
        let files = paths.map(|path| {
            let base = if path.starts_with('/') { Utf8Path::new("") } else { folder };
            crate::source::join(base, Utf8Path::new(&route::decode(path)))
        });
        // With the ending behind the whole name, not in place of what follows a dot in it.
        let named = |file: Utf8PathBuf| {
            Markup::endings().map(|ending| format!("{file}.{ending}").into()).chain([file.clone()]).collect::<Vec<_>>()
        };
        wanted.extend(files.flat_map(named));
    }
    wanted
}

/// The files that the site holds as they are, where it is not all of them.
pub(super) fn copied(site: &Site, config: &Config) -> Option<Arc<BTreeSet<Utf8PathBuf>>> {
    if config.html.copy == Copied::All {
        return None;
    }
    let mut copied = site::used_assets(site);
    copied.extend(config.publish.image.clone());
    Some(Arc::new(copied))
}

fn readers(site: &Site) -> BTreeMap<Utf8PathBuf, Vec<PageId>> {
    let mut readers: BTreeMap<Utf8PathBuf, Vec<PageId>> = BTreeMap::new();
    for (id, page) in site.numbered() {
        for read in &page.parsed.page.reads {
            readers.entry(read.file.clone()).or_default().push(id);
        }
    }
    readers
}

/// The settings; `None` where they cannot be read at all, so that a build from defaults would replace a good site by another one.
fn read_config(sources: &Sources, company: Company<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Config> {
    let file = Utf8Path::new("book.toml");
    let source = sources.get(file).map_err(|e| diagnostics.push(unreadable(file, &e))).ok()?;
    let text = source.text().map_err(|at| diagnostics.push(book::not_utf8(file, at))).ok()?;
    let (config, problems) = match company {
        Company::Workspace(member) => member.config(file, text),
        Company::Versions(_) | Company::Alone => Config::parse(file, text),
    };
    let broken = problems.iter().any(|p| p.code == "config-syntax");
    diagnostics.extend(problems);
    (!broken).then_some(config)
}

fn outline(site: &Site, config: &Config, book: &Book, diagnostics: &mut Vec<Diagnostic>) -> site::Outline {
    let not_found = config.html.not_found.as_ref().and_then(|source| site.by_source(source));
    let Some(summary) = &book.summary else {
        let Some(outline) = site::from_toctrees(site, &config.book.root) else { return site::from_folders(site, not_found) };
        diagnostics.extend(in_no_toctree(site, &outline, not_found));
        return outline;
    };
    let file = config.book.source.join(book::SUMMARY);
    let (outline, problems) =
        site::from_summary(site, &file, &config.book.source, &book.pages, summary, config.html.section_numbers);
    diagnostics.extend(problems);
    let included: BTreeSet<&Utf8Path> = site.pages.iter().flat_map(|p| &p.parsed.page.files).map(Utf8PathBuf::as_path).collect();
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

/// A diagnostic for each page that no toctree lists, unless it says itself that it is meant so, or is a part of another.
fn in_no_toctree(site: &Site, outline: &site::Outline, not_found: Option<PageId>) -> Vec<Diagnostic> {
    let listed: BTreeSet<PageId> = outline.reading_order.iter().copied().collect();
    let included: BTreeSet<&Utf8Path> =
        site.pages.iter().flat_map(|page| page.parsed.page.files.iter().skip(1)).map(Utf8PathBuf::as_path).collect();
    let is_lost = |(id, page): &(PageId, &site::SitePage)| {
        !listed.contains(id)
            && Some(*id) != not_found
            && !page.parsed.page.front_matter.orphan
            && !included.contains(page.parsed.file.as_path())
    };
    let lost = site.numbered().filter(is_lost).map(|(_, page)| {
        let file = &page.parsed.file;
        let message =
            format!("no `toctree` that is reached from the start page lists `{file}`, so the navigation does not have it");
        let mark = match Markup::of_page(&page.parsed.page) {
            Markup::Markdown => "`orphan: true` in its front matter",
            Markup::Rst => "`:orphan:` at its top",
        };
        Diagnostic::warning("unlisted-page", file, 0..0, message).help(format!("list it, or write {mark} if it is meant so"))
    });
    lost.collect()
}

fn missing_image(sources: &Sources, config: &Config, site: &Site) -> Option<Diagnostic> {
    let image = config.publish.image.as_ref().filter(|image| !site.assets.contains(*image))?;
    let place = config::value_place(sources, "publish.image");
    let file = config.book.source.join(image);
    Some(
        Diagnostic::error("config-value", "book.toml", place, format!("there is no picture `{image}`"))
            .label(format!("looked for `{file}`"))
            .help("name a picture in the folder of the pages"),
    )
}

fn hash_now(sources: &Sources, file: &Utf8Path) -> Option<[u8; 32]> {
    sources.get(file).ok().map(|source| source.hash)
}

/// The diagnostic for a file that cannot be read.
pub(super) fn unreadable(file: &Utf8Path, error: &SourceError) -> Diagnostic {
    let reason = match error {
        SourceError::Missing => "there is no such file".to_owned(),
        SourceError::Outside => "it lies outside the book and its repository".to_owned(),
        SourceError::Unreadable(reason) => reason.clone(),
    };
    Diagnostic::error("unreadable", file, 0..0, format!("`{file}` cannot be read: {reason}"))
}

/// What is wrong with `input-404`, where the author set it.
fn lost_not_found(sources: &Sources, config: &Config, book: &Book) -> Option<Diagnostic> {
    let wanted = config.html.not_found.as_ref().filter(|wanted| !book.pages.contains(wanted))?;
    (Some(wanted) != Config::default().html.not_found.as_ref()).then(|| {
        let place = config::value_place(sources, "output.html.input-404");
        let message = format!("there is no page `{wanted}` in `{}` for addresses that do not exist", config.book.source);
        Diagnostic::error("missing-page", "book.toml", place, message)
            .help("write it, or leave the setting out: there is a page without it")
    })
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

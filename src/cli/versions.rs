//! `bindery build --versions`: the versions of a book from the tags of its repository, made into one site.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::json;

use super::Console;
use super::git::Repository;
use super::history::Log;
use super::opened::BOOK_FILE;
use super::tagged::{self, Objects};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Level};
use crate::edition::Dress;
use crate::output::Files;
use crate::report::summary::counted;
use crate::source::{Entry, Source, Sources};
use crate::versions::{self, Kind, MANIFEST, Version};
use crate::volumes::Volume;
use crate::{Engine, Input, Output};

/// Files that count at the root of a site alone, or that are to speak of the current version alone.
const AT_ROOT: &[&str] = &[".nojekyll", "_headers", "_redirects", "robots.txt", "sitemap.xml"];

/// Problems of an earlier version that keep it from being what it was.
const FATAL: &[&str] = &["config-syntax", "unreadable", "not-utf8", "empty-book", "template", "stale-template"];

/// Why no versions can be built, with what is wrong in the files of one.
pub(super) struct Refused {
    reason: Box<Diagnostic>,
    problems: Vec<Diagnostic>,
    shown: Shown,
}

impl Refused {
    /// Reports what is wrong in the files, and gives the reason to end with.
    pub(super) fn report(self, console: Console) -> Box<Diagnostic> {
        if !self.problems.is_empty() {
            console.report(&self.problems, &|path| self.shown.file(path));
        }
        self.reason
    }
}

impl From<Diagnostic> for Refused {
    fn from(reason: Diagnostic) -> Self {
        Self { reason: Box::new(reason), problems: Vec::new(), shown: Shown::default() }
    }
}

/// The files that reports quote: those of the book, and those of tags, which are named as in `v1.2:src/index.md`.
#[derive(Default)]
pub(super) struct Shown {
    book: Option<Sources>,
    tags: BTreeMap<String, Sources>,
    versions: Vec<String>,
}

impl Shown {
    pub(super) fn of(book: &Sources) -> Self {
        Self { book: Some(book.clone()), ..Self::default() }
    }

    /// The file of that name.
    pub(super) fn file(&self, path: &Utf8Path) -> Option<Arc<Source>> {
        let of_tag = path.as_str().split_once(':').and_then(|(tag, path)| Some((self.tags.get(tag)?, path)));
        match of_tag {
            Some((sources, path)) => sources.get(Utf8Path::new(path)).ok(),
            None => self.book.as_ref()?.get(path).ok(),
        }
    }

    /// What was built, where it was more than one version.
    pub(super) fn note(&self) -> Option<String> {
        (!self.versions.is_empty()).then(|| format!("{}: {}", counted(self.versions.len(), "version"), self.versions.join(", ")))
    }
}

/// Compiles all versions into one site. `present` is what the working tree is compiled from, `config` its settings.
pub(super) fn compile(
    engine: &mut Engine,
    present: &Input<'_>,
    root: &Utf8Path,
    config: &Config,
) -> Result<(Output, Shown), Refused> {
    let no_repository =
        |said: String| Diagnostic::nowhere("no-versions", "versions cannot be built without a git repository").help(said);
    let repository = Repository::around(root).map_err(no_repository)?;
    let tags = tagged::tags(&repository).map_err(no_repository)?;
    let chosen = versions::choose(&config.versions, &tags)?;
    let objects = Arc::new(Objects::of(&repository).map_err(no_repository)?);

    let mut shown = Shown::of(present.sources);
    let mut all = Vec::with_capacity(chosen.len());
    for version in &chosen {
        let sources = match &version.tag {
            Some(_) => of_tag(&repository, version, &objects, present.sources, config)?,
            None => present.sources.clone(),
        };
        shown.tags.extend(version.tag.as_ref().map(|tag| (tag.name.clone(), sources.clone())));
        let from = version.tag.as_ref().map_or_else(|| "HEAD".to_owned(), |tag| format!("refs/tags/{}", tag.name));
        // What the present state lacks is said once.
        all.push((version, sources, Log { root: root.to_owned(), from, note: |_| {} }));
    }
    let volume = |(version, sources, log)| volume(present, config, version, sources, log);
    let volumes: Vec<Volume<'_>> = all.iter().map(|(version, sources, log)| volume((*version, sources, log))).collect();

    let outputs = engine.compile_versions(&volumes, &config.html.site_url);
    let mut outputs = match outputs {
        Ok(outputs) => outputs,
        Err((number, problems)) => return Err(unreadable(chosen.get(number), problems, shown)),
    };
    for (version, output) in chosen.iter().zip(&mut outputs) {
        let problems = std::mem::take(&mut output.diagnostics);
        if version.tag.is_some() && output.site.keep_all {
            return Err(unreadable(Some(version), problems, shown));
        }
        output.diagnostics = of_version(version, problems);
    }
    shown.versions = chosen.iter().map(described).collect();
    Ok((joined(&chosen, outputs)?, shown))
}

fn volume<'a>(
    present: &Input<'a>,
    config: &'a Config,
    version: &'a Version,
    sources: &'a Sources,
    log: &'a dyn crate::history::History,
) -> Volume<'a> {
    let is_tag = version.tag.is_some();
    // Nobody can mend what a tag holds, so its pages are not checked.
    let checks = if is_tag { None } else { present.checks };
    let Input { out, goal, progress, history, .. } = *present;
    let history = if is_tag { log } else { history };
    Volume {
        input: Input { sources, out, checks, goal, progress, history },
        dress: Dress { config, folder: &version.folder, is_tag },
        version: version.clone(),
    }
}

/// The files of a tag, with today's themes, templates and style sheets in place of its own.
fn of_tag(
    repository: &Repository,
    version: &Version,
    objects: &Arc<Objects>,
    present: &Sources,
    config: &Config,
) -> Result<Sources, Refused> {
    let Some(tag) = &version.tag else { return Ok(present.clone()) };
    let bad = |message: String| Diagnostic::nowhere("bad-version", message);
    let unread = |said: String| bad(format!("the files of the tag `{}` cannot be read", tag.name)).help(said);
    let mut files = tagged::files(repository, tag, objects).map_err(unread)?;
    if !files.contains_key(Utf8Path::new(BOOK_FILE)) {
        let message = format!("the tag `{}` has no `{BOOK_FILE}` in the folder of the book", tag.name);
        return Err(bad(message).help(leave_out(&tag.name)).into());
    }
    let frame = ["themes", "templates"];
    files.retain(|path, _| !frame.iter().any(|folder| path.starts_with(folder)));
    let todays = frame.iter().flat_map(|folder| present.list(Utf8Path::new(folder)).0);
    let fonts = config.theme.font_files.iter().map(|font| font.file.clone());
    for path in todays.chain(config.html.stylesheets.iter().cloned()).chain(fonts) {
        if let Ok(source) = present.get(&path) {
            files.insert(path, Entry::Bytes(source.bytes.clone()));
        }
    }
    Ok(Sources::archive(files, Arc::clone(objects) as _))
}

fn leave_out(tag: &str) -> String {
    format!("if it is not to be on the site, leave it out by `except = \"{tag}\"` under `[versions]`")
}

/// Why that version cannot be read.
fn unreadable(version: Option<&Version>, problems: Vec<Diagnostic>, shown: Shown) -> Refused {
    let Some(Version { tag: Some(tag), .. }) = version else {
        let reason = Diagnostic::nowhere("bad-version", "the present state of the book cannot be read");
        return Refused { reason: Box::new(reason), problems, shown };
    };
    let problems = problems.into_iter().map(|problem| named_by(&tag.name, problem)).collect();
    let reason = Diagnostic::nowhere("bad-version", format!("the version of the tag `{}` cannot be built", tag.name));
    Refused { reason: Box::new(reason.help(leave_out(&tag.name))), problems, shown }
}

/// The problem with its file named by the tag.
fn named_by(tag: &str, mut problem: Diagnostic) -> Diagnostic {
    if let Some(place) = &mut problem.place {
        place.file = Utf8PathBuf::from(format!("{tag}:{}", place.file));
    }
    problem
}

/// What of a version's problems is reported: of a tag, what is wrong with the site, as warnings where it was so when the tag was made.
fn of_version(version: &Version, problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let Some(tag) = &version.tag else { return problems };
    let errors = problems.into_iter().filter(|problem| problem.level == Level::Error);
    let level = |code: &str| if FATAL.contains(&code) { Level::Error } else { Level::Warning };
    errors.map(|problem| named_by(&tag.name, Diagnostic { level: level(&problem.code), fix: Vec::new(), ..problem })).collect()
}

/// The versions with their folders, in one output.
fn joined(chosen: &[Version], outputs: Vec<Output>) -> Result<Output, Refused> {
    let mut all = Output::default();
    let mut site = Files::default();
    for (version, output) in chosen.iter().zip(outputs) {
        let is_root = version.kind == Kind::Current;
        let stays = |url: &Utf8PathBuf| is_root || !(AT_ROOT.contains(&url.as_str()) || url.starts_with("_server"));
        if is_root {
            no_collision(chosen, &output)?;
        }
        let made = output.site.files.into_iter().filter(|(url, _)| stays(url));
        site.files.extend(made.map(|(url, bytes)| (version.folder.join(url), bytes)));
        site.kept.extend(output.site.kept.iter().map(|url| version.folder.join(url)));
        site.keep_all |= output.site.keep_all;
        all.diagnostics.extend(output.diagnostics);
        let (sum, counts) = (&mut all.counts, output.counts);
        sum.pages += counts.pages;
        sum.diagrams += counts.diagrams;
        sum.code_blocks += counts.code_blocks;
        sum.internal_links += counts.internal_links;
        sum.checked.extend(counts.checked);
    }
    site.files.insert(MANIFEST.into(), Arc::from(manifest(chosen).into_bytes()));
    Ok(Output { site, ..all })
}

/// The current version stands at the root, so it may have nothing where the others go.
fn no_collision(chosen: &[Version], current: &Output) -> Result<(), Refused> {
    let folders = chosen.iter().filter(|version| version.folder != "").map(|version| version.folder.as_str());
    for url in current.site.files.keys() {
        let taken = |folder: &&str| {
            let (url, folder) = (url.as_str().to_lowercase(), folder.to_lowercase());
            Utf8Path::new(&url).starts_with(&folder) || Utf8Path::new(&folder).starts_with(&url)
        };
        if let Some(folder) = folders.clone().chain([MANIFEST]).find(taken) {
            let message = format!("`{url}` of the current version stands where `{folder}` of the versions goes");
            let problem = Diagnostic::nowhere("version-folder", message);
            return Err(problem.help("rename the page or file, or set `folder` or `working-tree` under `[versions]`").into());
        }
    }
    Ok(())
}

/// What programs are told of the versions.
fn manifest(chosen: &[Version]) -> String {
    let version = |version: &Version| {
        let url = if version.folder == "" { "./".to_owned() } else { format!("{}/", version.folder) };
        let tag = version.tag.as_ref();
        json!({
            "title": version.name,
            "url": url,
            "kind": version.kind.name(),
            "tag": tag.map(|tag| &tag.name),
            "commit": tag.map(|tag| &tag.commit),
        })
    };
    let all = json!({ "versions": chosen.iter().map(version).collect::<Vec<_>>() });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}

fn described(version: &Version) -> String {
    match version.kind {
        Kind::Current => format!("{} (current)", version.name),
        _ => version.name.clone(),
    }
}

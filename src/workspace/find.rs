//! Which books a workspace has, and which of them are meant.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use globset::Glob;

use super::{Common, FILE, Member, TITLE};
use crate::config::{BookPattern, Config, Part, Redirect, value_place};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::Sources;

/// The books of a workspace.
#[derive(Debug, Default)]
pub struct Found {
    /// In the order of the patterns, those of one pattern in byte order of their folders.
    pub members: Vec<Member>,
    /// What is wrong with the workspace's own file. Books that are concerned are left out.
    pub problems: Vec<Diagnostic>,
}

/// The numbers of the books that are meant.
pub type Chosen = BTreeSet<usize>;

/// Finds the books of the workspace in whose folder `sources` are.
#[must_use]
pub fn find(sources: &Sources) -> Found {
    let file = Utf8Path::new(FILE);
    let source = sources.get(file).ok();
    let text = source.as_ref().and_then(|source| source.text().ok()).unwrap_or_default();
    let (config, mut problems) = Config::parse(file, text);
    problems.extend(config.html.redirects.iter().map(misplaced));
    let common = Arc::new(Common::of(sources, &config, text));

    let mut members: Vec<Member> = Vec::new();
    for (number, pattern) in config.workspace.books.iter().enumerate() {
        let place = || value_place(sources, &format!("workspace.books.{number}"));
        let folders = folders(sources, pattern);
        if folders.is_empty() {
            let message = if pattern.is_glob() {
                format!("no folder that matches `{}` holds a `{FILE}`", pattern.text())
            } else {
                format!("there is no `{0}/{FILE}`, so `{0}` is no book", pattern.text())
            };
            let help = "a book is a folder with that file: `bindery new` makes one, `bindery import-sphinx` makes one of a project of Sphinx";
            problems.push(Diagnostic::error("no-book", file, place(), message).help(help));
        }
        for folder in folders {
            if members.iter().any(|member| member.folder == folder) {
                continue;
            }
            match member(sources, &folder, &common) {
                Ok(member) => members.push(member),
                Err((message, help)) => problems.push(Diagnostic::error("config-value", file, place(), message).help(help)),
            }
        }
    }
    problems.extend(same_names(sources, &mut members));
    if let Some(start) = &config.workspace.start {
        if let Some(member) = members.iter_mut().find(|member| member.name == *start) {
            member.place = Utf8PathBuf::new();
        } else {
            let place = value_place(sources, "workspace.start");
            let message = format!("`workspace.start` names no book of the workspace: `{start}`");
            problems.push(with_nearest(Diagnostic::error("config-value", file, place, message), start, &members));
        }
    }
    Found { members, problems }
}

/// The books whose names match one of the patterns; all where there are none. The error is for a pattern that matches nothing.
pub fn choose(members: &[Member], patterns: &[String]) -> Result<Chosen, Diagnostic> {
    if patterns.is_empty() {
        return Ok((0..members.len()).collect());
    }
    let mut chosen = Chosen::new();
    for pattern in patterns {
        let refused = |message: String| Diagnostic::nowhere("unknown-book", message);
        let glob =
            Glob::new(pattern).map_err(|wrong| refused(format!("`{pattern}` is no pattern for names: {}", wrong.kind())))?;
        let matcher = glob.compile_matcher();
        let numbers: Vec<usize> =
            members.iter().enumerate().filter(|(_, member)| matcher.is_match(&member.name)).map(|(number, _)| number).collect();
        if numbers.is_empty() {
            return Err(with_nearest(refused(format!("no book of the workspace has a name like `{pattern}`")), pattern, members));
        }
        chosen.extend(numbers);
    }
    Ok(chosen)
}

const NAME: &str = "a book has the name of its folder, unless `name` under `[book]` in its `book.toml` gives it another one";

/// No more names than this are listed.
const LISTED: usize = 10;

/// The problem with the names that may have been meant: the nearest, or those that hold the text, or the first.
fn with_nearest(problem: Diagnostic, name: &str, members: &[Member]) -> Diagnostic {
    let names = || members.iter().map(|member| member.name.as_str());
    let plain = name.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    if let Some(near) = nearest(plain, names()) {
        return problem.help(format!("did you mean `{near}`?"));
    }
    let holding: Vec<&str> = names().filter(|name| !plain.is_empty() && name.contains(plain)).collect();
    let all: Vec<&str> = if holding.is_empty() { names().collect() } else { holding };
    let shown: Vec<String> = all.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    let more = all.len().saturating_sub(LISTED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    if shown.is_empty() { problem } else { problem.help(format!("there are {}{more}", shown.join(", "))) }
}

/// The folders that the pattern names and that hold a book, in byte order.
fn folders(sources: &Sources, pattern: &BookPattern) -> Vec<Utf8PathBuf> {
    let mut folders = vec![Utf8PathBuf::new()];
    for part in pattern.parts() {
        let below = |folder: Utf8PathBuf| match part {
            Part::Name(name) => vec![folder.join(name)],
            Part::Any(matcher) => {
                let inner = sources.folders(&folder).into_iter();
                inner.filter(|inner| inner.file_name().is_some_and(|name| matcher.is_match(name))).collect()
            }
        };
        folders = folders.into_iter().flat_map(below).collect();
    }
    folders.retain(|folder| sources.exists(&folder.join(FILE)));
    folders
}

/// The book in that folder; the error says why it cannot be one of the workspace, and what to do.
fn member(sources: &Sources, folder: &Utf8Path, common: &Arc<Common>) -> Result<Member, (String, &'static str)> {
    let file = folder.join(FILE);
    let source = sources.get(&file).ok();
    let text = source.as_ref().and_then(|source| source.text().ok()).unwrap_or_default();
    let config = Config::parse(&file, text).0;
    if !config.workspace.books.is_empty() {
        return Err((format!("`{folder}` is a workspace itself, so it is left out"), "name its books here"));
    }
    let name = config.book.name.or_else(|| folder.file_name().and_then(|name| crate::config::book_name(name).ok()));
    let name = name.ok_or_else(|| (format!("the folder `{folder}` has no name that a book can have"), NAME))?;
    Ok(Member { place: Utf8PathBuf::from(&name), name, folder: folder.to_owned(), common: Arc::clone(common) })
}

/// Old addresses are a matter of each book.
fn misplaced(redirect: &Redirect) -> Diagnostic {
    let range = redirect.place.range.start as usize..redirect.place.range.end as usize;
    let message = format!("`/{}` is an old address of no book", redirect.from);
    Diagnostic::error("bad-redirect", FILE, range, message)
        .help("write it into the `book.toml` of the book that it leads into: old addresses are in the folder of their book")
}

/// Leaves the first of those that have the same name: on many machines, names that differ in case alone are the same folder.
fn same_names(sources: &Sources, members: &mut Vec<Member>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, Utf8PathBuf> = BTreeMap::new();
    let mut problems = Vec::new();
    members.retain(|member| {
        let key = member.name.to_lowercase();
        let Some(other) = first.get(&key) else {
            first.insert(key, member.folder.clone());
            return true;
        };
        let message = format!("`{}` and `{other}` are books of the same name, `{}`", member.folder, member.name);
        let place = value_place(sources, "workspace.books");
        problems.push(Diagnostic::error("config-value", FILE, place, message).help(NAME));
        false
    });
    problems
}

impl Common {
    fn of(sources: &Sources, config: &Config, text: &str) -> Self {
        let words = Utf8PathBuf::from(&config.spelling.wordlist_name);
        Self {
            text: text.to_owned(),
            title: config.book.title.clone().unwrap_or_else(|| TITLE.to_owned()),
            description: config.book.description.clone(),
            site_url: config.html.site_url.clone(),
            words: Some(words).filter(|words| sources.exists(words)),
        }
    }
}

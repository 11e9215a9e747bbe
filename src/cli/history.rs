//! When git last saw the book's files change.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::git::Repository;
use crate::history::{Change, Changes, History};

/// What the repository around the book's folder has on record, found in one pass over its log when it is asked for. `note` is called with
/// words for people where something keeps dates from being known that they can mend.
pub(super) struct Log<N> {
    pub(super) root: Utf8PathBuf,
    /// The commit to look back from, as in `HEAD`.
    pub(super) from: String,
    pub(super) note: N,
}

/// What every commit begins with in the log. No path does: git names none with such a character at its front here, see [`Commit::read`].
const COMMIT: char = '\u{1}';

impl<N: Fn(String) + Sync> History for Log<N> {
    fn last_changes(&self, files: &BTreeSet<Utf8PathBuf>) -> Changes {
        let repository = match Repository::around(&self.root) {
            Ok(repository) => repository,
            Err(said) => {
                // Without a repository there are no dates, and that is that; one that git does not trust is there all the same.
                if said.contains("safe.directory") {
                    (self.note)(format!("no page says when it was last updated, because git refuses to look:\n{said}"));
                }
                return Changes::default();
            }
        };
        let ask = |arguments: &[&str]| repository.ask(arguments);
        let is_shallow = ask(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|said| said.trim() == "true");
        let places = places(&repository, files);
        let mut arguments =
            vec!["--literal-pathspecs", "-c", "log.showSignature=false", "log", "-z", "--name-only", "--no-renames"];
        arguments.extend(["--no-ext-diff", "--no-relative", "--format=%x01%ct %H %p", &self.from, "--"]);
        arguments.extend(places.iter().map(|place| place.as_str()));
        // Nothing was committed yet, or nothing of the book is in the repository.
        let Ok(log) = (if places.is_empty() { Ok(String::new()) } else { ask(&arguments) }) else { return Changes::default() };
        let (changes, cut_off) = read(&log, files, is_shallow, &|path| repository.seen(path));
        if cut_off {
            (self.note)(
                "some pages do not say when they were last updated, because the clone of the repository is shallow: \
                 `git fetch --unshallow` brings the rest (in a pipeline, ask for the whole history: `fetch-depth: 0`, `GIT_DEPTH: 0`)"
                    .to_owned(),
            );
        }
        changes
    }
}

/// What to limit the log to, so that a large repository is not looked at as a whole: the topmost folders below the root that hold the files, and
/// each file outside by itself.
fn places(repository: &Repository, files: &BTreeSet<Utf8PathBuf>) -> BTreeSet<Utf8PathBuf> {
    let place = |file: &Utf8PathBuf| match file.components().next() {
        Some(first) if first.as_str() == ".." => file.clone(),
        Some(first) => Utf8PathBuf::from(first.as_str()),
        None => file.clone(),
    };
    files.iter().filter(|file| repository.holds(file)).map(place).collect()
}

/// A commit as the log names it.
struct Commit<'a> {
    change: Change,
    /// The names of those before it.
    parents: &'a str,
}

impl<'a> Commit<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.strip_prefix(COMMIT)?.splitn(3, ' ');
        let at = Timestamp::from_second(parts.next()?.parse().ok()?).ok()?;
        let commit = parts.next().filter(|name| name.len() >= 40 && name.bytes().all(|b| b.is_ascii_hexdigit()))?.to_owned();
        Some(Self { change: Change { at, commit }, parents: parts.next()? })
    }
}

/// The newest change of each of the files in a log that begins with the newest commit, and whether for some the log ends too early.
fn read(log: &str, files: &BTreeSet<Utf8PathBuf>, is_shallow: bool, seen: &dyn Fn(&str) -> Utf8PathBuf) -> (Changes, bool) {
    let mut changes = BTreeMap::new();
    let mut cut_off = false;
    let mut commit: Option<Commit<'_>> = None;
    for item in log.split('\0') {
        if let Some(next) = Commit::read(item) {
            commit = Some(next);
            continue;
        }
        let (Some(commit), path) = (&commit, item.strip_prefix('\n').unwrap_or(item)) else { continue };
        let Some(file) = files.get(Utf8Path::new(&seen(path))) else { continue };
        if changes.contains_key(file) {
            continue;
        }
        // Where a shallow clone ends, a commit seems to bring in all there is: when that changed last is not known.
        if is_shallow && commit.parents.is_empty() {
            cut_off = true;
        } else {
            changes.insert(file.clone(), commit.change.clone());
        }
    }
    (Changes(changes), cut_off)
}

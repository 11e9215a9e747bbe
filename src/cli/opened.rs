//! A book that a command works on: found, with its settings and the threads to work on it.

use camino::{Utf8Path, Utf8PathBuf};

use super::named;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceError, Sources, join};

/// The file that makes a folder a book.
pub(super) const BOOK_FILE: &str = "book.toml";

/// Bytes of stack for each thread: as much as a main thread has on most systems, since pages can be nested deeply.
const STACK: usize = 8 << 20;

/// A book.
pub(super) struct Opened {
    /// Its files.
    pub(super) sources: Sources,
    /// The settings that are needed to set up the work. What is wrong with them is for the engine to say.
    pub(super) config: Config,
}

/// The book in the folder `root`; the error says why there is none.
pub(super) fn open(root: &Utf8PathBuf) -> Result<Opened, Box<Diagnostic>> {
    let sources = Sources::disk(root.clone());
    match settings(&sources) {
        Ok(config) => Ok(Opened { sources, config }),
        Err(SourceError::Missing | SourceError::Outside) => {
            Err(Box::new(Diagnostic::nowhere("no-book", no_book(root)).help(where_to_look(root))))
        }
        Err(SourceError::Unreadable(reason)) => {
            Err(Box::new(Diagnostic::nowhere("no-book", format!("`{}` cannot be read: {reason}", root.join(BOOK_FILE)))))
        }
    }
}

/// Threads to work on: as many as there are processors, unless a number is given.
pub(super) fn threads(jobs: Option<u16>) -> Result<rayon::ThreadPool, Box<Diagnostic>> {
    let threads = jobs.map_or(0, usize::from);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(STACK)
        .build()
        .map_err(|reason| Diagnostic::nowhere("no-threads", format!("the threads to work on cannot be had: {reason}")))
        .map_err(Box::new)
}

/// The present, in seconds since 1970.
pub(super) fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

fn settings(sources: &Sources) -> Result<Config, SourceError> {
    let path = Utf8Path::new(BOOK_FILE);
    let source = sources.get(path)?;
    Ok(Config::parse(path, source.text().unwrap_or_default()).0)
}

fn no_book(root: &Utf8PathBuf) -> String {
    let what = if root.is_dir() { "holds no `book.toml`" } else { "does not exist" };
    format!("{} {what}", named(root))
}

fn where_to_look(root: &Utf8Path) -> String {
    let absolute = camino::absolute_utf8(root).unwrap_or_else(|_| root.to_owned());
    match absolute.ancestors().skip(1).find(|folder| folder.join(BOOK_FILE).is_file()) {
        Some(book) => format!("there is one in `{book}`: `bindery build {book}`"),
        None if root.exists() => "to start a new book: `bindery new handbook`".to_owned(),
        None => format!("to start a new book: `bindery new {root}`"),
    }
}

/// A path in the book as people in the current folder name it.
pub(super) fn below(root: &Utf8Path, path: &Utf8Path) -> Utf8PathBuf {
    if root == "." { path.to_owned() } else { root.join(path) }
}

/// The absolute path without `.` and `..`.
pub(super) fn plain(path: &Utf8Path) -> std::io::Result<Utf8PathBuf> {
    let absolute = camino::absolute_utf8(path)?;
    let top = absolute.ancestors().last().unwrap_or(&absolute);
    Ok(top.join(join(Utf8Path::new(""), &absolute)))
}

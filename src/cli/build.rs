//! `bindery build`: finds the book, has it compiled, writes the site, says what came of it.

use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use super::progress::Meter;
use super::{Console, Exit, named, nowhere};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Level};
use crate::output::{self, Written};
use crate::render::Leaves;
use crate::report::summary::closing_line;
use crate::source::{SourceError, Sources, join};
use crate::{Engine, Input, Output};

/// The file that makes a folder a book.
const BOOK_FILE: &str = "book.toml";

/// Bytes of stack for each thread: as much as a main thread has on most systems, since pages can be nested deeply.
const STACK: usize = 8 << 20;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The folder that holds `book.toml`.
    #[arg(default_value = ".", hide_default_value = true)]
    dir: Utf8PathBuf,
    /// The folder to build the site in, instead of the one that `build.build-dir` in `book.toml` names.
    #[arg(short, long, value_name = "FOLDER")]
    out: Option<Utf8PathBuf>,
    /// Draw every diagram and colour all code anew, and keep nothing for the next build.
    #[arg(long)]
    no_cache: bool,
    /// How many threads to work on; without it, as many as there are processors. The site is the same on any number.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

pub(super) fn run(arguments: &Arguments, console: Console) -> Exit {
    let begun = Instant::now();
    let root = &arguments.dir;
    let sources = Sources::disk(root.clone());
    let config = match settings(&sources) {
        Ok(config) => config,
        Err(SourceError::Missing | SourceError::Outside) => {
            return console.refuse(nowhere("no-book", no_book(root)).help(where_to_look(root)));
        }
        Err(SourceError::Unreadable(reason)) => {
            return console.refuse(nowhere("no-book", format!("`{}` cannot be read: {reason}", root.join(BOOK_FILE))));
        }
    };
    let out = arguments.out.as_deref().map_or_else(|| config.build.output.clone(), |out| seen_from(root, out));
    let folder = below(root, &out);
    if holds(&folder, &root.join(&config.book.source)) {
        let message = format!("the site cannot be built in {}, which holds the book's pages", named(&folder));
        return console
            .refuse(nowhere("output-over-sources", message).help("choose a folder for the site alone, as in `--out site`"));
    }

    let kept = (!arguments.no_cache).then(|| below(root, &config.cache.folder));
    let mut engine = Engine::new(Leaves::open(kept.as_deref()));
    let meter = Meter::for_people(console.quiet);
    let input = Input { sources: &sources, out: Some(&out), progress: &meter };
    let threads = arguments.jobs.map_or(0, usize::from);
    let pool = match rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build() {
        Ok(pool) => pool,
        Err(reason) => return console.refuse(nowhere("no-threads", format!("the threads to work on cannot be had: {reason}"))),
    };
    let (output, written) = pool.install(|| {
        let output = engine.compile(&input);
        let written = output::write(&folder, &output.site);
        (output, written)
    });
    meter.finish();

    let Output { mut diagnostics, counts, .. } = output;
    let refused = written.map(|written| diagnostics.extend(not_ours(&folder, &written)));
    console.report(&diagnostics, &|path| sources.get(path).ok());
    if let Err(output::WriteError { path, source }) = refused {
        return console.refuse(nowhere("not-written", format!("`{path}` cannot be written: {source}")));
    }
    if let Err(reason) = engine.save() {
        let problem = nowhere("cache-not-kept", format!("nothing could be kept for the next build: {reason}"));
        console.report(&[Diagnostic { level: Level::Warning, ..problem }], &|_| None);
    }
    console.say(&closing_line(&counts, diagnostics.len(), begun.elapsed()));
    if diagnostics.is_empty() { Exit::Clean } else { Exit::Problems }
}

/// The settings that are needed to set up a build. What is wrong with them is for the engine to say.
fn settings(sources: &Sources) -> Result<Config, SourceError> {
    let path = Utf8Path::new(BOOK_FILE);
    let source = sources.get(path)?;
    Ok(Config::parse(path, source.text().unwrap_or_default()).0)
}

/// A problem for each file of the site that stays as it was because somebody else made it.
fn not_ours(folder: &Utf8Path, written: &Written) -> Vec<Diagnostic> {
    let problem = |path: &Utf8PathBuf| {
        let message = format!("`{}` was not made by Bindery, so it was not replaced", folder.join(path));
        nowhere("foreign-file", message).help("move it elsewhere, or build into another folder")
    };
    written.foreign.iter().map(problem).collect()
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
fn below(root: &Utf8Path, path: &Utf8Path) -> Utf8PathBuf {
    if root == "." { path.to_owned() } else { root.join(path) }
}

/// A path relative to the current folder, as seen from `root` where it lies below, else absolute.
fn seen_from(root: &Utf8Path, path: &Utf8Path) -> Utf8PathBuf {
    let (Ok(root), Ok(path)) = (plain(root), plain(path)) else { return path.to_owned() };
    path.strip_prefix(&root).map_or_else(|_| path.clone(), Utf8Path::to_owned)
}

/// Whether `inner` is `outer` or lies below it, as far as the names tell.
fn holds(outer: &Utf8Path, inner: &Utf8Path) -> bool {
    matches!((plain(outer), plain(inner)), (Ok(outer), Ok(inner)) if inner.starts_with(&outer))
}

/// The absolute path without `.` and `..`.
fn plain(path: &Utf8Path) -> std::io::Result<Utf8PathBuf> {
    let absolute = camino::absolute_utf8(path)?;
    let top = absolute.ancestors().last().unwrap_or(&absolute);
    Ok(top.join(join(Utf8Path::new(""), &absolute)))
}

//! `bindery build`: finds the book, reads its settings, has it built, says what came of it.

use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use super::progress::Progress;
use super::{Console, Exit, named};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Level};
use crate::output::{self, WriteError};
use crate::render::Leaves;
use crate::report::summary::closing_line;
use crate::source::{SourceError, Sources, join};
use crate::{Engine, Input, Output};

/// The file that makes a folder a book.
const BOOK_FILE: &str = "book.toml";

/// Threads read pages of any depth of nesting: what a main thread has on most systems.
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
    // Only for the folders: what is wrong in the settings is the engine's to say.
    let config = match settings(&sources) {
        Ok(config) => config,
        Err(SourceError::Missing) => return console.refuse("no-book", no_book(root), &[where_to_look(root)]),
        Err(SourceError::Unreadable(reason)) => {
            return console.refuse("no-book", format!("`{}` cannot be read: {reason}", root.join(BOOK_FILE)), &[]);
        }
    };
    let within = arguments.out.as_deref().map_or_else(|| config.build.output.clone(), |out| seen_from(root, out));
    let out = below(root, &within);
    if holds(&out, &root.join(&config.book.source)) {
        let message = format!("the site cannot be built in {}, which holds the book's pages", named(&out));
        return console.refuse("output-over-sources", message, &["choose a folder for the site alone, as in `--out site`".to_owned()]);
    }
    let cache = (!arguments.no_cache).then(|| below(root, &config.cache.folder));
    let progress = Progress::for_people(console.quiet);
    let threads = arguments.jobs.map_or(0, usize::from);
    let pool = match rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build() {
        Ok(pool) => pool,
        Err(reason) => return console.refuse("no-threads", format!("the threads to work on cannot be had: {reason}"), &[]),
    };
    let built = pool.install(|| build(&sources, &within, &out, cache.as_deref(), &progress));
    progress.finish();
    let output = match built {
        Ok(output) => output,
        Err(error) => return console.refuse("not-written", format!("`{}` cannot be written: {}", error.path, error.source), &[]),
    };
    console.report(&output.diagnostics, &|path| sources.get(path).ok());
    console.say(&closing_line(&output.counts, &output.diagnostics, begun.elapsed()));
    if output.diagnostics.iter().any(|d| d.level == Level::Error) { Exit::Problems } else { Exit::Clean }
}

/// Compiles the book and writes its site to `out`, which is `within` as seen from the book's root; files in the way of the site join the
/// diagnostics.
fn build(
    sources: &Sources,
    within: &Utf8Path,
    out: &Utf8Path,
    cache: Option<&Utf8Path>,
    progress: &Progress,
) -> Result<Output, WriteError> {
    let mut engine = Engine::new(Leaves::open(cache));
    let mut output = engine.compile(&Input { sources, out: Some(within), progress });
    let written = output::write(out, &output.site)?;
    if !written.foreign.is_empty() {
        output.diagnostics.push(in_the_way(out, &written.foreign));
    }
    // A cache that cannot be written costs time at the next build, and nothing else.
    if let Err(reason) = engine.save() {
        let place = cache.map(Utf8Path::to_string).unwrap_or_default();
        output.diagnostics.push(without_place(Level::Warning, "cache", format!("nothing can be kept in `{place}`: {reason}")));
    }
    Ok(output)
}

fn in_the_way(out: &Utf8Path, files: &[Utf8PathBuf]) -> Diagnostic {
    let first = files.first().map(|file| out.join(file).to_string()).unwrap_or_default();
    let more = if files.len() > 1 { format!(" and {} more files", files.len() - 1) } else { String::new() };
    without_place(Level::Error, "foreign-file", format!("`{first}`{more} would be overwritten, but Bindery did not write it"))
        .help("move or remove what is there, or build into another folder with `--out`")
}

fn without_place(level: Level, code: &str, message: String) -> Diagnostic {
    Diagnostic { code: code.to_owned(), level, message, place: None, label: None, help: Vec::new() }
}

/// The settings, as far as they can be read.
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

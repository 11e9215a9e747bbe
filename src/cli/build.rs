//! `bindery build`: finds the book, reads its settings, has it built, says what came of it.

use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use super::progress::Progress;
use super::{Console, Exit, named};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Level, sort};
use crate::report::summary::{Counts, closing_line};
use crate::source::{SourceError, Sources};

/// The file that makes a folder a book.
pub const BOOK_FILE: &str = "book.toml";

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

/// What is to be built.
#[derive(Debug)]
pub struct Job<'a> {
    /// The book's root folder as the user named it.
    pub root: &'a Utf8Path,
    /// The files below it.
    pub sources: &'a Sources,
    /// The settings. What is wrong with them is reported by the caller.
    pub config: &'a Config,
    /// The folder of the site, relative to the current one or absolute. It holds neither the book nor its sources.
    pub output: Utf8PathBuf,
    /// The folder of what is kept between builds; `None` where nothing is to be kept.
    pub cache: Option<Utf8PathBuf>,
    /// To be told of each stage and step.
    pub progress: &'a Progress,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Done {
    /// How much of what there was.
    pub counts: Counts,
    /// What is wrong, in any order.
    pub diagnostics: Vec<Diagnostic>,
}

pub(super) fn run(
    arguments: &Arguments,
    console: &Console,
    compile: impl FnOnce(&Job<'_>) -> Result<Done, String> + Send,
) -> Exit {
    let begun = Instant::now();
    let root = &arguments.dir;
    let sources = Sources::disk(root.clone());
    let (config, mut diagnostics) = match settings(&sources) {
        Ok(read) => read,
        Err(SourceError::Missing) => return console.refuse("no-book", no_book(root), &[where_to_look(root)]),
        Err(SourceError::Unreadable(reason)) => {
            return console.refuse("no-book", format!("`{}` cannot be read: {reason}", root.join(BOOK_FILE)), &[]);
        }
    };
    let output = arguments.out.clone().unwrap_or_else(|| root.join(&config.build.output));
    if holds(&output, &root.join(&config.book.source)) {
        let message = format!("the site cannot be built in {}, which holds the book's pages", named(&output));
        return console.refuse("output-over-sources", message, &["choose a folder for the site alone, as in `--out site`".to_owned()]);
    }
    let progress = Progress::for_people(console.quiet);
    let job = Job {
        root,
        sources: &sources,
        config: &config,
        output,
        cache: (!arguments.no_cache).then(|| root.join(&config.cache.folder)),
        progress: &progress,
    };
    let threads = arguments.jobs.map_or(0, usize::from);
    let done = match rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build() {
        Ok(pool) => pool.install(|| compile(&job)),
        Err(reason) => Err(format!("the threads to work on cannot be had: {reason}")),
    };
    progress.finish();
    let done = match done {
        Ok(done) => done,
        Err(reason) => return console.refuse("not-built", reason, &[]),
    };

    diagnostics.extend(done.diagnostics);
    sort(&mut diagnostics);
    console.report(&diagnostics, &|path| sources.get(path).ok());
    console.say(&closing_line(&done.counts, &diagnostics, begun.elapsed()));
    if diagnostics.iter().any(|d| d.level == Level::Error) { Exit::Problems } else { Exit::Clean }
}

/// The settings, as far as the file is UTF-8.
fn settings(sources: &Sources) -> Result<(Config, Vec<Diagnostic>), SourceError> {
    let path = Utf8Path::new(BOOK_FILE);
    let source = sources.get(path)?;
    match source.text() {
        Ok(text) => Ok(Config::parse(path, text)),
        Err(offset) => {
            let valid = source.bytes.get(..offset).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
            let (config, mut diagnostics) = Config::parse(path, valid);
            let problem = Diagnostic::error("config-syntax", path, offset..offset + 1, "`book.toml` is not UTF-8 from here on");
            diagnostics.push(problem.help("save the file as UTF-8"));
            Ok((config, diagnostics))
        }
    }
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

/// Whether `inner` is `outer` or lies below it, as far as the names tell.
fn holds(outer: &Utf8Path, inner: &Utf8Path) -> bool {
    let plain = |path: &Utf8Path| camino::absolute_utf8(path).map(|path| crate::source::join(Utf8Path::new(""), &path));
    matches!((plain(outer), plain(inner)), (Ok(outer), Ok(inner)) if inner.starts_with(&outer))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::cli;

    /// Runs `bindery build DIR --quiet …` on a folder with these files; what the engine was asked for is left in `seen`.
    fn build(files: &[(&str, &[u8])], more: &[&str], found: Vec<Diagnostic>) -> (Exit, Option<(Utf8PathBuf, Option<Utf8PathBuf>)>) {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        for (path, bytes) in files {
            fs::write(root.join(path), bytes).unwrap();
        }
        let arguments: Vec<String> =
            ["bindery", "build", root.as_str(), "--quiet"].iter().chain(more).map(|a| a.replace("ROOT", root.as_str())).collect();
        let mut seen = None;
        let exit = cli::run(arguments, |job| {
            let inside = |path: &Utf8Path| path.strip_prefix(root).unwrap_or(path).to_owned();
            seen = Some((inside(&job.output), job.cache.as_deref().map(inside)));
            Ok(Done { diagnostics: found, ..Done::default() })
        });
        (exit, seen)
    }

    #[test]
    fn the_exit_code_tells_how_it_went() {
        let warning = Diagnostic::warning("w", "a.md", 0..0, "w");
        let error = Diagnostic::error("e", "a.md", 0..0, "e");
        assert_eq!(build(&[(BOOK_FILE, b"")], &[], vec![]).0, Exit::Clean);
        assert_eq!(build(&[(BOOK_FILE, b"")], &[], vec![warning]).0, Exit::Clean);
        assert_eq!(build(&[(BOOK_FILE, b"")], &[], vec![error]).0, Exit::Problems);
        assert_eq!(build(&[(BOOK_FILE, b"[buk]")], &[], vec![]).0, Exit::Problems);
        assert_eq!(build(&[(BOOK_FILE, b"# \xff")], &[], vec![]).0, Exit::Problems);
        assert_eq!(build(&[], &[], vec![]), (Exit::CouldNotRun, None));
        assert_eq!(build(&[(BOOK_FILE, b"")], &["--jobs", "0"], vec![]), (Exit::CouldNotRun, None));
    }

    #[test]
    fn folders_are_those_of_the_book_unless_named() {
        let settings = b"build.build-dir = \"site\"\ncache.dir = \"kept\"";
        let built = |more: &[&str]| build(&[(BOOK_FILE, settings)], more, vec![]).1;
        assert_eq!(built(&[]), Some(("site".into(), Some("kept".into()))));
        assert_eq!(built(&["--out", "elsewhere", "--no-cache"]), Some(("elsewhere".into(), None)));
    }

    #[test]
    fn the_site_never_lies_over_the_pages() {
        for output in ["ROOT", "ROOT/src", "ROOT/x/../src", "ROOT/.."] {
            assert_eq!(build(&[(BOOK_FILE, b"")], &["--out", output], vec![]), (Exit::CouldNotRun, None), "{output}");
        }
        assert_eq!(build(&[(BOOK_FILE, b"")], &["--out", "ROOT/src-site"], vec![]).0, Exit::Clean);
    }
}

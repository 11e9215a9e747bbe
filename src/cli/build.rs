//! `bindery build`: finds the book, has it compiled, writes the site, says what came of it.

use std::sync::OnceLock;
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use super::history::Log;
use super::opened::{self, Opened, below, plain};
use super::progress::Meter;
use super::versions::{self, Refused, Shown};
use super::workspace::Filter;
use super::{Console, Exit, named};
use crate::diagnostic::{Diagnostic, Level};
use crate::lints::Wanted;
use crate::output::{self, Written};
use crate::render::Leaves;
use crate::report::summary::closing_line;
use crate::{Engine, Goal, Input, Output};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The folder that holds `book.toml`.
    #[arg(default_value = ".", hide_default_value = true)]
    dir: Utf8PathBuf,
    /// The folder to build the site in, instead of the one that `build.build-dir` in `book.toml` names.
    #[arg(short, long, value_name = "FOLDER")]
    out: Option<Utf8PathBuf>,
    /// Build every version that `[versions]` in `book.toml` names, from its git tag, each with a way to the others.
    #[arg(long)]
    versions: bool,
    #[command(flatten)]
    filter: Filter,
    /// Draw every diagram and colour all code anew, and keep nothing for the next build.
    #[arg(long)]
    no_cache: bool,
    /// Leave out the checks that need not be made to build the site: spelling, documented options and the like.
    #[arg(long)]
    no_check: bool,
    /// How many threads to work on; without it, as many as there are processors. The site is the same on any number.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

pub(super) fn run(arguments: &Arguments, console: Console) -> Exit {
    match build(arguments, console) {
        Ok(exit) => exit,
        Err(reason) => console.refuse(*reason),
    }
}

fn build(arguments: &Arguments, console: Console) -> Result<Exit, Box<Diagnostic>> {
    let begun = Instant::now();
    let root = &arguments.dir;
    let opened = opened::open(root)?;
    let books = arguments.filter.books(root, &opened)?;
    let Opened { sources, config } = opened;
    if books.is_some() && arguments.versions {
        let message = "`--versions` builds the versions of one book, and this folder is a workspace of several";
        return Err(Box::new(
            Diagnostic::nowhere("contradictory-options", message).help("build the versions of each book by itself"),
        ));
    }
    let out = arguments.out.as_deref().map_or_else(|| config.build.output.clone(), |out| seen_from(root, out));
    let folder = below(root, &out);
    let kept_clear: Vec<Utf8PathBuf> = match &books {
        Some(books) => books.folders().map(|folder| root.join(folder)).collect(),
        None => vec![root.join(&config.book.source)],
    };
    if kept_clear.iter().any(|sources| holds(&folder, sources)) {
        let message = format!("the site cannot be built in {}, which holds the book's pages", named(&folder));
        let refused = Diagnostic::nowhere("output-over-sources", message);
        return Err(Box::new(refused.help("choose a folder for the site alone, as in `--out site`")));
    }

    let kept = (!arguments.no_cache).then(|| below(root, &config.cache.folder));
    let mut engine = Engine::new(Leaves::open(kept.as_deref()));
    let meter = Meter::for_people(console.quiet);
    let wanted = (!arguments.no_check).then(|| Wanted { now: opened::now(), hasty: true, ..Wanted::default() });
    let note = OnceLock::new();
    let history = Log { root: root.clone(), from: "HEAD".to_owned(), note: |words| drop(note.set(words)) };
    let (checks, goal) = (wanted.as_ref(), Goal::Site);
    let input = Input { sources: &sources, out: Some(&out), checks, goal, progress: &meter, history: &history };
    let threads = opened::threads(arguments.jobs)?;
    let (output, shown, written) = threads
        .install(|| {
            let (output, shown) = match &books {
                Some(books) => {
                    let (output, written) = books.build(&mut engine, &input, &folder);
                    return Ok((output, Shown::of(&sources), written));
                }
                None if arguments.versions => versions::compile(&mut engine, &input, root, &config)?,
                None => (engine.compile(&input), Shown::of(&sources)),
            };
            let written = output::write(&folder, &output.site);
            Ok::<_, Refused>((output, shown, written))
        })
        .map_err(|refused| refused.report(console))?;
    meter.finish();
    note.get().into_iter().for_each(|words: &String| console.say(&format!("note: {words}")));

    let Output { mut diagnostics, counts, .. } = output;
    let refused = written.map(|written| diagnostics.extend(not_ours(&folder, &written)));
    console.report(&diagnostics, &|path| shown.file(path));
    if let Err(output::WriteError { path, source }) = refused {
        return Err(Box::new(Diagnostic::nowhere("not-written", format!("`{path}` cannot be written: {source}"))));
    }
    if let Err(reason) = engine.save() {
        let problem = Diagnostic::nowhere("cache-not-kept", format!("nothing could be kept for the next build: {reason}"));
        console.report(&[Diagnostic { level: Level::Warning, ..problem }], &|_| None);
    }
    shown.note().into_iter().for_each(|words| console.say(&words));
    books.iter().filter_map(|books| books.table(&diagnostics)).for_each(|table| console.say(&table));
    console.say(&closing_line(&counts, diagnostics.len(), begun.elapsed()));
    let wrong = diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
    // The process ends, and gives back its memory faster as a whole than piece by piece.
    std::mem::forget(engine);
    Ok(if wrong { Exit::Problems } else { Exit::Clean })
}

/// A problem for each file of the site that stays as it was because somebody else made it.
fn not_ours(folder: &Utf8Path, written: &Written) -> Vec<Diagnostic> {
    let problem = |path: &Utf8PathBuf| {
        let message = format!("`{}` was not made by Bindery, so it was not replaced", folder.join(path));
        Diagnostic::nowhere("foreign-file", message).help("move it elsewhere, or build into another folder")
    };
    written.foreign.iter().map(problem).collect()
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

//! `bindery check`: finds the book, has it checked, says what came of it.

use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use super::changed;
use super::external::External;
use super::opened::{self, Opened};
use super::progress::Meter;
use super::reporting::{self, Outcome};
use super::workspace::{Books, Filter};
use super::{Console, Exit};
use crate::diagnostic::Diagnostic;
use crate::lints::{Selection, Wanted, codes_of, lint, spelling};
use crate::mend::{self, Mended};
use crate::render::Leaves;
use crate::report::baseline::Entry;
use crate::source::Sources;
use crate::{Engine, Goal, Input};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The folder that holds `book.toml`.
    #[arg(default_value = ".", hide_default_value = true)]
    dir: Utf8PathBuf,
    /// Report only these lints or families of lints.
    #[arg(long, value_name = "LINT", value_delimiter = ',', num_args = 1..)]
    only: Vec<String>,
    /// Print the words that the spelling check does not know in place of their places: the most frequent first, ready for a list of words.
    #[arg(long)]
    words: bool,
    /// Mend what needs nobody's judgement, then report the rest.
    #[arg(long)]
    fix: bool,
    /// Report only what the changes since the git revision REV can have brought about: problems of the pages that changed, of those that
    /// include what changed, and of those whose links lead to any of these.
    #[arg(long, value_name = "REV", conflicts_with = "write_baseline")]
    changed_since: Option<String>,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    external: External,
    /// How many threads to work on; without it, as many as there are processors.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    #[command(flatten)]
    report: reporting::Options,
}

pub(super) fn run(arguments: &Arguments, console: Console) -> Exit {
    match check(arguments, console) {
        Ok(exit) => exit,
        Err(reason) => console.refuse(*reason),
    }
}

fn check(arguments: &Arguments, console: Console) -> Result<Exit, Box<Diagnostic>> {
    let begun = Instant::now();
    let root = &arguments.dir;
    let lints = Selection::parse(arguments.only.iter().map(String::as_str)).map_err(|(name, near)| unknown(&name, near))?;
    if arguments.words && !lints.holds(spelling::MISSPELLING) {
        let message = "`--words` prints what the spelling check does not know, but `--only` leaves that check out";
        return Err(Box::new(Diagnostic::nowhere("contradictory-options", message).help("write `--only spelling --words`")));
    }
    let known = arguments.report.known()?;
    let asks = arguments.external.wanted(&lints)?;
    let opened = opened::open(root)?;
    let books = arguments.filter.books(root, &opened)?;
    let Opened { mut sources, config } = opened;
    match &books {
        Some(books) => books.folders().try_for_each(|folder| arguments.report.guard(root, &opened::below(root, folder)))?,
        None => arguments.report.guard(root, &opened::below(root, &config.book.source))?,
    }
    let changed = arguments.changed_since.as_deref().map(|revision| changed::since(root, revision)).transpose()?;
    let wanted = Wanted { lints: lints.clone(), named: named(&arguments.only), now: opened::now(), changed, ..Wanted::default() };
    let kept = opened::below(root, &config.cache.folder);
    let mut engine = Engine::new(Leaves::open(Some(&kept)));
    let pool = opened::threads(arguments.jobs)?;
    let meter = Meter::for_people(console.quiet);
    let compile = |engine: &mut Engine, sources: &Sources, wanted: &Wanted| {
        let out = books.as_ref().map(|_| config.build.output.as_path());
        let input = Input { sources, out, checks: Some(wanted), goal: Goal::Findings, progress: &meter, history: &() };
        pool.install(|| match &books {
            Some(books) => books.compile(engine, &input, &mut |_, _| {}),
            None => engine.compile(&input),
        })
    };
    let mut output = compile(&mut engine, &sources, &wanted);
    let mut mended = Mended::default();
    if arguments.fix {
        let plan = mend::plan(&sources, output.diagnostics.iter().flat_map(|diagnostic| &diagnostic.fix));
        mended = mend::write(root, &sources, &plan);
        if !mended.written.is_empty() {
            sources = opened::open(root)?.sources;
            output = compile(&mut engine, &sources, &wanted);
        }
    }
    if asks {
        let answers = arguments.external.ask(root, &output.external_urls, &config, wanted.now, &meter)?;
        output = compile(&mut engine, &sources, &Wanted { answers: Some(answers), ..wanted });
    }
    meter.finish();
    if arguments.words {
        return Ok(print_words(console, &output.diagnostics, &sources));
    }
    // A cache that cannot be kept makes the next check slower, not wrong.
    let _ = engine.save();
    let remarks = mended.written.iter().map(|file| format!("mended `{file}`")).collect();
    let on_request = |code: &str| codes_of("external").contains(&code);
    let all_pages = arguments.changed_since.is_none() && books.as_ref().is_none_or(Books::is_whole);
    let looked_for = |entry: &Entry| {
        all_pages && (lint(&entry.code).is_none() || lints.holds(&entry.code) && (asks || !on_request(&entry.code)))
    };
    let further = mended.refused;
    let table = |diagnostics: &[Diagnostic]| books.as_ref().and_then(|books| books.table(diagnostics));
    let outcome =
        Outcome { begun, root, sources: &sources, output, known, looked_for: &looked_for, further, remarks, table: &table };
    arguments.report.deliver(outcome, console)
}

/// Prints the unknown words; whatever else is wrong is reported beside them.
fn print_words(console: Console, diagnostics: &[Diagnostic], sources: &Sources) -> Exit {
    let others: Vec<Diagnostic> = diagnostics.iter().filter(|d| spelling::unknown_word(d).is_none()).cloned().collect();
    console.report(&others, &|path| sources.get(path).ok());
    for word in spelling::unknown_words(diagnostics) {
        console.say(word);
    }
    if diagnostics.is_empty() { Exit::Clean } else { Exit::Problems }
}

/// The lints among the names; families are left out.
fn named(only: &[String]) -> Vec<&'static str> {
    only.iter().filter_map(|name| lint(name)).map(|lint| lint.code).collect()
}

/// What is wrong with a name behind `--only`.
fn unknown(name: &str, near: Option<&str>) -> Box<Diagnostic> {
    let unknown = Diagnostic::nowhere("unknown-lint", format!("there is no lint or family of lints `{name}`"));
    Box::new(match near {
        _ if Utf8Path::new(name).is_dir() => {
            unknown.help(format!("the book's folder comes first: `bindery check {name} --only …`"))
        }
        Some(near) => unknown.help(format!("did you mean `{near}`?")),
        None => unknown.help("`bindery explain` lists them all"),
    })
}

//! `bindery search`: what a reader of the site would find.

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::opened::{self, Opened, below};
use super::progress::Meter;
use super::workspace::{Filter, One};
use super::{Console, Exit, print};
use crate::diagnostic::Diagnostic;
use crate::edition::Scope;
use crate::render::Leaves;
use crate::report::summary::counted;
use crate::report::terminal::{Paint, printable};
use crate::search::{Part, Results, Shown};
use crate::source::Sources;
use crate::{Engine, Goal, Input};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// What to look for, as a reader types it.
    query: String,
    /// The folder that holds `book.toml`.
    #[arg(default_value = ".", hide_default_value = true)]
    dir: Utf8PathBuf,
    #[command(flatten)]
    filter: Filter,
    /// How many results to show.
    #[arg(short, long, value_name = "N", default_value = "10", value_parser = clap::value_parser!(u16).range(1..))]
    limit: u16,
    /// How to show them.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs: what the search of the site gives, with the places of the headings.
    Json,
}

pub(super) fn run(arguments: &Arguments, console: Console) -> Exit {
    match search(arguments, console) {
        Ok(exit) => exit,
        Err(reason) => console.refuse(*reason),
    }
}

fn search(arguments: &Arguments, console: Console) -> Result<Exit, Box<Diagnostic>> {
    let One { root, opened: Opened { sources, config }, place } = arguments.filter.one("search", &arguments.dir)?;
    let kept = below(&root, &config.cache.folder);
    let engine = Engine::new(Leaves::open(Some(&kept))).at(place);
    let meter = Meter::for_people(console.quiet);
    let input = Input { sources: &sources, out: None, checks: None, history: &(), goal: Goal::Findings, progress: &meter };
    let read = opened::threads(None)?.install(|| {
        let edition = engine.read(&input, None, Scope::Everything)?;
        if edition.site.pages.is_empty() {
            return Err(edition.problems.to_vec());
        }
        Ok(edition.search().map(|index| index.query(&arguments.query, usize::from(arguments.limit))))
    });
    meter.finish();
    let results = match read {
        Ok(Some(results)) => results,
        Ok(None) => {
            let off = Diagnostic::nowhere("no-search", "the book's site has no search");
            return Err(Box::new(off.help("`enable = false` stands in `[output.html.search]` of `book.toml`")));
        }
        Err(problems) => {
            let problems: Vec<Diagnostic> = problems;
            console.report(&problems, &|path| sources.get(path).ok());
            return Ok(Exit::Problems);
        }
    };
    match arguments.format {
        Format::Text => console.tell(&text(&results, &sources, console.results_paint())),
        Format::Json => print(&json(&results, &sources)),
    }
    Ok(Exit::Clean)
}

/// The number of the line on which the section's heading stands.
fn line(shown: &Shown, sources: &Sources) -> usize {
    let source = sources.get(&shown.file).ok();
    let before = source.as_ref().and_then(|source| source.bytes.get(..shown.start as usize)).unwrap_or_default();
    before.split(|byte| *byte == b'\n').count()
}

fn text(results: &Results, sources: &Sources, paint: Paint) -> String {
    let mut text = String::new();
    for (from, to) in &results.corrected {
        text.push_str(&format!("No page has `{}`; this is for `{}`.\n", printable(from), printable(to)));
    }
    let quoted: Vec<String> = results.missing.iter().map(|word| format!("`{}`", printable(word))).collect();
    if !quoted.is_empty() {
        text.push_str(&format!("No page has {}, or anything like it.\n", quoted.join(", ")));
    }
    if results.results.is_empty() {
        text.push_str(&format!("Nothing was found for `{}`: {}.\n", printable(&results.query), advice(&results.query)));
        return text;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    for shown in &results.results {
        for above in &shown.path {
            text.push_str(&format!("{} › ", printable(above)));
        }
        text.push_str(&format!("{}\n", paint.bold(&printable(&shown.title))));
        text.push_str(&format!("  {}\n", paint.code(&format!("{}:{}", shown.file, line(shown, sources)))));
        let excerpt: String = shown.excerpt.iter().map(|part| marked(part, paint)).collect();
        if !excerpt.is_empty() {
            text.push_str(&format!("  {excerpt}\n"));
        }
        text.push('\n');
    }
    let more = results.total.saturating_sub(results.results.len());
    let count = counted(results.total, "section");
    text.push_str(&if more > 0 {
        format!("{count}, of which the best {} are shown\n", results.results.len())
    } else {
        format!("{count}\n")
    });
    text
}

/// What to do where nothing was found for `query`.
fn advice(query: &str) -> &'static str {
    let is_quotation_mark = |c: &char| matches!(c, '"' | '“' | '”' | '„');
    if !query.contains(char::is_alphanumeric) {
        "there is no letter or digit in it"
    } else if query.chars().filter(is_quotation_mark).count() > 1 {
        "try it without the quotation marks"
    } else {
        "try fewer or other words"
    }
}

fn marked(part: &Part, paint: Paint) -> String {
    let text = printable(&part.text);
    if part.mark { paint.bold(&text) } else { text.into_owned() }
}

fn json(results: &Results, sources: &Sources) -> String {
    #[derive(Serialize)]
    struct Placed<'a> {
        #[serde(flatten)]
        shown: &'a Shown,
        file: &'a str,
        line: usize,
    }
    #[derive(Serialize)]
    struct All<'a> {
        query: &'a str,
        total: usize,
        corrected: &'a [(String, String)],
        missing: &'a [String],
        results: Vec<Placed<'a>>,
    }
    let placed = |shown| Placed { shown, file: shown.file.as_str(), line: line(shown, sources) };
    let all = All {
        query: &results.query,
        total: results.total,
        corrected: &results.corrected,
        missing: &results.missing,
        results: results.results.iter().map(placed).collect(),
    };
    // Strings and numbers can always be written as JSON.
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}

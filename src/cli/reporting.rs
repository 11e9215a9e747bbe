//! What a check came to, in the format and the place that the user asked for.

use std::sync::Arc;
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, ValueEnum};

use super::opened::{BOOK_FILE, plain};
use super::{Console, Exit, print};
use crate::Output;
use crate::diagnostic::Diagnostic;
use crate::document::Markup;
use crate::output::{WriteError, replace};
use crate::report::baseline::{Baseline, Entry};
use crate::report::recognise::is_report;
use crate::report::summary::closing_line;
use crate::report::terminal::{self, Paint};
use crate::report::{Checked, github, json, junit, sarif};
use crate::source::{Source, SourceError, Sources};

/// No more entries of a baseline than this are told to be gone.
const GONE_SHOWN: usize = 20;

/// The arguments that say how to report.
#[derive(Args, Debug)]
pub(super) struct Options {
    /// How to report. All but `text` go to the standard output, for programs to read.
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Report", conflicts_with = "words")]
    format: Format,
    /// Write the report to this file.
    #[arg(long, value_name = "FILE", help_heading = "Report", conflicts_with = "words")]
    output: Option<Utf8PathBuf>,
    /// Leave out the problems that this file lists.
    #[arg(long, value_name = "FILE", help_heading = "Report", conflicts_with = "words")]
    baseline: Option<Utf8PathBuf>,
    /// Report nothing, but write all problems to this file, for `--baseline`.
    #[arg(long, value_name = "FILE", help_heading = "Report", conflicts_with_all = ["baseline", "output", "format", "changed_since", "words"])]
    write_baseline: Option<Utf8PathBuf>,
}

/// How to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: by file, with the source underlined.
    Text,
    /// An array of objects.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit: a test case for each page.
    Junit,
    /// Annotations of a workflow on GitHub.
    Github,
}

/// What there is to report.
pub(super) struct Outcome<'a> {
    /// When the command began.
    pub(super) begun: Instant,
    /// The book's root.
    pub(super) root: &'a Utf8Path,
    pub(super) sources: &'a Sources,
    pub(super) output: Output,
    /// What was read by [`Options::known`].
    pub(super) known: Option<Baseline>,
    /// Whether a finding of that lint in that file would have been found; both as in [`Entry`].
    pub(super) looked_for: &'a dyn Fn(&Entry) -> bool,
    /// Problems of this run, which no baseline knows.
    pub(super) further: Vec<Diagnostic>,
    /// Other lines for people, such as what was mended.
    pub(super) remarks: Vec<String>,
    /// Makes of the problems what closes the report of several books.
    pub(super) table: &'a dyn Fn(&[Diagnostic]) -> Option<String>,
}

impl Options {
    /// Refuses to write the report over a file of the user's. `pages` is the folder of the book's pages, as people in the current folder name it.
    pub(super) fn guard(&self, root: &Utf8Path, pages: &Utf8Path) -> Result<(), Box<Diagnostic>> {
        let Some(file) = &self.output else { return Ok(()) };
        let refused = |reason: &str, help: &str| {
            let message = format!("the report cannot be written to `{file}`: {reason}");
            Err(Box::new(Diagnostic::nowhere("not-written", message).help(help)))
        };
        let elsewhere = "name a file outside it";
        // A book whose folder is that of its pages leaves no other place; there, it is pages that are kept.
        let is_apart = real(root) != real(pages);
        if real(file).starts_with(real(pages)) && (is_apart || Markup::of(file).is_some()) {
            return refused("it lies among the pages of the book", elsewhere);
        }
        // An empty one would pass for an empty report.
        if real(file) == real(&root.join(BOOK_FILE)) {
            return refused("the settings of the book are there", "name another file");
        }
        if file.is_dir() {
            return refused("it is a folder", "name a file in it");
        }
        if !file.exists() {
            return Ok(());
        }
        let written = file.is_file().then(|| read(file)).and_then(Result::ok);
        if written.is_some_and(|written| is_report(&written.bytes)) {
            return Ok(());
        }
        refused("there is a file that is no report of `bindery check`", "name another file, or remove this one")
    }

    /// Reads the baseline, if one is given. The error says why it cannot be had.
    pub(super) fn known(&self) -> Result<Option<Baseline>, Box<Diagnostic>> {
        self.baseline.as_deref().map(read_baseline).transpose()
    }

    /// Reports, and says how the command ends.
    pub(super) fn deliver(&self, outcome: Outcome<'_>, console: Console) -> Result<Exit, Box<Diagnostic>> {
        let Outcome { begun, root, sources, mut output, known, looked_for, further, mut remarks, table } = outcome;
        let files = |path: &Utf8Path| sources.get(path).ok();
        let diagnostics = &mut output.diagnostics;
        if let Some(file) = &self.write_baseline {
            write_baseline(file, &Baseline::of(diagnostics, &files), &output.pages)?;
            output.counts.known = std::mem::take(diagnostics).len();
            remarks.push(format!("wrote `{file}`"));
        } else if let Some(baseline) = known {
            let applied = baseline.apply(diagnostics, &files, looked_for);
            output.counts.known = applied.known;
            remarks.extend(told(&applied.gone));
        }
        // Those without a file come first.
        diagnostics.splice(0..0, further);
        remarks.extend(table(&output.diagnostics));
        remarks.push(closing_line(&output.counts, output.diagnostics.len(), begun.elapsed()));
        let folder = seen_from_repository(root);
        let checked = Checked { diagnostics: &output.diagnostics, files: &files, pages: &output.pages, folder: &folder };
        self.show(&checked, &remarks, console)?;
        Ok(if output.diagnostics.is_empty() { Exit::Clean } else { Exit::Problems })
    }

    fn show(&self, checked: &Checked<'_>, remarks: &[String], console: Console) -> Result<(), Box<Diagnostic>> {
        if let Some(file) = &self.output {
            let text = self.format.render(checked, Paint::Plain)?;
            replace(file, text.as_bytes()).map_err(|error| not_written(&error))?;
        } else if self.format == Format::Text {
            console.show(&self.format.render(checked, console.errors_paint())?);
        } else {
            print(&self.format.render(checked, Paint::Plain)?);
            console.say_aside(&remarks.join("\n"));
            return Ok(());
        }
        console.say(&remarks.join("\n"));
        Ok(())
    }
}

impl Format {
    fn render(self, checked: &Checked<'_>, paint: Paint) -> Result<String, Box<Diagnostic>> {
        Ok(match self {
            Self::Text => terminal::by_file(checked.diagnostics, checked.files, paint),
            Self::Json => json::render(checked),
            Self::Sarif => sarif::render(checked),
            Self::Github => github::render(checked),
            Self::Junit => junit::render(checked)
                .map_err(|reason| Diagnostic::nowhere("not-written", format!("the report cannot be written: {reason}")))?,
        })
    }
}

/// Why a file stays unwritten.
pub(super) fn not_written(error: &WriteError) -> Box<Diagnostic> {
    Box::new(Diagnostic::nowhere("not-written", format!("`{}` cannot be written: {}", error.path, error.source)))
}

/// The book's root as seen from the root of the repository that holds it, or from the current folder where there is no repository; empty where
/// the book lies outside.
fn seen_from_repository(root: &Utf8Path) -> Utf8PathBuf {
    let Ok(root) = plain(root) else { return Utf8PathBuf::new() };
    let repository = root.ancestors().find(|folder| folder.join(".git").exists()).map(Utf8Path::to_owned);
    let from = repository.or_else(|| plain(Utf8Path::new(".")).ok()).unwrap_or_default();
    root.strip_prefix(from).map(Utf8Path::to_owned).unwrap_or_default()
}

/// The path without symbolic links as far as it exists.
fn real(path: &Utf8Path) -> Utf8PathBuf {
    let path = plain(path).unwrap_or_else(|_| path.to_owned());
    let known = path.ancestors().find_map(|folder| Some((folder, folder.canonicalize_utf8().ok()?)));
    known.and_then(|(folder, real)| Some(real.join(path.strip_prefix(folder).ok()?))).map_or(path.clone(), |real| {
        // `join` of nothing leaves a slash behind.
        real.components().collect()
    })
}

fn read(file: &Utf8Path) -> Result<Arc<Source>, SourceError> {
    let (folder, name) = (file.parent().unwrap_or(Utf8Path::new("")), file.file_name().unwrap_or_default());
    Sources::disk(folder).get(Utf8Path::new(name))
}

fn read_baseline(file: &Utf8Path) -> Result<Baseline, Box<Diagnostic>> {
    let help = format!("`bindery check --write-baseline {file}` makes it");
    let bad = |reason: String| Box::new(Diagnostic::nowhere("bad-baseline", reason).help(help.clone()));
    let source = read(file).map_err(|error| {
        bad(match error {
            SourceError::Unreadable(reason) => format!("the baseline `{file}` cannot be read: {reason}"),
            SourceError::Missing | SourceError::Outside => format!("there is no baseline `{file}`"),
        })
    })?;
    let text = source.text().map_err(|_| bad(format!("the baseline `{file}` is not UTF-8")))?;
    Baseline::parse(text).map_err(|line| bad(format!("line {line} of the baseline `{file}` is no entry")))
}

fn write_baseline(file: &Utf8Path, baseline: &Baseline, pages: &[Utf8PathBuf]) -> Result<(), Box<Diagnostic>> {
    if pages.is_empty() {
        let refused = Diagnostic::nowhere("bad-baseline", format!("no page could be checked, so `{file}` was not written"));
        return Err(Box::new(refused.help("`bindery check` says why")));
    }
    if file.exists() && read_baseline(file).is_err() {
        let refused = Diagnostic::nowhere("bad-baseline", format!("`{file}` is no baseline, so it was not replaced"));
        return Err(Box::new(refused.help("name a file that does not exist yet, or a baseline")));
    }
    replace(file, baseline.text().as_bytes()).map_err(|error| not_written(&error))
}

/// What a baseline has that is no longer there.
fn told(gone: &[(Entry, usize)]) -> Vec<String> {
    if gone.is_empty() {
        return Vec::new();
    }
    let place = |entry: &Entry| if entry.file.is_empty() { "the book".to_owned() } else { format!("`{}`", entry.file) };
    let line = |(entry, count): &(Entry, usize)| format!("no longer there: {count} of `{}` in {}", entry.code, place(entry));
    let most = gone.iter().take(GONE_SHOWN).map(line);
    let rest = gone.len().saturating_sub(GONE_SHOWN);
    let rest = (rest > 0).then(|| format!("… and {rest} more entries of the baseline"));
    let advice = "the baseline lists problems that are mended: make it anew with `--write-baseline`".to_owned();
    most.chain(rest).chain([advice]).collect()
}

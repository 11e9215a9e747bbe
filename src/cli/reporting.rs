//! What a check came to, in the format and the place that the user asked for.

use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, ValueEnum};

use super::opened::plain;
use super::{Console, Exit};
use crate::Output;
use crate::diagnostic::Diagnostic;
use crate::output::{WriteError, replace};
use crate::report::summary::closing_line;
use crate::report::terminal::{self, Paint};
use crate::report::{Checked, github, json, junit, sarif};
use crate::source::Sources;

/// The arguments that say how to report.
#[derive(Args, Debug)]
pub(super) struct Options {
    /// How to report. All but `text` go to the standard output, for programs to read.
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Report")]
    format: Format,
    /// Write the report to this file.
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    output: Option<Utf8PathBuf>,
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
    /// Other lines for people, such as what was mended.
    pub(super) remarks: Vec<String>,
}

impl Options {
    /// Reports, and says how the command ends.
    pub(super) fn deliver(&self, outcome: Outcome<'_>, console: Console) -> Result<Exit, Box<Diagnostic>> {
        let Outcome { begun, root, sources, output, mut remarks } = outcome;
        let diagnostics = &output.diagnostics;
        let folder = seen_from_repository(root);
        let files = |path: &Utf8Path| sources.get(path).ok();
        let checked = Checked { diagnostics, files: &files, pages: &output.pages, folder: &folder };
        let exit = if diagnostics.is_empty() { Exit::Clean } else { Exit::Problems };
        remarks.push(closing_line(&output.counts, diagnostics.len(), begun.elapsed()));
        let say = |remarks: &[String], say: &dyn Fn(&str)| remarks.iter().for_each(|remark| say(remark));
        match &self.output {
            Some(file) => {
                let text = self.format.render(&checked, Paint::Plain)?;
                replace(file, text.as_bytes()).map_err(not_written)?;
                say(&remarks, &|remark| console.say(remark));
            }
            None if self.format == Format::Text => {
                console.show(&self.format.render(&checked, console.paint())?);
                say(&remarks, &|remark| console.say(remark));
            }
            None => {
                console.print(&self.format.render(&checked, Paint::Plain)?);
                say(&remarks, &|remark| console.say_aside(remark));
            }
        }
        Ok(exit)
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
pub(super) fn not_written(error: WriteError) -> Box<Diagnostic> {
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

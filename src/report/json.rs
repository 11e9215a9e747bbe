//! Diagnostics as a JSON array, for programs of the user's own.

use serde::Serialize;

use super::Checked;
use super::region::Regions;
use crate::diagnostic::{Diagnostic, Level};

/// One element of the array. The fields of the place are `null` where there is none to tell.
#[derive(Serialize)]
struct Problem<'a> {
    code: &'a str,
    level: Level,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    help: Option<String>,
    suggestions: &'a [String],
}

/// The array, an element a line, in the order of the diagnostics. `file` is relative to the book's root; lines and columns count from 1,
/// columns in Unicode code points; the end is the first place that is no longer meant. `help` is the words beside the marked text and what to do,
/// a line each, or `null`; `suggestions` is an array of texts that could stand in place of the marked one, best first.
#[must_use]
pub fn render(checked: &Checked<'_>) -> String {
    let mut regions = Regions::new(checked.files);
    let mut lines = Vec::with_capacity(checked.diagnostics.len());
    for diagnostic in checked.diagnostics {
        let region = diagnostic.place.as_ref().and_then(|place| regions.of(place));
        let problem = Problem {
            code: &diagnostic.code,
            level: diagnostic.level,
            message: &diagnostic.message,
            file: diagnostic.place.as_ref().map(|place| place.file.as_str()),
            line: region.map(|region| region.line),
            column: region.map(|region| region.column),
            end_line: region.map(|region| region.end_line),
            end_column: region.map(|region| region.end_column),
            help: help(diagnostic),
            suggestions: &diagnostic.suggestions,
        };
        // Texts and numbers are always JSON.
        lines.extend(serde_json::to_string(&problem).ok());
    }
    if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n  {}\n]\n", lines.join(",\n  ")) }
}

fn help(diagnostic: &Diagnostic) -> Option<String> {
    let lines: Vec<&str> = diagnostic.label.iter().chain(&diagnostic.help).map(String::as_str).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

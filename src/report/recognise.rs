//! Whether a file is a report: one that the next report may replace.

use serde_json::Value;

/// Whether the bytes are a report of this program in any of its formats. An empty file is one: some formats write nothing where nothing is
/// wrong.
#[must_use]
pub(crate) fn is_report(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    text.is_empty()
        || is_github(text)
        || is_text(text)
        || is_junit(text)
        || serde_json::from_str(text).is_ok_and(|value| is_json(&value))
}

fn is_github(text: &str) -> bool {
    let is_command = |line: &str| {
        let properties = line.strip_prefix("::error ").or_else(|| line.strip_prefix("::warning "));
        properties.is_some_and(|rest| rest.starts_with("file=") || rest.starts_with("title="))
    };
    text.lines().all(is_command)
}

/// The first file's heading, and its first problem.
fn is_text(text: &str) -> bool {
    let mut lines = text.lines();
    let (heading, gap, problem) = (lines.next(), lines.next(), lines.next());
    let counts = heading.and_then(|line| line.rsplit_once(": ")).and_then(|(_, count)| count.split_once(' '));
    let is_heading =
        counts.is_some_and(|(number, noun)| number.starts_with(|c: char| c.is_ascii_digit()) && noun.starts_with("problem"));
    let is_problem = |line: &str| line.starts_with("error[") || line.starts_with("warning[");
    is_heading && gap == Some("") && problem.is_some_and(is_problem)
}

fn is_junit(text: &str) -> bool {
    let root = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(_, root)| root.trim_start());
    root.is_some_and(|root| root.starts_with("<testsuites name=\"bindery\""))
}

/// The array of problems, or SARIF.
fn is_json(value: &Value) -> bool {
    const FIELDS: [&str; 5] = ["code", "level", "message", "file", "suggestions"];
    let is_problem = |item: &Value| FIELDS.iter().all(|field| item.get(field).is_some());
    match value {
        Value::Array(items) => items.iter().all(is_problem),
        log => log.pointer("/runs/0/tool/driver/name").and_then(Value::as_str) == Some("Bindery"),
    }
}

#[cfg(test)]
mod tests {
    use camino::{Utf8Path, Utf8PathBuf};

    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::report::terminal::{self, Paint};
    use crate::report::{Checked, github, json, junit, sarif};
    use crate::source::Sources;

    #[test]
    fn every_report_is_recognised() {
        let sources = Sources::memory([("src/a: b.md", "one\ntwo\n")]);
        let files = |path: &Utf8Path| sources.get(path).ok();
        let pages = [Utf8PathBuf::from("src/a: b.md")];
        let found = [
            Diagnostic::nowhere("odd", "nowhere"),
            Diagnostic::warning("long", "src/a: b.md", 0..3, "a word").suggest("other"),
            Diagnostic::error("gone", "src/gone.md", 0..3, "no file"),
        ];
        for from in 0..=found.len() {
            let checked = Checked { diagnostics: &found[from..], files: &files, pages: &pages, folder: Utf8Path::new("") };
            let reports = [
                terminal::by_file(checked.diagnostics, checked.files, Paint::Plain),
                json::render(&checked),
                sarif::render(&checked),
                junit::render(&checked).unwrap(),
                github::render(&checked),
            ];
            for report in reports {
                assert!(is_report(report.as_bytes()), "{report}");
            }
        }
    }

    #[test]
    fn other_files_are_not_taken_for_reports() {
        for text in [
            "# A page\n",
            "\n",
            "# A page: 3 problems\n\nerror messages\n",
            "[book]\ntitle = \"x\"\n",
            "{\"runs\": []}",
            "[{\"code\": 1}]",
            "[1]",
            "<?xml version=\"1.0\"?>\n<testsuites name=\"pytest\">",
            "::error file=a.md::x\nand text\n",
        ] {
            assert!(!is_report(text.as_bytes()), "{text}");
        }
        assert!(!is_report(b"\xff"));
    }
}

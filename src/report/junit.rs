//! Diagnostics as a `JUnit` report, which most CI systems show as a list of tests: a page is a test case that passes or fails.

use std::collections::BTreeMap;

use camino::Utf8Path;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite, XmlString};

use super::Checked;
use super::summary::counted;
use super::terminal::{self, Paint, printable};
use crate::diagnostic::Diagnostic;

/// The name of the case that holds what no file is to blame for.
const BOOK: &str = "the book";

/// The report. Each page is a case, and so is each other file that something is wrong with; what no file is to blame for makes a case
/// `the book`. A case fails with one `failure`, whose type names the lints and whose text is the report of the terminal, uncut.
/// The error is that of a writer that does not take any more.
pub fn render(checked: &Checked<'_>) -> Result<String, quick_junit::SerializeError> {
    let mut cases: BTreeMap<Option<&Utf8Path>, Vec<&Diagnostic>> = BTreeMap::new();
    for page in checked.pages {
        cases.entry(Some(page)).or_default();
    }
    for diagnostic in checked.diagnostics {
        cases.entry(diagnostic.place.as_ref().map(|place| place.file.as_path())).or_default().push(diagnostic);
    }
    let mut suite = TestSuite::new("bindery check");
    suite.add_test_cases(cases.into_iter().map(|(file, problems)| case(file, &problems, checked)));
    let mut report = Report::new("bindery");
    report.add_test_suite(suite);
    report.to_string()
}

fn case(file: Option<&Utf8Path>, problems: &[&Diagnostic], checked: &Checked<'_>) -> TestCase {
    let mut case = TestCase::new(xml(file.map_or(BOOK, Utf8Path::as_str)), status(problems, checked));
    case.set_classname("bindery.check");
    if let Some(file) = file {
        case.extra.insert("file".into(), xml(checked.path(file).as_str()));
    }
    case
}

fn status(problems: &[&Diagnostic], checked: &Checked<'_>) -> TestCaseStatus {
    let message = match problems {
        [] => return TestCaseStatus::success(),
        [one] => one.message.clone(),
        several => counted(several.len(), "problem"),
    };
    let mut codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let text: Vec<String> = problems.iter().map(|problem| terminal::one(problem, checked.files, Paint::Plain)).collect();
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(xml(&message)).set_type(xml(&codes.join(", "))).set_description(xml(&text.join("\n\n")));
    status
}

/// Text that XML 1.0 can hold (section 2.2): control characters and the two that are no characters are shown as `U+FFFD`.
fn xml(text: &str) -> XmlString {
    XmlString::new(printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"))
}

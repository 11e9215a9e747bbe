//! Reports on anything: whatever the bytes of the files, the texts of the problems and their places, each format can be read back.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use bindery::diagnostic::{self, Diagnostic};
use bindery::report::baseline::Baseline;
use bindery::report::{Checked, github, json, junit, sarif, terminal};
use bindery::source::Sources;
use camino::{Utf8Path, Utf8PathBuf};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a\n\r%:,&<>\\\\\"'\u{1b}\u{9b}\u{ffff}\u{fffe} ]{0,12}"]
}

fn problem() -> impl Strategy<Value = Diagnostic> {
    let file = prop_oneof![4 => Just("a.md".to_owned()), 1 => texts()];
    (prop::option::of((file, 0..40_usize, 0..40_usize)), texts(), texts(), prop::option::of(texts())).prop_map(
        |(place, message, help, mended)| {
            let found = match &place {
                Some((file, start, end)) => Diagnostic::error("odd", file.as_str(), *start..*end, message),
                None => Diagnostic::nowhere("odd", message),
            };
            match mended {
                Some(text) => found.suggest(text.clone()).fix("a.md", 3..7, text),
                None => found.label(help.clone()).help(help),
            }
        },
    )
}

proptest! {
    #[test]
    fn every_format_can_be_read_back(bytes in vec(any::<u8>(), 0..40), mut diagnostics in vec(problem(), 0..6)) {
        diagnostic::sort(&mut diagnostics);
        let sources = Sources::memory([("a.md", bytes)]);
        let files = |path: &Utf8Path| sources.get(path).ok();
        let pages = [Utf8PathBuf::from("a.md")];
        let checked = Checked { diagnostics: &diagnostics, files: &files, pages: &pages, folder: Utf8Path::new("docs") };

        let problems: Vec<Value> = serde_json::from_str(&json::render(&checked)).unwrap();
        prop_assert_eq!(problems.len(), diagnostics.len());
        for (problem, diagnostic) in problems.iter().zip(&diagnostics) {
            prop_assert_eq!(problem["message"].as_str().unwrap(), &diagnostic.message);
            let at = |key: &str| problem[key].as_u64();
            prop_assert!((at("line"), at("column")) <= (at("end_line"), at("end_column")));
        }

        let log: Value = serde_json::from_str(&sarif::render(&checked)).unwrap();
        prop_assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), diagnostics.len());

        let xml = junit::render(&checked).unwrap();
        prop_assert!(roxmltree::Document::parse(&xml).is_ok(), "{}", xml);
        let report = quick_junit::Report::deserialize_from_str(&xml).unwrap();
        prop_assert_eq!(report.failures == 0, diagnostics.is_empty());

        let commands = github::render(&checked);
        prop_assert_eq!(commands.split_terminator('\n').count(), diagnostics.len());
        prop_assert!(commands.split_terminator('\n').all(|line| line.starts_with("::error ") && !line.contains('\r')));

        let text = terminal::by_file(&diagnostics, &files, terminal::Paint::Plain);
        prop_assert_eq!(text.is_empty(), diagnostics.is_empty());

        let baseline = Baseline::of(&diagnostics, &files);
        let read = Baseline::parse(&baseline.text());
        prop_assert_eq!(read.as_ref(), Ok(&baseline));
        let known = diagnostics.len();
        let applied = baseline.apply(&mut diagnostics, &files, &|_| true);
        prop_assert_eq!((applied.known, applied.gone.len(), diagnostics.len()), (known, 0, 0));
    }
}

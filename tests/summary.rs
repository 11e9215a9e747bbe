//! `tests/summary/*.md`, each with the report and the outline that results in the `.txt` beside it.
//!
//! `SNAPSHOTS=overwrite cargo test --test summary` writes the `.txt` files anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use bindery::report::terminal::{self, Paint};
use bindery::source::Sources;
use bindery::summary::{Chapter, Summary, SummaryItem};
use camino::Utf8Path;
use proptest::prelude::*;
use snapbox::data::{Data, DataFormat};

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/summary");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let text = fs::read_to_string(&path).unwrap();
            let expected = Data::read_from(&path.with_extension("txt"), Some(DataFormat::Text));
            snapbox::assert_data_eq!(outcome(&text), expected.raw());
            count += 1;
        }
    }
    assert!(count >= 4, "the case files are missing");
}

/// The report, then the outline.
fn outcome(text: &str) -> String {
    let path = Utf8Path::new("src/SUMMARY.md");
    let (summary, mut diagnostics) = Summary::parse(path, text);
    bindery::diagnostic::sort(&mut diagnostics);
    let sources = Sources::memory([(path, text)]);
    let mut outcome = terminal::render(&diagnostics, &|path| sources.get(path).ok(), Paint::Plain);
    let _ = writeln!(outcome, "Title: {}", summary.title.as_deref().unwrap_or("none"));
    for item in &summary.items {
        match item {
            SummaryItem::Chapter(chapter) => outline(&mut outcome, chapter, text),
            SummaryItem::Separator => outcome.push_str("---\n"),
            SummaryItem::PartTitle(title) => {
                let _ = writeln!(outcome, "# {title}");
            }
        }
    }
    outcome
}

fn outline(outcome: &mut String, chapter: &Chapter, text: &str) {
    let number = chapter.number.as_ref().map_or("-".to_owned(), ToString::to_string);
    let title = chapter.title.as_deref().unwrap_or("(the page's own)");
    let path = chapter.path.as_ref().map_or("(draft)", |path| path.as_str());
    let source = &text[chapter.range.start as usize..chapter.range.end as usize];
    let _ = writeln!(outcome, "{number} {title} => {path}      from {source:?}");
    for child in &chapter.children {
        outline(outcome, child, text);
    }
}

#[test]
fn chapters_come_in_reading_order() {
    let (summary, _) = Summary::parse("SUMMARY.md".into(), "[A](a.md)\n\n- [B](b.md)\n  - [C](c.md)\n- [D](d.md)\n");
    let paths: Vec<&str> = summary.chapters().filter_map(|chapter| chapter.path.as_ref()).map(|path| path.as_str()).collect();
    assert_eq!(paths, ["a.md", "b.md", "c.md", "d.md"]);
}

#[test]
fn depth_does_no_harm() {
    let line = |depth: usize| format!("{}- [C{depth}](c{depth}.md)\n", "  ".repeat(depth));
    let text: String = (0..100).map(line).collect::<Vec<_>>().concat();
    let (summary, diagnostics) = Summary::parse("SUMMARY.md".into(), &text);
    assert_eq!(summary.chapters().count(), 100);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].code, "summary-nesting");
    let _ = Summary::parse("SUMMARY.md".into(), &"- ".repeat(20_000));
}

proptest! {
    #[test]
    fn any_text_is_read_and_reported(text in prop_oneof![".*", "(- |  |\\[a\\]\\(|b\\.md|\\)|# |---|\n|%20|<|`|ä|\\[x\\]\\(y\\.md\\)|> ){0,60}"]) {
        let (summary, diagnostics) = Summary::parse("SUMMARY.md".into(), &text);
        let mut seen = std::collections::HashSet::new();
        for chapter in summary.chapters() {
            prop_assert!(text.get(chapter.range.start as usize..chapter.range.end as usize).is_some());
            prop_assert!(chapter.path.as_ref().is_none_or(|path| seen.insert(path.clone())), "twice: {chapter:?}");
        }
        for diagnostic in &diagnostics {
            let range = diagnostic.place.clone().unwrap().range;
            prop_assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?} of {text:?}");
        }
        let sources = Sources::memory([("SUMMARY.md", text)]);
        let _ = terminal::render(&diagnostics, &|path| sources.get(path).ok(), Paint::Plain);
    }
}

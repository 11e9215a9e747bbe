//! The cases of docutils' own tests for its reStructuredText parser, and what holds for any text.
//!
//! The cases lie beside the checkout, in `../shared/corpus/docutils/cases.json`; where they are missing the test says so and checks nothing.
//! `tests/rst/deviations.toml` lists the cases that differ, each with the reason: a case that is listed and equal fails the test too, so the
//! list says what is true. How trees are compared is written down in `content/contributing/restructuredtext.md`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::format_collect,
    clippy::cast_precision_loss,
    missing_docs,
    reason = "a test may stop at the first surprise"
)]

#[path = "rst/normal.rs"]
mod normal;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use bindery::document::{Excerpt, FileId};
use bindery::rst::{Language, NoFiles, Settings, Tree, parse, pseudo_xml};
use normal::normal;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Corpus {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    file: String,
    id: String,
    kind: String,
    input: String,
    settings: BTreeMap<String, serde_json::Value>,
    source: Option<String>,
    expected: String,
}

#[derive(Deserialize)]
struct Deviations {
    deviation: Vec<Deviation>,
}

#[derive(Deserialize)]
struct Deviation {
    reason: String,
    cases: Vec<String>,
}

impl Case {
    fn name(&self) -> String {
        format!("{} {}", self.file, self.id)
    }

    fn settings(&self) -> Settings {
        let number = |name: &str| self.settings.get(name).and_then(serde_json::Value::as_u64);
        let is = |name: &str| self.settings.get(name).and_then(serde_json::Value::as_bool);
        let usual = Settings::default();
        Settings {
            name: self.source.clone().unwrap_or_default(),
            character_level_inline_markup: is("character_level_inline_markup").unwrap_or(false),
            line_length_limit: number("line_length_limit").map_or(usual.line_length_limit, |n| n as usize),
            language: self.settings.get("language_code").and_then(|v| v.as_str()).and_then(Language::of_code).unwrap_or_default(),
            ..usual
        }
    }
}

fn read(text: &str, settings: &Settings) -> Tree {
    parse(&Excerpt::file(FileId::PAGE, text), settings, &NoFiles)
}

#[test]
fn docutils_cases() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let Ok(json) = std::fs::read_to_string(folder.join("../shared/corpus/docutils/cases.json")) else {
        eprintln!("skipped: ../shared/corpus/docutils/cases.json is not there");
        return;
    };
    let corpus: Corpus = serde_json::from_str(&json).expect("the cases are well formed");
    let list = std::fs::read_to_string(folder.join("tests/rst/deviations.toml")).expect("the list of deviations is there");
    let list: Deviations = toml::from_str(&list).expect("the list of deviations is well formed");
    assert!(list.deviation.iter().all(|d| !d.reason.is_empty()), "each deviation has its reason");
    let known: BTreeSet<&str> = list.deviation.iter().flat_map(|d| &d.cases).map(String::as_str).collect();
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut better = Vec::new();
    for case in corpus.cases.iter().filter(|case| case.kind == "pformat") {
        let made = normal(&pseudo_xml(&read(&case.input, &case.settings())));
        let expected = normal(&case.expected);
        let group = groups.entry(&case.file).or_default();
        group.1 += 1;
        let is_equal = made == expected;
        group.0 += usize::from(is_equal);
        match (is_equal, known.contains(case.name().as_str())) {
            (true, true) => better.push(case.name()),
            (false, false) => {
                let difference = similar::TextDiff::from_lines(&expected, &made).unified_diff().to_string();
                wrong.push(format!("== {}\n{}\n{difference}", case.name(), case.input));
            }
            _ => {}
        }
    }
    for (group, (equal, all)) in &groups {
        println!("{equal:4} of {all:4}  {group}");
    }
    let (equal, all) = groups.values().fold((0, 0), |sum, group| (sum.0 + group.0, sum.1 + group.1));
    println!("{equal} of {all} trees are equal");
    assert!(wrong.is_empty(), "{} cases differ and are not listed:\n{}", wrong.len(), wrong.join("\n"));
    assert!(better.is_empty(), "these are listed and equal: {better:#?}");
}

/// Texts of what the grammar is made of, so that constructs meet.
fn markup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "*",
        "**",
        "`",
        "``",
        "|",
        "_",
        "__",
        ":",
        "::",
        "..",
        ".. ",
        "- ",
        "* ",
        "1. ",
        "(a) ",
        "#. ",
        ":a: ",
        "-a  ",
        "--b=c  ",
        "| ",
        ">>> ",
        "+--+",
        "+==+",
        "|  |",
        "== ==",
        "==",
        "--",
        "====",
        "----",
        "\n",
        "\n\n",
        " ",
        "   ",
        "\t",
        "\\",
        "[1]_",
        "[#]",
        ".. [1] ",
        ".. _a: ",
        ".. |a| ",
        ".. note::",
        ".. image::",
        ".. list-table::",
        ".. csv-table::",
        "replace::",
        "\"",
        "<",
        ">",
        "http://a.b",
        "a@b.c",
        "word",
        "é",
        "日本",
        "e\u{301}",
        "\u{2028}",
        "\r",
        "\0",
        "\u{feff}",
        "-- ",
        ":role:`",
        "`__",
        "`_",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

/// All that must hold of a tree.
fn is_sound(text: &str, tree: &Tree) {
    let nodes = [bindery::rst::Node::from(tree.root.clone())];
    for element in bindery::rst::tree::descendants(&nodes) {
        let (start, end) = (element.span.start as usize, element.span.end as usize);
        assert!(start <= end && end <= text.len(), "{:?} is at {start}..{end} of {}", element.tag, text.len());
    }
    assert!(!pseudo_xml(tree).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn markup_of_any_kind_gives_a_tree(text in markup()) {
        is_sound(&text, &read(&text, &Settings::default()));
        is_sound(&text, &read(&text, &Settings { character_level_inline_markup: true, keep_calls: true, ..Settings::default() }));
    }

    #[test]
    fn any_text_gives_a_tree(text in any::<String>()) {
        is_sound(&text, &read(&text, &Settings::default()));
    }
}

/// How long 100 kB may take. Without optimisation everything is slower by an order of magnitude; what is not linear would take minutes.
const LONGEST: f64 = if cfg!(debug_assertions) { 5.0 } else { 1.0 };

/// Texts of 100 kB that would take a careless parser long.
#[test]
fn time_grows_with_the_text_and_no_faster() {
    let repeated = |piece: &str| piece.repeat(100_000 / piece.len());
    let deeper = |mark: &str| (0..440).map(|depth| format!("{}{mark}\n", " ".repeat(depth))).collect::<String>();
    let rising = |mark: &str| (0..440).map(|depth| format!("{}{mark}\n\n", " ".repeat(depth))).collect::<String>();
    let column = format!("+{}+\n{}", "-+".repeat(150), format!("|{}|\n", " |".repeat(150)).repeat(300));
    let texts = [
        repeated("- "),
        repeated("* - + "),
        repeated("1. "),
        repeated("*a "),
        repeated("**a "),
        repeated("`a "),
        repeated("``a "),
        repeated("|a "),
        repeated("_`a "),
        repeated("a_b"),
        repeated("a:"),
        repeated("a@"),
        repeated("-a@b"),
        repeated("a.-"),
        repeated(":a:`"),
        repeated("[a "),
        repeated("<`_ "),
        repeated("`<"),
        repeated("\\"),
        repeated("http://("),
        repeated("http://a?#"),
        repeated(".. _a\n"),
        repeated(".. |a\n"),
        repeated(".. _a:\n   b\n"),
        repeated("|\n"),
        repeated("| a\n|   b\n"),
        repeated("=="),
        repeated("== ==\n"),
        repeated("== ==\na b\n"),
        repeated("+-+\n"),
        repeated("+--+\n|  |\n"),
        repeated("+-"),
        repeated("a\n  b\n"),
        repeated("a\n=\n"),
        repeated(":a:\n"),
        repeated("-a  b\n"),
        repeated(">>>\n"),
        repeated("::\n\n"),
        repeated("    a\n\n    -- b\n\n"),
        repeated(".. note:: a\n"),
        repeated(".. csv-table::\n\n   a\n\n"),
        repeated("title\n=====\n\n"),
        deeper("- a"),
        deeper("a"),
        deeper(".. note::"),
        deeper("| a"),
        rising("a"),
        rising("- a"),
        (0..440).map(|depth| format!("|{} a\n", " ".repeat(depth))).collect(),
        format!("+{}+\n", "+".repeat(300)).repeat(330),
        column,
    ];
    for text in &texts {
        let start = std::time::Instant::now();
        let tree = read(text, &Settings { line_length_limit: usize::MAX, ..Settings::default() });
        let taken = start.elapsed();
        let shown: String = text.chars().take(20).collect();
        assert!(taken.as_secs_f64() < LONGEST, "{shown:?} takes {taken:?}");
        is_sound(text, &tree);
    }
}

/// How fast the pages of the corpus are read, for `cargo test --release --test rst speed -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a test"]
fn speed() {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut folders = vec![corpus];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rst") {
                texts.extend(std::fs::read_to_string(path));
            }
        }
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let settings = Settings { keep_calls: true, ..Settings::default() };
    let mut best = f64::MAX;
    for _ in 0..20 {
        let start = std::time::Instant::now();
        for text in &texts {
            std::hint::black_box(read(text, &settings));
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{} files, {bytes} bytes, {:.1} MB/s", texts.len(), bytes as f64 / best / 1e6);
}

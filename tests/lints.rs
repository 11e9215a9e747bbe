//! The page of each lint is its test: what stands under `## Fires` must be reported as the page says, and what stands under `## Stays quiet`
//! must not.
//!
//! A case starts with a heading that begins with `Fires` or `Stays quiet`. Each code block with a `title` is a file of a small book; a
//! `book.toml` and a `src/index.md` are made up where the case has none. The block titled `report` holds the report on this lint;
//! `UPDATE=1 cargo test --test lints` writes it, and the difference is there to be read before it is committed. A title that ends in
//! `(in Latin-1)` makes a file in that encoding.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bindery::lints::external::{Answer, Answers};
use bindery::lints::{FAMILIES, Family, Lint, Selection, Wanted};
use bindery::render::Leaves;
use bindery::report::terminal::{self, Paint};
use bindery::source::Sources;
use bindery::{Engine, Goal, Input};

/// 2026-01-01, so that what has expired stays expired.
const NOW: i64 = 1_767_225_600;

/// The ending of the title of a file that is not UTF-8.
const LATIN_1: &str = " (in Latin-1)";

/// The family without cases: its lints are about folders, permissions and threads of the machine that a command runs on, which no file of a
/// book can bring about. The tests of the commands show them.
const WITHOUT_CASES: &str = "command";

/// A heading with the code blocks below it.
#[derive(Default)]
struct Case {
    title: String,
    files: BTreeMap<String, String>,
    /// The report that the page shows, and its bytes within the page.
    report: Option<(String, std::ops::Range<usize>)>,
}

impl Case {
    fn fires(&self) -> bool {
        self.title.starts_with("Fires")
    }
}

fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut fence: Option<(String, String, usize)> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim_end();
        match &fence {
            Some((marker, title, body)) if text == marker => {
                let content = page[*body..start].to_owned();
                if let Some(case) = cases.last_mut() {
                    if title == "report" {
                        case.report = Some((content, *body..start));
                    } else if !title.is_empty() {
                        case.files.insert(title.clone(), content);
                    }
                }
                fence = None;
            }
            Some(_) => {}
            None if text.starts_with("```") => {
                let marker: String = text.chars().take_while(|c| *c == '`').collect();
                let title = text.split_once("title=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
                fence = Some((marker, title.to_owned(), at));
            }
            None => {
                if let Some(title) = text.strip_prefix("## ").filter(|t| t.starts_with("Fires") || t.starts_with("Stays quiet")) {
                    cases.push(Case { title: title.to_owned(), ..Case::default() });
                }
            }
        }
    }
    cases
}

/// What other sites say, a line for each URL: a status, the URL, and where it has moved to.
fn answers(text: &str) -> Answers {
    let answer = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let answer = match words[0] {
            "200" => Answer::Good,
            "301" => Answer::Moved(words[2].to_owned()),
            "403" => Answer::Unknown("403 Forbidden".to_owned()),
            "404" => Answer::Dead("404 Not Found".to_owned()),
            "no-anchor" => Answer::NoAnchor,
            other => panic!("no answer is called {other}"),
        };
        (words[1].to_owned(), answer)
    };
    Answers { by_url: text.lines().map(answer).collect(), ..Answers::default() }
}

/// What the check says about the files of a case, this lint's words only.
fn report(case: &Case, code: &str) -> String {
    let mut files = case.files.clone();
    let answers = files.remove("answers").map(|text| answers(&text));
    let settings = files.entry("book.toml".to_owned()).or_default();
    if !settings.contains("[book]") {
        settings.insert_str(0, "[book]\ntitle = \"Example\"\n\n");
    }
    files.entry("src/index.md".to_owned()).or_insert_with(|| "# Example\n".to_owned());
    let sources = Sources::memory(files.into_iter().map(encoded));
    let wanted = Wanted { lints: Selection::All, now: NOW, answers, ..Wanted::default() };
    let input = Input { sources: &sources, out: None, checks: Some(&wanted), goal: Goal::Site, progress: &(), history: &() };
    let found = Engine::new(Leaves::open(None)).compile(&input).diagnostics;
    let found: Vec<_> = found.into_iter().filter(|diagnostic| diagnostic.code == code).collect();
    let text = terminal::render(&found, &|path| sources.get(path).ok(), Paint::Plain);
    text.lines().map(|line| line.trim_end().to_owned() + "\n").collect::<String>().trim_end().to_owned() + "\n"
}

/// The path and the bytes of the file that a title and the text below it make.
fn encoded((title, text): (String, String)) -> (String, Vec<u8>) {
    match title.strip_suffix(LATIN_1) {
        Some(path) => (path.to_owned(), text.chars().map(|c| u8::try_from(c).unwrap()).collect()),
        None => (title, text.into_bytes()),
    }
}

fn page_file(family: &Family, lint: &Lint) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lints").join(family.name);
    folder.join(format!("{}.md", lint.code))
}

#[test]
fn every_page_shows_what_happens() {
    let update = std::env::var("UPDATE").is_ok_and(|value| value == "1");
    let mut wrong = Vec::new();
    let mut run = 0;
    for (family, lint) in FAMILIES.iter().flat_map(|family| family.lints.iter().map(move |lint| (family, lint))) {
        let file = page_file(family, lint);
        let mut page = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        // From the back, so that an updated report does not move those before it.
        for case in cases(&page).iter().rev() {
            run += 1;
            let found = report(case, lint.code);
            let name = format!("{} / {}", lint.code, case.title);
            match (&case.report, case.fires()) {
                (None, false) if found.trim().is_empty() => {}
                (None, false) => wrong.push(format!("{name}: should stay quiet, but says\n{found}")),
                (None, true) => wrong.push(format!("{name}: has no block titled `report`")),
                (Some(_), _) if found.trim().is_empty() => wrong.push(format!("{name}: nothing is reported")),
                (Some((shown, _)), _) if *shown == found => {}
                (Some((_, range)), _) if update => page.replace_range(range.clone(), &found),
                (Some((shown, _)), _) => wrong.push(format!("{name}: the page shows\n{shown}\nbut the report is\n{found}")),
            }
        }
        if update {
            fs::write(&file, page).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(run > 0, "no case was found");
}

#[test]
fn every_lint_has_a_page_that_fires_and_stays_quiet() {
    for (family, lint) in FAMILIES.iter().flat_map(|family| family.lints.iter().map(move |lint| (family, lint))) {
        let page = fs::read_to_string(page_file(family, lint)).unwrap();
        assert_eq!(page, lint.page, "{}: the table names another file", lint.code);
        assert!(page.starts_with(&format!("# `{}`\n", lint.code)), "{}: the page's title", lint.code);
        let cases = cases(&page);
        if family.name == WITHOUT_CASES {
            assert!(cases.is_empty(), "{}: a lint with cases belongs to another family", lint.code);
            continue;
        }
        assert!(cases.iter().any(Case::fires), "{}: nothing under `## Fires`", lint.code);
        assert!(cases.iter().any(|case| !case.fires()), "{}: nothing under `## Stays quiet`", lint.code);
    }
}

#[test]
fn a_book_that_cannot_be_read_is_a_problem_whatever_is_looked_for() {
    let sources = Sources::memory([("book.toml", "[book]\ntitle = \"Example\"\n".as_bytes()), ("src/index.md", b"\xff")]);
    let lints = Selection::parse(["unknown-role"]).unwrap();
    let wanted = Wanted { lints, now: NOW, ..Wanted::default() };
    let input = Input { sources: &sources, out: None, checks: Some(&wanted), goal: Goal::Findings, progress: &(), history: &() };
    let found = Engine::new(Leaves::open(None)).compile(&input).diagnostics;
    assert_eq!(found.iter().map(|diagnostic| diagnostic.code.as_str()).collect::<Vec<_>>(), ["not-utf8"]);
}

#[test]
fn no_name_stands_for_two_things() {
    let mut names: Vec<&str> = bindery::lints::names().collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "two lints or families have the same name");
}

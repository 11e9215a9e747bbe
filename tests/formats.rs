//! `bindery check` in each format, on the bad book in `tests/formats/book`.
//!
//! What each format says of it stands in `tests/formats/expected`; `UPDATE=1 cargo test --test formats` writes these files anew, and the
//! difference is there to be read. Whether programs take the formats is tested by `tests/formats/*.test.mjs`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

#[path = "support/run.rs"]
mod run;

use std::fs;
use std::path::{Path, PathBuf};

use quick_junit::{Report, TestCaseStatus};
use run::bindery;
use serde_json::Value;
use tempfile::TempDir;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A repository with the bad book in the folder `docs`.
fn repository() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    copy(&here().join("book"), &folder.path().join("docs"));
    folder
}

/// The report in that format, and the closing line from where it belongs.
fn report(format: &str) -> String {
    let folder = repository();
    let (exit, out, err) = bindery(folder.path(), &["check", "docs", "--format", format]);
    let (report, closing) = if format == "text" { (err, out) } else { (out, err) };
    assert_eq!(exit, Some(1), "{report}");
    assert!(closing.starts_with("3 pages, ") && closing.contains(" 7 problems in ") && closing.lines().count() == 1, "{closing}");
    report
}

fn expect(name: &str, found: &str) {
    // A line without text may end in spaces, which editors take away.
    let found: String = found.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    let file = here().join("expected").join(name);
    if std::env::var("UPDATE").is_ok_and(|value| value == "1") {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == expected, "{name}: expected\n{expected}\nbut it is\n{found}");
}

#[test]
fn text_groups_by_file() {
    expect("text.txt", &report("text"));
}

#[test]
fn github_gets_a_command_for_each_problem() {
    expect("github.txt", &report("github"));
}

#[test]
fn json_is_an_array_of_problems() {
    let text = report("json");
    expect("problems.json", &text);
    let problems: Vec<Value> = serde_json::from_str(&text).unwrap();
    let keys = |problem: &Value| problem.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let all = "code level message file line column end_line end_column help suggestions";
    assert!(problems.iter().all(|problem| keys(problem) == all), "{text}");
    assert_eq!(problems.iter().flat_map(|problem| problem["suggestions"].as_array().unwrap()).collect::<Vec<_>>(), ["markup"]);
}

#[test]
fn sarif_has_a_rule_for_each_lint_and_a_result_for_each_problem() {
    let mut log: Value = serde_json::from_str(&report("sarif")).unwrap();
    let driver = &mut log["runs"][0]["tool"]["driver"];
    driver["semanticVersion"] = "…".into();
    let rules = driver["rules"].take();
    let codes: Vec<_> = rules.as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(codes, bindery::lints::lints().map(|lint| lint.code).collect::<Vec<_>>());
    for result in log["runs"][0]["results"].as_array_mut().unwrap() {
        // The number depends on all other lints.
        if let Some(index) = result.as_object_mut().unwrap().remove("ruleIndex") {
            assert_eq!(result["ruleId"], codes[usize::try_from(index.as_u64().unwrap()).unwrap()]);
        }
    }
    expect("problems.sarif", &format!("{log:#}\n"));
}

#[test]
fn junit_has_a_case_for_each_page() {
    let text = report("junit");
    expect("junit.xml", &text);
    let report = Report::deserialize_from_str(&text).unwrap();
    assert_eq!((report.tests, report.failures, report.errors), (5, 4, 0));
    let passed = |status: &TestCaseStatus| matches!(status, TestCaseStatus::Success { .. });
    let cases = &report.test_suites[0].test_cases;
    let clean: Vec<_> = cases.iter().filter(|case| passed(&case.status)).map(|case| case.name.as_str()).collect();
    assert_eq!(clean, ["src/clean.md"]);
}

#[test]
fn a_report_goes_to_the_file_that_is_asked_for() {
    let folder = repository();
    let direct = bindery(folder.path(), &["check", "docs", "--format", "json"]).1;
    let (exit, out, err) = bindery(folder.path(), &["check", "docs", "--format", "json", "--output", "out/report.json"]);
    assert_eq!((exit, err.as_str()), (Some(1), ""));
    assert!(out.contains(" 7 problems in ") && out.lines().count() == 1, "{out}");
    assert_eq!(fs::read_to_string(folder.path().join("out/report.json")).unwrap(), direct);
    let quiet = bindery(folder.path(), &["check", "docs", "--format", "json", "--quiet"]);
    assert_eq!((quiet.1, quiet.2.as_str()), (direct, ""));
    let (exit, _, err) = bindery(folder.path(), &["check", "docs", "--output", "docs"]);
    assert!(exit == Some(2) && err.contains("cannot be written to `docs`: it is a folder"), "{err}");
}

#[test]
fn paths_for_others_are_seen_from_the_repository_and_else_from_here() {
    let folder = repository();
    let file = |at: &Path, dir: &str| {
        let text = bindery(at, &["check", dir, "--format", "github"]).1;
        text.lines().next().unwrap().split_once("file=").unwrap().1.split(',').next().unwrap().to_owned()
    };
    assert_eq!(file(folder.path(), "docs"), "docs/book.toml");
    assert_eq!(file(&folder.path().join("docs/src"), ".."), "docs/book.toml");
    fs::remove_dir(folder.path().join(".git")).unwrap();
    assert_eq!(file(folder.path(), "docs"), "docs/book.toml");
    assert_eq!(file(&folder.path().join("docs"), "."), "book.toml");
    assert_eq!(file(&folder.path().join("docs/src"), ".."), "book.toml");
}

#[test]
fn a_book_without_a_problem_is_clean_in_every_format() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("book.toml"), "").unwrap();
    fs::write(folder.path().join("src/index.md"), "# A\n").unwrap();
    let check = |format: &str| {
        let (exit, out, err) = bindery(folder.path(), &["check", "--format", format]);
        assert_eq!(exit, Some(0), "{out}{err}");
        out
    };
    assert!(check("text").starts_with("1 page, "));
    assert_eq!(check("json"), "[]\n");
    assert_eq!(check("github"), "");
    assert!(check("sarif").contains("\"results\": []"));
    assert!(check("junit").contains("tests=\"1\" skipped=\"0\" failures=\"0\""));
}

#[test]
fn a_baseline_leaves_out_what_it_knows_and_tells_what_is_gone() {
    let folder = repository();
    let book = folder.path().join("docs");
    let check = |arguments: &[&str]| bindery(&book, &[&["check"], arguments].concat());

    let (exit, out, err) = check(&["--write-baseline", "known.txt"]);
    assert!(exit == Some(0) && err.is_empty(), "{err}");
    assert!(out.starts_with("wrote `known.txt`\n") && out.contains(" 0 problems (7 known) in "), "{out}");
    let known = fs::read_to_string(book.join("known.txt")).unwrap();
    let (exit, out, err) = check(&["--baseline", "known.txt"]);
    assert!(exit == Some(0) && err.is_empty() && out.contains(" 0 problems (7 known) in ") && out.lines().count() == 1, "{out}");

    // Lines move, one problem is mended, and a second one like a known one comes up.
    let page = book.join("src/index.md");
    let text = fs::read_to_string(&page).unwrap();
    let text = text.replace("# Tokens\n", "# Tokens\n\nNew: [a](guide/tokn.md).\n").replace("{rol}", "");
    fs::write(&page, text).unwrap();
    let (exit, out, err) = check(&["--baseline", "known.txt"]);
    assert_eq!(exit, Some(1), "{err}");
    assert!(out.contains("no longer there: 1 of `unknown-role` in `src/index.md`\n"), "{out}");
    assert!(out.contains(" 1 problem (6 known) in "), "{out}");
    assert!(err.starts_with("src/index.md: 1 problem\n\nerror[broken-link]"), "{err}");

    // Of the lints that were not asked for, nothing is said.
    let (_, out, _) = check(&["--baseline", "known.txt", "--only", "unclosed-fence"]);
    assert!(!out.contains("no longer there"), "{out}");
    check(&["--write-baseline", "again.txt"]);
    assert_ne!(fs::read_to_string(book.join("again.txt")).unwrap(), known);
}

#[test]
fn a_baseline_that_cannot_be_had_stops_the_check() {
    let folder = repository();
    let refused = |file: &str| {
        let (exit, out, err) = bindery(&folder.path().join("docs"), &["check", "--format", "json", "--baseline", file]);
        assert_eq!((exit, out.as_str()), (Some(2), ""));
        err
    };
    assert!(refused("none.txt").starts_with("error[bad-baseline]: there is no baseline `none.txt`\nhelp: "));
    assert!(!folder.path().join("docs/none.txt").exists());
    assert!(refused("src").contains("the baseline `src` cannot be read: it is a folder"));
    assert!(refused("book.toml").contains("line 1 of the baseline `book.toml` is no entry"));
    assert!(refused("src/latin.md").contains("the baseline `src/latin.md` is not UTF-8"));
    fs::write(folder.path().join("docs/book.toml"), "[").unwrap();
    let (exit, _, err) = bindery(&folder.path().join("docs"), &["check", "--write-baseline", "known.txt"]);
    assert!(exit == Some(2) && err.contains("no page could be checked, so `known.txt` was not written"), "{err}");
    assert!(!folder.path().join("docs/known.txt").exists());
}

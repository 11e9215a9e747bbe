//! Books with something wrong in them, and what `bindery build` says about each.
//!
//! A folder of `tests/cli/bad` is a book with its `expected.txt`: what is reported, how many problems there are, and the exit code.
//! `UPDATE_EXPECT=1 cargo test --test bad_books` writes these files anew; read the difference before you keep it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "tests")]

#[path = "support/cases.rs"]
mod cases;

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

#[test]
fn each_bad_book_is_told_what_is_wrong_and_where() {
    cases::compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/bad"), 15, build);
}

/// Such files cannot be kept in the repository: not every file system could hold them.
#[test]
fn files_that_differ_only_in_case_are_a_problem() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("book.toml"), "").unwrap();
    for page in ["index", "Tokens", "tokens"] {
        fs::write(folder.path().join(format!("src/{page}.md")), format!("# {page}\n")).unwrap();
    }
    if cases::sorted(&folder.path().join("src")).len() < 3 {
        eprintln!("skipped: this file system does not tell upper case from lower case");
        return;
    }
    let said = build(folder.path());
    assert!(said.contains("error[case-clash]: `src/tokens.md` differs from `src/Tokens.md` only in case\n"), "{said}");
    assert!(said.contains(" --> src/tokens.md:1:1\n") && said.ends_with("exit code 1\n"), "{said}");
}

/// What a build of the book prints: the standard error, the number of problems, the exit code.
fn build(book: &Path) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_bindery")).args(["build", "--color", "never"]).current_dir(book).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (problems, closing) = (text(&output.stderr), text(&output.stdout));
    assert!(!problems.contains("panicked"), "{}: {problems}", book.display());
    // What was looked at is another test's concern, and grows with each family of lints.
    let closing = closing.split_once(" in ").map_or(closing.as_str(), |(counts, _)| counts);
    let closing = closing.rsplit(", ").next().unwrap_or_default();
    let code = output.status.code().map_or("none".to_owned(), |code| code.to_string());
    format!("{problems}{}\nexit code {code}\n", closing.trim_end())
}

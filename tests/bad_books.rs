//! Books with something wrong in them, and what `bindery build` says about each.
//!
//! A folder of `tests/cli/bad` is a book with its `expected.txt`: what is reported, how many problems there are, and the exit code.
//! `UPDATE_EXPECT=1 cargo test --test bad_books` writes these files anew; read the difference before you keep it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const EXPECTED: &str = "expected.txt";

#[test]
fn each_bad_book_is_told_what_is_wrong_and_where() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let books = sorted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/bad"));
    assert!(books.len() >= 15, "only {} bad books were found", books.len());

    let mut wrong = Vec::new();
    for book in books {
        let folder = TempDir::new().unwrap();
        copy(&book, folder.path());
        let said = build(folder.path());
        let file = book.join(EXPECTED);
        if update {
            fs::write(file, said).unwrap();
            continue;
        }
        let expected = fs::read_to_string(file).unwrap_or_default();
        if said != expected {
            wrong.push(format!("--- {}: expected\n{expected}--- said\n{said}", book.display()));
        }
    }
    assert!(wrong.is_empty(), "{} of the books:\n\n{}", wrong.len(), wrong.join("\n"));
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
    if sorted(&folder.path().join("src")).len() < 3 {
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

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for path in sorted(from) {
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else if !path.ends_with(EXPECTED) {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

//! "Last updated": in real repositories, which page says what date.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A book in the folder `docs` of a repository. Two pages use what others are made from.
const BOOK: &[(&str, &str)] = &[
    ("docs/book.toml", ""),
    ("docs/src/index.md", "# Index\n"),
    ("docs/src/a.md", "# A\n"),
    ("docs/src/b.md", "# B\n\n```{include} _shared.md\n```\n"),
    ("docs/src/_shared.md", "Shared words.\n"),
    ("docs/src/c.md", "# C\n\n```{literalinclude} ../../code/c d.py\n```\n"),
    ("code/c d.py", "print(1)\n"),
];

fn git(folder: &Path, date: &str, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"])
        .args(["-c", "protocol.file.allow=always"])
        .args(arguments)
        .envs([("GIT_COMMITTER_DATE", date), ("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z")])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn commit(folder: &Path, date: &str, files: &[(&str, &str)]) {
    for (path, text) in files {
        write(folder, path, text);
    }
    git(folder, date, &["add", "."]);
    git(folder, date, &["commit", "--quiet", "-m", "A change"]);
}

fn repository() -> TempDir {
    let folder = TempDir::new().unwrap();
    git(folder.path(), "", &["init", "--quiet", "--initial-branch=main"]);
    commit(folder.path(), "2020-01-01T12:00:00Z", BOOK);
    folder
}

fn build(folder: &Path, zone: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(["build", "docs", "--out", "site", "--no-cache"]).env("TZ", zone).current_dir(folder);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// The dates of the pages index, a, b and c, as readers see them; `-` for a page without one.
fn dates(folder: &Path) -> [String; 4] {
    ["index", "a", "b", "c"].map(|page| {
        let html = fs::read_to_string(folder.join(format!("site/{page}.html"))).unwrap();
        let date = html.split_once("<time datetime=\"").and_then(|(_, rest)| rest.split_once("\">")?.1.split_once("</time>"));
        date.map_or_else(|| "-".to_owned(), |(text, _)| text.to_owned())
    })
}

#[test]
fn a_page_is_as_new_as_the_newest_thing_in_it() {
    let folder = repository();
    let folder = folder.path();
    commit(folder, "2021-02-03T12:00:00Z", &[("docs/src/a.md", "# A\n\nMore.\n")]);
    commit(folder, "2022-03-04T12:00:00Z", &[("docs/src/_shared.md", "Other words.\n")]);
    commit(folder, "2023-04-05T12:00:00Z", &[("code/c d.py", "print(2)\n")]);
    commit(folder, "2024-05-06T12:00:00Z", &[("README.md", "Not of the book.\n")]);
    build(folder, "UTC");
    assert_eq!(dates(folder), ["1 January 2020", "3 February 2021", "4 March 2022", "5 April 2023"]);
}

#[test]
fn the_date_depends_on_the_record_alone() {
    let folder = repository();
    let folder = folder.path();
    // Eleven in the evening in New York is the next day in UTC.
    commit(folder, "2021-02-03T23:30:00-0500", &[("docs/src/a.md", "# A\n\nMore.\n")]);
    build(folder, "Pacific/Kiritimati");
    let far_east = fs::read(folder.join("site/a.html")).unwrap();
    build(folder, "Pacific/Pago_Pago");
    assert_eq!(far_east, fs::read(folder.join("site/a.html")).unwrap());
    assert_eq!(dates(folder)[1], "4 February 2021");
    assert!(String::from_utf8(far_east).unwrap().contains("<time datetime=\"2021-02-04T04:30:00Z\">"));
    // What is not committed is no record.
    write(folder, "docs/src/a.md", "# A\n\nMuch more.\n");
    build(folder, "UTC");
    assert_eq!(dates(folder)[1], "4 February 2021");
}

#[test]
fn a_page_that_was_never_committed_has_no_date() {
    let folder = repository();
    let folder = folder.path();
    write(folder, "docs/src/new.md", "# New\n");
    build(folder, "UTC");
    let new = fs::read_to_string(folder.join("site/new.html")).unwrap();
    assert!(new.contains("<h1") && !new.contains("Last updated"), "{new}");
}

#[test]
fn without_a_repository_or_with_an_empty_one_there_are_no_dates() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    for (path, text) in BOOK {
        write(folder, path, text);
    }
    // What lies beside a book is part of it only in a repository.
    write(folder, "docs/src/c.md", "# C\n");
    build(folder, "UTC");
    assert_eq!(dates(folder), ["-"; 4]);
    git(folder, "", &["init", "--quiet"]);
    build(folder, "UTC");
    assert_eq!(dates(folder), ["-"; 4]);
}

#[test]
fn the_setting_turns_dates_off() {
    let folder = repository();
    let folder = folder.path();
    write(folder, "docs/book.toml", "[output.html]\nlast-updated = false\n");
    build(folder, "UTC");
    assert_eq!(dates(folder), ["-"; 4]);
}

#[test]
fn a_shallow_clone_shows_the_dates_it_knows_and_says_that_others_are_missing() {
    let whole = repository();
    commit(whole.path(), "2021-02-03T12:00:00Z", &[("docs/src/a.md", "# A\n\nMore.\n")]);
    commit(whole.path(), "2022-03-04T12:00:00Z", &[("docs/src/_shared.md", "Other words.\n")]);
    let url = format!("file://{}", whole.path().display());
    for (depth, expected) in [("1", ["-", "-", "-", "-"]), ("2", ["-", "-", "4 March 2022", "-"])] {
        let folder = TempDir::new().unwrap();
        git(folder.path(), "", &["clone", "--quiet", "--depth", depth, &url, "."]);
        let said = String::from_utf8(build(folder.path(), "UTC").stdout).unwrap();
        assert_eq!(dates(folder.path()), expected, "depth {depth}");
        assert!(said.contains("shallow") && said.contains("git fetch --unshallow"), "{said}");
    }
    let folder = TempDir::new().unwrap();
    git(folder.path(), "", &["clone", "--quiet", &url, "."]);
    let said = String::from_utf8(build(folder.path(), "UTC").stdout).unwrap();
    assert!(!said.contains("note:"), "{said}");
}

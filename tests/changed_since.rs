//! `bindery check --changed-since`: in real repositories, which pages' problems are reported after which change.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Each page has a problem of its own, so that its being reported shows.
const BOOK: &[(&str, &str)] = &[
    ("docs/book.toml", ""),
    (
        "docs/src/SUMMARY.md",
        "- [Index](index.md)\n- [A](a.md)\n- [B](b.md)\n- [C](c.md)\n- [D](d/index.md)\n- [E](e.md)\n- [F](f.md)\n",
    ),
    ("docs/src/index.md", "# Index\n\n[x](x-index.md)\n"),
    ("docs/src/a.md", "# A\n\n## Part\n\n[x](x-a.md)\n"),
    ("docs/src/b.md", "# B\n\n[A](a.md#part) [x](x-b.md)\n"),
    ("docs/src/c.md", "# C\n\n```{include} _shared.md\n```\n\n[x](x-c.md)\n"),
    ("docs/src/_shared.md", "Shared words.\n"),
    ("docs/src/d/index.md", "# D\n\n{doc}`/c` ![p](../picture.png) [x](x-d.md)\n"),
    ("docs/src/e.md", "# E\n\n```{literalinclude} ../../code/e.py\n```\n\n[x](x-e.md)\n"),
    ("docs/src/f.md", "# F\n\n(here)=\n## Here\n\n[D](d/) [x](x-f.md)\n"),
    ("docs/src/picture.png", "no picture"),
    ("code/e.py", "print(1)\n"),
    ("README.md", "About.\n"),
];

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
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

/// A repository whose branch `main` holds the book, checked out on the branch `work`.
fn repository() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in BOOK {
        write(folder.path(), path, text);
    }
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "-m", "The book"]);
    git(folder.path(), &["checkout", "--quiet", "-b", "work"]);
    folder
}

fn check(folder: &Path, revision: &str) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["check", "docs"])
        .arg(format!("--changed-since={revision}"))
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The pages whose own problem is reported, in one word, as in `ab`; and how many pages the closing line speaks of.
fn reported(folder: &Path) -> (String, String) {
    let (_, said, wrong) = check(folder, "main");
    let pages = ["index", "a", "b", "c", "d", "e", "f"];
    let found = pages.iter().filter(|page| wrong.contains(&format!("[x](x-{page}.md)"))).copied().collect();
    (found, said.split(',').next().unwrap_or_default().to_owned())
}

fn append(folder: &Path, path: &str) {
    let old = fs::read_to_string(folder.join(path)).unwrap();
    write(folder, path, &format!("{old}\nMore.\n"));
}

#[test]
fn a_change_concerns_what_it_can_break() {
    type Change = fn(&Path);
    let cases: Vec<(&str, Change, &str)> = vec![
        ("nothing", |_| {}, ""),
        ("a page without a link to it", |folder| append(folder, "docs/src/b.md"), "b"),
        ("a page with a link to it", |folder| append(folder, "docs/src/a.md"), "ab"),
        ("a staged page", |folder| (append(folder, "docs/src/b.md"), git(folder, &["add", "."])).1, "b"),
        ("a committed page", |folder| (append(folder, "docs/src/b.md"), git(folder, &["commit", "-qam", "b"])).1, "b"),
        ("an included file, and a link to its reader", |folder| append(folder, "docs/src/_shared.md"), "cd"),
        ("a link to a folder", |folder| append(folder, "docs/src/d/index.md"), "df"),
        ("code beside the book", |folder| append(folder, "code/e.py"), "e"),
        ("a picture", |folder| write(folder, "docs/src/picture.png", "another"), "d"),
        ("a deleted picture", |folder| fs::remove_file(folder.join("docs/src/picture.png")).unwrap(), "d"),
        ("a file that no page reads", |folder| append(folder, "README.md"), ""),
        ("the settings", |folder| write(folder, "docs/book.toml", "[book]\ntitle = \"T\"\n"), "indexabcdef"),
        (
            "a deleted page",
            |folder| {
                fs::remove_file(folder.join("docs/src/c.md")).unwrap();
            },
            "d",
        ),
        ("a renamed page", |folder| git(folder, &["mv", "docs/src/a.md", "docs/src/a2.md"]), "b"),
        (
            "a commit on main alone",
            |folder| {
                git(folder, &["checkout", "--quiet", "main"]);
                append(folder, "docs/src/b.md");
                git(folder, &["commit", "-qam", "b"]);
                git(folder, &["checkout", "--quiet", "work"]);
            },
            "",
        ),
    ];
    for (name, change, expected) in cases {
        let folder = repository();
        change(folder.path());
        let (found, counted) = reported(folder.path());
        assert_eq!(found, expected, "{name}: {counted}");
    }
}

#[test]
fn the_closing_line_tells_how_many_pages() {
    let folder = repository();
    assert_eq!(reported(folder.path()).1, "0 of 7 pages");
    assert_eq!(check(folder.path(), "main").0, Some(0));
    write(folder.path(), "docs/src/b.md", "# B\n\n[x](x-b.md)\n");
    assert_eq!(reported(folder.path()).1, "1 of 7 pages");
    assert_eq!(check(folder.path(), "main").0, Some(1));
}

#[test]
fn a_new_page_counts_before_git_knows_it() {
    let folder = repository();
    write(folder.path(), "docs/src/SUMMARY.md", "");
    git(folder.path(), &["rm", "--quiet", "--force", "docs/src/SUMMARY.md"]);
    git(folder.path(), &["commit", "--quiet", "-m", "No table of contents"]);
    git(folder.path(), &["branch", "--force", "main"]);
    write(folder.path(), "docs/src/g.md", "# G\n\n[x](x-g.md)\n");
    let (exit, said, wrong) = check(folder.path(), "main");
    assert_eq!(exit, Some(1));
    assert!(said.starts_with("1 of ") && wrong.contains("x-g.md"), "{said}{wrong}");
}

#[test]
fn problems_between_pages_are_told_wherever_they_show() {
    let folder = repository();
    write(folder.path(), "docs/src/b.md", "# B\n\n(here)=\n## Here too\n");
    let (_, _, wrong) = check(folder.path(), "main");
    assert!(wrong.contains("[duplicate-label]") && wrong.contains("src/f.md"), "{wrong}");
    assert!(!wrong.contains("x-f.md"), "{wrong}");
}

#[test]
fn a_label_that_went_away_concerns_those_who_use_it() {
    let folder = repository();
    write(folder.path(), "docs/src/index.md", "# Index\n\n{ref}`here` [x](x-index.md)\n");
    git(folder.path(), &["commit", "-qam", "A reference"]);
    git(folder.path(), &["branch", "--force", "main"]);
    write(folder.path(), "docs/src/f.md", "# F\n");
    let (_, said, wrong) = check(folder.path(), "main");
    assert!(said.starts_with("2 of 7 pages") && wrong.contains("x-index.md"), "{said}{wrong}");
}

#[test]
fn what_cannot_be_told_is_refused() {
    let folder = repository();
    for revision in ["origin/main", "--output=x", "main..work", "HEAD:docs"] {
        let (exit, said, wrong) = check(folder.path(), revision);
        assert_eq!((exit, said.as_str()), (Some(2), ""), "{revision}");
        let line = format!("error[unknown-revision]: the repository has no revision `{revision}`\n");
        assert!(wrong.starts_with(&line), "{wrong}");
    }
    git(folder.path(), &["checkout", "--quiet", "--orphan", "other"]);
    git(folder.path(), &["commit", "--quiet", "-m", "Another beginning"]);
    let (exit, _, wrong) = check(folder.path(), "main");
    assert!(exit == Some(2) && wrong.contains("have nothing in common"), "{wrong}");

    let outside = TempDir::new().unwrap();
    write(outside.path(), "docs/book.toml", "");
    write(outside.path(), "docs/src/index.md", "# A\n");
    let (exit, _, wrong) = check(outside.path(), "main");
    assert!(exit == Some(2) && wrong.contains("cannot be told without a git repository"), "{wrong}");
}

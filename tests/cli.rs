//! The program from outside: what it prints, where, and how it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

#[path = "support/folder.rs"]
mod folder;
#[path = "support/run.rs"]
mod run;

use std::fs;
use std::path::Path;

use folder::folder_with;
use run::bindery;
use tempfile::TempDir;

#[test]
fn a_new_book_builds_without_a_problem() {
    let folder = TempDir::new().unwrap();
    let (exit, said, wrong) = bindery(folder.path(), &["new", "token-handbook"]);
    assert_eq!((exit, wrong.as_str()), (Some(0), ""));
    assert!(said.contains("\n  bindery build token-handbook\n"), "{said}");

    let (exit, said, wrong) = bindery(folder.path(), &["build", "token-handbook"]);
    assert_eq!((exit, wrong.as_str()), (Some(0), ""), "{said}");
    assert!(said.starts_with("3 pages, 1 diagram, 2 code blocks, 5 internal links, "), "{said}");
    let book = folder.path().join("token-handbook/book");
    assert!(fs::read_to_string(book.join("index.html")).unwrap().contains("Token handbook"));
    assert!(fs::read_to_string(book.join("guide/diagrams.html")).unwrap().contains("<svg"));
}

#[test]
fn search_prints_what_a_reader_would_find_and_says_what_it_lacks() {
    let pages = [
        ("book.toml", ""),
        ("src/index.md", "# Tokens\n\n## Rotation\n\nKeys change each night.\n\n## Storage\n\nKeys lie in a safe.\n"),
    ];
    let book = folder_with(&pages);
    let search = |arguments: &[&str]| bindery(book.path(), &[&["search"], arguments].concat());
    let said = |query: &str| search(&[query]).1;
    assert_eq!(said("safe"), "Tokens › Storage\n  src/index.md:7\n  Keys lie in a safe.\n\n1 section\n");
    assert!(search(&["keys", "--limit", "1"]).1.ends_with("\n2 sections, of which the best 1 are shown\n"));
    assert_eq!(search(&["keys", "--limit", "0"]).0, Some(2));
    assert!(said("rotatoin").starts_with("No page has `rotatoin`; this is for `rotation`.\n\nTokens › Rotation\n"));
    assert!(said("“night safe”").ends_with("try it without the quotation marks.\n"));
    assert!(said("zebra").ends_with("or anything like it.\nNothing was found for `zebra`: try fewer or other words.\n"));
    assert_eq!(said("5\"").lines().count(), 2);
    assert_eq!(said("\"\""), "Nothing was found for `\"\"`: there is no letter or digit in it.\n");

    let empty = folder_with(&[("book.toml", ""), ("src/notes.txt", "")]);
    let (exit, said, wrong) = bindery(empty.path(), &["search", "keys"]);
    assert_eq!((exit, said.as_str()), (Some(1), ""));
    assert!(wrong.starts_with("error[empty-book]: "), "{wrong}");
}

#[test]
fn new_overwrites_nothing() {
    let folder = folder_with(&[("handbook/notes.txt", "mine"), ("fresh/.git/HEAD", "")]);
    let (exit, said, wrong) = bindery(folder.path(), &["new", "handbook"]);
    assert_eq!((exit, said.as_str()), (Some(2), ""));
    assert!(wrong.starts_with("error[folder-in-use]: `handbook` is not empty: `notes.txt` is in the way\nhelp: "), "{wrong}");
    assert_eq!(fs::read_dir(folder.path().join("handbook")).unwrap().count(), 1);
    assert_eq!(bindery(folder.path(), &["new", "fresh", "--quiet"]), (Some(0), String::new(), String::new()));
}

#[test]
fn without_a_book_the_way_to_one_is_told() {
    let folder = folder_with(&[("handbook/book.toml", ""), ("handbook/src/guide/a.md", "# A\n")]);
    let (exit, said, wrong) = bindery(folder.path(), &["build"]);
    assert_eq!((exit, said.as_str()), (Some(2), ""));
    assert!(wrong.contains("this folder holds no `book.toml`\nhelp: to start a new book: `bindery new handbook`"), "{wrong}");
    assert!(bindery(folder.path(), &["build", "nowhere"]).2.contains("`nowhere` does not exist"));

    let (exit, _, wrong) = bindery(&folder.path().join("handbook/src/guide"), &["build"]);
    let line = wrong.lines().find(|line| line.starts_with("help: there is one in")).unwrap_or_default();
    assert!(exit == Some(2) && line.ends_with("handbook`"), "{wrong}");
}

#[test]
fn the_exit_code_tells_how_it_went() {
    let exit = |settings: &str, page: &str| {
        let folder = folder_with(&[("book.toml", settings), ("src/index.md", page)]);
        bindery(folder.path(), &["build"]).0
    };
    assert_eq!(exit("", "# Home\n"), Some(0));
    assert_eq!(exit("", "# Home\n\n[Nowhere](nowhere.md)\n"), Some(1));
    assert_eq!(exit("[buk]", "# Home\n"), Some(1));
    let folder = folder_with(&[("book.toml", "")]);
    assert_eq!(bindery(folder.path(), &["build"]).0, Some(1));
    fs::write(folder.path().join("book.toml"), b"# \xff").unwrap();
    assert_eq!(bindery(folder.path(), &["build"]).0, Some(1));
}

#[test]
fn a_site_among_the_pages_is_not_taken_for_pages() {
    let folder = folder_with(&[("book.toml", "book.src = \".\"\n"), ("index.md", "# A\n"), (".hidden", "")]);
    for out in ["book", "site"] {
        let first = bindery(folder.path(), &["build", "--out", out]);
        assert_eq!(first.0, Some(0), "{}", first.2);
        let files = |path: &Path| fs::read_dir(path).unwrap().count();
        let before = files(&folder.path().join(out));
        assert_eq!(bindery(folder.path(), &["build", "--out", out]).0, Some(0));
        assert_eq!(files(&folder.path().join(out)), before);
        fs::remove_dir_all(folder.path().join(out)).unwrap();
    }
}

#[test]
fn problems_go_to_the_standard_error_with_their_place() {
    let folder = folder_with(&[("book.toml", "[book]\ntitel = \"A\"\n"), ("src/index.md", "# A\n")]);
    let (exit, said, wrong) = bindery(folder.path(), &["build"]);
    assert_eq!(exit, Some(1));
    assert!(said.contains(", 1 problem in "), "{said}");
    let expected = "error[unknown-key]: `[book]` has no key `titel`\n --> book.toml:2:1\n";
    assert!(wrong.starts_with(expected), "{wrong}");
    assert!(bindery(folder.path(), &["build", "--color", "always"]).2.starts_with('\u{1b}'));
    assert_eq!(bindery(folder.path(), &["build", "-q"]).1, "");
}

#[test]
fn the_site_never_lies_over_the_pages() {
    let folder = folder_with(&[("b/book.toml", ""), ("b/src/index.md", "# A\n")]);
    for out in ["b", "b/src", "b/x/../src", ".", ".."] {
        let (exit, _, wrong) = bindery(folder.path(), &["build", "b", "--out", out]);
        assert!(exit == Some(2) && wrong.contains("which holds the book's pages"), "{out}: {wrong}");
    }
    assert_eq!(bindery(folder.path(), &["build", "b", "--out", "b/src-site"]).0, Some(0));
    assert!(folder.path().join("b/src-site/index.html").is_file());
    assert!(!folder.path().join("b/book").exists());
}

#[test]
fn a_file_of_somebody_else_is_left_alone() {
    let folder = folder_with(&[("book.toml", ""), ("src/index.md", "# A\n"), ("book/index.html", "mine")]);
    let (exit, _, wrong) = bindery(folder.path(), &["build"]);
    assert!(exit == Some(1) && wrong.starts_with("error[foreign-file]: `book/index.html` "), "{wrong}");
    assert_eq!(fs::read_to_string(folder.path().join("book/index.html")).unwrap(), "mine");
}

#[test]
fn the_cache_is_kept_where_the_book_says() {
    let folder = folder_with(&[("book.toml", "cache.dir = \"kept\"\n"), ("src/index.md", "# A\n\n```rust\nfn main() {}\n```\n")]);
    assert_eq!(bindery(folder.path(), &["build", "--no-cache"]).0, Some(0));
    assert!(!folder.path().join("kept").exists());
    assert_eq!(bindery(folder.path(), &["build"]).0, Some(0));
    assert!(folder.path().join("kept").is_dir());
}

#[test]
fn usage_errors_and_help_end_as_they_should() {
    let folder = TempDir::new().unwrap();
    for (arguments, code) in [(&["--help"][..], 0), (&["--version"], 0), (&[], 2), (&["bild"], 2), (&["build", "--jobs", "0"], 2)]
    {
        assert_eq!(bindery(folder.path(), arguments).0, Some(code), "{arguments:?}");
    }
    assert!(bindery(folder.path(), &["bild"]).2.contains("'build'"));
    for arguments in [["build", "--help"], ["new", "--help"]] {
        assert!(bindery(folder.path(), &arguments).1.contains("Examples:"));
    }
}

#[test]
fn a_report_replaces_nothing_but_a_report() {
    let page = "# Home\n\n[Nowhere](nowhere.md)\n";
    let folder = folder_with(&[("book.toml", ""), ("src/index.md", page), ("notes.txt", "mine\n")]);
    let refused = |file: &str| {
        let (exit, said, wrong) = bindery(folder.path(), &["check", "--format", "json", "--output", file]);
        assert_eq!((exit, said.as_str()), (Some(2), ""), "{wrong}");
        wrong
    };
    assert!(refused("book.toml").contains("the settings of the book are there"));
    for file in ["notes.txt", "/dev/null"] {
        let told = format!("the report cannot be written to `{file}`: there is a file that is no report of `bindery check`");
        assert!(refused(file).contains(&told), "{file}");
    }
    for file in ["src/index.md", "src/report.json", "./src/../src/new/report.json"] {
        assert!(refused(file).contains("it lies among the pages of the book"), "{file}");
    }
    assert!(refused("src/..").contains("it is a folder"));
    assert_eq!(fs::read_to_string(folder.path().join("src/index.md")).unwrap(), page);
    assert_eq!(fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "mine\n");
    for format in ["json", "sarif", "junit", "github", "text", "json"] {
        let (exit, _, wrong) = bindery(folder.path(), &["check", "--format", format, "--output", "out/report"]);
        assert_eq!(exit, Some(1), "{format}: {wrong}");
    }
    assert!(fs::read_to_string(folder.path().join("out/report")).unwrap().starts_with("[\n"));
}

#[test]
fn a_baseline_replaces_nothing_but_a_baseline() {
    let page = "# Home\n\n[Nowhere](nowhere.md)\n";
    let folder = folder_with(&[("book.toml", ""), ("src/index.md", page), ("notes.txt", "mine\n")]);
    let write = |file: &str| bindery(folder.path(), &["check", "--write-baseline", file]);
    for file in ["notes.txt", "src/index.md"] {
        let (exit, _, wrong) = write(file);
        assert_eq!(exit, Some(2));
        assert!(wrong.contains(&format!("`{file}` is no baseline, so it was not replaced")), "{wrong}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("src/index.md")).unwrap(), page);
    assert_eq!(fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "mine\n");
    assert_eq!(write("known").0, Some(0));
    assert_eq!(write("known").0, Some(0), "a baseline is made anew");
    assert_eq!(bindery(folder.path(), &["check", "--baseline", "known"]).0, Some(0));
}

#[test]
fn what_could_not_be_mended_is_told_with_what_was() {
    let region = "<!-- bindery:begin r -->\nold\n<!-- bindery:end -->\n";
    let settings = "[[regions]]\nname = \"r\"\ntemplate = \"r.md\"\n";
    let page = format!("# A page\n\n{region}");
    let files = [("book.toml", settings), ("r.md", "new\n"), ("src/index.md", &page), ("src/locked.md", &page)];
    let folder = folder_with(&files);
    let locked = folder.path().join("src/locked.md");
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();
    let (exit, said, wrong) = bindery(folder.path(), &["check", "--fix"]);
    assert_eq!(exit, Some(1), "{said}{wrong}");
    assert!(wrong.contains("error[not-written]: `src/locked.md` was not mended: it is read-only"), "{wrong}");
    assert!(said.contains("mended `src/index.md`"), "{said}");
    assert_eq!(fs::read_to_string(&locked).unwrap(), page);
}

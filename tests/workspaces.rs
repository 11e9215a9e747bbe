//! Several books as one site.
//!
//! A folder of `tests/workspaces` is a workspace with its `expected.txt`: what `bindery build` says, then the links of each page of the site
//! that lead out of its book. `UPDATE_EXPECT=1 cargo test --test workspaces` writes these files anew; read the difference before you keep it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "tests")]

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

#[test]
fn each_workspace_is_built_as_expected() {
    cases::compare(&workspaces(), 5, |folder| said(&bindery(folder, &["build"])) + &ways_out(&folder.join("book")));
}

#[test]
fn what_the_workspace_has_is_in_each_book() {
    let folder = cases::copied(&workspaces().join("defaults"));
    bindery(folder.path(), &["build"]);
    let site = site(&folder.path().join("book"));
    for book in ["first/", "second/", ""] {
        let page = &site[&format!("{book}404.html")];
        assert!(page.contains("Nothing here, says the workspace."), "{page}");
        let style = site.iter().find(|(name, _)| name.starts_with(&format!("{book}_theme/style-"))).unwrap().1;
        assert!(style.contains("the brand"), "{book}");
    }
}

#[test]
fn a_filter_chooses_books_and_the_others_are_still_known() {
    let folder = cases::copied(&workspaces().join("references"));
    let built = bindery(folder.path(), &["build", "--package-filter", "cel*"]);
    assert!(built.status.success(), "{}", said(&built));
    let site = site(&folder.path().join("book"));
    assert!(site.contains_key("celery/index.html") && !site.contains_key("guide/index.html"));
    assert!(site["celery/index.html"].contains("href=\"../guide/deep/page.html\""));
    let refused = bindery(folder.path(), &["build", "--package-filter", "celary"]);
    let expected = "error[unknown-book]: no book of the workspace has a name like `celary`\nhelp: did you mean `celery`?\n\n";
    assert_eq!((refused.status.code(), text(&refused.stderr).as_str()), (Some(2), expected));
    let alone = bindery(&folder.path().join("guide"), &["build", "--package-filter", "guide"]);
    assert!(text(&alone.stderr).contains("this folder is none"), "{}", said(&alone));
}

#[test]
fn broken_references_are_found_under_a_filter_too() {
    let folder = cases::copied(&workspaces().join("broken"));
    let said = said(&bindery(folder.path(), &["check", "--package-filter", "celery"]));
    assert!(said.contains("the book `guide` has nothing that fits `guide:nothing`"), "{said}");
    assert!(said.contains("\ncelery      1         0\n") && !said.contains("wurd"), "{said}");
}

#[test]
fn a_report_is_one_document_with_all_books() {
    let folder = cases::copied(&workspaces().join("broken"));
    let report = |format: &str| text(&bindery(folder.path(), &["check", "--format", format]).stdout);
    let json: serde_json::Value = serde_json::from_str(&report("json")).unwrap();
    let files: Vec<&str> = json.as_array().unwrap().iter().map(|problem| problem["file"].as_str().unwrap()).collect();
    assert!(files.contains(&"guide/src/index.md") && files.contains(&"celery/docs/index.rst"), "{files:?}");
    let sarif: serde_json::Value = serde_json::from_str(&report("sarif")).unwrap();
    assert_eq!(sarif["runs"].as_array().unwrap().len(), 1);
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), files.len());
    assert_eq!(report("github").lines().count(), files.len());
}

#[test]
fn any_number_of_threads_and_any_memory_give_the_same_site() {
    let folder = cases::copied(&workspaces().join("references"));
    let build = |arguments: &[&str]| {
        assert!(bindery(folder.path(), &[&["build"], arguments].concat()).status.success());
        site(&folder.path().join("book"))
    };
    let cold = build(&["--no-cache", "--jobs", "1"]);
    assert!(cold.contains_key("celery/objects.inv") && cold.len() > 20, "{:?}", cold.keys());
    assert_eq!(build(&["--jobs", "4"]), cold);
    assert_eq!(build(&[]), cold, "warm");
    fs::remove_dir_all(folder.path().join("book")).unwrap();
    assert_eq!(build(&["--jobs", "3"]), cold);
}

#[test]
fn the_site_of_a_book_goes_with_the_book() {
    let folder = cases::copied(&workspaces().join("references"));
    bindery(folder.path(), &["build"]);
    let there = |path: &str| folder.path().join("book").join(path).exists();
    assert!(there("celery/index.html"));
    fs::write(folder.path().join("book/guide/own.txt"), "not Bindery's").unwrap();
    fs::write(folder.path().join("book.toml"), "[workspace]\nbooks = [\"providers/*\"]\n").unwrap();
    bindery(folder.path(), &["build"]);
    assert!(there("celery/index.html") && !there("guide/index.html") && there("guide/own.txt"));
}

#[test]
fn a_mended_file_is_that_of_its_book() {
    let folder = cases::copied(&workspaces().join("defaults"));
    fs::write(folder.path().join("second/docs/index.md"), "# Second\n\n[Here](../../first/docs/index.md#frist)\n").unwrap();
    let said = said(&bindery(folder.path(), &["check"]));
    assert!(said.contains(" --> second/docs/index.md:3:8\n"), "{said}");
}

#[test]
fn what_works_on_one_book_asks_for_one() {
    let folder = cases::copied(&workspaces().join("references"));
    let refused = bindery(folder.path(), &["search", "worker"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("name one of them by `--package-filter`: `guide`, `celery`"));
    let found = text(&bindery(folder.path(), &["search", "works", "--package-filter", "celery"]).stdout);
    assert!(found.contains("docs/index.rst:"), "{found}");
    let versions = bindery(folder.path(), &["build", "--versions"]);
    assert!(text(&versions.stderr).starts_with("error[contradictory-options]"), "{}", text(&versions.stderr));
}

#[test]
fn several_projects_of_sphinx_become_a_workspace() {
    let folder = TempDir::new().unwrap();
    for (name, other) in [("celery", "fab"), ("fab", "celery")] {
        let docs = folder.path().join(name).join("docs");
        fs::create_dir_all(&docs).unwrap();
        fs::write(docs.join("conf.py"), format!("project = '{name}'\n")).unwrap();
        fs::write(docs.join("index.rst"), format!("{name}\n======\n\nSee :doc:`{other}:index`.\n")).unwrap();
    }
    let imported = bindery(folder.path(), &["import-sphinx"]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    let settings = fs::read_to_string(folder.path().join("book.toml")).unwrap();
    assert!(settings.ends_with("[workspace]\nbooks = [\n    \"celery/docs\",\n    \"fab/docs\",\n]\n"), "{settings}");
    let built = said(&bindery(folder.path(), &["build"]));
    assert_eq!(built, "2 books, 2 pages, 0 problems\nexit code 0\n");
    assert!(site(&folder.path().join("book"))["fab/index.html"].contains("href=\"../celery/index.html\""));
    let again = bindery(folder.path(), &["import-sphinx"]);
    assert!(text(&again.stderr).contains("exists already"), "{}", text(&again.stderr));
}

#[test]
fn a_page_says_when_it_was_last_updated() {
    let folder = cases::copied(&workspaces().join("references"));
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgSign=false"];
        let mut command = Command::new("git");
        command.args(identity).args(arguments).current_dir(folder.path());
        command.env("GIT_COMMITTER_DATE", "2024-02-03T00:00:00Z").env("GIT_AUTHOR_DATE", "2024-02-03T00:00:00Z");
        assert!(command.output().unwrap().status.success(), "git {arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "all"]);
    bindery(folder.path(), &["build"]);
    let site = site(&folder.path().join("book"));
    for page in ["guide/index.html", "celery/index.html"] {
        assert!(site[page].contains("3 February 2024"), "{page}");
    }
    fs::write(folder.path().join("providers/celery/docs/index.rst"), "Celery\n======\n").unwrap();
    let said = said(&bindery(folder.path(), &["check", "--changed-since", "HEAD"]));
    assert!(said.contains("guide/src/index.md") && said.contains("unknown-label"), "{said}");
}

/// What was printed, without how long it took, and the exit code.
fn said(output: &Output) -> String {
    let closing = text(&output.stdout);
    let closing = closing.trim_end().rsplit_once(" in ").map_or(closing.as_str(), |(before, _)| before);
    // What was looked at grows with each family of lints.
    let (table, counts) = closing.rsplit_once('\n').map_or(("", closing), |(table, counts)| (table, counts));
    let counts: Vec<&str> = counts.split(", ").collect();
    let counts = [counts.first(), counts.get(1), counts.last()].into_iter().flatten().copied().collect::<Vec<_>>().join(", ");
    let table = if table.is_empty() { String::new() } else { format!("{table}\n") };
    let code = output.status.code().map_or("none".to_owned(), |code| code.to_string());
    // How far a slow machine is.
    let is_progress = |line: &str| line.starts_with("Building (");
    let problems: String = text(&output.stderr).split_inclusive('\n').filter(|line| !is_progress(line)).collect();
    format!("{problems}{table}{counts}\nexit code {code}\n")
}

/// The links of each page of a site that lead out of its folder.
fn ways_out(site: &Path) -> String {
    let mut text = String::new();
    for (name, page) in self::site(site) {
        let is_page =
            Path::new(&name).extension().is_some_and(|end| end == "html") && !name.contains("404") && !name.contains("print.");
        let depth = name.matches('/').count().saturating_sub(usize::from(name.contains('/')));
        let up = "../".repeat(depth + 1);
        let links = page.split(" href=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(link, _)| link);
        let is_out = |link: &&str| link.starts_with(&up) || !name.contains('/') && link.contains('/') && !link.starts_with('_');
        let links: Vec<&str> = links.filter(is_out).collect();
        if is_page && !links.is_empty() {
            let _ = write!(text, "\n{name}\n  {}\n", links.join("\n  "));
        }
    }
    text
}

/// The files of a folder and those below it, as text as far as they are.
fn site(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(cases::sorted(&path));
        } else {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
        }
    }
    files
}

fn workspaces() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workspaces")
}

fn bindery(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).args(["--color", "never"]).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

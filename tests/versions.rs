//! `bindery build --versions` over small repositories: three tags and a working tree, in which a page moves, one goes and one comes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "tests")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const SETTINGS: &str = "[book]\ntitle = \"Handbook\"\n[output.html]\nsite-url = \"https://example.org/docs/\"\n\
    edit-url-template = \"https://example.org/edit/{path}\"\n[versions]\ntags = \"v*\"\n";

struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(TempDir::new().unwrap());
        repository.git(&["init", "-q"]);
        repository
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .current_dir(self.0.path())
            .args([
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=ada@example.org",
                "-c",
                "tag.gpgSign=false",
                "-c",
                "commit.gpgSign=false",
            ])
            .args(arguments)
            .env("GIT_AUTHOR_DATE", "2024-01-01T00:00:00Z")
            .env("GIT_COMMITTER_DATE", "2024-01-01T00:00:00Z")
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn tag(&self, tag: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", tag]);
        self.git(&["tag", "-a", "-m", tag, tag]);
    }

    fn build(&self, arguments: &[&str]) -> Output {
        let out = self.0.path().join("../").join(self.site_name());
        Command::new(env!("CARGO_BIN_EXE_bindery"))
            .current_dir(self.0.path())
            .args(["build", "docs", "--out"])
            .arg(out)
            .args(arguments)
            .output()
            .unwrap()
    }

    fn site_name(&self) -> String {
        format!("{}-site", self.0.path().file_name().unwrap().to_string_lossy())
    }

    /// Every file of the site that `--versions` makes.
    fn site(&self) -> BTreeMap<String, Vec<u8>> {
        let built = self.build(&["--versions"]);
        assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stderr));
        let folder = self.0.path().parent().unwrap().join(self.site_name());
        let mut files = BTreeMap::new();
        collect(&folder, "", &mut files);
        files
    }

    fn refusal(&self) -> String {
        let built = self.build(&["--versions"]);
        assert_eq!(built.status.code(), Some(2));
        String::from_utf8(built.stderr).unwrap()
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0.path().parent().unwrap().join(self.site_name()));
    }
}

fn collect(folder: &Path, path: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = format!("{path}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// Version 1.0 has the pages `old` and `gone`; in 1.1 the first is called `new`, and `fresh` has come; a prerelease of 2.0 follows.
fn handbook() -> Repository {
    let repository = Repository::new();
    repository.write("docs/book.toml", SETTINGS);
    repository.write("docs/src/index.md", "# Start\n\nSee [the guide](guide/index.md).\n");
    repository.write("docs/src/guide/index.md", "# Guide\n");
    repository.write("docs/src/guide/old.md", "# Old name\n\n```{include} ../../../code/one.txt\n```\n");
    repository.write("docs/src/guide/gone.md", "# Gone\n");
    repository.write("code/one.txt", "From beside the book.\n");
    repository.tag("v1.0");
    fs::remove_file(repository.0.path().join("docs/src/guide/old.md")).unwrap();
    fs::remove_file(repository.0.path().join("docs/src/guide/gone.md")).unwrap();
    repository.write("docs/src/guide/new.md", "---\naliases: [guide/old.html]\n---\n# New name\n");
    repository.write("docs/src/guide/fresh.md", "# Fresh\n");
    repository.tag("v1.1");
    repository.tag("v2.0-rc.1");
    repository.write("docs/src/guide/draft.md", "# Being written\n");
    repository
}

fn text<'a>(site: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", site.keys()))).unwrap()
}

/// The addresses in the list of versions, from the highest down.
fn switcher(html: &str) -> Vec<&str> {
    let list = html.split_once("<nav class=\"versions-list\"").expect("a list of versions").1.split_once("</nav>").unwrap().0;
    list.split("<a href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn each_version_leads_to_the_same_page_in_the_others() {
    let repository = handbook();
    let site = repository.site();
    // The order: dev, 2.0-rc.1, 1.1 (at the root), 1.0.
    assert_eq!(switcher(text(&site, "index.html")), ["dev/index.html", "v2.0-rc.1/index.html", "index.html", "v1.0/index.html"]);
    // A page that moved is found under both names.
    let moved = ["../../dev/guide/new.html", "../../v2.0-rc.1/guide/new.html", "../../guide/new.html", "old.html"];
    assert_eq!(switcher(text(&site, "v1.0/guide/old.html")), moved);
    assert_eq!(switcher(text(&site, "guide/new.html")).last(), Some(&"../v1.0/guide/old.html"));
    // A page that is not there leads to the page above it.
    assert_eq!(switcher(text(&site, "v1.0/guide/gone.html"))[2], "../../guide/index.html");
    let draft = text(&site, "dev/guide/draft.html");
    assert_eq!(switcher(draft)[2..], ["../../guide/index.html", "../../v1.0/guide/index.html"]);
    assert_eq!(draft.matches("without this page").count(), 3);
    // All that the lists name is there.
    for (path, bytes) in
        site.iter().filter(|(path, _)| matches!(path.rsplit_once('.'), Some((before, "html")) if !before.ends_with("404")))
    {
        let html = std::str::from_utf8(bytes).unwrap();
        if !html.contains("versions-list") {
            continue;
        }
        for url in switcher(html) {
            let base = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let found = bindery::source::join(base.into(), url.into());
            assert!(site.contains_key(found.as_str()), "{path} leads to {found}");
        }
    }
    assert!(text(&site, "v1.0/guide/old.html").contains("From beside the book."));
}

#[test]
fn banners_and_what_search_engines_are_told() {
    let repository = handbook();
    let site = repository.site();
    let current = text(&site, "guide/new.html");
    assert!(!current.contains("version-banner") && !current.contains("noindex"));
    assert!(current.contains("<link rel=\"canonical\" href=\"https://example.org/docs/guide/new.html\">"));
    let old = text(&site, "v1.0/guide/old.html");
    assert!(
        old.contains("This is version 1.0, which is not the latest.")
            && old.contains("<a href=\"../../guide/new.html\">This page in version 1.1</a>")
    );
    assert!(
        old.contains("<link rel=\"canonical\" href=\"https://example.org/docs/guide/new.html\">") && !old.contains("noindex")
    );
    let gone = text(&site, "v1.0/guide/gone.html");
    assert!(gone.contains("<a href=\"../../guide/index.html\">Version 1.1, which does not have this page</a>"));
    assert!(gone.contains("<link rel=\"canonical\" href=\"https://example.org/docs/v1.0/guide/gone.html\">"));
    for page in ["dev/guide/draft.html", "v2.0-rc.1/index.html"] {
        let html = text(&site, page);
        assert!(
            html.contains("which has not been released") && html.contains("<meta name=\"robots\" content=\"noindex\">"),
            "{page}"
        );
        assert!(html.contains(&format!("href=\"https://example.org/docs/{page}\"")), "{page}");
    }
    // Only the working tree can be edited.
    assert!(text(&site, "dev/index.html").contains("Edit this page") && !text(&site, "index.html").contains("Edit this page"));
    assert!(site.contains_key("sitemap.xml") && !site.contains_key("v1.0/sitemap.xml"));
    assert!(!text(&site, "sitemap.xml").contains("/v1.0/"));
}

#[test]
fn the_whole_book_in_one_page_says_which_version_it_is() {
    let site = handbook().site();
    assert!(text(&site, "print.html").contains("<p class=\"print-version\">Version 1.1</p>"));
    let old = "Version 1.0, which is not the latest: see <a href=\"../index.html\">version 1.1</a>";
    assert!(text(&site, "v1.0/print.html").contains(old));
    let early = "Version 2.0-rc.1, which has not been released: see <a href=\"../index.html\">version 1.1</a>";
    assert!(text(&site, "v2.0-rc.1/print.html").contains(early));
}

#[test]
fn how_the_site_is_published_is_decided_today() {
    let repository = handbook();
    assert!(repository.site().contains_key("v1.0/index.md"));
    repository.write("docs/book.toml", &format!("{SETTINGS}[publish]\nrobots = \"disallow\"\nmarkdown = false\n"));
    let site = repository.site();
    for page in ["index.html", "v1.0/guide/old.html"] {
        assert!(text(&site, page).contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
    }
    assert!(!site.contains_key("index.md") && !site.contains_key("v1.0/index.md"));
}

#[test]
fn programs_are_told_which_versions_there_are() {
    let repository = handbook();
    let site = repository.site();
    let listed: serde_json::Value = serde_json::from_str(text(&site, "versions.json")).unwrap();
    let versions = listed["versions"].as_array().unwrap();
    let kinds: Vec<_> = versions
        .iter()
        .map(|v| (v["title"].as_str().unwrap(), v["url"].as_str().unwrap(), v["kind"].as_str().unwrap()))
        .collect();
    let expected = [
        ("dev", "dev/", "development"),
        ("2.0-rc.1", "v2.0-rc.1/", "prerelease"),
        ("1.1", "./", "current"),
        ("1.0", "v1.0/", "old"),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(versions[3]["commit"].as_str().unwrap(), repository.git(&["rev-parse", "v1.0^{commit}"]).trim());
}

#[test]
fn frames_are_those_of_today() {
    let repository = handbook();
    repository.write(
        "docs/templates/page.html",
        "{% extends \"base.html\" %}{% block main %}<p>Today's frame</p>{{ body | safe }}{% endblock main %}",
    );
    let site = repository.site();
    for page in ["index.html", "v1.0/index.html", "dev/index.html"] {
        assert!(text(&site, page).contains("Today's frame"), "{page}");
    }
}

#[test]
fn the_same_repository_gives_the_same_bytes_and_stays_as_it_is() {
    let repository = handbook();
    let state = || {
        (repository.git(&["status", "--porcelain"]), repository.git(&["stash", "list"]), repository.git(&["rev-parse", "HEAD"]))
    };
    let before = state();
    let first = repository.site();
    let second = repository.site();
    assert!(first == second, "a second build differs");
    let _ = fs::remove_dir_all(repository.0.path().join("docs/.bindery"));
    let _ = fs::remove_dir_all(repository.0.path().parent().unwrap().join(repository.site_name()));
    let one_thread = repository.build(&["--versions", "--no-cache", "--jobs", "1"]);
    assert_eq!(one_thread.status.code(), Some(0));
    assert!(repository.site() == first, "a build on one thread differs");
    let _ = fs::remove_dir_all(repository.0.path().join("docs/.bindery"));
    assert_eq!(state(), before);
}

#[test]
fn a_plain_build_knows_no_versions() {
    let repository = handbook();
    assert_eq!(repository.build(&[]).status.code(), Some(0));
    let folder = repository.0.path().parent().unwrap().join(repository.site_name());
    let with = {
        let mut files = BTreeMap::new();
        collect(&folder, "", &mut files);
        files
    };
    repository.write("docs/book.toml", SETTINGS.split("[versions]").next().unwrap());
    assert_eq!(repository.build(&[]).status.code(), Some(0));
    let mut without = BTreeMap::new();
    collect(&folder, "", &mut without);
    assert!(with == without && !text(&with, "index.html").contains("versions-list"));
}

#[test]
fn what_a_tag_holds_and_nobody_can_mend_is_a_warning() {
    let repository = handbook();
    repository.write("docs/src/broken.md", "# Broken\n\n[nowhere](nowhere.md)\n");
    repository.tag("v1.2");
    fs::remove_file(repository.0.path().join("docs/src/broken.md")).unwrap();
    let built = repository.build(&["--versions"]);
    let said = String::from_utf8(built.stderr).unwrap();
    assert_eq!(built.status.code(), Some(0), "{said}");
    assert!(said.contains("warning[broken-link]") && said.contains("v1.2:src/broken.md:3:1"), "{said}");
}

#[test]
fn a_version_that_cannot_be_read_stops_the_build() {
    let repository = handbook();
    repository.write("docs/book.toml", "[book\n");
    repository.tag("v1.0.1");
    repository.write("docs/book.toml", SETTINGS);
    let said = repository.refusal();
    assert!(said.contains("error[config-syntax]") && said.contains("v1.0.1:book.toml:1:"), "{said}");
    assert!(said.contains("error[bad-version]: the version of the tag `v1.0.1` cannot be built"), "{said}");
    assert!(said.contains("except = \"v1.0.1\""), "{said}");
    repository.write("docs/book.toml", &format!("{SETTINGS}except = \"v1.0.1\"\n"));
    assert!(!repository.site().contains_key("v1.0.1/index.html"));
}

#[test]
fn a_tag_without_the_book_stops_the_build() {
    let repository = Repository::new();
    repository.write("readme.txt", "no book yet\n");
    repository.tag("v0.1");
    repository.write("docs/book.toml", SETTINGS);
    repository.write("docs/src/index.md", "# Start\n");
    repository.tag("v1.0");
    let said = repository.refusal();
    assert!(said.contains("error[bad-version]: the tag `v0.1` has no `book.toml` in the folder of the book"), "{said}");
}

#[test]
fn without_tags_or_a_repository_there_are_no_versions() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("book.toml"), SETTINGS).unwrap();
    let build = |folder: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_bindery")).args(["build", "--versions"]).arg(folder).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let said = build(folder.path());
    assert!(said.contains("error[no-versions]: versions cannot be built without a git repository"), "{said}");

    let repository = Repository::new();
    repository.write("docs/book.toml", SETTINGS);
    repository.write("docs/src/index.md", "# Start\n");
    assert!(repository.refusal().contains("git fetch --tags"));
    repository.tag("release-1");
    assert!(repository.refusal().contains("matches none of these: `release-1`"));
}

#[test]
fn the_current_version_leaves_room_for_the_others() {
    let repository = handbook();
    repository.write("docs/src/v1.0/notes.md", "# Notes\n");
    repository.tag("v1.2");
    let said = repository.refusal();
    assert!(
        said.contains("error[version-folder]: `v1.0/notes.html` of the current version stands where `v1.0` of the versions goes"),
        "{said}"
    );
}

#[test]
fn submodules_and_large_files_are_named() {
    let repository = handbook();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n";
    repository.write("docs/src/large.bin", pointer);
    repository.git(&["add", "-A"]);
    let commit = repository.git(&["rev-parse", "HEAD"]);
    repository.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{},docs/src/sub", commit.trim())]);
    repository.git(&["commit", "-q", "-m", "more"]);
    repository.git(&["tag", "v3.0"]);
    let built = repository.build(&["--versions"]);
    let said = String::from_utf8(built.stderr).unwrap();
    assert_eq!(built.status.code(), Some(1), "{said}");
    assert!(said.contains("`src/large.bin` cannot be read: its bytes are kept by Git LFS"), "{said}");
    assert!(said.contains("`src/sub` cannot be read: it is a git submodule"), "{said}");
}

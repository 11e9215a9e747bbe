//! What a build does to the folder that holds the site: no more than it has to, and nothing to what others put there.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A book in a folder of its own.
struct Book(TempDir);

impl Book {
    fn new() -> Self {
        let book = Self(TempDir::new().unwrap());
        book.write("book.toml", "[book]\ntitle = \"Handbook\"\n");
        book.write("src/index.md", "# Handbook\n\nSee [](guide/keys.md).\n");
        book.write(
            "src/guide/keys.md",
            "# Keys\n\nKeys live for a day.\n\n```mermaid\nflowchart LR\n  accTitle: Keys\n  a[Old] --> b[New]\n```\n",
        );
        book.write("src/guide/tokens.md", "# Tokens\n\n```rust\nfn main() {}\n```\n");
        book
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn remove(&self, file: &str) {
        fs::remove_file(self.path(file)).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// Runs `bindery build` with more arguments; the exit code.
    fn build(&self, arguments: &[&str]) -> i32 {
        let output =
            Command::new(env!("CARGO_BIN_EXE_bindery")).arg("build").args(arguments).current_dir(self.0.path()).output().unwrap();
        output.status.code().unwrap()
    }

    /// Every file below a folder of the book, with its bytes.
    fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let top = self.path(folder);
        let mut files = BTreeMap::new();
        let mut folders = vec![top.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.insert(path.strip_prefix(&top).unwrap().to_owned(), fs::read(path).unwrap());
                }
            }
        }
        files
    }
}

/// What tells a file that was written again from one that was left alone.
#[cfg(unix)]
fn identity(path: &Path) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    let data = fs::metadata(path).unwrap();
    (data.ino(), data.mtime(), data.mtime_nsec())
}

#[cfg(unix)]
#[test]
fn only_what_changed_is_written() {
    let book = Book::new();
    assert_eq!(book.build(&[]), 0);
    let of = |file: &str| identity(&book.path(file));
    let (keys, tokens, style) = (of("book/guide/keys.html"), of("book/guide/tokens.html"), of("book/404.html"));

    assert_eq!(book.build(&[]), 0);
    assert_eq!((keys, tokens, style), (of("book/guide/keys.html"), of("book/guide/tokens.html"), of("book/404.html")));

    book.write("src/guide/keys.md", "# Keys\n\nKeys live for a week.\n");
    assert_eq!(book.build(&[]), 0);
    assert_ne!(keys, of("book/guide/keys.html"));
    assert_eq!((tokens, style), (of("book/guide/tokens.html"), of("book/404.html")));
}

#[test]
fn what_vanished_from_the_book_vanishes_from_the_site() {
    let book = Book::new();
    book.write("src/guide/plan.txt", "soon");
    assert_eq!(book.build(&[]), 0);
    assert!(book.path("book/guide/tokens.html").exists() && book.path("book/guide/plan.txt").exists());

    book.remove("src/guide/tokens.md");
    book.remove("src/guide/plan.txt");
    assert_eq!(book.build(&[]), 0);
    assert!(!book.path("book/guide/tokens.html").exists() && !book.path("book/guide/plan.txt").exists());

    book.write("src/index.md", "# Handbook\n");
    book.remove("src/guide/keys.md");
    assert_eq!(book.build(&[]), 0);
    assert!(!book.path("book/guide").exists(), "a folder with nothing left in it goes too");
}

#[test]
fn what_others_put_into_the_folder_stays() {
    let book = Book::new();
    assert_eq!(book.build(&[]), 0);
    book.write("book/CNAME", "docs.example.org\n");
    book.write("book/guide/notes.html", "mine");

    book.write("src/index.md", "# Handbook\n");
    book.remove("src/guide/keys.md");
    book.remove("src/guide/tokens.md");
    assert_eq!(book.build(&[]), 0);
    assert_eq!(book.read("book/CNAME"), "docs.example.org\n");
    assert_eq!(book.read("book/guide/notes.html"), "mine");
    assert!(!book.path("book/guide/keys.html").exists());
}

#[test]
fn a_page_that_fails_leaves_its_last_good_output() {
    let book = Book::new();
    assert_eq!(book.build(&[]), 0);
    let good = book.read("book/guide/tokens.html");

    book.write("src/guide/tokens.md", b"# Tokens\n\nAn old editor wrote this: \xe4\n");
    assert_eq!(book.build(&[]), 1);
    assert_eq!(book.read("book/guide/tokens.html"), good);

    book.write("src/guide/tokens.md", "# Tokens, mended\n");
    assert_eq!(book.build(&[]), 0);
    assert!(book.read("book/guide/tokens.html").contains("Tokens, mended"));
}

#[test]
fn a_template_that_fails_leaves_every_last_good_page() {
    let book = Book::new();
    assert_eq!(book.build(&[]), 0);
    let good = book.files("book");

    book.write("templates/base.html", "{{ no such thing }}");
    assert_eq!(book.build(&[]), 1);
    assert_eq!(book.files("book"), good);

    book.remove("templates/base.html");
    book.write("book.toml", "[book\n");
    assert_eq!(book.build(&[]), 1);
    assert_eq!(book.files("book"), good);
}

/// A small generator of numbers, the same ones each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

#[test]
fn a_site_built_edit_by_edit_equals_one_built_from_nothing() {
    let texts = [
        "# Keys\n\nSee [](tokens.md) and {ref}`life`.\n",
        "# Other keys\n\n```mermaid\nflowchart LR\n  accTitle: Keys\n  a[One] --> b[Two]\n```\n",
        "# Tokens\n\n(life)=\n## Life\n\n```python\nprint('x')\n```\n",
        "# A page\n\n```mermaid\nflowchart LR\n  a[never closed\n```\n",
        "---\ntitle: Titled\naliases: [was/here.html]\n---\n\nText with a note.[^1]\n\n[^1]: The note.\n",
    ];
    let pages = ["src/index.md", "src/guide/keys.md", "src/guide/tokens.md", "src/more.md"];
    let book = Book::new();
    let mut dice = Dice(2026);
    for edit in 0..16 {
        let page = pages[dice.roll(pages.len())];
        if dice.roll(4) == 0 && book.path(page).exists() && page != "src/index.md" {
            book.remove(page);
        } else {
            book.write(page, texts[dice.roll(texts.len())]);
        }
        let warm = book.build(&[]);
        let fresh = format!("fresh-{edit}");
        assert_eq!(book.build(&["--no-cache", "--jobs", "1", "--out", &fresh]), warm, "edit {edit}");
        assert_eq!(book.files("book"), book.files(&fresh), "edit {edit}");
        fs::remove_dir_all(book.path(&fresh)).unwrap();
    }
}

//! One page written twice, in Markdown and in reStructuredText: the documents are the same but for their places in the source.
//!
//! Each pair of files `NAME.md` and `NAME.rst` in `tests/twins` says the same.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

use bindery::document::{Conventions, Page, dump};
use bindery::source::Sources;
use bindery::{markdown, rst};
use camino::Utf8Path;

/// The dump without places, and without what is said of the source.
fn shown(page: &Page) -> String {
    let line = |line: &str| match line.rsplit_once(" at ") {
        Some((words, place)) if place.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ':') => format!("{words}\n"),
        _ => format!("{line}\n"),
    };
    dump(page).lines().map(line).collect()
}

#[test]
fn pages_written_twice_are_equal() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/twins");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    assert!(files.len() > 10, "{files:?}");
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let in_markdown = std::fs::read_to_string(&file).unwrap();
        let in_rst = std::fs::read_to_string(file.with_extension("rst")).unwrap();
        let sources = Sources::memory([("src/values.csv", "name, \"one, two\"\nlast, 3\n"), ("src/code.py", "import os\n")]);
        let folder = Utf8Path::new("src");
        let plain = markdown::Options { smart_punctuation: false, extensions: true };
        let path = format!("src/{name}.md");
        let first = markdown::parse(Utf8Path::new(&path), &in_markdown, folder, &sources, plain, Conventions::NONE);
        let path = format!("src/{name}.rst");
        let second = rst::page::page(Utf8Path::new(&path), &in_rst, folder, &sources, Conventions::NONE);
        let (first, second) = (shown(&first).replace(".md", ".rst"), shown(&second));
        if first != second {
            let mut difference = format!("{name}:\n");
            let (a, b): (Vec<&str>, Vec<&str>) = (first.lines().collect(), second.lines().collect());
            for at in 0..a.len().max(b.len()) {
                let (a, b) = (a.get(at).unwrap_or(&""), b.get(at).unwrap_or(&""));
                if a != b {
                    difference += &format!("  md  {a}\n  rst {b}\n");
                }
            }
            wrong.push(difference);
        }
        assert!(!first.contains("error ") && !first.contains("warning "), "{name}: {first}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

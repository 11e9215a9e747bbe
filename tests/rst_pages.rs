//! The pages that reStructuredText makes, case by case.
//!
//! Each file in `tests/rst/pages` holds cases as those of `tests/markdown` do. `UPDATE=1 cargo test --test rst_pages` writes what the
//! documents are now; look at the difference before it is committed.

#![allow(clippy::unwrap_used, reason = "tests")]

mod cases;

use std::fmt::Write as _;
use std::path::Path;

use bindery::config::Config;
use bindery::document::{Conventions, Page, dump};
use bindery::rst::page::page;
use bindery::source::Sources;
use camino::Utf8Path;
use cases::{cases, written};
use proptest::prelude::*;

/// The first file is the page. What a `book.toml` among the files agrees on holds for it.
fn parsed(files: &[(String, String)]) -> Page {
    let sources = Sources::memory(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let settings = files.iter().find(|(path, _)| path == "book.toml").map(|(path, text)| {
        let (config, problems) = Config::parse(Utf8Path::new(path), text);
        assert!(problems.is_empty(), "{problems:?}");
        config.conventions
    });
    let conventions = settings.as_ref().unwrap_or(Conventions::NONE);
    page(Utf8Path::new(&files[0].0), &files[0].1, Utf8Path::new("src"), &sources, conventions)
}

#[test]
fn cases_of_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rst/pages");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    let mut wrong = String::new();
    for file in files {
        let mut cases = cases(&std::fs::read_to_string(&file).unwrap(), "src/page.rst");
        for case in &mut cases {
            let document = dump(&parsed(&case.files));
            if document != case.expected {
                let _ = write!(wrong, "{}--- expected\n{}--- found\n{document}\n", case.title, case.expected);
                case.expected = document;
            }
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, written(&cases)).unwrap();
            wrong.clear();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Every span lies in the page, on character boundaries.
fn check_spans(page: &Page, text: &str) {
    let spans = page
        .references
        .iter()
        .map(|r| r.span)
        .chain(page.anchors.iter().map(|a| a.span))
        .chain(page.findings.iter().map(|f| f.span));
    for span in spans.chain(page.blocks.iter().map(|block| block.span)) {
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} is not in {text:?}");
    }
}

#[test]
fn places_are_whole_characters() {
    for text in [
        ".. only:: html\u{2028}•\n\n   x\n",
        ".. list-table::\n\n   * • a\n     • b\n   * • c\n",
        "• .. list-table::\n\n  • - a\n    - b\n  • - c\n",
    ] {
        let page = parsed(&[("src/page.rst".to_owned(), text.to_owned())]);
        assert!(!page.findings.is_empty(), "{text:?}");
        check_spans(&page, text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_markup_makes_a_page(parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..24)) {
        let text = parts.concat();
        check_spans(&parsed(&[("src/page.rst".to_owned(), text.clone())]), &text);
    }
}

const PARTS: &[&str] = &[
    "Title\n=====\n\n",
    "Part\n----\n\n",
    "text ",
    "*em* ",
    "**strong** ",
    "``code`` ",
    "ref_ ",
    "`a b`_ ",
    "x__ ",
    "|sub| ",
    "[1]_ ",
    "[#]_ ",
    "[#a]_ ",
    "[*]_ ",
    ":doc:`x` ",
    ":ref:`a <b>` ",
    ":role:`y` ",
    "\n",
    "\n\n",
    "    ",
    "- ",
    "1. ",
    ".. _ref: https://example.org\n\n",
    ".. _a b:\n\n",
    "__ there\n\n",
    ".. |sub| replace:: |sub| é\n\n",
    ".. [1] note\n\n",
    ".. [#] note\n\n",
    ".. [#a] note\n\n",
    ".. [*] note\n\n",
    ".. note::\n\n   ",
    ".. versionadded:: 2\n\n   ",
    ".. code-block:: python\n\n   x\n\n",
    ".. figure:: x.png\n\n   ",
    "::\n\n   lit\n\n",
    "term\n  meaning\n\n",
    ":field: value\n",
    "| line\n",
    "é",
    "\t",
    "=== ===\na   b\n=== ===\n\n",
    ".. class:: c\n\n",
    ".. container:: c\n\n   ",
    ".. list-table::\n\n   * - ",
    ".. role:: r\n\n",
    "_`in line` ",
];

//! One page written twice, in Markdown and in reStructuredText: the documents are the same but for their places in the source.
//!
//! Each pair of files `NAME.md` and `NAME.rst` in `tests/twins` says the same. Together they hold every kind of block and of running text,
//! every directive and every role that both languages have.

#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "twins/kinds.rs"]
mod kinds;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bindery::document::directive::{DIRECTIVES, ROLES};
use bindery::document::{Conventions, Page, dump};
use bindery::source::Sources;
use bindery::{markdown, rst};
use camino::Utf8Path;

/// Pairs that hold what is wrong, and say so in both languages.
const WRONG: &[&str] = &["automatic", "graphs", "unknown"];

/// Directives of the shared table that have no twin, with the reason.
const ONLY_ONE: &[(&str, &str)] = &[
    ("eval-rst", "reStructuredText within Markdown"),
    ("role", "defines a role of reStructuredText"),
    ("default-role", "concerns reStructuredText alone"),
    ("replace", "defines a substitution of reStructuredText"),
    ("meta", "says what the front matter of Markdown says"),
    ("rst-class", "gives classes to what comes next; Markdown has options and attributes for that"),
    ("title", "is for the paper of docutils, as are numbers of sections and what stands at the top of each page"),
];

/// A text of the folder, in one language.
struct Twin {
    name: String,
    text: String,
    page: Page,
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/twins");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    files
}

/// The pair, first in Markdown.
fn twins(file: &Path) -> [Twin; 2] {
    let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
    let sources = Sources::memory([
        ("src/values.csv", "name, \"one, two\"\nlast, 3\n"),
        (
            "src/_schema.yml",
            "core:\n  description: The core.\n  options:\n    path:\n      description: Where.\n      type: string\n      default: here\n",
        ),
        ("src/code.py", "import os\n"),
        ("src/part.md", "A part.\n\nbegin\n\nWithin, *stressed*.\n\nend\n"),
        ("src/part.rst", "A part.\n\nbegin\n\nWithin, *stressed*.\n\nend\n"),
    ]);
    let folder = Utf8Path::new("src");
    let conventions = Conventions { raw: true, tags: BTreeSet::from(["html".to_owned()]), ..Conventions::NONE.clone() };
    let text = |ending: &str| std::fs::read_to_string(file.with_extension(ending)).unwrap();
    let (first, second) = (text("md"), text("rst"));
    let plain = markdown::Options { smart_punctuation: false, extensions: true };
    let path = |ending: &str| format!("src/{name}.{ending}");
    let in_markdown = markdown::parse(Utf8Path::new(&path("md")), &first, folder, &sources, plain, &conventions);
    let in_rst = rst::page::page(Utf8Path::new(&path("rst")), &second, folder, &sources, &conventions);
    [Twin { name: name.clone(), text: first, page: in_markdown }, Twin { name, text: second, page: in_rst }]
}

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
    let files = files();
    assert!(files.len() > 20, "{files:?}");
    let mut wrong = Vec::new();
    for file in files {
        let [first, second] = twins(&file);
        let (name, is_wrong) = (first.name, !first.page.findings.is_empty());
        let (first, second) = (shown(&first.page).replace(".md", ".rst"), shown(&second.page));
        if first != second {
            let difference = similar::TextDiff::from_lines(&first, &second).unified_diff().header("md", "rst").to_string();
            wrong.push(format!("{name}:\n{difference}"));
        }
        if is_wrong != WRONG.contains(&name.as_str()) {
            wrong.push(format!("{name} has findings: {is_wrong}\n{first}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_of_node_that_both_languages_have_occurs() {
    let mut seen = kinds::Seen::default();
    for file in files() {
        bindery::document::visit::page(&twins(&file)[0].page, &mut seen);
    }
    let missing: Vec<_> = kinds::ALL.iter().filter(|kind| !seen.0.contains(**kind)).collect();
    assert!(missing.is_empty(), "no twin holds {missing:?}");
}

#[test]
fn every_directive_and_role_occurs() {
    let twins: Vec<[Twin; 2]> = files().iter().map(|file| twins(file)).collect();
    let has = |at: usize, mark: &str| twins.iter().any(|pair| pair[at].text.contains(mark));
    let directive = |name: &&str| has(0, &format!("{{{name}}}")) && has(1, &format!(".. {name}::"));
    let role = |name: &&str| has(0, &format!("{{{name}}}`")) && has(1, &format!(":{name}:`"));
    let is_excused = |names: &[&str]| ONLY_ONE.iter().any(|(name, _)| names.contains(name));
    // One name of each row will do: all names of a row are lowered by the same function.
    let rows = DIRECTIVES.iter().map(|spec| spec.names).filter(|names| !is_excused(names) && !names.iter().any(|n| directive(n)));
    let missing: Vec<_> =
        rows.chain(ROLES.iter().map(|spec| spec.names).filter(|names| !names.iter().any(|n| role(n)))).collect();
    assert!(missing.is_empty(), "no twin holds any of {missing:#?}");
}

//! The big promises: the same input gives the same bytes, warm or cold, on any number of threads.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;

use bindery::lints::Wanted;
use bindery::render::Leaves;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input, Output};
use proptest::prelude::*;

type Files = BTreeMap<String, String>;

fn compile(engine: &mut Engine, files: &Files) -> Output {
    compile_for(Goal::Site, engine, files)
}

fn compile_for(goal: Goal, engine: &mut Engine, files: &Files) -> Output {
    let sources = Sources::memory(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    engine.compile(&Input { sources: &sources, out: None, checks: Some(&Wanted::default()), goal, progress: &(), history: &() })
}

fn cold(files: &Files) -> Output {
    compile(&mut Engine::new(Leaves::open(None)), files)
}

fn assert_same(one: &Output, other: &Output) {
    assert_eq!(one.diagnostics, other.diagnostics);
    assert_eq!(one.counts, other.counts);
    let names = |output: &Output| output.site.files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other));
    for (path, bytes) in &one.site.files {
        assert!(other.site.files.get(path) == Some(bytes), "{path} differs");
    }
}

/// Pieces of pages that lean on each other: titles, anchors, labels, terms, includes, diagrams, code.
const PIECES: &[&str] = &[
    "# A title\n",
    "# Another title\n",
    "(shared)=\n## A section\n\nSome words.\n",
    "See [](b.md), [the section](a.md#a-section) and {ref}`shared`.\n",
    "A {term}`token` is explained in [](sub/c.md).\n",
    ":::{glossary}\ntoken\n: A thing to show.\n:::\n",
    "```{include} _part.md\n```\n",
    "```{literalinclude} data.txt\n```\n",
    "```mermaid\nflowchart LR\n  A[One] --> B[Two]\n```\n",
    "```mermaid\nflowchart LR\n  A[broken\n```\n",
    "```rust\nfn main() {}\n```\n",
    "![picture](picture.svg)\n",
    "A note.[^n]\n\n[^n]: At the foot.\n",
    "> [!WARNING]\n> Careful.\n",
    "(shown)=\n\n```{figure} picture.svg\n:alt: Nothing.\n\nA caption\n```\n",
    "```{code-block} rust\n:caption: A listing\n\nfn main() {}\n```\n",
    "{numref}`shown`, {numref}`{number} {name} <shared>`\n",
    "```{toctree}\n:numbered:\n\na\nsub/index\n```\n",
    "## A part\n\n```{toctree}\n:maxdepth: 2\n\nsub/c\nb\n```\n",
];

const PAGES: &[&str] = &["a.md", "b.md", "sub/c.md", "sub/index.md", "index.md"];

const OTHERS: &[(&str, &[&str])] = &[
    ("_part.md", &["Included.\n", "Included with [a link](b.md).\n\n## Deep\n"]),
    ("data.txt", &["one\n", "one\ntwo\n"]),
    ("picture.svg", &["<svg xmlns='http://www.w3.org/2000/svg'/>"]),
    ("SUMMARY.md", &["- [A](a.md)\n- [B](b.md)\n", "- [B](b.md)\n  - [C](sub/c.md)\n"]),
];

#[derive(Clone, Debug)]
enum Edit {
    Page(usize, Vec<usize>),
    Other(usize, usize),
    Remove(usize),
    Title(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        6 => (0..PAGES.len(), prop::collection::vec(0..PIECES.len(), 1..5)).prop_map(|(page, pieces)| Edit::Page(page, pieces)),
        2 => (0..OTHERS.len(), 0..2_usize).prop_map(|(file, version)| Edit::Other(file, version)),
        2 => (0..PAGES.len() + OTHERS.len()).prop_map(Edit::Remove),
        1 => (0..3_usize).prop_map(Edit::Title),
    ]
}

fn apply(edit: &Edit, files: &mut Files) {
    let path = |name: &str| format!("src/{name}");
    match edit {
        Edit::Page(page, pieces) => {
            let text: Vec<&str> = pieces.iter().map(|p| PIECES[*p]).collect();
            files.insert(path(PAGES[*page]), text.join("\n"));
        }
        Edit::Other(file, version) => {
            let (name, versions) = OTHERS[*file];
            files.insert(path(name), versions[version % versions.len()].to_owned());
        }
        Edit::Remove(n) if *n < PAGES.len() => {
            files.remove(&path(PAGES[*n]));
        }
        Edit::Remove(n) => {
            files.remove(&path(OTHERS[n - PAGES.len()].0));
        }
        Edit::Title(n) => {
            files.insert(
                "book.toml".to_owned(),
                format!("[book]\ntitle = \"Book {n}\"\n[markup]\nnumbered-figures = {}\n", *n > 0),
            );
        }
    }
}

fn start() -> Files {
    let mut files = Files::new();
    files.insert("book.toml".to_owned(), "[book]\ntitle = \"Book\"\n[markup]\nnumbered-figures = true\n".to_owned());
    files.insert("src/index.md".to_owned(), "# Start\n\nWords.\n".to_owned());
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn warm_equals_cold(edits in prop::collection::vec(edit(), 1..12)) {
        let mut files = start();
        let mut engine = Engine::new(Leaves::open(None));
        compile(&mut engine, &files);
        for edit in &edits {
            apply(edit, &mut files);
            assert_same(&compile(&mut engine, &files), &cold(&files));
        }
    }

    #[test]
    fn a_check_finds_what_a_build_finds(edits in prop::collection::vec(edit(), 1..12)) {
        let mut files = start();
        for edit in &edits {
            apply(edit, &mut files);
        }
        let checked = compile_for(Goal::Findings, &mut Engine::new(Leaves::open(None)), &files);
        let built = cold(&files);
        assert_eq!(checked.diagnostics, built.diagnostics);
        assert_eq!(checked.counts, built.counts);
    }

    #[test]
    fn one_thread_equals_many(edits in prop::collection::vec(edit(), 4..12)) {
        let mut files = start();
        for edit in &edits {
            apply(edit, &mut files);
        }
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
            pool.install(|| cold(&files))
        };
        assert_same(&on(1), &on(4));
    }
}

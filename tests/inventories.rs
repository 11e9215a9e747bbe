//! References to other projects by the `objects.inv` of each, and the one that a site holds for them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use bindery::inventory::{Entry, Inventory};
use bindery::render::Leaves;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input, Output};

const BOOK: &str = "\
[book]
title = \"Press\"
[rst.substitutions]
version = \"2.1\"
[inventories]
python = { url = \"https://docs.python.org/3/\", file = \"inventories/python.inv\" }
handbook = \"inventories/handbook.inv\"
";

/// Each line in both languages, and what the page shows.
const LINES: &[(&str, &str, &str)] = &[
    (
        ":py:func:`json.dumps`",
        "{py:func}`json.dumps`",
        "<a href=\"https://docs.python.org/3/json.html#json.dumps\" title=\"(in Python v3.14)\"><code>json.dumps()</code></a>",
    ),
    (
        ":py:class:`~python:builtins.dict`",
        "{py:class}`~python:builtins.dict`",
        "<a href=\"https://docs.python.org/3/types.html#dict\" title=\"(in Python v3.14)\"><code>dict</code></a>",
    ),
    (
        ":doc:`python:library/json`",
        "{doc}`python:library/json`",
        "<a href=\"https://docs.python.org/3/json.html\" title=\"(in Python v3.14)\">JSON in Python</a>",
    ),
    (":ref:`a part`", "{ref}`a part`", "<a href=\"../inventories/start.html#a-part\" title=\"(in Handbook)\">A part of it</a>"),
    (
        ":ref:`words <handbook:a part>`",
        "{ref}`words <handbook:a part>`",
        "<a href=\"../inventories/start.html#a-part\" title=\"(in Handbook)\">words</a>",
    ),
    // What the book has comes first, whatever others have.
    (":ref:`own`", "{ref}`own`", "<a href=\"own.html#own\">Our own</a>"),
    (
        ":external+handbook:ref:`own`",
        "{external+handbook:ref}`own`",
        "<a href=\"../inventories/start.html#own\" title=\"(in Handbook)\">Theirs</a>",
    ),
    (
        ":external:ref:`own`",
        "{external:ref}`own`",
        "<a href=\"../inventories/start.html#own\" title=\"(in Handbook)\">Theirs</a>",
    ),
];

fn entry(kind: &str, name: &str, url: &str, title: Option<&str>) -> Entry {
    Entry { kind: kind.into(), name: name.into(), priority: 1, url: url.into(), title: title.map(Into::into) }
}

fn python(page: &str) -> Vec<u8> {
    let entries = [
        entry("py:function", "json.dumps", &format!("{page}#json.dumps"), None),
        entry("py:class", "builtins.dict", "types.html#dict", None),
        entry("std:doc", "library/json", page, Some("JSON in Python")),
    ];
    Inventory::new("Python", "3.14", entries).bytes()
}

fn handbook() -> Vec<u8> {
    let entries = [
        entry("std:label", "a part", "start.html#a-part", Some("A part of it")),
        entry("std:label", "own", "start.html#own", Some("Theirs")),
    ];
    Inventory::new("Handbook", "", entries).bytes()
}

/// The book with a page `one` of these lines; a file of no bytes is left out.
fn sources(ending: &str, page: &str, python: &[u8]) -> Sources {
    let file = format!("src/one.{ending}");
    let mut files = vec![
        ("book.toml", BOOK.as_bytes().to_vec()),
        ("src/index.md", b"# Start\n".to_vec()),
        ("src/own.rst", b"Page\n====\n\n.. _own:\n\nOur own\n-------\n\n.. envvar:: SEED\n".to_vec()),
        ("inventories/handbook.inv", handbook()),
        (&file, page.as_bytes().to_vec()),
    ];
    files.extend((!python.is_empty()).then(|| ("inventories/python.inv", python.to_vec())));
    Sources::memory(files)
}

fn compile(engine: &mut Engine, sources: &Sources) -> Output {
    engine.compile(&Input { sources, out: None, checks: None, goal: Goal::Site, progress: &(), history: &() })
}

fn text<'o>(output: &'o Output, name: &str) -> &'o str {
    std::str::from_utf8(output.site.files.get(camino::Utf8Path::new(name)).expect(name)).unwrap()
}

#[test]
fn references_lead_to_other_projects_from_both_languages() {
    let rst: String =
        std::iter::once("One\n===\n\n".to_owned()).chain(LINES.iter().map(|line| format!("{}\n\n", line.0))).collect();
    let markdown: String =
        std::iter::once("# One\n\n".to_owned()).chain(LINES.iter().map(|line| format!("{}\n\n", line.1))).collect();
    for (ending, page) in [("rst", rst), ("md", markdown)] {
        let output = compile(&mut Engine::new(Leaves::open(None)), &sources(ending, &page, &python("json.html")));
        assert_eq!(output.diagnostics, [], "{ending}");
        for (.., shown) in LINES {
            assert!(text(&output, "one.html").contains(shown), "{shown} is not in {ending}:\n{}", text(&output, "one.html"));
        }
    }
}

#[test]
fn links_of_markdown_name_an_inventory() {
    let page = "# One\n\n[words](inv:python:py:function#json.dumps), <inv:handbook#a%20part>, [](inv:#builtins.dict)\n";
    let output = compile(&mut Engine::new(Leaves::open(None)), &sources("md", page, &python("json.html")));
    let at_python = "https://docs.python.org/3";
    for shown in [
        format!("<a href=\"{at_python}/json.html#json.dumps\" title=\"(in Python v3.14)\">words</a>"),
        "<a href=\"../inventories/start.html#a-part\" title=\"(in Handbook)\">A part of it</a>".to_owned(),
        format!("<a href=\"{at_python}/types.html#dict\" title=\"(in Python v3.14)\">builtins.dict</a>"),
    ] {
        assert!(text(&output, "one.html").contains(&shown), "{shown} is not in\n{}", text(&output, "one.html"));
    }
}

#[test]
fn a_missing_inventory_is_reported_once_and_words_stay() {
    let page = "# One\n\n{py:func}`json.dumps`, {doc}`python:library/json` and {py:class}`python:dict`\n";
    let output = compile(&mut Engine::new(Leaves::open(None)), &sources("md", page, b""));
    let codes: Vec<&str> = output.diagnostics.iter().map(|diagnostic| &*diagnostic.code).collect();
    assert_eq!(codes, ["missing-inventory"]);
    assert!(text(&output, "one.html").contains("<code>json.dumps()</code>, python:library/json and <code>dict</code>"));
}

#[test]
fn pages_follow_an_inventory_that_changes() {
    let page = "# One\n\n{py:func}`json.dumps`\n";
    let mut engine = Engine::new(Leaves::open(None));
    for inventory in [python("json.html"), python("moved.html"), Vec::new(), python("json.html")] {
        let given = sources("md", page, &inventory);
        let warm = compile(&mut engine, &given);
        let cold = compile(&mut Engine::new(Leaves::open(None)), &given);
        assert_eq!(text(&warm, "one.html"), text(&cold, "one.html"));
        assert_eq!(warm.diagnostics, cold.diagnostics);
    }
}

#[test]
fn a_site_says_what_others_can_refer_to() {
    let output = compile(
        &mut Engine::new(Leaves::open(None)),
        &sources("md", "# One\n\n(deep)=\n## A *deep* part\n", &python("json.html")),
    );
    let bytes = output.site.files.get(camino::Utf8Path::new("objects.inv")).unwrap();
    let inventory = Inventory::read(bytes).unwrap();
    assert_eq!((inventory.project.as_str(), inventory.version.as_str()), ("Press", "2.1"));
    let all: Vec<String> = inventory
        .entries()
        .iter()
        .map(|entry| format!("{} {} {} {}", entry.kind, entry.name, entry.url, entry.title.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(
        all,
        [
            "std:doc index index.html Start",
            "std:doc one one.html One",
            "std:doc own own.html Page",
            "std:envvar SEED own.html#envvar-SEED -",
            "std:label deep one.html#deep A deep part",
            "std:label own own.html#own Our own",
        ]
    );
}

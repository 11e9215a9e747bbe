//! The Markdown front end, case by case.
//!
//! Each file in `tests/markdown` holds cases: a heading, the input in a fence of eight tildes, and the document that it must become in
//! another. Further files that the input includes have their names behind the fence. `UPDATE=1 cargo test --test markdown` writes what
//! the documents are now; look at the difference before it is committed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod cases;

use std::fmt::Write as _;
use std::path::Path;

use bindery::document::{Block, BlockKind, Excerpt, Inline, InlineKind, Page, Span, dump};
use bindery::markdown::{Options, parse};
use bindery::source::Sources;
use camino::Utf8Path;
use cases::{cases, written};
use proptest::prelude::*;

fn page(files: &[(String, String)], options: Options) -> Page {
    let sources = Sources::memory(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    parse(Utf8Path::new(&files[0].0), &files[0].1, Utf8Path::new("src"), &sources, options, bindery::document::Conventions::NONE)
}

fn check(name: &str, options: Options) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown").join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut cases = cases(&text, "src/page.md");
    assert!(!cases.is_empty());
    let mut wrong = String::new();
    for case in &mut cases {
        let page = page(&case.files, options);
        check_spans(&page, &case.files, options.smart_punctuation);
        let document = dump(&page);
        if document != case.expected {
            let _ = write!(wrong, "{}--- expected\n{}--- found\n{document}\n", case.title, case.expected);
            case.expected = document;
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, written(&cases)).unwrap();
    } else {
        assert!(wrong.is_empty(), "{name}\n{wrong}");
    }
}

#[test]
fn blocks() {
    check("blocks.md", Options::default());
}

#[test]
fn inlines() {
    check("inlines.md", Options::default());
}

#[test]
fn links() {
    check("links.md", Options::default());
}

#[test]
fn directives() {
    check("directives.md", Options::default());
}

#[test]
fn fences() {
    check("fences.md", Options::default());
}

#[test]
fn includes() {
    check("includes.md", Options::default());
}

#[test]
fn front_matter() {
    check("front-matter.md", Options::default());
}

#[test]
fn labels() {
    check("labels.md", Options::default());
}

#[test]
fn plain_gfm() {
    check("plain.md", Options { extensions: false, ..Options::default() });
}

#[test]
fn smart_punctuation() {
    check("smart.md", Options { smart_punctuation: true, ..Options::default() });
}

/// Documents with carriage returns before their line feeds are the same, places aside.
#[test]
fn line_ends_do_not_matter() {
    let without_places = |document: String| -> String {
        let line = |line: &str| line.rsplit_once(" at ").map_or(line, |(before, _)| before).to_owned() + "\n";
        document.lines().map(line).collect()
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown");
    for file in std::fs::read_dir(folder).unwrap() {
        for case in cases(&std::fs::read_to_string(file.unwrap().path()).unwrap(), "src/page.md") {
            let with_returns: Vec<_> = case.files.iter().map(|(name, text)| (name.clone(), text.replace('\n', "\r\n"))).collect();
            let page_with = page(&with_returns, Options::default());
            check_spans(&page_with, &with_returns, false);
            let page_without = page(&case.files, Options::default());
            assert_eq!(
                without_places(dump(&page_with)).replace("\\r\\n", "\\n"),
                without_places(dump(&page_without)),
                "{}",
                case.title
            );
        }
    }
}

/// Every span lies in its file on character boundaries, and text that holds no entity stands there as it is.
fn check_spans(page: &Page, files: &[(String, String)], smart: bool) {
    let source = |span: Span| -> &str {
        let path = &page.files[span.file.index()];
        let (_, text) = files.iter().find(|(name, _)| name == path).unwrap();
        text.get(span.start as usize..span.end as usize).unwrap_or_else(|| panic!("{span:?} is not in {path}: {text:?}"))
    };
    for reference in &page.references {
        source(reference.span);
    }
    for anchor in &page.anchors {
        source(anchor.span);
    }
    for finding in &page.findings {
        source(finding.span);
    }
    walk(&page.blocks, &mut |node| match node {
        Node::Block(block) => drop(source(block.span)),
        Node::Inline(inline) => {
            let written = source(inline.span);
            if let InlineKind::Text(words) = &inline.kind {
                let typographic = smart && written.contains(['"', '\'', '.', '-']);
                let made = written.contains(['&', '\0', '\r', '\n'])
                    || ["Hint", "Attention", "Error", "Details"].contains(&words.as_str());
                assert!(typographic || made || written == words, "{written:?} became {words:?}");
            }
        }
        Node::Code(text) => {
            let written = source(text.whole());
            let first = text.text().split(['\n', '\r']).next().unwrap_or_default();
            assert!(
                written.is_empty() || written.contains('\r') || written.contains(first.trim()),
                "{first:?} is not in {written:?}"
            );
        }
    });
}

enum Node<'p> {
    Block(&'p Block),
    Inline(&'p Inline),
    Code(&'p Excerpt),
}

fn walk<'p>(blocks: &'p [Block], visit: &mut impl FnMut(Node<'p>)) {
    for block in blocks {
        visit(Node::Block(block));
        match &block.kind {
            BlockKind::Paragraph(content) => walk_inlines(content, visit),
            BlockKind::Heading(heading) => walk_inlines(&heading.content, visit),
            BlockKind::Code(code) => visit(Node::Code(&code.text)),
            BlockKind::Diagram(diagram) => visit(Node::Code(&diagram.source)),
            BlockKind::Quote(body) | BlockKind::Container { body, .. } | BlockKind::Footnote { body, .. } => walk(body, visit),
            BlockKind::List(list) => list.items.iter().for_each(|item| walk(&item.body, visit)),
            BlockKind::Definitions { entries, .. } => {
                for entry in entries {
                    entry.terms.iter().for_each(|(term, _)| walk_inlines(term, visit));
                    entry.bodies.iter().for_each(|body| walk(body, visit));
                }
            }
            BlockKind::Table(table) => table.rows.iter().flatten().for_each(|cell| walk(&cell.body, visit)),
            BlockKind::Admonition(admonition) => {
                walk_inlines(&admonition.title, visit);
                walk(&admonition.body, visit);
            }
            BlockKind::VersionNote(note) => walk(&note.body, visit),
            BlockKind::Figure(figure) => walk_inlines(&figure.caption, visit),
            BlockKind::Tabs(tabs) => tabs.iter().for_each(|tab| walk(&tab.body, visit)),
            _ => {}
        }
    }
}

fn walk_inlines<'p>(content: &'p [Inline], visit: &mut impl FnMut(Node<'p>)) {
    for inline in content {
        visit(Node::Inline(inline));
        match &inline.kind {
            InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Strikethrough(content) => {
                walk_inlines(content, visit);
            }
            InlineKind::Link(link) => walk_inlines(&link.content, visit),
            _ => {}
        }
    }
}

/// Pieces of syntax; random text made of them reaches more of the parser than random characters do.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "    ",
    "  ",
    "> ",
    "- ",
    "1. ",
    "* - ",
    "# ",
    "```",
    "~~~",
    "```{note}",
    "{note} ",
    ":::",
    "::::{tip}\n",
    ":::{list-table}\n",
    "{doc}`",
    "`",
    "[^a]",
    "[^a]: ",
    "[a](",
    ")",
    "[b]: x\n",
    "[c][d]",
    "![",
    "](<",
    "> [!NOTE]\n",
    "| a | b |\n|--|--|\n",
    "<a href='x' id=y>",
    "<!-- ",
    " -->",
    "$",
    "$$",
    "**",
    "_",
    "~~",
    "\\",
    "&amp;",
    "&",
    "www.a.b",
    "https://x.y/",
    "a@b.c",
    "(l)=\n",
    "ü",
    "日本",
    "\u{a0}",
    "\t",
    "\r\n",
    ":class: x\n",
    ":name: y\n",
    "---\n",
    "+++\n",
    "title: z\n",
    "{#i .c}",
    ": d",
    "word ",
    "{",
    "}",
    "{glossary}\n",
    "{include} page.md\n",
    "{figure} p.png\n",
    "{tab-set}\n",
    "{tab-item} T\n",
    "=====\n",
    "\0",
    "\u{feff}",
    "{math}",
    "{code-block} py\n",
    "'",
    "\"",
    "...",
    "--",
];

/// Any text, but without carriage returns that stand alone: `pulldown-cmark` takes some for line ends and some not.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..60)
        .prop_map(|pieces| pieces.concat().replace("\r\n", "\0\0").replace('\r', "").replace("\0\0", "\r\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_page_with_spans_inside(text in text(), smart in any::<bool>(), extensions in any::<bool>()) {
        let files = vec![("src/page.md".to_owned(), text)];
        let page = page(&files, Options { smart_punctuation: smart, extensions });
        check_spans(&page, &files, smart);
        prop_assert!(dump(&page).len() < 1_000_000);
    }
}

#[test]
fn nesting_has_a_bound() {
    let open: [String; 7] = [
        ">".repeat(100_000),
        "> ".repeat(50_000),
        "- ".repeat(20_000),
        "[".repeat(100_000),
        format!("{}a{}", "*a ".repeat(20_000), "*".repeat(20_000)),
        (3..200).rev().map(|depth| ":".repeat(depth) + "{note}\n").collect(),
        (3..200).rev().map(|depth| "`".repeat(depth) + "{note}\n").collect(),
    ];
    for text in open {
        let files = vec![("src/page.md".to_owned(), text)];
        let page = page(&files, Options::default());
        assert!(!page.blocks.is_empty());
        check_spans(&page, &files, false);
        drop(dump(&page));
    }
}

#[test]
fn nothing_is_as_large_as_the_square_of_the_text() {
    let read = |text: String| page(&[("src/page.md".to_owned(), text)], Options::default());
    let labels = (0..2000).fold(String::new(), |labels, number| labels + &format!("(label-{number})=\n"));
    let labelled = read(labels + "# " + &"*word* ".repeat(2000) + "\n");
    let [first, .., last] = labelled.anchors.as_slice() else { panic!("labels are anchors") };
    assert!(std::sync::Arc::ptr_eq(&first.title, &last.title), "labels share the words of their heading");

    let ragged = read(format!("```{{csv-table}}\n{}\n{}```\n", "a,".repeat(2000), "b\n".repeat(2000)));
    assert_eq!(ragged.findings[0].code, "bad-table");
    assert!(matches!(ragged.blocks[0].kind, BlockKind::Verbatim(_)), "4 million empty cells are no table");

    let listed = read("# Title\n\n".to_owned() + &"```{contents}\n```\n".repeat(1000) + "## Heading\n");
    assert_eq!(listed.blocks.len(), 11, "the title, nine lists, and a heading");
}

#[test]
fn code_ends_where_its_ticks_do() {
    let files = vec![("src/page.md".to_owned(), "# {doc}`a` ``b`c``\r\tword\u{202e}\n".to_owned())];
    check_spans(&page(&files, Options::default()), &files, false);
}

#[test]
fn what_is_nested_too_deep_begins_with_a_whole_character() {
    let quotes = "> ".repeat(64);
    let files = vec![("src/page.md".to_owned(), format!("{quotes}élan\n{quotes}: meaning\n"))];
    let page = page(&files, Options::default());
    assert_eq!(page.findings[0].code, "nested-too-deep");
    check_spans(&page, &files, false);
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    let seconds = |copies: usize| {
        let unit = "# Title\n\nSome *text* with https://a.b/c, {doc}`page` and [a link](b.md).\n\n:::{note}\n- one\n- two\n\n```rust\nx\n```\n:::\n\n";
        let files = vec![("src/page.md".to_owned(), unit.repeat(copies))];
        let start = std::time::Instant::now();
        let page = page(&files, Options::default());
        assert_eq!(page.references.len(), 3 * copies);
        start.elapsed().as_secs_f64()
    };
    let small = (0..3).map(|_| seconds(500)).fold(f64::MAX, f64::min);
    let large = seconds(4000);
    assert!(large < small * 8.0 * 5.0, "8 times the text took {} times as long", large / small);
}

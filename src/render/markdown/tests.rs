//! What is written parses back to the same.
//!
//! Each file in `cases` holds cases: a heading, a page (in reStructuredText in `rst.md`) in a fence of eight tildes, and in another the Markdown that it must become.
//! `UPDATE=1 cargo test --lib render::markdown` writes what it is now; look at the difference before it is committed.

mod reading;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use camino::Utf8PathBuf;
use proptest::prelude::*;

use super::*;
use crate::document::{Conventions, InlineKind, Link, Reference, ReferenceKind, Span};
use crate::markdown;
use crate::source::Sources;
use reading::reading;

const FENCE: &str = "~~~~~~~~";

/// What is called `missing` is missing, all else leads to where it says; pages have two pages below them.
fn destination(reference: &Reference) -> Destination {
    if reference.target.contains("missing") {
        return Destination::Broken;
    }
    let words = |text: String| vec![Inline { span: Span::default(), kind: InlineKind::Text(text) }];
    let title = words(format!("The title of {}", reference.target));
    let below = ["one", "two"].map(|name| Target {
        url: format!("{}/{name}", reference.target),
        title: words(name.into()),
        ..Target::default()
    });
    let below =
        if matches!(reference.kind, ReferenceKind::Document | ReferenceKind::Documents) { below.into() } else { Vec::new() };
    Destination::Found(Target { url: reference.target.clone(), title, below, ..Target::default() })
}

fn parse(source: &str) -> Page {
    let sources = Sources::memory([("page.md", source)]);
    markdown::parse("page.md".into(), source, "".into(), &sources, markdown::Options::default(), Conventions::NONE)
}

fn parse_rst(source: &str) -> Page {
    crate::rst::page::page("page.rst".into(), source, "".into(), &Sources::memory([("page.rst", source)]), Conventions::NONE)
}

fn twin(page: &Page) -> String {
    let links: Vec<Destination> = page.references.iter().map(destination).collect();
    write(page, &[], &links, &str::to_owned)
}

/// What a reader meets in the page as it is, and in its twin.
fn both_readings(page: &Page) -> (String, Vec<String>, Vec<String>) {
    let links: Vec<Destination> = page.references.iter().map(destination).collect();
    let written = twin(page);
    let again = parse(&written);
    let found: Vec<Destination> = again
        .references
        .iter()
        .map(|reference| Destination::Found(Target { url: reference.target.clone(), ..Target::default() }))
        .collect();
    let mut before = reading(page, &links);
    if !has_title(page) {
        before.insert(0, "<h1>".to_owned());
    }
    (written, before, reading(&again, &found))
}

#[track_caller]
fn assert_reads_the_same(page: &Page, name: &str) {
    let (written, before, after) = both_readings(page);
    let differs = before.iter().zip(&after).position(|(a, b)| a != b).unwrap_or(before.len().min(after.len()));
    let around = differs.saturating_sub(3)..differs + 4;
    let cut = |all: &[String]| all.get(around.start..around.end.min(all.len())).map(<[String]>::to_vec);
    assert!(before == after, "{name}\npage {:#?}\ntwin {:#?}\n{written}", cut(&before), cut(&after));
}

fn check(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render/markdown/cases").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let (mut all, mut wrong, mut count) = (String::new(), String::new(), 0);
    let mut lines = text.lines();
    let mut source = String::new();
    while let Some(line) = lines.next() {
        let _ = writeln!(all, "{line}");
        if !line.starts_with(FENCE) {
            continue;
        }
        let inner: String = lines.by_ref().take_while(|l| *l != FENCE).fold(String::new(), |all, l| all + l + "\n");
        if line == FENCE {
            source = inner;
            let _ = writeln!(all, "{source}{FENCE}");
            continue;
        }
        let page = if file == "rst.md" { parse_rst(&format!("T\n=\n\n{source}")) } else { parse(&format!("# T\n\n{source}")) };
        let written = twin(&page);
        let written = written.strip_prefix("# T\n\n").unwrap();
        assert_reads_the_same(&page, file);
        if written != inner {
            let _ = writeln!(wrong, "{source}--- expected\n{inner}--- found\n{written}");
        }
        let _ = writeln!(all, "{written}{FENCE}");
        count += 1;
    }
    assert!(count > 0, "{file} holds no case");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, all).unwrap();
    } else {
        assert!(wrong.is_empty(), "{file}\n{wrong}");
    }
}

#[test]
fn blocks() {
    check("blocks.md");
}

#[test]
fn inlines() {
    check("inlines.md");
}

#[test]
fn tables() {
    check("tables.md");
}

#[test]
fn what_only_restructured_text_says() {
    check("rst.md");
}

#[test]
fn pages_of_our_own_read_the_same() {
    let root = Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::disk(root.clone());
    let mut folders: Vec<PathBuf> = vec![root.join("content").into()];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = Utf8PathBuf::from_path_buf(entry.unwrap().path()).unwrap();
            if path.is_dir() {
                folders.push(path.into());
                continue;
            }
            if path.extension() != Some("md") {
                continue;
            }
            let file = path.strip_prefix(&root).unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            let options = markdown::Options { smart_punctuation: true, extensions: true };
            assert_reads_the_same(
                &markdown::parse(file, &text, "content".into(), &sources, options, Conventions::NONE),
                file.as_str(),
            );
            count += 1;
        }
    }
    assert!(count > 20);
}

#[test]
fn pages_of_the_other_tests_read_the_same() {
    let root = Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for folder in ["src/render/html/cases", "tests/markdown"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = Utf8PathBuf::from_path_buf(entry.unwrap().path()).unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            let fence = format!("\n{FENCE}");
            let mut parts = text.split(&fence);
            while let (Some(_), Some(case)) = (parts.next(), parts.next()) {
                if let Some(case) = case.strip_prefix('\n') {
                    assert_reads_the_same(&parse(case), &format!("{path}\n{case}"));
                }
            }
        }
    }
}

/// Running text with all that Markdown could misread.
fn inline(depth: u32) -> BoxedStrategy<Inline> {
    let make = |kind| Inline { span: Span::default(), kind };
    let words = "[a-c *_`~$<>&;|\\[\\](){}#!:.@/\\\\+=\"'0-9é -]{1,12}";
    let leaf = prop_oneof![
        6 => words.prop_map(InlineKind::Text),
        1 => "[a-c`|\\\\*]{1,4}( [a-c`|\\\\*]{1,4})?".prop_map(InlineKind::Code),
        1 => Just(InlineKind::SoftBreak),
        1 => Just(InlineKind::HardBreak),
        1 => "[a-c^_{}|+-]{1,6}".prop_map(|source| InlineKind::Math { source, display: false }),
    ];
    let leaf = leaf.prop_map(make);
    if depth == 0 {
        return leaf.boxed();
    }
    let many = prop::collection::vec(inline(depth - 1), 1..4);
    prop_oneof![
        4 => leaf,
        1 => many.clone().prop_map(InlineKind::Emphasis).prop_map(make),
        1 => many.clone().prop_map(InlineKind::Strong).prop_map(make),
        1 => many.prop_map(InlineKind::Strikethrough).prop_map(make),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, max_shrink_iters: 20000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_reads_the_same(content in prop::collection::vec(inline(2), 1..6), link in any::<bool>()) {
        let mut page = Page::default();
        let make = |kind| Inline { span: Span::default(), kind };
        let mut content = content;
        content.push(make(InlineKind::Text(" x".to_owned())));
        let content = if link {
            page.references.push(Reference { kind: ReferenceKind::Url, target: "a (b).md".to_owned(), span: Span::default(), scope: None, realm: crate::document::Realm::default(), format: None });
            vec![make(InlineKind::Link(Link { reference: ReferenceId(0), content, title: None })), make(InlineKind::Text("(x)".into()))]
        } else {
            content
        };
        let block = |kind| Block { span: Span::default(), kind };
        page.blocks.push(block(BlockKind::Paragraph(content.clone())));
        let heading = crate::document::Heading { level: 2, content: content.clone(), attributes: crate::document::Attributes::default() };
        page.blocks.push(block(BlockKind::Heading(Box::new(heading))));
        page.blocks.push(reading::one_cell(content));
        assert_reads_the_same(&page, "");
    }
}

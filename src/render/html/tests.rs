//! Documents and their HTML, case by case.
//!
//! Each file in `cases` holds cases: a heading, Markdown (reStructuredText in `rst.md`) in a fence of eight tildes, and in another the HTML
//! that it must become.
//! `UPDATE=1 cargo test --lib html` writes what the HTML is now; look at the difference before it is committed.

use std::fmt::Write as _;
use std::path::Path;

use super::*;
use crate::document::{InlineKind, Reference, Span};
use crate::markdown;
use crate::source::Sources;

const FENCE: &str = "~~~~~~~~";

/// Code in capitals, so that one sees who wrote it; a diagram that cannot be drawn says so.
struct Loud;

impl Leaves for Loud {
    fn code(&self, block: &CodeBlock) -> (String, Vec<Finding>) {
        (format!("<pre>{}</pre>", block.text.text().to_uppercase()), Vec::new())
    }

    fn diagram(&self, diagram: &Diagram, id: &str) -> (Option<String>, Vec<Finding>) {
        if diagram.source.text().contains("flowchart") {
            return (Some(format!("<svg id=\"{id}\"></svg>")), Vec::new());
        }
        (None, vec![Finding::error("diagram", diagram.source.whole(), "this is no diagram")])
    }
}

/// What is called `missing` is missing, all else leads to where it says; pages have two pages below them.
fn destination(reference: &Reference) -> Destination {
    if reference.target.contains("missing") {
        return Destination::Broken;
    }
    let url = reference.target.replace(".md", ".html");
    let words = |text: String| vec![Inline { span: Span::default(), kind: InlineKind::Text(text) }];
    let title = words(format!("The title of {}", reference.target));
    let below =
        ["one", "two"].map(|name| Target { url: format!("{url}/{name}"), title: words(name.into()), ..Target::default() });
    let size = reference.target.contains(".png").then_some((640, 480));
    Destination::Found(Target { url, title, size, below: below.into(), ..Target::default() })
}

fn rst_body(source: &str) -> Body {
    let sources = Sources::memory([("page.rst", source)]);
    let page = crate::rst::page::page("page.rst".into(), source, "".into(), &sources, crate::document::Conventions::NONE);
    let links: Vec<Destination> = page.references.iter().map(destination).collect();
    render(&page, &links, &Loud, Options::default())
}

fn body(source: &str) -> Body {
    let page = markdown::parse(
        "page.md".into(),
        source,
        "".into(),
        &Sources::memory([("page.md", source)]),
        markdown::Options::default(),
        crate::document::Conventions::NONE,
    );
    let links: Vec<Destination> = page.references.iter().map(destination).collect();
    render(&page, &links, &Loud, Options::default())
}

fn check(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render/html/cases").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let (mut written, mut wrong, mut count) = (String::new(), String::new(), 0);
    let mut lines = text.lines();
    let mut source = String::new();
    while let Some(line) = lines.next() {
        let _ = writeln!(written, "{line}");
        if !line.starts_with(FENCE) {
            continue;
        }
        let inner: String = lines.by_ref().take_while(|l| *l != FENCE).fold(String::new(), |all, l| all + l + "\n");
        if line == FENCE {
            source = inner;
            let _ = writeln!(written, "{source}{FENCE}");
            continue;
        }
        let html = if file == "rst.md" { rst_body(&source) } else { body(&source) }.html;
        assert_safe(&html);
        if html != inner {
            let _ = writeln!(wrong, "{source}--- expected\n{inner}--- found\n{html}");
        }
        let _ = writeln!(written, "{html}{FENCE}");
        count += 1;
    }
    assert!(count > 0, "{file} holds no case");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, written).unwrap();
    } else {
        assert!(wrong.is_empty(), "{file}\n{wrong}");
    }
}

/// Whatever the case: no two anchors alike, every tag of ours closed, no style and no event handler.
fn assert_safe(html: &str) {
    let mut ids = HashSet::new();
    let mut open = Vec::new();
    for Ok(token) in html5gum::Tokenizer::new(html) {
        match token {
            html5gum::Token::StartTag(tag) => {
                for (name, value) in &tag.attributes {
                    assert!(!name.starts_with(b"on") && **name != b"style"[..], "{html}");
                    assert!(**name != b"id"[..] || ids.insert(value.to_vec()), "two of one id\n{html}");
                }
                let void = ["br", "hr", "img", "input", "col"].iter().any(|void| *tag.name == void.as_bytes());
                if !void && !tag.self_closing {
                    open.push(tag.name.to_vec());
                }
            }
            html5gum::Token::EndTag(tag) => assert_eq!(open.pop().as_deref(), Some(&**tag.name), "{html}"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{html}");
}

#[test]
fn blocks() {
    check("blocks.md");
}

#[test]
fn boxes() {
    check("boxes.md");
}

#[test]
fn what_only_restructured_text_says() {
    check("rst.md");
}

#[test]
fn footnotes() {
    check("footnotes.md");
}

#[test]
fn inlines() {
    check("inlines.md");
}

#[test]
fn lists() {
    check("lists.md");
}

#[test]
fn media() {
    check("media.md");
}

#[test]
fn navigation() {
    check("navigation.md");
}

#[test]
fn tables() {
    check("tables.md");
}

#[test]
fn the_outline_leaves_out_the_title_and_headings_in_boxes() {
    let body = body(
        "# Title\n\n## A *b*\n\n#### C\n\n> ## Quoted\n\n## [D](d.md) and [](e.md)\n\n```mermaid\nflowchart LR\n```\n\n```mermaid\nnonsense\n```\n",
    );
    let outline: Vec<_> = body.outline.iter().map(|e| (e.level, e.html.as_str(), e.children.len())).collect();
    assert_eq!(outline, [(2, "A <em>b</em>", 1), (2, "D and The title of e.md", 0)]);
    assert_eq!(body.diagrams_drawn, 1);
    assert_eq!(body.findings.iter().map(|f| f.message.as_str()).collect::<Vec<_>>(), ["this is no diagram"]);
}

#[test]
fn a_formula_that_cannot_be_set_is_found_at_its_bytes() {
    let source = "# T\n\nInline $a + \\nope$ here.\n\n> ```{math}\n> \\nope + 1\n> ```\n";
    let found: Vec<&str> = body(source).findings.iter().map(|f| &source[f.span.start as usize..f.span.end as usize]).collect();
    assert_eq!(found[0], "\\nope");
    assert!(found.iter().all(|bytes| *bytes == "\\nope"), "{found:?}");
}

proptest::proptest! {
    #[test]
    fn whatever_the_text_the_html_is_balanced_and_safe(text in "([a-z ]|\n|\n\n|# |> |- |1\\. |`|\\*|_|\\[|\\]|\\(x\\)|!|\\||\\|-\\|\n|:::|\\{note\\}|```|\\$|\\^|\\[\\^a\\]|\\[\\^a\\]: |~~|\"|&|\\{kbd\\}`a`|\\[x\\] |: ){0,60}") {
        assert_safe(&body(&text).html);
    }
}

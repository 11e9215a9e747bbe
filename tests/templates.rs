//! Templates of a book: each of Bindery's can be replaced alone, and one that was written for another version breaks nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;

use bindery::diagnostic::Level;
use bindery::render::Leaves;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input, Output};

/// A book in which every template has something to make, with that template of its own.
fn build(name: &str, text: &str) -> Output {
    let sources = Sources::memory([
        ("book.toml".to_owned(), "[book]\ntitle = \"Example\"\n[output.html]\nsite-url = \"https://example.org/\"\n".to_owned()),
        ("src/index.md".to_owned(), "---\naliases: [/old.html]\n---\n\n# Example\n\n## Part\n\nText.\n".to_owned()),
        ("src/other.md".to_owned(), "# Other\n".to_owned()),
        (format!("templates/{name}"), text.to_owned()),
    ]);
    let input = Input { sources: &sources, out: None, checks: None, goal: Goal::Site, progress: &(), history: &() };
    Engine::new(Leaves::open(None)).compile(&input)
}

fn holds(output: &Output, words: &str) -> bool {
    output.site.files.values().any(|bytes| String::from_utf8_lossy(bytes).contains(words))
}

#[test]
fn each_template_can_be_replaced_alone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() >= 6, "only {names:?}");
    for name in names {
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        let mark = format!("made by {name} of the book");
        // What stands outside of the blocks of a template that extends another one is nowhere.
        let changed = if text.contains("{% extends") {
            let block = if text.contains("block article %}") { "block article %}" } else { "block main %}" };
            text.replacen(block, &format!("{block}{mark}"), 1)
        } else {
            format!("{text}{mark}")
        };
        let output = build(&name, &changed);
        assert_eq!(output.diagnostics, [], "{name}");
        assert!(holds(&output, &mark), "{name} was not used");
    }
}

#[test]
fn a_template_without_anything_of_this_version_degrades() {
    let base = "<!doctype html><title>{{ page.title }}</title><main>{% block main %}{% endblock %}</main>";
    let page = "{% extends \"base.html\" %}{% block main %}{{ body | safe }}{% endblock %}";
    for (name, text) in [("base.html", base), ("page.html", page)] {
        let output = build(name, text);
        let worst = output.diagnostics.iter().map(|problem| problem.level).max();
        assert!(worst.is_none_or(|level| level < Level::Error), "{name}: {:#?}", output.diagnostics);
        let stale = output.diagnostics.iter().filter(|problem| problem.code == "stale-template");
        assert_eq!(stale.count(), output.diagnostics.len(), "{:#?}", output.diagnostics);
        for url in ["index.html", "other.html", "404.html"] {
            assert!(output.site.files.contains_key(camino::Utf8Path::new(url)), "{name}: {url} is missing");
        }
    }
}

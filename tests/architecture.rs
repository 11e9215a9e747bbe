//! The shape of the code, held by a test: which module may use which, and who may touch the file system.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bindery::lints::lints;

/// From the ground up: a module may use those on its own line and on the lines before it.
const LAYERS: &[&[&str]] = &[
    &["history", "nearest", "nesting", "progress", "source"],
    &["diagnostic", "document"],
    &["memo"],
    &["config", "summary"],
    &["book", "facts", "inventory", "markdown", "rst", "workspace"],
    &["site"],
    &["versions"],
    &["render"],
    &["search"],
    &["lints"],
    &["output", "report"],
    &["edition"],
    &["volumes"],
    &["import", "mend", "serve", "web"],
    &["cli"],
];

/// Files that may name `std::fs`: everybody else gets bytes and gives bytes.
const FILE_SYSTEM: &[&str] =
    &["source.rs", "output.rs", "mend.rs", "memo/leaf.rs", "cli/new.rs", "cli/import_sphinx.rs", "serve/watch/stamp.rs"];

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// Every source file with its path below `src` and its text.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    files.sort();
    assert!(files.len() > 20, "the source folder was not found");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&path).expect("the file is text"))
    };
    files.into_iter().map(read).collect()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

/// The modules that a text names as `crate::module`.
fn used(text: &str) -> impl Iterator<Item = &str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let names = code.flat_map(|line| line.split("crate::").skip(1));
    names
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or(""))
        .filter(|name| name.chars().next().is_some_and(char::is_lowercase))
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let module = name.split(['/', '.']).next().unwrap_or("");
        if module == "main" || module == "lib" {
            continue;
        }
        let Some(here) = layer(module) else {
            wrong.push(format!("src/{name}: `{module}` has no place in LAYERS"));
            continue;
        };
        for other in used(&text) {
            if layer(other).is_none_or(|there| there > here) {
                wrong.push(format!("src/{name} uses `crate::{other}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_edges_touch_the_file_system() {
    let names_it = |text: &str| {
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        code.contains("std::fs") || code.contains("File::")
    };
    let outside = |name: &str| !FILE_SYSTEM.contains(&name) && !name.contains("test");
    let wrong: Vec<String> =
        sources().into_iter().filter(|(name, text)| outside(name) && names_it(text)).map(|(name, _)| name).collect();
    assert!(wrong.is_empty(), "these files may not read or write: {wrong:?}");
}

#[test]
fn files_stay_short() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|(name, text)| text.lines().count() > 500 && !name.contains("table"))
        .map(|(name, text)| format!("src/{name}: {} lines", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "one idea each, please: {long:?}");
}

/// How a problem is made; its code is the first argument.
const MAKERS: &[&str] = &["error(", "warning(", "nowhere("];

/// The codes of the problems that a text makes, where they are written out or are constants of `all`.
fn codes(text: &str, all: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or("");
    let first_arguments = MAKERS.iter().flat_map(|maker| code.split(maker).skip(1)).map(str::trim_start);
    let literal = |text: &str| text.split('"').next().unwrap_or("").to_owned();
    let named = |argument: &str| {
        if let Some(rest) = argument.strip_prefix('"') {
            return Some(literal(rest));
        }
        let name = argument.split(|c: char| !c.is_ascii_uppercase() && c != '_').next().filter(|name| name.len() > 1)?;
        all.split_once(&format!("const {name}: &str = \"")).map(|(_, rest)| literal(rest))
    };
    let is_code =
        |name: &String| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    first_arguments.filter_map(named).filter(is_code).collect()
}

#[test]
fn every_problem_is_a_lint_with_a_page() {
    let sources: Vec<_> = sources().into_iter().filter(|(name, _)| !name.contains("test")).collect();
    let all: String = sources.iter().map(|(_, text)| text.as_str()).collect();
    let made =
        |(name, text): &(String, String)| codes(text, &all).into_iter().map(|code| (code, name.clone())).collect::<Vec<_>>();
    let made: Vec<_> = sources.iter().flat_map(made).collect();
    assert!(made.len() > 40, "the codes were not found: {made:?}");
    let known = |code: &str| lints().any(|lint| lint.code == code);
    let unknown: Vec<_> = made.iter().filter(|(code, _)| !known(code)).collect();
    assert!(unknown.is_empty(), "no family lists these, so they have no page and no level: {unknown:?}");
}

#[test]
fn every_lint_is_made_somewhere() {
    // A row of a family says `code: "…"`.
    let sources = sources();
    let is_made = |code: &str| {
        let literal = format!("\"{code}\"");
        let mentions = |text: &str| text.matches(&literal).count() > text.matches(&format!("code: {literal}")).count();
        sources.iter().any(|(name, text)| name != "lints/table.rs" && mentions(text))
    };
    let never: Vec<_> = lints().map(|lint| lint.code).filter(|code| !is_made(code)).collect();
    assert!(never.is_empty(), "nothing reports these: {never:?}");
}

//! `tests/search/*.txt`: what readers look for, and where it stands. The aim is that the wanted section comes first for 85 of 100 queries, and among
//! the first three for 97. What a file must reach here is a little less, so that one query more that nothing can answer may be added.
//!
//! `cargo test --test search -- --nocapture` shows the queries that miss.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bindery::edition::{Edition, Scope};
use bindery::render::Leaves;
use bindery::search::Shown;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input};
use camino::{Utf8Path, Utf8PathBuf};

const FIRST: usize = 85;
const AMONG_THREE: usize = 95;

fn edition(root: PathBuf) -> Edition {
    let sources = Sources::disk(Utf8PathBuf::from_path_buf(root).unwrap());
    let engine = Engine::new(Leaves::open(None));
    let input = Input { sources: &sources, out: None, checks: None, goal: Goal::Findings, progress: &(), history: &() };
    engine.read(&input, None, Scope::Everything).expect("the book can be read")
}

fn cases(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search").join(name)).unwrap()
}

fn name(shown: &Shown) -> String {
    if shown.anchor.is_empty() { shown.source.to_string() } else { format!("{}#{}", shown.source, shown.anchor) }
}

/// How a half of a file did.
#[derive(Default)]
struct Half {
    name: String,
    count: usize,
    first: usize,
    among_three: usize,
}

/// Asks everything that the file asks; reports each half, and what it should have found.
fn judge(book: &Edition, cases: &str) -> Vec<Half> {
    let index = book.search().expect("the book has a search");
    let mut halves: Vec<Half> = Vec::new();
    let mut missed = String::new();
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            halves.push(Half { name: name.to_owned(), ..Half::default() });
            continue;
        }
        let (query, wanted) = line.split_once(" -> ").expect("a line is a query, `->` and a section");
        let wanted: Vec<&str> = wanted.split(" | ").map(str::trim).collect();
        let known = |wanted: &&str| {
            let (source, anchor) = wanted.split_once('#').unwrap_or((wanted, ""));
            index.anchors(Utf8Path::new(source)).contains(&anchor)
        };
        assert!(wanted.iter().any(known), "nothing of this can be found, whatever the search does: {line}");
        let results = index.query(query, 10).results;
        let place = results.iter().position(|shown| wanted.contains(&name(shown).as_str()));
        let half = halves.last_mut().expect("queries stand below the name of a half");
        half.count += 1;
        half.first += usize::from(place == Some(0));
        half.among_three += usize::from(place.is_some_and(|place| place < 3));
        if place != Some(0) {
            let found: Vec<String> = results.iter().take(3).map(|shown| format!("{} {}", name(shown), shown.score)).collect();
            let _ = writeln!(missed, "  {query}: {} at {:?}; first {found:#?}", wanted.join(" | "), place.map(|place| place + 1));
        }
    }
    println!("{missed}");
    halves
}

fn must_hold(halves: &[Half]) {
    assert!(halves.len() == 2, "a file has two halves");
    for Half { name, count, first, among_three } in halves {
        println!("{name}: {count} queries, {first} first, {among_three} among the first three");
    }
    let sum = |of: fn(&Half) -> usize| halves.iter().map(of).sum::<usize>();
    let (count, first, three) = (sum(|half| half.count), sum(|half| half.first), sum(|half| half.among_three));
    assert!(count >= 60, "too few to judge by");
    assert!(first * 100 >= count * FIRST, "{first} of {count} first");
    assert!(three * 100 >= count * AMONG_THREE, "{three} of {count} among the first three");
}

#[test]
fn readers_of_this_book_find_what_they_look_for() {
    let book = edition(PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    must_hold(&judge(&book, &cases("book.txt")));
}

#[test]
fn readers_of_a_public_book_find_what_they_look_for() {
    let Some(root) = std::env::var_os("BINDERY_RUST_BOOK") else {
        println!("left out: BINDERY_RUST_BOOK does not name a checkout of https://github.com/rust-lang/book");
        return;
    };
    must_hold(&judge(&edition(PathBuf::from(root)), &cases("rust-book.txt")));
}

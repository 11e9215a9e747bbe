//! Defects planted by script in Bindery's own book: each is found on its line, and the book without them has none.
//!
//! `cargo test --test planted -- --nocapture` prints what was planted and found, by kind.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

#[path = "planted/kinds.rs"]
mod kinds;
#[path = "planted/scan.rs"]
mod scan;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use bindery::diagnostic::Diagnostic;
use bindery::document::{AnchorKind, Page};
use bindery::lints::Wanted;
use bindery::markdown;
use bindery::render::Leaves;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input};
use kinds::{Defect, Soil};

/// How many defects are planted.
const MANY: usize = 500;

/// The kinds that are planted three times as often as the others: what goes wrong most.
const OFTEN: &[&str] = &["broken anchor", "broken link", "misspelling", "renamed option", "wrong default"];

/// The pages whose options our book's settings compare with a schema.
const WITH_FACTS: &str = "content/security/";

/// 2026-01-01: whether a token has expired depends on the day.
const NOW: i64 = 1_767_225_600;

type Book = BTreeMap<String, Vec<u8>>;

fn collect(root: &Path, folder: &Path, book: &mut Book) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            collect(root, &path, book);
        } else if path.is_file() {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            book.insert(name, fs::read(&path).unwrap());
        }
    }
}

/// Our own book with all that its pages and its settings may read: what git would have.
fn own_book() -> Book {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut book = Book::new();
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_file() {
            book.insert(name, fs::read(&path).unwrap());
        } else if !name.starts_with('.') && !["target", "site", "book"].contains(&name.as_str()) {
            collect(root, &path, &mut book);
        }
    }
    book
}

fn found(engine: &mut Engine, book: &Book) -> Vec<Diagnostic> {
    let sources = Sources::memory(book.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())));
    let wanted = Wanted { now: NOW, ..Wanted::default() };
    let input = Input { sources: &sources, out: None, checks: Some(&wanted), goal: Goal::Findings, progress: &(), history: &() };
    engine.compile(&input).diagnostics
}

/// The pages that can be broken, parsed.
fn pages(book: &Book) -> Vec<(String, Page)> {
    let sources = Sources::memory(book.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())));
    let options = markdown::Options { smart_punctuation: true, extensions: true };
    let is_page = |path: &&String| {
        path.starts_with("content/") && Path::new(path.as_str()).extension().is_some_and(|e| e == "md") && !path.contains("/_")
    };
    let files = book.keys().filter(is_page).filter(|path| !path.ends_with("SUMMARY.md"));
    files
        .map(|file| {
            let text = std::str::from_utf8(&book[file]).unwrap();
            (
                file.clone(),
                markdown::parse(
                    file.as_str().into(),
                    text,
                    "content".into(),
                    &sources,
                    options,
                    bindery::document::Conventions::NONE,
                ),
            )
        })
        .collect()
}

/// Every name that something in the book can be led to by.
fn names(pages: &[(String, Page)], book: &Book) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, page) in pages {
        for anchor in &page.anchors {
            names.insert(anchor.id.clone());
            if let AnchorKind::Label(name) | AnchorKind::Term(name) = &anchor.kind {
                names.insert(name.clone());
            }
        }
    }
    for path in book.keys() {
        let name = path.rsplit('/').next().unwrap_or_default();
        names.insert(name.split('.').next().unwrap_or_default().to_owned());
    }
    names
}

fn triples(pages: &[(String, Page)], book: &Book) -> BTreeSet<String> {
    let texts = pages.iter().map(|(file, _)| std::str::from_utf8(&book[file]).unwrap());
    texts.flat_map(|text| text.split(|c: char| !c.is_alphabetic())).flat_map(kinds::triples).collect()
}

/// Numbers that look random and are the same each time (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }
}

/// So many of the defects, from each kind in turn, in an order that is the same each time.
fn chosen(mut by_kind: BTreeMap<&'static str, Vec<(usize, Defect)>>, many: usize) -> Vec<(usize, Defect)> {
    let mut dice = Dice(3);
    let mut chosen = Vec::new();
    while chosen.len() < many && by_kind.values().any(|left| !left.is_empty()) {
        for (kind, left) in &mut by_kind {
            for _ in 0..if OFTEN.contains(kind) { 3 } else { 1 } {
                if !left.is_empty() {
                    chosen.push(left.swap_remove(dice.below(left.len())));
                }
            }
        }
    }
    chosen.truncate(many);
    chosen
}

fn line_of(text: &[u8], at: usize) -> usize {
    1 + text.iter().take(at).filter(|byte| **byte == b'\n').count()
}

/// Where a problem is shown, and what it says: the same for the same problem when other lines change.
fn shown(diagnostic: &Diagnostic, book: &Book) -> (String, usize, String, String) {
    let place = diagnostic.place.as_ref();
    let file = place.map(|place| place.file.to_string()).unwrap_or_default();
    let line = place.and_then(|place| Some(line_of(book.get(&file)?, place.range.start as usize))).unwrap_or_default();
    (file, line, diagnostic.code.clone(), diagnostic.message.clone())
}

#[test]
fn our_own_book_has_no_problem() {
    let book = own_book();
    let found = found(&mut Engine::new(Leaves::open(None)), &book);
    let shown: Vec<_> = found.iter().map(|diagnostic| shown(diagnostic, &book)).collect();
    assert!(shown.is_empty(), "{shown:#?}");
}

#[test]
fn every_planted_defect_is_found_on_its_line() {
    let book = own_book();
    let pages = pages(&book);
    let (names, triples) = (names(&pages, &book), triples(&pages, &book));
    let mut engine = Engine::new(Leaves::open(None));
    let before: BTreeSet<_> = found(&mut engine, &book).iter().map(|diagnostic| shown(diagnostic, &book)).collect();

    let mut by_kind: BTreeMap<&'static str, Vec<(usize, Defect)>> = BTreeMap::new();
    for (number, (file, page)) in pages.iter().enumerate() {
        let text = std::str::from_utf8(&book[file]).unwrap();
        let facts = file.starts_with(WITH_FACTS);
        for defect in kinds::all(&Soil { text, page, names: &names, triples: &triples, facts }) {
            by_kind.entry(defect.kind).or_default().push((number, defect));
        }
    }
    // One defect in each page at a time, so that what is found tells which it was.
    let mut waiting: BTreeMap<usize, Vec<Defect>> = BTreeMap::new();
    for (page, defect) in chosen(by_kind, MANY) {
        waiting.entry(page).or_default().push(defect);
    }
    let mut tally: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    while !waiting.is_empty() {
        let batch: Vec<(usize, Defect)> = waiting.iter_mut().filter_map(|(page, left)| Some((*page, left.pop()?))).collect();
        waiting.retain(|_, left| !left.is_empty());
        let mut broken = book.clone();
        for (page, defect) in &batch {
            let text = broken.get_mut(&pages[*page].0).unwrap();
            text.splice(defect.range.clone(), defect.with.bytes());
        }
        let mut after: BTreeSet<_> = found(&mut engine, &broken).iter().map(|diagnostic| shown(diagnostic, &broken)).collect();
        after.retain(|problem| !before.contains(problem));
        for (page, defect) in &batch {
            let file = &pages[*page].0;
            let line = line_of(&book[file], defect.range.start);
            let is_it = |(at, on, code, _): &(String, usize, String, String)| {
                at == file && *on == line && defect.codes.contains(&code.as_str())
            };
            let (planted, found) = tally.entry(defect.kind).or_default();
            *planted += 1;
            if after.iter().any(is_it) {
                *found += 1;
            } else {
                let here: Vec<_> = after.iter().filter(|(at, ..)| at == file).collect();
                let was = String::from_utf8_lossy(&book[file][defect.range.clone()]).into_owned();
                missed.push(format!("{file}:{line}: {}: `{was}` became `{}`; told was {here:?}", defect.kind, defect.with));
            }
        }
    }
    let all: usize = tally.values().map(|(planted, _)| planted).sum();
    let hits: usize = tally.values().map(|(_, found)| found).sum();
    println!("{:<28} planted  found", "kind");
    for (kind, (planted, found)) in &tally {
        println!("{kind:<28} {planted:>7} {found:>6}");
    }
    println!("{:<28} {all:>7} {hits:>6}", "all");
    assert!(missed.is_empty(), "{} of {all} were missed:\n{}", missed.len(), missed.join("\n"));
    assert_eq!(all, MANY, "there is room for fewer defects than wanted");
}

//! What the lock file promises: an address that the site once had either still leads somewhere, or is reported.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bindery::diagnostic::Diagnostic;
use bindery::document::{FileId, Reference, ReferenceKind};
use bindery::lints::{Selection, Wanted};
use bindery::markdown;
use bindery::mend;
use bindery::render::Leaves;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input, Output};
use proptest::prelude::*;

type Book = BTreeMap<String, Vec<u8>>;

const LOCK: &str = "anchors.lock";

fn collect(root: &Path, folder: &Path, book: &mut Book) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, book);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            book.insert(name, fs::read(&path).unwrap());
        }
    }
}

/// Bindery's own book, with what its pages include, and with a lock file if it is asked for.
fn own_book() -> Book {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut book = Book::new();
    for folder in ["content", "src", "templates", "themes", "tests"] {
        collect(root, &root.join(folder), &mut book);
    }
    book.insert("book.toml".to_owned(), fs::read(root.join("book.toml")).unwrap());
    book.remove(LOCK);
    book
}

fn sources(book: &Book) -> Sources {
    Sources::memory(book.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())))
}

fn compile(engine: &mut Engine, book: &Book, goal: Goal) -> Output {
    let checks = Wanted { lints: Selection::parse(["references"]).unwrap(), ..Wanted::default() };
    engine.compile(&Input { sources: &sources(book), out: None, checks: Some(&checks), goal, progress: &(), history: &() })
}

fn engine() -> Engine {
    Engine::new(Leaves::open(None))
}

fn of<'d>(output: &'d Output, code: &str) -> Vec<&'d Diagnostic> {
    output.diagnostics.iter().filter(|diagnostic| diagnostic.code == code).collect()
}

/// The lines of the lock file that the findings of `code` stand at.
fn lines(book: &Book, output: &Output, code: &str) -> Vec<String> {
    let text = String::from_utf8(book[LOCK].clone()).unwrap();
    let line = |diagnostic: &&Diagnostic| {
        let range = &diagnostic.place.as_ref().unwrap().range;
        text[range.start as usize..range.end as usize].to_owned()
    };
    of(output, code).iter().map(line).collect()
}

/// What `check --fix` does.
fn mended(engine: &mut Engine, book: &Book) -> Book {
    let output = compile(engine, book, Goal::Findings);
    let plan = mend::plan(&sources(book), output.diagnostics.iter().flat_map(|diagnostic| &diagnostic.fix));
    let mut book = book.clone();
    book.extend(plan.into_iter().map(|(path, bytes)| (path.into_string(), bytes)));
    book
}

fn locked(engine: &mut Engine, book: &Book) -> Book {
    let mut book = book.clone();
    book.insert(LOCK.to_owned(), Vec::new());
    mended(engine, &book)
}

fn addresses(book: &Book) -> Vec<String> {
    let text = String::from_utf8(book[LOCK].clone()).unwrap();
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn every_address_in_the_lock_of_our_own_book_is_in_the_built_site() {
    let mut engine = engine();
    let book = locked(&mut engine, &own_book());
    let output = compile(&mut engine, &book, Goal::Site);
    let addresses = addresses(&book);
    assert!(addresses.len() > 200, "{addresses:?}");
    assert!(addresses.is_sorted(), "the file is in order");
    for address in &addresses {
        let (url, anchor) = address.split_once('#').map_or((address.as_str(), None), |(url, anchor)| (url, Some(anchor)));
        let bytes = output.site.files.get(camino::Utf8Path::new(url)).unwrap_or_else(|| panic!("no file {url}"));
        if let Some(anchor) = anchor {
            let html = std::str::from_utf8(bytes).unwrap();
            let here = [format!(" id=\"{anchor}\""), format!(" name=\"{anchor}\"")];
            assert!(here.iter().any(|attribute| html.contains(attribute)), "{address}");
        }
    }
    assert!(of(&output, "unlocked-address").is_empty() && of(&output, "vanished-address").is_empty());
}

#[test]
fn every_heading_of_our_own_book_that_changes_its_words_is_missed() {
    let mut engine = engine();
    let book = locked(&mut engine, &own_book());
    let pages: Vec<String> = book
        .keys()
        .filter(|path| path.starts_with("content/") && Path::new(path).extension().is_some_and(|e| e == "md"))
        .cloned()
        .collect();
    let mut planted = 0;
    for page in pages.iter().filter(|page| !page.contains("/_") && !page.ends_with("SUMMARY.md")) {
        let before = addresses(&book);
        let mut changed = book.clone();
        let text = String::from_utf8(book[page].clone()).unwrap();
        let mut code = "";
        let mut new = String::new();
        for line in text.split_inclusive('\n') {
            let fence = line.trim_start();
            let marker = fence.get(..fence.len() - fence.trim_start_matches(['`', ':', '~']).len()).unwrap_or_default();
            if marker.len() >= 3 && code.is_empty() {
                code = marker;
            } else if marker == code {
                code = "";
            }
            if code.is_empty() && line.starts_with("## ") && !line.contains("{#") {
                new.push_str(&format!("## Zyx {}", &line[3..]));
            } else {
                new.push_str(line);
            }
        }
        changed.insert(page.clone(), new.into_bytes());
        let output = compile(&mut engine, &changed, Goal::Findings);
        let now = addresses(&locked(&mut engine, &changed));
        let gone: Vec<&String> = before.iter().filter(|address| !now.contains(address)).collect();
        planted += gone.len();
        assert_eq!(lines(&changed, &output, "vanished-address").iter().collect::<Vec<_>>(), gone, "{page}");
        let mended = mended(&mut engine, &changed);
        assert!(before.iter().all(|address| addresses(&mended).contains(address)), "{page}: `--fix` dropped an address");
    }
    assert!(planted > 80, "only {planted} headings were changed");
}

#[test]
fn a_page_that_moves_is_missed_until_it_has_an_alias() {
    let mut engine = engine();
    let text = |text: &str| text.as_bytes().to_vec();
    let book: Book = [
        ("book.toml", "[book]\ntitle = \"x\"\n\n[references]\nanchors-lock = \"anchors.lock\"\n"),
        ("src/index.md", "# Start\n\n[A download](data.csv)\n"),
        ("src/data.csv", "1,2\n"),
        ("src/über uns.md", "# Über uns\n\n## Größe & Länge\n\n<a id=\"Old name\"></a>\n\nText.\n"),
    ]
    .map(|(path, bytes)| (path.to_owned(), text(bytes)))
    .into();
    let output = compile(&mut engine, &book, Goal::Findings);
    assert_eq!(of(&output, "unlocked-address").len(), 1, "{:?}", output.diagnostics);
    let mut book = mended(&mut engine, &book);
    let found = addresses(&book);
    let expected = [
        "data.csv",
        "index.html",
        "index.html#start",
        "über%20uns.html",
        "über%20uns.html#Old%20name",
        "über%20uns.html#größe--länge",
        "über%20uns.html#über-uns",
    ];
    assert_eq!(found, expected);
    assert!(compile(&mut engine, &book, Goal::Findings).diagnostics.is_empty());

    let page = book.remove("src/über uns.md").unwrap();
    let page = String::from_utf8(page).unwrap();
    book.insert("src/team.md".to_owned(), text(&page));
    let output = compile(&mut engine, &book, Goal::Findings);
    assert_eq!(lines(&book, &output, "vanished-address"), ["über%20uns.html"], "one for the page, none for each anchor");
    book = mended(&mut engine, &book);
    assert!(addresses(&book).contains(&"über%20uns.html".to_owned()));

    book.insert("src/team.md".to_owned(), text(&format!("---\naliases: [/über uns.html]\n---\n\n{page}")));
    assert_eq!(compile(&mut engine, &book, Goal::Findings).diagnostics, []);
    let without = page.replace("## Größe & Länge", "## Grösse");
    book.insert("src/team.md".to_owned(), text(&format!("---\naliases: [/über uns.html]\n---\n\n{without}")));
    let output = compile(&mut engine, &book, Goal::Findings);
    assert_eq!(lines(&book, &output, "vanished-address"), ["team.html#größe--länge", "über%20uns.html#größe--länge"]);
}

/// The references of a page that lead into the book, by the bytes of what can be misspelt in them: an anchor, else the end of a name.
fn slips(file: &str, book: &Book) -> Vec<std::ops::Range<usize>> {
    let text = std::str::from_utf8(&book[file]).unwrap();
    let options = markdown::Options { smart_punctuation: true, extensions: true };
    let page =
        markdown::parse(file.into(), text, "content".into(), &sources(book), options, bindery::document::Conventions::NONE);
    let mut slips = Vec::new();
    // Options are another family's.
    let ours = |reference: &&Reference| reference.span.file == FileId::PAGE && reference.kind != ReferenceKind::Option;
    for reference in page.references.iter().filter(ours) {
        let range = reference.span.start as usize..reference.span.end as usize;
        let is_written_here = text[range.clone()] == reference.target && !reference.target.contains([':', '*']);
        let stem = reference.target.rfind('.').filter(|_| !reference.target.contains('#')).unwrap_or(reference.target.len());
        let name = reference.target[..stem].rfind(['#', '/']).map_or(0, |at| at + 1)..stem;
        if is_written_here && name.len() >= 6 && slips.last().is_none_or(|last: &std::ops::Range<usize>| last.end < range.start) {
            slips.push(range.start + name.start..range.start + name.end);
        }
    }
    slips
}

#[test]
fn every_slip_in_a_reference_of_our_own_book_is_found_where_it_is_and_its_mending_known() {
    let mut engine = engine();
    let book = own_book();
    let codes = ["broken-link", "broken-anchor", "missing-image", "unknown-label", "unknown-term"];
    let (mut planted, mut known) = (0, 0);
    let mut wrong = Vec::new();
    for file in book.keys().filter(|path| {
        path.starts_with("content/") && Path::new(path.as_str()).extension().is_some_and(|e| e == "md") && !path.contains("/_")
    }) {
        let slips = slips(file, &book);
        if slips.is_empty() || file.ends_with("SUMMARY.md") {
            continue;
        }
        // Two letters change places, so that no offset changes.
        let before = String::from_utf8(book[file].clone()).unwrap();
        let mut text = before.clone().into_bytes();
        let mut swapped = Vec::new();
        for slip in &slips {
            let word = slip.clone().collect::<Vec<_>>();
            if let Some(pair) = word.windows(2).skip(2).find(|pair| {
                text[pair[0]].is_ascii_alphabetic() && text[pair[1]].is_ascii_alphabetic() && text[pair[0]] != text[pair[1]]
            }) {
                text.swap(pair[0], pair[1]);
                swapped.push(pair[0]);
            }
        }
        let mut changed = book.clone();
        changed.insert(file.clone(), text);
        let output = compile(&mut engine, &changed, Goal::Findings);
        for at in &swapped {
            planted += 1;
            let here = |diagnostic: &&Diagnostic| {
                let place = diagnostic.place.as_ref().unwrap();
                place.file == *file && codes.contains(&diagnostic.code.as_str()) && place.range.contains(&(*at as u32))
            };
            let Some(found) = output.diagnostics.iter().find(here) else {
                wrong.push(format!("{file}: {}", &before[at.saturating_sub(20)..at + 20]));
                continue;
            };
            let range = &found.place.as_ref().unwrap().range;
            let original = &before[range.start as usize..range.end as usize];
            known += usize::from(found.suggestions.first().is_some_and(|first| first == original));
        }
    }
    assert!(wrong.is_empty(), "not found:\n{}", wrong.join("\n"));
    assert!(planted > 100, "only {planted} slips were planted");
    assert!(known * 100 >= planted * 95, "of {planted} slips only {known} can be mended by the first suggestion");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the file holds, each of its lines is an address, for people, or reported; and mending comes to rest.
    #[test]
    fn a_lock_file_of_any_bytes_is_read(bytes in prop::collection::vec(any::<u8>(), 0..200), lines in prop::collection::vec("[a-z#%./ =-]{0,12}", 0..8)) {
        let mut engine = engine();
        for lock in [bytes, lines.join("\n").into_bytes(), lines.join("\r\n").into_bytes()] {
            let mut book: Book = [("book.toml", "[book]\ntitle = \"x\"\n"), ("src/index.md", "# Start\n\n## More\n")]
                .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
                .into();
            book.insert(LOCK.to_owned(), lock);
            let once = mended(&mut engine, &book);
            prop_assert_eq!(&mended(&mut engine, &once), &once);
            if std::str::from_utf8(&book[LOCK]).is_ok() {
                let output = compile(&mut engine, &once, Goal::Findings);
                prop_assert!(of(&output, "unlocked-address").is_empty());
            }
        }
    }
}

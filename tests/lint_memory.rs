//! An engine that goes on compiling one book remembers what its checks found out. What it reports is what a new engine would report.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;

use bindery::lints::Wanted;
use bindery::render::Leaves;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input, Output};
use proptest::prelude::*;

/// A book, and the present.
#[derive(Clone)]
struct State {
    files: BTreeMap<String, String>,
    now: i64,
}

fn check(engine: &mut Engine, state: &State) -> Output {
    let sources = Sources::memory(state.files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    let wanted = Wanted { now: state.now, ..Wanted::default() };
    engine.compile(&Input {
        sources: &sources,
        out: None,
        checks: Some(&wanted),
        goal: Goal::Findings,
        progress: &(),
        history: &(),
    })
}

fn engine() -> Engine {
    Engine::new(Leaves::open(None))
}

/// Pieces of pages that the checks have something to say of, alone or together with the other files.
const PIECES: &[&str] = &[
    "# A title\n",
    "## `[core] fernet_key`\n\nThe default is `16`.\n",
    "Set `[core] parallelism` (default `32`) or `APP__CORE__PARALLELISM`, not `[core] paralelism`.\n",
    "The tokken is signed by the sidecar in grey colour; the whitelist holds the airlok.\n",
    "Sidecars and Dags are non-blokking, and every certifcate is new.\n",
    "```{spelling:word-list}\nairlok\nunneeded\n```\n",
    "Click [here](b.md), or look at ![](picture.svg) and [nowhere](gone.md).\n",
    "```{include} _part.md\n```\n",
    "```mermaid\nflowchart LR\n  A[The tokken] --> B[Two]\n  class A hot\n```\n",
    "```mermaid\nflowchart LR\n  A[broken\n```\n",
    "The token eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJlIG9mIHRoZSB0b2tlbg opens it.\n",
    "<!-- bindery: allow(misspelling) -->\n\nA tokken that may stay.\n",
    "<!-- bindery:begin list -->\n- parallelism\n<!-- bindery:end -->\n",
];

const PAGES: &[&str] = &["src/a.md", "src/b.md", "src/sub/c.md", "src/index.md"];

/// The other files, each with what it can say.
const OTHERS: &[(&str, &[&str])] = &[
    ("src/_part.md", &["Included with a tokken.\n", "Included by [a page](a.md) with `[core] fernet_kei`.\n"]),
    ("src/picture.svg", &["<svg xmlns='http://www.w3.org/2000/svg'/>"]),
    ("spelling_wordlist.txt", &["sidecar\ntokken\n", "tokken\nsidecar\n", "airlok\nDag\nunused\n", "two words\n"]),
    ("src/sub/spelling_wordlist.txt", &["tokken\n", "sidecar\ntoken\n"]),
    ("more.txt", &["blokking\n", "tokken\n"]),
    ("forbidden.txt", &["whitelist -> allowlist\n", "grey -> gray\nwhitelist -> allowlist, safelist\n", "nonsense\n"]),
    ("dic/own.aff", &["SET UTF-8\n", "SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n", "SFX S Y\n"]),
    ("dic/own.dic", &["1\nairlok\n", "2\nsidecar/S\ntokken\n"]),
    (
        "options.yml",
        &[
            "core:\n  options:\n    parallelism:\n      default: \"32\"\n    fernet_key:\n      default: \"\"\n      sensitive: true\n",
            "core:\n  options:\n    parallelism:\n      default: \"16\"\n",
            "core: [\n",
        ],
    ),
    ("list.tera", &["{% for option in options %}- {{ option.name }}\n{% endfor %}", "- parallelism\n"]),
    ("anchors.lock", &["index.html\n", "a.html\nsub/c.html#a-title\n"]),
];

/// Parts of `book.toml`, each in several versions; the first is always that it is not there.
const SETTINGS: &[&[&str]] = &[
    &["", "[book]\nlanguage = \"en-GB\"\n", "[book]\nlanguage = \"de\"\n", "[book]\nsrc = \"src/sub\"\n"],
    &[
        "",
        "[spelling]\nwordlists = [\"more.txt\"]\nforbidden = \"forbidden.txt\"\n",
        "[spelling]\ndictionaries = [\"dic/own\", \"en-US\"]\n",
    ],
    &[
        "",
        "[[facts]]\nname = \"app\"\nschema = \"options.yml\"\nvariable = \"APP__{SECTION}__{OPTION}\"\n",
        "[[facts]]\nname = \"app\"\nschema = \"options.yml\"\npages = [\"src/a.md\"]\nlists-sensitive = [\"src/a.md\"]\nlock = \"facts.lock\"\n",
    ],
    &["", "[[regions]]\nname = \"list\"\ntemplate = \"list.tera\"\n"],
    &["", "[secrets]\nallow = [\"0123456789abcdef\"]\n"],
    &["", "[lints]\nspelling = \"allow\"\n", "[lints]\norphan-page = \"warn\"\nvague-link = \"deny\"\n"],
];

#[derive(Clone, Debug)]
enum Edit {
    Page(usize, Vec<usize>),
    Append(usize, usize),
    Other(usize, usize),
    Remove(usize),
    Settings(Vec<usize>),
    Time(bool),
    Nothing,
}

fn edit() -> impl Strategy<Value = Edit> {
    let settings: Vec<_> = SETTINGS.iter().map(|versions| 0..versions.len()).collect();
    prop_oneof![
        4 => (0..PAGES.len(), prop::collection::vec(0..PIECES.len(), 1..6)).prop_map(|(page, pieces)| Edit::Page(page, pieces)),
        2 => (0..PAGES.len(), 0..PIECES.len()).prop_map(|(page, piece)| Edit::Append(page, piece)),
        5 => (0..OTHERS.len(), 0..4_usize).prop_map(|(file, version)| Edit::Other(file, version)),
        2 => (0..PAGES.len() + OTHERS.len()).prop_map(Edit::Remove),
        3 => settings.prop_map(Edit::Settings),
        1 => any::<bool>().prop_map(Edit::Time),
        1 => Just(Edit::Nothing),
    ]
}

fn apply(edit: &Edit, state: &mut State) {
    let files = &mut state.files;
    match edit {
        Edit::Page(page, pieces) => {
            let text: Vec<&str> = pieces.iter().map(|piece| PIECES[*piece]).collect();
            files.insert(PAGES[*page].to_owned(), text.join("\n"));
        }
        Edit::Append(page, piece) => {
            let text = files.entry(PAGES[*page].to_owned()).or_default();
            text.push('\n');
            text.push_str(PIECES[*piece]);
        }
        Edit::Other(file, version) => {
            let (name, versions) = OTHERS[*file];
            files.insert(name.to_owned(), versions[version % versions.len()].to_owned());
        }
        Edit::Remove(n) => {
            let name = PAGES.get(*n).copied().unwrap_or_else(|| OTHERS[n - PAGES.len()].0);
            files.remove(name);
        }
        Edit::Settings(versions) => {
            let parts = SETTINGS.iter().zip(versions).map(|(all, version)| all[*version]);
            files.insert("book.toml".to_owned(), parts.collect::<Vec<_>>().join("\n"));
        }
        Edit::Time(late) => state.now = if *late { 1_800_000_000 } else { 1_600_000_000 },
        Edit::Nothing => {}
    }
}

/// Every file in its first version; every page with every piece; all settings in their second.
fn start() -> State {
    let mut files: BTreeMap<String, String> =
        OTHERS.iter().map(|(name, versions)| ((*name).to_owned(), versions[0].to_owned())).collect();
    files.extend(PAGES.iter().map(|page| ((*page).to_owned(), PIECES.join("\n"))));
    let mut state = State { files, now: 1_600_000_000 };
    apply(&Edit::Settings(vec![0, 1, 1, 1, 1, 0]), &mut state);
    state
}

fn assert_same(remembered: &Output, cold: &Output) {
    assert_eq!(remembered.diagnostics, cold.diagnostics);
    assert_eq!(remembered.counts, cold.counts);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_check_that_remembers_equals_a_new_one(edits in prop::collection::vec(edit(), 4..12)) {
        let mut state = start();
        let mut engine = engine();
        check(&mut engine, &state);
        for edit in &edits {
            apply(edit, &mut state);
            assert_same(&check(&mut engine, &state), &check(&mut self::engine(), &state));
        }
    }
}

/// The codes that a book is reported for.
fn codes(output: &Output) -> Vec<&str> {
    let mut codes: Vec<&str> = output.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn the_book_of_this_test_gives_the_checks_something_to_say() {
    let found = check(&mut engine(), &start());
    let expected = [
        "forbidden-word",
        "json-web-token",
        "misspelling",
        "missing-alt",
        "stale-region",
        "undeclared-class",
        "unknown-option",
        "unused-fingerprint",
        "unused-word",
        "vague-link",
        "wrong-default",
    ];
    let missing: Vec<_> = expected.iter().filter(|code| !codes(&found).contains(code)).collect();
    assert!(missing.is_empty(), "not reported: {missing:?} of {:?}", codes(&found));
}

#[test]
fn a_file_that_is_not_part_of_a_page_is_seen_to_change() {
    let mut state = start();
    let mut engine = engine();
    for (file, text) in [
        ("spelling_wordlist.txt", "sidecar\n"),
        ("spelling_wordlist.txt", "tokken\nneedless\n"),
        ("forbidden.txt", "sidecar -> companion\n"),
        ("options.yml", "core:\n  options:\n    fernet_key:\n      default: \"16\"\n"),
        ("list.tera", "- neither\n"),
    ] {
        let before = check(&mut engine, &state);
        state.files.insert(file.to_owned(), text.to_owned());
        let after = check(&mut engine, &state);
        assert_ne!(before.diagnostics, after.diagnostics, "{file}: {text}");
        assert_same(&after, &check(&mut self::engine(), &state));
    }
}

#[test]
fn a_token_expires_though_no_file_changes() {
    let mut state = start();
    let mut engine = engine();
    let tokens = |output: &Output| output.diagnostics.iter().filter(|found| found.code == "json-web-token").count();
    assert_eq!(tokens(&check(&mut engine, &state)), PAGES.len());
    state.now = 1_800_000_000;
    assert_eq!(tokens(&check(&mut engine, &state)), 0);
}

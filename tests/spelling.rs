//! The spelling check against what it is for: prose that another project's own spelling run passes must pass, and a misspelling must be found
//! wherever it stands.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bindery::diagnostic::Diagnostic;
use bindery::lints::spelling::{MISSPELLING, unknown_word};
use bindery::lints::{Selection, Wanted};
use bindery::render::Leaves;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input, Output};

fn check(files: &[(&str, &str)]) -> Output {
    let sources = Sources::memory(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let wanted = Wanted { lints: Selection::parse(["spelling"]).unwrap(), ..Wanted::default() };
    let input = Input { sources: &sources, out: None, checks: Some(&wanted), goal: Goal::Findings, progress: &(), history: &() };
    Engine::new(Leaves::open(None)).compile(&input)
}

fn misspelt(output: &Output) -> Vec<&Diagnostic> {
    output.diagnostics.iter().filter(|diagnostic| diagnostic.code == MISSPELLING).collect()
}

/// A word that was put into a text, and the bytes that it has there.
type Planted = BTreeSet<(u32, u32, String)>;

fn found(output: &Output) -> Planted {
    let place = |diagnostic: &&Diagnostic| {
        let range = &diagnostic.place.as_ref().unwrap().range;
        (range.start, range.end, unknown_word(diagnostic).unwrap().to_owned())
    };
    misspelt(output).iter().map(place).collect()
}

/// The same numbers each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    /// The word with one slip of the fingers: a letter left out, doubled, taken for another, or swapped with the next.
    fn slip(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let at = 1 + self.below(letters.len() - 2);
        let other = char::from(b'a' + u8::try_from(self.below(26)).unwrap());
        match self.below(4) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, other),
            2 => letters[at] = other,
            _ => letters.swap(at, at + 1),
        }
        letters.into_iter().collect()
    }
}

/// A slip of `word` that is no word itself.
fn misspelling(word: &str, numbers: &mut Numbers) -> String {
    loop {
        let wrong = numbers.slip(word);
        let page = format!("# The\n\nThe {wrong}.\n");
        if !misspelt(&check(&[("book.toml", ""), ("src/index.md", &page)])).is_empty() {
            return wrong;
        }
    }
}

/// A page with every place where prose can stand; what is between `⟦` and `⟧` is to be misspelt.
const PAGE: &str = r#"---
title: A ⟦careful⟧ look
description: "What the ⟦readers⟧ of ‘this’ need"
---
# The ⟦signing⟧ of “tokens”

A ⟦paragraph⟧ with *⟦emphasis⟧*, **⟦strong⟧ words**, [a ⟦linked⟧ word](#here "a ⟦helpful⟧ tip") and a note.[^note]
It's the second -- and last -- ⟦sentence⟧... of a &quot;⟦quoted⟧&quot; para&shy;graph &amp; its ⟦ending⟧.

> A ⟦quotation⟧ goes on
> over two ⟦different⟧ lines.

- an ⟦unordered⟧ item
  - nested ⟦deeper⟧ still
1. a ⟦numbered⟧ one

| ⟦Header⟧ | other |
|---|---|
| a ⟦cell⟧ | with `code` and a ⟦second⟧ \| bar |

![a ⟦picture⟧ of it](picture.svg "its ⟦subject⟧")

[^note]: The ⟦footnote⟧ says more.

:::{admonition} A ⟦warning⟧ box
The ⟦content⟧ of it.
:::

::::{tab-set}
:::{tab-item} The ⟦former⟧ way
With ⟦caution⟧.
:::
::::

```{figure} picture.svg
:alt: The ⟦alternative⟧ text
The ⟦caption⟧ below.
```

```{glossary}
⟦Rotation⟧
  The ⟦exchange⟧ of a key.
```

```{versionadded} 1.2
The ⟦feature⟧ is new.
```

```{mermaid}
:caption: The ⟦journey⟧ of a token

flowchart LR
  a[The ⟦scheduler⟧] -->|⟦forwards⟧ it| b{{"is it <br/>⟦expired⟧?"}}
```

```mermaid
sequenceDiagram
  accTitle: How a ⟦request⟧ is made
  participant W as A ⟦worker⟧
  W->>W: ⟦calculates⟧ the hash
```

Well-⟦known⟧ and {term}`⟦Rotation⟧ of keys <rotation>` and {abbr}`KDF (key ⟦derivation⟧ function)`.
"#;

#[test]
fn a_misspelling_is_found_wherever_prose_stands() {
    let mut numbers = Numbers(0x5eed_0bad_c0de);
    let mut total = 0;
    for _ in 0..4 {
        let (mut text, mut planted) = (String::new(), Planted::new());
        for piece in PAGE.split('⟦') {
            let Some((word, rest)) = piece.split_once('⟧') else {
                text.push_str(piece);
                continue;
            };
            let wrong = misspelling(word, &mut numbers);
            let start = u32::try_from(text.len()).unwrap();
            text.push_str(&wrong);
            planted.insert((start, u32::try_from(text.len()).unwrap(), wrong));
            text.push_str(rest);
        }
        total += planted.len();
        let output = check(&[("book.toml", ""), ("src/index.md", &text), ("src/picture.svg", "")]);
        let found = found(&output);
        let missed: Vec<_> = planted.difference(&found).collect();
        let more: Vec<_> = found.difference(&planted).collect();
        assert!(missed.is_empty() && more.is_empty(), "not found: {missed:?}\nfound beside them: {more:?}\n{text}");
    }
    assert!(total > 150, "only {total} words were misspelt");
}

#[test]
fn the_page_itself_is_clean() {
    let text = PAGE.replace(['⟦', '⟧'], "");
    let output = check(&[("book.toml", ""), ("src/index.md", &text), ("src/picture.svg", "")]);
    assert_eq!(found(&output), Planted::new());
}

const CORPUS: &str = "../shared/corpus/airflow-security";

/// The running text of a reStructuredText page as Markdown paragraphs, crudely: directives go, and so do roles; literals become code.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut left_out = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if left_out.is_some_and(|outer| trimmed.is_empty() || indent > outer) {
            continue;
        }
        left_out = None;
        let is_rule = trimmed.len() > 2 && trimmed.chars().all(|c| "=-~^\"'#*+.` ".contains(c));
        if trimmed.starts_with(".. ") {
            let is_box = ["note", "warning", "important", "list-table", "versionadded", "seealso", "tip"];
            if !is_box.iter().any(|name| trimmed[3..].starts_with(&format!("{name}::"))) {
                left_out = Some(indent);
            }
        } else if !(is_rule || trimmed.starts_with(':') && trimmed[1..].contains(':') && !trimmed.contains('`')) {
            out.push_str(trimmed.trim_start_matches(['*', '-', '#', '|', ' ']));
            if trimmed.ends_with("::") {
                left_out = Some(indent);
            }
        }
        out.push('\n');
    }
    let marked = out.replace("``", "\u{1}");
    let mut out = String::new();
    for (number, part) in marked.split('\u{1}').enumerate() {
        if number % 2 == 1 {
            out.push_str("`code`");
        } else {
            out.push_str(&without_roles(part));
        }
    }
    out.replace("**", "").replace(['<', '>', '[', ']', '$'], " ")
}

/// `` :doc:`x` `` goes; `` `words <url>`__ `` leaves its words.
fn without_roles(text: &str) -> String {
    let mut out = String::new();
    for (number, part) in text.split('`').enumerate() {
        if number % 2 == 0 {
            let part = part.trim_start_matches('_');
            let role = part.strip_suffix(':').and_then(|rest| rest.rfind(':')).filter(|at| !part[*at..].contains(' '));
            out.push_str(role.map_or(part, |at| &part[..at]));
            out.push_str(if role.is_some() { " `code` " } else { "" });
        } else if !out.ends_with(" `code` ") {
            out.push_str(part.split('<').next().unwrap_or_default());
        }
    }
    out
}

/// The pages of the corpus as prose, with the project's own list of words; `None` where there is no corpus.
fn corpus() -> Option<(Vec<(String, String)>, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(CORPUS);
    let Ok(list) = fs::read_to_string(folder.join("spelling_wordlist.txt")) else {
        eprintln!("skipped: {CORPUS} is absent");
        return None;
    };
    let names = ["jwt_token_authentication", "multi-team", "security_model", "workload"];
    let page = |name: &&str| {
        let text = fs::read_to_string(folder.join(format!("{name}.rst"))).unwrap();
        (format!("src/{name}.md"), format!("# The page\n\n{}", prose(&text)))
    };
    Some((names.iter().map(page).collect(), list))
}

fn words(output: &Output) -> usize {
    output.counts.checked.iter().find(|(kind, _)| *kind == "word").unwrap().1
}

#[test]
fn prose_that_another_spelling_run_passes_is_passed() {
    let Some((pages, list)) = corpus() else { return };
    let mut files: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.extend([("book.toml", "[book]\nlanguage = \"en-US\"\n"), ("spelling_wordlist.txt", list.as_str())]);
    let output = check(&files);
    let (unknown, words) = (misspelt(&output), words(&output));
    assert!(words > 8_000, "only {words} words were looked at");
    let names: Vec<&str> = unknown.iter().filter_map(|diagnostic| unknown_word(diagnostic)).collect();
    eprintln!("{} of {words} words are unknown: {names:?}", names.len());
    assert!(names.len() * 1000 <= words * 2, "{} of {words} words are unknown: {names:?}", names.len());
    let list: Vec<&str> = output.diagnostics.iter().map(|d| d.code.as_str()).filter(|code| code.ends_with("wordlist")).collect();
    assert_eq!(list, [""; 0], "the list is sorted and well formed");
}

#[test]
fn misspellings_in_real_prose_are_found_at_their_places() {
    let Some((pages, list)) = corpus() else { return };
    let mut numbers = Numbers(0x0dd_ba11);
    let mut total = 0;
    for (path, text) in &pages {
        let clean: Planted = found(&check(&[("book.toml", ""), ("spelling_wordlist.txt", &list), (path, text)]));
        let clean: BTreeSet<String> = clean.into_iter().map(|(_, _, word)| word).collect();
        let (mut wrong_text, mut planted) = (String::new(), Planted::new());
        for piece in text.split_inclusive(' ') {
            let word = piece.trim_end();
            let is_plain = word.len() > 5 && word.bytes().all(|b| b.is_ascii_lowercase());
            if is_plain && numbers.below(25) == 0 {
                let wrong = misspelling(word, &mut numbers);
                // What is no word of the language may be one of the project's.
                if !list.lines().any(|listed| wrong.trim_end_matches('s').trim_end_matches('e') == listed || wrong == listed) {
                    let start = u32::try_from(wrong_text.len()).unwrap();
                    wrong_text.push_str(&wrong);
                    planted.insert((start, u32::try_from(wrong_text.len()).unwrap(), wrong));
                    wrong_text.push_str(&piece[word.len()..]);
                    continue;
                }
            }
            wrong_text.push_str(piece);
        }
        total += planted.len();
        let output = check(&[("book.toml", ""), ("spelling_wordlist.txt", &list), (path, &wrong_text)]);
        let found = found(&output);
        let missed: Vec<_> = planted.difference(&found).collect();
        let more: Vec<_> = found.difference(&planted).filter(|(_, _, word)| !clean.contains(word)).collect();
        assert!(missed.is_empty() && more.is_empty(), "{path}: not found: {missed:?}\nfound beside them: {more:?}");
    }
    assert!(total > 100, "only {total} words were misspelt");
}

#[test]
fn of_more_unknown_words_than_anybody_reads_the_rest_is_counted() {
    let page = format!("# Words\n\n{}\n", "zzxqv ".repeat(100_003));
    let output = check(&[("book.toml", ""), ("src/index.md", &page), ("src/other.md", "# Other\n\nA zzxqv more.\n")]);
    let found = misspelt(&output);
    assert_eq!(found.len(), 100_001);
    let (closing, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = found.iter().partition(|found| found.place.is_none());
    assert_eq!(others.len(), 100_000);
    assert!(closing[0].message.starts_with("4 more words are unknown, of 100004;"), "{}", closing[0].message);
    assert_eq!(unknown_word(closing[0]), None);
}

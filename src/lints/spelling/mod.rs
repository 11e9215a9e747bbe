//! The words of the pages: misspelt, forbidden, and listed though nobody uses them.

mod check;
mod dictionary;
mod forbidden;
mod labels;
mod load;
mod project;
mod prose;
mod suggest;
mod token;
mod wordlist;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use self::check::{Cache, Words};
use self::project::Listed;
use self::suggest::Suggestions;
use self::wordlist::Wordlist;
use super::{Family, Lint, Report, Subject};
use crate::config::LintLevel::{Deny, Warn};
use crate::diagnostic::{Diagnostic, Finding};
use crate::document::Span;

/// The lints of this family.
pub(super) const FAMILY: Family = Family {
    name: "spelling",
    about: "the words of the pages",
    lints: &[
        Lint { code: "misspelling", level: Warn, page: include_str!("misspelling.md") },
        Lint { code: "forbidden-word", level: Deny, page: include_str!("forbidden-word.md") },
        Lint { code: "unused-word", level: Warn, page: include_str!("unused-word.md") },
        Lint { code: "unsorted-wordlist", level: Warn, page: include_str!("unsorted-wordlist.md") },
        Lint { code: "bad-wordlist", level: Deny, page: include_str!("bad-wordlist.md") },
        Lint { code: "missing-dictionary", level: Deny, page: include_str!("missing-dictionary.md") },
    ],
    check: Some(check),
};

/// The lint of words that no dictionary and no list knows.
pub const MISSPELLING: &str = "misspelling";

/// Of so many unused words in one list each is reported; of more, the first ones are named.
const MOST_UNUSED: usize = 5;

/// No more unknown words than this are reported one by one: no book has as many, but text in a language that no dictionary is for can, and a
/// report on each would take gigabytes.
const MOST_UNKNOWN: usize = 100_000;

/// Finds what is wrong with the words of the book.
fn check(subject: &Subject<'_>) -> Report {
    let mut report = Report::default();
    let rules = load::rules(subject, &mut report.diagnostics);
    if rules.dictionaries.is_empty() {
        return report;
    }
    let pages = &subject.site.pages;
    let words: Vec<Arc<Words>> = pages
        .par_iter()
        .map_init(Cache::default, |cache, page| {
            let from = (rules.key, subject.key(page), &page.parsed.source);
            subject.memory.recall("words", &from, || check::page(subject, &rules, page, cache))
        })
        .collect();
    let unknown: BTreeSet<&str> = words.iter().flat_map(|words| &words.unknown).map(|(word, _)| word.as_str()).collect();
    let suggestions = if subject.hasty { Suggestions::default() } else { Suggestions::find(&rules, subject.memory, &unknown) };
    let mut left = MOST_UNKNOWN;
    for (page, words) in pages.iter().zip(&words) {
        let shown = words.unknown.get(..left).unwrap_or(&words.unknown);
        left -= shown.len();
        report.diagnostics.extend(subject.place(page, findings(words, shown, &suggestions, subject)));
    }
    let all: usize = words.iter().map(|words| words.unknown.len()).sum();
    report.diagnostics.extend(beyond(all));
    let used: HashSet<Listed> = words.iter().flat_map(|words| words.listed.iter().copied()).collect();
    let lists = rules.project.lists.iter().enumerate();
    report.diagnostics.extend(lists.flat_map(|(number, list)| {
        let is_used = |index: usize| used.contains(&(number as u32, index as u32));
        unused(list, is_used)
    }));
    report.checked.push(("word", words.iter().map(|words| words.checked).sum()));
    report
}

/// Says how many unknown words are left out, if any are.
fn beyond(all: usize) -> Option<Diagnostic> {
    let more = all.checked_sub(MOST_UNKNOWN).filter(|more| *more > 0)?;
    let message = format!("{more} more words are unknown, of {all}; the first {MOST_UNKNOWN} are reported one by one");
    let help = "is the language of the book the one that `language` in `book.toml` names?";
    Some(
        Diagnostic::nowhere(MISSPELLING, message)
            .help(help)
            .help("`bindery explain missing-dictionary` says how to name a dictionary"),
    )
}

/// What is wrong with the words of a page; of the unknown ones, those that are `shown`.
fn findings(words: &Words, shown: &[(String, Span)], suggestions: &Suggestions, subject: &Subject<'_>) -> Vec<Finding> {
    let misspelt = shown.iter().map(|(word, span)| {
        let found = Finding::warning(MISSPELLING, *span, format!("the word `{word}` is unknown"));
        match suggestions.of(word) {
            [] => {
                found.help(format!("if it is right, write it as code or add it to `{}`", subject.config.spelling.wordlist_name))
            }
            likely => likely.iter().fold(found.label(question(likely)), Finding::suggest),
        }
    });
    let forbidden = words.forbidden.iter().map(|(word, span, instead)| {
        let found = Finding::error("forbidden-word", *span, format!("the word `{word}` is not used in this book"));
        instead.iter().fold(found.label(format!("write {}", listed(instead))), Finding::suggest)
    });
    let unused = words.unused.iter().map(|(word, span)| {
        let message = format!("`{word}` is a word of this page's own, but nothing in its prose needs it");
        Finding::warning("unused-word", *span, message).help("delete it")
    });
    misspelt.chain(forbidden).chain(unused).collect()
}

/// The word that a finding of [`MISSPELLING`] is about.
#[must_use]
pub fn unknown_word(diagnostic: &Diagnostic) -> Option<&str> {
    let is_ours = diagnostic.code == MISSPELLING;
    is_ours.then(|| diagnostic.message.split('`').nth(1)).flatten()
}

/// The words that findings of [`MISSPELLING`] are about, each once, the most frequent first and equally frequent ones in byte order.
#[must_use]
pub fn unknown_words(diagnostics: &[Diagnostic]) -> Vec<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in diagnostics.iter().filter_map(unknown_word) {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<(&str, usize)> = counts.into_iter().collect();
    words.sort_by_key(|(_, count)| Reverse(*count));
    words.into_iter().map(|(word, _)| word).collect()
}

fn question(words: &[String]) -> String {
    format!("did you mean {}?", listed(words))
}

fn listed(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        _ => quoted.concat(),
    }
}

/// The words of a list that no page uses. A list that was made for much more than this book is one finding.
fn unused(list: &Wordlist, is_used: impl Fn(usize) -> bool) -> Vec<Diagnostic> {
    let can_be_used = |word: &str| {
        let mut found = false;
        token::words(word, |token| {
            found |= token.text.len() == word.len() && token.text.split(token::is_hyphen).any(token::is_word);
        });
        found
    };
    let entries = list.entries.iter().enumerate().filter(|(index, _)| list.is_ours && !is_used(*index));
    let unused: Vec<&wordlist::Entry> = entries.map(|(_, entry)| entry).filter(|entry| can_be_used(&entry.word)).collect();
    let found =
        |entry: &wordlist::Entry, message: String| Diagnostic::warning("unused-word", &list.file, entry.range.clone(), message);
    if unused.len() <= MOST_UNUSED {
        let one = |entry: &&wordlist::Entry| {
            found(entry, format!("no page uses the word `{}`", entry.word))
                .help("delete the line, unless another program reads the list too")
        };
        return unused.iter().map(one).collect();
    }
    let named: Vec<String> = unused.iter().take(MOST_UNUSED).map(|entry| format!("`{}`", entry.word)).collect();
    let message = format!("no page uses {} of the {} words in this list", unused.len(), list.entries.len());
    let all =
        unused.first().map(|entry| found(entry, message).help(format!("delete their lines; the first are {}", named.join(", "))));
    all.into_iter().collect()
}

//! What may have been meant: once for each word that is reported, however often it stands in the book.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::load::Rules;

/// How many suggestions are made for a word.
const MOST: usize = 4;

/// For so many words suggestions are made at all; in a book with more, words are to be listed and not mended one by one.
const WORDS: usize = 1000;

/// For so many words that resemble no other the dictionary is searched for one that sounds alike, at some 30 ms each.
const THOROUGH: usize = 40;

/// The suggestions for all unknown words of a book.
pub(super) struct Suggestions(BTreeMap<String, Vec<String>>);

impl Suggestions {
    /// Finds them. The words, and so those that get none because there are too many, are in byte order.
    pub(super) fn find(rules: &Rules, unknown: &BTreeSet<&str>) -> Self {
        let listed = rules.project.words();
        let unknown: Vec<&str> = unknown.iter().copied().take(WORDS).collect();
        let likely = |word: &&str| ((*word).to_owned(), suggest(rules, &listed, word, false));
        let mut found: BTreeMap<String, Vec<String>> = unknown.par_iter().map(likely).collect();
        let none: Vec<&str> =
            unknown.into_iter().filter(|word| found.get(*word).is_some_and(Vec::is_empty)).take(THOROUGH).collect();
        let likely = |word: &&str| ((*word).to_owned(), suggest(rules, &listed, word, true));
        found.extend(none.par_iter().map(likely).collect::<Vec<_>>());
        Self(found)
    }

    /// Those for a word, the likeliest first.
    pub(super) fn of(&self, word: &str) -> &[String] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

fn suggest(rules: &Rules, listed: &[&str], word: &str, thorough: bool) -> Vec<String> {
    let letters = word.chars().count();
    let slips = if letters < 8 { 1 } else { 2 };
    let is_near =
        |other: &&&str| other.chars().count().abs_diff(letters) <= slips && strsim::damerau_levenshtein(other, word) <= slips;
    let mut all: Vec<String> = listed.iter().filter(is_near).map(|word| (*word).to_owned()).collect();
    all.extend(rules.dictionaries.suggest(word, thorough));
    let mut seen = BTreeSet::new();
    all.retain(|other| other != word && rules.forbidden.instead_of(other).is_none() && seen.insert(other.clone()));
    all.truncate(MOST);
    all
}

//! What may have been meant: once for each word that is reported, however often it stands in the book.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::load::Rules;
use crate::memo::Memory;

/// How many suggestions are made for a word.
const MOST: usize = 4;

/// For so many words suggestions are made at all; in a book with more, words are to be listed and not mended one by one.
const WORDS: usize = 1000;

/// For so many words that resemble no other the dictionary is searched for one that sounds alike, at some 30 ms each.
const THOROUGH: usize = 40;

/// The suggestions for all unknown words of a book.
#[derive(Default)]
pub(super) struct Suggestions(BTreeMap<String, Vec<String>>);

impl Suggestions {
    /// Finds them. The words, and so those that get none because there are too many, are in byte order.
    pub(super) fn find(rules: &Rules, memory: &Memory, unknown: &BTreeSet<&str>) -> Self {
        let listed: Vec<Form<'_>> = rules.project.words().into_iter().map(Form::new).collect();
        let suggest = |word: &str, thorough: bool| (word.to_owned(), suggest(rules, memory, &listed, word, thorough));
        let unknown: Vec<&str> = unknown.iter().copied().take(WORDS).collect();
        let mut found: BTreeMap<String, Vec<String>> = unknown.par_iter().map(|word| suggest(word, false)).collect();
        let none: Vec<&str> =
            unknown.into_iter().filter(|word| found.get(*word).is_some_and(Vec::is_empty)).take(THOROUGH).collect();
        found.extend(none.par_iter().map(|word| suggest(word, true)).collect::<Vec<_>>());
        Self(found)
    }

    /// Those for a word, the likeliest first.
    pub(super) fn of(&self, word: &str) -> &[String] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

/// A word, with what is soon compared of it.
struct Form<'w> {
    word: &'w str,
    length: usize,
    /// A bit for each character, some with the bit of another.
    letters: u64,
}

impl<'w> Form<'w> {
    fn new(word: &'w str) -> Self {
        let letters = word.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % u64::BITS));
        Self { word, length: word.chars().count(), letters }
    }

    /// Whether so few slips make one word of the other. One slip changes the length by one at most, and the letters by two.
    fn is_near(&self, other: &Form<'_>, slips: u32) -> bool {
        self.length.abs_diff(other.length) <= slips as usize
            && (self.letters ^ other.letters).count_ones() <= 2 * slips
            && strsim::damerau_levenshtein(self.word, other.word) <= slips as usize
    }
}

fn suggest(rules: &Rules, memory: &Memory, listed: &[Form<'_>], word: &str, thorough: bool) -> Vec<String> {
    let form = Form::new(word);
    let slips = if form.length < 8 { 1 } else { 2 };
    let near = listed.iter().filter(|other| other.is_near(&form, slips)).map(|other| other.word.to_owned());
    let from = (rules.dictionaries.key, word, thorough);
    let others = memory.recall("suggestions", &from, || rules.dictionaries.suggest(word, thorough));
    let mut all: Vec<String> = near.chain(others.iter().cloned()).collect();
    let mut seen = BTreeSet::new();
    all.retain(|other| other != word && rules.forbidden.instead_of(other).is_none() && seen.insert(other.clone()));
    all.truncate(MOST);
    all
}

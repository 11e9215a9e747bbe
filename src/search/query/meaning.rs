//! What each word of a query stands for in the book.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::ask::{Asked, Question};
use crate::search::index::Index;
use crate::search::lexicon::{Lexicon, Word, shared};
use crate::search::shards::STRENGTH;

/// The groups that a word of a query stands for.
#[derive(Debug, Default)]
pub(super) struct Meaning {
    /// Each with its strength, up to 16.
    pub(super) groups: BTreeMap<u32, u64>,
    /// How much it says that a section has the word.
    pub(super) rarity: u64,
    /// The words that match it in texts.
    pub(super) forms: BTreeSet<String>,
    /// The word itself.
    pub(super) typed: String,
    /// What the word was taken for, since the book does not have it.
    pub(super) corrected: Option<String>,
}

/// The strength of a word that was typed as it is.
pub(super) const EXACT: u64 = 16;

/// So many longer words does the beginning of one stand for.
const LONGER: usize = 24;
/// So many words may be what was meant.
const MEANT: usize = 12;
/// So many shards are looked at for one range of words.
const SHARDS: usize = 3;

/// The groups of the names that are written in one, each once.
pub(super) fn names(question: &Question, index: &Index) -> BTreeSet<u32> {
    question.names.iter().filter_map(|name| index.words.find(name)).map(|word| word.group).collect()
}

/// What the words of a query stand for, in their order.
pub(super) fn of(question: &Question, index: &Index) -> Vec<Meaning> {
    let one = |(position, asked): (usize, &Asked)| {
        let joined = question.joined.iter().filter(|(_, words)| words.contains(&position)).map(|(form, _)| form.as_str());
        meaning(asked, joined, index)
    };
    question.words.iter().enumerate().map(one).collect()
}

fn meaning<'a>(asked: &Asked, joined: impl Iterator<Item = &'a str>, index: &Index) -> Meaning {
    let words = &index.words;
    let mut meaning = Meaning { typed: asked.form.clone(), ..Meaning::default() };
    let home = words.place(&asked.form);
    let mut looked_at = BTreeSet::from([home]);
    let exact = words.find(&asked.form);
    if let Some(word) = exact {
        meaning.add(word, EXACT);
    }
    for word in joined.filter_map(|form| words.find(form)) {
        meaning.add(word, EXACT);
    }
    let length = asked.form.chars().count();
    if asked.open && (length > 1 || asked.is_pair) {
        looked_at.extend(words.places(&asked.form, SHARDS));
        meaning.add_longer(asked, length as u64, words, exact.is_some());
    }
    if meaning.groups.is_empty() && !asked.in_phrase {
        let typos = if length >= 4 { typos(&asked.form, length, index, &mut looked_at) } else { Vec::new() };
        let beginnings = if length >= 5 { beginnings(asked, length, words.shard(home)) } else { Vec::new() };
        let meant = typos.first().or(beginnings.first());
        meaning.corrected = meant.map(|(form, _)| form.clone());
        for (found, strength) in [(&typos, STRENGTH.typo), (&beginnings, STRENGTH.beginning)] {
            for (form, word) in found {
                meaning.forms.insert(form.clone());
                meaning.add_group(word.group, strength);
            }
        }
    }
    if meaning.groups.is_empty() && !asked.in_phrase {
        meaning.split(&asked.form, length, words);
    }
    let group_of_exact = exact.map(|word| word.group);
    let weight = |group: u32| u64::from(index.groups.weights.get(group as usize).copied().unwrap_or(1));
    meaning.rarity = group_of_exact.map(weight).or_else(|| meaning.groups.keys().map(|group| weight(*group)).min()).unwrap_or(1);
    for word in looked_at.into_iter().flat_map(|number| words.shard(number)) {
        if meaning.groups.contains_key(&word.group) {
            meaning.forms.insert(word.form.to_string());
        }
    }
    meaning
}

impl Meaning {
    fn add(&mut self, word: &Word, strength: u64) {
        self.forms.insert(word.form.to_string());
        self.add_group(word.group, strength);
    }

    fn add_group(&mut self, group: u32, strength: u64) {
        let known = self.groups.entry(group).or_default();
        *known = strength.max(*known);
    }

    /// Adds what the word may be the beginning of. It counts half where the word `is_known`: who types `logo` in a book of logos rarely
    /// wants `logout`.
    fn add_longer(&mut self, asked: &Asked, length: u64, words: &Lexicon, is_known: bool) {
        let places = words.places(&asked.form, SHARDS);
        let in_order = places.flat_map(|number| words.shard(number)).filter(|word| word.form.starts_with(&*asked.form));
        let mut longer: Vec<(Reverse<u8>, u64, &Word)> =
            in_order.map(|word| (Reverse(word.class), word.form.chars().count() as u64, word)).collect();
        longer.retain(|(_, count, _)| *count > length);
        longer.sort_by_key(|(class, count, _)| (*class, *count));
        for (_, count, word) in longer.into_iter().take(LONGER) {
            let strength = (EXACT * length / count).clamp(STRENGTH.prefix.0, STRENGTH.prefix.1);
            self.add(word, if is_known { strength / 2 } else { strength });
        }
    }

    /// Takes the word for two that were written in one.
    fn split(&mut self, form: &str, length: usize, words: &Lexicon) {
        if length < 6 {
            return;
        }
        for first in (3..=length - 3).rev() {
            let at = form.char_indices().nth(first).map_or(form.len(), |(at, _)| at);
            let (one, two) = form.split_at_checked(at).unwrap_or_default();
            if let (Some(one), Some(two)) = (words.find(one), words.find(two)) {
                self.add(one, STRENGTH.typo);
                self.add(two, STRENGTH.typo);
                self.corrected = Some(format!("{} {}", one.form, two.form));
                return;
            }
        }
    }
}

/// The words from which `form` differs by one slip of the fingers, the likeliest first.
fn typos<'a>(form: &str, length: usize, index: &'a Index, looked_at: &mut BTreeSet<usize>) -> Vec<(String, &'a Word)> {
    let front = (length - 1) / 2;
    let beginning: String = form.chars().take(front).collect();
    let end: String = form.chars().rev().take(length - 1 - front).collect();
    let mut found = BTreeMap::new();
    let places = index.words.places(&beginning, SHARDS);
    for word in within(&index.words, places.clone(), &beginning).filter(|word| is_typo(form, &word.form)) {
        found.insert(word.form.to_string(), word);
    }
    looked_at.extend(places);
    let places = index.endings.places(&end, SHARDS);
    for word in within(&index.endings, places, &end) {
        let straight: String = word.form.chars().rev().collect();
        if is_typo(form, &straight) {
            found.insert(straight, word);
        }
    }
    likeliest(found.into_iter().collect())
}

fn within<'a>(lexicon: &'a Lexicon, places: Range<usize>, beginning: &str) -> impl Iterator<Item = &'a Word> {
    places.flat_map(|number| lexicon.shard(number)).filter(move |word| word.form.starts_with(beginning))
}

/// The words, which are in order, that share most of their beginning with the one that is asked for.
fn beginnings<'a>(asked: &Asked, length: usize, shard: &'a [Word]) -> Vec<(String, &'a Word)> {
    let most = shard.iter().map(|word| shared(&asked.form, &word.form).0).max().unwrap_or_default();
    if most < 4 || most + 4 < length {
        return Vec::new();
    }
    let is_like =
        |word: &&Word| shared(&asked.form, &word.form).0 == most && (asked.open || word.form.chars().count() <= most + 4);
    likeliest(shard.iter().filter(is_like).map(|word| (word.form.to_string(), word)).collect())
}

/// Of words in order those of the highest class.
fn likeliest(mut found: Vec<(String, &Word)>) -> Vec<(String, &Word)> {
    found.sort_by_key(|(_, word)| Reverse(word.class));
    found.truncate(MEANT);
    found
}

/// Whether two words differ by one character that is inserted, left out or replaced, or by two neighbours that are swapped.
fn is_typo(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let front = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(front..).unwrap_or_default(), other.get(front..).unwrap_or_default());
    let back = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (one.get(..one.len() - back), other.get(..other.len() - back)) {
        (Some([_]), Some([] | [_])) | (Some([]), Some([_])) => true,
        (Some([a, b]), Some([c, d])) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_typo;

    #[test]
    fn one_slip_is_one_slip() {
        for (one, other) in [
            ("tokne", "token"),
            ("oken", "token"),
            ("ttoken", "token"),
            ("toxen", "token"),
            ("tokenn", "token"),
            ("otken", "token"),
        ] {
            assert!(is_typo(one, other) && is_typo(other, one), "{one} {other}");
        }
        for (one, other) in [("token", "token"), ("tokens", "toke"), ("kotne", "token"), ("nekot", "token")] {
            assert!(!is_typo(one, other) && !is_typo(other, one), "{one} {other}");
        }
    }
}

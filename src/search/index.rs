//! All sections folded into one index.

use std::sync::Arc;

use camino::Utf8PathBuf;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::impact::{Weights, impact, weight};
use super::lexicon::{Lexicon, Word};
use super::sections::Section;
use super::stem::Language;
use super::terms::{Counts, Page};

/// What the author decides about the search as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The book's language as a tag.
    pub language: String,
    /// How many results are shown.
    pub limit: u32,
    /// How many words an excerpt has.
    pub excerpt: u32,
    /// A section needs all words of a query.
    pub all: bool,
    /// The last word of a query may be the beginning of one.
    pub prefix: bool,
    /// What the fields count.
    pub weights: Weights,
}

/// A page and its place in the site.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What can be found in it.
    pub page: Arc<Page>,
    /// Its address from the site's root, percent-encoded.
    pub url: String,
    /// Its path relative to the source folder.
    pub source: Utf8PathBuf,
    /// Its files as [`crate::document::Span::file`] counts them, relative to the book's root.
    pub files: Vec<Utf8PathBuf>,
    /// How much its sections count, against others.
    pub boost: f64,
}

/// The search of a book.
#[derive(Clone, Debug)]
pub struct Index {
    pub(super) options: Options,
    /// In reading order.
    pub(super) pages: Vec<Entry>,
    /// The number of each page's first section, and behind them how many sections there are.
    pub(super) firsts: Vec<u32>,
    pub(super) words: Lexicon,
    pub(super) endings: Lexicon,
    pub(super) groups: Groups,
    pub(super) stop: &'static [&'static str],
}

/// What each group of words has: sections by number, each with an impact.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    /// How rare each is.
    pub(super) weights: Vec<u32>,
    /// Where each group's sections begin, and behind them where the last ones end.
    starts: Vec<usize>,
    sections: Vec<u32>,
    impacts: Vec<u8>,
}

impl Groups {
    /// The sections of a group in order, with their impacts.
    pub(super) fn postings(&self, group: u32) -> impl Iterator<Item = (u32, u8)> {
        let at = |offset: u32| self.starts.get((group + offset) as usize).copied().unwrap_or_default();
        let range = at(0)..at(1);
        let sections = self.sections.get(range.clone()).unwrap_or_default();
        sections.iter().copied().zip(self.impacts.get(range).unwrap_or_default().iter().copied())
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> u32 {
        self.weights.len() as u32
    }
}

/// Of the sections that have a group, only so many are kept: who asks for a word that more have is helped by the other words of the query, and should
/// not have to load more for it.
const MOST_SECTIONS: usize = 2048;

impl Index {
    /// The index of pages in reading order.
    #[must_use]
    pub fn new(pages: Vec<Entry>, options: Options) -> Self {
        let language = Language::of(&options.language);
        let mut firsts = vec![0];
        for entry in &pages {
            firsts.push(firsts.last().copied().unwrap_or_default() + entry.page.sections.len() as u32);
        }
        let forms = vocabulary(&pages);
        let (group_of, count) = grouped(&forms, &language);
        let postings = postings(&pages, &firsts, &forms, &group_of, options.weights);
        let (groups, classes) = collected(&postings, count, firsts.last().copied().unwrap_or_default());
        let word = |(form, group): (&&str, &u32)| Word {
            form: (*form).into(),
            group: *group,
            class: classes.get(*group as usize).copied().unwrap_or_default(),
        };
        let words: Vec<Word> = forms.iter().zip(&group_of).map(word).collect();
        let reversed = |word: &Word| Word { form: word.form.chars().rev().collect(), ..*word };
        let mut endings: Vec<Word> = words.par_iter().map(reversed).collect();
        endings.par_sort_unstable_by(|a, b| a.form.cmp(&b.form));
        Self { options, pages, firsts, words: Lexicon::new(words), endings: Lexicon::new(endings), groups, stop: language.stop() }
    }

    /// How many sections there are.
    #[must_use]
    pub fn sections(&self) -> u32 {
        self.firsts.last().copied().unwrap_or_default()
    }

    /// The section of that number with its page.
    pub(super) fn section(&self, number: u32) -> Option<(&Entry, &Section)> {
        let page = self.firsts.partition_point(|first| *first <= number).checked_sub(1)?;
        let entry = self.pages.get(page)?;
        let within = number - self.firsts.get(page)?;
        Some((entry, entry.page.sections.get(within as usize)?))
    }
}

/// Every word of the book once, in order.
fn vocabulary(pages: &[Entry]) -> Vec<&str> {
    let sets = pages.par_iter().fold(FxHashSet::default, |mut all: FxHashSet<&str>, entry| {
        all.extend(entry.page.forms.iter());
        all
    });
    let all = sets.reduce(FxHashSet::default, |one, other| {
        let (mut large, small) = if one.len() < other.len() { (other, one) } else { (one, other) };
        large.extend(small);
        large
    });
    let mut forms: Vec<&str> = all.into_iter().collect();
    forms.par_sort_unstable();
    forms
}

/// The group of each word, and how many groups there are: words with the same stem are one, numbered by their first words.
fn grouped(forms: &[&str], language: &Language) -> (Vec<u32>, u32) {
    let stems: Vec<String> = forms.par_iter().map(|form| language.stem(form)).collect();
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::with_capacity_and_hasher(stems.len(), FxBuildHasher);
    let mut group_of = Vec::with_capacity(stems.len());
    for stem in &stems {
        let next = numbers.len() as u32;
        group_of.push(*numbers.entry(stem).or_insert(next));
    }
    (group_of, numbers.len() as u32)
}

/// A section that has a group.
struct Posting {
    group: u32,
    section: u32,
    impact: u8,
}

/// The postings of each page, by section.
fn postings(pages: &[Entry], firsts: &[u32], forms: &[&str], group_of: &[u32], weights: Weights) -> Vec<Vec<Posting>> {
    let length: u64 = pages.iter().flat_map(|entry| &entry.page.lengths).map(|lengths| u64::from(lengths.text)).sum();
    let count = firsts.last().copied().unwrap_or_default();
    // Lengths of books are far below what a `f64` can tell apart.
    #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
    let average = length as f64 / f64::from(count.max(1));
    // A search in the order of the words would look at memory that is far apart for each word of each page.
    let groups: FxHashMap<&str, u32> = forms.iter().copied().zip(group_of.iter().copied()).collect();
    let one = |(entry, first): (&Entry, &u32)| {
        let page = &entry.page;
        let groups: Vec<Option<u32>> = page.forms.iter().map(|form| groups.get(form).copied()).collect();
        let mut postings = Vec::new();
        for (section, of_section) in page.by_section().enumerate() {
            let lengths = page.lengths.get(section).copied().unwrap_or_default();
            let with_group =
                of_section.iter().filter_map(|entry| Some((groups.get(entry.form as usize).copied()??, entry.counts)));
            let mut counted: Vec<(u32, Counts)> = with_group.collect();
            counted.sort_unstable_by_key(|(group, _)| *group);
            for same in counted.chunk_by(|a, b| a.0 == b.0) {
                let Some((group, counts)) = same.iter().copied().reduce(|(group, a), (_, b)| (group, sum(a, b))) else {
                    continue;
                };
                let impact = impact(counts, lengths, section == 0, average, weights, entry.boost);
                postings.push(Posting { group, section: first + section as u32, impact });
            }
        }
        postings
    };
    pages.par_iter().zip(firsts).map(one).collect()
}

fn sum(a: Counts, b: Counts) -> Counts {
    let mut all = a;
    all.iter_mut().zip(b).for_each(|(a, b)| *a = a.saturating_add(b));
    all
}

/// The postings by group, and each group's class.
fn collected(pages: &[Vec<Posting>], count: u32, sections: u32) -> (Groups, Vec<u8>) {
    let mut having = vec![0_u32; count as usize];
    for posting in pages.iter().flatten() {
        if let Some(having) = having.get_mut(posting.group as usize) {
            *having += 1;
        }
    }
    let mut lists: Vec<Vec<(u32, u8)>> = having.iter().map(|having| Vec::with_capacity(*having as usize)).collect();
    for posting in pages.iter().flatten() {
        if let Some(list) = lists.get_mut(posting.group as usize) {
            list.push((posting.section, posting.impact));
        }
    }
    let mut groups = Groups { starts: vec![0], ..Groups::default() };
    for mut list in lists {
        if list.len() > MOST_SECTIONS {
            list.sort_unstable_by_key(|(section, impact)| (std::cmp::Reverse(*impact), *section));
            list.truncate(MOST_SECTIONS);
            list.sort_unstable_by_key(|(section, _)| *section);
        }
        groups.sections.extend(list.iter().map(|(section, _)| section));
        groups.impacts.extend(list.iter().map(|(_, impact)| impact));
        groups.starts.push(groups.sections.len());
    }
    groups.weights = having.iter().map(|having| weight(*having, sections)).collect();
    let classes = having.iter().map(|having| having.checked_ilog2().unwrap_or_default() as u8).collect();
    (groups, classes)
}

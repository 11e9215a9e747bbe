//! The files that the browser searches in. `content/contributing/search.md` says what they hold.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use rayon::prelude::*;
use serde::Serialize;

use super::digits::{digit, number, signed};
use super::index::Index;
use super::lexicon::{Word, shared};
use crate::site::route::SEARCH_FOLDER;

/// Raise it when a file changes its form.
const FORMAT: u32 = 2;

/// About how many bytes a shard of postings has: at most, unless a single group takes more.
const POSTINGS: usize = 4000;
/// About how many bytes a shard of texts has, at least and at most: small ones are soon loaded, and many are slow to write.
const TEXTS: (usize, usize) = (2500, 4000);
/// So many shards of texts do not take long to write.
const FEW: usize = 1000;
/// Texts of one shard, at most.
const MOST_TEXTS: usize = 32;

/// What the ranking adds for what only the text shows.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Bonus {
    pub(super) exact: u64,
    pub(super) heading: u64,
    pub(super) titles: u64,
    pub(super) form: u64,
    pub(super) near_in_heading: u64,
    pub(super) near_in_text: u64,
}

pub(super) const BONUS: Bonus = Bonus { exact: 160, heading: 48, titles: 20, form: 6, near_in_heading: 24, near_in_text: 8 };

/// How much a word counts that is not the one that was typed, against 16.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Strength {
    /// The least and the most of a word that begins with what was typed.
    pub(super) prefix: (u64, u64),
    pub(super) typo: u64,
    pub(super) beginning: u64,
}

pub(super) const STRENGTH: Strength = Strength { prefix: (10, 14), typo: 11, beginning: 9 };

#[derive(Serialize)]
struct Manifest<'a> {
    format: u32,
    digest: String,
    language: &'a str,
    sections: u32,
    #[serde(rename = "textsPerShard")]
    texts_per_shard: usize,
    words: Vec<&'a str>,
    endings: Vec<&'a str>,
    postings: String,
    stop: &'a [&'a str],
    limit: u32,
    excerpt: u32,
    all: bool,
    prefix: bool,
    strength: Strength,
    bonus: Bonus,
}

impl Index {
    /// The files of the search by their addresses from the site's root.
    #[must_use]
    pub fn files(&self) -> BTreeMap<Utf8PathBuf, Vec<u8>> {
        let texts_per_shard = self.texts_per_shard();
        let postings: Vec<String> = (0..self.groups.len()).into_par_iter().map(|group| self.postings(group)).collect();
        let borders = posting_shards(&postings);
        let of_lexicon = |kind, shards: Vec<&[Word]>| {
            shards.into_par_iter().enumerate().map(move |(at, words)| file(kind, at, &lexicon(words))).collect::<Vec<_>>()
        };
        let mut shards = of_lexicon("words", self.words.shards().collect());
        shards.extend(of_lexicon("endings", self.endings.shards().collect()));
        let ends = borders.iter().skip(1).copied().chain([self.groups.len()]);
        let ranges: Vec<_> = borders.iter().copied().zip(ends).collect();
        let of_groups = |(at, (start, end)): (usize, (u32, u32))| {
            file("postings", at, &postings.get(start as usize..end as usize).unwrap_or_default())
        };
        shards.par_extend(ranges.into_par_iter().enumerate().map(of_groups));
        let sections: Vec<u32> = (0..self.sections()).collect();
        let of_texts = |(at, sections): (usize, &[u32])| file("texts", at, &self.texts(sections));
        shards.par_extend(sections.par_chunks(texts_per_shard).enumerate().map(of_texts));

        let mut hasher = blake3::Hasher::new();
        for (name, bytes) in &shards {
            hasher.update(name.as_str().as_bytes()).update(bytes);
        }
        let manifest = Manifest {
            format: FORMAT,
            digest: hasher.finalize().to_hex().chars().take(16).collect(),
            language: &self.options.language,
            sections: self.sections(),
            texts_per_shard,
            words: self.words.shards().filter_map(first).collect(),
            endings: self.endings.shards().filter_map(first).collect(),
            postings: differences(&borders),
            stop: self.stop,
            limit: self.options.limit,
            excerpt: self.options.excerpt,
            all: self.options.all,
            prefix: self.options.prefix,
            strength: STRENGTH,
            bonus: BONUS,
        };
        let (_, bytes) = file("index", 0, &manifest);
        shards.push((Utf8PathBuf::from(SEARCH_FOLDER).join("index.js"), bytes));
        shards.into_iter().collect()
    }

    fn texts_per_shard(&self) -> usize {
        let bytes: usize = self.pages.iter().flat_map(|entry| &entry.page.sections).map(|section| section.shown + 60).sum();
        let size = (bytes / FEW).clamp(TEXTS.0, TEXTS.1);
        (size * self.sections() as usize / bytes.max(1)).clamp(1, MOST_TEXTS)
    }

    fn postings(&self, group: u32) -> String {
        let mut text = String::new();
        number(self.groups.weights.get(group as usize).copied().unwrap_or(1), &mut text);
        let mut next = 0;
        for (section, impact) in self.groups.postings(group) {
            number(section + 1 - next, &mut text);
            text.push(digit(u32::from(impact)));
            next = section + 1;
        }
        text
    }

    fn texts(&self, sections: &[u32]) -> (Vec<(&str, &str)>, Vec<TextOf<'_>>) {
        let mut pages: Vec<(&str, &str)> = Vec::new();
        let mut texts = Vec::new();
        for (entry, section) in sections.iter().filter_map(|number| self.section(*number)) {
            if pages.last().is_none_or(|(url, _)| *url != entry.url) {
                let title = entry.page.sections.first().map_or("", |top| top.heading.as_str());
                pages.push((&entry.url, title));
            }
            texts.push((pages.len() - 1, &*section.anchor, &*section.path, &*section.heading, section.shown_text()));
        }
        (pages, texts)
    }
}

/// The first group of each shard of postings, which are those of each group.
fn posting_shards(postings: &[String]) -> Vec<u32> {
    let mut starts = Vec::new();
    let mut size = POSTINGS;
    for (group, postings) in postings.iter().enumerate() {
        size += postings.len() + 3;
        if size > POSTINGS {
            starts.push(group as u32);
            size = postings.len() + 3;
        }
    }
    starts
}

/// How much larger each number is than the one before.
fn differences(numbers: &[u32]) -> String {
    let mut text = String::new();
    let mut before = 0;
    for next in numbers {
        number(next - before, &mut text);
        before = *next;
    }
    text
}

/// Page, anchor, headings above, heading, text.
type TextOf<'a> = (usize, &'a str, &'a [String], &'a str, &'a str);

fn first(words: &[Word]) -> Option<&str> {
    words.first().map(|word| &*word.form)
}

fn lexicon(words: &[Word]) -> (String, String, String) {
    let (mut forms, mut groups, mut classes) = (String::new(), String::new(), String::new());
    let (mut before, mut group_before) = ("", 0);
    for word in words {
        let (count, bytes) = shared(before, &word.form);
        if !forms.is_empty() {
            forms.push(' ');
        }
        forms.push(digit(count as u32));
        forms.push_str(word.form.get(bytes..).unwrap_or_default());
        signed(word.group.cast_signed() - group_before, &mut groups);
        classes.push(digit(u32::from(word.class)));
        (before, group_before) = (&word.form, word.group.cast_signed());
    }
    (forms, groups, classes)
}

fn file(kind: &str, at: usize, data: &impl Serialize) -> (Utf8PathBuf, Vec<u8>) {
    // Strings and numbers can always be written as JSON.
    let json = serde_json::to_string(data).unwrap_or_default();
    let name = Utf8PathBuf::from(SEARCH_FOLDER).join(format!("{kind}-{at}.js"));
    (name, format!("bindery.search.add(\"{kind}\", {at}, {json});\n").into_bytes())
}

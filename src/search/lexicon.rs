//! A list of words in order, in shards as the site has them.

use std::ops::Range;

/// A word and the group of those that mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded; in the list of endings reversed.
    pub(super) form: Box<str>,
    pub(super) group: u32,
    /// How many sections have a word of the group: the logarithm to base 2, rounded down.
    pub(super) class: u8,
}

/// Words in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    words: Vec<Word>,
    /// Where each shard begins.
    starts: Vec<usize>,
}

/// About how many bytes a shard has.
const SHARD: usize = 8000;

/// About how many bytes a word takes besides what it does not share with the one before.
const EACH: usize = 5;

impl Lexicon {
    /// Cuts words, which are in order, into shards.
    pub(super) fn new(words: Vec<Word>) -> Self {
        let mut starts = Vec::new();
        let mut size = SHARD;
        let mut before = "";
        for (number, word) in words.iter().enumerate() {
            if size >= SHARD {
                starts.push(number);
                size = 0;
            }
            size += EACH + word.form.len() - shared(before, &word.form).1;
            before = &word.form;
        }
        Self { words, starts }
    }

    /// The shards.
    pub(super) fn shards(&self) -> impl Iterator<Item = &[Word]> {
        (0..self.starts.len()).map(|number| self.shard(number))
    }

    /// The words of a shard; none where there is no such shard.
    pub(super) fn shard(&self, number: usize) -> &[Word] {
        let end = self.starts.get(number + 1).copied().unwrap_or(self.words.len());
        self.starts.get(number).and_then(|start| self.words.get(*start..end)).unwrap_or_default()
    }

    /// The shard in which `form` stands or would stand.
    pub(super) fn place(&self, form: &str) -> usize {
        let first = |start: &usize| self.words.get(*start).map_or("", |word| &*word.form);
        self.starts.partition_point(|start| first(start) <= form).saturating_sub(1)
    }

    /// The shards that may have words that begin with `beginning`, at most `most`.
    pub(super) fn places(&self, beginning: &str, most: usize) -> Range<usize> {
        let first = self.place(beginning);
        let goes_on = |number: &usize| self.shard(*number).first().is_some_and(|word| word.form.starts_with(beginning));
        let more = (first + 1..self.starts.len()).take_while(goes_on).take(most.saturating_sub(1)).count();
        first..first + 1 + more
    }

    /// The word, if it is there.
    pub(super) fn find(&self, form: &str) -> Option<&Word> {
        let shard = self.shard(self.place(form));
        shard.binary_search_by(|word| (*word.form).cmp(form)).ok().and_then(|at| shard.get(at))
    }
}

/// How much of their beginnings two words share, in characters and in bytes.
pub(super) fn shared(one: &str, other: &str) -> (usize, usize) {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    same.fold((0, 0), |(count, bytes), (c, _)| (count + 1, bytes + c.len_utf8()))
}

//! What is seen of a query in the text of a section.

use std::collections::HashMap;

use super::meaning::Meaning;
use crate::search::sections::Section;
use crate::search::words::{Piece, Words};

/// The words of a query that a word of a text matches: one bit for each.
pub(super) type Matches = u32;

/// What each word of a text matches.
#[derive(Debug)]
pub(super) struct Forms {
    matches: HashMap<String, Matches>,
    /// How many words the query has.
    pub(super) count: usize,
    /// How much each of them says.
    rarities: Vec<u64>,
    /// The words as they were typed.
    pub(super) typed: Vec<String>,
    /// Each two words that follow each other in the query: what stands for them, and themselves.
    pairs: Vec<[(Matches, String); 2]>,
    stop: &'static [&'static str],
}

impl Forms {
    /// `all` are the query's words in order, those that say nothing among them.
    pub(super) fn of(meanings: &[Meaning], all: &[String], stop: &'static [&'static str]) -> Self {
        let mut matches: HashMap<String, Matches> = HashMap::new();
        for (position, meaning) in meanings.iter().enumerate() {
            for form in &meaning.forms {
                *matches.entry(form.clone()).or_default() |= 1 << position;
            }
        }
        let typed: Vec<String> = meanings.iter().map(|meaning| meaning.typed.clone()).collect();
        let rarities = meanings.iter().map(|meaning| meaning.rarity).collect();
        let side = |word: &String| {
            let position = typed.iter().position(|typed| typed == word);
            (position.map_or(0, |position| 1 << position), word.clone())
        };
        let pairs =
            all.windows(2).filter_map(|pair| if let [one, two] = pair { Some([side(one), side(two)]) } else { None }).collect();
        Self { matches, count: meanings.len(), rarities, typed, pairs, stop }
    }

    pub(super) fn matches(&self, form: &str) -> Matches {
        self.matches.get(form).copied().unwrap_or_default()
    }

    /// What all of a text's words match together.
    pub(super) fn all_matches(&self, text: &str) -> Matches {
        Words::of(text).pieces.iter().fold(0, |all, piece| all | self.matches(&piece.form))
    }

    /// The part of `bonus` that is earned by some of the words: all of it by all of them, a quarter by half.
    pub(super) fn part_of(&self, bonus: u64, matches: Matches) -> u64 {
        let all: u64 = self.rarities.iter().sum();
        let those = self.rarities.iter().enumerate().filter(|(position, _)| matches & (1 << position) != 0);
        let having: u64 = those.map(|(_, rarity)| rarity).sum();
        bonus * having * having / (all * all).max(1)
    }

    pub(super) fn says_nothing(&self, form: &str) -> bool {
        self.stop.binary_search(&form).is_ok()
    }
}

/// The words of a section with what they match.
pub(super) struct Sight {
    pub(super) heading: Vec<(Piece, Matches)>,
    pub(super) text: Vec<(Piece, Matches)>,
}

impl Sight {
    pub(super) fn of(section: &Section, forms: &Forms) -> Self {
        Self { heading: seen(&section.heading, forms), text: seen(section.shown_text(), forms) }
    }

    /// Whether the heading or the text has each of the phrases.
    pub(super) fn has_all(&self, phrases: &[Vec<String>]) -> bool {
        let has = |words: &[(Piece, Matches)], phrase: &[String]| {
            words.windows(phrase.len()).any(|window| window.iter().map(|(piece, _)| &piece.form).eq(phrase))
        };
        phrases.iter().all(|phrase| has(&self.heading, phrase) || has(&self.text, phrase))
    }

    /// How many pairs of the query's words the heading has one directly behind the other.
    pub(super) fn pairs_in_heading(&self, forms: &Forms) -> usize {
        let is = |(piece, matches): &(Piece, Matches), (wanted, form): &(Matches, String)| {
            if *wanted == 0 { piece.form == *form } else { matches & wanted != 0 }
        };
        let has = |[one, two]: &&[(Matches, String); 2]| {
            self.heading.windows(2).any(|words| matches!(words, [first, second] if is(first, one) && is(second, two)))
        };
        forms.pairs.iter().filter(has).count()
    }

    /// Whether a word of the text that matches one and another that matches the other stand close together.
    pub(super) fn has_near(&self, one: Matches, other: Matches) -> bool {
        let matching = self.text.iter().enumerate().filter(|(_, (_, matches))| matches & (one | other) != 0);
        let places: Vec<(usize, Matches)> = matching.map(|(at, (_, matches))| (at, *matches)).collect();
        places.iter().enumerate().any(|(number, (at, matches))| {
            let behind = places.iter().skip(number + 1).take_while(|(place, _)| place - at <= 3);
            behind.into_iter().any(|(_, m)| matches & one != 0 && m & other != 0 || matches & other != 0 && m & one != 0)
        })
    }
}

pub(super) fn seen(text: &str, forms: &Forms) -> Vec<(Piece, Matches)> {
    let with_matches = |piece: Piece| {
        let matches = forms.matches(&piece.form);
        (piece, matches)
    };
    Words::of(text).pieces.into_iter().map(with_matches).collect()
}

//! What is a word of a language.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::sync::{Arc, LazyLock};

use crate::memo::Key;

/// Hashes without a random seed: of suggestions that are equally good, the order of hashes decides.
pub(super) type Dictionary = spellbook::Dictionary<BuildHasherDefault<DefaultHasher>>;

/// English as written in the United States; `build.rs` finds it in the package of the engine.
static ENGLISH: LazyLock<Option<Dictionary>> = LazyLock::new(|| {
    let aff = include_str!(concat!(env!("OUT_DIR"), "/en_US.aff"));
    let dic = include_str!(concat!(env!("OUT_DIR"), "/en_US.dic"));
    Dictionary::new_with_hasher(aff, dic, BuildHasherDefault::default()).ok()
});

/// Words that are not spelt alike in all of the English world.
static VARIANTS: LazyLock<HashMap<&'static str, Variant>> = LazyLock::new(|| {
    let lines = include_str!(concat!(env!("OUT_DIR"), "/variants.txt")).lines();
    let variant = |line: &'static str| {
        let mut parts = line.split(' ');
        let (word, place, other) = (parts.next()?, parts.next()?, parts.next()?);
        let other = (other != "-").then_some(other);
        Some((word, Variant { american: place.contains('A'), british: place.contains('B'), other }))
    };
    lines.filter_map(variant).collect()
});

/// Where a word is right, and how it is usually spelt elsewhere.
#[derive(Clone, Copy, Debug)]
struct Variant {
    american: bool,
    british: bool,
    other: Option<&'static str>,
}

/// Words of every English that the dictionary has with capitals only.
const FURTHER: &[&str] = &["ok"];

/// Which spellings of English are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum English {
    American,
    British,
    Either,
}

impl English {
    /// The English of a language tag; `None` where that is another language.
    pub(super) fn of(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        let mut subtags = tag.split(['-', '_']);
        if subtags.next() != Some("en") {
            return None;
        }
        Some(match subtags.find(|subtag| subtag.len() == 2) {
            Some("us") => Self::American,
            Some("gb" | "uk" | "ie" | "au" | "nz" | "za" | "in") => Self::British,
            _ => Self::Either,
        })
    }

    fn american(self) -> bool {
        self != Self::British
    }

    fn british(self) -> bool {
        self != Self::American
    }

    fn accepts(self, variant: Variant) -> bool {
        self.american() && variant.american || self.british() && variant.british
    }

    fn knows(self, word: &str) -> bool {
        let Some(dictionary) = &*ENGLISH else { return false };
        let lower = || word.to_lowercase();
        let variant = VARIANTS.get(word).or_else(|| VARIANTS.get(lower().as_str()));
        match variant {
            Some(variant) if self.accepts(*variant) => true,
            // What is a name with a capital (`Chile`) is no spelling of something else.
            Some(_) => dictionary.check(word) && !dictionary.check(&lower()),
            None => {
                let british = || self.british().then(|| american_ending(word)).flatten();
                FURTHER.contains(&word)
                    || dictionary.check(word)
                    || british().or_else(|| without_accents(word)).is_some_and(|word| dictionary.check(&word))
            }
        }
    }
}

/// The word with `z` for the `s` of a British ending such as `-isation`; `None` where it has none.
fn american_ending(word: &str) -> Option<String> {
    const ENDINGS: &[&str] = &["ise", "ised", "ises", "ising", "isation", "isations", "iser", "isers", "isable"];
    let stem = ENDINGS.iter().find_map(|ending| Some((word.strip_suffix(ending)?, ending)));
    stem.filter(|(stem, _)| stem.chars().count() >= 4).map(|(stem, ending)| format!("{stem}{}", ending.replacen('s', "z", 1)))
}

/// The word as people write it who leave the accents of foreign words away (`naive`); `None` where it has none.
fn without_accents(word: &str) -> Option<String> {
    let plain = |c: char| match c {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        other => other,
    };
    let folded: String = word.chars().map(plain).collect();
    (folded != word).then_some(folded)
}

/// All the dictionaries that a book is checked with. A word is right if any of them knows it.
pub(super) struct Dictionaries {
    pub(super) english: Option<English>,
    pub(super) further: Vec<Arc<Dictionary>>,
    /// Of all that they follow from.
    pub(super) key: Key,
}

impl Dictionaries {
    /// Whether there is nothing to check with.
    pub(super) fn is_empty(&self) -> bool {
        self.english.is_none() && self.further.is_empty()
    }

    /// Whether some dictionary knows the word, which is in the form that [`super::token::plain`] makes.
    pub(super) fn know(&self, word: &str) -> bool {
        self.english.is_some_and(|english| english.knows(word)) || self.further.iter().any(|dictionary| dictionary.check(word))
    }

    /// Words that could be meant by `word`, the likeliest first. `thorough` also looks for words that only sound alike, which takes a hundred
    /// times as long.
    pub(super) fn suggest(&self, word: &str, thorough: bool) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(other) = self.english.and_then(|_| VARIANTS.get(word)).and_then(|variant| variant.other) {
            all.push(other.to_owned());
        }
        let english = self.english.and(ENGLISH.as_ref());
        for dictionary in english.into_iter().chain(self.further.iter().map(Arc::as_ref)) {
            let mut found = Vec::new();
            dictionary.suggester().with_ngram_suggestions(thorough).suggest(word, &mut found);
            all.append(&mut found);
        }
        let here = |word: String| {
            let variant = self.english.and_then(|english| Some((english, VARIANTS.get(word.as_str())?)));
            match variant {
                Some((english, variant)) if !english.accepts(*variant) => variant.other.map(str::to_owned),
                _ => Some(word),
            }
        };
        all.into_iter().filter_map(here).filter(|word| !word.contains('-')).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_english_has_its_own_spellings() {
        let right = |english: English, word: &str| english.knows(word);
        for (word, american, british) in [
            ("colour", false, true),
            ("color", true, false),
            ("Color", true, false),
            ("behaviour", false, true),
            ("organise", false, true),
            ("organize", true, true),
            ("containerisation", false, true),
            ("initialisation", false, true),
            ("centre", false, true),
            ("center", true, false),
            ("program", true, true),
            ("check", true, true),
            ("disk", true, true),
            ("dialog", true, true),
            ("grey", false, true),
            ("token", true, true),
            ("Chile", true, true),
            ("tokken", false, false),
        ] {
            assert_eq!((right(English::American, word), right(English::British, word)), (american, british), "{word}");
            assert_eq!(right(English::Either, word), american || british, "{word}");
        }
    }

    #[test]
    fn the_tag_tells_which_english() {
        let cases =
            [("en", Some(English::Either)), ("en-US", Some(English::American)), ("en_gb", Some(English::British)), ("de", None)];
        for (tag, english) in cases {
            assert_eq!(English::of(tag), english, "{tag}");
        }
    }

    #[test]
    fn suggestions_belong_to_the_language() {
        let with = |english| Dictionaries { english: Some(english), further: Vec::new(), key: Key::default() };
        assert_eq!(with(English::American).suggest("colour", false).first().map(String::as_str), Some("color"));
        assert_eq!(with(English::British).suggest("colur", false).first().map(String::as_str), Some("colour"));
        assert!(with(English::Either).suggest("authentification", true).contains(&"authentication".to_owned()));
    }
}

//! What is particular to a language: which forms of a word are one, and which words say nothing.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// What the search knows of a language; of many only that it is one.
pub(super) struct Language {
    is_english: bool,
    stemmer: Option<Stemmer>,
    stop: &'static [&'static str],
}

/// Words of English that say nothing about what is looked for, in order.
const ENGLISH: &[&str] = &[
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does",
    "doing", "for", "from", "get", "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "me", "my", "of",
    "on", "or", "our", "should", "so", "some", "that", "the", "their", "them", "there", "these", "they", "this", "those", "to",
    "was", "we", "were", "what", "when", "where", "which", "who", "why", "will", "with", "would", "you", "your",
];

/// The same of German, folded as all words are.
const GERMAN: &[&str] = &[
    "aber", "als", "am", "an", "auch", "auf", "aus", "bei", "bin", "bis", "das", "dass", "dem", "den", "der", "des", "die",
    "ein", "eine", "einem", "einen", "einer", "es", "fur", "hat", "ich", "im", "in", "ist", "kann", "man", "mein", "mit", "nach",
    "oder", "sich", "sind", "so", "und", "unter", "vom", "von", "wann", "warum", "was", "wenn", "wer", "werden", "wie", "wird",
    "wo", "zu", "zum", "zur",
];

/// The same of French.
const FRENCH: &[&str] = &[
    "a", "au", "aux", "avec", "ce", "ces", "comment", "dans", "de", "des", "du", "elle", "en", "est", "et", "il", "ils", "je",
    "la", "le", "les", "leur", "mais", "mon", "ne", "nous", "on", "ou", "par", "pas", "pour", "pourquoi", "quand", "que", "quel",
    "quelle", "qui", "sa", "se", "ses", "son", "sont", "sur", "un", "une", "vous",
];

/// The same of Spanish.
const SPANISH: &[&str] = &[
    "a", "al", "como", "con", "cual", "cuando", "de", "del", "donde", "el", "ella", "en", "es", "esta", "este", "la", "las",
    "lo", "los", "mi", "no", "o", "para", "pero", "por", "porque", "que", "quien", "se", "si", "sin", "sobre", "son", "su", "un",
    "una", "y", "yo",
];

impl Language {
    /// What is known of the language with that tag, as in `de-CH`.
    pub(super) fn of(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let algorithm = match primary.as_str() {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => return Self { is_english: false, stemmer: None, stop: &[] },
        };
        let stop = match algorithm {
            Algorithm::English => ENGLISH,
            Algorithm::German => GERMAN,
            Algorithm::French => FRENCH,
            Algorithm::Spanish => SPANISH,
            _ => &[],
        };
        Self { is_english: primary == "en", stemmer: Some(Stemmer::create(algorithm)), stop }
    }

    /// What all forms of a word have in common. Names with digits in them are left alone.
    pub(super) fn stem(&self, form: &str) -> String {
        let Some(stemmer) = self.stemmer.as_ref().filter(|_| form.len() > 2 && !form.chars().any(char::is_numeric)) else {
            return form.to_owned();
        };
        let form = if self.is_english { american(form) } else { Cow::Borrowed(form) };
        let mut stem = stemmer.stem(&form).into_owned();
        if self.is_english && stem.len() > 4 && stem.ends_with("our") {
            stem.replace_range(stem.len() - 3.., "or");
        }
        if stem.is_empty() { form.into_owned() } else { stem }
    }

    /// The words that say nothing, folded and in order.
    pub(super) fn stop(&self) -> &'static [&'static str] {
        self.stop
    }
}

/// The endings of verbs that are written with `s` in one country and with `z` in another, behind that letter.
const VERBAL: &[&str] = &["e", "ed", "er", "ers", "es", "ing", "ation", "ations"];

/// The form with `z` where countries differ: `organise` as `organize`. Words that only look so lose nothing, since all their forms change alike.
fn american(form: &str) -> Cow<'_, str> {
    let stem = |ending: &&str| form.strip_suffix(*ending).filter(|stem| stem.ends_with("is") || stem.ends_with("ys"));
    match VERBAL.iter().find_map(|ending| stem(ending).map(|stem| (stem, *ending))) {
        Some((stem, ending)) if stem.len() > 4 => {
            Cow::Owned(format!("{}z{ending}", stem.get(..stem.len() - 1).unwrap_or_default()))
        }
        _ => Cow::Borrowed(form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        for list in [ENGLISH, GERMAN, FRENCH, SPANISH] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (tag, forms) in [
            ("en-GB", ["configure", "configured", "configuring"]),
            ("de", ["hauser", "haus", "hauses"]),
            ("xx", ["same", "same", "same"]),
        ] {
            let language = Language::of(tag);
            let stems = forms.map(|form| language.stem(form));
            assert!(stems.iter().all(|stem| stem == &stems[0]), "{tag}: {stems:?}");
        }
        let english = Language::of("en");
        for (british, other) in
            [("colours", "color"), ("organisation", "organize"), ("behaviour", "behaviors"), ("synchronised", "synchronizing")]
        {
            assert_eq!(english.stem(british), english.stem(other));
        }
        assert_eq!(Language::of("en").stem("sha256s"), "sha256s");
    }
}

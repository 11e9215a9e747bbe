//! "Did you mean": the known name that a misspelt one was probably meant to be.

use std::cmp::Reverse;

use strsim::jaro_winkler;

/// Longer words are not compared: nobody misspells them by a letter or two, and the comparison takes quadratic time.
const LONGEST: usize = 64;

/// The candidate closest to `word`, if it is close enough to be a slip of the fingers: at most a third of the word's letters differ
/// (letters that changed places count once). Of equally close ones, the one that begins most alike, and of those the first in byte
/// order. Case is ignored, and `_` counts as `-`.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = word.chars().count();
    if letters > LONGEST {
        return None;
    }
    let word = folded(word);
    let allowed = (letters / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count() <= LONGEST)
        .map(|candidate| (strsim::damerau_levenshtein(&word, &folded(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, candidate)| (*distance, Reverse(common_start(&word, &folded(candidate))), *candidate))
        .map(|(_, candidate)| candidate)
}

/// How many characters the words have in common before they part.
fn common_start(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

/// The path that `wanted` most likely meant: one with the same file name in another folder, else one that is spelt alike.
pub fn nearest_path<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = |path: &'a str| path.rsplit('/').next().unwrap_or(path);
    let stem = |path: &str| path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or("").to_owned();
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let wanted_name = wanted.rsplit('/').next().unwrap_or(wanted);
    let mut same_name = candidates.iter().copied().filter(|c| name(c) == wanted_name || stem(c) == wanted_name);
    if let (Some(only), None) = (same_name.next(), same_name.next()) {
        return Some(only);
    }
    let score = |c: &str| jaro_winkler(wanted, c);
    let best = candidates.into_iter().fold(None, |best: Option<(f64, &str)>, c| {
        let s = score(c);
        if best.is_none_or(|(most, _)| s > most) { Some((s, c)) } else { best }
    });
    best.filter(|(score, _)| *score > 0.88).map(|(_, c)| c)
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_path};

    #[test]
    fn slips_find_their_word() {
        let known = ["title", "authors", "site-url", "src", "pycon", "python"];
        for (word, meant) in [
            ("titel", Some("title")),
            ("Title", Some("title")),
            ("author", Some("authors")),
            ("site_url", Some("site-url")),
            ("sr", Some("src")),
            ("pyton", Some("python")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), meant, "{word:?}");
        }
    }

    #[test]
    fn a_book_full_of_letters_is_not_compared() {
        assert_eq!(nearest(&"x".repeat(1 << 20), ["x"]), None);
    }

    #[test]
    fn a_path_is_found_by_its_name_or_its_spelling() {
        let known = ["guide/checks.md", "index.md"];
        assert_eq!(nearest_path("checks.md", known), Some("guide/checks.md"));
        assert_eq!(nearest_path("guide/cheks.md", known), Some("guide/checks.md"));
        assert_eq!(nearest_path("zzz.png", known), None);
    }
}

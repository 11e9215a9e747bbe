//! "Did you mean": the known name that a misspelt one was probably meant to be.

use std::cmp::Reverse;

use strsim::jaro_winkler;

/// Longer words are not compared: nobody misspells them by a letter or two, and the comparison takes quadratic time.
const LONGEST: usize = 64;

/// The same for paths.
const LONGEST_PATH: usize = 512;

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

/// Names that say nothing, since many folders have a file of that name.
const COMMON: &[&str] = &["index", "readme"];

fn folder_name(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or_default()
}

/// The path that `wanted` most likely meant: one with the same file name in another folder, else the one that is spelt most alike of
/// those with the same name, those in the same folder, and those in the folder that it names. (To compare with all paths would take
/// minutes where a large book has many broken links.) In names, case is ignored, and the extension may be left out.
pub fn nearest_path<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if wanted.len() > LONGEST_PATH {
        return None;
    }
    let (folder, wanted_name) = wanted.rsplit_once('/').unwrap_or(("", wanted));
    let mut same_name = Vec::new();
    let mut same_folder = Vec::new();
    for candidate in candidates {
        let (its_folder, name) = candidate.rsplit_once('/').unwrap_or(("", candidate));
        let stem = name.split('.').next().unwrap_or_default();
        let is_common = COMMON.iter().any(|common| stem.eq_ignore_ascii_case(common));
        let has_same_name = name.eq_ignore_ascii_case(wanted_name) || stem.eq_ignore_ascii_case(wanted_name);
        if has_same_name && (!is_common || nearest(folder_name(folder), [folder_name(its_folder)]).is_some()) {
            same_name.push(candidate);
        } else if its_folder == folder || its_folder == wanted {
            same_folder.push(candidate);
        }
    }
    if let [only] = same_name.as_slice() {
        return Some(only);
    }
    let candidates = same_name.into_iter().chain(same_folder);
    let best = candidates.fold(None, |best: Option<(f64, &str)>, candidate| {
        let score = jaro_winkler(wanted, candidate);
        if best.is_none_or(|(most, _)| score > most) { Some((score, candidate)) } else { best }
    });
    best.filter(|(score, _)| *score > 0.88).map(|(_, candidate)| candidate)
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
        assert_eq!(nearest_path("Guide/Checks.md", known), Some("guide/checks.md"));
        assert_eq!(nearest_path("zzz.png", known), None);
        let two = ["guide/index.md", "security/index.md"];
        assert_eq!(nearest_path("guied/index.md", two), Some("guide/index.md"));
        assert_eq!(nearest_path(&"a/".repeat(1 << 20), two), None);
    }
}

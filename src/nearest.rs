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
    let word = Spelling::of(word);
    let mut best: Option<(usize, Reverse<usize>, &str)> = None;
    for candidate in candidates {
        let most = best.map_or((letters / 3).max(1), |(distance, ..)| distance);
        let other = Spelling::of(candidate);
        // Most names differ so much that it shows without a comparison, and a book may have thousands of both.
        if other.letters > LONGEST || word.least_distance(&other) > most {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&word.folded, &other.folded);
        let rank = (distance, Reverse(word.common_start(&other)), candidate);
        if distance <= most && best.is_none_or(|best| rank < best) {
            best = Some(rank);
        }
    }
    best.map(|(.., candidate)| candidate)
}

/// A word as it is compared.
struct Spelling {
    folded: String,
    letters: usize,
    /// A bit for each letter that it has; several letters may share one.
    kinds: u64,
}

impl Spelling {
    fn of(word: &str) -> Self {
        let folded: String = word.chars().flat_map(char::to_lowercase).map(|c| if c == '_' { '-' } else { c }).collect();
        let bits = folded.chars().map(|letter| 1 << (u32::from(letter) % u64::BITS));
        let (letters, kinds) = bits.fold((0, 0), |(letters, kinds), bit: u64| (letters + 1, kinds | bit));
        Self { folded, letters, kinds }
    }

    /// What the distance is at least: a letter of one that the other has nowhere has to be changed, added or left out.
    fn least_distance(&self, other: &Self) -> usize {
        let missing = (self.kinds & !other.kinds).count_ones().max((other.kinds & !self.kinds).count_ones());
        self.letters.abs_diff(other.letters).max(missing as usize)
    }

    /// How many letters they have in common before they part.
    fn common_start(&self, other: &Self) -> usize {
        self.folded.chars().zip(other.folded.chars()).take_while(|(a, b)| a == b).count()
    }
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

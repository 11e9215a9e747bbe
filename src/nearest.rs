//! "Did you mean": the known name that a misspelt one was probably meant to be.

use std::borrow::Borrow;
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
    let word = Spelling::of(word)?;
    best(&word, candidates.into_iter().filter_map(|name| Some((Spelling::of(name)?, name))))
}

/// Names that many words are compared with: what [`nearest`] does, without preparing the names each time.
#[derive(Clone, Debug, Default)]
pub struct Names(Vec<(Spelling, String)>);

impl Names {
    /// As [`nearest`] does.
    #[must_use]
    pub fn nearest(&self, word: &str) -> Option<&str> {
        best(&Spelling::of(word)?, self.0.iter().map(|(spelling, name)| (spelling, name.as_str())))
    }
}

impl<'a> FromIterator<&'a str> for Names {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        Self(names.into_iter().filter_map(|name| Some((Spelling::of(name)?, name.to_owned()))).collect())
    }
}

fn best<'a, S: Borrow<Spelling>>(word: &Spelling, candidates: impl Iterator<Item = (S, &'a str)>) -> Option<&'a str> {
    let mut best: Option<(usize, Reverse<usize>, &str)> = None;
    for (spelling, candidate) in candidates {
        let spelling = spelling.borrow();
        let most = best.map_or((word.letters.len() / 3).max(1), |(distance, ..)| distance);
        // Most names differ so much that it shows without a comparison, and a book may have thousands of both.
        if word.least_distance(spelling) > most {
            continue;
        }
        let (start, distance) = word.compare(spelling);
        let rank = (distance, Reverse(start), candidate);
        if distance <= most && best.is_none_or(|best| rank < best) {
            best = Some(rank);
        }
    }
    best.map(|(.., candidate)| candidate)
}

/// Letters are told apart by this many classes when they are counted.
const CLASSES: usize = 64;

/// A word as it is compared.
#[derive(Clone, Debug)]
struct Spelling {
    letters: Vec<char>,
    /// How many letters of each class it has.
    counts: [u8; CLASSES],
}

impl Spelling {
    /// `None` for what is too long to be compared.
    fn of(word: &str) -> Option<Self> {
        if word.len() > LONGEST * char::MAX_LEN_UTF8 {
            return None;
        }
        let letters: Vec<char> = if word.is_ascii() {
            word.bytes().map(|byte| if byte == b'_' { '-' } else { char::from(byte.to_ascii_lowercase()) }).collect()
        } else {
            word.chars().flat_map(char::to_lowercase).map(|c| if c == '_' { '-' } else { c }).collect()
        };
        if letters.len() > LONGEST {
            return None;
        }
        let mut counts = [0; CLASSES];
        for letter in &letters {
            if let Some(count) = counts.get_mut(*letter as usize % CLASSES) {
                *count += 1;
            }
        }
        Some(Self { letters, counts })
    }

    /// What the distance is at least: letters that one has more often than the other have to be changed, added or left out.
    fn least_distance(&self, other: &Self) -> usize {
        // Neither sum is above the number of letters, which a byte holds.
        let more = |a: &[u8; CLASSES], b: &[u8; CLASSES]| a.iter().zip(b).map(|(a, b)| a.saturating_sub(*b)).sum::<u8>();
        more(&self.counts, &other.counts).max(more(&other.counts, &self.counts)).into()
    }

    /// How many letters they have in common before they part, and how far apart they are.
    fn compare(&self, other: &Self) -> (usize, usize) {
        let alike = |(a, b): &(&char, &char)| a == b;
        let start = self.letters.iter().zip(&other.letters).take_while(alike).count();
        let (one, two) = (self.letters.get(start..).unwrap_or_default(), other.letters.get(start..).unwrap_or_default());
        let end = one.iter().rev().zip(two.iter().rev()).take_while(alike).count();
        let middle = |letters: &[char]| letters.iter().take(letters.len() - end).copied().collect::<Vec<char>>();
        (start, strsim::generic_damerau_levenshtein(&middle(one), &middle(two)))
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
    use super::{Names, nearest, nearest_path};

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
    fn prepared_names_are_found_as_others_are() {
        let known = ["title", "titles", "Tilte", "\u{c4}rger", "a-b_c"];
        let names: Names = known.into_iter().collect();
        for word in ["titel", "tilte", "title", "\u{e4}rgre", "a_b-d", "nothing like it", ""] {
            assert_eq!(names.nearest(word), nearest(word, known), "{word:?}");
        }
        assert_eq!(names.nearest("\u{e4}rgre"), Some("\u{c4}rger"));
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

//! "Did you mean": the known name that a misspelt one was probably meant to be.

/// Longer words are not compared: nobody misspells them by a letter or two, and the comparison takes quadratic time.
const LONGEST: usize = 64;

/// The candidate closest to `word`, if it is close enough to be a slip of the fingers: at most a third of the word's letters differ
/// (letters that changed places count once). Of equally close ones, the first. Case is ignored, and `_` counts as `-`.
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
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_find_their_word() {
        let known = ["title", "authors", "site-url", "src"];
        for (word, meant) in [
            ("titel", Some("title")),
            ("Title", Some("title")),
            ("author", Some("authors")),
            ("site_url", Some("site-url")),
            ("sr", Some("src")),
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
}

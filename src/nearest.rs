//! "Did you mean …?"

use strsim::{damerau_levenshtein, jaro_winkler};

/// The candidate that `word` most likely meant: at most a third of its letters differ. The first of equals wins, so candidates in a
/// fixed order give the same answer each time.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let limit = (length / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.chars().count().abs_diff(length) > limit {
            continue;
        }
        let distance = damerau_levenshtein(word, candidate);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_a_stranger_is_not() {
        assert_eq!(nearest("titel", ["description", "title"]), Some("title"));
        assert_eq!(nearest("token-refesh", ["token-refresh", "token"]), Some("token-refresh"));
        assert_eq!(nearest("abc", ["xyz"]), None);
        assert_eq!(nearest_path("checks.md", ["guide/checks.md", "index.md"]), Some("guide/checks.md"));
        assert_eq!(nearest_path("guide/cheks.md", ["guide/checks.md", "index.md"]), Some("guide/checks.md"));
        assert_eq!(nearest_path("zzz.png", ["index.md"]), None);
    }
}

//! Identifiers and class names, as docutils makes them of names.

use unicode_normalization::UnicodeNormalization as _;

/// Letters that Unicode does not take apart, each with the ASCII letters that stand for it.
const LETTERS: &[(&str, &str)] = &[
    ("ß", "sz"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ȸ", "db"),
    ("ȹ", "qp"),
    ("ø", "o"),
    ("đƌ", "d"),
    ("ħ", "h"),
    ("ı", "i"),
    ("łƚȴ", "l"),
    ("ŧƫƭȶ", "t"),
    ("ƀƃ", "b"),
    ("ƈȼ", "c"),
    ("ƒ", "f"),
    ("ƙ", "k"),
    ("ƞȵ", "n"),
    ("ƥ", "p"),
    ("ƴɏ", "y"),
    ("ƶȥɀ", "z"),
    ("ǥ", "g"),
    ("ȷɉ", "j"),
    ("ȿ", "s"),
    ("ɇ", "e"),
    ("ɋ", "q"),
    ("ɍ", "r"),
];

/// The name in lower-case ASCII letters and digits, with single hyphens between them and a letter first. It may be empty.
pub(super) fn identifier(name: &str) -> String {
    let lowered = name.to_lowercase();
    let plain = if lowered.is_ascii() { lowered } else { in_ascii(&lowered) };
    let mut id = String::new();
    for c in plain.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.trim_end_matches('-').trim_start_matches(|c: char| !c.is_ascii_alphabetic()).to_owned()
}

fn in_ascii(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        match LETTERS.iter().find(|(letters, _)| letters.contains(c)) {
            Some((_, instead)) => plain.push_str(instead),
            // Wide spaces and the like are spaces when they are taken apart; marks over letters are gone.
            None => plain.extend(std::iter::once(c).nfkd().filter(|c| c.is_ascii() && (!c.is_ascii_uppercase()))),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::identifier;

    #[test]
    fn letters_lose_their_marks_and_names_their_punctuation() {
        assert_eq!(identifier("A Title: with_some.Punctuation!"), "a-title-with-some-punctuation");
        assert_eq!(identifier("Größe ﬀ Łódź"), "grosze-ff-lodz");
        assert_eq!(identifier("1. Dies"), "dies");
        assert_eq!(identifier("日本"), "");
    }
}

//! What characters are to the search: the classes that the browser's regular expressions know by the same names.

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization as _;

/// The longest word, in characters; what is longer is cut.
pub(super) const LONGEST: usize = 40;

/// Scripts that are written without spaces between words, by code points: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
const UNSPACED: &[(char, char)] = &[
    ('\u{0E00}', '\u{0EFF}'),
    ('\u{1000}', '\u{109F}'),
    ('\u{1780}', '\u{17FF}'),
    ('\u{3005}', '\u{3007}'),
    ('\u{3040}', '\u{30FF}'),
    ('\u{3100}', '\u{312F}'),
    ('\u{31F0}', '\u{31FF}'),
    ('\u{3400}', '\u{4DBF}'),
    ('\u{4E00}', '\u{9FFF}'),
    ('\u{F900}', '\u{FAFF}'),
    ('\u{FF66}', '\u{FF9F}'),
    ('\u{20000}', '\u{3FFFF}'),
];

/// `\p{L}` or `\p{N}`.
fn is_letter_or_number(c: char) -> bool {
    use GeneralCategory as G;
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    matches!(
        get_general_category(c),
        G::UppercaseLetter
            | G::LowercaseLetter
            | G::TitlecaseLetter
            | G::ModifierLetter
            | G::OtherLetter
            | G::DecimalNumber
            | G::LetterNumber
            | G::OtherNumber
    )
}

/// `\p{L}`, `\p{N}` or `\p{M}`: what words are made of.
pub(super) fn is_word(c: char) -> bool {
    use GeneralCategory as G;
    is_letter_or_number(c)
        || !c.is_ascii() && matches!(get_general_category(c), G::NonspacingMark | G::SpacingMark | G::EnclosingMark)
}

/// `\p{Lu}`
pub(super) fn is_upper(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { get_general_category(c) == GeneralCategory::UppercaseLetter }
}

/// `\p{Ll}`
pub(super) fn is_lower(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_lowercase() } else { get_general_category(c) == GeneralCategory::LowercaseLetter }
}

/// `\p{N}`
pub(super) fn is_number(c: char) -> bool {
    use GeneralCategory as G;
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    matches!(get_general_category(c), G::DecimalNumber | G::LetterNumber | G::OtherNumber)
}

/// Whether the character is of a script that is written without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    c >= '\u{0E00}' && UNSPACED.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// Adds what the search keeps of `text`: its letters and numbers in their simplest form, small and without marks.
pub(super) fn fold(text: &str, folded: &mut String) {
    if text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let start = folded.len();
        folded.push_str(text);
        folded.get_mut(start..).into_iter().for_each(str::make_ascii_lowercase);
        return;
    }
    for c in text.nfkd().filter(|c| is_letter_or_number(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            c => folded.push(c),
        }
    }
}

/// The word without what is too long of it.
pub(super) fn cut(word: &str) -> &str {
    if word.len() <= LONGEST {
        return word;
    }
    let end = word.char_indices().nth(LONGEST).map_or(word.len(), |(end, _)| end);
    word.get(..end).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_in_looks_only_is_folded_into_one() {
        let cases = [
            ("Größe", "grosse"),
            ("ÉCOLE", "ecole"),
            ("İstanbul", "istanbul"),
            ("ΟΔΟΣ", "οδοσ"),
            ("ﬁle", "file"),
            ("Ⅷ", "viii"),
            ("①", "1"),
            ("ｶﾞ", "カ"),
            ("Łódź", "lodz"),
            ("\u{2102}\u{210D}", "ch"),
            ("½", "12"),
        ];
        for (text, expected) in cases {
            let mut folded = String::new();
            fold(text, &mut folded);
            assert_eq!(folded, expected, "{text}");
        }
    }
}

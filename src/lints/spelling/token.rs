//! Words of prose: what is left of a text without URLs, paths, options, versions, addresses and identifiers.

use std::borrow::Cow;
use std::ops::Range;

/// Stands in a text for what is no prose, such as code. A word that touches it is part of it.
pub(super) const OBJECT: char = '\u{fffc}';

const SOFT_HYPHEN: char = '\u{ad}';

/// A word, or several joined by hyphens, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    /// Its bytes.
    pub(super) range: Range<usize>,
}

/// Tells `tell` of each word of `text` in order.
pub(super) fn words<'t>(text: &'t str, mut tell: impl FnMut(Token<'t>)) {
    let mut at = 0;
    for piece in text.split_inclusive(is_break) {
        let start = at;
        at += piece.len();
        let chunk = piece.strip_suffix(is_break).unwrap_or(piece);
        if !chunk.is_empty() && chunk.bytes().all(|b| b.is_ascii_alphabetic()) {
            tell(Token { text: chunk, range: start..start + chunk.len() });
            continue;
        }
        let core = chunk.trim_start_matches(OPENING).trim_end_matches(CLOSING);
        if !core.is_empty() && !is_code(core) {
            let offset = start + (chunk.len() - chunk.trim_start_matches(OPENING).len());
            for range in groups(core) {
                let text = &core[range.clone()];
                tell(Token { text, range: offset + range.start..offset + range.end });
            }
        }
    }
}

const OPENING: &[char] = &['(', '[', '{', '\'', '‘', '’', '‚', '*', '¿', '¡'];
const CLOSING: &[char] = &['.', ',', ':', '!', '?', ')', ']', '}', '\'', '’', '‘', '*', '-'];

fn is_break(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '—' | '–' | '…' | '"' | '“' | '”' | '„' | '«' | '»' | '→' | '←' | '↔' | '•' | ';' | '|' | ',')
}

/// Whether text without white space is something that is written for machines.
fn is_code(chunk: &str) -> bool {
    let bytes = chunk.as_bytes();
    if bytes.iter().all(u8::is_ascii_alphabetic) {
        return false;
    }
    let joins = |mark: u8| {
        let touches =
            |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| b.is_ascii_alphanumeric() || !b.is_ascii());
        bytes.iter().enumerate().any(|(at, b)| *b == mark && touches(at.checked_sub(1)) && touches(Some(at + 1)))
    };
    chunk.contains([OBJECT, '@', '\\', '=', '<', '>', '`', '$', '%', '_'])
        || chunk.starts_with(['-', '/', '~', '#', '.', '+', '&'])
        || chunk.ends_with(['/', '('])
        || chunk.contains("://")
        || chunk.contains("::")
        || joins(b'.')
        || joins(b':')
        || chunk.contains('/') && chunk.split('/').any(is_path_part)
}

/// Whether a part between slashes shows that they join a path and not words, as in `and/or`.
fn is_path_part(part: &str) -> bool {
    part.is_empty() || part.contains(|c: char| c.is_ascii_digit()) || is_mixed(part)
}

/// The words in `chunk`, hyphens and apostrophes between letters included.
fn groups(chunk: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = chunk.get(at..)?;
        let start = at + rest.find(is_letter)?;
        let body = &chunk[start..];
        let stop = |(offset, c): &(usize, char)| {
            let inner = is_hyphen(*c) || is_apostrophe(*c);
            let joins = inner && body[offset + c.len_utf8()..].starts_with(is_letter) && body[..*offset].ends_with(is_letter);
            !is_letter(*c) && !joins
        };
        let end = start + body.char_indices().find(stop).map_or(body.len(), |(offset, _)| offset);
        at = end;
        Some(start..end)
    })
}

/// Digits count, so that `sha256` is one word, which is none of a dictionary's.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == SOFT_HYPHEN || is_mark(c)
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// A hyphen, one that does not break included.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether a word without hyphens can be in a dictionary: no acronym, identifier, number or hash.
pub(super) fn is_word(word: &str) -> bool {
    let base = without_possessive(word);
    let mut letters = base.chars().filter(|c| !is_mark(*c) && *c != SOFT_HYPHEN);
    let is_single = letters.clone().nth(1).is_none();
    let is_acronym = || {
        let stem = base.strip_suffix('s').unwrap_or(base);
        stem.chars().nth(1).is_some() && stem.chars().all(|c| !c.is_lowercase())
    };
    let is_hash = || base.len() >= 7 && base.bytes().all(|b| matches!(b, b'a'..=b'f'));
    !is_single && !letters.any(char::is_numeric) && !is_acronym() && !is_mixed(base) && !is_hash()
}

/// A capital behind a small letter, or small letters behind two capitals, as in `CamelCase` and `IPv`.
fn is_mixed(word: &str) -> bool {
    let capital_inside = word.chars().skip(1).any(char::is_uppercase);
    capital_inside && word.chars().any(char::is_lowercase)
}

/// The word without `'s`, or another short form of a verb that can stand behind any noun.
pub(super) fn without_possessive(word: &str) -> &str {
    let Some((at, apostrophe)) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c)) else { return word };
    match &word[at + apostrophe.len_utf8()..] {
        "" | "s" | "S" | "ll" | "d" | "ve" | "re" => &word[..at],
        _ => word,
    }
}

/// The word as dictionaries have it: no soft hyphens, straight apostrophes, and accents joined to their letters.
pub(super) fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let mut plain = String::with_capacity(word.len());
    for c in word.chars() {
        let joined = is_mark(c).then(|| plain.chars().next_back().and_then(|letter| composed(letter, c))).flatten();
        match c {
            SOFT_HYPHEN => {}
            c if is_apostrophe(c) => plain.push('\''),
            c if is_hyphen(c) => plain.push('-'),
            c => {
                if joined.is_some() {
                    plain.pop();
                }
                plain.push(joined.unwrap_or(c));
            }
        }
    }
    Cow::Owned(plain)
}

/// Letters by the mark that follows them, each with the one that both are.
const ACCENTS: &[(char, &str)] = &[
    ('\u{300}', "aàeèiìoòuùAÀEÈIÌOÒUÙ"),
    ('\u{301}', "aáeéiíoóuúyýcćnńsśzźAÁEÉIÍOÓUÚYÝCĆNŃSŚZŹ"),
    ('\u{302}', "aâeêiîoôuûAÂEÊIÎOÔUÛ"),
    ('\u{303}', "aãnñoõAÃNÑOÕ"),
    ('\u{308}', "aäeëiïoöuüyÿAÄEËIÏOÖUÜ"),
    ('\u{30a}', "aåuůAÅUŮ"),
    ('\u{30b}', "oőuűOŐUŰ"),
    ('\u{30c}', "cčeěnňrřsšzžCČEĚNŇRŘSŠZŽ"),
    ('\u{327}', "cçsşCÇSŞ"),
    ('\u{328}', "aąeęAĄEĘ"),
];

fn composed(letter: char, mark: char) -> Option<char> {
    let (_, pairs) = ACCENTS.iter().find(|(accent, _)| *accent == mark)?;
    let at = pairs.chars().step_by(2).position(|plain| plain == letter)?;
    pairs.chars().nth(2 * at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        words(text, |token| found.extend(token.text.split(is_hyphen).filter(|word| is_word(word))));
        found
    }

    #[test]
    fn prose_is_found_and_the_rest_is_not() {
        for (text, expected) in [
            ("Read the manual, please!", "Read the manual please"),
            ("see https://example.org/tokken or www.exampel.com", "see or"),
            ("mail admin@exampel.org, user@host", "mail"),
            ("in /etc/airflw/x and docs/jwt.rst or ~/abc and ./abcd and src/", "in and or and and"),
            ("read/write and/or TCP/IP", "read write and or"),
            ("the `--foo` option --verbse and -x", "the option and"),
            ("version v2.10.1 of 3rd sha256 x86", "version of"),
            ("max_active_tis snake_case _private", ""),
            ("CamelCase macOS IPv JWToken iOS", ""),
            ("JWTs, JWT's APIs URL and a b", "and"),
            ("airflow.cfg e.g. example.com module.Class std::mem", ""),
            ("key=value $HOME %s <name> foo() list(s)", "list"),
            ("a JWT-based, well-known read-\u{2011}only", "based well known read only"),
            ("the user's ‘own’ ‘words’ don't can’t", "the user's own words don't can’t"),
            ("client–server — done…really", "client server done really"),
            ("\u{fffc}s and non-\u{fffc} \u{fffc}’s", "and"),
            ("deadbeef abcdefa facade", "facade"),
            ("Straße naïve re\u{301}sume\u{301} co\u{ad}operate", "Straße naïve re\u{301}sume\u{301} co\u{ad}operate"),
        ] {
            let text = text.replace("`--foo`", "\u{fffc}");
            assert_eq!(checked(&text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn words_are_compared_in_one_form() {
        assert_eq!(plain("don’t"), "don't");
        assert_eq!(plain("re\u{301}sume\u{301}"), "résumé");
        assert_eq!(plain("co\u{ad}operate"), "cooperate");
        assert_eq!(without_possessive("Dag’s"), "Dag");
        assert_eq!(without_possessive("don't"), "don't");
    }
}

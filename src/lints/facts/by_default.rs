//! Defaults that sentences tell with "by default": "`x` is 64 by default", "By default, `x` is disabled".

use std::ops::Range;

use super::flat::Flat;
use super::quantity::numbers;
use super::words::{flag, is_none};

/// What stands beside an option's name: "the option `x`", "the `x` setting".
pub(super) const NOUNS: &[&str] = &["configuration option", "option", "setting", "parameter", "key"];

/// What can stand between the option's name and its value. The longer ones come first.
const VERBS: &[&str] = &[
    "is set to",
    "are set to",
    "is left",
    "stays at",
    "is",
    "are",
    "stays",
    "remains",
    "equals",
    "has the value",
    "has a value of",
];

/// What a sentence calls the thing that its section is about.
const SUBJECTS: &[&str] = &["it", "this", "its value", "the value"];

/// The words that an option is said to be by default. `before` holds the words of the sentence before the option's name, and `range` those
/// behind it.
pub(super) fn told(flat: &Flat, before: &str, range: Range<usize>) -> Option<Range<usize>> {
    let before = without_value(without_noun(before.trim()));
    let is_first = strip_end(before, "by default,").or_else(|| strip_end(before, "by default")).is_some_and(str::is_empty);
    // "By default, `a` is 10 and `b` is 20."
    let goes_on = starts(before, "by default") && [" and", ","].iter().any(|end| before.ends_with(end));
    behind(flat, is_first || goes_on, range)
}

/// The same of a sentence that names no option, but speaks of the one that its section is about.
pub(super) fn told_of_entry(flat: &Flat, sentence: Range<usize>) -> Option<Range<usize>> {
    let text = flat.text.get(sentence.clone())?.trim_start();
    let prefixed = strip_start(text, "by default,").or_else(|| strip_start(text, "by default"));
    let rest = prefixed.unwrap_or(text).trim_start();
    let noun = ["the ", "this "].iter().find_map(|article| {
        let rest = strip_start(rest, article)?;
        NOUNS.iter().find_map(|noun| strip_start(rest, noun))
    });
    let rest =
        noun.or_else(|| SUBJECTS.iter().find_map(|subject| strip_start(rest, subject)).filter(|rest| rest.starts_with(' ')))?;
    behind(flat, prefixed.is_some(), sentence.end - rest.len()..sentence.end)
}

/// The value behind a verb. `prefixed` says that "by default" came before.
fn behind(flat: &Flat, prefixed: bool, range: Range<usize>) -> Option<Range<usize>> {
    let text = flat.text.get(range.clone())?;
    let rest = text.trim_start();
    let rest = NOUNS.iter().find_map(|noun| strip_start(rest, noun).filter(|rest| rest.starts_with(' '))).unwrap_or(rest);
    let rest = after_phrase(rest.trim_start());
    let verb = |verb: &&str| strip_start(rest, verb).filter(|rest| rest.starts_with([' ', ',']));
    let rest = VERBS.iter().find_map(verb)?;
    let within = [", by default,", " by default to", " by default"].iter().find_map(|words| strip_start(rest, words));
    let words = within.unwrap_or(rest);
    let start = range.end - words.trim_start().len();
    let words = words.trim_start();
    let (value, behind) = if let Some(at) = find(flat, start, words, "by default").filter(|_| within.is_none()) {
        (words.get(..at)?, words.get(at + "by default".len()..)?)
    } else if prefixed || within.is_some() {
        let end = clause_end(flat, start, words);
        words.split_at_checked(end)?
    } else {
        return None;
    };
    let value = value.trim_end();
    let is_whole = !value.is_empty() && !is_conditional(behind);
    is_whole.then(|| start..start + value.len())
}

/// The words that a phrase such as "of the scheduler" leaves, if the text begins with a short one.
fn after_phrase(text: &str) -> &str {
    let opens = ["of ", "for ", "in "].iter().any(|preposition| text.starts_with(preposition));
    let verb = text.find(" is ").filter(|at| opens && text[..*at].split(' ').count() <= 5 && !text[..*at].contains(','));
    verb.map_or(text, |at| &text[at + 1..])
}

/// Whether the words behind a default limit it: then it is not the default alone that the sentence speaks of.
fn is_conditional(behind: &str) -> bool {
    let behind = behind.trim_start_matches([',', ' ']).to_lowercase();
    let first = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let limits =
        ["if", "when", "unless", "for", "on", "in", "only", "where", "with", "until", "under", "at", "as", "inside", "outside"];
    limits.contains(&first)
}

/// Where the clause ends that `text` begins with, which stands at `start`.
fn clause_end(flat: &Flat, start: usize, text: &str) -> usize {
    let ends = |(at, c): &(usize, char)| {
        let is_end = match c {
            ';' | '(' | ')' | '—' | '–' => true,
            '.' | ',' => !text[at + 1..].starts_with(|c: char| c.is_ascii_digit()),
            ' ' => [" but ", " so ", " which ", " unless ", " if ", " when ", " while "]
                .iter()
                .any(|word| text[*at..].starts_with(word)),
            _ => false,
        };
        is_end && flat.code_at(start + at).is_none()
    };
    // "10, 20 and 30" are values of one list.
    text.char_indices().find(ends).map_or(text.len(), |(at, _)| at)
}

/// The place of the words outside code, with nothing but one clause before it.
fn find(flat: &Flat, start: usize, text: &str, words: &str) -> Option<usize> {
    let at = text.match_indices(words).map(|(at, _)| at).find(|at| flat.code_at(start + at).is_none())?;
    (clause_end(flat, start, text) >= at).then_some(at)
}

/// Whether the words can only be a value: code, a quantity, or on, off, and none.
pub(super) fn is_value(flat: &Flat, range: &Range<usize>) -> bool {
    let Some(words) = flat.text.get(range.clone()) else { return false };
    let none = ["unset", "not set", "empty", "none", "null", "not configured", "undefined", "not defined"];
    let is_word = flag(words).is_some() || none.contains(&words.to_lowercase().as_str()) && is_none(words);
    is_word || is_code(flat, range) || words.starts_with(|c: char| c.is_ascii_digit() || c == '-') && numbers(words).is_some()
}

/// Whether the words are one piece of code.
pub(super) fn is_code(flat: &Flat, range: &Range<usize>) -> bool {
    flat.code().any(|code| code == *range)
}

/// The text without a noun at its end that names what follows: "the default of the option `x`".
pub(super) fn without_noun(text: &str) -> &str {
    let text = NOUNS.iter().find_map(|noun| strip_end(text, noun)).unwrap_or(text).trim_end();
    strip_end(text, " the").or_else(|| strip_end(text, "the").filter(|rest| rest.is_empty())).unwrap_or(text).trim_end()
}

/// The text without "the value of" at its end.
fn without_value(text: &str) -> &str {
    strip_end(text, " the value of").or_else(|| strip_end(text, " value of")).unwrap_or(text).trim_end()
}

fn starts(text: &str, words: &str) -> bool {
    strip_start(text, words).is_some()
}

fn strip_start<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    text.get(..words.len()).filter(|start| start.eq_ignore_ascii_case(words)).and_then(|_| text.get(words.len()..))
}

fn strip_end<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(words.len())?;
    text.get(at..).filter(|end| end.eq_ignore_ascii_case(words)).and_then(|_| text.get(..at))
}

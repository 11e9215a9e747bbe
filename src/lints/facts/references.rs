//! Where a text names options, sections and environment variables.

use std::ops::Range;

use crate::config::{Case, Piece};
use crate::facts::FactSet;

use super::flat::Flat;

/// A name in a text, with its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// All of it.
    pub(super) range: Range<usize>,
    pub(super) what: What,
}

/// What a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// `[section] option`
    Option { section: Range<usize>, option: Range<usize> },
    /// `[section]`
    Section(Range<usize>),
    /// `APP__SECTION__OPTION`
    Variable,
}

/// Everything that a text names, in order. Options and sections count in code, and in the other words too where `titles` says that the text
/// is a title; variables count everywhere.
pub(super) fn in_text(set: &FactSet, flat: &Flat, titles: bool) -> Vec<Mention> {
    let mut found = Vec::new();
    for code in flat.code() {
        in_code(set, &flat.text, code, &mut found);
    }
    if titles && found.is_empty() {
        let mut plain = Vec::new();
        in_code(set, &flat.text, 0..flat.text.len(), &mut plain);
        let is_known = |mention: &Mention| match &mention.what {
            What::Option { section, .. } => set.section(&flat.text[section.clone()]).is_some(),
            What::Section(_) | What::Variable => false,
        };
        found.extend(plain.into_iter().filter(is_known));
    }
    found.extend(variables(set, &flat.text));
    found.sort_by_key(|mention| mention.range.start);
    found
}

fn in_code(set: &FactSet, text: &str, code: Range<usize>, found: &mut Vec<Mention>) {
    let pieces = &set.setting.written.0;
    let Some(words) = text.get(code.clone()) else { return };
    let Some(Piece::Text(opening)) = pieces.first() else {
        found.extend(whole(set, text, code));
        return;
    };
    let before = found.len();
    let mut from = 0;
    while let Some(at) = words.get(from..).and_then(|rest| rest.find(opening.as_str())).map(|at| from + at) {
        from = at + opening.len();
        let follows_name =
            words[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ']' | ')') || opening.ends_with(c));
        if follows_name && at > 0 {
            continue;
        }
        if let Some(mention) = matched(pieces, text, code.start + at, code.end) {
            from = mention.range.end - code.start;
            if !is_placeholder(text, &mention) {
                found.push(mention);
            }
        }
    }
    if found.len() == before {
        found.extend(section_alone(pieces, text, code).filter(|mention| !is_placeholder(text, mention)));
    }
}

/// The pattern at that place of the text.
fn matched(pieces: &[Piece], text: &str, at: usize, end: usize) -> Option<Mention> {
    let mut here = at;
    let mut section = None;
    let mut option = None;
    for (number, piece) in pieces.iter().enumerate() {
        let rest = text.get(here..end)?;
        match piece {
            Piece::Text(literal) => here += literal_length(literal, rest)?,
            Piece::Section(_) | Piece::Option(_) => {
                let is_last = number + 1 == pieces.len();
                let mut length = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
                if let (false, Some(Piece::Text(next))) = (is_last, pieces.get(number + 1))
                    && let Some(cut) = rest[..length].find(next.as_str())
                {
                    length = cut;
                }
                let name = rest[..length].trim_end_matches(['.', '-']);
                if name.is_empty() {
                    return None;
                }
                let range = here..here + name.len();
                here = range.end;
                *(if matches!(piece, Piece::Section(_)) { &mut section } else { &mut option }) = Some(range);
            }
            Piece::Any(_) => return None,
        }
    }
    let option = option?;
    let section = section.unwrap_or(option.start..option.start);
    Some(Mention { range: at..here, what: What::Option { section, option } })
}

/// How much of `rest` the literal takes: each white space in it may be any amount of it.
fn literal_length(literal: &str, rest: &str) -> Option<usize> {
    let mut left = rest;
    for c in literal.chars() {
        if c.is_whitespace() {
            let trimmed = left.trim_start();
            if trimmed.len() == left.len() {
                return None;
            }
            left = trimmed;
        } else {
            left = left.strip_prefix(c)?;
        }
    }
    Some(rest.len() - left.len())
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// A pattern without a text in front could be anything, so it must be all of the code, and its section a known one.
fn whole(set: &FactSet, text: &str, code: Range<usize>) -> Option<Mention> {
    let words = text.get(code.clone())?;
    if let [Piece::Option(_)] = set.setting.written.0.as_slice() {
        set.option("", words)?;
        return Some(Mention { range: code.clone(), what: What::Option { section: code.start..code.start, option: code } });
    }
    if set.option("", words).is_some() {
        return Some(Mention { range: code.clone(), what: What::Option { section: code.start..code.start, option: code } });
    }
    let [Piece::Section(_), Piece::Text(between), Piece::Option(_)] = set.setting.written.0.as_slice() else { return None };
    let (section, option) = words.rsplit_once(between.as_str())?;
    let is_plain = option.chars().all(is_name) && !option.is_empty();
    let known = set.section(section).is_some() && is_plain;
    let start = code.start;
    known.then(|| Mention {
        range: code.clone(),
        what: What::Option { section: start..start + section.len(), option: code.end - option.len()..code.end },
    })
}

/// `[section]`, where the pattern encloses the section's name.
fn section_alone(pieces: &[Piece], text: &str, code: Range<usize>) -> Option<Mention> {
    let [Piece::Text(before), Piece::Section(Case::AsIs), Piece::Text(after), ..] = pieces else { return None };
    let words = text.get(code.clone())?;
    let name = words.trim().strip_prefix(before.as_str())?.strip_suffix(after.trim_end())?;
    if after.trim().is_empty() || name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let start = code.start + words.find(name)?;
    Some(Mention { range: code, what: What::Section(start..start + name.len()) })
}

/// Whether the names stand for any name: `[section] option`, `[x]`.
fn is_placeholder(text: &str, mention: &Mention) -> bool {
    let name = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default().to_ascii_lowercase();
    let (section, option) = match &mention.what {
        What::Option { section, option } => (name(section), name(option)),
        What::Section(section) => (name(section), String::new()),
        What::Variable => return false,
    };
    let is_mark = section.len() == 1 || !section.is_empty() && section.chars().all(|c| c.is_ascii_digit());
    let is_word = section == "section" && matches!(option.as_str(), "" | "option" | "key" | "name" | "option_name" | "x");
    is_mark || is_word
}

/// The environment variables in any text, recognised by how they begin.
pub(super) fn variables(set: &FactSet, text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for pattern in &set.setting.variables {
        let Some(Piece::Text(opening)) = pattern.0.first() else { continue };
        for (at, _) in text.match_indices(opening.as_str()) {
            let is_inside = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            if is_inside || found.iter().any(|mention| mention.range.start == at) {
                continue;
            }
            let rest = &text[at..];
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            let name = &rest[..length];
            let goes_on = rest[length..].starts_with(['{', '<', '*', '$', '…', '[']) || rest[length..].starts_with("...");
            let stands_for_any = ["option", "key", "name", "option_name"].iter().any(|word| {
                set.setting.variables.iter().any(|pattern| pattern.fill("section", word).replace(['{', '}'], "") == name)
            });
            if !goes_on && !stands_for_any && !name.ends_with("__") && name.len() > opening.len() {
                found.push(Mention { range: at..at + length, what: What::Variable });
            }
        }
    }
    found
}

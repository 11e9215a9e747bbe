//! Defaults that running text tells: "(default 10 seconds)", "defaults to `600`", "the default of … is …".

use std::ops::Range;

use crate::facts::{ConfigOption, FactSet};

use super::by_default;
use super::flat::Flat;
use super::names;
use super::references::{Mention, What};

/// What a text calls the default of an option.
#[derive(Clone, Debug)]
pub(super) struct Claim<'s> {
    pub(super) option: &'s ConfigOption,
    /// The words of the value.
    pub(super) value: Range<usize>,
    pub(super) is_literal: bool,
}

/// The sentences of a text. A point counts where a space follows and it is not in code.
pub(super) fn sentences(flat: &Flat) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in flat.text.match_indices(['.', '!', '?']) {
        let end = at + mark.len();
        let closes = flat.text[end..].starts_with(' ') || flat.text[end..].starts_with(") ");
        let is_short = ["e.g", "i.e", "etc", "cf", "vs"].iter().any(|word| flat.text[..at].ends_with(word));
        if closes && !is_short && flat.code_at(at).is_none() {
            sentences.push(start..end);
            start = end;
        }
    }
    sentences.push(start..flat.text.len());
    sentences
}

/// What the text calls a default. A sentence that names no option speaks of `entry`, the option that the section is about.
pub(super) fn claims<'s>(set: &'s FactSet, flat: &Flat, mentions: &[Mention], entry: Option<&'s ConfigOption>) -> Vec<Claim<'s>> {
    if !flat.text.contains("efault") {
        return Vec::new();
    }
    let mut claims = Vec::new();
    for sentence in sentences(flat) {
        let within: Vec<(Range<usize>, &ConfigOption)> = named(set, flat, mentions, &sentence);
        if within.is_empty() {
            claims.extend(entry.and_then(|option| of_entry(flat, &sentence, option)));
            continue;
        }
        let mut first = 0;
        while first < within.len() {
            let count = 1 + within.windows(2).skip(first).take_while(|pair| are_joined(flat, pair)).count();
            let group = within.get(first..first + count).unwrap_or_default();
            first += count;
            let end = within.get(first).map_or(sentence.end, |(next, _)| next.start);
            claims.extend(of_group(flat, sentence.start, group, end));
        }
    }
    claims
}

fn of_entry<'s>(flat: &Flat, sentence: &Range<usize>, option: &'s ConfigOption) -> Option<Claim<'s>> {
    let by_default = || {
        let value = by_default::told_of_entry(flat, sentence.clone()).filter(|value| by_default::is_value(flat, value))?;
        Some(Claim { option, is_literal: by_default::is_code(flat, &value), value })
    };
    first_claim(flat, sentence.clone(), option, true).or_else(by_default)
}

/// Whether two options are named together: "`a` and `b`".
fn are_joined(flat: &Flat, pair: &[(Range<usize>, &ConfigOption)]) -> bool {
    let [(one, _), (other, _)] = pair else { return false };
    let between = flat.text.get(one.end..other.start).unwrap_or_default().trim();
    matches!(between, "," | "and" | ", and" | "or" | "/" | "&" | "as well as")
}

/// What is told of options that are named together, up to `end`: one value is that of each, and as many values as options are in their order.
/// Anything else is not certain.
fn of_group<'s>(flat: &Flat, sentence: usize, group: &[(Range<usize>, &'s ConfigOption)], end: usize) -> Vec<Claim<'s>> {
    let (Some((first, _)), Some((last, option))) = (group.first(), group.last()) else { return Vec::new() };
    let before = flat.text.get(sentence..first.start).unwrap_or_default();
    let behind = last.end..end;
    let asked = by_default::without_noun(before.trim_end()).to_lowercase();
    let asks = [
        "default of",
        "defaults of",
        "default value of",
        "default values of",
        "default for",
        "defaults for",
        "default value for",
    ]
    .iter()
    .any(|words| asked.ends_with(words));
    let of_first = if asks {
        after_is(flat, behind.clone())
    } else {
        first_claim(flat, behind.clone(), option, false).map(|claim| (claim.value, claim.is_literal))
    };
    let values = match of_first {
        Some(value) => following(flat, value, end),
        None => by_default::told(flat, before, behind).map(|region| listed(flat, region)).unwrap_or_default(),
    };
    let claim = |(_, option): &(Range<usize>, &'s ConfigOption), (value, is_literal): &(Range<usize>, bool)| Claim {
        option,
        value: value.clone(),
        is_literal: *is_literal,
    };
    match values.as_slice() {
        [one] => group.iter().map(|named| claim(named, one)).collect(),
        several if several.len() == group.len() => group.iter().zip(several).map(|(named, value)| claim(named, value)).collect(),
        _ => Vec::new(),
    }
}

/// The value and those that a list goes on with: "10 and 20 seconds".
fn following(flat: &Flat, first: (Range<usize>, bool), end: usize) -> Vec<(Range<usize>, bool)> {
    let mut values = vec![first];
    let mut at = values.last().map_or(end, |(value, _)| value.end);
    while let Some(rest) = flat.text.get(at..end) {
        let Some(next) = [", and ", ", ", " and ", " or "].iter().find_map(|joint| rest.strip_prefix(joint)) else { break };
        let Some(value) = value(flat, end - next.len()..end, true, false) else { break };
        at = value.0.end;
        values.push(value);
    }
    values
}

/// The values of a list that the whole region is; none where it is something else.
fn listed(flat: &Flat, region: Range<usize>) -> Vec<(Range<usize>, bool)> {
    let as_value =
        |range: Range<usize>| by_default::is_value(flat, &range).then(|| (range.clone(), by_default::is_code(flat, &range)));
    if let Some(one) = as_value(region.clone()) {
        return vec![one];
    }
    let mut parts = Vec::new();
    let mut at = region.start;
    while at < region.end {
        let rest = flat.text.get(at..region.end).unwrap_or_default();
        let joint = [", and ", " and ", ", ", " or "]
            .iter()
            .filter_map(|joint| {
                rest.find(joint).filter(|found| flat.code_at(at + found).is_none()).map(|found| (found, joint.len()))
            })
            .min_by_key(|(found, length)| (*found, usize::MAX - length));
        let (length, joint) = joint.unwrap_or((rest.len(), 0));
        parts.push(as_value(at..at + length));
        at += length + joint;
    }
    parts.into_iter().collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// The options that a sentence names, those by their bare name among them where only one option has it.
fn named<'s>(
    set: &'s FactSet,
    flat: &Flat,
    mentions: &[Mention],
    sentence: &Range<usize>,
) -> Vec<(Range<usize>, &'s ConfigOption)> {
    let inside = |range: &Range<usize>| sentence.start <= range.start && range.end <= sentence.end;
    let full = mentions.iter().filter(|mention| inside(&mention.range) && !matches!(mention.what, What::Section(_)));
    let mut named: Vec<_> =
        full.filter_map(|mention| Some((mention.range.clone(), names::option(set, &flat.text, mention)?))).collect();
    for code in flat.code().filter(inside) {
        if named.iter().all(|(range, _)| range.end <= code.start || range.start >= code.end) {
            named.extend(bare(set, &flat.text[code.clone()]).map(|option| (code, option)));
        }
    }
    named.sort_by_key(|(range, _)| range.start);
    named
}

/// The option of that name where only one section has it, and the name is none that a word or a value could be.
pub(super) fn bare<'s>(set: &'s FactSet, name: &str) -> Option<&'s ConfigOption> {
    if !name.contains('_') {
        return None;
    }
    let mut known = set.sections.iter().filter_map(|section| set.option(&section.name, name));
    known.next().filter(|_| known.next().is_none())
}

/// The first default that the text of `range` tells.
fn first_claim<'s>(flat: &Flat, range: Range<usize>, option: &'s ConfigOption, whole: bool) -> Option<Claim<'s>> {
    let text = &flat.text;
    for (at, _) in text[range.clone()].match_indices("efault") {
        let word = range.start + at - 1;
        let Some(start) = text.get(word..).filter(|rest| rest.starts_with(['d', 'D'])) else { continue };
        if flat.code_at(word).is_some() || text[..word].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-') {
            continue;
        }
        let before = text[range.start..word].trim_end().to_lowercase();
        // "The default deployment …", "by default": no value follows; without an option's name, only "The default is …" counts.
        if before.ends_with("by") || whole && !matches!(before.trim(), "" | "the" | "its" | "the option's") {
            continue;
        }
        let mut rest = start.get("default".len()..).unwrap_or_default();
        let is_verb = rest.starts_with("s to ");
        rest = rest.strip_prefix("s to ").or_else(|| rest.strip_prefix("ing to ")).unwrap_or(rest);
        if !is_verb && rest.starts_with(|c: char| c.is_alphanumeric()) && !rest.starts_with("ing to") {
            continue;
        }
        let mut connected = is_verb;
        for word in [" value", " lifetime", " setting"] {
            rest = rest.strip_prefix(word).unwrap_or(rest);
        }
        for connector in [":", " is", " of", " =", "=", " being", " to"] {
            if let Some(after) = rest.strip_prefix(connector).filter(|after| after.starts_with([' ', '`']) || after.is_empty()) {
                rest = after;
                connected = true;
                break;
            }
        }
        let rest = rest.trim_start();
        let value_start = range.end.min(text.len() - rest.len());
        if let Some((value, is_literal)) = value(flat, value_start..range.end, connected, whole) {
            return Some(Claim { option, value, is_literal });
        }
    }
    None
}

/// The value behind "is" in "the default of … is …".
fn after_is(flat: &Flat, range: Range<usize>) -> Option<(Range<usize>, bool)> {
    let rest = flat.text.get(range.clone())?;
    let trimmed = rest.trim_start();
    let after = trimmed.strip_prefix("is ").or_else(|| trimmed.strip_prefix("are "))?;
    value(flat, range.end - after.len()..range.end, true, false)
}

/// The value at the start of `range`: code, or words that can only be a value.
fn value(flat: &Flat, range: Range<usize>, connected: bool, whole: bool) -> Option<(Range<usize>, bool)> {
    let text = flat.text.get(range.clone())?;
    let start = range.end - text.trim_start().len();
    let text = text.trim_start();
    if let Some(after) = text.strip_prefix("port ").filter(|_| connected) {
        let (port, _) = value(flat, range.end - after.len()..range.end, connected, whole)?;
        return Some((start..port.end, false));
    }
    if let Some(code) = flat.code_at(start) {
        let unit = following_unit(&flat.text, code.end);
        return Some((code.start..unit, unit == code.end));
    }
    let end = text.find([',', ';', ')', '—', '(']).unwrap_or(text.len());
    // A number keeps its thousands: `86,400`.
    let end = if text[end..].starts_with(',') && text[end + 1..].starts_with(|c: char| c.is_ascii_digit()) {
        text[end + 1..].find([',', ';', ')', ' ', '(']).map_or(text.len(), |more| end + 1 + more)
    } else {
        end
    };
    let clause = text[..end].trim_end_matches(['.', ' ']);
    let first = clause.split_whitespace().next()?;
    if first.starts_with(|c: char| c.is_ascii_digit() || c == '-' && first.len() > 1) {
        let length = quantity_length(clause);
        // "24 hours; …" and "600 seconds (10 minutes)": the aside belongs to the value.
        let aside = aside_length(&flat.text[start + length..range.end]);
        return Some((start..start + length + aside, false));
    }
    let word = first.trim_matches(['"', '\'', '“', '”', '‘', '’']);
    let is_flag =
        matches!(word.to_lowercase().as_str(), "true" | "false" | "none" | "null" | "unset" | "empty" | "disabled" | "enabled");
    let is_quoted = first.starts_with(['"', '“', '‘']) && first.len() > word.len();
    let alone = clause.split_whitespace().count() == 1;
    if (is_flag && (connected || alone)) || (is_quoted && connected && !whole) {
        return Some((start..start + first.len(), is_quoted));
    }
    None
}

/// Where a unit of time behind a number in code ends: `` `10` seconds ``.
fn following_unit(text: &str, at: usize) -> usize {
    let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix(' ')) else { return at };
    let word = rest.find(|c: char| !c.is_alphabetic()).map_or(rest, |end| &rest[..end]);
    if is_unit(word) { at + 1 + word.len() } else { at }
}

fn is_unit(word: &str) -> bool {
    const UNITS: &[&str] = &[
        "ms",
        "s",
        "sec",
        "second",
        "seconds",
        "min",
        "minute",
        "minutes",
        "h",
        "hour",
        "hours",
        "d",
        "day",
        "days",
        "week",
        "weeks",
        "milliseconds",
    ];
    UNITS.contains(&word.to_lowercase().as_str())
}

/// How much of a clause that starts with a number is the quantity.
fn quantity_length(clause: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    for word in clause.split_inclusive(' ') {
        let bare = word.trim();
        let is_number = bare.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        if is_number || at > 0 && is_unit(bare) {
            end = at + bare.len();
        } else {
            break;
        }
        at += word.len();
    }
    end
}

/// How long the parenthesis is that follows at once.
fn aside_length(rest: &str) -> usize {
    if !rest.starts_with(" (") {
        return 0;
    }
    let inner = rest.find(')').map_or("", |end| &rest[2..end]);
    if inner.starts_with(|c: char| c.is_ascii_digit()) { inner.len() + 3 } else { 0 }
}

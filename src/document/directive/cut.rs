//! Parts of files: by the numbers of lines, and by texts that stand before and behind them.

use std::ops::Range;

use super::Context;
use super::values::lines;
use crate::document::Excerpt;

/// Where each line of a text ends, line end included.
fn line_ends(text: &str) -> Vec<usize> {
    let mut total = 0;
    let end = |line: &str| {
        total += line.len();
        total
    };
    text.split_inclusive('\n').map(end).collect()
}

/// The bytes of lines `first` to `last`, counted from 1.
fn bytes(ends: &[usize], first: u32, last: u32) -> Range<usize> {
    let total = ends.last().copied().unwrap_or(0);
    let start = first.checked_sub(2).and_then(|i| ends.get(i as usize)).copied().unwrap_or(0);
    let end = last.checked_sub(1).and_then(|i| ends.get(i as usize)).copied().unwrap_or(total);
    start..end.max(start)
}

/// Keeps the lines that `:lines:` asks for.
pub(super) fn by_line_numbers(context: &mut Context<'_, '_>, text: &Excerpt) -> Excerpt {
    let Some(option) = context.option("lines").cloned() else { return text.clone() };
    let ends = line_ends(text.text());
    let count = ends.len() as u32;
    let mut kept = Excerpt::default();
    for range in lines(option.text()).unwrap_or_default().ranges() {
        if *range.start() > count || (*range.end() > count && *range.end() != u32::MAX) {
            too_short(context, &option, count);
        }
        if *range.start() <= count {
            kept.push_slice(text, bytes(&ends, *range.start(), *range.end()));
        }
    }
    kept
}

/// Keeps what lies between `:start-line:` and `:end-line:`; a negative number counts from the end.
pub(super) fn by_file_lines(context: &mut Context<'_, '_>, text: &Excerpt) -> Excerpt {
    let (start, end) = (context.option("start-line").cloned(), context.option("end-line").cloned());
    if start.is_none() && end.is_none() {
        return text.clone();
    }
    let ends = line_ends(text.text());
    let count = ends.len() as u32;
    let line = |option: &Option<Excerpt>| {
        let number = option.as_ref()?.text().parse::<i64>().ok()?;
        Some(if number < 0 { i64::from(count).saturating_add(number).max(0) } else { number })
    };
    let (first, last) = (line(&start), line(&end));
    let mut beyond = false;
    for (option, limit, number) in [(&start, count.saturating_sub(1), first), (&end, count, last)] {
        if let (Some(option), Some(_)) = (option, number.filter(|number| *number > i64::from(limit))) {
            too_short(context, option, count);
            beyond = true;
        }
    }
    let clamped = |line: i64| u32::try_from(line.clamp(0, i64::from(count))).unwrap_or(count);
    let (first, last) = (clamped(first.unwrap_or(0)) + 1, clamped(last.unwrap_or(i64::from(count))));
    let kept = if first <= last { text.slice(bytes(&ends, first, last)) } else { Excerpt::default() };
    if kept.is_empty() && !beyond {
        let place = end.or(start).map(|option| option.whole());
        let message = "no line lies between `start-line` and `end-line`";
        context.error("missing-include-lines", place.unwrap_or(context.call.span), message);
    }
    kept
}

fn too_short(context: &mut Context<'_, '_>, option: &Excerpt, count: u32) {
    let lines = if count == 1 { "line" } else { "lines" };
    context.error("missing-include-lines", option.whole(), format!("the file has only {count} {lines}"));
}

/// What `:start-after:` and `:end-before:` find: the text itself, or the line that holds it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// The text itself.
    Text,
    /// The line that holds it.
    Lines,
}

/// What lies between the texts that the options name, and where it starts.
pub(super) fn by_text(context: &mut Context<'_, '_>, text: &Excerpt, unit: Unit) -> (Excerpt, usize) {
    let all = text.text();
    let is_line = unit == Unit::Lines;
    let line_start = |at: usize| if is_line { all[..at].rfind('\n').map_or(0, |n| n + 1) } else { at };
    let line_end = |at: usize| if is_line { all[at..].find('\n').map_or(all.len(), |n| at + n + 1) } else { at };
    let mut start = 0;
    if let Some(at) = find(context, text, "start-at", 0) {
        start = line_start(at.start);
    }
    if let Some(at) = find(context, text, "start-after", 0) {
        start = line_end(at.end);
    }
    let mut end = all.len();
    if let Some(at) = find(context, text, "end-at", start) {
        end = line_end(at.end);
    }
    // As with Sphinx, the first line does not end what it starts.
    let after = if is_line { line_end(start) } else { start };
    if let Some(at) = find(context, text, "end-before", after) {
        end = line_start(at.start).max(start);
    }
    (text.slice(start..end), start)
}

fn find(context: &mut Context<'_, '_>, text: &Excerpt, option: &str, from: usize) -> Option<Range<usize>> {
    let wanted = context.option(option).cloned()?;
    let found = text.text().get(from..).and_then(|t| t.find(wanted.text()));
    if found.is_none() {
        let message = format!("the file does not hold this text, so `{option}` has no effect");
        context.error("missing-include-text", wanted.whole(), message);
    }
    found.map(|at| from + at..from + at + wanted.text().len())
}

/// The number of the line, counted from 1, that starts at this byte.
pub(super) fn line_number(text: &str, at: usize) -> u32 {
    text.get(..at).unwrap_or_default().matches('\n').count() as u32 + 1
}

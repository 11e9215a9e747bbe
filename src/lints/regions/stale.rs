//! A region compared with what its template writes now.

use std::ops::Range;

use camino::Utf8Path;
use similar::{DiffOp, TextDiff};

use crate::diagnostic::Diagnostic;

/// More lines of a difference than this are not shown: `--fix` and the version control system show the whole.
const MOST_LINES: usize = 40;

/// What is wrong with the region `body` of `text`, where it does not say `generated`. Lines start with `prefix` and end as the line before the
/// region does; empty lines beside the markers are the author's.
pub(super) fn compare(
    file: &Utf8Path,
    text: &str,
    name: &str,
    body: Range<usize>,
    prefix: &str,
    generated: &str,
) -> Option<Diagnostic> {
    let bare = |line: &str| line.trim_end_matches(['\r', '\n']).to_owned();
    let is_blank = |line: &str| line.trim_matches([' ', '\t', '>', '\r', '\n']).is_empty();
    let old: Vec<&str> = text.get(body.clone())?.split_inclusive('\n').collect();
    let before = old.iter().take_while(|line| is_blank(line)).count();
    let after = old.iter().skip(before).rev().take_while(|line| is_blank(line)).count();
    let (first, last) = (before, old.len() - after);
    let offset = |lines: usize| body.start + old.iter().take(lines).map(|line| line.len()).sum::<usize>();

    let present: Vec<String> = old.get(first..last)?.iter().map(|line| bare(line)).collect();
    let wanted = lines(generated, prefix);
    if present == wanted {
        return None;
    }
    let ending = if text.get(..body.start)?.ends_with("\r\n") { "\r\n" } else { "\n" };
    let blank = format!("{}{ending}", prefix.trim_end());
    let mut new: String = wanted.iter().flat_map(|line| [line.as_str(), ending]).collect();
    if present.is_empty() {
        new = format!("{blank}{new}{blank}");
    }
    let replaced = if present.is_empty() { body.clone() } else { offset(first)..offset(last) };

    let present: Vec<&str> = present.iter().map(String::as_str).collect();
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&present, &wanted);
    let changed = diff.ops().iter().find(|op| !matches!(op, DiffOp::Equal { .. }))?.old_range();
    let start = offset(first + changed.start);
    // A line that is missing is missed at the line that stands in its place, at the latest the last marker.
    let line = text.get(start..)?.split_inclusive('\n').next().map_or("", |line| line.trim_end());
    let indent = line.len() - line.trim_start().len();

    let message = format!("the region `{name}` is not what its template writes");
    let label = if changed.is_empty() { "a line is missing before this one" } else { "the first line that differs" };
    Some(
        Diagnostic::error("stale-region", file, start + indent..start + line.len(), message)
            .label(label)
            .help(format!("`bindery check --fix` makes these changes:\n{}", shown(&diff)))
            .fix(file, replaced, new),
    )
}

/// The lines of the text as they stand in the page.
fn lines(generated: &str, prefix: &str) -> Vec<String> {
    let lines: Vec<&str> = generated.lines().map(str::trim_end).collect();
    let blank = |line: &&&str| line.is_empty();
    let before = lines.iter().take_while(blank).count();
    let after = lines.iter().skip(before).rev().take_while(blank).count();
    let kept = lines.get(before..lines.len() - after).unwrap_or_default();
    kept.iter().map(|line| format!("{prefix}{line}").trim_end().to_owned()).collect()
}

fn shown(diff: &TextDiff<'_, '_, str>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for hunk in diff.unified_diff().context_radius(1).iter_hunks() {
        lines.push(hunk.header().to_string().trim_end().to_owned());
        lines.extend(hunk.iter_changes().map(|change| format!("{}{}", change.tag(), change.value().trim_end())));
    }
    let left_out = lines.len().saturating_sub(MOST_LINES);
    if left_out > 0 {
        lines.truncate(MOST_LINES);
        lines.push(format!("… and {left_out} more lines"));
    }
    lines.join("\n")
}

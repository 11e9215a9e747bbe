//! The differences between two texts, in the unified form.

use crate::document::{Excerpt, Span};

/// How many lines stand around a difference.
const CONTEXT: usize = 3;

/// More pairs of lines than this are not compared: what differs is then one block.
const PAIRS: usize = 4_000_000;

/// A run of lines: of both texts, of the first only, or of the second only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Both,
    Old,
    New,
}

/// What changed from the first text to the second, with the names of both; empty where nothing did.
pub(super) fn diff(old: (&str, &Excerpt), new: (&str, &Excerpt)) -> Excerpt {
    let (before, after) = (lines(old.1), lines(new.1));
    let steps = steps(&before, &after);
    let mut made = Excerpt::default();
    if steps.iter().all(|step| *step == Step::Both) {
        return made;
    }
    let start = new.1.span(0..0);
    made.push(&format!("--- {}\n+++ {}\n", old.0, new.0), start);
    for hunk in hunks(&steps) {
        let count = |wanted: &[Step], range: std::ops::Range<usize>| {
            steps.get(range).unwrap_or_default().iter().filter(|step| wanted.contains(step)).count()
        };
        let (of_old, of_new) = ([Step::Both, Step::Old], [Step::Both, Step::New]);
        let (mut old_line, mut new_line) = (count(&of_old, 0..hunk.start), count(&of_new, 0..hunk.start));
        let (old_count, new_count) = (count(&of_old, hunk.clone()), count(&of_new, hunk.clone()));
        let side = |line: usize, count: usize| match count {
            0 => format!("{line},0"),
            1 => (line + 1).to_string(),
            count => format!("{},{count}", line + 1),
        };
        made.push(&format!("@@ -{} +{} @@\n", side(old_line, old_count), side(new_line, new_count)), start);
        for step in steps.get(hunk).unwrap_or_default() {
            let (sign, line) = match step {
                Step::Both => (" ", after.get(new_line)),
                Step::Old => ("-", before.get(old_line)),
                Step::New => ("+", after.get(new_line)),
            };
            old_line += usize::from(*step != Step::New);
            new_line += usize::from(*step != Step::Old);
            let Some((text, span)) = line else { continue };
            made.push(sign, Span { end: span.start, ..*span });
            made.push(text, *span);
            made.push("\n", Span { start: span.end, ..*span });
        }
    }
    made
}

fn lines(text: &Excerpt) -> Vec<(&str, Span)> {
    let mut at = 0;
    let line = |line| {
        let without = str::trim_end_matches(line, ['\n', '\r']);
        let span = text.span(at..at + without.len());
        at += str::len(line);
        (without, span)
    };
    text.text().split_inclusive('\n').map(line).collect()
}

/// The shortest way from one text to the other, removals before additions.
fn steps(before: &[(&str, Span)], after: &[(&str, Span)]) -> Vec<Step> {
    let same = |(a, b): &(&(&str, Span), &(&str, Span))| a.0 == b.0;
    let head = before.iter().zip(after).take_while(same).count();
    let rest = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(same).count();
    let old = before.get(head..before.len() - tail).unwrap_or_default();
    let new = after.get(head..after.len() - tail).unwrap_or_default();
    let mut steps = vec![Step::Both; head];
    if old.len().saturating_mul(new.len()) > PAIRS {
        steps.extend(std::iter::repeat_n(Step::Old, old.len()));
        steps.extend(std::iter::repeat_n(Step::New, new.len()));
    } else {
        steps.extend(middle(old, new));
    }
    steps.extend(std::iter::repeat_n(Step::Both, tail));
    steps
}

/// The same by the longest common run of lines, which a table of its lengths from each pair on gives.
fn middle(old: &[(&str, Span)], new: &[(&str, Span)]) -> Vec<Step> {
    let width = new.len() + 1;
    let mut common = vec![0u32; (old.len() + 1) * width];
    let at = |common: &[u32], i: usize, j: usize| common.get(i * width + j).copied().unwrap_or(0);
    for (i, (a, _)) in old.iter().enumerate().rev() {
        for (j, (b, _)) in new.iter().enumerate().rev() {
            let length = match a == b {
                true => at(&common, i + 1, j + 1) + 1,
                false => at(&common, i + 1, j).max(at(&common, i, j + 1)),
            };
            if let Some(cell) = common.get_mut(i * width + j) {
                *cell = length;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut steps = Vec::with_capacity(old.len() + new.len());
    while i < old.len() || j < new.len() {
        let is_same = old.get(i).zip(new.get(j)).is_some_and(|(a, b)| a.0 == b.0);
        if is_same {
            (i, j) = (i + 1, j + 1);
            steps.push(Step::Both);
        } else if j == new.len() || (i < old.len() && at(&common, i + 1, j) >= at(&common, i, j + 1)) {
            i += 1;
            steps.push(Step::Old);
        } else {
            j += 1;
            steps.push(Step::New);
        }
    }
    steps
}

/// The runs of steps that are shown: those with differences, and a few lines around them.
fn hunks(steps: &[Step]) -> Vec<std::ops::Range<usize>> {
    let mut hunks: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, _) in steps.iter().enumerate().filter(|(_, step)| **step != Step::Both) {
        let (start, end) = (at.saturating_sub(CONTEXT), (at + 1 + CONTEXT).min(steps.len()));
        match hunks.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => hunks.push(start..end),
        }
    }
    hunks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FileId;

    #[test]
    fn a_difference_has_its_place_and_its_surroundings() {
        let old = Excerpt::file(FileId(1), "a\nb\nc\nd\ne\nf\ng\nh\n");
        let new = Excerpt::file(FileId(2), "a\nb\nc\nD\ne\nf\ng\nh\ni\n");
        let made = diff(("old.py", &old), ("new.py", &new));
        let expected = "--- old.py\n+++ new.py\n@@ -1,8 +1,9 @@\n a\n b\n c\n-d\n+D\n e\n f\n g\n h\n+i\n";
        assert_eq!(made.text(), expected);
        assert_eq!(diff(("a", &old), ("b", &old)).text(), "");
        let empty = Excerpt::default();
        assert!(diff(("a", &empty), ("b", &old)).text().contains("@@ -0,0 +1,8 @@"));
    }
}

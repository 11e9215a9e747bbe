//! What changed between two states of a body.

use std::hash::Hash;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A stretch of the new body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Blocks of the old body, by their numbers.
    Keep(Range<usize>),
    /// Blocks that the old body does not have there, by their numbers in the new one.
    New(Range<usize>),
}

/// How `new` is made from `old`: as few new blocks as can be found in reasonable time. `None` where they are equal.
pub(super) fn diff<T: Hash + Eq + Ord>(old: &[T], new: &[T]) -> Option<Vec<Step>> {
    if old == new {
        return None;
    }
    let step = |op: DiffOp| match op {
        DiffOp::Equal { old_index, len, .. } => Some(Step::Keep(old_index..old_index + len)),
        DiffOp::Insert { new_index, new_len, .. } | DiffOp::Replace { new_index, new_len, .. } => {
            Some(Step::New(new_index..new_index + new_len))
        }
        DiffOp::Delete { .. } => None,
    };
    Some(capture_diff_slices(Algorithm::Myers, old, new).into_iter().filter_map(step).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apply<T: Clone>(steps: &[Step], old: &[T], new: &[T]) -> Vec<T> {
        let blocks = steps.iter().flat_map(|step| match step {
            Step::Keep(range) => &old[range.clone()],
            Step::New(range) => &new[range.clone()],
        });
        blocks.cloned().collect()
    }

    #[test]
    fn one_block_among_many() {
        let old: Vec<String> = (0..500).map(|number| format!("<p>{number}</p>")).collect();
        let mut new = old.clone();
        assert_eq!(diff(&old, &new), None);
        new[250] = "<p>changed</p>".to_owned();
        assert_eq!(diff(&old, &new), Some(vec![Step::Keep(0..250), Step::New(250..251), Step::Keep(251..500)]));
        new.remove(250);
        assert_eq!(diff(&old, &new), Some(vec![Step::Keep(0..250), Step::Keep(251..500)]));
        assert_eq!(diff(&old, &[]), Some(Vec::new()));
        assert_eq!(diff(&[], &old), Some(vec![Step::New(0..500)]));
    }

    #[test]
    fn a_body_with_nothing_in_common_takes_no_time() {
        let blocks = |from: u32| (from..from + 20_000).collect::<Vec<_>>();
        assert_eq!(diff(&blocks(0), &blocks(50_000)), Some(vec![Step::New(0..20_000)]));
        let backwards: Vec<u32> = blocks(0).into_iter().rev().collect();
        let steps = diff(&blocks(0), &backwards).unwrap();
        assert_eq!(apply(&steps, &blocks(0), &backwards), backwards);
    }

    proptest! {
        #[test]
        fn the_steps_make_the_new_body(old in prop::collection::vec(0..6u8, 0..30), new in prop::collection::vec(0..6u8, 0..30)) {
            match diff(&old, &new) {
                None => prop_assert_eq!(old, new),
                Some(steps) => prop_assert_eq!(apply(&steps, &old, &new), new),
            }
        }
    }
}

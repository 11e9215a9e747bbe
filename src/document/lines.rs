//! Sets of lines, as authors write them: `1,3-5`.

use std::fmt;
use std::ops::{Range, RangeInclusive};
use std::str::FromStr;

/// Lines of a block, counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LineSet {
    /// In order, apart from each other, none empty.
    ranges: Vec<(u32, u32)>,
}

/// Why a text is not a set of lines, and which bytes of it are at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineSetError {
    /// Bytes of the text that was parsed.
    pub range: Range<usize>,
    /// A clause such as "lines are counted from 1".
    pub message: String,
}

impl LineSet {
    /// Whether the set has this line.
    #[must_use]
    pub fn contains(&self, line: u32) -> bool {
        let after = self.ranges.partition_point(|(first, _)| *first <= line);
        self.ranges.iter().take(after).next_back().is_some_and(|(_, last)| line <= *last)
    }

    /// Whether the set has no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The ranges of the set, in order and apart from each other.
    pub fn ranges(&self) -> impl Iterator<Item = RangeInclusive<u32>> {
        self.ranges.iter().map(|(first, last)| *first..=*last)
    }

    /// The highest line, to be held against the length of the block.
    #[must_use]
    pub fn last(&self) -> Option<u32> {
        self.ranges.last().map(|(_, last)| *last)
    }
}

impl FromIterator<RangeInclusive<u32>> for LineSet {
    fn from_iter<I: IntoIterator<Item = RangeInclusive<u32>>>(ranges: I) -> LineSet {
        let mut sorted: Vec<_> = ranges.into_iter().map(RangeInclusive::into_inner).filter(|(a, b)| a <= b).collect();
        sorted.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::with_capacity(sorted.len());
        for (first, last) in sorted {
            match ranges.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => ranges.push((first, last)),
            }
        }
        LineSet { ranges }
    }
}

impl Extend<RangeInclusive<u32>> for LineSet {
    fn extend<I: IntoIterator<Item = RangeInclusive<u32>>>(&mut self, more: I) {
        let own = std::mem::take(&mut self.ranges).into_iter().map(|(first, last)| first..=last);
        *self = own.chain(more).collect();
    }
}

impl FromStr for LineSet {
    type Err = LineSetError;

    /// Numbers and ranges between commas or spaces. The empty text is the empty set.
    fn from_str(text: &str) -> Result<LineSet, LineSetError> {
        let mut ranges = Vec::new();
        let mut start = 0;
        for word in text.split([',', ' ', '\t']) {
            let range = start..start + word.len();
            start = range.end + 1;
            if !word.is_empty() {
                ranges.push(parse_range(word).map_err(|message| LineSetError { range, message })?);
            }
        }
        Ok(ranges.into_iter().collect())
    }
}

/// Reads `3`, `3-5`, `3-` or `-5`; an error is a clause for people.
fn parse_range(word: &str) -> Result<RangeInclusive<u32>, String> {
    let (first, last) = match word.split_once('-') {
        None => (word, word),
        Some((first, "")) if !first.is_empty() => return Ok(number(first, word)?..=u32::MAX),
        Some(("", last)) if !last.is_empty() => return Ok(1..=number(last, word)?),
        Some(both) => both,
    };
    let (first, last) = (number(first, word)?, number(last, word)?);
    if first > last {
        return Err(format!("the range `{word}` ends before it starts; write `{last}-{first}`"));
    }
    Ok(first..=last)
}

fn number(digits: &str, word: &str) -> Result<u32, String> {
    match digits.parse() {
        Ok(0) => Err("lines are counted from 1".to_owned()),
        Ok(number) => Ok(number),
        Err(_) => Err(format!("`{word}` is neither a line such as `3` nor a range such as `3-5`")),
    }
}

impl fmt::Display for LineSetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for LineSetError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<u32> {
        let set: LineSet = text.parse().unwrap();
        (0..20).filter(|line| set.contains(*line)).collect()
    }

    fn fault(text: &str) -> (Range<usize>, String) {
        let error = text.parse::<LineSet>().unwrap_err();
        (error.range, error.message)
    }

    #[test]
    fn numbers_and_ranges_in_any_order() {
        assert_eq!(lines("1,3-5"), [1, 3, 4, 5]);
        assert_eq!(lines("9 4-6, 5-7 1"), [1, 4, 5, 6, 7, 9]);
        assert_eq!(lines(""), [0; 0]);
    }

    #[test]
    fn equal_sets_are_equal() {
        assert_eq!("1-2,3".parse::<LineSet>(), "3,1,2".parse::<LineSet>());
    }

    #[test]
    fn the_fault_is_named_and_placed() {
        assert_eq!(fault("1,x").0, 2..3);
        assert_eq!(fault("2-3, 0"), (5..6, "lines are counted from 1".into()));
        assert_eq!(fault("5-3"), (0..3, "the range `5-3` ends before it starts; write `3-5`".into()));
        assert_eq!(fault("99999999999").0, 0..11);
        assert_eq!(fault("1--2").0, 0..4);
    }
}

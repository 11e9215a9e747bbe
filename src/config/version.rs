//! Versions of programs, in the order in which people count.

use std::cmp::Ordering;

/// A version: numbers with points between them, and whether it comes before the release of that number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Version {
    numbers: Vec<u64>,
    /// What follows the numbers, as in `rc1`.
    before: Option<String>,
}

impl Version {
    /// Reads `3.2.0`, `v3.2` or `3.2.0rc1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches(['v', 'V']);
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (numbers, rest) = text.split_at(end);
        let numbers: Option<Vec<u64>> = numbers.trim_end_matches('.').split('.').map(|number| number.parse().ok()).collect();
        let mut numbers = numbers?;
        while numbers.len() > 1 && numbers.last() == Some(&0) {
            numbers.pop();
        }
        let rest = rest.trim_start_matches(['-', '.', '_']).to_ascii_lowercase();
        let is_early = ["a", "b", "c", "rc", "alpha", "beta", "dev", "pre"].iter().any(|word| rest.starts_with(word));
        Some(Self { numbers, before: is_early.then_some(rest) })
    }

    /// Whether it comes before the release of its number.
    #[must_use]
    pub fn is_early(&self) -> bool {
        self.before.is_some()
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        // `None` is the release itself, which comes after all that leads to it.
        let release = |version: &Self| version.before.is_none();
        self.numbers
            .cmp(&other.numbers)
            .then_with(|| release(self).cmp(&release(other)))
            .then_with(|| self.before.as_deref().map(stages).cmp(&other.before.as_deref().map(stages)))
    }
}

/// What comes before a release, so that it compares as people count: `rc2` before `rc10`, `dev` before everything.
fn stages(text: &str) -> Vec<(u8, &str, u64)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut stages = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_digit(c) != is_digit(first)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        stages.push(match part.parse() {
            Ok(number) if is_digit(first) => (1, "", number),
            _ if part.starts_with("dev") => (0, part, 0),
            _ => (2, part, 0),
        });
        rest = after;
    }
    stages
}

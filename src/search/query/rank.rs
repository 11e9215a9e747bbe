//! Which sections answer a query, and how well.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::meaning::{EXACT, Meaning};
use super::sight::{Forms, Matches, Sight};
use crate::search::index::Index;
use crate::search::shards::BONUS;

/// So many sections are looked through for phrases.
pub(super) const VERIFIED: usize = 30;
/// So many sections are put in order anew by what their texts say.
const CLOSER: usize = 10;
/// A section with less than this part of what the best has of the words is no answer.
const LEAST: u64 = 3;
/// So many pairs of words count for standing close together.
const PAIRS: usize = 3;

/// A section's score and number.
pub(super) type Scored = (u64, u32);

/// The sections that have enough of the words, the best first. A word that is `required` must be there.
/// `names` are groups that count besides.
pub(super) fn candidates(index: &Index, words: &[Meaning], required: &[bool], names: &BTreeSet<u32>) -> Vec<Scored> {
    #[derive(Default)]
    struct Sums {
        score: u64,
        covered: u64,
        matches: Matches,
    }
    let mut sums: HashMap<u32, Sums> = HashMap::new();
    for (position, word) in words.iter().enumerate() {
        let mut best: HashMap<u32, u64> = HashMap::new();
        for (group, strength) in &word.groups {
            for (section, impact) in index.groups.postings(*group) {
                let known = best.entry(section).or_default();
                *known = (strength * u64::from(impact)).max(*known);
            }
        }
        for (section, most) in best {
            let sum = sums.entry(section).or_default();
            sum.score += word.rarity * most;
            sum.covered += word.rarity;
            sum.matches |= 1 << position;
        }
    }
    for name in names {
        let weight = u64::from(index.groups.weights.get(*name as usize).copied().unwrap_or_default());
        for (section, impact) in index.groups.postings(*name) {
            if let Some(sum) = sums.get_mut(&section) {
                sum.score += weight * EXACT * u64::from(impact);
            }
        }
    }
    let needed = |(position, required): (usize, &bool)| if *required { 1 << position } else { 0 };
    let needed: Matches = required.iter().enumerate().map(needed).sum();
    sums.retain(|_, sum| sum.matches & needed == needed);
    let most = sums.values().map(|sum| sum.covered).max().unwrap_or_default();
    let total: u64 = words.iter().map(|word| word.rarity).sum();
    let mut found: Vec<Scored> = sums
        .into_iter()
        .filter(|(_, sum)| if index.options.all { sum.covered == most } else { LEAST * sum.covered >= most })
        .map(|(section, sum)| (sum.score * sum.covered * sum.covered / (total * total).max(1), section))
        .collect();
    in_order(&mut found);
    found
}

fn in_order(found: &mut [Scored]) {
    found.sort_unstable_by_key(|(score, section)| (Reverse(*score), *section));
}

/// Puts the best anew in order by what only their texts show.
pub(super) fn look_closer(index: &Index, forms: &Forms, found: &mut [Scored]) {
    let end = found.len().min(CLOSER);
    let Some(best) = found.get_mut(..end) else { return };
    for (score, number) in best.iter_mut() {
        *score = *score * (64 + bonus(index, forms, *number)) / 64;
    }
    in_order(best);
}

fn bonus(index: &Index, forms: &Forms, number: u32) -> u64 {
    let Some((entry, section)) = index.section(number) else { return 0 };
    let sight = Sight::of(section, forms);
    let in_heading = sight.heading.iter().fold(0, |all, (_, matches)| all | matches);
    let title = entry.page.sections.first().map(|top| &top.heading);
    let in_titles = section.path.iter().chain(title).fold(in_heading, |all, text| all | forms.all_matches(text));
    let matched = sight.heading.iter().filter(|(_, matches)| *matches != 0).count() as u64;
    let saying = sight.heading.iter().filter(|(piece, matches)| *matches != 0 || !forms.says_nothing(&piece.form)).count() as u64;
    let heading = BONUS.heading + (BONUS.exact - BONUS.heading) * matched / saying.max(1);
    let mut bonus = forms.part_of(heading, in_heading) + forms.part_of(BONUS.titles, in_titles);
    if forms.typed.iter().all(|typed| sight.heading.iter().any(|(piece, _)| piece.form == *typed)) {
        bonus += BONUS.form;
    }
    bonus += BONUS.near_in_heading * sight.pairs_in_heading(forms).min(PAIRS) as u64;
    let pairs = (1..forms.count).filter(|position| sight.has_near(1 << (position - 1), 1 << position));
    bonus += BONUS.near_in_text * pairs.take(PAIRS).count() as u64;
    bonus
}

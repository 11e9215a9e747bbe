//! How much a word counts in a section where it stands, and how rare it is: all that the ranking goes by besides the query.
//!
//! The text counts as in BM25F: the fields are added up with their weights, and more of the same counts less and less. A heading counts by how
//! much of it the word is, so that a heading of just the words of a query beats a long one that has them too; and by how much there is to read
//! below it, so that a chapter beats the line that says where the chapter has gone.

use super::terms::{Counts, Field, Lengths};

/// The impact of a word that has everything. More is for pages that the author puts forward.
const FULL: f64 = 60.0;
/// The largest impact.
const MOST: f64 = 89.0;

/// The parts of an impact; their sum is 1.
const TEXT: f64 = 0.36;
const HEADING: f64 = 0.42;
const TITLE: f64 = 0.12;
const PATH: f64 = 0.10;
/// What a heading counts more if it is the title of the page: who looks for a subject wants the page before its parts.
const TOP: f64 = 0.2;

/// How much of what a heading counts depends on how much of it the word is.
const SHARE: f64 = 0.4;

/// How much of what a heading counts depends on how much there is to read below it.
const DEPTH: f64 = 0.7;
/// So many words below a heading give half of that.
const MUCH: f64 = 100.0;

/// What the fields of the text count, against running text.
const KEY: f64 = 2.5;
const CODE: f64 = 0.5;

/// How soon more of the same counts less.
const SATURATION: f64 = 2.0;
/// How much a long text counts less.
const LENGTH: f64 = 0.5;

/// What the author wants the fields to count, against what they count otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Headings and the titles of pages.
    pub title: f64,
    /// The headings above a section's own.
    pub path: f64,
    /// The text.
    pub text: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self { title: 1.0, path: 1.0, text: 1.0 }
    }
}

/// The impact of a word with those counts, from 1 to 89. `average` is the length of the texts of all sections.
#[allow(clippy::cast_sign_loss, reason = "clamped to what a `u8` holds")]
pub(super) fn impact(counts: Counts, lengths: Lengths, is_top: bool, average: f64, weights: Weights, boost: f64) -> u8 {
    let count = |field: Field| f64::from(counts.get(field as usize).copied().unwrap_or_default());
    let has = |field: Field| f64::from(u8::from(count(field) > 0.0));
    let amount = KEY * count(Field::Key) + count(Field::Prose) + CODE * count(Field::Code);
    let norm = 1.0 - LENGTH + LENGTH * f64::from(lengths.text) / average.max(1.0);
    let text = amount / (amount + SATURATION * norm);
    let share = 1.0 - SHARE + SHARE / f64::from(lengths.heading.max(1));
    let depth = 1.0 - DEPTH + DEPTH * f64::from(lengths.whole) / (f64::from(lengths.whole) + MUCH);
    let heading = has(Field::Heading) * share * depth;
    let sum = TEXT * weights.text * text
        + (HEADING + if is_top { TOP } else { 0.0 }) * weights.title * heading
        + TITLE * weights.title * has(Field::Title)
        + PATH * weights.path * has(Field::Path);
    (FULL * boost * sum).round().clamp(1.0, MOST) as u8
}

/// How rare a word is that `having` of `all` sections have: from 1.
#[allow(clippy::cast_sign_loss, reason = "clamped to positive numbers")]
pub(super) fn weight(having: u32, all: u32) -> u32 {
    let (having, all) = (f64::from(having), f64::from(all));
    let rarity = (1.0 + (all - having + 0.5) / (having + 0.5)).ln();
    (16.0 * rarity).round().clamp(1.0, 1000.0) as u32
}

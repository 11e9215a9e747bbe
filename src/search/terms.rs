//! Which words stand in which section of a page, and where.

use std::collections::HashMap;

use super::characters::cut;
use super::sections::{Kind, Section};
use super::stem::Language;
use super::words::Words;

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Heading,
    Path,
    Key,
    Prose,
    Code,
}

/// How often a word stands in each field.
pub(super) type Counts = [u8; 6];

/// A word of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its position in [`Page::forms`].
    pub(super) form: u32,
    pub(super) counts: Counts,
}

/// Words in order. A book has millions of them, so they have no memory of their own each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Forms {
    text: String,
    ends: Vec<u32>,
}

impl Forms {
    fn of(forms: &[&str]) -> Self {
        let mut all = Self { text: forms.concat(), ends: Vec::with_capacity(forms.len()) };
        let mut end = 0;
        for form in forms {
            end += form.len() as u32;
            all.ends.push(end);
        }
        all
    }

    /// The words in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.text.get(start as usize..*end as usize).unwrap_or_default())
    }
}

/// How many words a section has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lengths {
    /// In its heading, those aside that say nothing.
    pub(super) heading: u32,
    /// In its text.
    pub(super) text: u32,
}

/// A page as the index sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What can be found in it; the first is its top.
    pub sections: Vec<Section>,
    /// Its words, each once and in order.
    pub(super) forms: Forms,
    /// By section, then by word.
    entries: Vec<Entry>,
    /// Where the entries of each section end.
    ends: Vec<u32>,
    /// In the order of the sections.
    pub(super) lengths: Vec<Lengths>,
}

impl Page {
    /// Takes stock of the sections of a page; `language` is the book's, as a tag.
    #[must_use]
    pub fn new(mut sections: Vec<Section>, language: &str) -> Self {
        let language = Language::of(language);
        let title = sections.first().map(|top| top.heading.clone()).unwrap_or_default();
        let mut lengths = Vec::with_capacity(sections.len());
        let mut tallies = Vec::with_capacity(sections.len());
        for section in &mut sections {
            let mut tally = Tally::default();
            tally.add(&title, Field::Title);
            for above in &section.path {
                tally.add(above, Field::Path);
            }
            tally.add(&section.heading, Field::Heading);
            tally.add_joined(&section.heading, &language);
            let mut start = 0;
            for (end, kind) in &section.kinds {
                let field = match kind {
                    Kind::Key => Field::Key,
                    Kind::Prose => Field::Prose,
                    Kind::Code => Field::Code,
                };
                tally.length += tally.add(section.text.get(start..*end).unwrap_or_default(), field);
                start = *end;
            }
            section.kinds = Vec::new();
            let says = |form: &str| language.stop().binary_search(&form).is_err();
            let heading = Words::of(&section.heading).pieces.iter().filter(|piece| says(&piece.form)).count() as u32;
            lengths.push(Lengths { heading, text: tally.length });
            tallies.push(tally.counts);
        }
        let (forms, entries, ends) = numbered(&tallies);
        Self { sections, forms, entries, ends, lengths }
    }

    /// The words of each section, in the order of the sections.
    pub(super) fn by_section(&self) -> impl Iterator<Item = &[Entry]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.entries.get(start as usize..*end as usize).unwrap_or_default())
    }
}

#[derive(Default)]
struct Tally {
    counts: HashMap<String, Counts>,
    length: u32,
}

impl Tally {
    /// Counts the words of `text`; says how many there are.
    fn add(&mut self, text: &str, field: Field) -> u32 {
        let words = Words::of(text);
        let length = words.pieces.len() as u32;
        for form in words.pieces.into_iter().map(|piece| piece.form).chain(words.wholes.into_iter().map(|whole| whole.form)) {
            let count = self.counts.entry(form).or_default();
            if let Some(count) = count.get_mut(field as usize) {
                *count = count.saturating_add(1);
            }
        }
        length
    }
}

impl Tally {
    /// Counts each two words of a heading that some would write in one: `hashmap` for `Hash Maps`.
    fn add_joined(&mut self, heading: &str, language: &Language) {
        let says = |form: &str| language.stop().binary_search(&form).is_err();
        for pair in Words::of(heading).pieces.windows(2) {
            if let [one, two] = pair
                && one.chunk != two.chunk
                && !one.is_pair
                && !two.is_pair
                && says(&one.form)
                && says(&two.form)
            {
                let mut form = format!("{}{}", one.form, two.form);
                cut(&mut form);
                if let Some(count) = self.counts.entry(form).or_default().get_mut(Field::Heading as usize) {
                    *count = 1;
                }
            }
        }
    }
}

/// The words of all sections once, and those of each section with where these end.
fn numbered(tallies: &[HashMap<String, Counts>]) -> (Forms, Vec<Entry>, Vec<u32>) {
    let mut forms: Vec<&str> = tallies.iter().flat_map(HashMap::keys).map(String::as_str).collect();
    forms.sort_unstable();
    forms.dedup();
    let mut entries = Vec::with_capacity(tallies.iter().map(HashMap::len).sum());
    let mut ends = Vec::with_capacity(tallies.len());
    for tally in tallies {
        let first = entries.len();
        let numbered = |(form, counts): (&String, &Counts)| {
            let form = forms.binary_search(&form.as_str()).ok()?;
            Some(Entry { form: form as u32, counts: *counts })
        };
        entries.extend(tally.iter().filter_map(numbered));
        if let Some(new) = entries.get_mut(first..) {
            new.sort_unstable_by_key(|entry| entry.form);
        }
        ends.push(entries.len() as u32);
    }
    (Forms::of(&forms), entries, ends)
}

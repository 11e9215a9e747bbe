//! Which words stand in which section of a page, and where.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::characters::cut;
use super::sections::{Kind, Section};
use super::stem::Language;
use super::words::{Listener, Words, read};

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
    /// In its text and in those of the sections below it.
    pub(super) whole: u32,
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
        let mut tally = Tally::default();
        let mut ends = Vec::with_capacity(sections.len());
        for section in &mut sections {
            tally.add_heading(&title, Field::Title);
            for above in &section.path {
                tally.add_heading(above, Field::Path);
            }
            tally.add_heading(&section.name, Field::Path);
            tally.add_heading(&section.heading, Field::Heading);
            let heading = Words::of(&section.heading);
            tally.add_joined(&heading, &language);
            let (mut start, mut length) = (0, 0);
            for (end, kind) in &section.kinds {
                let field = match kind {
                    Kind::Key => Field::Key,
                    Kind::Prose => Field::Prose,
                    Kind::Code => Field::Code,
                };
                length += tally.add(section.text.get(start..*end).unwrap_or_default(), field);
                start = *end;
            }
            section.kinds = Vec::new();
            let says = |form: &str| language.stop().binary_search(&form).is_err();
            let heading = heading.pieces.iter().filter(|piece| says(&piece.form)).count() as u32;
            lengths.push(Lengths { heading, text: length, whole: length });
            ends.push(tally.end_section());
        }
        add_what_is_below(&sections, &mut lengths);
        let (forms, entries) = tally.in_order(&ends);
        Self { sections, forms, entries, ends, lengths }
    }

    /// The words of each section, in the order of the sections.
    pub(super) fn by_section(&self) -> impl Iterator<Item = &[Entry]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.entries.get(start as usize..*end as usize).unwrap_or_default())
    }
}

/// Adds to the whole of each section the texts of those below it: all of the page's below its top, and below another those that have more
/// headings above them than it has.
fn add_what_is_below(sections: &[Section], lengths: &mut [Lengths]) {
    let mut above: Vec<usize> = Vec::new();
    for (number, section) in sections.iter().enumerate() {
        let has_more = |of: &usize| *of == 0 || sections.get(*of).is_some_and(|other| other.path.len() < section.path.len());
        while above.last().is_some_and(|last| !has_more(last)) {
            above.pop();
        }
        let text = lengths.get(number).map_or(0, |lengths| lengths.text);
        for one in &above {
            if let Some(lengths) = lengths.get_mut(*one) {
                lengths.whole += text;
            }
        }
        above.push(number);
    }
}

/// Words by number, in the order in which they were met, and how often each stands in each section.
#[derive(Default)]
struct Tally {
    numbers: FxHashMap<Box<str>, u32>,
    /// The words of headings, which every section below them has too.
    headings: FxHashMap<Box<str>, Rc<[u32]>>,
    /// Those of all sections so far, each section's by number.
    entries: Vec<Entry>,
    /// The words of the present section, one for each place.
    places: Vec<(u32, Field)>,
}

impl Tally {
    /// Counts the words of `text`; says how many there are.
    fn add(&mut self, text: &str, field: Field) -> u32 {
        let mut counter = Counter { tally: self, field, pieces: 0 };
        read(text, 0..text.len(), &mut counter);
        counter.pieces
    }

    /// Counts the words of a heading, which may have been met before.
    fn add_heading(&mut self, heading: &str, field: Field) {
        if let Some(words) = self.headings.get(heading) {
            self.places.extend(words.iter().map(|number| (*number, field)));
            return;
        }
        let start = self.places.len();
        self.add(heading, field);
        let words = self.places.get(start..).unwrap_or_default().iter().map(|(number, _)| *number).collect();
        self.headings.insert(heading.into(), words);
    }

    /// Counts each two words of a heading that some would write in one, once: `hashmap` for `Hash Maps`.
    fn add_joined(&mut self, heading: &Words, language: &Language) {
        let says = |form: &str| language.stop().binary_search(&form).is_err();
        let mut met = BTreeSet::new();
        for pair in heading.pieces.windows(2) {
            if let [one, two] = pair
                && one.chunk != two.chunk
                && !one.is_pair
                && !two.is_pair
                && says(&one.form)
                && says(&two.form)
            {
                let form = format!("{}{}", one.form, two.form);
                let number = self.number(cut(&form));
                if met.insert(number) {
                    // However often the heading has it as one word, too.
                    self.places.retain(|place| *place != (number, Field::Heading));
                    self.places.push((number, Field::Heading));
                }
            }
        }
    }

    fn number(&mut self, form: &str) -> u32 {
        if let Some(number) = self.numbers.get(form) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(form.into(), number);
        number
    }

    /// Ends the section; says how many entries there are now.
    fn end_section(&mut self) -> u32 {
        self.places.sort_unstable_by_key(|(number, _)| *number);
        for of_one in self.places.chunk_by(|(one, _), (other, _)| one == other) {
            let mut counts = Counts::default();
            for (_, field) in of_one {
                if let Some(count) = counts.get_mut(*field as usize) {
                    *count = count.saturating_add(1);
                }
            }
            self.entries.extend(of_one.first().map(|(form, _)| Entry { form: *form, counts }));
        }
        self.places.clear();
        self.entries.len() as u32
    }

    /// The words in order, and the entries of each section, whose ends are given, by their new numbers.
    fn in_order(self, ends: &[u32]) -> (Forms, Vec<Entry>) {
        let mut words: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        words.sort_unstable();
        let mut places = vec![0; words.len()];
        for (place, (_, number)) in words.iter().enumerate() {
            if let Some(slot) = places.get_mut(*number as usize) {
                *slot = place as u32;
            }
        }
        let mut entries = self.entries;
        for entry in &mut entries {
            entry.form = places.get(entry.form as usize).copied().unwrap_or_default();
        }
        let mut start = 0;
        for end in ends {
            if let Some(section) = entries.get_mut(start..*end as usize) {
                section.sort_unstable_by_key(|entry| entry.form);
            }
            start = *end as usize;
        }
        let forms: Vec<&str> = words.iter().map(|(form, _)| &**form).collect();
        (Forms::of(&forms), entries)
    }
}

/// Counts the words of a text.
struct Counter<'t> {
    tally: &'t mut Tally,
    field: Field,
    pieces: u32,
}

impl Listener for Counter<'_> {
    fn piece(&mut self, form: &str, _range: Range<usize>, _is_pair: bool) {
        let number = self.tally.number(form);
        self.tally.places.push((number, self.field));
        self.pieces += 1;
    }

    fn whole(&mut self, form: &str, _pieces: usize) {
        let number = self.tally.number(form);
        self.tally.places.push((number, self.field));
    }
}

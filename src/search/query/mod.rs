//! From a query to results. Everything here follows `content/contributing/search.md` to the letter, since the browser does the same.

mod ask;
mod excerpt;
mod meaning;
mod rank;
mod sight;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

use super::index::Index;
use ask::Question;
use meaning::Meaning;
use sight::{Forms, Sight};

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Results {
    /// The query.
    pub query: String,
    /// How many sections were found.
    pub total: usize,
    /// Words that nothing in the book is called, each with what it was taken for.
    pub corrected: Vec<(String, String)>,
    /// Words that nothing in the book is like.
    pub missing: Vec<String>,
    /// The best sections, the best first.
    pub results: Vec<Shown>,
}

/// A section that was found, as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Where it stands, from the site's root.
    pub url: String,
    /// Its heading.
    pub title: String,
    /// The title of its page and the headings above its own; empty for the top of a page.
    pub path: Vec<String>,
    /// What it says of the query's words.
    pub excerpt: Vec<Part>,
    /// How good it is, compared with the others.
    pub score: u64,
    /// Its page, relative to the source folder.
    #[serde(skip)]
    pub source: Utf8PathBuf,
    /// Its anchor; empty for the top of a page.
    #[serde(skip)]
    pub anchor: String,
    /// The file that its heading stands in, relative to the book's root.
    #[serde(skip)]
    pub file: Utf8PathBuf,
    /// The heading's first byte in that file.
    #[serde(skip)]
    pub start: u32,
}

/// A part of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The text.
    pub text: String,
    /// It matches the query.
    pub mark: bool,
}

impl Index {
    /// The best sections for a query, at most `limit`. Total: any text is a query.
    #[must_use]
    pub fn query(&self, text: &str, limit: usize) -> Results {
        let question = Question::read(text, self.stop, self.options.prefix);
        let meanings = meaning::of(&question, self);
        let mut results = Results { query: text.to_owned(), ..Results::default() };
        let mut words = Vec::with_capacity(meanings.len());
        let mut is_hopeless = false;
        for (asked, meaning) in question.words.iter().zip(meanings) {
            results.corrected.extend(meaning.corrected.iter().map(|to| (asked.form.clone(), to.clone())));
            if meaning.groups.is_empty() {
                results.missing.push(asked.form.clone());
                is_hopeless |= asked.in_phrase;
            } else {
                words.push((asked.in_phrase, meaning));
            }
        }
        if is_hopeless {
            return results;
        }
        let (required, words): (Vec<bool>, Vec<Meaning>) = words.into_iter().unzip();
        let forms = Forms::of(&words, &question.all, self.stop);
        let names = meaning::names(&question, self);
        let mut found = rank::candidates(self, &words, &required, &names);
        if !question.phrases.is_empty() {
            found.truncate(rank::VERIFIED);
            found.retain(|(_, number)| {
                self.section(*number).is_some_and(|(_, section)| Sight::of(section, &forms).has_all(&question.phrases))
            });
        }
        rank::look_closer(self, &forms, &mut found);
        results.total = found.len();
        let shown = found.into_iter().take(limit).filter_map(|(score, number)| self.shown(score, number, &forms));
        results.results = shown.collect();
        results
    }

    /// The anchors of the sections of a page, that of its top, which is empty, among them; none where there is no such page.
    #[must_use]
    pub fn anchors(&self, source: &Utf8Path) -> Vec<&str> {
        let entry = self.pages.iter().find(|entry| entry.source == source);
        entry.into_iter().flat_map(|entry| &entry.page.sections).map(|section| section.anchor.as_str()).collect()
    }

    fn shown(&self, score: u64, number: u32, forms: &Forms) -> Option<Shown> {
        let (entry, section) = self.section(number)?;
        let is_top = entry.page.sections.first().is_some_and(|top| std::ptr::eq(top, section));
        let hash = if section.anchor.is_empty() { "" } else { "#" };
        let title = entry.page.sections.first().filter(|_| !is_top).map(|top| top.heading.clone());
        Some(Shown {
            url: format!("{}{hash}{}", entry.url, section.anchor),
            title: section.heading.clone(),
            path: title.into_iter().chain(section.path.iter().cloned()).collect(),
            excerpt: excerpt::of(section.shown_text(), forms, self.options.excerpt as usize),
            score,
            source: entry.source.clone(),
            anchor: section.anchor.clone(),
            file: entry.files.get(section.place.file.index()).cloned().unwrap_or_default(),
            start: section.place.start,
        })
    }
}

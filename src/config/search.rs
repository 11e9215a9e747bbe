//! What an author decides about the search: mdBook's names under `[output.html.search]`, and `[search]` for what mdBook does not have.

use camino::{Utf8Path, Utf8PathBuf};

use super::Config;
use super::schema::Kind::{OneOrMore, Text};
use super::schema::Setting;
use super::value::{Glob, path_anywhere, words};
use crate::diagnostic::Place;

/// How the site is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// `enable`: whether the site can be searched at all.
    pub enable: bool,
    /// `limit-results`: how many results are shown.
    pub limit: u32,
    /// `teaser-word-count`: how many words an excerpt has.
    pub excerpt: u32,
    /// `use-boolean-and`: a section needs all words of the query.
    pub all: bool,
    /// `expand`: the last word of a query may be the beginning of one.
    pub prefix: bool,
    /// `heading-split-level`: the deepest headings that can be found by themselves, 1 to 6.
    pub deepest: u8,
    /// `boost-title`, against 2.
    pub title: u32,
    /// `boost-hierarchy`, against 1.
    pub hierarchy: u32,
    /// `boost-paragraph`, against 1.
    pub paragraph: u32,
    /// `chapter`: pages and folders that are, or are not, to be found.
    pub chapters: Vec<SearchChapter>,
    /// `search.boost`: how much the pages that match count, in percent. The last that matches holds.
    pub boosts: Vec<(Glob, u32)>,
    /// `[[search.expect]]`, in the order of the file.
    pub expect: Vec<Expectation>,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            enable: true,
            limit: 30,
            excerpt: 30,
            all: false,
            prefix: true,
            deepest: 6,
            title: 2,
            hierarchy: 1,
            paragraph: 1,
            chapters: Vec::new(),
            boosts: Vec::new(),
            expect: Vec::new(),
        }
    }
}

/// One entry of `[output.html.search.chapter]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchChapter {
    /// A page or a folder, relative to the source folder.
    pub path: Utf8PathBuf,
    /// The path's place.
    pub place: Place,
    /// Whether what stands there is to be found.
    pub enable: bool,
}

/// One `[[search.expect]]` table: what a query must lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// `query`.
    pub query: String,
    /// `first`: the sections of which one must come first, as paths relative to the source folder with an optional `#anchor`.
    pub first: Vec<String>,
    /// Where the table starts in `book.toml`.
    pub place: Place,
}

impl Search {
    /// Whether the page, relative to the source folder, can be found as far as `chapter` says: the longest path decides.
    #[must_use]
    pub fn finds(&self, source: &Utf8Path) -> bool {
        let about = self.chapters.iter().filter(|chapter| source.starts_with(&chapter.path));
        about.max_by_key(|chapter| chapter.path.components().count()).is_none_or(|chapter| chapter.enable)
    }

    /// How much the page, relative to the book's root, counts, in percent.
    #[must_use]
    pub fn boost(&self, file: &Utf8Path) -> u32 {
        self.boosts.iter().rev().find(|(pattern, _)| pattern.matches(file)).map_or(100, |(_, percent)| *percent)
    }
}

/// A number between 0.1 and 3 in percent; `None` for any other.
#[must_use]
#[allow(clippy::cast_sign_loss, reason = "the range is checked")]
pub fn percent(boost: f64) -> Option<u32> {
    (0.1..=3.0).contains(&boost).then(|| (boost * 100.0).round() as u32)
}

pub(super) fn new_expectation(config: &mut Config, place: Place) {
    config.search.expect.push(Expectation { query: String::new(), first: Vec::new(), place });
}

fn current(config: &mut Config) -> Result<&mut Expectation, String> {
    config.search.expect.last_mut().ok_or_else(|| "stands outside of any table".to_owned())
}

/// The keys of a `[[search.expect]]` table.
pub(super) const ROWS: &[Setting] = &[
    Setting {
        key: "query",
        default: "",
        kind: Text(|c, text| {
            let query = words(text)?;
            current(c)?.query = query;
            Ok(())
        }),
        about: "What a reader types.",
    },
    Setting {
        key: "first",
        default: "",
        kind: OneOrMore(|c, text| {
            path_anywhere(text.split('#').next().unwrap_or_default())?;
            current(c)?.first.push(text.to_owned());
            Ok(())
        }),
        about: "The section that must come first: a page relative to the source folder, with the anchor of a heading behind `#` where it is \
         not the top of the page. Of several, one must.",
    },
];

/// The keys that each table must have.
pub(super) const NEEDED: &[&str] = &["query", "first"];

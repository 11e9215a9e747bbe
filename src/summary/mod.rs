//! `SUMMARY.md`: the chapters of a book and their order, in mdBook's grammar.
//!
//! ```markdown
//! # Summary                      a title, which nobody sees
//!
//! [Foreword](foreword.md)        chapters before the list have no number
//!
//! # First part                   a part title
//!
//! - [Start](start.md)            numbered chapters, nested as deep as the list
//!   - [Install](install.md)
//! - [To be written]()            a draft: named in navigation, without a page
//!
//! ---                            a separator
//!
//! [Glossary](glossary.md)        chapters after the list have no number either
//! ```
//!
//! Whether the files exist is not asked here.

mod path;
mod read;

use std::fmt;
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::Diagnostic;

/// The content of a `SUMMARY.md`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The heading at the top.
    pub title: Option<String>,
    /// Everything below it, in order.
    pub items: Vec<SummaryItem>,
}

/// An entry at the top level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SummaryItem {
    /// A chapter with all that is nested in it.
    Chapter(Chapter),
    /// A line between chapters.
    Separator,
    /// The title of the chapters that follow.
    PartTitle(String),
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The link's words; `None` where there are none, so that the page's own title holds.
    pub title: Option<String>,
    /// The page, relative to the source folder; `None` for a draft. No two chapters have the same.
    pub path: Option<Utf8PathBuf>,
    /// The number, as in 2.1; `None` before and after the numbered list.
    pub number: Option<SectionNumber>,
    /// Nested chapters.
    pub children: Vec<Chapter>,
    /// The link's bytes in `SUMMARY.md`.
    pub range: Range<u32>,
}

/// A chapter's number: the counts from the outermost level inwards, each from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionNumber(pub Vec<u32>);

impl fmt::Display for SectionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&counts.join("."))
    }
}

impl Summary {
    /// Reads the text of a `SUMMARY.md`; `file` is the name under which diagnostics speak of it.
    ///
    /// Codes: `summary-link` (a link that is no page's path), `summary-duplicate` (a page listed twice), `summary-order` (a list or a
    /// part title after the closing chapters), `summary-nesting` (nested where that is not possible), and the warning `summary-text`
    /// (something that is no chapter and would be lost). What cannot be used as written is kept as a draft, so that its children and
    /// the numbers stay.
    #[must_use]
    pub fn parse(file: &Utf8Path, text: &str) -> (Self, Vec<Diagnostic>) {
        read::parse(file, text)
    }

    /// All chapters in reading order, nested ones after their parents.
    pub fn chapters(&self) -> impl Iterator<Item = &Chapter> {
        let mut waiting: Vec<&Chapter> = self
            .items
            .iter()
            .rev()
            .filter_map(|item| match item {
                SummaryItem::Chapter(chapter) => Some(chapter),
                SummaryItem::Separator | SummaryItem::PartTitle(_) => None,
            })
            .collect();
        std::iter::from_fn(move || {
            let next = waiting.pop()?;
            waiting.extend(next.children.iter().rev());
            Some(next)
        })
    }
}

//! The languages that pages are written in.

use camino::Utf8Path;

/// A language of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Markup {
    /// Markdown with MyST directives and roles.
    Markdown,
    /// reStructuredText.
    Rst,
}

/// Which ending of a file's name means which language.
const ENDINGS: [(&str, Markup); 3] = [("md", Markup::Markdown), ("markdown", Markup::Markdown), ("rst", Markup::Rst)];

impl Markup {
    /// The language of the file at `path`, whatever the case of its ending; `None` where it is no page.
    #[must_use]
    pub fn of(path: &Utf8Path) -> Option<Self> {
        let ending = path.extension()?;
        ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, markup)| *markup)
    }

    /// The endings of the names of pages, without dot.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        ENDINGS.iter().map(|(ending, _)| *ending)
    }
}

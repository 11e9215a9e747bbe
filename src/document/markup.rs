//! The languages that pages are written in.

use camino::Utf8Path;

use super::Page;

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

    /// The language of a page, by its own file: for what is said of it.
    #[must_use]
    pub fn of_page(page: &Page) -> Self {
        page.files.first().and_then(|file| Self::of(file)).unwrap_or(Self::Markdown)
    }

    /// A comment.
    #[must_use]
    pub fn comment(self, text: &str) -> String {
        match self {
            Self::Markdown => format!("<!-- {text} -->"),
            Self::Rst => format!(".. {text}"),
        }
    }

    /// A label on a line of its own, before what it names.
    #[must_use]
    pub fn label(self, name: &str) -> String {
        match self {
            Self::Markdown => format!("({name})="),
            Self::Rst => format!(".. _{name}:"),
        }
    }

    /// A directive and what stands behind its name.
    #[must_use]
    pub fn directive(self, name: &str, argument: &str) -> String {
        match self {
            Self::Markdown => format!(":::{{{name}}} {argument}"),
            Self::Rst => format!(".. {name}:: {argument}"),
        }
    }

    /// A link with words of its own.
    #[must_use]
    pub fn link(self, words: &str, target: &str) -> String {
        match self {
            Self::Markdown => format!("[{words}]({target})"),
            Self::Rst => format!("`{words} <{target}>`_"),
        }
    }

    /// The mark that refers to a footnote.
    #[must_use]
    pub fn footnote_mark(self, label: &str) -> String {
        match self {
            Self::Markdown => format!("[^{label}]"),
            Self::Rst => format!("[{}]_", rst_footnote(label)),
        }
    }

    /// The start of a footnote.
    #[must_use]
    pub fn footnote(self, label: &str) -> String {
        match self {
            Self::Markdown => format!("[^{label}]: …"),
            Self::Rst => format!(".. [{}] …", rst_footnote(label)),
        }
    }

    /// The endings of the names of pages, without dot.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        ENDINGS.iter().map(|(ending, _)| *ending)
    }
}

/// How reStructuredText writes the label of a footnote that is not a number: what has no `#` is a citation.
fn rst_footnote(label: &str) -> String {
    if label.bytes().all(|b| b.is_ascii_digit()) { label.to_owned() } else { format!("#{label}") }
}

#[cfg(test)]
mod tests {
    use super::Markup;

    #[test]
    fn both_languages_have_words_for_the_same_things() {
        let said = |markup: Markup| {
            [markup.comment("a"), markup.label("b"), markup.link("c", "d"), markup.footnote_mark("1"), markup.footnote("e")]
        };
        assert_eq!(said(Markup::Markdown), ["<!-- a -->", "(b)=", "[c](d)", "[^1]", "[^e]: …"]);
        assert_eq!(said(Markup::Rst), [".. a", ".. _b:", "`c <d>`_", "[1]_", ".. [#e] …"]);
    }
}

//! What a book agrees on for all its pages.

use std::collections::{BTreeMap, BTreeSet};

/// What a book agrees on for all its pages. A page follows from it as it follows from its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Conventions {
    /// Straight quotes, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// The tags that hold, for `only`.
    pub tags: BTreeSet<String>,
    /// Roles that are short for a URL, by name.
    pub short_links: BTreeMap<String, ShortLink>,
    /// The language of code that names none.
    pub highlight: Option<String>,
    /// Raw text for an output format is let through.
    pub raw: bool,
    /// The role of text between single backquotes in reStructuredText that names none.
    pub default_role: Option<String>,
    /// What `|name|` stands for where the page itself does not say, by name.
    pub substitutions: BTreeMap<String, String>,
    /// What every reStructuredText page starts with, as reStructuredText.
    pub prolog: String,
    /// What every reStructuredText page ends with.
    pub epilog: String,
}

impl Default for Conventions {
    fn default() -> Self {
        Self { smart_punctuation: true, ..Self::NONE.clone() }
    }
}

impl Conventions {
    /// Nothing is agreed on.
    pub const NONE: &'static Self = &Self {
        smart_punctuation: false,
        tags: BTreeSet::new(),
        short_links: BTreeMap::new(),
        highlight: None,
        raw: false,
        default_role: None,
        substitutions: BTreeMap::new(),
        prolog: String::new(),
        epilog: String::new(),
    };
}

/// A role that is short for a URL, as `extlinks` of Sphinx defines them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ShortLink {
    /// The URL; `%s` stands for the role's text, `%%` for a percent sign.
    pub url: String,
    /// The words, in the same form; the whole URL where there are none.
    pub caption: Option<String>,
}

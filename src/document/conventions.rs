//! What a book agrees on for all its pages.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::Place;

/// What a book agrees on for all its pages. A page follows from it as it follows from its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Conventions {
    /// Straight quotes, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// The language of the book as a tag; empty where it is not known. It decides which quotation marks become which.
    pub language: String,
    /// The repository that holds the book, by the address of its home page.
    pub repository: Option<String>,
    /// The tags that hold, for `only`.
    pub tags: BTreeSet<String>,
    /// Roles that are short for a URL, by name.
    pub short_links: BTreeMap<String, ShortLink>,
    /// Types of objects that the book defines: directives that describe one, or mark a place, each with the role that leads there.
    pub object_types: BTreeMap<String, ObjectType>,
    /// Whether titles are labels by themselves.
    pub section_labels: SectionLabels,
    /// What templates in pages get, by the name that they ask for: files by the variable that holds their data. The empty name stands for the
    /// keys of the file themselves.
    pub template_data: BTreeMap<String, BTreeMap<String, Utf8PathBuf>>,
    /// The language of code that names none.
    pub highlight: Option<String>,
    /// Raw text for an output format is let through.
    pub raw: bool,
    /// Notes of things to do are shown.
    pub todos: bool,
    /// The role of text between single backquotes in reStructuredText that names none.
    pub default_role: Option<String>,
    /// What `|name|` stands for where the page itself does not say, by name.
    pub substitutions: BTreeMap<String, String>,
    /// What every reStructuredText page starts with, as reStructuredText.
    pub prolog: Passage,
    /// What every reStructuredText page ends with.
    pub epilog: Passage,
}

impl Default for Conventions {
    fn default() -> Self {
        Self { smart_punctuation: true, language: "en".to_owned(), ..Self::NONE.clone() }
    }
}

impl Conventions {
    /// Nothing is agreed on.
    pub const NONE: &'static Self = &Self {
        smart_punctuation: false,
        language: String::new(),
        repository: None,
        tags: BTreeSet::new(),
        short_links: BTreeMap::new(),
        object_types: BTreeMap::new(),
        section_labels: SectionLabels::None,
        template_data: BTreeMap::new(),
        highlight: None,
        raw: false,
        todos: false,
        default_role: None,
        substitutions: BTreeMap::new(),
        prolog: Passage { text: String::new(), place: None },
        epilog: Passage { text: String::new(), place: None },
    };
}

impl Conventions {
    /// The page of the repository that shows the file at `path`, relative to the book's root, which is taken for that of the repository. Only
    /// the addresses of GitHub and GitLab are known.
    #[must_use]
    pub fn source_url(&self, path: &Utf8Path) -> Option<String> {
        let home = self.repository.as_deref()?.trim_end_matches('/').trim_end_matches(".git");
        let host = home.split("://").nth(1)?.split('/').next()?;
        let between = match host {
            "github.com" => "/blob/HEAD/",
            host if host.contains("gitlab") => "/-/blob/HEAD/",
            _ => return None,
        };
        (!path.as_str().starts_with("..")).then(|| format!("{home}{between}{path}"))
    }
}

/// Whether titles are labels by themselves, as with the extension `autosectionlabel` of Sphinx.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SectionLabels {
    /// Only what the author names has a label.
    #[default]
    None,
    /// `Title`.
    Title,
    /// `page:Title`, the page by its path without ending.
    Page,
}

/// A type of objects that a book defines, as `add_object_type` and `add_crossref_type` of Sphinx do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ObjectType {
    /// The role that leads to such objects.
    pub role: String,
    /// The directive shows nothing: it marks the place where it stands.
    pub is_place: bool,
}

/// A role that is short for a URL, as `extlinks` of Sphinx defines them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ShortLink {
    /// The URL; `%s` stands for the role's text, `%%` for a percent sign.
    pub url: String,
    /// The words, in the same form; the whole URL where there are none.
    pub caption: Option<String>,
}

/// Text of the settings that is read as a part of pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Passage {
    /// The text.
    pub text: String,
    /// Where it stands in the settings: its very bytes, or more where it is written with escapes.
    pub place: Option<Place>,
}

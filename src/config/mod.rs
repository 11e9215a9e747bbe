//! `book.toml`: what the author decides about the whole book.
//!
//! Names are those of mdBook 0.5 where mdBook has the thing. [`settings::SETTINGS`] is the one place that knows every key: what it
//! holds, its default, its description, and where its value goes in [`Config`]. [`Config::parse`] is total: whatever is wrong is a
//! diagnostic, and all other settings still hold.

mod conventions;
mod facts;
mod inventories;
mod numbering;
mod publish;
mod read;
pub mod reference;
mod regions;
pub mod schema;
mod search;
mod settings;
mod spelling;
pub mod theme;
pub mod value;
mod version;
mod versions;
mod workspace;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Diagnostic, Place};
use crate::document::Conventions;
pub use facts::{Case, Facts as FactsSetting, Field, Pattern, Piece, Shape as FactsShape};
pub use inventories::Inventory;
pub use numbering::{Counted, Numbering, formatted};
pub use publish::{Print, Publish, Robots};
pub use read::value_place;
pub use regions::Region;
pub use search::{Expectation, Search, SearchChapter, percent};
pub use settings::SETTINGS;
pub use theme::Theme;
pub use value::{EditTemplate, Glob, SiteUrl, UrlPattern};
pub use version::Version;
pub use versions::{NamePattern, Versions};
pub use workspace::{BookPattern, Part, Workspace, book_name};

/// The settings of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// `[book]`.
    pub book: Book,
    /// `[build]`.
    pub build: Build,
    /// `[output.html]`.
    pub html: Html,
    /// `[markdown]`, `[markup]` and `[rst]`.
    pub conventions: Conventions,
    /// `markup.numbered-figures` and what belongs to it.
    pub numbering: Numbering,
    /// `[theme]`.
    pub theme: Theme,
    /// `[publish]`.
    pub publish: Publish,
    /// `[inventories]`, in the order of the file.
    pub inventories: Vec<Inventory>,
    /// `[cache]`.
    pub cache: Cache,
    /// `[references]`.
    pub references: References,
    /// `[lints]`.
    pub lints: Lints,
    /// `[external-links]`.
    pub external_links: ExternalLinks,
    /// `[spelling]`.
    pub spelling: Spelling,
    /// `[secrets]`.
    pub secrets: Secrets,
    /// `[output.html.search]` and `[search]`.
    pub search: Search,
    /// `[versions]`.
    pub versions: Versions,
    /// `[workspace]`.
    pub workspace: Workspace,
    /// `[[facts]]`, in the order of the file.
    pub facts: Vec<FactsSetting>,
    /// `[[regions]]`, in the order of the file.
    pub regions: Vec<Region>,
}

impl Config {
    /// Reads the text of `book.toml`; `path` is the name under which diagnostics speak of it.
    ///
    /// Codes: `config-syntax` (not TOML), `config-type` (another kind of value is needed), `config-value` (the right kind, but not one
    /// that can be used), `unknown-key`. Where a value is refused, its default holds.
    #[must_use]
    pub fn parse(path: &Utf8Path, text: &str) -> (Self, Vec<Diagnostic>) {
        read::parse(Self::default(), path, text)
    }
}

/// What the book is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// `title`.
    pub title: Option<String>,
    /// `name`: what the books of the same workspace call it.
    pub name: Option<String>,
    /// `authors`.
    pub authors: Vec<String>,
    /// `description`, for search engines and previews.
    pub description: Option<String>,
    /// `language`, a BCP 47 tag.
    pub language: String,
    /// `src`: the folder of the pages, relative to the book's root and inside it.
    pub source: Utf8PathBuf,
    /// `root`: the page whose `toctree` the order of the pages follows from, without its ending.
    pub root: Utf8PathBuf,
    /// `exclude`: the files, relative to the source folder, that do not belong to the book.
    pub exclude: Vec<Glob>,
    /// `text-direction` where the author gave one; see [`Book::direction`].
    pub text_direction: Option<Direction>,
}

impl Default for Book {
    fn default() -> Self {
        Self {
            title: None,
            name: None,
            authors: Vec::new(),
            description: None,
            language: "en".to_owned(),
            source: "src".into(),
            root: "index".into(),
            exclude: Vec::new(),
            text_direction: None,
        }
    }
}

impl Book {
    /// Which way the text runs: as the author says, else as the language's script does.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.text_direction.unwrap_or_else(|| Direction::of_language(&self.language))
    }
}

/// How the book is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// `build-dir`: the folder of the site, relative to the book's root; may lie outside it.
    pub output: Utf8PathBuf,
    /// `create-missing`: write an empty page for each chapter of `SUMMARY.md` that has no file.
    pub create_missing: bool,
}

impl Default for Build {
    fn default() -> Self {
        Self { output: "book".into(), create_missing: false }
    }
}

/// What the site looks like and where it will stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html {
    /// `site-url`.
    pub site_url: SiteUrl,
    /// `git-repository-url`.
    pub repository_url: Option<String>,
    /// `edit-url-template`.
    pub edit_template: Option<EditTemplate>,
    /// `additional-css`, relative to the book's root.
    pub stylesheets: Vec<Utf8PathBuf>,
    /// `default-theme`.
    pub default_theme: ThemeChoice,
    /// `redirect`, in byte order of the old URLs.
    pub redirects: Vec<Redirect>,
    /// Whether navigation shows chapter numbers: the opposite of `no-section-label`.
    pub section_numbers: bool,
    /// `last-updated`: whether pages say when they last changed.
    pub last_updated: bool,
    /// `input-404`: the page shown for a URL that does not exist, relative to the source folder; `None` where the author wants none.
    pub not_found: Option<Utf8PathBuf>,
    /// `print`: the whole book in one page.
    pub print: Print,
    /// `copy`: which files that are no pages the site holds.
    pub copy: Copied,
}

impl Default for Html {
    fn default() -> Self {
        Self {
            site_url: SiteUrl::default(),
            repository_url: None,
            edit_template: None,
            stylesheets: Vec::new(),
            default_theme: ThemeChoice::default(),
            redirects: Vec::new(),
            section_numbers: true,
            last_updated: true,
            not_found: Some("404.md".into()),
            print: Print::default(),
            copy: Copied::default(),
        }
    }
}

/// Which files of the source folder are copied into the site as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copied {
    /// All of them.
    #[default]
    All,
    /// Those that pages show or link to.
    Used,
}

/// An old URL that leads somewhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The old URL's path below the site's root, without the leading `/`.
    pub from: String,
    /// Where it leads, as written.
    pub to: String,
    /// The old URL's bytes in `book.toml`.
    pub place: Place,
}

/// What is kept from build to build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    /// `dir`, relative to the book's root; may lie outside it.
    pub folder: Utf8PathBuf,
}

impl Default for Cache {
    fn default() -> Self {
        Self { folder: ".bindery/cache".into() }
    }
}

/// What the spelling check goes by, besides the book's language. All paths are relative to the book's root; they may lie outside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// `dictionaries`: paths without extension, or the tags of dictionaries that are built in.
    pub dictionaries: Vec<Utf8PathBuf>,
    /// `wordlist-name`: the name of files that list the project's own words.
    pub wordlist_name: String,
    /// `wordlists`: further files of such words.
    pub wordlists: Vec<Utf8PathBuf>,
    /// `forbidden`: the file of words that must not be used.
    pub forbidden: Option<Utf8PathBuf>,
}

impl Default for Spelling {
    fn default() -> Self {
        Self {
            dictionaries: Vec::new(),
            wordlist_name: "spelling_wordlist.txt".to_owned(),
            wordlists: Vec::new(),
            forbidden: None,
        }
    }
}

impl Spelling {
    /// Whether the file, named relative to the book's root, is there for the check alone, so that no site needs a copy.
    #[must_use]
    pub fn reads(&self, file: &Utf8Path) -> bool {
        file.file_name() == Some(&self.wordlist_name)
            || self.wordlists.iter().chain(&self.forbidden).any(|named| named == file)
            || matches!(file.extension(), Some("aff" | "dic")) && self.dictionaries.contains(&file.with_extension(""))
    }
}

/// What the checks of references go by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// `anchors-lock`: the file of published addresses that the book asks for, relative to its root.
    pub anchors_lock: Option<Utf8PathBuf>,
}

/// How other sites are asked for the pages that this book links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalLinks {
    /// `ignore`: the URLs that are not asked.
    pub ignore: Vec<UrlPattern>,
    /// `max-age-days`: for how many days a good answer is good.
    pub max_age_days: u32,
    /// `timeout-seconds`: how long one answer may take.
    pub timeout_seconds: u32,
    /// `pause-milliseconds`: how long one host is left in peace between two questions.
    pub pause_milliseconds: u32,
}

impl Default for ExternalLinks {
    fn default() -> Self {
        Self { ignore: Vec::new(), max_age_days: 14, timeout_seconds: 20, pause_milliseconds: 500 }
    }
}

/// What the author says of keys and tokens in the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// `allow`: the fingerprints of those that may stand there, 16 hexadecimal digits each.
    pub allow: Vec<String>,
}

/// How bad the author says that problems are. The names are looked up by [`crate::lints`], which knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lints {
    /// In the order of the file, the entries for the whole book and those for folders mixed.
    pub levels: Vec<LintSetting>,
}

/// One entry of `[lints]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintSetting {
    /// The files that it holds for, as a pattern relative to the book's root; all where there is none.
    pub files: Option<Glob>,
    /// The name of a lint or of a family of lints.
    pub name: String,
    /// The name's place.
    pub place: Place,
    /// How bad it is.
    pub level: LintLevel,
}

/// What becomes of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LintLevel {
    /// Nothing.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
}

impl LintLevel {
    /// Reads `allow`, `warn` or `deny`.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "allow" => Ok(Self::Allow),
            "warn" => Ok(Self::Warn),
            "deny" => Ok(Self::Deny),
            _ => Err("must be `allow`, `warn` or `deny`".to_owned()),
        }
    }
}

/// Which way text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As in English.
    LeftToRight,
    /// As in Arabic and Hebrew.
    RightToLeft,
}

/// Languages usually written from right to left, by their primary subtag.
const RIGHT_TO_LEFT: &[&str] = &["ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

impl Direction {
    /// The direction of a BCP 47 tag's script: a script subtag decides, else the language.
    #[must_use]
    pub fn of_language(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let mut subtags = tag.split('-');
        let language = subtags.next().unwrap_or_default();
        let script = subtags.find(|subtag| subtag.len() == 4);
        let right_to_left = match script {
            Some("arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "rohg") => true,
            Some(_) => false,
            None => RIGHT_TO_LEFT.contains(&language),
        };
        if right_to_left { Self::RightToLeft } else { Self::LeftToRight }
    }

    /// The value of HTML's `dir` attribute.
    #[must_use]
    pub fn html(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// The theme a reader sees who has not chosen one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the reader's system asks.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl ThemeChoice {
    /// The name in `book.toml` and in the page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

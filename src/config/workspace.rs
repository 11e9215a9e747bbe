//! `[workspace]`: several books that are built as one site, and what its file gives to each of them.

use camino::{Utf8Path, Utf8PathBuf};

use super::schema::Kind::{Text, Texts};
use super::schema::Setting;
use super::settings::setting;
use super::value::path_inside;
use super::{Config, read};
use crate::diagnostic::Diagnostic;
use crate::source::seen;

/// The books of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workspace {
    /// `books`: where they are.
    pub books: Vec<BookPattern>,
    /// `start`: the name of the book that stands at the root of the site.
    pub start: Option<String>,
}

/// A folder below the workspace's own, or a pattern for several: its parts, of which those that are no names of folders match some.
#[derive(Clone, Debug)]
pub struct BookPattern {
    text: String,
    parts: Vec<Part>,
}

/// One part of a pattern.
#[derive(Clone, Debug)]
pub enum Part {
    /// A folder of that name.
    Name(String),
    /// Any folder whose name matches.
    Any(globset::GlobMatcher),
}

impl PartialEq for BookPattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for BookPattern {}

impl BookPattern {
    fn parse(text: &str) -> Result<Self, String> {
        let path = path_inside(text)?;
        if path == "" {
            return Err("must name folders below that of the workspace".to_owned());
        }
        let part = |part: &str| {
            if part == "**" {
                return Err("must not hold `**`: each `*` stands for the name of one folder, as in `providers/*/docs`".to_owned());
            }
            if !part.contains(['*', '?', '[', '{']) {
                return Ok(Part::Name(part.to_owned()));
            }
            let glob = globset::Glob::new(part).map_err(|wrong| format!("is no pattern for folders: {}", wrong.kind()))?;
            Ok(Part::Any(glob.compile_matcher()))
        };
        let parts = path.components().map(|component| part(component.as_str())).collect::<Result<_, _>>()?;
        Ok(Self { text: path.into_string(), parts })
    }

    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its parts, the outermost first.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether it can match several folders.
    #[must_use]
    pub fn is_glob(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Any(_)))
    }
}

/// The settings in the order of the reference page.
pub(super) const SETTINGS: &[Setting] = &[
    setting(
        "workspace.books",
        "[]",
        Texts(|c, text| BookPattern::parse(text).map(|pattern| c.workspace.books.push(pattern))),
        "The folders of the books that are built as one site, each with a `book.toml`: `providers/*` stands for all of them in `providers`. \
         The other settings of the file are defaults for each of the books.",
    ),
    setting(
        "workspace.start",
        "",
        Text(|c, text| book_name(text).map(|name| c.workspace.start = Some(name))),
        "The name of the book that stands at the root of the site. Without it, a page that lists all books stands there.",
    ),
];

/// Reads the name of a book, which is also that of a folder. The error says what is wrong with it.
pub fn book_name(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(plain) {
        Ok(text.to_owned())
    } else {
        Err("must be a name of letters, digits, `-`, `_` and `.`".to_owned())
    }
}

impl Config {
    /// The settings of a book in `folder` of a workspace whose file has the text `shared`; both are read as by [`Config::parse`], but what is wrong
    /// with the workspace's own is not said again. Key by key, the book's settings win; what the workspace alone has of a table stays.
    #[must_use]
    pub fn parse_within(shared: &str, folder: &Utf8Path, path: &Utf8Path, text: &str) -> (Self, Vec<Diagnostic>) {
        let mut defaults = read::defaults(&seen(folder, path), shared, text);
        defaults.move_into(folder);
        read::parse(defaults, path, text)
    }

    /// Names the files that the settings name as seen from the book in `folder`, and leaves out what is said of the whole site alone.
    fn move_into(&mut self, folder: &Utf8Path) {
        let moved = |path: &mut Utf8PathBuf| *path = seen(folder, path);
        let own_files = self.html.stylesheets.iter_mut().chain(self.theme.font_files.iter_mut().map(|font| &mut font.file));
        let lists = self.spelling.wordlists.iter_mut().chain(&mut self.spelling.forbidden);
        let inventories = self.inventories.iter_mut().filter_map(|inventory| inventory.file.as_mut());
        let regions = self.regions.iter_mut().flat_map(|region| std::iter::once(&mut region.template).chain(&mut region.data));
        let data = self.conventions.template_data.values_mut().flat_map(|files| files.values_mut());
        own_files.chain(lists).chain(inventories).chain(regions).chain(data).for_each(moved);
        moved(&mut self.cache.folder);
        for dictionary in &mut self.spelling.dictionaries {
            // The others are tags of those that are built in.
            if dictionary.as_str().contains('/') {
                moved(dictionary);
            }
        }
        for schema in self.facts.iter_mut().flat_map(|facts| &mut facts.schema) {
            *schema = seen(folder, Utf8Path::new(schema)).into_string();
        }
        self.html.edit_template = self.html.edit_template.take().map(|template| template.below(folder));
        self.book.title = None;
        self.book.name = None;
        self.book.description = None;
        self.html.redirects.clear();
        self.workspace = Workspace::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::LintLevel;

    const SHARED: &str = r##"
        [book]
        title = "All"
        src = "docs"
        authors = ["Ada", "Grace"]
        [workspace]
        books = ["a/b"]
        [output.html]
        edit-url-template = "https://x.org/edit/{path}"
        additional-css = ["brand.css"]
        [theme.colors]
        accent = "#123456"
        thread = "#123456"
        [theme.fonts]
        text = ["Inter"]
        code = ["Mono"]
        [spelling]
        wordlists = ["words.txt"]
        dictionaries = ["en-GB", "dic/de"]
        [lints]
        misspelling = "allow"
        broken-link = "warn"
    "##;

    fn book(text: &str) -> Config {
        let (config, problems) = Config::parse_within(SHARED, "a/b".into(), "book.toml".into(), text);
        assert_eq!(problems, []);
        config
    }

    #[test]
    fn what_a_book_does_not_say_is_as_in_the_workspace() {
        let config = book("");
        assert_eq!((config.book.source.as_str(), config.book.authors.len()), ("docs", 2));
        assert_eq!(config.book.title, None, "that is the title of the whole");
        assert_eq!(config.workspace, Workspace::default());
        assert_eq!(config.html.stylesheets, ["../../brand.css"]);
        assert_eq!(config.spelling.wordlists, ["../../words.txt"]);
        assert_eq!(config.spelling.dictionaries, ["en-GB", "../../dic/de"]);
        let edit = config.html.edit_template.unwrap();
        assert_eq!(edit.url("docs/x.md".into()), "https://x.org/edit/a/b/docs/x.md");
    }

    #[test]
    fn what_a_book_says_takes_the_place_of_it() {
        let own = r##"
            [book]
            authors = ["Edsger"]
            [theme.colors]
            accent = "#654321"
            [theme.fonts]
            text = ["Own"]
            [spelling]
            wordlists = ["own.txt"]
            [lints]
            misspelling = "deny"
        "##;
        let config = book(own);
        assert_eq!((config.book.source.as_str(), config.book.authors), ("docs", vec!["Edsger".to_owned()]));
        assert_eq!(config.spelling.wordlists, ["own.txt"]);
        assert_eq!(config.theme.fonts.0["text"], ["Own"]);
        assert_eq!(config.theme.fonts.0["code"], ["Mono"]);
        let colour = |name: &str| config.theme.colours.0[name];
        assert_ne!(colour("accent"), colour("thread"), "each color by itself");
        // Of two levels of one lint the later holds.
        let levels: Vec<_> = config.lints.levels.iter().map(|setting| (setting.name.as_str(), setting.level)).collect();
        let expected = [LintLevel::Allow, LintLevel::Warn, LintLevel::Deny];
        assert_eq!(levels.iter().map(|(_, level)| *level).collect::<Vec<_>>(), expected, "{levels:?}");
    }
}

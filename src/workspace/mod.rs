//! Several books that are built as one site: which there are, where each stands, and what each has from their common folder.
//!
//! ```text
//! book.toml of the workspace -> [Member]      members
//! Member, its book.toml -> Config             the workspace's settings, then its own
//! [Listed] -> Markdown                        start: the page that lists the books
//! ```

mod find;
mod start;

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::{Config, SiteUrl};
use crate::diagnostic::Diagnostic;
use crate::source::{join, seen};

pub use find::{Chosen, Found, choose, find};
pub use start::{Listed, page as start_page};

/// The settings of a workspace, and those of each of its books.
pub const FILE: &str = "book.toml";

/// What stands in place of the workspace's title where it has none.
const TITLE: &str = "All books";

/// A book of a workspace, or the page that lists them.
#[derive(Clone, Debug)]
pub struct Member {
    /// What the other books call it.
    pub name: String,
    /// Its folder, relative to that of the workspace.
    pub folder: Utf8PathBuf,
    /// The folder of its pages in the common site; empty for what stands at the root.
    pub place: Utf8PathBuf,
    common: Arc<Common>,
}

/// What the folder of the workspace has for all of its books.
#[derive(Clone, Debug)]
struct Common {
    /// The text of its file.
    text: String,
    title: String,
    description: Option<String>,
    site_url: SiteUrl,
    /// The list of words in its folder.
    words: Option<Utf8PathBuf>,
}

/// The whole that a book belongs to, as its pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// What it is called.
    pub title: String,
    /// The way from the root of the book's site to that of the whole.
    pub up: String,
}

impl Member {
    /// The settings of the book, whose own file has that text: they win over those of the workspace.
    #[must_use]
    pub fn config(&self, path: &Utf8Path, text: &str) -> (Config, Vec<Diagnostic>) {
        let Common { text: shared, site_url, words, .. } = &*self.common;
        let (mut config, problems) = Config::parse_within(shared, &self.folder, path, text);
        if self.is_listing() {
            self.strip(&mut config);
        }
        config.book.title.get_or_insert_with(|| self.name.clone());
        config.spelling.wordlists.extend(words.iter().map(|words| seen(&self.folder, words)));
        config.html.site_url.clone_from(site_url);
        if !self.is_start() {
            config.html.site_url.path.push_str(&format!("{}/", self.place));
        }
        (config, problems)
    }

    /// The page that lists the books: it takes the place of a book at the root of the site.
    #[must_use]
    pub fn listing(&self) -> Self {
        Self { name: String::new(), folder: Utf8PathBuf::new(), place: Utf8PathBuf::new(), common: Arc::clone(&self.common) }
    }

    /// Leaves out of the settings what the page that lists the books has no use for.
    fn strip(&self, config: &mut Config) {
        let fresh = Config::default();
        let Common { title, description, .. } = &*self.common;
        let language = std::mem::take(&mut config.book.language);
        config.book =
            crate::config::Book { title: Some(title.clone()), description: description.clone(), language, ..fresh.book };
        config.html.not_found = fresh.html.not_found;
        config.html.edit_template = None;
        config.html.last_updated = false;
        config.html.print.enable = false;
        config.publish.image = None;
        config.search.enable = false;
    }

    /// Whether it is the page that lists the books.
    #[must_use]
    pub fn is_listing(&self) -> bool {
        self.name.is_empty()
    }

    /// Whether it stands at the root of the site.
    #[must_use]
    pub fn is_start(&self) -> bool {
        self.place == ""
    }

    /// What its pages show of the whole; nothing at the root.
    #[must_use]
    pub fn whole(&self) -> Option<Whole> {
        let up = self.place.components().map(|_| "../").collect();
        (!self.is_start()).then(|| Whole { title: self.common.title.clone(), up })
    }

    /// What the workspace says of the whole: its title and its description.
    #[must_use]
    pub fn about(&self) -> (&str, Option<&str>) {
        (&self.common.title, self.common.description.as_deref())
    }

    /// A path that is relative to the book's folder, as seen from that of the workspace.
    #[must_use]
    pub fn outward(&self, path: &Utf8Path) -> Utf8PathBuf {
        if path.is_absolute() { path.to_owned() } else { join(&self.folder, path) }
    }

    /// A path that is relative to the workspace's folder, as seen from that of the book.
    #[must_use]
    pub fn inward(&self, path: &Utf8Path) -> Utf8PathBuf {
        seen(&self.folder, path)
    }
}

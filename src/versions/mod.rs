//! Several versions of a book on one site: which there are, and where a page of one is found in another.

mod choose;
mod shelf;

use camino::Utf8PathBuf;

pub use choose::choose;
pub use shelf::{Places, Shelf, Standing, Target};

/// The name of the file that tells programs which versions there are.
pub const MANIFEST: &str = "versions.json";

/// A tag of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name, without `refs/tags/`.
    pub name: String,
    /// The name of the commit that it leads to.
    pub commit: String,
}

/// A version of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// What readers see.
    pub name: String,
    /// Its folder in the site; empty for the current version, which stands at the root.
    pub folder: Utf8PathBuf,
    /// How it stands to the current version.
    pub kind: Kind,
    /// The tag that it is built from; `None` for the working tree.
    pub tag: Option<Tag>,
}

/// How a version stands to the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The one at the root of the site.
    Current,
    /// A release after the current one, where the author made an earlier one the current one.
    Newer,
    /// A release before the current one.
    Old,
    /// It comes before a release that has not been made.
    Prerelease,
    /// The working tree.
    Development,
}

impl Kind {
    /// Its name in templates and in [`MANIFEST`].
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Newer => "newer",
            Self::Old => "old",
            Self::Prerelease => "prerelease",
            Self::Development => "development",
        }
    }

    /// Whether what it says has not been released: search engines are to leave it alone.
    #[must_use]
    pub fn is_unreleased(self) -> bool {
        matches!(self, Self::Prerelease | Self::Development)
    }
}

//! When the book's files last changed, as far as anybody can tell.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

/// The last change of a file that was put on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When it was put on record.
    pub at: Timestamp,
    /// What it is called there: the full name of a commit.
    pub commit: String,
}

/// Knows what happened to the book's files before. The answer follows from the record alone, never from the clock or from files that were
/// changed since: the same record gives the same site.
pub trait History: Sync {
    /// The last change of each of the files, named relative to the book's root; those of which nothing is known are left out.
    fn last_changes(&self, files: &BTreeSet<Utf8PathBuf>) -> Changes;
}

/// Nothing is known.
impl History for () {
    fn last_changes(&self, _: &BTreeSet<Utf8PathBuf>) -> Changes {
        Changes::default()
    }
}

/// The last changes of files by their paths relative to the book's root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(pub BTreeMap<Utf8PathBuf, Change>);

impl Changes {
    /// The latest change among those files.
    pub fn latest<'a>(&self, files: impl IntoIterator<Item = &'a Utf8Path>) -> Option<&Change> {
        let known = files.into_iter().filter_map(|file| self.0.get(file));
        known.max_by(|one, other| (one.at, &one.commit).cmp(&(other.at, &other.commit)))
    }
}

//! What can be seen of a file without reading it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use camino::Utf8Path;

/// Some file systems keep times only to two seconds.
pub(super) const COARSEST_TIME: Duration = Duration::from_secs(2);

/// What differs between a file and what it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Which file it is, and when anything about it changed, its name included; as far as the system tells.
    identity: (u64, Option<SystemTime>),
}

impl Stamp {
    /// The stamp of a file that does not exist.
    pub(super) const MISSING: Self = Self { length: 0, modified: None, identity: (0, None) };

    /// The stamp of the file at `path`, or of the one that it links to; `None` if that is no file.
    pub(super) fn of(path: &Utf8Path) -> Option<Self> {
        path.metadata().ok().filter(Metadata::is_file).as_ref().map(Self::from)
    }

    /// Whether it has changed after a moment, or may have.
    pub(super) fn is_newer(&self, moment: SystemTime) -> bool {
        let moment = moment.checked_sub(COARSEST_TIME).unwrap_or(SystemTime::UNIX_EPOCH);
        self.modified.max(self.identity.1).is_none_or(|time| time >= moment)
    }
}

impl From<&Metadata> for Stamp {
    fn from(there: &Metadata) -> Self {
        Self { length: there.len(), modified: there.modified().ok(), identity: identity(there) }
    }
}

#[cfg(unix)]
fn identity(there: &Metadata) -> (u64, Option<SystemTime>) {
    use std::os::unix::fs::MetadataExt;
    let seconds = Duration::from_secs(u64::try_from(there.ctime()).unwrap_or_default());
    let rest = Duration::from_nanos(u64::try_from(there.ctime_nsec()).unwrap_or_default());
    (there.ino(), SystemTime::UNIX_EPOCH.checked_add(seconds + rest))
}

#[cfg(not(unix))]
fn identity(there: &Metadata) -> (u64, Option<SystemTime>) {
    (0, there.created().ok())
}

/// Whether the file at `path`, or the folder that it is missing from, has changed after a moment, or may have.
pub(super) fn has_changed(path: &Utf8Path, moment: SystemTime) -> bool {
    let there = path.ancestors().find_map(|path| path.metadata().ok());
    there.is_none_or(|there| Stamp::from(&there).is_newer(moment))
}

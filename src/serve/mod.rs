//! `bindery serve`: a preview that follows the book while it is written.
//!
//! ```text
//! watch      -> Batch                      which files changed
//! Batch      -> Edition -> Showing         the rebuild loop
//! Showing    -> HTTP answer                http: who may ask, what stands at an address
//! Showing    -> messages to a tab          what changed on the page that it shows
//! ```

mod client;
pub mod editor;
pub mod http;
pub mod live;
pub mod press;
mod run;
mod signals;
pub mod watch;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::source::Sources;
pub use run::{Preview, until_asked_to_leave};

/// What the preview shows at one moment.
#[derive(Clone, Default)]
pub struct Showing {
    /// Rises with each one that is shown.
    pub number: u64,
    /// The last good edition; none until there was one.
    pub edition: Option<Arc<Edition>>,
    /// What is wrong with the book as it is now, in the order of reports.
    pub findings: Arc<[Diagnostic]>,
    /// The files that the findings are about, where they are not those of the edition.
    pub sources: Option<Sources>,
    /// The book as it is now cannot be shown: `edition` is an older one.
    pub stale: bool,
    /// Still being made from the index of a large book: links and navigation may be incomplete.
    pub provisional: bool,
    /// Files whose bytes changed although the pages that show them did not: the number since which, and the address relative to the site's
    /// root. It goes back far enough for whoever leaves out some numbers.
    pub refreshed: Arc<[(u64, String)]>,
}

/// How many refreshed files are remembered.
const MOST_REFRESHED: usize = 256;

impl Showing {
    /// The same once more.
    #[must_use]
    pub fn again(&self) -> Self {
        self.clone()
    }

    /// The same, where in the next number the files at these addresses, relative to the site's root, have new bytes.
    #[must_use]
    pub fn refreshing(&self, urls: impl IntoIterator<Item = String>) -> Self {
        let new = urls.into_iter().map(|url| (self.number + 1, url));
        let all: Vec<(u64, String)> = self.refreshed.iter().cloned().chain(new).collect();
        let recent = all.get(all.len().saturating_sub(MOST_REFRESHED)..).unwrap_or_default();
        Self { refreshed: Arc::from(recent), ..self.clone() }
    }
}

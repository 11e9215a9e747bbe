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
    /// Addresses of files whose bytes changed since the last number although the pages that show them did not.
    pub refreshed: Arc<[String]>,
}

impl Showing {
    /// The same once more, with nothing refreshed.
    #[must_use]
    pub fn again(&self) -> Self {
        Self { refreshed: Arc::default(), ..self.clone() }
    }
}

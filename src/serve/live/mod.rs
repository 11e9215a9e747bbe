//! What a tab shows, kept as the book is now.
//!
//! ```text
//! Rendered         -> Parts          parts, cut    a frame, and in it blocks that a browser reads alone as among the others
//! Parts, Parts     -> Update         diff          only what changed
//! Diagnostic       -> Item           findings      what the panel shows
//! Showing          -> messages       tab           for one tab, from what it shows to what there is
//! messages        <-> WebSocket      session
//! ```

mod cut;
mod diff;
mod findings;
mod made;
mod message;
mod parts;
mod session;
mod store;
mod tab;
mod tree;

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::ws::WebSocket;
use tokio::sync::watch;

use super::Showing;
use findings::Report;
use made::Made;
use session::Patience;
use store::Store;

pub use findings::Opener;
pub use parts::Parts;

/// Bytes of pages that are remembered because tabs may still show them.
const STORE: usize = 32 << 20;

/// Of what the client and the server tell each other. Rises with every change that one side would not understand.
const PROTOCOL: u32 = 1;

/// What all tabs share.
pub struct Live {
    showing: watch::Receiver<Arc<Showing>>,
    client: String,
    open: Option<Opener>,
    patience: Patience,
    store: Store,
    made: Made,
    report: Mutex<Option<Arc<Report>>>,
}

impl Live {
    /// `client` is the version of the script that tabs should run; `open` makes links to the author's editor.
    #[must_use]
    pub fn new(showing: watch::Receiver<Arc<Showing>>, client: String, open: Option<Opener>) -> Arc<Self> {
        Arc::new(Self {
            showing,
            client,
            open,
            patience: Patience::default(),
            store: Store::new(STORE),
            made: Made::default(),
            report: Mutex::default(),
        })
    }

    /// Remembers a page that is sent to a tab, so that later it need only be told what changed.
    pub fn sent(&self, page: Parts) {
        self.store.put(Arc::new(page));
    }

    /// Keeps the tab at the other end up to date until it goes.
    pub async fn talk(self: Arc<Self>, socket: WebSocket) {
        session::run(self, socket).await;
    }

    /// What is wrong with the book, prepared once for all tabs.
    fn report(&self, showing: &Showing) -> Arc<Report> {
        let mut report = self.report.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = report.as_ref().filter(|known| known.is_of(showing)) {
            return Arc::clone(known);
        }
        let new = Arc::new(Report::of(showing));
        *report = Some(Arc::clone(&new));
        new
    }
}

/// The version of the client that is made of these files.
#[must_use]
pub fn client_version(files: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&PROTOCOL.to_le_bytes());
    for file in files {
        hasher.update(&(file.len() as u64).to_le_bytes()).update(file);
    }
    hasher.finalize().to_hex().chars().take(parts::VERSION_DIGITS).collect()
}

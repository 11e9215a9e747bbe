//! What the server knows of the rest of the preview.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::WebSocket;
use tokio::sync::{Semaphore, watch};

use super::address::Address;
use super::pages::Pages;
use super::script::Script;
use super::socket;
use crate::edition::Rendered;
use crate::serve::Showing;

/// How long a request waits for the book to be read before it asks for its own page first: most books are read sooner, and then nobody has to
/// see a page that is not complete.
const A_MOMENT: Duration = Duration::from_millis(100);

/// How long a request waits after that.
const PATIENCE: Duration = Duration::from_secs(5);

/// The conversation with a tab; it ends when the tab goes.
pub type Conversation = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A page as it is sent to a tab, without the script.
#[derive(Clone, Copy, Debug)]
pub enum Sent<'a> {
    /// A page of the book.
    Page(&'a Rendered),
    /// Other HTML.
    Whole(&'a str),
}

/// What is to be served.
pub struct Shown {
    /// What is shown now.
    pub showing: watch::Receiver<Arc<Showing>>,
    /// Told the address that somebody waits for while it cannot be answered yet.
    pub wanted: Box<dyn Fn(&Address) + Send + Sync>,
    /// Told each page that is sent to a tab.
    pub sent: Box<dyn Fn(Sent<'_>) + Send + Sync>,
    /// Talks to a tab over its socket.
    pub talk: Box<dyn Fn(WebSocket) -> Conversation + Send + Sync>,
    /// What runs in a tab.
    pub client: Client,
    /// Pages that were made a moment ago.
    pub pages: Arc<Pages>,
}

/// The script that runs in a tab, and its style sheet.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// JavaScript.
    pub script: Bytes,
    /// CSS.
    pub style: Bytes,
    /// Changes whenever the others do or what they understand does.
    pub version: String,
}

/// What answers requests.
pub(super) struct Server {
    pub(super) shown: Shown,
    script: Script,
    /// Sockets that may still be opened.
    pub(super) sockets: Arc<Semaphore>,
}

impl Server {
    pub(super) fn new(shown: Shown) -> Self {
        let script = Script { client: shown.client.version.clone() };
        Self { shown, script, sockets: Arc::new(Semaphore::new(socket::MOST)) }
    }

    /// A page of the book as a tab gets it.
    pub(super) fn dressed(&self, page: &Rendered) -> String {
        (self.shown.sent)(Sent::Page(page));
        self.script.on(&page.html, page.body.as_ref())
    }

    /// Any other HTML as a tab gets it.
    pub(super) fn dressed_whole(&self, html: &str) -> String {
        (self.shown.sent)(Sent::Whole(html));
        self.script.on(html, None)
    }

    /// What is shown now, or as soon as there is something or it is known why there is not.
    pub(super) async fn present(&self, address: &Address) -> Arc<Showing> {
        self.once(address, |showing| showing.edition.is_some() || showing.stale).await
    }

    /// What is shown when the whole book has been read.
    pub(super) async fn complete(&self, address: &Address) -> Arc<Showing> {
        self.once(address, |showing| showing.edition.is_some() && !showing.provisional || showing.stale).await
    }

    /// What is shown when it is `enough`, or when patience ends.
    async fn once(&self, address: &Address, enough: impl Fn(&Showing) -> bool) -> Arc<Showing> {
        let mut showing = self.shown.showing.clone();
        let now = Arc::clone(&showing.borrow_and_update());
        if enough(&now) {
            return now;
        }
        if tokio::time::timeout(A_MOMENT, showing.wait_for(|showing| enough(showing))).await.is_err() {
            (self.shown.wanted)(address);
        }
        let _ = tokio::time::timeout(PATIENCE, showing.wait_for(|showing| enough(showing))).await;
        Arc::clone(&showing.borrow())
    }
}

//! The preview as a process: its threads, and how it ends.

use std::io;
use std::sync::Arc;

use camino::Utf8PathBuf;
use tokio::sync::watch;

use super::editor::Editor;
use super::http::{self, Client, Listening, Pages, Shown};
use super::{Showing, signals};
use crate::edition::{Edition, Scope, Setting};
use crate::memo::Memo;
use crate::render::Leaves;
use crate::source::Sources;

/// Bytes of stack of a thread that renders: pages can be nested deeply.
const STACK: usize = 8 << 20;

/// Threads that render or read files: each connection may keep one busy, and each file that is sent one more.
const BUSY: usize = 640;

/// What a preview is to show, and how.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The folder of the book.
    pub root: Utf8PathBuf,
    /// What opens the file of a problem.
    pub editor: Option<Editor>,
    /// Look for changes again and again instead of being told.
    pub poll: bool,
}

/// Shows the book until the process is asked to leave, and then returns at once: what is being rendered or sent is given up, and dies with the
/// process. So the caller ends the process next.
pub fn until_asked_to_leave(listening: Listening, preview: Preview) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("bindery-serve")
        .thread_stack_size(STACK)
        .max_blocking_threads(BUSY)
        .build()?;
    let (show, showing) = watch::channel(Arc::<Showing>::default());
    std::thread::Builder::new().name("bindery-press".to_owned()).stack_size(STACK).spawn(move || press(&preview, &show))?;
    let shown = Shown {
        showing,
        wanted: Box::new(|_| {}),
        talk: Box::new(|mut socket| Box::pin(async move { while let Some(Ok(_)) = socket.recv().await {} })),
        client: Client::default(),
        pages: Arc::new(Pages::default()),
    };
    let ended = runtime.block_on(async {
        tokio::select! {
            ended = signals::asked_to_leave() => ended,
            failed = http::serve(listening, shown) => failed.map(|never| match never {}),
        }
    });
    runtime.shutdown_background();
    ended
}

/// Reads the book once.
fn press(preview: &Preview, show: &watch::Sender<Arc<Showing>>) {
    let sources = Sources::disk(preview.root.clone());
    let (pages, leaves) = (Memo::default(), Arc::new(Leaves::open(None)));
    let setting = Setting {
        sources: &sources,
        out: None,
        checks: None,
        pages: &pages,
        leaves: &leaves,
        before: None,
        scope: Scope::Everything,
        progress: &(),
    };
    show.send_replace(Arc::new(match Edition::load(&setting) {
        Ok(edition) => Showing { number: 1, edition: Some(Arc::new(edition)), ..Showing::default() },
        Err(findings) => Showing { number: 1, findings: findings.into(), stale: true, ..Showing::default() },
    }));
}

//! The preview as a process: its threads, and how it ends.

use std::io;
use std::sync::{Arc, mpsc};

use camino::Utf8PathBuf;

use super::editor::Editor;
use super::http::{self, Address, Client, Listening, Pages, Shown};
use super::press::{Press, Teller};
use super::watch::Watcher;
use super::{Showing, client, signals};

/// Bytes of stack of a thread that renders: pages can be nested deeply.
const STACK: usize = 8 << 20;

/// Threads that render or read files: each connection may keep one busy, and each file that is sent one more.
const BUSY: usize = 640;

/// What a preview is to show, and how.
pub struct Preview {
    /// The folder of the book.
    pub root: Utf8PathBuf,
    /// Where the site stands on the server, as in `/docs/`.
    pub site: String,
    /// Folders in the book that are written to and never read, relative to the root.
    pub ignored: Vec<Utf8PathBuf>,
    /// Where coloured code and drawn diagrams are kept, if anywhere.
    pub cache: Option<Utf8PathBuf>,
    /// Tells people what happens.
    pub tell: Box<dyn Teller>,
    /// The present, in seconds since 1970.
    pub now: fn() -> i64,
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
    let (show, showing) = tokio::sync::watch::channel(Arc::<Showing>::default());
    let (wanted, asked_for) = mpsc::channel();
    let (watcher, changes) = Watcher::start(&preview.root, preview.ignored).map_err(io::Error::other)?;
    let waker = changes.waker();
    let press = Press {
        root: preview.root,
        watcher,
        changes,
        show,
        tell: preview.tell,
        wanted: asked_for,
        now: preview.now,
        cache: preview.cache,
    };
    std::thread::Builder::new().name("bindery-press".to_owned()).stack_size(STACK).spawn(move || press.run())?;
    let shown = Shown {
        showing,
        wanted: Box::new(move |address: &Address| {
            if let Some(url) = address.in_site(&preview.site) {
                let _ = wanted.send(url);
                waker.wake();
            }
        }),
        talk: Box::new(|mut socket| Box::pin(async move { while let Some(Ok(_)) = socket.recv().await {} })),
        client: Client { script: client::SCRIPT.into(), style: client::STYLE.into(), version: String::new() },
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

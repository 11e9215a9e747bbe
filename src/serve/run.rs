//! The preview as a process: its threads, and how it ends.

use std::io;
use std::sync::{Arc, OnceLock, mpsc};

use camino::{Utf8Path, Utf8PathBuf};
use tokio::sync::oneshot;

use super::editor::Editor;
use super::http::{self, Address, Client, Listening, Pages, Sent, Shown};
use super::live::{Live, Opener, Parts, client_version};
use super::press::{Press, Teller};
use super::watch::{How, Waker, Watcher};
use super::{Showing, client, signals};
use crate::history::History;
use crate::source::Sources;
use crate::volumes::Place;

/// Bytes of stack of a thread that renders: pages can be nested deeply.
const STACK: usize = 8 << 20;

/// Threads that render or read files: each connection may keep one busy, and each file that is sent one more.
const BUSY: usize = 640;

/// What a preview is to show, and how.
pub struct Preview {
    /// The folder of the book.
    pub root: Utf8PathBuf,
    /// The files in it.
    pub sources: Sources,
    /// Where the book is among the others of its workspace, if there are any.
    pub place: Option<Place>,
    /// Where the site stands on the server, as in `/docs/`.
    pub site: String,
    /// Folders in the book that are written to and never read, relative to the root.
    pub ignored: Vec<Utf8PathBuf>,
    /// Where coloured code and drawn diagrams are kept, if anywhere.
    pub cache: Option<Utf8PathBuf>,
    /// Knows when the files last changed.
    pub history: Box<dyn History + Send>,
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
    let how = if preview.poll { How::Polling } else { How::Events };
    let (root, ignored) = (preview.root.clone(), preview.ignored);
    let waker = Arc::<OnceLock<Waker>>::default();
    let press = Press {
        sources: preview.sources,
        place: preview.place,
        watch: Box::new(move || Watcher::start(&root, ignored, how)),
        waker: Arc::clone(&waker),
        show,
        history: preview.history,
        tell: preview.tell,
        wanted: asked_for,
        now: preview.now,
        cache: preview.cache,
    };
    let (over, press_ended) = oneshot::channel();
    let work = move || drop(over.send(press.run()));
    std::thread::Builder::new().name("bindery-press".to_owned()).stack_size(STACK).spawn(work)?;
    let client = Client {
        script: client::SCRIPT.into(),
        style: client::STYLE.into(),
        version: client_version(&[client::SCRIPT.as_bytes(), client::STYLE.as_bytes()]),
    };
    let live = Live::new(showing.clone(), client.version.clone(), preview.editor.map(|editor| opener(&preview.root, editor)));
    let keeper = Arc::clone(&live);
    let shown = Shown {
        showing,
        wanted: Box::new(move |address: &Address| {
            if let Some(url) = address.in_site(&preview.site) {
                let _ = wanted.send(url);
                waker.get().into_iter().for_each(Waker::wake);
            }
        }),
        sent: Box::new(move |page| {
            keeper.sent(match page {
                Sent::Page(page) => Parts::of(page),
                Sent::Whole(html) => Parts::whole(html.to_owned()),
            });
        }),
        talk: Box::new(move |socket| Box::pin(Arc::clone(&live).talk(socket))),
        client,
        pages: Arc::new(Pages::default()),
    };
    let ended = runtime.block_on(async {
        tokio::select! {
            ended = signals::asked_to_leave() => ended,
            Ok(ended) = press_ended => ended,
            failed = http::serve(listening, shown) => failed.map(|never| match never {}),
        }
    });
    runtime.shutdown_background();
    ended
}

/// Links to the author's editor.
fn opener(root: &Utf8Path, editor: Editor) -> Opener {
    let root = root.canonicalize_utf8().unwrap_or_else(|_| root.to_owned());
    Box::new(move |file, line, column| editor.url(&root.join(file), line, column))
}

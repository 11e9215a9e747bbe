//! Reading and checking the whole book while the press goes on.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::Problems;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Scope};
use crate::lints::Wanted;
use crate::serve::watch::Waker;
use crate::source::Sources;
use crate::{Engine, Goal, Input};

/// How long nothing must have changed before a book is read again only to be sure: the more pages, the longer that takes, and the later the
/// next edit would be shown if it came meanwhile.
fn quiet(pages: usize) -> Duration {
    Duration::from_millis(60 + (pages as u64 / 5).min(340))
}

/// From so many pages on a book is large: reading it takes long enough to be noticed.
pub(super) const LARGE: usize = 2_000;

/// Bytes of stack for each thread: pages can be nested deeply.
const STACK: usize = 8 << 20;

/// The book is to be read.
pub(super) struct Order {
    /// Rises with each order; news carry it.
    pub(super) number: u64,
    /// The files as they are now.
    pub(super) sources: Sources,
    /// What is shown.
    pub(super) before: Option<Arc<Edition>>,
    /// Something is shown that is not right: there is no waiting for quiet.
    pub(super) urgent: bool,
}

/// What the reviser has to say about an order.
pub(super) enum News {
    /// The book was read.
    Read { number: u64, edition: Arc<Edition> },
    /// The book cannot be shown.
    Broken { number: u64, problems: Problems },
    /// The book was checked.
    Checked { number: u64, findings: Vec<Diagnostic> },
}

/// The reviser's end that the press holds; with it the thread ends.
pub(super) struct Reviser(Sender<Order>);

impl Reviser {
    /// Starts the thread. It says what it finds by `news`, wakes the press by `waker` each time, and ends when nobody listens.
    pub(super) fn start(engine: Arc<Engine>, news: Sender<News>, waker: Waker, now: fn() -> i64) -> io::Result<Self> {
        let (giver, orders) = mpsc::channel();
        let parting = Parting(waker.clone());
        let thread = Thread { orders, waiting: None, engine, news, waker, now, saved: false };
        let work = move || {
            let _parting = parting;
            thread.work();
        };
        thread::Builder::new().name("bindery-reviser".to_owned()).stack_size(STACK).spawn(work)?;
        Ok(Self(giver))
    }

    /// Has the book read; an order that was not begun is forgotten, but not that it was urgent.
    pub(super) fn give(&self, order: Order) {
        // A thread that is gone has woken the press, which sees then that no news will come.
        let _ = self.0.send(order);
    }
}

impl Order {
    /// What is to be done when this order comes after `before`, which was not begun.
    fn after(self, before: Option<Self>) -> Self {
        Self { urgent: self.urgent || before.is_some_and(|before| before.urgent), ..self }
    }
}

/// The reviser.
struct Thread {
    orders: Receiver<Order>,
    /// The newest order that came while the one before it was at work.
    waiting: Option<Order>,
    engine: Arc<Engine>,
    news: Sender<News>,
    waker: Waker,
    now: fn() -> i64,
    /// The drawn diagrams were kept for the next start.
    saved: bool,
}

/// Wakes the press when the thread is over, however that came: nothing else would tell it that no news will come any more.
struct Parting(Waker);

impl Drop for Parting {
    fn drop(&mut self) {
        self.0.wake();
    }
}

impl Thread {
    fn work(mut self) {
        let mut pages = 0;
        let pools = (pool(0), pool(thread::available_parallelism().map_or(1, |all| all.get().saturating_sub(1).max(1))));
        let (Ok(all), Ok(some)) = pools else { return };
        let mut first = true;
        while let Some(order) = self.next(quiet(pages)) {
            let pool = if first { &all } else { &some };
            first = false;
            let Some(edition) = pool.install(|| self.read(&order)) else { continue };
            pages = edition.site.pages.len();
            let stays = self.say(News::Read { number: order.number, edition: Arc::clone(&edition) });
            if !stays || self.is_superseded() {
                continue;
            }
            if let Some(findings) = pool.install(|| self.check(&edition)) {
                self.say(News::Checked { number: order.number, findings });
                self.engine.sweep();
                self.save();
            }
        }
    }

    /// The newest order, once it is urgent or nothing has changed for a while; `None` when there is nobody any more who could give one.
    fn next(&mut self, quiet: Duration) -> Option<Order> {
        self.is_superseded();
        let mut order = match self.waiting.take() {
            Some(order) => order,
            None => self.orders.recv().ok()?,
        };
        while !order.urgent {
            match self.orders.recv_timeout(quiet) {
                Ok(newer) => order = newer.after(Some(order)),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(order)
    }

    fn is_superseded(&mut self) -> bool {
        while let Ok(newer) = self.orders.try_recv() {
            self.waiting = Some(newer.after(self.waiting.take()));
        }
        self.waiting.is_some()
    }

    /// Whether somebody still listens.
    fn say(&self, news: News) -> bool {
        let heard = self.news.send(news).is_ok();
        self.waker.wake();
        heard
    }

    fn wanted(&self) -> Wanted {
        Wanted { now: (self.now)(), ..Wanted::default() }
    }

    /// Reads the book; `None` where it cannot be shown, which has then been said.
    fn read(&mut self, order: &Order) -> Option<Arc<Edition>> {
        let wanted = self.wanted();
        let input = Input {
            sources: &order.sources,
            out: None,
            checks: Some(&wanted),
            goal: Goal::Findings,
            progress: &(),
            history: &(),
        };
        let read = self.engine.read(&input, order.before.as_deref(), Scope::Everything);
        let broken = match read {
            Ok(edition) => match why_not(&edition) {
                None => return Some(Arc::new(edition)),
                Some(why) => edition.examine(None, &[], why).diagnostics,
            },
            Err(problems) => problems,
        };
        self.say(News::Broken { number: order.number, problems: broken });
        None
    }

    /// What is wrong with the book, in the order of reports; `None` if a newer order came.
    fn check(&mut self, edition: &Edition) -> Option<Problems> {
        let bodies = edition.findings_of_bodies(&|| ());
        if self.is_superseded() {
            return None;
        }
        let found = edition.examine(Some(&self.wanted()), &bodies, Vec::new());
        (!self.is_superseded()).then_some(found.diagnostics)
    }

    /// Keeps what was drawn for the next start. That it cannot be kept is nothing that an author has to know at once.
    fn save(&mut self) {
        if !self.saved {
            self.saved = true;
            let _ = self.engine.leaves().save_diagrams();
        }
    }
}

fn pool(threads: usize) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build()
}

/// Why no page of the edition can be shown, beside what its problems say; `None` if pages can.
fn why_not(edition: &Edition) -> Option<Problems> {
    if edition.book.pages.is_empty() {
        return Some(Problems::new());
    }
    if let Err(problem) = &edition.look {
        return Some(vec![problem.clone()]);
    }
    let home = edition.site.home().and_then(|id| edition.site.page(id)).map(|page| edition.file(&page.url));
    match home {
        Some(Some(Err(problem))) => Some(vec![problem]),
        _ => edition.not_found().err().map(|problem| vec![problem]),
    }
}

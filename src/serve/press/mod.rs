//! The rebuild loop: what changed on disk becomes what is shown.
//!
//! Two threads share the work. The *press* never does anything long: an edit of a page's text it reads at once, and shows the page with all
//! else as it was. The *reviser* ([`revise`]) then reads the whole book, which shows what else the edit changed, and checks it. What the
//! reviser finds is shown when it comes, with the pages that were edited meanwhile read once more on top.

mod dates;
mod edit;
mod revise;
mod tell;

use std::collections::BTreeSet;
use std::io;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use tokio::sync::watch::Sender;

use super::Showing;
use super::watch::{Batch, Changes, Waker, Watcher};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Replaced, Scope};
use crate::history::History;
use crate::render::Leaves;
use crate::site::route::encode;
use crate::source::Sources;
use crate::volumes::Place;
use crate::{Engine, Goal, Input};
use dates::Dates;
use edit::Edit;
use revise::{LARGE, News, Order, Reviser};
pub use tell::{Rebuilt, Teller};

/// How long the reading of a large book waits for the first to ask for a page.
const PATIENCE: Duration = Duration::from_millis(150);

/// What the press works with.
pub struct Press {
    /// The files of the book.
    pub sources: Sources,
    /// Where the book is among the others of its workspace, if there are any.
    pub place: Option<Place>,
    /// Begins to watch the book's files, which takes a while where there are many folders.
    pub watch: Box<dyn FnOnce() -> io::Result<(Watcher, Changes)> + Send>,
    /// Takes what wakes the press when there is something in `wanted`.
    pub waker: Arc<OnceLock<Waker>>,
    /// Takes what is to be shown.
    pub show: Sender<Arc<Showing>>,
    /// Knows when the files last changed.
    pub history: Box<dyn History + Send>,
    /// Tells people what happens.
    pub tell: Box<dyn Teller>,
    /// Addresses that somebody waits for while the book has not been read.
    pub wanted: Receiver<Utf8PathBuf>,
    /// Seconds since 1970, for the checks.
    pub now: fn() -> i64,
    /// Where coloured code and drawn diagrams are kept, if anywhere.
    pub cache: Option<Utf8PathBuf>,
}

/// The press at work.
struct Running {
    watcher: Watcher,
    changes: Changes,
    show: Sender<Arc<Showing>>,
    tell: Box<dyn Teller>,
    wanted: Receiver<Utf8PathBuf>,
    engine: Arc<Engine>,
    reviser: Reviser,
    news: Receiver<News>,
    dates: Dates,
    /// The files as they are now.
    sources: Sources,
    /// The newest order.
    ordered: u64,
    /// What changed after the order of that number was given.
    since: Vec<(u64, BTreeSet<Utf8PathBuf>)>,
    /// When the change happened that the next news will be about, and the file to name.
    pending: Option<(Instant, Utf8PathBuf)>,
    /// People were told that the system does not tell of changes.
    told_of_polling: bool,
}

impl Press {
    /// Shows the book, and every change of it, until nobody looks any more. The error is what keeps the files from being watched.
    pub fn run(self) -> io::Result<()> {
        let engine = Arc::new(Engine::new(Leaves::open(self.cache.as_deref())).at(self.place));
        let watching = thread::Builder::new().name("bindery-watch".to_owned()).spawn(self.watch)?;
        let sources = self.sources;
        // A large book takes seconds to read, with all processors at work: who comes first is answered before that.
        if is_large(&sources)
            && let Ok(url) = self.wanted.recv_timeout(PATIENCE)
        {
            show_around(&self.show, &engine, &sources, &url);
        }
        let (watcher, changes) = watching.join().map_err(|_| io::Error::other("the watcher ended"))??;
        let waker = changes.waker();
        let _ = self.waker.set(waker.clone());
        let (send, news) = mpsc::channel();
        let dates = Dates::new(self.history, waker.clone());
        let reviser = Reviser::start(Arc::clone(&engine), send, waker, self.now)?;
        let mut running = Running {
            // What was read before the files were watched may have changed unseen.
            sources: sources.anew(),
            watcher,
            changes,
            show: self.show,
            tell: self.tell,
            wanted: self.wanted,
            engine,
            reviser,
            news,
            dates,
            ordered: 0,
            since: Vec::new(),
            pending: None,
            told_of_polling: false,
        };
        running.order(true);
        running.work()
    }
}

/// Whether reading the book takes long enough to be noticed.
fn is_large(sources: &Sources) -> bool {
    let text = sources.get(Utf8Path::new("book.toml")).ok();
    let config = text.as_ref().and_then(|source| source.text().ok()).map(|text| Config::parse("book.toml".into(), text).0);
    config.is_some_and(|config| sources.list(&config.book.source).0.len() > LARGE)
}

/// Answers who waits for a page of a book that has not been read, with what is around that page.
fn show_around(show: &Sender<Arc<Showing>>, engine: &Engine, sources: &Sources, url: &Utf8Path) {
    let input = Input { sources, out: None, checks: None, goal: Goal::Site, progress: &(), history: &() };
    let Ok(edition) = engine.read(&input, None, Scope::Around(url)) else { return };
    if edition.look.is_ok() && edition.page_at(url).is_some() {
        let number = show.borrow().number + 1;
        let edition = Some(Arc::new(edition));
        show.send_replace(Arc::new(Showing { number, edition, provisional: true, ..Showing::default() }));
    }
}

impl Running {
    fn work(&mut self) -> io::Result<()> {
        while !self.show.is_closed() {
            self.tell_of_polling();
            let waiting = self.wanted.try_iter().last().filter(|_| self.shown().edition.is_none());
            if let Some(url) = waiting.filter(|_| is_large(&self.sources)) {
                show_around(&self.show, &self.engine, &self.sources, &url);
            }
            match self.changes.next(None) {
                Some(Batch::Paths(paths)) => self.changed(&paths),
                Some(Batch::Everything) => {
                    self.sources = self.sources.anew();
                    self.pending.get_or_insert_with(|| (Instant::now(), Utf8PathBuf::from(".")));
                    self.order(true);
                }
                Some(Batch::Woken) | None => {}
            }
            if self.dates.have_come() {
                let showing = self.shown();
                if let Some(edition) = showing.edition.clone().filter(|_| !showing.provisional) {
                    self.show(Showing { edition: Some(self.dates.put_on(edition)), ..showing.again() });
                }
            }
            loop {
                match self.news.try_recv() {
                    Ok(news) => self.hear(news),
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return Err(io::Error::other("the thread that reads the book ended")),
                }
            }
        }
        Ok(())
    }

    /// Says once that changes are looked for again and again, where nobody asked for that.
    fn tell_of_polling(&mut self) {
        if let Some(reason) = self.watcher.refusal().filter(|_| !self.told_of_polling) {
            self.told_of_polling = true;
            self.tell.notice(&format!("{reason}; so changes are looked for again and again, and show a little later"));
        }
    }

    fn shown(&self) -> Arc<Showing> {
        Arc::clone(&self.show.borrow())
    }

    /// Shows something new.
    fn show(&self, showing: Showing) {
        let number = self.shown().number + 1;
        self.show.send_replace(Arc::new(Showing { number, ..showing }));
    }

    /// Has the whole book read and checked as it is now.
    fn order(&mut self, urgent: bool) {
        self.ordered += 1;
        // What a provisional edition has of a page that cannot be read may be nothing but its name.
        let showing = self.shown();
        let before = showing.edition.clone().filter(|_| !showing.provisional);
        self.reviser.give(Order { number: self.ordered, sources: self.sources.clone(), before, urgent });
    }

    fn changed(&mut self, paths: &BTreeSet<Utf8PathBuf>) {
        let begun = Instant::now();
        let showing = self.shown();
        match self.since.last_mut() {
            Some((after, changed)) if *after == self.ordered => changed.extend(paths.iter().cloned()),
            _ => self.since.push((self.ordered, paths.clone())),
        }
        let renewed = self.sources.renewed(paths);
        let edit = match &showing.edition {
            Some(edition) if !showing.stale && !showing.provisional => Edit::of(edition, &self.sources, &renewed, paths),
            _ => Edit::Book,
        };
        self.sources = renewed;
        let first = || paths.first().cloned().unwrap_or_default();
        match (edit, &showing.edition) {
            (Edit::Nothing, _) => {}
            (Edit::Files(urls), _) => {
                self.show(showing.refreshing(urls));
                self.tell.rebuilt(&Rebuilt { file: &first(), pages: 0, blocks: Some(0), took: begun.elapsed() });
            }
            (Edit::Pages(ids), Some(edition)) => match edition.with_pages(&self.sources, &ids) {
                Some(Replaced { edition: new, exact }) => {
                    let new = Arc::new(new);
                    self.show(Showing { edition: Some(Arc::clone(&new)), ..showing.again() });
                    let took = begun.elapsed();
                    let blocks = ids.iter().map(|id| tell::changed_blocks(edition, &new, *id)).sum();
                    self.tell.rebuilt(&Rebuilt { file: &first(), pages: ids.len(), blocks: Some(blocks), took });
                    self.order(!exact);
                }
                None => self.book(begun, first()),
            },
            (Edit::Book | Edit::Pages(_), _) => self.book(begun, first()),
        }
    }

    /// Something changed that the whole book may follow from.
    fn book(&mut self, begun: Instant, file: Utf8PathBuf) {
        self.pending.get_or_insert((begun, file));
        self.order(true);
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Read { number, edition } => self.adopt(number, edition),
            News::Broken { number, problems } if number == self.ordered => {
                self.pending = None;
                self.watcher.follow(self.sources.asked());
                self.tell.findings(&problems, &self.sources, true);
                let showing = self.shown();
                let sources = Some(self.sources.clone());
                // What was made of a few pages only is no site that could be kept.
                let edition = showing.edition.clone().filter(|_| !showing.provisional);
                let findings = problems.into();
                self.show(Showing { edition, findings, sources, stale: true, provisional: false, ..showing.again() });
            }
            News::Checked { number, findings } if number == self.ordered => {
                let showing = self.shown();
                self.tell.findings(&findings, &self.sources, false);
                if *showing.findings != *findings {
                    self.show(Showing { findings: findings.into(), sources: None, ..showing.again() });
                }
            }
            News::Broken { .. } | News::Checked { .. } => {}
        }
    }

    /// Shows the book as it was read for the order of that number, with the pages on top whose text changed since.
    fn adopt(&mut self, number: u64, read: Arc<Edition>) {
        let refreshed = self.assets_before(number, &read);
        self.since.retain(|(after, _)| *after >= number);
        let later: BTreeSet<Utf8PathBuf> = self.since.iter().flat_map(|(_, paths)| paths).cloned().collect();
        let edition = if later.is_empty() {
            self.sources = read.sources.clone();
            read
        } else {
            // What the reading asked for is to be known as asked for from now on.
            let renewed = read.sources.renewed(&later);
            let replaced = match Edit::of(&read, &read.sources, &renewed, &later) {
                Edit::Pages(ids) => read.with_pages(&renewed, &ids).map(|replaced| Arc::new(replaced.edition)),
                Edit::Nothing | Edit::Files(_) => Some(read),
                Edit::Book => None,
            };
            self.sources = renewed;
            let Some(edition) = replaced else {
                // Where another order has been given meanwhile, what that will show is newer.
                if number == self.ordered {
                    self.order(true);
                }
                return;
            };
            edition
        };
        self.dates.ask_for(&edition);
        let edition = self.dates.put_on(edition);
        self.watcher.follow(edition.sources.asked());
        let showing = self.shown();
        if let (Some((begun, file)), Some(old)) = (self.pending.take(), &showing.edition) {
            let pages = tell::changed_pages(old, &edition);
            self.tell.rebuilt(&Rebuilt { file: &file, pages, blocks: None, took: begun.elapsed() });
        }
        self.show(Showing { edition: Some(edition), stale: false, provisional: false, ..showing.refreshing(refreshed) });
    }

    /// The addresses of files that changed before the order of that number was given, and that pages may show without being made from them.
    fn assets_before(&self, number: u64, edition: &Edition) -> BTreeSet<String> {
        let paths = self.since.iter().filter(|(after, _)| *after < number).flat_map(|(_, paths)| paths);
        let inside = paths.filter_map(|path| path.strip_prefix(edition.config.book.source.as_path()).ok());
        inside.filter(|path| edition.site.assets.contains(*path)).map(|asset| encode(asset.as_str())).collect()
    }
}

/// The problems of a book that cannot be shown.
type Problems = Vec<Diagnostic>;

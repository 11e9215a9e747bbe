//! The rebuild loop: what changed on disk becomes what is shown.
//!
//! Two threads share the work. The *press* never does anything long: an edit of a page's text it reads at once, and shows the page with all
//! else as it was. The *reviser* ([`revise`]) then reads the whole book, which shows what else the edit changed, and checks it. What the
//! reviser finds is shown when it comes, with the pages that were edited meanwhile read once more on top.

mod edit;
mod revise;
mod tell;

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use tokio::sync::watch::Sender;

use super::Showing;
use super::watch::{Batch, Changes, Watcher};
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Replaced};
use crate::site::route::encode;
use crate::source::Sources;
use edit::Edit;
use revise::{News, Order, Reviser};
pub use tell::{Rebuilt, Teller};

/// How long the reading of a large book waits for the first to ask for a page.
const PATIENCE: Duration = Duration::from_millis(150);

/// What the press works with.
pub struct Press {
    /// The folder of the book.
    pub root: Utf8PathBuf,
    /// Told where pages read files outside the book.
    pub watcher: Watcher,
    /// What changes.
    pub changes: Changes,
    /// Takes what is to be shown.
    pub show: Sender<Arc<Showing>>,
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
    press: Press,
    reviser: Reviser,
    news: Receiver<News>,
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
    /// Shows the book, and every change of it, until nobody looks any more.
    pub fn run(self) -> io::Result<()> {
        let (send, news) = mpsc::channel();
        let sources = Sources::disk(self.root.clone());
        let reviser = Reviser::start(send, self.changes.waker(), self.cache.as_deref(), self.now)?;
        let mut running =
            Running { press: self, reviser, news, sources, ordered: 0, since: Vec::new(), pending: None, told_of_polling: false };
        running.begin();
        running.work();
        Ok(())
    }
}

impl Running {
    /// Has the book read. A large one takes seconds, with all processors at work: who comes meanwhile is answered first.
    fn begin(&mut self) {
        if self.reviser.is_large(&self.sources)
            && let Ok(url) = self.press.wanted.recv_timeout(PATIENCE)
        {
            self.show_around(&url);
        }
        self.order(true);
    }

    fn work(&mut self) {
        while !self.press.show.is_closed() {
            self.tell_of_polling();
            match self.press.changes.next(None) {
                Some(Batch::Paths(paths)) => self.changed(&paths),
                Some(Batch::Everything) => {
                    self.sources = Sources::disk(self.press.root.clone());
                    self.pending.get_or_insert_with(|| (Instant::now(), Utf8PathBuf::from(".")));
                    self.order(true);
                }
                Some(Batch::Woken) | None => {}
            }
            while let Ok(news) = self.news.try_recv() {
                self.hear(news);
            }
            while let Ok(url) = self.press.wanted.try_recv() {
                self.show_around(&url);
            }
        }
    }

    /// Says once that changes are looked for again and again, where nobody asked for that.
    fn tell_of_polling(&mut self) {
        if let Some(reason) = self.press.watcher.refusal().filter(|_| !self.told_of_polling) {
            self.told_of_polling = true;
            self.press.tell.notice(&format!("{reason}; so changes are looked for again and again, and show a little later"));
        }
    }

    fn shown(&self) -> Arc<Showing> {
        Arc::clone(&self.press.show.borrow())
    }

    /// Shows something new.
    fn show(&self, showing: Showing) {
        let number = self.shown().number + 1;
        self.press.show.send_replace(Arc::new(Showing { number, ..showing }));
    }

    /// Has the whole book read and checked as it is now.
    fn order(&mut self, urgent: bool) {
        self.ordered += 1;
        let before = self.shown().edition.clone();
        self.reviser.give(Order { number: self.ordered, sources: self.sources.clone(), before, urgent });
    }

    /// Answers who waits for a page before the book has been read, with what is around that page.
    fn show_around(&mut self, url: &Utf8Path) {
        if self.shown().edition.is_some() {
            return;
        }
        if let Some(edition) = self.reviser.around(&self.sources, url) {
            self.show(Showing { edition: Some(Arc::new(edition)), provisional: true, ..Showing::default() });
        }
    }

    fn changed(&mut self, paths: &BTreeSet<Utf8PathBuf>) {
        let begun = Instant::now();
        let showing = self.shown();
        self.since.push((self.ordered, paths.clone()));
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
                self.press.tell.rebuilt(&Rebuilt { file: &first(), pages: 0, blocks: Some(0), took: begun.elapsed() });
            }
            (Edit::Pages(ids), Some(edition)) => match edition.with_pages(&self.sources, &ids) {
                Some(Replaced { edition: new, exact }) => {
                    let new = Arc::new(new);
                    self.show(Showing { edition: Some(Arc::clone(&new)), ..showing.again() });
                    let took = begun.elapsed();
                    let blocks = ids.iter().map(|id| tell::changed_blocks(edition, &new, *id)).sum();
                    self.press.tell.rebuilt(&Rebuilt { file: &first(), pages: ids.len(), blocks: Some(blocks), took });
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
                self.press.watcher.follow(self.sources.asked());
                self.press.tell.findings(&problems, &self.sources, true);
                let showing = self.shown();
                let sources = Some(self.sources.clone());
                self.show(Showing { findings: problems.into(), sources, stale: true, provisional: false, ..showing.again() });
            }
            News::Checked { number, findings } if number == self.ordered => {
                let showing = self.shown();
                self.press.tell.findings(&findings, &self.sources, false);
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
            // Another order has been given for this change, and what it will show is newer.
            let Some(edition) = replaced else { return };
            edition
        };
        self.press.watcher.follow(edition.sources.asked());
        let showing = self.shown();
        if let (Some((begun, file)), Some(old)) = (self.pending.take(), &showing.edition) {
            let pages = tell::changed_pages(old, &edition);
            self.press.tell.rebuilt(&Rebuilt { file: &file, pages, blocks: None, took: begun.elapsed() });
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

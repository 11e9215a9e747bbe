//! Which files have changed since somebody last asked.
//!
//! The first event that can be trusted is acted on at once, and only what may be half of a change waits (see [`settle`]). That is why this is
//! built on `notify` itself: its debouncer looks at what happened at the ticks of a clock, and one tick is longer than an edit may take
//! from the editor to the browser.
//!
//! ```text
//! notify (its thread)  -> inbox -> settle -> Changes::next     inbox, settle
//! new folders, links   -> more to watch                        tree, trail    done by the one who waits
//! no events to be had  -> inbox                                poll           (its thread)
//! ```
//!
//! What is noticed:
//!
//! - All below the book's folder, hidden files too, but for folders of version control systems, folders that are to be ignored, and the files
//!   that editors leave behind; of these, only what is followed.
//! - Files that are followed, wherever they are, whether or not they exist.
//! - A symbolic link to a file: that the link, a link on its way, or the file at its end changes. So data that is replaced by turning a link
//!   (as Kubernetes mounts it) is noticed.
//! - That the book's folder is moved away and comes back.
//!
//! What is not: files behind a link to a folder, unless they are followed; that a folder is moved which holds both the book and a followed file
//! outside; changes made by another machine on a network file system, where the system does not tell of them ([`How::Polling`] helps);
//! what is written through a memory map that stays open.

mod heed;
mod inbox;
mod poll;
mod settle;
mod stamp;
#[cfg(test)]
mod tests;
mod trail;
mod tree;

use std::collections::BTreeSet;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use heed::Heed;
use inbox::{Errands, Inbox};
use poll::Poller;
use tree::{Refusal, Tree};

/// How to learn of changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// The system tells; where it refuses to, by looking again and again.
    #[default]
    Events,
    /// By looking again and again: for file systems whose changes the system does not hear of.
    Polling,
}

/// What has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Batch {
    /// What was written, created, removed or renamed at these paths, and at least that. They are relative to the book's folder, in the form of
    /// [`crate::source::join`]; a folder stands for all below it.
    Paths(BTreeSet<Utf8PathBuf>),
    /// Anything: events were lost, there were too many, or the book's folder vanished or came back.
    Everything,
    /// Nothing: a [`Waker`] was used.
    Woken,
}

/// What keeps a book under watch. Stops with the last of this and its [`Changes`].
pub struct Watcher {
    shared: Arc<Shared>,
}

/// The changes of a book.
pub struct Changes {
    shared: Arc<Shared>,
}

/// Wakes who waits for changes.
#[derive(Clone)]
pub struct Waker {
    inbox: Arc<Inbox>,
}

struct Shared {
    root: Utf8PathBuf,
    heed: Heed,
    inbox: Arc<Inbox>,
    backend: Mutex<Backend>,
}

enum Backend {
    Events(Box<Tree>),
    /// With the reason if events were asked for.
    Polling(Poller, Option<Refusal>),
}

impl Watcher {
    /// Watches the book in the folder `root`, but for the folders `ignored`, which are relative to it. Whatever is read after this has
    /// returned, and changes after it was read, will be told of. The error says why the folder cannot be watched at all.
    pub fn start(root: &Utf8Path, ignored: Vec<Utf8PathBuf>, how: How) -> io::Result<(Self, Changes)> {
        let root = root.canonicalize_utf8()?;
        let heed = Heed::except(ignored);
        let inbox = Arc::new(Inbox::new(root.clone(), heed.clone()));
        let poll = || Poller::start(root.clone(), heed.clone(), &inbox, BTreeSet::new());
        let backend = match how {
            How::Polling => Backend::Polling(poll()?, None),
            How::Events => match Tree::start(root.clone(), heed.clone(), Arc::clone(&inbox)) {
                Ok(tree) => Backend::Events(Box::new(tree)),
                Err(reason) => Backend::Polling(poll()?, Some(reason)),
            },
        };
        let shared = Arc::new(Shared { root, heed, inbox, backend: Mutex::new(backend) });
        Ok((Self { shared: Arc::clone(&shared) }, Changes { shared }))
    }

    /// Tells of changes of these files too, and no longer of those that it was told to follow before. They are all that the pages asked for,
    /// whether or not it was there, relative to the book's folder; those that are watched anyway cost nothing.
    pub fn follow(&mut self, files: impl IntoIterator<Item = impl AsRef<Utf8Path>>) {
        let mut backend = self.shared.backend();
        let done = match &mut *backend {
            Backend::Events(tree) => tree.follow(files),
            Backend::Polling(poller, _) => {
                poller.follow(&files.into_iter().map(|path| path.as_ref().to_owned()).collect());
                Ok(())
            }
        };
        self.shared.fall_back(&mut backend, done);
    }

    /// Why the book is looked at again and again although the system was to tell of changes; `None` if it does. It may refuse later than at the
    /// start; [`Batch::Everything`] is reported then.
    #[must_use]
    pub fn refusal(&self) -> Option<String> {
        match &*self.shared.backend() {
            Backend::Events(_) => None,
            Backend::Polling(_, reason) => reason.clone(),
        }
    }
}

impl Changes {
    /// Waits until something has changed, or `timeout` is over, which is `None`. What has changed by then is returned at once, and what
    /// changed while nobody waited is kept.
    pub fn next(&mut self, timeout: Option<Duration>) -> Option<Batch> {
        let until = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let inbox = &self.shared.inbox;
        let mut state = inbox.lock();
        loop {
            let errands = std::mem::take(&mut state.errands);
            if errands != Errands::default() {
                drop(state);
                self.shared.attend(errands);
                state = inbox.lock();
            }
            if std::mem::take(&mut state.woken) {
                return Some(Batch::Woken);
            }
            let now = Instant::now();
            if let Some(batch) = state.settle.ready(now, |path| is_empty(&self.shared.root.join(path))) {
                return Some(batch);
            }
            if until.is_some_and(|until| until <= now) {
                return None;
            }
            if state.errands == Errands::default() {
                let deadline = state.settle.deadline().into_iter().chain(until).min();
                state = inbox.wait(state, deadline);
            }
        }
    }

    /// Whether nothing has happened that [`Changes::next`] has yet to return, now or soon: the time for work that can wait.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        let state = self.shared.inbox.lock();
        state.settle.deadline().is_none() && state.errands == Errands::default() && !state.woken
    }

    /// What wakes the one who waits, from any thread: [`Changes::next`] then returns [`Batch::Woken`], once.
    #[must_use]
    pub fn waker(&self) -> Waker {
        Waker { inbox: Arc::clone(&self.shared.inbox) }
    }
}

impl Waker {
    /// Wakes the one who waits, or the next one who will.
    pub fn wake(&self) {
        self.inbox.wake();
    }
}

impl Shared {
    fn backend(&self) -> MutexGuard<'_, Backend> {
        self.backend.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn attend(&self, errands: Errands) {
        let mut backend = self.backend();
        if let Backend::Events(tree) = &mut *backend {
            let done = tree.attend(errands);
            self.fall_back(&mut backend, done);
        }
    }

    /// Goes on without events if they were refused. A system that refuses a thread too will refuse more than a preview can do without; the tree
    /// then goes on with what it has.
    fn fall_back(&self, backend: &mut Backend, done: Result<(), Refusal>) {
        if let (Err(reason), Backend::Events(tree)) = (done, &*backend)
            && let Ok(poller) = Poller::start(self.root.clone(), self.heed.clone(), &self.inbox, tree.followed().clone())
        {
            *backend = Backend::Polling(poller, Some(reason));
            self.inbox.note_everything();
        }
    }
}

fn is_empty(path: &Utf8Path) -> bool {
    path.metadata().is_ok_and(|there| there.is_file() && there.len() == 0)
}

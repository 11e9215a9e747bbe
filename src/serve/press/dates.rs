//! When the book's files last changed, found out aside: nobody waits for it, and it is shown when it comes.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use crate::edition::Edition;
use crate::history::{Changes, History};
use crate::serve::watch::Waker;

/// What is known of the files' last changes.
pub(super) struct Dates {
    state: State,
    waker: Waker,
}

enum State {
    Unasked(Box<dyn History + Send>),
    Asked(Receiver<Changes>),
    /// What was answered. It stays for as long as the preview runs: a commit that is made meanwhile shows after the next start.
    Known(Arc<Changes>),
}

impl Dates {
    /// Nothing is asked yet; `waker` wakes the press when the answer is there.
    pub(super) fn new(history: Box<dyn History + Send>, waker: Waker) -> Self {
        Self { state: State::Unasked(history), waker }
    }

    /// The edition with what is known so far.
    pub(super) fn put_on(&self, edition: Arc<Edition>) -> Arc<Edition> {
        match &self.state {
            State::Known(changes) => Arc::new(Edition::clone(&edition).with_changes(Arc::clone(changes))),
            State::Unasked(_) | State::Asked(_) => edition,
        }
    }

    /// Has the changes of the edition's files looked up, unless that was done before or the book does not want it.
    pub(super) fn ask_for(&mut self, edition: &Edition) {
        if !edition.config.html.last_updated || !matches!(self.state, State::Unasked(_)) {
            return;
        }
        let (send, answer) = mpsc::channel();
        let State::Unasked(history) = std::mem::replace(&mut self.state, State::Asked(answer)) else { return };
        let (files, waker) = (edition.files_of_pages(), self.waker.clone());
        let work = move || {
            // The press may be over.
            let _ = send.send(history.last_changes(&files));
            waker.wake();
        };
        // Without a thread for it, pages say nothing of their last change.
        let _ = thread::Builder::new().name("bindery-dates".to_owned()).spawn(work);
    }

    /// Whether the answer came since this was asked last.
    pub(super) fn have_come(&mut self) -> bool {
        let State::Asked(answer) = &self.state else { return false };
        let Ok(changes) = answer.try_recv() else { return false };
        self.state = State::Known(Arc::new(changes));
        true
    }
}

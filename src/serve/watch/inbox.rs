//! Where events meet: those who watch put them in from their threads, and the one who waits for changes takes them out.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{Event, EventKind};

use super::heed::Heed;
use super::settle::{MANY, Settle, Sign};
use super::trail::Trails;
use crate::source::join;

/// The events so far. Its size is bounded: it holds paths, never a list of events.
#[derive(Debug)]
pub(super) struct Inbox {
    state: Mutex<State>,
    news: Condvar,
}

#[derive(Debug)]
pub(super) struct State {
    /// Absolute and without links.
    root: Utf8PathBuf,
    heed: Heed,
    /// What changed.
    pub(super) settle: Settle,
    /// What else stands for a path that is reported.
    pub(super) trails: Trails,
    /// What must be done before nothing can be missed any more.
    pub(super) errands: Errands,
    /// Somebody woke the one who waits.
    pub(super) woken: bool,
}

/// Work that follows from events, and that cannot be done by the thread that tells of them: to watch more.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Errands {
    /// Names, relative to the root, that stand for something else now: perhaps a new folder or link.
    pub(super) turned: BTreeSet<Utf8PathBuf>,
    /// Reported paths whose trail may lead somewhere else now.
    pub(super) trails: BTreeSet<Utf8PathBuf>,
    /// Events were lost, or the root is another folder now.
    pub(super) everything: bool,
}

impl Inbox {
    pub(super) fn new(root: Utf8PathBuf, heed: Heed) -> Self {
        let state =
            State { root, heed, settle: Settle::default(), trails: Trails::default(), errands: Errands::default(), woken: false };
        Self { state: Mutex::new(state), news: Condvar::new() }
    }

    /// The state. Nobody may wait for a watching thread while holding it.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for something to happen, until `deadline` at most.
    pub(super) fn wait<'a>(&self, state: MutexGuard<'a, State>, deadline: Option<Instant>) -> MutexGuard<'a, State> {
        match deadline.map(|deadline| deadline.saturating_duration_since(Instant::now())) {
            Some(time) => self.news.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner).0,
            None => self.news.wait(state).unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Takes in an event of the system.
    pub(super) fn hear(&self, event: notify::Result<Event>) {
        let wakes = match event {
            // Every read of a file makes one of these.
            Ok(Event { kind: EventKind::Access(kind), .. }) if kind != AccessKind::Close(AccessMode::Write) => false,
            Ok(event) if !event.need_rescan() => self.lock().hear(&event, Instant::now()),
            // What the system could not tell may have been anything.
            Ok(_) | Err(_) => self.lock().lose(Instant::now()),
        };
        if wakes {
            self.news.notify_all();
        }
    }

    /// Takes in a change of `path`, which is relative to the root.
    pub(super) fn note(&self, path: &Utf8Path, sign: Sign) {
        if self.lock().settle.note(path.to_owned(), sign, Instant::now()) {
            self.news.notify_all();
        }
    }

    /// Takes in that anything may have changed.
    pub(super) fn note_everything(&self) {
        if self.lock().settle.everything(Instant::now()) {
            self.news.notify_all();
        }
    }

    /// Wakes the one who waits.
    pub(super) fn wake(&self) {
        self.lock().woken = true;
        self.news.notify_all();
    }
}

impl State {
    /// Returns whether this concerns the one who waits before the time that it waits for.
    fn hear(&mut self, event: &Event, now: Instant) -> bool {
        let mut wakes = false;
        for path in &event.paths {
            let Some(told) = what_it_tells(event.kind, path) else { continue };
            if let Some(path) = utf8_part(path) {
                wakes |= self.tell(path, told, now);
            }
        }
        wakes
    }

    fn tell(&mut self, path: &Utf8Path, told: Told, now: Instant) -> bool {
        let Told { sign, turns, file } = told;
        let mut wakes = false;
        for reported in self.trails.over(path) {
            wakes |= turns;
            if turns {
                self.errands.trails.insert(reported.clone());
            }
            wakes |= self.settle.note(reported, sign, now);
        }
        if self.root.starts_with(path) {
            return wakes | (turns && sign != Sign::Touched && self.lose(now));
        }
        let Ok(path) = path.strip_prefix(&self.root).map(|path| join(Utf8Path::new(""), path)) else { return wakes };
        // A folder may bear the name of what an editor leaves behind.
        let matters = self.heed.file(&path) || (turns && self.heed.folder(&path) && self.root.join(&path).is_dir());
        if !matters {
            return wakes;
        }
        if turns && sign != Sign::Gone && !self.errands.everything {
            self.errands.turned.insert(path.clone());
            if self.errands.turned.len() > MANY {
                return self.lose(now);
            }
            // A file can wait until it is due.
            wakes |= !file;
        }
        wakes | self.settle.note(path, sign, now)
    }

    fn lose(&mut self, now: Instant) -> bool {
        self.errands = Errands { everything: true, ..Errands::default() };
        self.settle.everything(now);
        true
    }
}

/// What an event tells of a path.
#[derive(Clone, Copy)]
struct Told {
    sign: Sign,
    /// The name may stand for another file or folder than before.
    turns: bool,
    /// It is known to be no folder.
    file: bool,
}

fn what_it_tells(kind: EventKind, path: &Path) -> Option<Told> {
    let (sign, turns) = match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => (Sign::Written, false),
        // The event of both names comes after one for each of them.
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => return None,
        EventKind::Create(_) => (Sign::Created, true),
        EventKind::Modify(ModifyKind::Name(RenameMode::To)) => (Sign::Written, true),
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => (Sign::Gone, true),
        // Some systems do not say which of the two names it is.
        EventKind::Modify(ModifyKind::Name(_)) if path.symlink_metadata().is_ok() => (Sign::Written, true),
        EventKind::Modify(ModifyKind::Name(_)) => (Sign::Gone, true),
        // A folder that could not be looked into may have become one that can.
        EventKind::Modify(ModifyKind::Metadata(_)) => (Sign::Touched, true),
        EventKind::Modify(_) | EventKind::Any | EventKind::Other => (Sign::Touched, false),
    };
    Some(Told { sign, turns, file: kind == EventKind::Create(CreateKind::File) || sign == Sign::Touched })
}

/// The path, or the folder above it whose name can be said.
fn utf8_part(path: &Path) -> Option<&Utf8Path> {
    path.ancestors().find_map(Utf8Path::from_path)
}

#[cfg(test)]
mod tests {
    use notify::event::Flag;

    use super::*;

    fn inbox() -> Inbox {
        Inbox::new("/book".into(), Heed::default())
    }

    #[test]
    fn lost_events_are_everything_and_an_errand() {
        let told = [
            Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan)),
            Err(notify::Error::generic("no more")),
            Ok(Event::new(EventKind::Modify(ModifyKind::Name(RenameMode::From))).add_path("/book".into())),
            Ok(Event::new(EventKind::Create(CreateKind::Folder)).add_path("/book".into())),
        ];
        for event in told {
            let inbox = inbox();
            let name = format!("{event:?}");
            inbox.hear(event);
            let mut state = inbox.lock();
            assert!(state.errands.everything, "{name}");
            let at = state.settle.deadline().unwrap();
            assert_eq!(state.settle.ready(at, |_| false), Some(super::super::Batch::Everything), "{name}");
        }
    }

    #[test]
    fn reading_and_what_lies_elsewhere_are_no_events() {
        let inbox = inbox();
        inbox.hear(Ok(Event::new(EventKind::Access(AccessKind::Open(AccessMode::Any))).add_path("/book/a".into())));
        inbox.hear(Ok(Event::new(EventKind::Create(CreateKind::File)).add_path("/bookend/a".into())));
        let state = inbox.lock();
        assert_eq!(state.settle.deadline(), None);
        assert_eq!(state.errands, Errands::default());
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_cannot_be_said_is_a_change_of_its_folder() {
        use std::os::unix::ffi::OsStrExt;
        let inbox = inbox();
        let path = Path::new("/book/a").join(std::ffi::OsStr::from_bytes(b"\xff.md"));
        inbox.hear(Ok(Event::new(EventKind::Access(AccessKind::Close(AccessMode::Write))).add_path(path)));
        let batch = inbox.lock().settle.ready(Instant::now(), |_| false);
        assert_eq!(batch, Some(super::super::Batch::Paths(BTreeSet::from(["a".into()]))));
    }

    #[test]
    fn a_storm_of_events_takes_bounded_space() {
        let inbox = inbox();
        for number in 0..3 * MANY {
            let path = format!("/book/{number}").into();
            inbox.hear(Ok(Event::new(EventKind::Create(CreateKind::File)).add_path(path)));
        }
        let state = inbox.lock();
        assert!(state.errands.everything && state.errands.turned.is_empty());
    }
}

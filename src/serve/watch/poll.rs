//! Looking for changes again and again, where no system tells of them.
//!
//! `notify` has a watcher for this too, but it compares times in whole seconds and nothing else: the second of two edits within a second would
//! never be seen.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use camino::Utf8PathBuf;

use super::heed::Heed;
use super::inbox::Inbox;
use super::settle::Sign;
use super::stamp::Stamp;

/// Time between two looks: what a person takes to turn from the editor to the browser.
const INTERVAL: Duration = Duration::from_millis(300);

/// A look that takes long makes the next one wait this many times as long, so that looking never takes more than a tenth of a processor.
const REST: u32 = 9;

/// The one who looks. It stops when nobody waits for what it finds.
pub(super) struct Poller {
    followed: Arc<Mutex<BTreeSet<Utf8PathBuf>>>,
}

impl Poller {
    /// Looks at all that matters below `root`, and from then on tells what changed.
    pub(super) fn start(root: Utf8PathBuf, heed: Heed, inbox: &Arc<Inbox>, followed: BTreeSet<Utf8PathBuf>) -> io::Result<Self> {
        let followed = Arc::new(Mutex::new(followed));
        let mut looker = Looker { root, heed, followed: Arc::clone(&followed), seen: Seen::default(), unsure: BTreeSet::new() };
        looker.seen = looker.look();
        looker.doubt_recent();
        let inbox = Arc::downgrade(inbox);
        thread::Builder::new().name("bindery-poll".to_owned()).spawn(move || looker.work(&inbox))?;
        Ok(Self { followed })
    }

    /// From the next look on tells of these files too. A first look at a file tells of it.
    pub(super) fn follow(&self, files: &BTreeSet<Utf8PathBuf>) {
        self.followed.lock().unwrap_or_else(PoisonError::into_inner).clone_from(files);
    }
}

struct Looker {
    root: Utf8PathBuf,
    heed: Heed,
    followed: Arc<Mutex<BTreeSet<Utf8PathBuf>>>,
    seen: Seen,
    /// Files that had changed so shortly before they were looked at that they may have changed again without showing it.
    unsure: BTreeSet<Utf8PathBuf>,
}

/// What was seen: every file, and whether the root was there.
#[derive(Default)]
struct Seen {
    has_root: bool,
    files: HashMap<Utf8PathBuf, Stamp>,
}

impl Looker {
    fn work(mut self, inbox: &Weak<Inbox>) {
        let mut rest = INTERVAL;
        loop {
            thread::sleep(rest);
            let Some(inbox) = inbox.upgrade() else { return };
            let begun = Instant::now();
            self.compare(&inbox);
            rest = INTERVAL.max(begun.elapsed() * REST);
        }
    }

    fn compare(&mut self, inbox: &Inbox) {
        let before = std::mem::take(&mut self.seen);
        self.seen = self.look();
        if self.seen.has_root != before.has_root {
            inbox.note_everything();
        }
        for (path, stamp) in &self.seen.files {
            if before.files.get(path) != Some(stamp) {
                inbox.note(path, if *stamp == Stamp::MISSING { Sign::Gone } else { Sign::Touched });
            }
        }
        let gone = before.files.keys().filter(|path| !self.seen.files.contains_key(*path));
        gone.for_each(|path| inbox.note(path, Sign::Gone));
        for path in self.doubt_recent() {
            inbox.note(&path, Sign::Touched);
        }
    }

    /// Remembers the files that have changed of late, and returns those that no longer have: they must be read once more.
    fn doubt_recent(&mut self) -> Vec<Utf8PathBuf> {
        let now = SystemTime::now();
        let is_unsure = |stamp: &Stamp| *stamp != Stamp::MISSING && stamp.is_newer(now);
        let unsure = self.seen.files.iter().filter(|(_, stamp)| is_unsure(stamp)).map(|(path, _)| path.clone()).collect();
        let before = std::mem::replace(&mut self.unsure, unsure);
        before.into_iter().filter(|path| !self.unsure.contains(path)).collect()
    }

    fn look(&self) -> Seen {
        let mut seen = Seen { has_root: self.root.is_dir(), files: HashMap::new() };
        let mut folders = vec![Utf8PathBuf::new()];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = self.root.join(&folder).read_dir_utf8() else { continue };
            for entry in entries.flatten() {
                let path = folder.join(entry.file_name());
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    if self.heed.folder(&path) {
                        folders.push(path);
                    }
                } else if self.heed.file(&path)
                    && let Some(stamp) = Stamp::of(entry.path())
                {
                    seen.files.insert(path, stamp);
                }
            }
        }
        let followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for path in followed {
            let stamp = Stamp::of(&self.root.join(&path)).unwrap_or(Stamp::MISSING);
            seen.files.entry(path).or_insert(stamp);
        }
        seen
    }
}

//! A watched book in a real folder, and what is told of it.

mod aside;
mod editors;
mod folders;
mod mirror;
mod polling;
mod storms;

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::{Batch, Changes, How, Watcher};

/// Longer than any busy machine keeps a change.
const PATIENCE: Duration = Duration::from_secs(10);

/// Long enough for whatever should not come to come.
const QUIET: Duration = Duration::from_millis(300);

/// A folder with a book `book` in it, and whatever else.
struct Desk {
    guard: tempfile::TempDir,
    watcher: Watcher,
    changes: Changes,
}

impl Desk {
    /// A book with these files, watched.
    fn with(files: &[&str]) -> Self {
        Self::watched(files, How::Events)
    }

    fn watched(files: &[&str], how: How) -> Self {
        let guard = tempfile::TempDir::new().unwrap();
        let book = guard.path().join("book");
        fs::create_dir(&book).unwrap();
        for file in files {
            let path = book.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "first").unwrap();
        }
        let ignored = vec!["public".into(), ".cache/bindery".into()];
        let (watcher, changes) = Watcher::start(Utf8Path::from_path(&book).unwrap(), ignored, how).unwrap();
        assert_eq!(watcher.refusal(), None);
        Self { guard, watcher, changes }
    }

    /// The file at `path` as seen from the book.
    fn at(&self, path: &str) -> std::path::PathBuf {
        self.guard.path().join("book").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.at(path), text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.at(from), self.at(to)).unwrap();
    }

    fn follow(&mut self, files: &[&str]) {
        self.watcher.follow(files);
    }

    /// Waits until all of `wanted` has been told of, and a little longer; what has been told of by then. `.` stands for everything.
    fn told(&mut self, wanted: &[&str]) -> BTreeSet<String> {
        let mut told = BTreeSet::<Utf8PathBuf>::new();
        let has = |told: &BTreeSet<Utf8PathBuf>, path: &str| Utf8Path::new(path).ancestors().any(|above| told.contains(above));
        let end = Instant::now() + PATIENCE;
        while !wanted.iter().all(|path| has(&told, path)) && Instant::now() < end {
            self.hear(Duration::from_millis(100), &mut told);
        }
        let end = Instant::now() + QUIET;
        while Instant::now() < end {
            self.hear(end - Instant::now(), &mut told);
        }
        told.into_iter().map(String::from).collect()
    }

    fn hear(&mut self, timeout: Duration, told: &mut BTreeSet<Utf8PathBuf>) {
        match self.changes.next(Some(timeout)) {
            Some(Batch::Paths(paths)) => told.extend(paths),
            Some(Batch::Everything) => drop(told.insert(".".into())),
            Some(Batch::Woken) | None => {}
        }
    }

    /// What is told is this and nothing else.
    fn tells(&mut self, wanted: &[&str]) {
        let told = self.told(wanted);
        assert_eq!(told, wanted.iter().map(ToString::to_string).collect());
    }

    /// What is told covers this.
    fn tells_of(&mut self, wanted: &[&str]) {
        let told = self.told(wanted);
        let has = |path: &str| told.contains(".") || Utf8Path::new(path).ancestors().any(|above| told.contains(above.as_str()));
        let missed: Vec<_> = wanted.iter().filter(|path| !has(path)).collect();
        assert!(missed.is_empty(), "{missed:?} are missing from {told:?}");
    }
}

#[test]
fn nothing_is_told_of_a_book_that_nobody_touches() {
    let mut desk = Desk::with(&["a.md", "b/c.md"]);
    assert_eq!(fs::read_to_string(desk.at("a.md")).unwrap(), "first");
    desk.tells(&[]);
}

#[test]
fn who_waits_can_be_woken() {
    let mut desk = Desk::with(&["a.md"]);
    let waker = desk.changes.waker();
    assert!(desk.changes.is_quiet());
    waker.wake();
    assert!(!desk.changes.is_quiet());
    assert_eq!(desk.changes.next(Some(PATIENCE)), Some(Batch::Woken));
    assert!(desk.changes.is_quiet());
    let other = std::thread::spawn(move || waker.wake());
    assert_eq!(desk.changes.next(None), Some(Batch::Woken));
    other.join().unwrap();
    assert_eq!(desk.changes.next(Some(Duration::from_millis(10))), None);
}

#[test]
fn a_folder_that_does_not_exist_is_refused() {
    let guard = tempfile::TempDir::new().unwrap();
    let root = Utf8PathBuf::from_path_buf(guard.path().join("no")).unwrap();
    assert!(Watcher::start(&root, Vec::new(), How::Events).is_err());
}

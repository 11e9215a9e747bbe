//! Which folders the system is asked to tell of.

use std::collections::BTreeSet;
use std::io::ErrorKind::{NotFound, PermissionDenied};
use std::sync::Arc;
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use notify::{Config, ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::heed::Heed;
use super::inbox::{Errands, Inbox};
use super::settle::Sign;
use super::stamp::has_changed;
use super::trail::Trail;
use crate::source::join;

/// Where each folder is watched by itself. The program does that, not `notify`: so a folder that nobody wants to hear of, such as the output,
/// is not watched, and a new folder is known to be watched before it is looked into, so that no file in it is missed. Other systems watch
/// all below a folder themselves.
const EACH_FOLDER: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// A trail can change while its folders are being watched. One that goes on changing sends events meanwhile.
const MOST_TRIES: usize = 8;

/// The folders that are watched.
pub(super) struct Tree {
    watcher: RecommendedWatcher,
    inbox: Arc<Inbox>,
    root: Utf8PathBuf,
    heed: Heed,
    started: SystemTime,
    /// The symbolic links below the root, to whatever.
    links: BTreeSet<Utf8PathBuf>,
    /// The files that are read although the tree does not tell of them.
    followed: BTreeSet<Utf8PathBuf>,
    /// Watched folders that are not part of the tree.
    aside: BTreeSet<Utf8PathBuf>,
}

/// Why the system cannot tell of changes.
pub(super) type Refusal = String;

impl Tree {
    /// Watches all that matters below `root`, which is absolute and without links.
    pub(super) fn start(root: Utf8PathBuf, heed: Heed, inbox: Arc<Inbox>) -> Result<Self, Refusal> {
        let hears = Arc::clone(&inbox);
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(move |event| hears.hear(event), config).map_err(|e| refusal(&e))?;
        let (links, followed, aside) = Default::default();
        let mut tree = Self { watcher, inbox, root, heed, started: SystemTime::now(), links, followed, aside };
        tree.watch_everything()?;
        Ok(tree)
    }

    /// The files that [`Tree::follow`] was told of and that the tree does not tell of.
    pub(super) fn followed(&self) -> &BTreeSet<Utf8PathBuf> {
        &self.followed
    }

    /// Does what events have given to do. What could have been missed until it was done is reported as changed.
    pub(super) fn attend(&mut self, errands: Errands) -> Result<(), Refusal> {
        if errands.everything {
            self.watch_everything()?;
            self.inbox.note_everything();
            return Ok(());
        }
        let mut links = BTreeSet::new();
        let mut lost = false;
        for path in errands.turned {
            let Ok(there) = self.root.join(&path).symlink_metadata() else { continue };
            if there.is_symlink() {
                links.insert(path);
            } else if there.is_dir() && self.heed.folder(&path) {
                links.append(&mut self.watch_below(&path)?);
                self.inbox.note(&path, Sign::Touched);
            }
        }
        let is_link = |path: &Utf8Path| self.root.join(path).is_symlink();
        for path in errands.trails {
            if self.followed.contains(&path) || is_link(&path) {
                links.insert(path);
            } else {
                self.links.remove(&path);
                self.inbox.lock().trails.remove(&path);
                lost = true;
            }
        }
        if links.is_empty() && !lost {
            return Ok(());
        }
        self.lay_trails(&links)?;
        for path in &links {
            self.inbox.note(path, Sign::Touched);
        }
        self.links.extend(links.into_iter().filter(|path| !self.followed.contains(path)));
        self.tidy();
        Ok(())
    }

    /// From now on tells of changes of these files too, wherever they are. What changed between the start and now is told of as well.
    pub(super) fn follow(&mut self, files: impl IntoIterator<Item = impl AsRef<Utf8Path>>) -> Result<(), Refusal> {
        let others = files.into_iter().filter(|path| !self.is_told_of(path.as_ref()));
        let followed: BTreeSet<_> = others.map(|path| path.as_ref().to_owned()).collect();
        for path in self.followed.difference(&followed).filter(|path| !self.links.contains(*path)) {
            self.inbox.lock().trails.remove(path);
        }
        let new = followed.difference(&self.followed).cloned().collect();
        self.followed = followed;
        self.lay_trails(&new)?;
        for path in new.iter().filter(|path| has_changed(&self.absolute(path), self.started)) {
            self.inbox.note(path, Sign::Touched);
        }
        self.tidy();
        Ok(())
    }

    /// Whether the tree tells of changes of the file at `path`.
    fn is_told_of(&self, path: &Utf8Path) -> bool {
        let is_inside = !path.starts_with("..");
        is_inside && self.heed.file(path) && !path.ancestors().any(|above| self.links.contains(above))
    }

    fn absolute(&self, path: &Utf8Path) -> Utf8PathBuf {
        let top = self.root.ancestors().last().unwrap_or(&self.root);
        top.join(join(&self.root, path))
    }

    fn watch_everything(&mut self) -> Result<(), Refusal> {
        if !EACH_FOLDER && self.root.is_dir() {
            self.watcher.watch(self.root.as_std_path(), RecursiveMode::Recursive).or_else(|e| if_there(&e))?;
        }
        // That the root comes back is told by the folder that holds it.
        if let Some(above) = self.outlook() {
            self.watch(&above)?;
        }
        let links = self.watch_below(Utf8Path::new(""))?;
        let trails = self.links.union(&links).chain(&self.followed).cloned().collect();
        self.lay_trails(&trails)?;
        self.links = links;
        self.tidy();
        Ok(())
    }

    /// The nearest folder above the root.
    fn outlook(&self) -> Option<Utf8PathBuf> {
        self.root.ancestors().skip(1).find(|folder| folder.is_dir()).map(Utf8Path::to_owned)
    }

    /// Watches the folder at `path` and all below it that matter, and returns the links among them.
    fn watch_below(&mut self, path: &Utf8Path) -> Result<BTreeSet<Utf8PathBuf>, Refusal> {
        let mut links = BTreeSet::new();
        let mut folders = vec![path.to_owned()];
        while let Some(folder) = folders.pop() {
            let there = self.root.join(&folder);
            if EACH_FOLDER && there.is_dir() {
                self.watch(&there)?;
            }
            // A folder that cannot be read is for those to report who read it.
            let Ok(entries) = there.read_dir_utf8() else { continue };
            for entry in entries.flatten() {
                let path = folder.join(entry.file_name());
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() && self.heed.folder(&path) => folders.push(path),
                    Ok(kind) if kind.is_symlink() && self.heed.file(&path) => drop(links.insert(path)),
                    _ => {}
                }
            }
        }
        Ok(links)
    }

    fn watch(&mut self, folder: &Utf8Path) -> Result<(), Refusal> {
        self.watcher.watch(folder.as_std_path(), RecursiveMode::NonRecursive).or_else(|e| if_there(&e))
    }

    /// Watches what leads to each of the `paths`.
    fn lay_trails(&mut self, paths: &BTreeSet<Utf8PathBuf>) -> Result<(), Refusal> {
        for path in paths {
            let from = self.absolute(path);
            let mut trail = Trail::of(&from, &self.root);
            for _ in 0..MOST_TRIES {
                self.inbox.lock().trails.lay(path, trail.clone());
                for folder in &trail.folders {
                    if !self.is_in_tree(folder) {
                        self.watch(folder)?;
                        self.aside.insert(folder.clone());
                    }
                }
                let now = Trail::of(&from, &self.root);
                if now == trail {
                    break;
                }
                trail = now;
            }
        }
        Ok(())
    }

    /// Stops watching what no trail needs any more.
    fn tidy(&mut self) {
        let mut needed = self.inbox.lock().trails.folders();
        needed.extend(self.outlook());
        needed.retain(|folder| !self.is_in_tree(folder));
        for folder in self.aside.difference(&needed) {
            // The system has forgotten those that are gone.
            let _ = self.watcher.unwatch(folder.as_std_path());
        }
        self.aside = needed;
    }

    fn is_in_tree(&self, folder: &Utf8Path) -> bool {
        folder.strip_prefix(&self.root).is_ok_and(|path| !EACH_FOLDER || self.heed.folder(path))
    }
}

/// What vanished while it was looked at sends an event, and what may not be looked at cannot be read either; the rest is a refusal.
fn if_there(error: &notify::Error) -> Result<(), Refusal> {
    match &error.kind {
        ErrorKind::PathNotFound => Ok(()),
        ErrorKind::Io(reason) if matches!(reason.kind(), NotFound | PermissionDenied) => Ok(()),
        _ => Err(refusal(error)),
    }
}

fn refusal(error: &notify::Error) -> Refusal {
    match &error.kind {
        ErrorKind::MaxFilesWatch if EACH_FOLDER => {
            "there are more folders than the system may watch (the setting `fs.inotify.max_user_watches`)".to_owned()
        }
        ErrorKind::Io(reason) if EACH_FOLDER && reason.raw_os_error() == Some(24) => {
            "the system may start no more watchers (the setting `fs.inotify.max_user_instances`, or the limit of open files)"
                .to_owned()
        }
        _ => format!("the system cannot watch the book: {error}"),
    }
}

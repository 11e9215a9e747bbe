//! stub
use camino::{Utf8Path, Utf8PathBuf};
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{EventKind, Watcher as _};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
enum Heard {
    Event(notify::Event),
    Woken,
    Lost,
}
/// W
pub struct Watcher {
    _w: notify::RecommendedWatcher,
}
impl Watcher {
    /// S
    pub fn start(root: &Utf8Path, ignored: Vec<Utf8PathBuf>) -> notify::Result<(Self, Changes)> {
        let root = root.canonicalize_utf8()?;
        let (send, heard) = mpsc::channel();
        let waker = Waker(send.clone());
        let mut w = notify::recommended_watcher(move |e: notify::Result<notify::Event>| {
            let _ = send.send(match e {
                Ok(e) if e.need_rescan() => Heard::Lost,
                Ok(e) => Heard::Event(e),
                Err(_) => Heard::Lost,
            });
        })?;
        w.watch(root.as_std_path(), notify::RecursiveMode::Recursive)?;
        Ok((Self { _w: w }, Changes { root, ignored, heard, waker, pending: BTreeMap::new(), lost: false }))
    }
    /// F
    pub fn follow(&mut self, _: &BTreeSet<Utf8PathBuf>) {}
}
/// C
pub struct Changes {
    root: Utf8PathBuf,
    ignored: Vec<Utf8PathBuf>,
    heard: Receiver<Heard>,
    waker: Waker,
    pending: BTreeMap<Utf8PathBuf, Instant>,
    lost: bool,
}
impl Changes {
    /// W
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }
    fn hear(&mut self, e: &notify::Event) {
        let now = Instant::now();
        for (n, path) in e.paths.iter().enumerate() {
            let wait = match e.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => {
                    0
                }
                EventKind::Modify(ModifyKind::Name(RenameMode::Both)) if n == 1 => 0,
                EventKind::Access(_) => continue,
                EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => 50,
                _ => 8,
            };
            let Some(path) = Utf8Path::from_path(path).and_then(|p| p.strip_prefix(&self.root).ok()) else { continue };
            if path.starts_with(".git") || self.ignored.iter().any(|i| path.starts_with(i)) || path.as_str().is_empty() {
                continue;
            }
            let due = now + Duration::from_millis(wait);
            let slot = self.pending.entry(path.to_owned()).or_insert(due);
            if wait < 50 {
                *slot = (*slot).min(due);
            }
        }
    }
    /// N
    pub fn next(&mut self, timeout: Option<Duration>) -> Option<Batch> {
        let end = timeout.map(|t| Instant::now() + t);
        loop {
            while let Ok(h) = self.heard.try_recv() {
                match h {
                    Heard::Event(e) => self.hear(&e),
                    Heard::Lost => self.lost = true,
                    Heard::Woken => return Some(Batch::Woken),
                }
            }
            if std::mem::take(&mut self.lost) {
                return Some(Batch::Everything);
            }
            let now = Instant::now();
            let ready: BTreeSet<_> = self.pending.iter().filter(|(_, d)| **d <= now).map(|(p, _)| p.clone()).collect();
            if !ready.is_empty() {
                self.pending.retain(|p, _| !ready.contains(p));
                return Some(Batch::Paths(ready));
            }
            let due = self.pending.values().min().copied().into_iter().chain(end).min();
            let h = match due {
                Some(d) => self.heard.recv_timeout(d.saturating_duration_since(now)),
                None => self.heard.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match h {
                Ok(Heard::Event(e)) => self.hear(&e),
                Ok(Heard::Lost) => self.lost = true,
                Ok(Heard::Woken) => return Some(Batch::Woken),
                Err(RecvTimeoutError::Timeout) if self.pending.is_empty() => return None,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(Duration::from_millis(50));
                    return None;
                }
            }
        }
    }
}
/// W
#[derive(Clone)]
pub struct Waker(Sender<Heard>);
impl Waker {
    /// W
    pub fn wake(&self) {
        let _ = self.0.send(Heard::Woken);
    }
}
/// B
pub enum Batch {
    /// P
    Paths(BTreeSet<Utf8PathBuf>),
    /// E
    Everything,
    /// W
    Woken,
}

//! The memo that outlives a build: coloured code and drawn diagrams.
//!
//! | in the key | not in the key |
//! |---|---|
//! | version of the engine, language, text, options that change the result | page, place in the page, theme, URL |

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::{fmt, fs, io};

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::pack;

/// What a leaf is made from, as a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of the parts that a leaf is made from, the version of its engine among them. Order matters, and where
    /// a part ends too: `["a", "b"]` is not `["ab", ""]`.
    #[must_use]
    pub fn new(parts: &[&str]) -> Key {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        Key(*hasher.finalize().as_bytes())
    }

    pub(super) fn from_hex(hex: &str) -> Option<Key> {
        blake3::Hash::from_hex(hex).ok().map(|hash| Key(*hash.as_bytes()))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

/// Leaves of one kind by their keys, in memory and, between builds, in one file.
///
/// The file is a convenience: whatever is wrong with it, its leaves are made anew. Its bytes depend on the leaves
/// alone.
#[derive(Debug)]
pub struct LeafStore<V> {
    file: Option<Utf8PathBuf>,
    /// The leaves of earlier builds, as JSON until somebody asks.
    stored: HashMap<Key, String>,
    /// The leaves asked for. Many locks, so that threads rarely meet at one.
    shards: [Mutex<Shard<V>>; 64],
}

type Shard<V> = HashMap<Key, Entry<V>>;

#[derive(Debug)]
struct Entry<V> {
    leaf: Arc<OnceLock<Arc<V>>>,
    /// Somebody asked for it since the last sweep.
    used: bool,
}

impl<V> Default for Entry<V> {
    fn default() -> Self {
        Self { leaf: Arc::default(), used: false }
    }
}

impl<V: Serialize + DeserializeOwned> LeafStore<V> {
    /// Opens the store of a kind of leaf, such as `code`, in a folder. Without a folder it lives in memory only.
    #[must_use]
    pub fn open(kind: &str, dir: Option<&Utf8Path>) -> LeafStore<V> {
        let file = dir.map(|dir| dir.join(format!("{kind}.leaves")));
        let bytes = file.as_ref().and_then(|file| fs::read(file).ok()).unwrap_or_default();
        LeafStore { file, stored: pack::decode(&bytes), shards: std::array::from_fn(|_| Mutex::default()) }
    }

    /// The leaf of this key: the one in memory, else the one on disk, else what `make` returns. Threads that ask for
    /// one key at one time wait for one `make`, which therefore must not ask the store or wait for other threads.
    pub fn get_or_insert_with(&self, key: Key, make: impl FnOnce() -> V) -> Arc<V> {
        let leaf = {
            let [first, ..] = key.0;
            let shard = self.shards.get(usize::from(first) % self.shards.len());
            // The number is below the count of shards; a leaf without a shard would only be forgotten.
            shard.map_or_else(Arc::default, |shard| {
                let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
                let entry = shard.entry(key).or_default();
                entry.used = true;
                Arc::clone(&entry.leaf)
            })
        };
        let stored = || self.stored.get(&key).and_then(|json| serde_json::from_str(json).ok());
        Arc::clone(leaf.get_or_init(|| Arc::new(stored().unwrap_or_else(make))))
    }

    /// Drops from memory what nobody asked for since the last sweep: an edit leaves behind what it replaced.
    pub fn sweep(&self) {
        for shard in &self.shards {
            shard.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, entry| std::mem::take(&mut entry.used));
        }
    }

    /// Writes the leaves that were asked for since the store was opened, or swept; those that were not are left out. The file is
    /// replaced as a whole, and left alone when it would not change, or when nothing was asked for at all.
    ///
    /// # Errors
    ///
    /// When the file or its folder cannot be written. The old file is then as it was.
    pub fn save(&self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let mut entries = BTreeMap::new();
        for shard in &self.shards {
            for (key, entry) in shard.lock().unwrap_or_else(PoisonError::into_inner).iter() {
                if let Some(value) = entry.leaf.get() {
                    entries.insert(*key, serde_json::to_string(value.as_ref())?);
                }
            }
        }
        if entries.is_empty() {
            return Ok(());
        }
        let bytes = pack::encode(&entries);
        if fs::read(file).is_ok_and(|old| old == bytes.as_bytes()) {
            return Ok(());
        }
        replace(file, bytes.as_bytes())
    }
}

/// Writes a file so that a reader sees the old bytes or the new ones, and never a part.
fn replace(file: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(dir) = file.parent() {
        fs::create_dir_all(dir)?;
    }
    // Two builds of one book may run at a time.
    let temporary = file.with_extension(format!("{}.tmp", std::process::id()));
    let written = fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, file));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    fn key(name: &str) -> Key {
        Key::new(&["engine 1", name])
    }

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(dir.path().join("cache")).unwrap();
        (dir, path)
    }

    /// Asks for leaves by name in a store opened for this alone; says which had to be made.
    fn build(dir: &Utf8Path, names: &[&'static str]) -> Vec<&'static str> {
        let store = LeafStore::open("test", Some(dir));
        let mut made = Vec::new();
        for name in names {
            let leaf: Arc<String> = store.get_or_insert_with(key(name), || {
                made.push(*name);
                format!("leaf\n{name}")
            });
            assert_eq!(*leaf, format!("leaf\n{name}"));
        }
        store.save().unwrap();
        made
    }

    #[test]
    fn a_warm_build_makes_nothing_and_writes_the_same_bytes() {
        let (_guard, dir) = folder();
        assert_eq!(build(&dir, &["a", "b", "a"]), ["a", "b"]);
        let cold = fs::read(dir.join("test.leaves")).unwrap();
        assert_eq!(build(&dir, &["b", "a"]), [""; 0]);
        assert_eq!(fs::read(dir.join("test.leaves")).unwrap(), cold);
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1, "nothing but the one file stays behind");
    }

    #[test]
    fn what_nobody_asked_for_is_swept() {
        let (_guard, dir) = folder();
        build(&dir, &["a", "b"]);
        build(&dir, &["b"]);
        assert_eq!(build(&dir, &["a", "b"]), ["a"]);
    }

    #[test]
    fn a_run_that_asks_for_nothing_leaves_the_file_alone() {
        let (_guard, dir) = folder();
        build(&dir, &["a"]);
        build(&dir, &[]);
        assert_eq!(build(&dir, &["a"]), [""; 0]);
    }

    #[test]
    fn a_sweep_keeps_what_was_asked_for_since_the_last() {
        let store = LeafStore::open("test", None);
        let ask = |name| *store.get_or_insert_with(key(name), || 1) == 1;
        assert!(ask("a") && ask("b"));
        store.sweep();
        assert!(ask("a"));
        store.sweep();
        let held = |name| store.shards.iter().any(|shard| shard.lock().unwrap().contains_key(&key(name)));
        assert!(held("a") && !held("b"));
    }

    #[test]
    fn a_damaged_file_costs_its_leaves_and_no_more() {
        let (_guard, dir) = folder();
        for damaged in [&b""[..], b"\xFF\xFE", b"bindery leaves 1\nrubbish\n", b"bindery leaves 1"] {
            fs::create_dir_all(&dir).unwrap();
            fs::write(dir.join("test.leaves"), damaged).unwrap();
            assert_eq!(build(&dir, &["a"]), ["a"]);
            assert_eq!(build(&dir, &["a"]), [""; 0]);
        }
    }

    #[test]
    fn a_leaf_of_another_form_is_made_anew() {
        let (_guard, dir) = folder();
        build(&dir, &["a"]);
        let store = LeafStore::open("test", Some(&dir));
        assert_eq!(*store.get_or_insert_with(key("a"), || 7_u32), 7);
    }

    #[test]
    fn threads_that_want_one_leaf_make_it_once() {
        let store = LeafStore::open("test", None);
        let made = AtomicUsize::new(0);
        let start = Barrier::new(8);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    start.wait();
                    for name in ["a", "b", "c"] {
                        let leaf = store.get_or_insert_with(key(name), || {
                            made.fetch_add(1, Ordering::Relaxed);
                            name.to_owned()
                        });
                        assert_eq!(*leaf, name);
                    }
                });
            }
        });
        assert_eq!(made.into_inner(), 3);
    }

    #[test]
    fn the_end_of_a_part_counts() {
        assert_ne!(Key::new(&["a", "b"]), Key::new(&["ab", ""]));
        assert_ne!(Key::new(&["a"]), Key::new(&["a", ""]));
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error() {
        let (_guard, dir) = folder();
        fs::write(&dir, "a file where the folder should be").unwrap();
        let store = LeafStore::open("test", Some(&dir));
        store.get_or_insert_with(key("a"), String::new);
        assert!(store.save().is_err());
    }
}

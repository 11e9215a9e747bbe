//! What need not be done twice.
//!
//! | memo | key | lives |
//! | --- | --- | --- |
//! | page | path, bytes, language options, and every recorded read with its hash | as long as the engine |
//! | body | the page, what its references resolve to, render options | as long as the engine |
//! | answer of a check | what [`Memory::recall`] is told | until a run does without it |
//! | leaf: a coloured code block, a drawn diagram | language, text, engine version | on disk |
//!
//! A key holds everything that its value follows from, so a warm build writes the same bytes as a cold one.

mod leaf;
mod memory;
mod pack;

pub use leaf::{Key as LeafKey, LeafStore};
pub use memory::Memory;

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

/// A digest of everything that a value follows from.
pub type Key = [u8; 32];

/// The key of `parts`.
#[must_use]
pub fn key(parts: &impl Hash) -> Key {
    let mut hasher = Digest(blake3::Hasher::new());
    parts.hash(&mut hasher);
    *hasher.0.finalize().as_bytes()
}

struct Digest(blake3::Hasher);

impl Hasher for Digest {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.finalize().as_bytes().first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
    }
}

/// Values by key; what one build does not use is dropped at its end.
#[derive(Debug)]
pub struct Memo<V> {
    values: Mutex<HashMap<Key, Entry<V>>>,
}

#[derive(Debug)]
struct Entry<V> {
    value: Arc<V>,
    used: bool,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { values: Mutex::default() }
    }
}

impl<V> Memo<V> {
    /// The value of an earlier build, if `holds` still.
    pub fn get_if(&self, key: &Key, holds: impl FnOnce(&V) -> bool) -> Option<Arc<V>> {
        let value = self.lock().get(key).map(|entry| Arc::clone(&entry.value))?;
        if !holds(&value) {
            return None;
        }
        if let Some(entry) = self.lock().get_mut(key) {
            entry.used = true;
        }
        Some(value)
    }

    /// Remembers a value.
    pub fn insert(&self, key: Key, value: V) -> Arc<V> {
        let value = Arc::new(value);
        self.lock().insert(key, Entry { value: Arc::clone(&value), used: true });
        value
    }

    /// The value of an earlier build, or the one that `make` makes.
    pub fn get_or(&self, key: Key, make: impl FnOnce() -> V) -> Arc<V> {
        self.get_if(&key, |_| true).unwrap_or_else(|| self.insert(key, make()))
    }

    /// Drops what was not used since the last sweep.
    pub fn sweep(&self) {
        self.lock().retain(|_, entry| std::mem::take(&mut entry.used));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Entry<V>>> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! The states of pages that tabs may still show.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::parts::Parts;

/// Pages by their versions: as many of those served last as fit.
#[derive(Debug)]
pub(super) struct Store {
    /// The last one first.
    pages: Mutex<VecDeque<Arc<Parts>>>,
    /// Bytes.
    most: usize,
}

impl Store {
    /// A store of at most so many bytes, the last page aside.
    pub(super) fn new(most: usize) -> Self {
        Self { pages: Mutex::default(), most }
    }

    /// Remembers a page; the one that is known already is returned, if there is one. The same HTML made from other bytes is not the same page.
    pub(super) fn put(&self, page: Arc<Parts>) -> Arc<Parts> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let known = pages.iter().position(|known| known.version == page.version).and_then(|at| pages.remove(at));
        let page = known.filter(|known| known.marks() == page.marks()).unwrap_or(page);
        pages.push_front(Arc::clone(&page));
        let mut bytes: usize = pages.iter().map(|page| page.size()).sum();
        while bytes > self.most && pages.len() > 1 {
            bytes -= pages.pop_back().map_or(0, |page| page.size());
        }
        page
    }

    /// The page of that version.
    pub(super) fn get(&self, version: &str) -> Option<Arc<Parts>> {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.iter().find(|page| page.version == version).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_served_last_is_kept() {
        let store = Store::new(3000);
        let page = |letter: &str| Arc::new(Parts::whole(letter.repeat(1000)));
        let [a, b, c, d] = ["a", "b", "c", "d"].map(page);
        let first = store.put(Arc::clone(&a));
        store.put(Arc::clone(&b));
        store.put(Arc::clone(&c));
        let again = store.put(page("a"));
        assert!(Arc::ptr_eq(&again, &first), "the same page is kept once");
        store.put(Arc::clone(&d));
        let known = [&a, &b, &c, &d].map(|page| store.get(&page.version).is_some());
        assert_eq!(known, [true, false, true, true]);
        let huge = store.put(Arc::new(Parts::whole("x".repeat(10_000))));
        assert!(store.get(&huge.version).is_some() && store.get(&d.version).is_none());
    }
}

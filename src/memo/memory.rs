//! Values of any type, remembered from run to run.

use std::any::Any;
use std::hash::Hash;
use std::sync::Arc;

use super::{Memo, key};

/// What need not be found out twice: values of any type by all that they follow from.
#[derive(Debug, Default)]
pub struct Memory(Memo<Arc<dyn Any + Send + Sync>>);

impl Memory {
    /// The answer to `question`, as it was found in an earlier run from an equal `from`, else what `find` finds. `from` must hold everything
    /// that the answer follows from. A question is asked in one place, or its answers would be taken for those of another.
    pub fn recall<V: Any + Send + Sync>(&self, question: &'static str, from: &impl Hash, find: impl FnOnce() -> V) -> Arc<V> {
        let key = key(&(question, from));
        let known = self.0.get_if(&key, |_| true).and_then(|value| Arc::clone(&*value).downcast().ok());
        known.unwrap_or_else(|| {
            let value = Arc::new(find());
            self.0.insert(key, Arc::<V>::clone(&value));
            value
        })
    }

    /// Forgets what nobody asked for since the last sweep.
    pub fn sweep(&self) {
        self.0.sweep();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn what_is_asked_again_is_remembered_and_the_rest_forgotten() {
        let memory = Memory::default();
        let found = Cell::new(0);
        let length = |word: &str| {
            *memory.recall("length", &word, || {
                found.set(found.get() + 1);
                word.len()
            })
        };
        assert_eq!((length("one"), length("three"), length("one")), (3, 5, 3));
        assert_eq!(found.get(), 2);
        memory.sweep();
        length("one");
        memory.sweep();
        length("one");
        assert_eq!(found.get(), 2, "asked for in each run");
        length("three");
        assert_eq!(found.get(), 3, "not asked for in one");
    }

    #[test]
    fn questions_are_kept_apart() {
        let memory = Memory::default();
        assert_eq!(*memory.recall("length", &"one", || 3), 3);
        assert_eq!(*memory.recall("initial", &"one", || 'o'), 'o');
        assert_eq!(*memory.recall("last", &"one", || 'e'), 'e');
    }
}

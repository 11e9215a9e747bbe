//! Pages that were made a moment ago: many tabs that ask for the same page at once have it made once.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Served};

/// How many are remembered.
const MOST: usize = 32;

/// What stands at an address, or why it cannot be made; `None` where there is nothing.
pub type Answer = Option<Result<Served, Diagnostic>>;

/// What was asked for last, by the number of the edition and the address in it.
#[derive(Default)]
pub struct Pages {
    recent: Mutex<VecDeque<Recent>>,
}

struct Recent {
    number: u64,
    url: Utf8PathBuf,
    answer: Arc<OnceLock<Answer>>,
}

impl Pages {
    /// What stands at `url` in the edition of that number. Takes as long as it takes to render a page: not for asynchronous code.
    #[must_use]
    pub fn get(&self, number: u64, edition: &Edition, url: &Utf8Path) -> Arc<OnceLock<Answer>> {
        let place = self.place(number, url);
        place.get_or_init(|| edition.file(url));
        place
    }

    fn place(&self, number: u64, url: &Utf8Path) -> Arc<OnceLock<Answer>> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = recent.iter().find(|known| known.number == number && known.url == url) {
            return Arc::clone(&known.answer);
        }
        recent.truncate(MOST - 1);
        let answer = Arc::<OnceLock<Answer>>::default();
        recent.push_front(Recent { number, url: url.to_owned(), answer: Arc::clone(&answer) });
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_page_is_made_once_and_old_ones_are_forgotten() {
        let pages = Pages::default();
        let place = |number, url: &str| pages.place(number, url.into());
        let first = place(1, "a.html");
        assert!(Arc::ptr_eq(&first, &place(1, "a.html")));
        assert!(!Arc::ptr_eq(&first, &place(2, "a.html")) && !Arc::ptr_eq(&first, &place(1, "b.html")));
        for number in 0..MOST {
            let _ = place(3, &format!("{number}.html"));
        }
        assert_eq!(pages.recent.lock().unwrap().len(), MOST);
        assert!(!Arc::ptr_eq(&first, &place(1, "a.html")));
    }
}

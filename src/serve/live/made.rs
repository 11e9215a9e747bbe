//! What stands at an address, made once however many tabs show it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use super::parts::Parts;
use super::store::Store;
use crate::edition::{Edition, Served};
use crate::serve::Showing;
use crate::site::route::decode;

/// How many addresses are remembered: many more than anybody looks at while they write.
const MOST: usize = 64;

/// What stands at an address.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// A page, or what a tab shows for one: a redirect.
    Page(Arc<Parts>),
    /// Nothing: a tab shows the page for addresses that lead nowhere.
    Missing(Arc<Parts>),
    /// A page that cannot be made as things are.
    Broken,
    /// No page.
    Other,
}

/// What was asked for last, by the number of the edition and the address in it.
#[derive(Debug, Default)]
pub(super) struct Made {
    recent: Mutex<VecDeque<Recent>>,
}

#[derive(Debug)]
struct Recent {
    number: u64,
    url: Option<Utf8PathBuf>,
    found: Arc<OnceLock<Found>>,
}

impl Made {
    /// What stands at `url`, relative to the site's root; `None` stands for any address outside the site. Takes as long as it takes to render
    /// a page: not for asynchronous code. Pages go to the store.
    pub(super) fn get(&self, showing: &Showing, url: Option<&Utf8Path>, store: &Store) -> Found {
        let Some(edition) = &showing.edition else { return Found::Broken };
        let place = self.place(showing.number, url);
        match place.get_or_init(|| find(edition, url, store)) {
            // Not all pages are known yet.
            Found::Missing(_) if showing.provisional => Found::Broken,
            found => found.clone(),
        }
    }

    fn place(&self, number: u64, url: Option<&Utf8Path>) -> Arc<OnceLock<Found>> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = recent.iter().find(|known| known.number == number && known.url.as_deref() == url) {
            return Arc::clone(&known.found);
        }
        // What only older editions show nobody asks for again.
        recent.retain(|known| known.number + 1 >= number);
        recent.truncate(MOST - 1);
        let found = Arc::<OnceLock<Found>>::default();
        recent.push_front(Recent { number, url: url.map(Utf8Path::to_owned), found: Arc::clone(&found) });
        found
    }
}

fn find(edition: &Edition, url: Option<&Utf8Path>, store: &Store) -> Found {
    let put = |parts| store.put(Arc::new(parts));
    match url.and_then(|url| edition.file(url)) {
        Some(Ok(Served::Page(page))) => Found::Page(put(Parts::of(&page))),
        Some(Ok(Served::Html(html))) => Found::Page(put(Parts::whole(html))),
        Some(Ok(Served::Made(_) | Served::Asset(_))) => Found::Other,
        Some(Err(_)) => Found::Broken,
        None => edition.not_found().map_or(Found::Broken, |html| Found::Missing(put(Parts::whole(html)))),
    }
}

/// The address relative to the site's root that the path of a URL, percent-encoded, stands for. `None` outside the site.
pub(super) fn url_of(edition: &Edition, address: &str) -> Option<Utf8PathBuf> {
    let path = decode(address.split(['?', '#']).next().unwrap_or_default());
    let url = path.strip_prefix(&edition.config.html.site_url.path)?;
    let is_folder = url.is_empty() || url.ends_with('/');
    Some(if is_folder { Utf8Path::new(url).join("index.html") } else { Utf8PathBuf::from(url) })
}

//! The other books of a workspace, as references see them: an inventory that needs no file, and the files that links can name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::Inventory;
use crate::source::{join, seen};

/// A book of the same workspace.
#[derive(Clone, Debug, Default)]
pub struct Neighbour {
    /// What the other books call it.
    pub name: String,
    /// The folder of its pages in the common site.
    pub place: Utf8PathBuf,
    /// What it has; `None` where it cannot be read.
    pub inventory: Option<Inventory>,
    /// Its pages by their files, relative to the workspace's folder.
    pub pages: BTreeMap<Utf8PathBuf, NeighbourPage>,
    /// The addresses, relative to its site's root, of its other files, by the files as above.
    pub assets: BTreeMap<Utf8PathBuf, String>,
}

/// A page of such a book.
#[derive(Clone, Debug, Default)]
pub struct NeighbourPage {
    /// Its address, relative to the book's site's root.
    pub url: String,
    /// Its title, without markup.
    pub title: String,
    /// The places in it that links can lead to.
    pub anchors: BTreeSet<String>,
}

/// What a link to a file of another book leads to.
#[derive(Debug)]
pub enum Beside<'a> {
    /// A page of it.
    Page(&'a NeighbourPage),
    /// Another file, with its address as above.
    Asset(&'a str),
}

/// All books of a workspace, as one of them sees them.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    books: Arc<[Neighbour]>,
    /// The folder of this one, relative to that of the workspace.
    folder: Utf8PathBuf,
    /// The folder of its pages in the common site.
    place: Utf8PathBuf,
}

impl Neighbours {
    /// The `books` as seen from the one in `folder`, whose pages are in the folder `place` of the common site.
    #[must_use]
    pub fn new(books: &Arc<[Neighbour]>, folder: &Utf8Path, place: &Utf8Path) -> Self {
        Self { books: Arc::clone(books), folder: folder.to_owned(), place: place.to_owned() }
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Neighbour> {
        self.books.iter()
    }

    /// The book of that name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Neighbour> {
        self.iter().find(|book| book.name == name)
    }

    /// What is at `file`, relative to this book's folder, and in which book.
    #[must_use]
    pub fn at(&self, file: &Utf8Path) -> Option<(&Neighbour, Beside<'_>)> {
        let file = join(&self.folder, file);
        self.iter().find_map(|book| {
            let page = book.pages.get(&file).map(Beside::Page);
            let asset = || book.assets.get(&file).map(|url| Beside::Asset(url));
            page.or_else(asset).map(|beside| (book, beside))
        })
    }

    /// An address in that book, as seen from the root of this one's site.
    #[must_use]
    pub fn url(&self, book: &Neighbour, url: &str) -> String {
        let way = seen(&self.place, &book.place);
        if way == "" { url.to_owned() } else { format!("{way}/{url}") }
    }
}

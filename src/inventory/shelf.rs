//! The inventories of a book, and looking names up in them.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Entry, Inventory, Neighbours};
use crate::config::{self, Config};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceError, Sources, seen};

/// The folder of fetched inventories in the one for what is kept from build to build.
const FOLDER: &str = "inventories";

/// The inventories that a book names, in the order of its settings, behind the other books of its workspace. A clone shares them.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// The other books of the workspace.
    pub neighbours: Neighbours,
    books: Arc<[Book]>,
}

/// One of them.
#[derive(Debug)]
struct Book {
    setting: config::Inventory,
    /// What its addresses start with.
    base: Base,
    /// The hash of its file, and what is in it, or why it cannot be had.
    inventory: Result<([u8; 32], Arc<Inventory>), Why>,
}

/// What the addresses of an inventory are relative to.
#[derive(Debug)]
enum Base {
    /// A URL that ends with `/`.
    Web(String),
    /// A folder, relative to this site's root.
    Folder(Utf8PathBuf),
}

/// Why an inventory cannot be had.
#[derive(Clone, Debug)]
enum Why {
    /// The book does not say where it is.
    NoPlace,
    /// It was never fetched.
    NotFetched,
    /// There is no such file.
    NoFile(Utf8PathBuf),
    /// The file cannot be read, for this reason.
    Unreadable(Utf8PathBuf, String),
}

/// Where a reference leads in another project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// A full URL; or a relative one.
    pub url: String,
    /// Whether the URL is relative to the root of this site.
    pub is_relative: bool,
    /// The words to show.
    pub words: String,
    /// The project and its version, for people.
    pub project: String,
}

/// Why a reference leads to no other project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The inventory has no such thing; the nearest name that it has.
    NotThere(Option<String>),
    /// The inventories that could have it cannot be had.
    Waiting(Vec<String>),
    /// No inventory of that name is set.
    NoInventory,
}

/// Where the fetched inventory of that name and URL is kept, relative to the book's root.
#[must_use]
pub fn kept(config: &Config, name: &str, url: &str) -> Utf8PathBuf {
    // Another URL is another file, so that what was fetched from the one is never taken for the other.
    let hash = blake3::hash(url.as_bytes()).to_hex();
    config.cache.folder.join(FOLDER).join(format!("{name}-{}.inv", hash.as_str().get(..8).unwrap_or_default()))
}

impl Shelf {
    /// Reads the inventories of a book whose site belongs in the folder `out`. Those that are on the shelf `before`, from the same files, are
    /// not read again.
    #[must_use]
    pub fn load(sources: &Sources, config: &Config, out: &Utf8Path, before: Option<&Self>) -> Self {
        let book = |setting: &config::Inventory| {
            let fetched = setting.url.as_ref().map(|url| kept(config, &setting.name, url));
            let file = setting.file.clone().or(fetched).unwrap_or_default();
            let base = match &setting.url {
                Some(url) => Base::Web(url.clone()),
                None => Base::Folder(seen(out, file.parent().unwrap_or(Utf8Path::new("")))),
            };
            let inventory = read(sources, setting, &file, before);
            Book { setting: setting.clone(), base, inventory }
        };
        Self { books: config.inventories.iter().map(book).collect(), neighbours: Neighbours::default() }
    }

    /// The same with the other books of the workspace.
    #[must_use]
    pub fn beside(self, neighbours: Neighbours) -> Self {
        Self { neighbours, ..self }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names().next().is_none()
    }

    /// The names of all inventories, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let beside = self.neighbours.iter().map(|book| book.name.as_str());
        beside.chain(self.books.iter().map(|book| book.setting.name.as_str()))
    }

    /// Looks in the book of that name in the workspace; `None` where there is none.
    fn find_beside(&self, book: &str, kinds: &[&str], name: &str) -> Option<Result<Found, Miss>> {
        let neighbour = self.neighbours.named(book)?;
        let Some(inventory) = &neighbour.inventory else { return Some(Err(Miss::Waiting(vec![book.to_owned()]))) };
        let found = inventory.find_any(kinds, name);
        Some(match found {
            Some(entry) => Ok(found_in(inventory, entry, self.neighbours.url(neighbour, &entry.url), true)),
            None => Err(Miss::NotThere(inventory.nearest(kinds, name).map(str::to_owned))),
        })
    }

    /// Looks for an object of one of those types, in Sphinx's words, or of any where there are none, in the inventory of that name.
    pub fn find_in(&self, inventory: &str, kinds: &[&str], name: &str) -> Result<Found, Miss> {
        if let Some(answer) = self.find_beside(inventory, kinds, name) {
            return answer;
        }
        let book = self.books.iter().find(|book| book.setting.name == inventory).ok_or(Miss::NoInventory)?;
        match book.find(kinds, name) {
            Ok(Some(found)) => Ok(found),
            Ok(None) => {
                let near = book.inventory.as_ref().ok().and_then(|(_, inventory)| inventory.nearest(kinds, name));
                Err(Miss::NotThere(near.map(str::to_owned)))
            }
            Err(_) => Err(Miss::Waiting(vec![inventory.to_owned()])),
        }
    }

    /// The same in all inventories in their order; the first that has it counts.
    pub fn find(&self, kinds: &[&str], name: &str) -> Result<Found, Miss> {
        let mut waiting = Vec::new();
        for book in self.neighbours.iter() {
            match &book.inventory {
                Some(inventory) => {
                    if let Some(entry) = inventory.find_any(kinds, name) {
                        return Ok(found_in(inventory, entry, self.neighbours.url(book, &entry.url), true));
                    }
                }
                None => waiting.push(book.name.clone()),
            }
        }
        for book in &*self.books {
            match book.find(kinds, name) {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => {}
                Err(_) => waiting.push(book.setting.name.clone()),
            }
        }
        Err(if waiting.is_empty() { Miss::NotThere(None) } else { Miss::Waiting(waiting) })
    }

    /// One warning for each inventory that cannot be had and that references wait for; `waiting` says how many.
    #[must_use]
    pub fn missing(&self, waiting: &dyn Fn(&str) -> usize) -> Vec<Diagnostic> {
        let warning = |book: &Book| {
            let why = book.inventory.as_ref().err()?;
            let config::Inventory { name, place, .. } = &book.setting;
            let count = waiting(name);
            (count > 0).then(|| why.warning(name, place, count))
        };
        self.books.iter().filter_map(warning).collect()
    }
}

impl Book {
    fn find(&self, kinds: &[&str], name: &str) -> Result<Option<Found>, &Why> {
        let (_, inventory) = self.inventory.as_ref()?;
        Ok(inventory.find_any(kinds, name).map(|entry| self.found(inventory, entry)))
    }

    fn found(&self, inventory: &Inventory, entry: &Entry) -> Found {
        let url = match &self.base {
            Base::Web(base) => format!("{base}{}", entry.url),
            // A folder, even an empty one, keeps what the address starts with from being a scheme or a host.
            Base::Folder(folder) => format!("./{folder}/{}", entry.url.trim_start_matches('/')),
        };
        found_in(inventory, entry, url, matches!(self.base, Base::Folder(_)))
    }
}

fn found_in(inventory: &Inventory, entry: &Entry, url: String, is_relative: bool) -> Found {
    let Inventory { project, version, .. } = inventory;
    let version = if version.is_empty() { String::new() } else { format!(" v{version}") };
    let words = entry.title.as_ref().unwrap_or(&entry.name).clone();
    Found { url, is_relative, words, project: format!("{project}{version}") }
}

impl Why {
    fn warning(&self, name: &str, place: &crate::diagnostic::Place, count: usize) -> Diagnostic {
        let references = if count == 1 {
            "1 reference that may lead there is".to_owned()
        } else {
            format!("{count} references that may lead there are")
        };
        let range = place.range.start as usize..place.range.end as usize;
        let (message, help) = match self {
            Self::NoPlace => (
                format!("where the inventory of `{name}` is, is not said, so {references} shown without a link"),
                format!("name the address of its site, then fetch it with `bindery inventories`: `{name} = \"https://…/\"`"),
            ),
            Self::NotFetched => (
                format!("the inventory of `{name}` was not fetched, so {references} shown without a link"),
                "`bindery inventories` fetches it; nothing else asks the network".to_owned(),
            ),
            Self::NoFile(file) => (
                format!("the inventory of `{name}` is missing, so {references} shown without a link"),
                format!("there is no file `{file}`"),
            ),
            Self::Unreadable(file, reason) => (
                format!("the inventory of `{name}` cannot be read, so {references} shown without a link"),
                format!("`{file}`: {reason}"),
            ),
        };
        Diagnostic::warning("missing-inventory", &place.file, range, message).help(help)
    }
}

fn read(
    sources: &Sources,
    setting: &config::Inventory,
    file: &Utf8Path,
    before: Option<&Shelf>,
) -> Result<([u8; 32], Arc<Inventory>), Why> {
    if setting.file.is_none() && setting.url.is_none() {
        return Err(Why::NoPlace);
    }
    let source = sources.get(file).map_err(|error| match error {
        SourceError::Missing if setting.file.is_none() => Why::NotFetched,
        SourceError::Missing => Why::NoFile(file.to_owned()),
        SourceError::Outside => Why::Unreadable(file.to_owned(), "it lies outside the book and its repository".to_owned()),
        SourceError::Unreadable(reason) => Why::Unreadable(file.to_owned(), reason),
    })?;
    let known = before.into_iter().flat_map(|shelf| &*shelf.books).filter_map(|book| book.inventory.as_ref().ok());
    if let Some((hash, inventory)) = known.into_iter().find(|(hash, _)| *hash == source.hash) {
        return Ok((*hash, Arc::clone(inventory)));
    }
    let inventory = Inventory::read(&source.bytes).map_err(|why| Why::Unreadable(file.to_owned(), why.to_string()))?;
    Ok((source.hash, Arc::new(inventory)))
}

//! What a change of files can have changed.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::edition::Edition;
use crate::site::PageId;
use crate::site::route::encode;
use crate::source::Sources;

/// So many pages are read at once without a look at the rest of the book; with more, the whole book is read.
const FEW: usize = 16;

/// What a change of files can have changed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// Nothing that the book looks at.
    Nothing,
    /// Only files of these addresses, which no page was made from.
    Files(BTreeSet<String>),
    /// The text of these pages.
    Pages(Vec<PageId>),
    /// Anything.
    Book,
}

impl Edit {
    /// What the change of `paths` can have changed in `edition`, which was made from `old`; `new` are the files as they are now.
    pub(super) fn of(edition: &Edition, old: &Sources, new: &Sources, paths: &BTreeSet<Utf8PathBuf>) -> Self {
        let mut pages = BTreeSet::new();
        let mut urls = BTreeSet::new();
        for path in paths {
            match One::of(edition, old, new, path) {
                One::Nothing => {}
                One::File(url) => drop(urls.insert(url)),
                One::Pages(ids) => pages.extend(ids),
                One::Book => return Self::Book,
            }
        }
        match (pages.is_empty(), urls.is_empty()) {
            (true, true) => Self::Nothing,
            (true, false) => Self::Files(urls),
            (false, true) if pages.len() <= FEW => Self::Pages(pages.into_iter().collect()),
            (false, _) => Self::Book,
        }
    }
}

/// The same for one path.
enum One {
    Nothing,
    File(String),
    Pages(Vec<PageId>),
    Book,
}

impl One {
    fn of(edition: &Edition, old: &Sources, new: &Sources, path: &Utf8Path) -> Self {
        let source_folder = edition.config.book.source.as_path();
        let inside = path.strip_prefix(source_folder).ok();
        // The file can have vanished between being listed and being read: then nothing changes any more for who asks for it.
        if old.is_listed_wrongly(path) {
            return Self::Book;
        }
        if old.was_asked(path) {
            let (before, now) = (old.get(path), new.get(path));
            if before == now {
                return Self::Nothing;
            }
            let readers = edition.readers(path);
            let only_text = before.is_ok() && now.is_ok() && !readers.is_empty();
            return if only_text { Self::Pages(readers) } else { Self::Book };
        }
        if let Some(asset) = inside.filter(|asset| edition.site.assets.contains(*asset)) {
            return if new.exists(path) { Self::File(encode(asset.as_str())) } else { Self::Book };
        }
        let is_listed = |folder: &Utf8Path| path.starts_with(folder) || folder.starts_with(path);
        let listed = [source_folder, Utf8Path::new("templates"), Utf8Path::new("themes")].into_iter().any(is_listed);
        let holds_asked = || old.asked().iter().any(|asked| asked.starts_with(path));
        if listed || holds_asked() { Self::Book } else { Self::Nothing }
    }
}

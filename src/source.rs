//! The only reader of the user's files.
//!
//! Every path is relative to the book's root folder, uses `/`, and holds no `.` and no inner `..` (see [`join`]). A file is read once
//! per [`Sources`], so that all stages of one build see the same bytes.

mod join;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
pub use join::{join, seen};

/// A file's bytes and their hash.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// BLAKE3 of the bytes.
    pub hash: [u8; 32],
}

impl Source {
    fn new(bytes: Vec<u8>) -> Self {
        let hash = *blake3::hash(&bytes).as_bytes();
        Self { bytes, hash }
    }

    /// The text, or the offset of the first byte that is not UTF-8.
    pub fn text(&self) -> Result<&str, usize> {
        std::str::from_utf8(&self.bytes).map_err(|e| e.valid_up_to())
    }
}

/// Why a file cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// There is no such file.
    Missing,
    /// It is there, but cannot be read: the operating system's reason.
    Unreadable(String),
    /// It lies outside the book and the repository that holds it.
    Outside,
}

impl SourceError {
    fn of(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

/// A file that is read bit by bit while it is needed, and of which nothing is remembered.
#[derive(Debug)]
pub struct Opened {
    /// Bytes that it had when it was opened.
    pub length: u64,
    from: From,
}

#[derive(Debug)]
enum From {
    Disk(std::fs::File),
    Memory(io::Cursor<Vec<u8>>),
}

impl io::Read for Opened {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match &mut self.from {
            From::Disk(file) => file.read(into),
            From::Memory(bytes) => bytes.read(into),
        }
    }
}

impl io::Seek for Opened {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        match &mut self.from {
            From::Disk(file) => file.seek(to),
            From::Memory(bytes) => bytes.seek(to),
        }
    }
}

/// The files below a folder, on disk or in memory. A clone shares what has been read.
#[derive(Clone, Debug)]
pub struct Sources {
    backing: Arc<Backing>,
    cache: Arc<Mutex<Cache>>,
    listed: Arc<Mutex<HashMap<Utf8PathBuf, Arc<Listing>>>>,
    /// What may have files that are not here.
    behind: Option<(Arc<Sources>, Reach)>,
}

/// Which files are looked for elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Those in the folders of [`FRAME`].
    Frame,
    /// All, but folders are listed without them.
    Any,
}

/// The folders of what gives a site its looks: several books can share them.
const FRAME: &[&str] = &["templates", "themes"];

/// The files below a folder in byte order, and why some cannot be listed.
type Listing = (Vec<Utf8PathBuf>, Vec<String>);

/// What has been asked for so far, by path.
type Cache = HashMap<Arc<Utf8Path>, Result<Arc<Source>, SourceError>>;

#[derive(Debug)]
enum Backing {
    /// The root, and how many folders above it may be read from.
    Disk(Utf8PathBuf, usize),
    Memory(BTreeMap<Utf8PathBuf, Vec<u8>>),
    Archive(BTreeMap<Utf8PathBuf, Entry>, Arc<dyn Store>),
}

/// A file of an archive.
#[derive(Clone, Debug)]
pub enum Entry {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// Its name in the archive's store.
    Stored(String),
    /// It belongs there, but its bytes cannot be had: why.
    Withheld(String),
}

/// Where the bytes of an archive's files lie.
pub trait Store: std::fmt::Debug + Send + Sync {
    /// The bytes of that name; the error is why they cannot be had.
    fn read(&self, name: &str) -> Result<Vec<u8>, String>;
}

/// The files by which the top folder of an unpacked Python package is known.
const PACKAGE: &[&str] = &["PKG-INFO", "pyproject.toml", "setup.py"];

/// What Git LFS leaves in a repository in place of a large file.
const LFS_POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

impl Entry {
    fn read(&self, store: &dyn Store) -> Result<Vec<u8>, SourceError> {
        let bytes = match self {
            Self::Bytes(bytes) => return Ok(bytes.clone()),
            Self::Stored(name) => store.read(name).map_err(SourceError::Unreadable)?,
            Self::Withheld(reason) => return Err(SourceError::Unreadable(reason.clone())),
        };
        if bytes.starts_with(LFS_POINTER) {
            let reason = "its bytes are kept by Git LFS, and the repository holds only a pointer to them";
            return Err(SourceError::Unreadable(reason.to_owned()));
        }
        Ok(bytes)
    }
}

impl Sources {
    /// The files below `root`, and those of the git repository, or else of the unpacked Python package, that holds it: pages include code that lies beside the book, but
    /// what the rest of the machine holds is nobody's to publish.
    #[must_use]
    pub fn disk(root: impl Into<Utf8PathBuf>) -> Self {
        let root = root.into();
        let holds = |folder: &Utf8Path, marks: &[&str]| marks.iter().any(|mark| folder.join(mark).exists());
        let up_to = |marks: &[&str]| absolute(&root).ok()?.ancestors().position(|folder| holds(folder, marks));
        let above = up_to(&[".git"]).or_else(|| up_to(PACKAGE)).unwrap_or(0);
        Self::of(Backing::Disk(root, above))
    }

    /// The files below `folder`, which lies inside these, and those around it that may be read from here. What it lacks of themes and templates
    /// is taken from here.
    #[must_use]
    pub fn within(&self, folder: &Utf8Path) -> Self {
        let levels = folder.components().count();
        let backing = match &*self.backing {
            Backing::Disk(root, above) => {
                // As people name it.
                let inner = if root == "." { folder.to_owned() } else { root.join(folder) };
                Backing::Disk(inner, above + levels)
            }
            Backing::Memory(files) => {
                Backing::Memory(files.iter().map(|(path, bytes)| (seen(folder, path), bytes.clone())).collect())
            }
            Backing::Archive(files, store) => Backing::Archive(
                files.iter().map(|(path, entry)| (seen(folder, path), entry.clone())).collect(),
                Arc::clone(store),
            ),
        };
        Self { behind: Some((Arc::new(self.clone()), Reach::Frame)), ..Self::of(backing) }
    }

    /// The same files; those that are not here are taken from `other`. What can be listed stays what it is, but for themes and templates.
    #[must_use]
    pub fn backed_by(self, other: &Self) -> Self {
        Self { behind: Some((Arc::new(other.clone()), Reach::Any)), ..self }
    }

    /// Whether the file at `path` is not here, but among the themes and templates that are shared.
    #[must_use]
    pub fn borrows(&self, path: &Utf8Path) -> bool {
        is_frame(path) && !self.exists(path) && self.behind(path).is_some_and(|other| other.exists(path))
    }

    fn of(backing: Backing) -> Self {
        Self { backing: Arc::new(backing), cache: Arc::default(), listed: Arc::default(), behind: None }
    }

    /// What may have the file at `path` if it is not here.
    fn behind(&self, path: &Utf8Path) -> Option<&Self> {
        let (other, reach) = self.behind.as_ref()?;
        (*reach == Reach::Any || is_frame(path)).then_some(other)
    }

    /// Files that exist only for a test or a preview, by path.
    #[must_use]
    pub fn memory<P: Into<Utf8PathBuf>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect();
        Self::of(Backing::Memory(files))
    }

    /// The files of an earlier state of the book, by path; a path may lead out of the book's root by `..`. Each is taken from the store when it
    /// is first asked for.
    #[must_use]
    pub fn archive(files: BTreeMap<Utf8PathBuf, Entry>, store: Arc<dyn Store>) -> Self {
        Self::of(Backing::Archive(files, store))
    }

    /// The file at `path`.
    pub fn get(&self, path: &Utf8Path) -> Result<Arc<Source>, SourceError> {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = cache.get(path) {
            return known.clone();
        }
        drop(cache);
        let read = match (self.read(path), self.behind(path)) {
            (Err(SourceError::Missing), Some(other)) => other.get(path),
            (read, _) => read,
        };
        cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        cache.entry(Arc::from(path)).or_insert(read).clone()
    }

    fn read(&self, path: &Utf8Path) -> Result<Arc<Source>, SourceError> {
        match &*self.backing {
            Backing::Memory(files) => {
                let is_folder = || files.range(path.to_owned()..).next().is_some_and(|(file, _)| file.starts_with(path));
                match files.get(path) {
                    Some(bytes) => Ok(Arc::new(Source::new(bytes.clone()))),
                    None if is_folder() => Err(SourceError::Unreadable("it is a folder".to_owned())),
                    None => Err(SourceError::Missing),
                }
            }
            Backing::Archive(files, store) => match files.get(path) {
                Some(entry) => entry.read(&**store).map(|bytes| Arc::new(Source::new(bytes))),
                None => Err(SourceError::Missing),
            },
            Backing::Disk(_, above) if path.components().take_while(|c| c.as_str() == "..").count() > *above => {
                Err(SourceError::Outside)
            }
            Backing::Disk(root, above) => match read_file(&inside(root, *above, path)?) {
                Ok(bytes) if u32::try_from(bytes.len()).is_ok() => Ok(Arc::new(Source::new(bytes))),
                Ok(_) => Err(SourceError::Unreadable("the file is larger than 4 GiB".to_owned())),
                Err(error) => Err(SourceError::of(&error)),
            },
        }
    }

    /// The same files, all of them to be read anew.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self { cache: Arc::default(), listed: Arc::default(), ..self.clone() }
    }

    /// The same files with those of `changed`, and all below them, to be read anew when they are asked for. What has been read of the others
    /// is shared, and what is read from now on is not.
    #[must_use]
    pub fn renewed(&self, changed: &BTreeSet<Utf8PathBuf>) -> Self {
        let cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = cache.clone();
        drop(cache);
        let has_changed = |path: &Utf8Path| path.ancestors().any(|above| changed.contains(above));
        let was_file = |path: &Utf8Path| kept.get(path).is_some_and(Result::is_ok);
        match changed.first() {
            // One file, now as before: the common case, in which nobody needs to look at every path.
            Some(path) if changed.len() == 1 && was_file(path) && self.exists(path) => drop(kept.remove(path.as_path())),
            _ => kept.retain(|path, _| !has_changed(path)),
        }
        let mut listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        listed.retain(|folder, listing| changed.iter().all(|path| self.is_listed_still(folder, &listing.0, path)));
        let (cache, listed) = (Arc::new(Mutex::new(kept)), Arc::new(Mutex::new(listed)));
        Self { backing: Arc::clone(&self.backing), cache, listed, behind: self.behind.clone() }
    }

    /// Whether the change of `path` leaves the list of `files` below `folder` as it was.
    fn is_listed_still(&self, folder: &Utf8Path, files: &[Utf8PathBuf], path: &Utf8Path) -> bool {
        let concerns = path.starts_with(folder) || folder.starts_with(path);
        !concerns || self.exists(path) && files.binary_search_by(|file| file.as_path().cmp(path)).is_ok()
    }

    /// Every path that anybody has asked for so far, whether or not there is a file, in no order.
    #[must_use]
    pub fn asked(&self) -> Vec<Arc<Utf8Path>> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// Opens the file at `path` as it is now, whatever was read of it before. Symbolic links are followed as long as they stay inside the book and
    /// the repository that holds it.
    pub fn open(&self, path: &Utf8Path) -> Result<Opened, SourceError> {
        match &*self.backing {
            Backing::Memory(_) | Backing::Archive(..) => self.read(path).map(|source| {
                let bytes = source.bytes.clone();
                Opened { length: bytes.len() as u64, from: From::Memory(io::Cursor::new(bytes)) }
            }),
            Backing::Disk(root, above) => {
                let file = inside(root, *above, path)?;
                let opened = is_regular(&file).and_then(|()| std::fs::File::open(&file));
                let measured = opened.and_then(|file| Ok(Opened { length: file.metadata()?.len(), from: From::Disk(file) }));
                measured.map_err(|error| SourceError::of(&error))
            }
        }
    }

    /// Whether a listing that was made names the file at `path` although it is not there now, or does not although it is.
    #[must_use]
    pub fn is_listed_wrongly(&self, path: &Utf8Path) -> bool {
        let exists = self.exists(path);
        let listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        let names = |listing: &Listing| listing.0.binary_search_by(|file| file.as_path().cmp(path)).is_ok();
        listed.iter().any(|(folder, listing)| path.starts_with(folder) && names(listing) != exists)
    }

    /// Whether anybody has asked for the file at `path` so far.
    #[must_use]
    pub fn was_asked(&self, path: &Utf8Path) -> bool {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner).contains_key(path)
    }

    /// Whether there is a file at `path`, exactly so spelt.
    #[must_use]
    pub fn exists(&self, path: &Utf8Path) -> bool {
        match &*self.backing {
            Backing::Memory(files) => files.contains_key(path),
            Backing::Archive(files, _) => files.contains_key(path),
            Backing::Disk(root, _) => root.join(path).is_file(),
        }
    }

    /// The folders directly below `folder`, in byte order. Hidden ones and symbolic links are left out.
    #[must_use]
    pub fn folders(&self, folder: &Utf8Path) -> Vec<Utf8PathBuf> {
        let mut folders = BTreeSet::new();
        let below = |path: &Utf8PathBuf| {
            let rest = path.strip_prefix(folder).ok()?;
            let first = rest.components().next().filter(|first| rest.as_str() != first.as_str())?;
            Some(folder.join(first))
        };
        match &*self.backing {
            Backing::Memory(files) => folders.extend(files.keys().filter_map(below)),
            Backing::Archive(files, _) => folders.extend(files.keys().filter_map(below)),
            Backing::Disk(root, _) => {
                let entries = root.join(folder).read_dir_utf8().into_iter().flatten().flatten();
                let inner = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
                folders.extend(inner.map(|entry| folder.join(entry.file_name())));
            }
        }
        folders.into_iter().filter(|folder| !folder.file_name().is_some_and(|name| name.starts_with('.'))).collect()
    }

    /// Every file below `folder`, in byte order of the paths. Hidden files and folders are left out, symbolic links to folders are not
    /// followed. A folder that is not there holds nothing. What cannot be read is returned as the reason, with its path where known.
    #[must_use]
    pub fn list(&self, folder: &Utf8Path) -> (Vec<Utf8PathBuf>, Vec<String>) {
        let lock = || self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().get(folder).cloned();
        let listing = known.unwrap_or_else(|| {
            let mut listing = self.walk(folder);
            if let Some(other) = self.behind(folder).filter(|_| is_frame(folder)) {
                listing.0.extend(other.list(folder).0);
                listing.0.sort();
                listing.0.dedup();
            }
            let listing = Arc::new(listing);
            Arc::clone(lock().entry(folder.to_owned()).or_insert(listing))
        });
        Listing::clone(&listing)
    }

    fn walk(&self, folder: &Utf8Path) -> Listing {
        let mut files = Vec::new();
        let mut problems = Vec::new();
        match &*self.backing {
            Backing::Memory(all) => visible(all.keys(), folder, &mut files),
            Backing::Archive(all, _) => visible(all.keys(), folder, &mut files),
            Backing::Disk(root, _) if !root.join(folder).exists() => {}
            Backing::Disk(root, _) => {
                let walk = ignore::WalkBuilder::new(root.join(folder)).standard_filters(false).hidden(true).build();
                for entry in walk {
                    match entry {
                        Ok(entry) if entry.file_type().is_some_and(|t| t.is_dir()) => {}
                        Ok(entry) => match Utf8Path::from_path(entry.path()) {
                            Some(path) => files.extend(path.strip_prefix(root).ok().map(Utf8Path::to_owned)),
                            None => problems.push(format!("{} is not UTF-8", entry.path().display())),
                        },
                        Err(e) => problems.push(e.to_string()),
                    }
                }
            }
        }
        files.sort();
        (files, problems)
    }
}

fn is_frame(path: &Utf8Path) -> bool {
    FRAME.iter().any(|folder| path.starts_with(folder))
}

/// Of `all`, what lies below `folder` and is not hidden.
fn visible<'a>(all: impl Iterator<Item = &'a Utf8PathBuf>, folder: &Utf8Path, into: &mut Vec<Utf8PathBuf>) {
    let is_visible = |p: &Utf8Path| !p.components().any(|c| c.as_str().starts_with('.') && c.as_str().len() > 1);
    into.extend(all.filter(|p| p.starts_with(folder) && is_visible(p)).cloned());
}

/// The file at `path` as it can be opened, if the symbolic links on the way to it stay inside the root or the folder `above` levels above it.
fn inside(root: &Utf8Path, above: usize, path: &Utf8Path) -> Result<Utf8PathBuf, SourceError> {
    let file = root.join(path);
    let is_link = |part: &Utf8Path| root.join(part).symlink_metadata().is_ok_and(|found| found.is_symlink());
    if !path.starts_with("..") && !path.ancestors().any(|part| part != "" && is_link(part)) {
        return Ok(file);
    }
    let top = absolute(root).and_then(|root| root.ancestors().nth(above).unwrap_or(&root).as_std_path().canonicalize());
    let tops = [top, root.as_std_path().canonicalize()];
    let file = file.canonicalize_utf8().map_err(|error| SourceError::of(&error))?;
    if tops.iter().flatten().any(|top| file.as_std_path().starts_with(top)) { Ok(file) } else { Err(SourceError::Outside) }
}

/// The absolute path, without `.` and `..`.
fn absolute(root: &Utf8Path) -> io::Result<Utf8PathBuf> {
    camino::absolute_utf8(root).map(|path| Utf8Path::new("/").join(join(Utf8Path::new(""), &path)))
}

fn read_file(path: &Utf8Path) -> io::Result<Vec<u8>> {
    is_regular(path)?;
    std::fs::read(path)
}

/// Refuses what is no regular file: a pipe or a device could keep the reader waiting for ever.
fn is_regular(path: &Utf8Path) -> io::Result<()> {
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_file() {
        Ok(())
    } else {
        Err(io::Error::other(if kind.is_dir() { "it is a folder" } else { "it is not a regular file" }))
    }
}

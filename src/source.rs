//! The only reader of the user's files.
//!
//! Every path is relative to the book's root folder, uses `/`, and holds no `.` and no inner `..` (see [`join`]). A file is read once
//! per [`Sources`], so that all stages of one build see the same bytes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

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
}

/// What has been asked for so far, by path.
type Cache = HashMap<Arc<Utf8Path>, Result<Arc<Source>, SourceError>>;

#[derive(Debug)]
enum Backing {
    /// The root, and how many folders above it may be read from.
    Disk(Utf8PathBuf, usize),
    Memory(BTreeMap<Utf8PathBuf, Vec<u8>>),
}

impl Sources {
    /// The files below `root`, and those of the git repository that holds it: pages include code that lies beside the book, but
    /// what the rest of the machine holds is nobody's to publish.
    #[must_use]
    pub fn disk(root: impl Into<Utf8PathBuf>) -> Self {
        let root = root.into();
        let absolute = camino::absolute_utf8(&root).map(|path| Utf8Path::new("/").join(join(Utf8Path::new(""), &path)));
        let holds_repository = |folder: &Utf8Path| folder.join(".git").exists();
        let above = absolute.ok().and_then(|path| path.ancestors().position(holds_repository)).unwrap_or(0);
        Self { backing: Arc::new(Backing::Disk(root, above)), cache: Arc::default() }
    }

    /// Files that exist only for a test or a preview, by path.
    #[must_use]
    pub fn memory<P: Into<Utf8PathBuf>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect();
        Self { backing: Arc::new(Backing::Memory(files)), cache: Arc::default() }
    }

    /// The file at `path`.
    pub fn get(&self, path: &Utf8Path) -> Result<Arc<Source>, SourceError> {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = cache.get(path) {
            return known.clone();
        }
        drop(cache);
        let read = self.read(path);
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
            Backing::Disk(_, above) if path.components().take_while(|c| c.as_str() == "..").count() > *above => {
                Err(SourceError::Outside)
            }
            Backing::Disk(root, _) => match read_file(&root.join(path)) {
                Ok(bytes) if u32::try_from(bytes.len()).is_ok() => Ok(Arc::new(Source::new(bytes))),
                Ok(_) => Err(SourceError::Unreadable("the file is larger than 4 GiB".to_owned())),
                Err(error) => Err(SourceError::of(&error)),
            },
        }
    }

    /// The same files with those of `changed`, and all below them, to be read anew when they are asked for. What has been read of the others
    /// is shared, and what is read from now on is not.
    #[must_use]
    pub fn renewed(&self, changed: &BTreeSet<Utf8PathBuf>) -> Self {
        let cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = cache.clone();
        drop(cache);
        let has_changed = |path: &Utf8Path| path.ancestors().any(|above| changed.contains(above));
        if changed.len() == 1 {
            // One file that is no folder: the common case, in which nobody needs to look at every path.
            changed.iter().for_each(|path| drop(kept.remove(path.as_path())));
        }
        let folders = changed.iter().any(|path| self.is_folder_or_gone(path));
        if changed.len() > 1 || folders {
            kept.retain(|path, _| !has_changed(path));
        }
        Self { backing: Arc::clone(&self.backing), cache: Arc::new(Mutex::new(kept)) }
    }

    fn is_folder_or_gone(&self, path: &Utf8Path) -> bool {
        match &*self.backing {
            Backing::Memory(_) => true,
            Backing::Disk(root, _) => !root.join(path).is_file(),
        }
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
            Backing::Memory(_) => self.read(path).map(|source| {
                let bytes = source.bytes.clone();
                Opened { length: bytes.len() as u64, from: From::Memory(io::Cursor::new(bytes)) }
            }),
            Backing::Disk(root, above) => {
                let found = || -> io::Result<_> {
                    let top = camino::absolute_utf8(root)?.ancestors().nth(*above).unwrap_or(root).canonicalize_utf8()?;
                    Ok((root.join(path).canonicalize_utf8()?, top))
                };
                let (file, top) = found().map_err(|error| SourceError::of(&error))?;
                if !file.starts_with(top) {
                    return Err(SourceError::Outside);
                }
                let opened = is_regular(&file).and_then(|()| std::fs::File::open(&file));
                let measured = opened.and_then(|file| Ok(Opened { length: file.metadata()?.len(), from: From::Disk(file) }));
                measured.map_err(|error| SourceError::of(&error))
            }
        }
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
            Backing::Disk(root, _) => root.join(path).is_file(),
        }
    }

    /// Every file below `folder`, in byte order of the paths. Hidden files and folders are left out, symbolic links to folders are not
    /// followed. A folder that is not there holds nothing. What cannot be read is returned as the reason, with its path where known.
    #[must_use]
    pub fn list(&self, folder: &Utf8Path) -> (Vec<Utf8PathBuf>, Vec<String>) {
        let mut files = Vec::new();
        let mut problems = Vec::new();
        match &*self.backing {
            Backing::Memory(all) => {
                let visible = |p: &Utf8Path| !p.components().any(|c| c.as_str().starts_with('.') && c.as_str().len() > 1);
                files.extend(all.keys().filter(|p| p.starts_with(folder) && visible(p)).cloned());
            }
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

/// `target` as seen from the folder `base`, with `.` and inner `..` resolved; a `..` that leaves the root stays at the front.
#[must_use]
pub fn join(base: &Utf8Path, target: &Utf8Path) -> Utf8PathBuf {
    let mut parts: Vec<&str> = Vec::new();
    for component in base.components().chain(target.components()) {
        match component {
            Utf8Component::ParentDir if parts.last().is_some_and(|p| *p != "..") => {
                parts.pop();
            }
            Utf8Component::ParentDir => parts.push(".."),
            Utf8Component::Normal(name) => parts.push(name),
            Utf8Component::CurDir | Utf8Component::RootDir | Utf8Component::Prefix(_) => {}
        }
    }
    parts.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_without_detours() {
        let cases = [("a/b", "../c.md", "a/c.md"), ("", "./x.md", "x.md"), ("a", "../../y", "../y"), ("a/b", "c/../d", "a/b/d")];
        for (base, target, expected) in cases {
            assert_eq!(join(base.into(), target.into()), expected, "{base} + {target}");
        }
    }

    #[test]
    fn only_regular_files_are_read() {
        let folder = tempfile::TempDir::new().unwrap();
        let sources = Sources::disk(Utf8Path::from_path(folder.path()).unwrap());
        std::fs::create_dir(folder.path().join("folder.md")).unwrap();
        assert_eq!(sources.get("folder.md".into()), Err(SourceError::Unreadable("it is a folder".to_owned())));
        let pipe = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.md")).status();
        if pipe.is_ok_and(|status| status.success()) {
            assert_eq!(sources.get("pipe.md".into()), Err(SourceError::Unreadable("it is not a regular file".to_owned())));
        }
    }

    #[test]
    fn renewed_sources_read_what_changed_anew() {
        let folder = tempfile::TempDir::new().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        let old = Sources::disk(root);
        std::fs::create_dir(root.join("a")).unwrap();
        for (file, text) in [("a/x", "1"), ("y", "1")] {
            std::fs::write(root.join(file), text).unwrap();
            assert_eq!(old.get(file.into()).unwrap().text(), Ok("1"));
            std::fs::write(root.join(file), "2").unwrap();
        }
        let text = |sources: &Sources, file: &str| sources.get(file.into()).unwrap().text().unwrap().to_owned();
        let renewed = |paths: &[&str]| old.renewed(&paths.iter().map(Utf8PathBuf::from).collect());
        for (changed, x, y) in
            [(&["a/x"][..], "2", "1"), (&["a"], "2", "1"), (&["y"], "1", "2"), (&["a", "y"], "2", "2"), (&[], "1", "1")]
        {
            let new = renewed(changed);
            assert_eq!((text(&new, "a/x").as_str(), text(&new, "y").as_str()), (x, y), "{changed:?}");
        }
        assert_eq!((text(&old, "a/x").as_str(), text(&old, "y").as_str()), ("1", "1"));
        assert!(renewed(&["y"]).asked().iter().all(|path| path.as_str() == "a/x"));
    }

    #[test]
    fn a_file_is_there_or_missing() {
        let sources = Sources::memory([("src/a.md", "# A")]);
        assert_eq!(sources.get("src/a.md".into()).unwrap().text(), Ok("# A"));
        assert_eq!(sources.get("src/b.md".into()), Err(SourceError::Missing));
        assert_eq!(sources.list("src".into()).0, ["src/a.md"]);
    }
}

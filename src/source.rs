//! The only reader of the user's files.
//!
//! Every path is relative to the book's root folder, uses `/`, and holds no `.` and no inner `..` (see [`join`]). A file is read once
//! per [`Sources`], so that all stages of one build see the same bytes.

use std::collections::{BTreeMap, HashMap};
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

/// The files below a folder, on disk or in memory. A clone shares what has been read.
#[derive(Clone, Debug)]
pub struct Sources {
    backing: Arc<Backing>,
    cache: Arc<Mutex<HashMap<Utf8PathBuf, Result<Arc<Source>, SourceError>>>>,
}

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
        cache.entry(path.to_owned()).or_insert(read).clone()
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
                Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Err(SourceError::Missing),
                Err(e) => Err(SourceError::Unreadable(e.to_string())),
            },
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

/// The bytes of a regular file. Anything else is refused: a pipe or a device could keep the reader waiting for ever.
fn read_file(path: &Utf8Path) -> io::Result<Vec<u8>> {
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_file() {
        std::fs::read(path)
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
    fn a_file_is_there_or_missing() {
        let sources = Sources::memory([("src/a.md", "# A")]);
        assert_eq!(sources.get("src/a.md".into()).unwrap().text(), Ok("# A"));
        assert_eq!(sources.get("src/b.md".into()), Err(SourceError::Missing));
        assert_eq!(sources.list("src".into()).0, ["src/a.md"]);
    }
}

//! The changes that `check --fix` makes to the author's files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Diagnostic, Edit};
use crate::output::replace;
use crate::source::{SourceError, Sources};

/// The files that `edits` change, with their new bytes, by path. Of two edits that overlap the first one is made; the other one is left for the
/// next run. An edit of a file that cannot be read, or to bytes that it does not have, is left out.
#[must_use]
pub fn plan<'e>(sources: &Sources, edits: impl IntoIterator<Item = &'e Edit>) -> BTreeMap<Utf8PathBuf, Vec<u8>> {
    let mut by_file: BTreeMap<&Utf8Path, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(&edit.place.file).or_default().push(edit);
    }
    let changed = |(file, edits): (&Utf8Path, Vec<&Edit>)| {
        let old = match sources.get(file) {
            Ok(source) => source.bytes.clone(),
            Err(SourceError::Missing) => Vec::new(),
            Err(_) => return None,
        };
        let new = edited(&old, edits);
        (new != old).then(|| (file.to_owned(), new))
    };
    by_file.into_iter().filter_map(changed).collect()
}

fn edited(old: &[u8], mut edits: Vec<&Edit>) -> Vec<u8> {
    edits.sort_by_key(|edit| (edit.place.range.start, edit.place.range.end));
    edits.dedup();
    let mut new = Vec::with_capacity(old.len());
    let mut done = 0;
    for edit in edits {
        let (start, end) = (edit.place.range.start as usize, edit.place.range.end as usize);
        if let Some(before) = old.get(done..start).filter(|_| start <= end && end <= old.len()) {
            new.extend_from_slice(before);
            new.extend_from_slice(edit.text.as_bytes());
            done = end;
        }
    }
    new.extend_from_slice(old.get(done..).unwrap_or_default());
    new
}

/// What became of a plan.
#[derive(Clone, Debug, Default)]
pub struct Mended {
    /// The files that were written.
    pub written: BTreeSet<Utf8PathBuf>,
    /// A problem for each file that was not, though it should have been.
    pub refused: Vec<Diagnostic>,
}

/// Writes the planned files below `root`, each by a rename that keeps its permissions; a symbolic link stays, and what it leads to is changed.
/// A file that somebody changed since it was read is left as it is. One that may not be written, or that a link takes out of the book and of
/// the repository that holds it, is refused; the others are written nevertheless.
#[must_use]
pub fn write(root: &Utf8Path, sources: &Sources, plan: &BTreeMap<Utf8PathBuf, Vec<u8>>) -> Mended {
    let home = home(root);
    let mut mended = Mended::default();
    for (file, bytes) in plan {
        let old = sources.get(file).ok();
        match write_one(&root.join(file), &home, old.as_ref().map(|source| source.bytes.as_slice()), bytes) {
            Ok(true) => {
                mended.written.insert(file.clone());
            }
            Ok(false) => {}
            Err(refusal) => mended.refused.push(refusal.told(file)),
        }
    }
    mended
}

/// Whether the file was written; not where it is no longer as it was read.
fn write_one(path: &Utf8Path, home: &Utf8Path, old: Option<&[u8]>, new: &[u8]) -> Result<bool, Refusal> {
    let target = target(path).map_err(Refusal::Failed)?;
    if !target.starts_with(home) {
        return Err(Refusal::Elsewhere(target));
    }
    let present = match fs::read(&target) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Refusal::Failed(error)),
    };
    if present.as_deref() != old {
        return Ok(false);
    }
    let permissions = fs::metadata(&target).ok().map(|metadata| metadata.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(Refusal::ReadOnly);
    }
    replace(&target, new).map_err(|error| Refusal::Failed(error.source))?;
    if let Some(permissions) = permissions {
        fs::set_permissions(&target, permissions).map_err(Refusal::Failed)?;
    }
    Ok(true)
}

/// Why a file is left as it is.
enum Refusal {
    /// Nobody may write it.
    ReadOnly,
    /// It is behind a symbolic link, here, outside the repository.
    Elsewhere(Utf8PathBuf),
    Failed(io::Error),
}

impl Refusal {
    fn told(self, file: &Utf8Path) -> Diagnostic {
        let (reason, help) = match self {
            Self::ReadOnly => ("it is read-only".to_owned(), "make it writable, or mend by hand what is reported".to_owned()),
            Self::Elsewhere(target) => (
                format!("a symbolic link takes it out of the book, to `{target}`"),
                "other books may read that file: mend it where it belongs, or put a copy in place of the link".to_owned(),
            ),
            Self::Failed(error) => (error.to_string(), "the other files were mended; run the command again to go on".to_owned()),
        };
        Diagnostic::nowhere("not-written", format!("`{file}` was not mended: {reason}")).help(help)
    }
}

/// The root of the repository that holds the book, else that of the book, without symbolic links.
fn home(root: &Utf8Path) -> Utf8PathBuf {
    let here = if root.as_str().is_empty() { Utf8Path::new(".") } else { root };
    let root = here.canonicalize_utf8().unwrap_or_else(|_| here.to_owned());
    root.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&root).to_owned()
}

/// Where the path leads, without symbolic links; the file, and folders above it, need not exist.
fn target(path: &Utf8Path) -> io::Result<Utf8PathBuf> {
    match path.canonicalize_utf8() {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => {
            let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Err(error) };
            let folder = if folder.as_str().is_empty() { Utf8Path::new(".") } else { folder };
            Ok(target(folder)?.join(name))
        }
        found => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_once_and_in_order() {
        let sources = Sources::memory([("a.md", "one two three")]);
        let wrong = Diagnostic::error("x", "a.md", 0..3, "")
            .fix("a.md", 8..13, "3")
            .fix("a.md", 0..3, "1")
            .fix("a.md", 0..3, "1")
            .fix("a.md", 2..5, "overlaps")
            .fix("a.md", 90..91, "beyond")
            .fix("new.txt", 0..0, "made\n");
        let plan = plan(&sources, &wrong.fix);
        assert_eq!(plan.get(Utf8Path::new("a.md")).map(Vec::as_slice), Some(b"1 two 3".as_slice()));
        assert_eq!(plan.get(Utf8Path::new("new.txt")).map(Vec::as_slice), Some(b"made\n".as_slice()));
    }

    /// A folder with a book, and another folder beside it.
    fn folders() -> (tempfile::TempDir, Utf8PathBuf, Utf8PathBuf) {
        let folder = tempfile::TempDir::new().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        let (book, beside) = (path.join("book"), path.join("beside"));
        fs::create_dir(&book).unwrap();
        fs::create_dir(&beside).unwrap();
        (folder, book, beside)
    }

    fn planned(files: &[&str]) -> BTreeMap<Utf8PathBuf, Vec<u8>> {
        files.iter().map(|file| (Utf8PathBuf::from(*file), b"new".to_vec())).collect()
    }

    fn told(mended: &Mended) -> Vec<&str> {
        mended.refused.iter().map(|diagnostic| diagnostic.message.as_str()).collect()
    }

    #[test]
    fn a_file_that_cannot_be_written_keeps_no_other_from_being_mended() {
        let (_folder, book, _) = folders();
        for file in ["a.md", "b.md", "d.md"] {
            fs::write(book.join(file), "old").unwrap();
        }
        let mut permissions = fs::metadata(book.join("b.md")).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(book.join("b.md"), permissions).unwrap();
        fs::create_dir(book.join("c.md")).unwrap();
        let mended = write(&book, &Sources::disk(book.clone()), &planned(&["a.md", "b.md", "c.md", "d.md", "new/e.md"]));
        let written: Vec<&str> = mended.written.iter().map(|file| file.as_str()).collect();
        assert_eq!(written, ["a.md", "d.md", "new/e.md"]);
        let told = told(&mended);
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[0], "`b.md` was not mended: it is read-only");
        assert!(told[1].starts_with("`c.md` was not mended: "), "{told:?}");
        assert_eq!(fs::read_to_string(book.join("b.md")).unwrap(), "old");
        assert_eq!(fs::read_to_string(book.join("d.md")).unwrap(), "new");
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_takes_out_of_the_repository_is_refused() {
        use std::os::unix::fs::symlink;

        let (_folder, book, beside) = folders();
        fs::write(beside.join("shared.md"), "old").unwrap();
        fs::write(book.join("own.md"), "old").unwrap();
        symlink("own.md", book.join("inside.md")).unwrap();
        symlink(beside.join("shared.md"), book.join("outside.md")).unwrap();
        symlink(&beside, book.join("folder")).unwrap();
        let plan = planned(&["folder/new.md", "inside.md", "outside.md"]);
        let sources = Sources::disk(book.clone());
        let mended = write(&book, &sources, &plan);
        let told = told(&mended);
        assert!(
            told.len() == 2 && told.iter().all(|message| message.contains("a symbolic link takes it out of the book, to `")),
            "{told:?}"
        );
        assert_eq!(fs::read_to_string(beside.join("shared.md")).unwrap(), "old");
        assert_eq!(fs::read_to_string(book.join("own.md")).unwrap(), "new");
        assert!(book.join("inside.md").is_symlink() && !beside.join("new.md").exists());

        // In one repository, both are the author's own.
        fs::create_dir(book.parent().unwrap().join(".git")).unwrap();
        let mended = write(&book, &Sources::disk(book.clone()), &planned(&["outside.md"]));
        assert_eq!(mended.written.len(), 1);
        assert_eq!(fs::read_to_string(beside.join("shared.md")).unwrap(), "new");
    }
}

//! The changes that `check --fix` makes to the author's files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::Edit;
use crate::output::{WriteError, replace};
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

/// Writes the planned files below `root`, each by a rename that keeps its permissions, and returns their paths. A file that somebody changed
/// since it was read is left as it is.
pub fn write(
    root: &Utf8Path,
    sources: &Sources,
    plan: &BTreeMap<Utf8PathBuf, Vec<u8>>,
) -> Result<BTreeSet<Utf8PathBuf>, WriteError> {
    let mut written = BTreeSet::new();
    for (file, bytes) in plan {
        let path = root.join(file);
        let failed = |source| WriteError { path: path.clone(), source };
        // What is behind a symbolic link is changed, not the link.
        let target = path.canonicalize_utf8().unwrap_or_else(|_| path.clone());
        let present = match fs::read(&target) {
            Ok(bytes) => Some(bytes),
            Err(e) if e.kind() == io::ErrorKind::NotFound => None,
            Err(e) => return Err(failed(e)),
        };
        if present.as_deref() != sources.get(file).ok().as_ref().map(|source| source.bytes.as_slice()) {
            continue;
        }
        let permissions = fs::metadata(&target).ok().map(|metadata| metadata.permissions());
        replace(&target, bytes)?;
        if let Some(permissions) = permissions {
            fs::set_permissions(&target, permissions).map_err(failed)?;
        }
        written.insert(file.clone());
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;

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
}

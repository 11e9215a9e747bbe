//! Folders that each hold a case, with an `expected.txt` of what is said about it. `UPDATE_EXPECT=1` writes these files anew.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

const EXPECTED: &str = "expected.txt";

/// Compares what `say` says about a copy of each case in `folder` with what is expected; there are at least `least` cases.
pub(crate) fn compare(folder: &Path, least: usize, say: impl Fn(&Path) -> String) {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let cases = sorted(folder);
    assert!(cases.len() >= least, "only {} cases were found", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let said = say(copied(&case).path());
        let file = case.join(EXPECTED);
        if update {
            fs::write(file, said).unwrap();
            continue;
        }
        let expected = fs::read_to_string(file).unwrap_or_default();
        if said != expected {
            wrong.push(format!("--- {}: expected\n{expected}--- said\n{said}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{} of the cases:\n\n{}", wrong.len(), wrong.join("\n"));
}

/// A copy of the case without what is expected of it.
pub(crate) fn copied(case: &Path) -> TempDir {
    let folder = TempDir::new().unwrap();
    copy(case, folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for path in sorted(from) {
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else if !path.ends_with(EXPECTED) {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// What is in the folder, in order.
pub(crate) fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

//! `bindery import-sphinx` in a folder of several projects of Sphinx: which there are, and the workspace that they become.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use camino::{Utf8Path, Utf8PathBuf};

use crate::import::draft::quoted;

/// No projects deeper than this are looked for.
const DEEPEST: usize = 4;

/// Folders that hold the pages of a project, but do not name it.
const NAMELESS: &[&str] = &["doc", "docs", "documentation", "source", "src"];

/// A project in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The folder that holds its `conf.py`.
    pub(super) folder: Utf8PathBuf,
    /// What to call its book, where the name of the folder is not enough.
    pub(super) name: Option<String>,
}

/// The projects among `files`, of which none lies within another; nothing where two of them would have the same name.
pub(super) fn parts(files: &[Utf8PathBuf], conf: &str) -> Vec<Part> {
    let folders = files.iter().filter(|file| file.file_name() == Some(conf) && file.components().count() <= DEEPEST);
    let folders: BTreeSet<&Utf8Path> = folders.filter_map(|file| file.parent()).collect();
    let is_within = |folder: &Utf8Path| folder.ancestors().skip(1).any(|above| folders.contains(above));
    let part = |folder: &&Utf8Path| {
        let telling = folder.components().rev().map(|part| part.as_str()).find(|part| !NAMELESS.contains(part));
        let name = telling.filter(|telling| folder.file_name() != Some(telling)).map(str::to_owned);
        Part { folder: (*folder).to_owned(), name }
    };
    let parts: Vec<Part> = folders.iter().filter(|folder| !is_within(folder)).map(part).collect();
    let names: BTreeSet<&str> = parts.iter().filter_map(|part| part.name.as_deref().or(part.folder.file_name())).collect();
    if names.len() == parts.len() { parts } else { Vec::new() }
}

/// The `book.toml` of the workspace with those books.
pub(super) fn workspace(parts: &[Part]) -> String {
    let mut text =
        "# Made by `bindery import-sphinx`. What holds for all books can stand here: see the guide on several books.\n\n\
        [workspace]\nbooks = [\n"
            .to_owned();
    for part in parts {
        let _ = writeln!(text, "    {},", quoted(part.folder.as_str()));
    }
    text + "]\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projects_are_named_by_the_folders_that_tell() {
        let files = ["celery/docs/conf.py", "celery/docs/a/conf.py", "fab/conf.py", "fab/x.rst"].map(Utf8PathBuf::from);
        let parts = parts(&files, "conf.py");
        let names: Vec<_> = parts.iter().map(|part| (part.folder.as_str(), part.name.as_deref())).collect();
        assert_eq!(names, [("celery/docs", Some("celery")), ("fab", None)]);
        assert!(workspace(&parts).ends_with("books = [\n    \"celery/docs\",\n    \"fab\",\n]\n"));
        assert_eq!(super::parts(&["a/x/conf.py", "b/x/conf.py"].map(Utf8PathBuf::from), "conf.py"), [], "two of one name");
    }
}

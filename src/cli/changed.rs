//! `--changed-since`: what git says has changed.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::git::Repository;
use crate::diagnostic::Diagnostic;

/// The files of the repository that differ from where its history parted from `revision`: committed, staged, in the working tree, and not
/// yet known to git; deleted ones too. Paths are relative to `root`, the book's folder. The error says why nobody can tell.
pub(super) fn since(root: &Utf8Path, revision: &str) -> Result<BTreeSet<Utf8PathBuf>, Box<Diagnostic>> {
    let no_repository = |said| refused("what has changed cannot be told without a git repository", said);
    let repository = Repository::around(root).map_err(no_repository)?;
    let git = |arguments: &[&str]| repository.ask(arguments);
    let commit = format!("{revision}^{{commit}}");
    let no_revision = |said| {
        refused(&format!("the repository has no revision `{revision}`"), said)
            .help("fetch it first, as in `git fetch origin main`")
    };
    // What starts with `-` would be an option.
    if revision.starts_with('-') {
        return Err(Box::new(no_revision(String::new())));
    }
    let commit = git(&["rev-parse", "--verify", "--quiet", &commit]).map_err(no_revision)?;
    let apart = |said| {
        refused(&format!("the histories of `{revision}` and of the present state have nothing in common"), said)
            .help("in a clone without the whole history, fetch more of it: `git fetch --unshallow`")
    };
    let base = git(&["merge-base", commit.trim(), "HEAD"]).map_err(apart)?;
    let unknown = |said| refused("git cannot tell what has changed", said);
    // From the repository's top, so that files beside the book, which pages may include, are among them.
    let changed = git(&["diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-relative", "-z", base.trim(), "--"]);
    let new = git(&["-C", repository.top(), "ls-files", "--others", "--exclude-standard", "-z"]);
    let (changed, new) = (changed.map_err(unknown)?, new.map_err(unknown)?);
    Ok(changed.split('\0').chain(new.split('\0')).filter(|path| !path.is_empty()).map(|path| repository.seen(path)).collect())
}

fn refused(message: &str, said: String) -> Diagnostic {
    let refused = Diagnostic::nowhere("unknown-revision", message);
    if said.is_empty() { refused } else { refused.help(said) }
}

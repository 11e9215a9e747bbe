//! `--changed-since`: what git says has changed.

use std::collections::BTreeSet;
use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::Diagnostic;

/// The files of the repository that differ from where its history parted from `revision`: committed, staged, in the working tree, and not
/// yet known to git; deleted ones too. Paths are relative to `root`, the book's folder. The error says why nobody can tell.
pub(super) fn since(root: &Utf8Path, revision: &str) -> Result<BTreeSet<Utf8PathBuf>, Box<Diagnostic>> {
    let git = |arguments: &[&str]| git(root, arguments);
    let no_repository = |said| refused("what has changed cannot be told without a git repository", said);
    let way_down = git(&["rev-parse", "--show-prefix"]).map_err(no_repository)?;
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
    let top = way_down.trim().split('/').filter(|part| !part.is_empty()).map(|_| "..").collect::<Utf8PathBuf>();
    let new = git(&[
        "-C",
        if top.as_str().is_empty() { "." } else { top.as_str() },
        "ls-files",
        "--others",
        "--exclude-standard",
        "-z",
    ]);
    let (changed, new) = (changed.map_err(unknown)?, new.map_err(unknown)?);
    let prefix = Utf8PathBuf::from(way_down.trim_end_matches('\n'));
    let as_seen = |path: &str| match Utf8Path::new(path).strip_prefix(&prefix) {
        Ok(inside) => inside.to_owned(),
        Err(_) => crate::source::join(&top, Utf8Path::new(path)),
    };
    Ok(changed.split('\0').chain(new.split('\0')).filter(|path| !path.is_empty()).map(as_seen).collect())
}

/// What git prints when run in the folder; the error is what it says is wrong.
fn git(folder: &Utf8Path, arguments: &[&str]) -> Result<String, String> {
    let output =
        Command::new("git").arg("-C").arg(folder).args(arguments).output().map_err(|e| format!("git cannot be run: {e}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}

fn refused(message: &str, said: String) -> Diagnostic {
    let refused = Diagnostic::nowhere("unknown-revision", message);
    if said.is_empty() { refused } else { refused.help(said) }
}

//! The git repository that a book lies in.

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

/// A repository, seen from a folder in it.
pub(super) struct Repository {
    folder: Utf8PathBuf,
    /// The way from the top of the repository to the folder, and back.
    down: Utf8PathBuf,
    up: Utf8PathBuf,
}

impl Repository {
    /// The repository that the folder is in; the error is what git says is wrong.
    pub(super) fn around(folder: &Utf8Path) -> Result<Self, String> {
        let down = git(folder, &["rev-parse", "--show-prefix"])?;
        let down = Utf8PathBuf::from(down.trim_end_matches('\n'));
        let up = down.components().map(|_| "..").collect();
        Ok(Self { folder: folder.to_owned(), down, up })
    }

    /// What git prints when run in the folder; the error is what it says is wrong.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<String, String> {
        git(&self.folder, arguments)
    }

    /// The folder that git is run in.
    pub(super) fn folder(&self) -> &Utf8Path {
        &self.folder
    }

    /// The way from the folder to the top of the repository, `.` if that is the folder.
    pub(super) fn top(&self) -> &str {
        if self.up.as_str().is_empty() { "." } else { self.up.as_str() }
    }

    /// A file that git names from the top of the repository, as seen from the folder.
    pub(super) fn seen(&self, path: &str) -> Utf8PathBuf {
        match Utf8Path::new(path).strip_prefix(&self.down) {
            Ok(inside) => inside.to_owned(),
            Err(_) => crate::source::join(&self.up, Utf8Path::new(path)),
        }
    }

    /// Whether a path that is seen from the folder stays in the repository, as far as its name tells.
    pub(super) fn holds(&self, path: &Utf8Path) -> bool {
        let climbs = path.components().take_while(|part| part.as_str() == "..").count();
        path.is_relative() && climbs <= self.up.components().count()
    }
}

fn git(folder: &Utf8Path, arguments: &[&str]) -> Result<String, String> {
    let output =
        Command::new("git").arg("-C").arg(folder).args(arguments).output().map_err(|e| format!("git cannot be run: {e}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}

//! What was found and what was done, as text for people and for machines.
//!
//! Every format shows the same [`Checked`]: [`terminal`] for people, [`json`], [`sarif`], [`junit`] and [`github`] for programs.

pub mod baseline;
pub(crate) mod excerpt;
mod fingerprint;
pub mod github;
pub mod json;
pub mod junit;
pub mod manual;
pub mod recognise;
mod region;
pub mod sarif;
pub mod summary;
pub mod table;
pub mod terminal;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::Diagnostic;
use crate::source::join;
use terminal::Files;

/// What a check came to.
#[derive(Clone, Copy)]
pub struct Checked<'a> {
    /// What is wrong, in the order in which it is shown.
    pub diagnostics: &'a [Diagnostic],
    /// The files that the diagnostics are about.
    pub files: Files<'a>,
    /// The pages that were looked at, relative to the book's root.
    pub pages: &'a [Utf8PathBuf],
    /// The book's root as seen from the folder that other programs count paths from: the repository's root.
    pub folder: &'a Utf8Path,
}

impl Checked<'_> {
    /// A path of the book as seen from the repository's root.
    fn path(&self, file: &Utf8Path) -> Utf8PathBuf {
        join(self.folder, file)
    }
}

/// All that a diagnostic says, for programs that show one text: the message with the words beside the marked text, then what to do.
fn words(diagnostic: &Diagnostic) -> String {
    let first = match &diagnostic.label {
        Some(label) => format!("{} ({label})", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    std::iter::once(first).chain(diagnostic.help.iter().map(|help| format!("help: {help}"))).collect::<Vec<_>>().join("\n")
}

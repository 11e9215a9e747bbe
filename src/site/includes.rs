//! What an include that was not found probably meant. A page cannot say it: it knows only the files that it read.

use std::sync::OnceLock;

use camino::{Utf8Path, Utf8PathBuf};

use super::route::decode;
use crate::diagnostic::Finding;
use crate::document::directive::MISSING_INCLUDE;
use crate::nearest::nearest_path;
use crate::source::{Sources, join};

/// The files that pages can include.
#[derive(Debug)]
pub struct Includes<'a> {
    sources: &'a Sources,
    source_folder: &'a Utf8Path,
    /// Paths relative to the source folder; listed only if an include is missing.
    known: OnceLock<Vec<Utf8PathBuf>>,
}

impl<'a> Includes<'a> {
    /// The files of the source folder.
    #[must_use]
    pub fn new(sources: &'a Sources, source_folder: &'a Utf8Path) -> Self {
        Self { sources, source_folder, known: OnceLock::new() }
    }

    /// The finding of a page whose files are `files`; one about an include that is not there names the file that was probably meant.
    #[must_use]
    pub fn explain(&self, finding: &Finding, files: &[Utf8PathBuf]) -> Finding {
        let meant = if finding.code == MISSING_INCLUDE { self.meant(finding, files) } else { None };
        match meant {
            Some(near) => finding.clone().help(format!("did you mean `{near}`?")).suggest(near),
            None => finding.clone(),
        }
    }

    /// The path of a file that is there, as the author would write it.
    fn meant(&self, finding: &Finding, files: &[Utf8PathBuf]) -> Option<String> {
        let file = files.get(finding.span.file.index())?;
        let source = self.sources.get(file).ok()?;
        let written = source.text().ok()?.get(finding.span.start as usize..finding.span.end as usize)?;
        let here = file.strip_prefix(self.source_folder).ok()?;
        let base = if written.starts_with('/') { Utf8Path::new("") } else { here.parent()? };
        let wanted = join(base, Utf8Path::new(written));
        let known = self.known.get_or_init(|| {
            let (files, _) = self.sources.list(self.source_folder);
            files.iter().filter_map(|file| file.strip_prefix(self.source_folder).ok()).map(Utf8Path::to_owned).collect()
        });
        let others = known.iter().map(|file| file.as_str()).filter(|file| *file != wanted.as_str() && *file != here.as_str());
        let near = nearest_path(wanted.as_str(), others)?;
        Some(if written.starts_with('/') {
            format!("/{near}")
        } else {
            decode(&super::route::relative(here, Utf8Path::new(near)))
        })
    }
}

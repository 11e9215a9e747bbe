//! Which files of the source folder are pages, which are copied as they are, and in which order the author put them.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::Markup;
use crate::source::{SourceError, Sources};
use crate::summary::Summary;

/// The name of the file that lists the chapters, in mdBook's grammar.
pub const SUMMARY: &str = "SUMMARY.md";

/// The files of a book. All paths are relative to the source folder.
#[derive(Debug, Default)]
pub struct Book {
    /// Pages in byte order of their paths.
    pub pages: Vec<Utf8PathBuf>,
    /// Files that are copied as they are.
    pub assets: BTreeSet<Utf8PathBuf>,
    /// Files that are there for the spelling check alone.
    pub wordlists: BTreeSet<Utf8PathBuf>,
    /// The author's own table of contents.
    pub summary: Option<Summary>,
    /// Pages that the table of contents does not list, so that they are not built.
    pub unlisted: Vec<Utf8PathBuf>,
}

/// Finds the files of the book, leaving out the folder `out` that the site is written to.
#[must_use]
pub fn find(sources: &Sources, config: &Config, out: &Utf8Path) -> (Book, Vec<Diagnostic>) {
    let source_folder = config.book.source.as_path();
    let mut book = Book::default();
    let (files, problems) = sources.list(source_folder);
    let unreadable = |reason| Diagnostic::error("unreadable", source_folder, 0..0, format!("cannot be listed: {reason}"));
    let mut diagnostics: Vec<Diagnostic> = problems.into_iter().map(unreadable).collect();
    for file in files {
        let Ok(path) = file.strip_prefix(source_folder) else { continue };
        if file.starts_with(out) || path == SUMMARY {
            continue;
        }
        match Markup::of(path) {
            _ if config.book.exclude.iter().any(|pattern| pattern.matches(path)) => {}
            Some(_) if is_partial(path) => {}
            Some(_) => book.pages.push(path.to_owned()),
            None if config.spelling.reads(&file) => {
                book.wordlists.insert(path.to_owned());
            }
            None => {
                book.assets.insert(path.to_owned());
            }
        }
    }
    book.read_summary(sources, config, &mut diagnostics);
    (book, diagnostics)
}

/// Names that start with `_` are for inclusion only.
fn is_partial(path: &Utf8Path) -> bool {
    path.components().any(|c| c.as_str().starts_with('_'))
}

impl Book {
    fn read_summary(&mut self, sources: &Sources, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
        let file = &config.book.source.join(SUMMARY);
        let source = match sources.get(file) {
            Ok(source) => source,
            Err(SourceError::Missing | SourceError::Outside) => return,
            Err(SourceError::Unreadable(reason)) => {
                diagnostics.push(Diagnostic::error("unreadable", file, 0..0, format!("cannot be read: {reason}")));
                return;
            }
        };
        let text = match source.text() {
            Ok(text) => text,
            Err(at) => {
                diagnostics.push(not_utf8(file, at));
                return;
            }
        };
        let (summary, problems) = Summary::parse(file, text);
        diagnostics.extend(problems);
        // The page for addresses that lead nowhere is one without being listed.
        let listed = summary.chapters().filter_map(|chapter| chapter.path.as_deref()).chain(config.html.not_found.as_deref());
        let listed: BTreeSet<&Utf8Path> = listed.collect();
        let (pages, unlisted) = std::mem::take(&mut self.pages).into_iter().partition(|page| listed.contains(page.as_path()));
        self.pages = pages;
        self.unlisted = unlisted;
        self.summary = Some(summary);
    }
}

/// The diagnostic for a file that is not UTF-8, at its first wrong byte.
#[must_use]
pub fn not_utf8(file: &Utf8Path, at: usize) -> Diagnostic {
    Diagnostic::error("not-utf8", file, at..at + 1, "the file is not UTF-8")
        .label("this byte belongs to no character")
        .help("save the file as UTF-8; editors call this the encoding")
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::config::Config;
    use crate::source::Sources;

    #[test]
    fn a_page_is_a_page_whatever_the_case_of_its_ending() {
        let sources =
            Sources::memory(["a.md", "B.MD", "c.Markdown", "d.mdx", "_e.MD", "f.RST"].map(|name| (format!("src/{name}"), "")));
        let (book, problems) = find(&sources, &Config::default(), "out".into());
        assert_eq!(book.pages, ["B.MD", "a.md", "c.Markdown", "f.RST"]);
        assert_eq!(book.assets.into_iter().collect::<Vec<_>>(), ["d.mdx"]);
        assert_eq!(problems, []);
    }
}

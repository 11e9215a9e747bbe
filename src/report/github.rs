//! Diagnostics as GitHub's workflow commands: lines that an action prints, and that become annotations of the changed files.

use std::fmt::Write as _;

use super::region::Regions;
use super::{Checked, words};
use crate::diagnostic::Level;

/// One command a line. Paths are relative to the repository's root, as GitHub wants them; lines and columns count from 1. Columns are
/// left out where a problem spans lines: GitHub takes them on one line only.
#[must_use]
pub fn render(checked: &Checked<'_>) -> String {
    let mut regions = Regions::new(checked.files);
    let mut text = String::new();
    for diagnostic in checked.diagnostics {
        let command = match diagnostic.level {
            Level::Warning => "warning",
            Level::Error => "error",
        };
        let _ = write!(text, "::{command} ");
        if let Some(place) = &diagnostic.place {
            let _ = write!(text, "file={},", property(checked.path(&place.file).as_str()));
            if let Some(region) = regions.of(place) {
                let _ = write!(text, "line={},endLine={},", region.line, region.end_line);
                if region.line == region.end_line {
                    let _ = write!(text, "col={},endColumn={},", region.column, region.end_column);
                }
            }
        }
        let _ = writeln!(text, "title={}::{}", property(&diagnostic.code), data(&words(diagnostic)));
    }
    text
}

/// What stands behind the `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands behind a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::source::Sources;

    #[test]
    fn a_command_is_one_line_whatever_the_texts_hold() {
        let sources = Sources::memory([("src/a,b: 100%.md", "one\ntwo\n")]);
        let diagnostics = [
            Diagnostic::nowhere("odd", "no file\r\nis at fault"),
            Diagnostic::error("broken-link", "src/a,b: 100%.md", 0..3, "`x` is 50% there::error::").help("do\nthis"),
            Diagnostic::warning("long", "src/a,b: 100%.md", 1..6, "both lines").label("here"),
            Diagnostic::warning("gone", "src/gone.md", 1..6, "no file"),
        ];
        let files = |path: &Utf8Path| sources.get(path).ok();
        let checked = Checked { diagnostics: &diagnostics, files: &files, pages: &[], folder: "docs".into() };
        let expected = "\
::error title=odd::no file%0D%0Ais at fault
::error file=docs/src/a%2Cb%3A 100%25.md,line=1,endLine=1,col=1,endColumn=4,title=broken-link::`x` is 50%25 there::error::%0Ahelp: do%0Athis
::warning file=docs/src/a%2Cb%3A 100%25.md,line=1,endLine=2,title=long::both lines (here)
::warning file=docs/src/gone.md,title=gone::no file
";
        assert_eq!(render(&checked), expected);
    }
}

//! The closing table of several books: how many problems each of them has.

use crate::diagnostic::Diagnostic;
use crate::lints::codes_of;

/// What was found in one book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The book's name.
    pub book: String,
    /// Problems that are none of spelling.
    pub build: usize,
    /// Problems of spelling.
    pub spelling: usize,
}

impl Row {
    /// Counts the problems of a book.
    #[must_use]
    pub fn of(book: &str, diagnostics: &[Diagnostic]) -> Self {
        let codes = codes_of("spelling");
        let spelling = diagnostics.iter().filter(|diagnostic| codes.contains(&diagnostic.code.as_str())).count();
        Self { book: book.to_owned(), build: diagnostics.len() - spelling, spelling }
    }
}

/// A line for each book that has problems, below one that names the columns; nothing where no book has any.
#[must_use]
pub fn table(rows: &[Row]) -> Option<String> {
    const HEAD: [&str; 3] = ["Book", "Build", "Spelling"];
    let wrong: Vec<&Row> = rows.iter().filter(|row| row.build + row.spelling > 0).collect();
    let widest = wrong.iter().map(|row| row.book.chars().count()).chain([HEAD[0].len()]).max()?;
    let line = |[book, build, spelling]: [&str; 3]| format!("{book:<widest$}  {build:>5}  {spelling:>8}");
    let rows = wrong.iter().map(|row| line([&row.book, &row.build.to_string(), &row.spelling.to_string()]));
    (!wrong.is_empty()).then(|| std::iter::once(line(HEAD)).chain(rows).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_without_problems_are_left_out() {
        let row = |book: &str, build, spelling| Row { book: book.to_owned(), build, spelling };
        assert_eq!(table(&[row("a", 0, 0)]), None);
        let text = table(&[row("a", 0, 0), row("celery", 12, 1), row("fab", 0, 100)]).unwrap();
        assert_eq!(text, "Book    Build  Spelling\ncelery     12         1\nfab         0       100");
    }
}

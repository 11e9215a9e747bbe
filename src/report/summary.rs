//! The closing line of a build: what was done, and how much of it.

use std::time::Duration;

/// What a build went through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Books, where it is a workspace.
    pub books: usize,
    /// Pages written or found unchanged.
    pub pages: usize,
    /// Diagrams found in them.
    pub diagrams: usize,
    /// Code blocks found in them.
    pub code_blocks: usize,
    /// Links from page to page, or within one.
    pub internal_links: usize,
    /// How many of the pages' problems were wanted, where not all were.
    pub concerned: Option<usize>,
    /// What the checks looked at: the kind of thing in the singular, and how many.
    pub checked: Vec<(&'static str, usize)>,
    /// Problems that a baseline left out.
    pub known: usize,
}

impl Counts {
    /// Adds those of one more book.
    pub fn add(&mut self, book: &Self) {
        self.books += 1;
        self.pages += book.pages;
        self.diagrams += book.diagrams;
        self.code_blocks += book.code_blocks;
        self.internal_links += book.internal_links;
        self.known += book.known;
        self.concerned = self.concerned.map_or(book.concerned, |sum| Some(sum + book.concerned.unwrap_or_default()));
        for (thing, count) in &book.checked {
            match self.checked.iter_mut().find(|(known, _)| known == thing) {
                Some((_, sum)) => *sum += count,
                None => self.checked.push((thing, *count)),
            }
        }
    }
}

/// One line without its end, as in `14 pages, 9 diagrams, 63 code blocks, 212 internal links, 0 problems in 0.21 s`.
#[must_use]
pub fn closing_line(counts: &Counts, problems: usize, took: Duration) -> String {
    let checked = counts.checked.iter().map(|(thing, count)| counted(*count, thing));
    let pages = counted(counts.pages, "page");
    let pages = counts.concerned.map_or(pages.clone(), |concerned| format!("{concerned} of {pages}"));
    let mut parts = Vec::new();
    parts.extend((counts.books > 0).then(|| counted(counts.books, "book")));
    parts.extend([
        pages,
        counted(counts.diagrams, "diagram"),
        counted(counts.code_blocks, "code block"),
        counted(counts.internal_links, "internal link"),
    ]);
    parts.extend(checked);
    let known = if counts.known > 0 { format!(" ({} known)", counts.known) } else { String::new() };
    parts.push(counted(problems, "problem") + &known);
    format!("{} in {:.2} s", parts.join(", "), took.as_secs_f64())
}

pub(crate) fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_only_some_pages_were_wanted_the_line_says_so() {
        let counts = Counts { pages: 14, concerned: Some(1), ..Counts::default() };
        assert!(closing_line(&counts, 0, Duration::ZERO).starts_with("1 of 14 pages, 0 diagrams, "));
    }

    #[test]
    fn numbers_and_nouns_agree() {
        let counts = Counts { pages: 14, diagrams: 1, code_blocks: 63, internal_links: 0, ..Counts::default() };
        let took = Duration::from_millis(214);
        let line = "14 pages, 1 diagram, 63 code blocks, 0 internal links, 2 problems in 0.21 s";
        assert_eq!(closing_line(&counts, 2, took), line);
        let counts = Counts { checked: vec![("word", 1)], known: 7, ..counts };
        let line = "14 pages, 1 diagram, 63 code blocks, 0 internal links, 1 word, 0 problems (7 known) in 0.21 s";
        assert_eq!(closing_line(&counts, 0, took), line);
    }
}

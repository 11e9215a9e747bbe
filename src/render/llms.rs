//! `llms.txt`, the list of a book's pages for language models (llmstxt.org), and `llms-full.txt`, all of its pages in one file.
//!
//! A model reads only so much, so each file has a size that it never exceeds. It then ends with a whole page, and says what it lacks.

use super::markdown::{line, link};

/// What both files begin with.
#[derive(Clone, Debug)]
pub struct Book<'a> {
    /// The book's title.
    pub title: &'a str,
    /// What it is about.
    pub description: Option<&'a str>,
    /// The address of the file with all pages.
    pub all: Option<String>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A heading over the pages that follow.
    Part(String),
    /// A page.
    Page {
        /// Its title.
        title: String,
        /// The address of its Markdown.
        address: String,
        /// What it is about.
        description: Option<String>,
    },
}

/// A page for the file with all pages.
pub struct Text<'a> {
    /// Its title.
    pub title: String,
    /// The address of its Markdown.
    pub address: String,
    /// Writes its Markdown, which ends in a line feed.
    pub text: Box<dyn Fn() -> String + 'a>,
}

/// How many of the pages that are left out of [`full`] are named.
const NAMED: usize = 100;

/// `llms.txt` in at most `most` bytes: first the descriptions go, then the last pages.
#[must_use]
pub fn list(book: &Book<'_>, entries: &[Entry], most: usize) -> String {
    let complete = listed(book, entries, true, usize::MAX);
    if complete.len() <= most {
        return complete;
    }
    listed(book, entries, false, most)
}

fn listed(book: &Book<'_>, entries: &[Entry], described: bool, most: usize) -> String {
    let mut out = head(book);
    if let Some(all) = &book.all {
        out.push_str(&format!(
            "\nThe pages in reading order, each as Markdown. All of them in one file: {}\n",
            link("llms-full.txt", all)
        ));
    }
    if !described {
        out.push_str("\nDescriptions are left out, so that this file stays small.\n");
    }
    let last = |left: usize| {
        let pages = if left == 1 { "page is" } else { "pages are" };
        format!("\n{left} more {pages} left out, so that this file stays small.\n")
    };
    let mut left = entries.iter().filter(|entry| matches!(entry, Entry::Page { .. })).count();
    let mut part = Some("Pages");
    for entry in entries {
        let Entry::Page { title, address, description } = entry else {
            if let Entry::Part(title) = entry {
                part = Some(title);
            }
            continue;
        };
        let mut item = part.map(|title| format!("\n## {}\n\n", line(title))).unwrap_or_default();
        item.push_str(&format!("- {}", link(title, address)));
        if let Some(description) = description.as_ref().filter(|_| described) {
            item.push_str(&format!(": {}", line(description)));
        }
        item.push('\n');
        let rest = if left > 1 { last(left - 1).len() } else { 0 };
        if out.len().saturating_add(item.len() + rest) > most {
            out.push_str(&last(left));
            return out;
        }
        out.push_str(&item);
        left -= 1;
        part = None;
    }
    out
}

/// `llms-full.txt` in at most `most` bytes, but for the list of pages that are left out.
#[must_use]
pub fn full<'a>(book: &Book<'_>, texts: impl Iterator<Item = Text<'a>>, most: usize) -> String {
    let mut out = head(book);
    let mut left_out = Vec::new();
    for page in texts {
        if left_out.is_empty() {
            let text = format!("\n___\n\nSource: {}\n\n{}", page.address, (page.text)());
            if out.len() + text.len() <= most {
                out.push_str(&text);
                continue;
            }
        }
        left_out.push(page);
    }
    if !left_out.is_empty() {
        let count = left_out.len();
        let pages = if count == 1 { "page is" } else { "pages are" };
        out.push_str(&format!("\n___\n\nThe last {count} {pages} left out, so that this file stays below {most} bytes:\n\n"));
        for page in left_out.iter().take(NAMED) {
            out.push_str(&format!("- {}\n", link(&page.title, &page.address)));
        }
        if count > NAMED {
            out.push_str(&format!("- and {} more\n", count - NAMED));
        }
    }
    out
}

fn head(book: &Book<'_>) -> String {
    let mut out = format!("# {}\n", line(book.title));
    if let Some(description) = book.description {
        out.push_str(&format!("\n> {}\n", line(description)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_may_be_the_only_one_left_out() {
        let book = Book { title: "Book", description: None, all: None };
        let page = |title: &str| Entry::Page {
            title: title.to_owned(),
            address: "one.md".to_owned(),
            description: Some("x".repeat(80)),
        };
        let text = list(&book, &[page("one"), page("a page of a long title".repeat(3).as_str())], 170);
        assert!(text.ends_with("- [one](one.md)\n\n1 more page is left out, so that this file stays small.\n"), "{text}");
    }
}

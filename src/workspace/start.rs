//! The page that lists the books of a workspace.

use std::fmt::Write as _;

use camino::Utf8PathBuf;

/// A book as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// The file of its start page, as seen from the file of the list; none where the book has no page.
    pub page: Option<Utf8PathBuf>,
}

/// The page as Markdown.
#[must_use]
pub fn page(title: &str, description: Option<&str>, books: &[Listed]) -> String {
    let mut text = format!("# {}\n", plain(title));
    if let Some(description) = description {
        let _ = write!(text, "\n{}\n", plain(description));
    }
    for Listed { title, description, page } in books {
        let name = match page {
            Some(page) => format!("[{}](<{page}>)", plain(title)),
            None => plain(title),
        };
        let about = description.as_ref().map(|about| format!(" – {}", plain(about))).unwrap_or_default();
        let _ = write!(text, "\n- {name}{about}");
    }
    text.push('\n');
    text
}

/// The text as Markdown that shows it as it is.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let escaped = |c: char| if c.is_ascii_punctuation() { vec!['\\', c] } else { vec![c] };
    words.chars().flat_map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_authors_write_is_shown_as_it_is() {
        let listed = |title: &str, description: Option<&str>, page: Option<&str>| Listed {
            title: title.to_owned(),
            description: description.map(str::to_owned),
            page: page.map(Utf8PathBuf::from),
        };
        let books = [listed("A [b] *c*", Some("For\nall."), Some("../a/src/x y.md")), listed("Empty", None, None)];
        let expected = "# All\n\n- [A \\[b\\] \\*c\\*](<../a/src/x y.md>) – For all\\.\n- Empty\n";
        assert_eq!(page("All", None, &books), expected);
    }
}

//! A page as plain Markdown, for readers that are programs: includes, constants and references are resolved, directives have become what
//! CommonMark and GitHub have for them.
//!
//! [`write`] is pure, and goes by the document model, so that it does not matter which markup the page was written in. What it writes
//! parses back to the same words in the same order, with the same headings, lists, tables, code and links:
//!
//! | In the model | In Markdown |
//! |---|---|
//! | admonition | GitHub's alert, `> [!NOTE]`, with the title in bold as its first paragraph |
//! | card | its picture, its title in bold as a link, and its blocks |
//! | text whose line ends count | code |
//! | tabs | a list with an item for each tab, which starts with the tab's title in bold |
//! | diagram | a fence of `mermaid`, then the caption |
//! | table with blocks in its cells, or cells that reach over others | HTML's table, with Markdown between its tags |
//! | list of pages | a list of links |
//! | list of the page's headings | nothing: the headings are there |
//! | anchor that does not follow from a heading's words | `<a id="…"></a>` before what it names |

mod blocks;
mod emphasis;
mod escape;
mod inlines;
mod lists;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::document::{Block, BlockKind, Inline, Page, ReferenceId};
use crate::site::{Destination, Target};

/// Writes `page` as Markdown that ends in a line feed.
///
/// `title` is set above a page that has none of its own: neither a heading that it starts with nor one of the first level. `links` holds what each of [`Page::references`] resolves
/// to, in the same order; what is missing counts as broken. `address` says what is written for a URL that a reference resolves to.
#[must_use]
pub fn write(page: &Page, title: &[Inline], links: &[Destination], address: &dyn Fn(&str) -> String) -> String {
    let writer = Writer { page, links, address };
    let mut parts = Vec::new();
    if !has_title(page) {
        parts.push(format!("# {}", writer.heading_text(title)));
    }
    parts.push(writer.blocks(&page.blocks));
    parts.push(writer.footnotes());
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

/// The words of the first paragraph without markup, as far as whole words fit into `most` characters; `None` where the page has none.
#[must_use]
pub fn first_words(page: &Page, links: &[Destination], most: usize) -> Option<String> {
    let words = page.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(content) => {
            let words = crate::document::plain_text(&inlines::resolved(page, links, content));
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            (!words.is_empty()).then_some(words)
        }
        _ => None,
    })?;
    Some(cut(words, most))
}

/// `words` as Markdown in one line.
#[must_use]
pub fn line(words: &str) -> String {
    let mut out = String::new();
    escape::text(&mut out, words, escape::Around::default());
    escape::heading(&out)
}

/// A link to `address`.
#[must_use]
pub fn link(words: &str, address: &str) -> String {
    let mut out = String::new();
    escape::text(&mut out, words, escape::Around { link: true, ..escape::Around::default() });
    format!("[{}]({})", escape::heading(&out), escape::url(address))
}

/// `words`, or what fits of it into `most` characters at the end of a word, with an ellipsis.
fn cut(words: String, most: usize) -> String {
    if words.chars().count() <= most {
        return words;
    }
    let end = words.char_indices().nth(most.saturating_sub(1)).map_or(words.len(), |(at, _)| at);
    let head = words.get(..end).unwrap_or_default();
    // Where a language writes no spaces, the cut may stand between any two characters.
    let whole = head.rfind(' ').filter(|at| *at > end / 2).and_then(|at| head.get(..at)).unwrap_or(head);
    format!("{}…", whole.trim_end_matches([',', ';', ':', ' ', '–', '—']))
}

fn has_title(page: &Page) -> bool {
    fn in_any(blocks: &[Block]) -> bool {
        blocks.iter().any(|block| match &block.kind {
            BlockKind::Heading(heading) => heading.level == 1,
            BlockKind::Container { body, .. } => in_any(body),
            _ => false,
        })
    }
    !page.title.is_empty() || in_any(&page.blocks)
}

/// What all that is written of one page goes by.
struct Writer<'a> {
    page: &'a Page,
    links: &'a [Destination],
    address: &'a dyn Fn(&str) -> String,
}

impl<'a> Writer<'a> {
    fn target(&self, reference: ReferenceId) -> Option<&'a Target> {
        match self.links.get(reference.index()) {
            Some(Destination::Found(target)) => Some(target),
            Some(Destination::Broken) | None => None,
        }
    }

    /// Where a reference leads, as it is written.
    fn url(&self, reference: ReferenceId) -> Option<String> {
        self.target(reference).map(|target| (self.address)(&target.url))
    }

    /// All footnotes of the page, in the order of their definitions.
    fn footnotes(&self) -> String {
        let mut notes = Vec::new();
        self.collect_footnotes(&self.page.blocks, &mut BTreeSet::new(), &mut notes);
        notes.join("\n\n")
    }

    fn collect_footnotes(&self, blocks: &'a [Block], seen: &mut BTreeSet<&'a str>, notes: &mut Vec<String>) {
        for block in blocks {
            if let BlockKind::Footnote { label, sign, body } = &block.kind
                && seen.insert(label)
            {
                let mark = format!("[^{}]: ", inlines::footnote_label(inlines::note_name(label, sign)));
                notes.push(lists::hang(&mark, 4, &self.blocks(body)));
            }
            for body in block.bodies() {
                self.collect_footnotes(body, seen, notes);
            }
        }
    }
}

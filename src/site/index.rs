//! Everything that a reference can name: anchors page by page, labels and terms across the book.

use std::collections::{BTreeMap, HashMap};

use super::{PageId, SitePage};
use crate::diagnostic::{Diagnostic, Finding};
use crate::document::{AnchorKind, Inline, InlineKind};

/// An anchor by page and position in the page's list.
pub(super) type AnchorAt = (PageId, usize);

/// Look-up tables over the anchors of all pages.
#[derive(Debug, Default)]
pub struct Index {
    anchors: HashMap<PageId, HashMap<String, usize>>,
    /// In order of their names, so that a near miss is found the same way each time.
    pub(super) labels: BTreeMap<String, AnchorAt>,
    pub(super) terms: BTreeMap<String, AnchorAt>,
    /// Headings that are nothing but code, which is how the entry of a configuration option looks; of equal ones the first.
    pub(super) options: BTreeMap<String, AnchorAt>,
}

impl Index {
    /// Indexes `pages`; a label or a term that two places claim is a diagnostic, and the first keeps it.
    pub(super) fn of(pages: &[SitePage], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut index = Self::default();
        for (number, page) in pages.iter().enumerate() {
            let id = PageId(number as u32);
            let here = index.anchors.entry(id).or_default();
            for (position, anchor) in page.parsed.page.anchors.iter().enumerate() {
                here.entry(anchor.id.clone()).or_insert(position);
                let (table, name, code, what) = match &anchor.kind {
                    AnchorKind::Label(name) => (&mut index.labels, name, "duplicate-label", "label"),
                    AnchorKind::Term(name) => (&mut index.terms, name, "duplicate-term", "term"),
                    AnchorKind::Heading(_) => {
                        if let [Inline { kind: InlineKind::Code(code), .. }] = anchor.title.as_slice() {
                            index.options.entry(normal_name(code)).or_insert((id, position));
                        }
                        continue;
                    }
                    AnchorKind::Id => continue,
                };
                let Some(&(first, _)) = table.get(name) else {
                    table.insert(name.clone(), (id, position));
                    continue;
                };
                if first == id && code == "duplicate-label" {
                    continue; // Two equal anchors in a page: the page itself reports that.
                }
                let first = pages.get(first.0 as usize).map_or("", |p| p.parsed.file.as_str());
                let finding = Finding::error(code, anchor.span, format!("the {what} `{name}` is already defined in `{first}`"))
                    .help(format!("references to it lead to `{first}`: rename one of the two"));
                diagnostics.push(finding.place(&page.parsed.page.files));
            }
        }
        index
    }

    /// The position of the anchor `id` in the page's list.
    #[must_use]
    pub fn anchor(&self, page: PageId, id: &str) -> Option<usize> {
        self.anchors.get(&page)?.get(id).copied()
    }
}

/// The form in which labels and terms are compared: lower case, white space folded.
#[must_use]
pub(super) fn normal_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

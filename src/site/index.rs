//! Everything that a reference can name: anchors page by page, labels and terms across the book.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::table::{AnchorAt, Table};
use super::{PageId, SitePage};
use crate::diagnostic::{Diagnostic, Finding};
use crate::document::{AnchorKind, Family, Inline, InlineKind, Page};

/// Look-up tables over the anchors of all pages.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// In the order of the pages.
    anchors: Vec<Arc<HashMap<String, usize>>>,
    pub(super) labels: Arc<Table>,
    pub(super) terms: Arc<Table>,
    /// Headings that are nothing but code, which is how the entry of a configuration option looks; of equal ones the first.
    pub(super) options: Arc<Table>,
    /// Objects of each family by their full names.
    pub(super) objects: Arc<BTreeMap<Family, Table>>,
}

impl Index {
    /// Indexes `pages`; a label or a term that two places claim is a diagnostic, and the first keeps it.
    pub(super) fn of(pages: &[Arc<SitePage>], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let (mut labels, mut terms, mut options) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut objects: BTreeMap<Family, BTreeMap<String, AnchorAt>> = BTreeMap::new();
        for (number, page) in pages.iter().enumerate() {
            let id = PageId(number as u32);
            for (position, anchor) in page.parsed.page.anchors.iter().enumerate() {
                let (table, name, code, what) = match &anchor.kind {
                    AnchorKind::Label(name) => (&mut labels, name, "duplicate-label", "label"),
                    AnchorKind::Term(name) => (&mut terms, name, "duplicate-term", "term"),
                    AnchorKind::Object(kind, name) => {
                        (objects.entry(kind.family()).or_default(), name, "duplicate-object", "object")
                    }
                    AnchorKind::Heading(_) => {
                        if let [Inline { kind: InlineKind::Code(code), .. }] = &*anchor.title {
                            options.entry(normal_name(code)).or_insert((id, position));
                        }
                        continue;
                    }
                    AnchorKind::Id => continue,
                };
                let Some(&(first, _)) = table.get(name) else {
                    table.insert(name.clone(), (id, position));
                    continue;
                };
                if first == id && code != "duplicate-term" {
                    continue; // Two equal anchors in a page: the page itself reports that.
                }
                let first = pages.get(first.0 as usize).map_or("", |p| p.parsed.file.as_str());
                let finding = Finding::error(code, anchor.span, format!("the {what} `{name}` is already defined in `{first}`"))
                    .help(format!("references to it lead to `{first}`: rename one of the two"));
                diagnostics.push(finding.place(&page.parsed.page.files));
            }
        }
        let anchors = pages.iter().map(|page| Arc::new(positions(&page.parsed.page))).collect();
        let [labels, terms, options] = [labels, terms, options].map(|places| Arc::new(Table::from(places)));
        let objects = objects.into_iter().map(|(family, places)| (family, Table::from(places))).collect();
        Self { anchors, labels, terms, options, objects: Arc::new(objects) }
    }

    /// Puts the anchors of `page` in place of those that the page of that number had.
    pub(super) fn replace(&mut self, id: PageId, page: &Page) {
        if let Some(slot) = self.anchors.get_mut(id.0 as usize) {
            *slot = Arc::new(positions(page));
        }
    }

    /// The position of the anchor `id` in the page's list.
    #[must_use]
    pub fn anchor(&self, page: PageId, id: &str) -> Option<usize> {
        self.anchors.get(page.0 as usize)?.get(id).copied()
    }
}

/// Of equal anchors the first.
fn positions(page: &Page) -> HashMap<String, usize> {
    let mut positions = HashMap::with_capacity(page.anchors.len());
    for (position, anchor) in page.anchors.iter().enumerate() {
        positions.entry(anchor.id.clone()).or_insert(position);
    }
    positions
}

/// The form in which labels and terms are compared: lower case, white space folded.
#[must_use]
pub(super) fn normal_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

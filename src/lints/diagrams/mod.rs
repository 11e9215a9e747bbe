//! What a diagram says and shows, beyond whether it can be drawn at all.

mod broken;
mod classes;
mod contrast;
mod name;
mod nodes;
mod reach;
#[cfg(test)]
mod tests;

pub(super) use broken::spare;
use rayon::prelude::*;

use super::{Report, Subject};
use crate::diagnostic::Finding;
use crate::document::{Block, BlockKind, Excerpt, Page, visit};
use crate::render::diagram::sketch::Sketch;

/// Looks at every diagram of every page.
pub(super) fn check(subject: &Subject<'_>) -> Report {
    let pages: Vec<_> = subject.pages().collect();
    let found = pages.into_par_iter().flat_map_iter(|(page, _)| subject.place(page, page_findings(&page.parsed.page)));
    Report { diagnostics: found.collect(), checked: Vec::new() }
}

fn page_findings(page: &Page) -> Vec<Finding> {
    let mut finder = Finder(Vec::new());
    visit::page(page, &mut finder);
    finder.0
}

struct Finder(Vec<Finding>);

impl visit::Visitor for Finder {
    fn block(&mut self, block: &Block) -> bool {
        if let BlockKind::Diagram(diagram) = &block.kind {
            self.0.extend(diagram_findings(&diagram.source));
        }
        true
    }
}

fn diagram_findings(source: &Excerpt) -> Vec<Finding> {
    let sketch = Sketch::read(source.text());
    if sketch.head.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::from_iter(name::findings(source, &sketch));
    findings.extend(classes::findings(source, &sketch));
    findings.extend(contrast::findings(source, &sketch));
    findings.extend(nodes::findings(source, &sketch));
    findings.extend(reach::findings(source, &sketch));
    findings
}

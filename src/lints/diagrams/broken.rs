//! A diagram that cannot be drawn has one problem: what else is said of it may follow from that one.

use camino::Utf8Path;

use crate::diagnostic::{Diagnostic, Place};
use crate::document::{Block, BlockKind, Page, visit};
use crate::render::DIAGRAM_ERROR;
use crate::site::Site;

/// Drops what `codes` say of diagrams that cannot be drawn.
pub(in super::super) fn spare(diagnostics: &mut Vec<Diagnostic>, codes: &[&str], site: &Site) {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.code == DIAGRAM_ERROR);
    let errors: Vec<Place> = errors.filter_map(|diagnostic| diagnostic.place.clone()).collect();
    if errors.is_empty() {
        return;
    }
    let mut broken = Vec::new();
    for page in &site.pages {
        let page = &*page.parsed.page;
        if errors.iter().any(|error| page.files.contains(&error.file)) {
            let mut finder = Finder { page, errors: &errors, broken: &mut broken };
            visit::page(page, &mut finder);
        }
    }
    diagnostics.retain(|diagnostic| {
        let spared = codes.contains(&diagnostic.code.as_str()) && diagnostic.code != DIAGRAM_ERROR;
        !spared || diagnostic.place.as_ref().is_none_or(|place| broken.iter().all(|broken| !holds(broken, place)))
    });
}

struct Finder<'a> {
    page: &'a Page,
    errors: &'a [Place],
    broken: &'a mut Vec<Place>,
}

impl visit::Visitor for Finder<'_> {
    fn block(&mut self, block: &Block) -> bool {
        if let BlockKind::Diagram(diagram) = &block.kind {
            let span = diagram.source.whole();
            let file = self.page.files.get(span.file.index()).map_or(Utf8Path::new(""), |file| file);
            let place = Place { file: file.to_owned(), range: span.start..span.end };
            if self.errors.iter().any(|error| holds(&place, error)) {
                self.broken.push(place);
            }
        }
        true
    }
}

fn holds(outer: &Place, inner: &Place) -> bool {
    outer.file == inner.file && outer.range.start <= inner.range.start && inner.range.end <= outer.range.end
}

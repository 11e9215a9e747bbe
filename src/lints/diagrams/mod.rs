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

use super::{Family, Lint, Report, Subject};
use crate::config::LintLevel::{Deny, Warn};
use crate::diagnostic::Finding;
use crate::document::{Block, BlockKind, Excerpt, Page, Span, visit};
use crate::render::DIAGRAM_ERROR;
use crate::render::diagram::sketch::Sketch;

pub(super) const FAMILY: Family = Family {
    name: "diagrams",
    about: "what diagrams say and show",
    lints: &[
        Lint { code: "diagram-syntax", level: Deny, page: include_str!("diagram-syntax.md") },
        Lint { code: "undeclared-class", level: Deny, page: include_str!("undeclared-class.md") },
        Lint { code: "unused-class", level: Warn, page: include_str!("unused-class.md") },
        Lint { code: "low-contrast", level: Deny, page: include_str!("low-contrast.md") },
        Lint { code: "missing-acctitle", level: Warn, page: include_str!("missing-acctitle.md") },
        Lint { code: "duplicate-node", level: Deny, page: include_str!("duplicate-node.md") },
        Lint { code: "unreachable-node", level: Warn, page: include_str!("unreachable-node.md") },
    ],
    check: Some(check),
};

/// Looks at every diagram of every page that can be drawn: of one that cannot, nothing else is known for sure.
fn check(subject: &Subject<'_>) -> Report {
    let pages = subject.site.pages.par_iter().zip(subject.bodies);
    let found = pages.flat_map_iter(|(page, body)| {
        let failures = body.findings.iter().filter(|finding| finding.code == DIAGRAM_ERROR);
        let undrawn: Vec<Span> = failures.map(|finding| finding.span).collect();
        let from = (page.parsed.key, &undrawn);
        let findings = subject.memory.recall("diagrams", &from, || page_findings(&page.parsed.page, &undrawn));
        subject.place(page, findings.iter().cloned())
    });
    Report { diagnostics: found.collect(), checked: Vec::new() }
}

fn page_findings(page: &Page, undrawn: &[Span]) -> Vec<Finding> {
    let mut finder = Finder { undrawn, findings: Vec::new() };
    visit::page(page, &mut finder);
    finder.findings
}

struct Finder<'a> {
    /// Where the diagrams fail that cannot be drawn.
    undrawn: &'a [Span],
    findings: Vec<Finding>,
}

impl visit::Visitor for Finder<'_> {
    fn block(&mut self, block: &Block) -> bool {
        if let BlockKind::Diagram(diagram) = &block.kind {
            let place = diagram.source.whole();
            let fails = |at: &Span| at.file == place.file && (place.start..=place.end).contains(&at.start);
            if !self.undrawn.iter().any(fails) {
                self.findings.extend(diagram_findings(&diagram.source));
            }
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

//! What is wrong with an edition, and how much of what there is.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::Edition;
use crate::diagnostic::{self, Diagnostic};
use crate::lints::{self, Subject, Wanted};
use crate::render::html::{self, Body};
use crate::render::{DIAGRAM_ERROR, Uncoloured};
use crate::report::summary::Counts;
use crate::site::{Includes, Links, PageId};

/// What was found.
#[derive(Debug, Default)]
pub struct Examined {
    /// Everything that is wrong, in the order in which it is shown.
    pub diagnostics: Vec<Diagnostic>,
    /// How much of what was there.
    pub counts: Counts,
    /// The pages that were looked at, relative to the root, in the order of their addresses.
    pub pages: Vec<Utf8PathBuf>,
    /// The URLs of other sites that the pages lead to, where checks were asked for.
    pub external_urls: BTreeSet<String>,
}

impl Edition {
    /// The references of all pages, in the order of the site's pages.
    #[must_use]
    pub fn all_links(&self) -> Vec<&Links> {
        (0..self.site.pages.len()).into_par_iter().map(|number| self.links(PageId(number as u32))).collect()
    }

    /// What was found while each page was rendered, in the order of the site's pages: bodies without their HTML, for which no code is
    /// coloured. `step` is called after each.
    #[must_use]
    pub fn findings_of_bodies(&self, step: &(dyn Fn() + Sync)) -> Vec<Arc<Body>> {
        let one = |(number, sheet): (usize, &Arc<super::Sheet>)| {
            let body = sheet.findings.get_or_init(|| {
                let id = PageId(number as u32);
                let Some(page) = self.site.page(id) else { return Arc::default() };
                let links = &self.links(id).destinations;
                let body = html::render(&page.parsed.page, links, &Uncoloured(&self.leaves), html::Options::default());
                Arc::new(Body { html: String::new(), blocks: Vec::new(), ..body })
            });
            step();
            Arc::clone(body)
        };
        self.sheets.par_iter().enumerate().map(one).collect()
    }

    /// Collects what the stages found and, where checks are wanted, runs them. `bodies` are those of all pages, in their order; `others` is
    /// what was found wrong while the site's files were made.
    #[must_use]
    pub fn examine(&self, checks: Option<&Wanted>, bodies: &[Arc<Body>], others: Vec<Diagnostic>) -> Examined {
        let mut examined = Examined { diagnostics: others, ..Examined::default() };
        examined.diagnostics.extend(self.problems.iter().cloned());
        let links = self.all_links();
        self.collect(&links, bodies, &mut examined);
        let waiting = |inventory: &str| links.iter().filter_map(|links| links.waiting.get(inventory)).sum();
        examined.diagnostics.extend(self.shelf.missing(&waiting));
        let wanted = checks.map(|checks| &checks.lints);
        let subject = checks.map(|checks| Subject {
            sources: &self.sources,
            config: &self.config,
            facts: &self.facts,
            book: &self.book,
            site: &self.site,
            links: &links,
            bodies,
            hasty: checks.hasty,
            now: checks.now,
            answers: checks.answers.as_ref(),
            memory: &self.memory,
            search: if self.config.search.expect.is_empty() { None } else { self.search() },
        });
        if let Some((subject, selection)) = subject.as_ref().zip(wanted) {
            let report = lints::run(subject, selection);
            examined.diagnostics.extend(report.diagnostics);
            examined.counts.checked = report.checked;
            examined.external_urls = lints::external::urls(&self.site);
        }
        lints::judge(&mut examined.diagnostics, &self.config, Some(&self.site), wanted);
        let changed = checks.and_then(|checks| checks.changed.as_ref());
        if let Some((subject, changed)) = subject.as_ref().zip(changed) {
            let concerned = lints::narrow(&mut examined.diagnostics, subject, changed);
            examined.pages.retain(|page| concerned.contains(page));
            examined.counts.concerned = Some(concerned.len());
        }
        diagnostic::sort(&mut examined.diagnostics);
        examined
    }

    /// Takes over what the pages, their references and their bodies have to say.
    fn collect(&self, links: &[&Links], bodies: &[Arc<Body>], examined: &mut Examined) {
        let includes = Includes::new(&self.sources, &self.config.book.source);
        examined.counts.pages = self.site.pages.len();
        examined.pages = self.site.pages.iter().map(|page| page.parsed.file.clone()).collect();
        for ((page, links), body) in self.site.pages.iter().zip(links).zip(bodies) {
            let parsed = &page.parsed.page;
            examined.counts.diagrams += body.diagrams_drawn;
            examined.counts.code_blocks += parsed.counts.code_blocks;
            examined.counts.internal_links += links.internal;
            let findings = parsed.findings.iter().chain(&links.findings).chain(&body.findings);
            examined.diagnostics.extend(findings.map(|finding| includes.explain(finding, &parsed.files).place(&parsed.files)));
            let failed = body.findings.iter().filter(|f| f.code == DIAGRAM_ERROR).count();
            if body.diagrams_drawn + failed != parsed.counts.diagrams {
                let lost = lost_diagram(&page.parsed.file, parsed.counts.diagrams, body.diagrams_drawn, failed);
                examined.diagnostics.push(lost);
            }
        }
    }
}

fn lost_diagram(file: &Utf8Path, found: usize, drawn: usize, failed: usize) -> Diagnostic {
    let message = format!("{found} diagrams were found, {drawn} drawn and {failed} reported: one was lost");
    Diagnostic::error("lost-diagram", file, 0..0, message).help("this is a fault of Bindery; please report it with the page")
}

//! What the pages of a project use, and what becomes of it.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;

use crate::diagnostic::Finding;
use crate::document::directive::{DIRECTIVES, ROLES};
use crate::document::{Markup, Page};
use crate::rst::CallKind;
use crate::rst::page::{Called, called};
use crate::source::Sources;
use crate::{config::Config, nearest::nearest};

/// A directive or a role that pages use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// What it is.
    pub kind: CallKind,
    /// Its name.
    pub name: String,
    /// How often it is used.
    pub count: usize,
    /// In how many pages.
    pub pages: usize,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// What becomes of a directive or a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It does what it says.
    Supported,
    /// It is accepted, and something of it is lost: what.
    Degraded(String),
    /// It is not known, and its text is shown as it is written; perhaps this one was meant.
    Unknown(Option<String>),
}

/// Problems that say that something cannot do all that it does for Sphinx.
const DEGRADES: &[&str] = &["not-described-here"];
const UNKNOWN: &[&str] = &["unknown-directive", "unknown-role"];

/// Every directive and role that the reStructuredText pages use, directives first, the most frequent first.
#[must_use]
pub fn usages(sources: &Sources, config: &Config, pages: &[Utf8PathBuf]) -> Vec<Usage> {
    let mut found: BTreeMap<(CallKind, String), Tally> = BTreeMap::new();
    for source in pages.iter().filter(|page| Markup::of(page) == Some(Markup::Rst)) {
        let file = config.book.source.join(source);
        let Ok(bytes) = sources.get(&file) else { continue };
        let Ok(text) = bytes.text() else { continue };
        let (page, calls) = called(&file, text, &config.book.source, sources, &config.conventions);
        for call in calls {
            // Capitals mean nothing in these names.
            let tally = found.entry((call.kind, call.name.to_lowercase())).or_default();
            tally.count += 1;
            tally.pages.insert(source.clone());
            tally.note(&call, &page);
        }
    }
    let mut usages: Vec<Usage> = found.into_iter().map(|((kind, name), tally)| tally.usage(kind, name)).collect();
    usages.sort_by(|a, b| (a.kind, std::cmp::Reverse(a.count), &a.name).cmp(&(b.kind, std::cmp::Reverse(b.count), &b.name)));
    usages
}

#[derive(Default)]
struct Tally {
    count: usize,
    pages: BTreeSet<Utf8PathBuf>,
    is_unknown: bool,
    lost: Option<String>,
}

impl Tally {
    /// Remembers what was reported at the very name of the call.
    fn note(&mut self, call: &Called, page: &Page) {
        let is_here = |finding: &&Finding| finding.span == call.span;
        for finding in page.findings.iter().filter(is_here) {
            self.is_unknown |= UNKNOWN.contains(&finding.code.as_str());
            if DEGRADES.contains(&finding.code.as_str()) {
                self.lost = Some(finding.message.clone());
            }
        }
    }

    fn usage(self, kind: CallKind, name: String) -> Usage {
        let outcome = if self.is_unknown {
            Outcome::Unknown(nearest_name(kind, &name))
        } else if let Some(lost) = self.lost {
            Outcome::Degraded(lost)
        } else if let Some(summary) = summary(kind, &name).filter(|summary| summary.starts_with("Accepted")) {
            Outcome::Degraded(summary.trim_end_matches('.').to_owned())
        } else {
            Outcome::Supported
        };
        Usage { kind, name, count: self.count, pages: self.pages.len(), outcome }
    }
}

/// What the table says of it.
fn summary(kind: CallKind, name: &str) -> Option<&'static str> {
    match kind {
        CallKind::Directive => DIRECTIVES.iter().find(|row| row.names.contains(&name)).map(|row| row.summary),
        CallKind::Role => ROLES.iter().find(|row| row.names.contains(&name)).map(|row| row.summary),
    }
}

fn nearest_name(kind: CallKind, name: &str) -> Option<String> {
    let known: Vec<&str> = match kind {
        CallKind::Directive => DIRECTIVES.iter().flat_map(|row| row.names.iter().copied()).collect(),
        CallKind::Role => ROLES.iter().flat_map(|row| row.names.iter().copied()).collect(),
    };
    nearest(name, known).map(str::to_owned)
}

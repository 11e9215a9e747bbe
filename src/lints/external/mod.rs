//! What other sites said about the pages that this book links to.
//!
//! Nothing here asks anybody: the answers are gathered at the edge of the program, between two compilations, and come in with
//! [`Wanted`](super::Wanted). Without answers there is nothing to say.

use std::collections::{BTreeMap, BTreeSet};

use super::{Family, Lint, Report, Subject};
use crate::config::LintLevel::{Allow, Deny, Warn};
use crate::diagnostic::Finding;
use crate::document::{Reference, ReferenceKind};
use crate::site::Site;

pub(super) const FAMILY: Family = Family {
    name: "external",
    about: "links to other sites, on request: `bindery check --external-links`",
    lints: &[
        Lint { code: "dead-link", level: Deny, page: include_str!("dead-link.md") },
        Lint { code: "dead-anchor", level: Warn, page: include_str!("dead-anchor.md") },
        Lint { code: "moved-link", level: Allow, page: include_str!("moved-link.md") },
        Lint { code: "unchecked-link", level: Allow, page: include_str!("unchecked-link.md") },
    ],
    check: Some(check),
};

/// What is known of the page behind one URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is there.
    Good,
    /// It is there, but has moved for good to this URL.
    Moved(String),
    /// It is there, but has no such anchor.
    NoAnchor,
    /// It is not there: why, as in `404 Not Found`.
    Dead(String),
    /// Nobody can say: why.
    Unknown(String),
}

/// What is known of the book's external links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// By URL, anchor included, as [`urls`] gives them. What the book ignores is not among them.
    pub by_url: BTreeMap<String, Answer>,
    /// How many of them come from the lock file, since they were good a short time ago.
    pub remembered: usize,
    /// How many URLs nobody was asked for, since the book ignores them or their host cannot exist.
    pub ignored: usize,
}

/// The URLs of other sites that the pages lead to, each once.
#[must_use]
pub fn urls(site: &Site) -> BTreeSet<String> {
    site.pages.iter().flat_map(|page| &page.parsed.page.references).filter_map(url).collect()
}

/// The full web URL that a reference leads to, if it leads to another site.
fn url(reference: &Reference) -> Option<String> {
    let by_url = matches!(reference.kind, ReferenceKind::Url | ReferenceKind::Image | ReferenceKind::Document);
    let target = reference.target.trim();
    let (scheme, rest) = target.split_once("//").filter(|_| by_url)?;
    let scheme = scheme.to_ascii_lowercase();
    match scheme.as_str() {
        "http:" | "https:" => Some(format!("{scheme}//{rest}")),
        "" => Some(format!("https://{rest}")),
        _ => None,
    }
}

fn check(subject: &Subject<'_>) -> Report {
    let Some(answers) = subject.answers else { return Report::default() };
    let mut report = Report::default();
    for (page, _) in subject.pages() {
        let findings = page.parsed.page.references.iter().filter_map(|reference| {
            let url = url(reference)?;
            explain(reference, &url, answers.by_url.get(&url)?)
        });
        report.diagnostics.extend(subject.place(page, findings));
    }
    let unknown = answers.by_url.values().filter(|answer| matches!(answer, Answer::Unknown(_))).count();
    let rest = [("remembered link", answers.remembered), ("unknown link", unknown), ("ignored link", answers.ignored)];
    report.checked.push(("external link", answers.by_url.len()));
    report.checked.extend(rest.into_iter().filter(|(_, count)| *count > 0));
    report
}

fn explain(reference: &Reference, url: &str, answer: &Answer) -> Option<Finding> {
    let span = reference.span;
    match answer {
        Answer::Good => None,
        Answer::Dead(why) => Some(
            Finding::error("dead-link", span, format!("`{url}` leads nowhere: {why}"))
                .help("link to where the page is now, or to a copy in an archive"),
        ),
        Answer::NoAnchor => {
            let (page, anchor) = url.split_once('#').unwrap_or((url, ""));
            Some(
                Finding::warning("dead-anchor", span, format!("the page `{page}` has no anchor `#{anchor}`"))
                    .help("look for the new name of the section, or link to the page as a whole"),
            )
        }
        Answer::Moved(to) => {
            let message = format!("`{url}` has moved for good");
            Some(Finding::warning("moved-link", span, message).help(format!("it is at `{to}` now")).suggest(to))
        }
        Answer::Unknown(why) => Some(
            Finding::warning("unchecked-link", span, format!("nobody can say whether `{url}` leads somewhere: {why}"))
                .help("open it in a browser; to leave it out from now on, list it in `ignore` under `[external-links]`"),
        ),
    }
}

//! References: what leads somewhere, what can be led to, and that neither is lost.
//!
//! Most of the family's lints are found on the way, by the parser, the resolver and the fold. What is found here needs more than one of
//! them: words and pictures of links, pages that no other page speaks of, and addresses that were published once.

mod addresses;
mod html;
mod lock;
mod marked;
mod orphans;
mod vanished;

use rayon::prelude::*;

use super::{Family, Lint, Report, Subject};
use crate::config::LintLevel::{Allow, Deny, Warn};

/// The family.
pub(super) const FAMILY: Family = Family {
    name: "references",
    about: "links, pictures, includes, labels, footnotes, and addresses that must not be lost",
    lints: &[
        Lint { code: "broken-link", level: Deny, page: include_str!("broken-link.md") },
        Lint { code: "broken-anchor", level: Deny, page: include_str!("broken-anchor.md") },
        Lint { code: "draft-link", level: Deny, page: include_str!("draft-link.md") },
        Lint { code: "unsafe-link", level: Deny, page: include_str!("unsafe-link.md") },
        Lint { code: "empty-link", level: Deny, page: include_str!("empty-link.md") },
        Lint { code: "vague-link", level: Warn, page: include_str!("vague-link.md") },
        Lint { code: "undefined-reference", level: Warn, page: include_str!("undefined-reference.md") },
        Lint { code: "missing-image", level: Deny, page: include_str!("missing-image.md") },
        Lint { code: "missing-alt", level: Warn, page: include_str!("missing-alt.md") },
        Lint { code: "remote-resource", level: Warn, page: include_str!("remote-resource.md") },
        Lint { code: "missing-include", level: Deny, page: include_str!("missing-include.md") },
        Lint { code: "missing-include-text", level: Deny, page: include_str!("missing-include-text.md") },
        Lint { code: "missing-include-lines", level: Deny, page: include_str!("missing-include-lines.md") },
        Lint { code: "include-cycle", level: Deny, page: include_str!("include-cycle.md") },
        Lint { code: "unknown-label", level: Deny, page: include_str!("unknown-label.md") },
        Lint { code: "no-index-page", level: Warn, page: include_str!("no-index-page.md") },
        Lint { code: "no-number", level: Deny, page: include_str!("no-number.md") },
        Lint { code: "duplicate-label", level: Deny, page: include_str!("duplicate-label.md") },
        Lint { code: "dangling-label", level: Deny, page: include_str!("dangling-label.md") },
        Lint { code: "unknown-term", level: Deny, page: include_str!("unknown-term.md") },
        Lint { code: "duplicate-term", level: Deny, page: include_str!("duplicate-term.md") },
        Lint { code: "unknown-object", level: Allow, page: include_str!("unknown-object.md") },
        Lint { code: "duplicate-object", level: Warn, page: include_str!("duplicate-object.md") },
        Lint { code: "unknown-command-option", level: Deny, page: include_str!("unknown-command-option.md") },
        Lint { code: "unknown-name", level: Deny, page: include_str!("unknown-name.md") },
        Lint { code: "missing-inventory", level: Warn, page: include_str!("missing-inventory.md") },
        Lint { code: "duplicate-anchor", level: Deny, page: include_str!("duplicate-anchor.md") },
        Lint { code: "undefined-footnote", level: Deny, page: include_str!("undefined-footnote.md") },
        Lint { code: "duplicate-footnote", level: Deny, page: include_str!("duplicate-footnote.md") },
        Lint { code: "unused-footnote", level: Warn, page: include_str!("unused-footnote.md") },
        Lint { code: "orphan-page", level: Allow, page: include_str!("orphan-page.md") },
        Lint { code: "bad-alias", level: Deny, page: include_str!("bad-alias.md") },
        Lint { code: "bad-redirect", level: Deny, page: include_str!("bad-redirect.md") },
        Lint { code: "vanished-address", level: Deny, page: include_str!("vanished-address.md") },
        Lint { code: "unlocked-address", level: Warn, page: include_str!("unlocked-address.md") },
        Lint { code: "malformed-lock", level: Deny, page: include_str!("malformed-lock.md") },
    ],
    check: Some(check),
};

/// Finds what the stages do not.
fn check(subject: &Subject<'_>) -> Report {
    let in_english = subject.config.book.language.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case("en"));
    let pages = subject.site.pages.par_iter().map(|page| {
        let from = (page.parsed.key, in_english);
        let marked = subject.memory.recall("links and pictures", &from, || marked::check(&page.parsed.page, in_english));
        (subject.place(page, marked.findings.iter().cloned()), marked.images)
    });
    let pages: Vec<_> = pages.collect();
    let anchors = subject.site.pages.iter().map(|page| page.parsed.page.anchors.len()).sum();
    let images: usize = pages.iter().map(|(_, images)| images).sum();
    let mut report = Report {
        diagnostics: pages.into_iter().flat_map(|(diagnostics, _)| diagnostics).collect(),
        checked: vec![("anchor", anchors)],
    };
    report.checked.extend((images > 0).then_some(("image", images)));
    report.diagnostics.extend(orphans::check(subject));
    if let Some(vanished) = vanished::check(subject) {
        report.diagnostics.extend(vanished.diagnostics);
        report.checked.extend(vanished.checked);
    }
    report
}

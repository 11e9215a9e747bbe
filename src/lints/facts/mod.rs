//! What pages say about a program's configuration options, compared with the schemas that define them.

mod by_default;
mod compare;
mod flat;
mod lock;
mod names;
mod page;
mod prose;
mod quantity;
mod references;
mod tables;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8Path;
use rayon::prelude::*;

use crate::config::{FactsSetting, Glob};
use crate::diagnostic::{Diagnostic, Finding};
use crate::document::{BlockKind, FileId, Span};
use crate::facts::FactSet;
use crate::site::SitePage;

use super::{Family, Lint, Report, Subject};
use crate::config::LintLevel::{Deny, Warn};
use page::Found;

/// What the pages say about a program's configuration options.
pub(super) const FAMILY: Family = Family {
    name: "facts",
    about: "what the pages say about a program's configuration options",
    lints: &[
        Lint { code: "unusable-schema", level: Deny, page: include_str!("unusable-schema.md") },
        Lint { code: "unused-facts", level: Deny, page: include_str!("unused-facts.md") },
        Lint { code: "unknown-section", level: Deny, page: include_str!("unknown-section.md") },
        Lint { code: "unknown-option", level: Deny, page: include_str!("unknown-option.md") },
        Lint { code: "unknown-variable", level: Deny, page: include_str!("unknown-variable.md") },
        Lint { code: "deprecated-option", level: Warn, page: include_str!("deprecated-option.md") },
        Lint { code: "unknown-option-entry", level: Deny, page: include_str!("unknown-option-entry.md") },
        Lint { code: "newer-option", level: Deny, page: include_str!("newer-option.md") },
        Lint { code: "wrong-default", level: Deny, page: include_str!("wrong-default.md") },
        Lint { code: "missing-sensitive", level: Deny, page: include_str!("missing-sensitive.md") },
        Lint { code: "security-default-changed", level: Deny, page: include_str!("security-default-changed.md") },
    ],
    check: Some(check),
};

/// Compares every page with the facts that it belongs to.
fn check(subject: &Subject<'_>) -> Report {
    let mut report = Report::default();
    let mut named = 0;
    let mut defaults = 0;
    for (number, set) in subject.facts.sets.iter().enumerate() {
        // What is wrong with the schema itself has been reported; nothing can be compared with it.
        if set.options.is_empty() {
            continue;
        }
        let found: Vec<(&SitePage, Arc<Found>)> = subject
            .site
            .pages
            .par_iter()
            .filter(|page| set.setting.pages.is_empty() || matches(&set.setting.pages, &page.parsed.file))
            .map(|page| {
                let from = (set.key, subject.key(page));
                let look = || page::check(set, &page.parsed.page, subject.sources);
                (page.as_ref(), subject.memory.recall("options", &from, look))
            })
            .collect();
        let mentions: usize = found.iter().map(|(_, found)| found.mentions).sum();
        if mentions == 0 {
            report.diagnostics.push(unused(&set.setting));
        }
        named += mentions;
        defaults += found.iter().map(|(_, found)| found.defaults).sum::<usize>();
        missing_sensitive(subject, set, &found, &mut report.diagnostics);
        for (page, found) in found {
            report.diagnostics.extend(subject.place(page, found.findings.iter().cloned()));
        }
        defaults += lock::check(set, number, subject.sources, &mut report.diagnostics);
    }
    if !subject.facts.sets.is_empty() {
        report.checked = vec![("option reference", named), ("default", defaults)];
    }
    report
}

fn matches(globs: &[Glob], file: &Utf8Path) -> bool {
    globs.iter().any(|glob| glob.matches(file))
}

fn at(setting: &FactsSetting, code: &str, message: String) -> Diagnostic {
    let range = setting.place.range.start as usize..setting.place.range.end as usize;
    Diagnostic::error(code, setting.place.file.clone(), range, message)
}

fn unused(setting: &FactsSetting) -> Diagnostic {
    let form = setting.written.fill("section", "option");
    at(setting, "unused-facts", format!("no page names an option of `{}`", setting.name))
        .help(format!("options are recognised where they are written as `{form}`, in code; `written` changes that"))
        .help("`pages` says which pages are looked at; delete the table if there is nothing to compare")
}

/// Reports the sensitive options that a page leaves out although it claims to name all.
fn missing_sensitive(subject: &Subject<'_>, set: &FactSet, found: &[(&SitePage, Arc<Found>)], diagnostics: &mut Vec<Diagnostic>) {
    let claims = &set.setting.lists_sensitive;
    if claims.is_empty() {
        return;
    }
    let listing: Vec<_> = found.iter().filter(|(page, _)| matches(claims, &page.parsed.file)).collect();
    if listing.is_empty() {
        let message =
            format!("no page matches `lists-sensitive` of `{}`, so nothing is known to name every sensitive option", set.name);
        diagnostics.push(at(&set.setting, "missing-sensitive", message));
    }
    for (page, found) in listing {
        let names: BTreeSet<(&str, &str)> =
            found.options.iter().map(|(section, name)| (section.as_str(), name.as_str())).collect();
        let missing = set
            .options
            .iter()
            .filter(|option| option.sensitive && !names.contains(&(option.section.as_str(), option.name.as_str())));
        let findings = missing.map(|option| {
            let message = format!("this page should name every sensitive option, and leaves out `{}`", option.written);
            let finding = Finding::error("missing-sensitive", title(page), message);
            match option.variables.first() {
                Some(variable) => finding.help(format!("its environment variable is `{variable}`")),
                None => finding,
            }
        });
        diagnostics.extend(subject.place(page, findings));
    }
}

/// The bytes of a page's first heading, else its start.
fn title(page: &SitePage) -> Span {
    let blocks = &page.parsed.page.blocks;
    let heading = blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading(_)) && block.span.file == FileId::PAGE);
    heading.map_or(Span::new(FileId::PAGE, 0..0), |heading| heading.span)
}

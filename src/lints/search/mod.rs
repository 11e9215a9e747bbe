//! What searches must lead to, as the book says.

use camino::Utf8Path;

use super::{Family, Lint, Report, Subject};
use crate::config::LintLevel::Deny;
use crate::config::{Expectation, value_place};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::search::{Index, Shown};

/// The lints of this family.
pub(super) const FAMILY: Family = Family {
    name: "search",
    about: "what a search of the site leads to",
    lints: &[
        Lint { code: "unmet-expectation", level: Deny, page: include_str!("unmet-expectation.md") },
        Lint { code: "unknown-search-page", level: Deny, page: include_str!("unknown-search-page.md") },
    ],
    check: Some(check),
};

/// How far down the results the section is looked for that should be the first.
const LOOKED_AT: usize = 50;

fn check(subject: &Subject<'_>) -> Report {
    let mut report = Report::default();
    report.diagnostics.extend(unknown_chapters(subject));
    let Some(index) = subject.search else { return report };
    for (number, expectation) in subject.config.search.expect.iter().enumerate() {
        let unknown = unknown_sections(subject, index, number, expectation);
        if unknown.is_empty() {
            report.diagnostics.extend(unmet(subject, index, number, expectation));
        }
        report.diagnostics.extend(unknown);
    }
    if !subject.config.search.expect.is_empty() {
        report.checked = vec![("search expectation", subject.config.search.expect.len())];
    }
    report
}

/// Chapters of the settings that are neither a page nor a folder of pages.
fn unknown_chapters(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let sources = || subject.site.pages.iter().map(|page| page.parsed.source.as_path());
    let unknown =
        subject.config.search.chapters.iter().filter(|chapter| !sources().any(|source| source.starts_with(&chapter.path)));
    let diagnostic = |chapter: &crate::config::SearchChapter| {
        let range = chapter.place.range.start as usize..chapter.place.range.end as usize;
        let message = format!("`{}` is neither a page nor a folder of pages", chapter.path);
        let unknown = Diagnostic::error("unknown-search-page", "book.toml", range, message);
        match nearest(chapter.path.as_str(), sources().map(Utf8Path::as_str)) {
            Some(known) => unknown.label(format!("did you mean `{known}`?")),
            None => unknown.help(format!("paths start in `{}`", subject.config.book.source)),
        }
    };
    unknown.map(diagnostic).collect()
}

/// Expected sections that cannot be found at all.
fn unknown_sections(subject: &Subject<'_>, index: &Index, number: usize, expectation: &Expectation) -> Vec<Diagnostic> {
    let range = value_place(subject.sources, &format!("search.expect.{number}.first"));
    let diagnostic = |first: &String| {
        let (source, anchor) = split(first);
        let anchors = index.anchors(source);
        if anchors.contains(&anchor) {
            return None;
        }
        let error = |message| Diagnostic::error("unknown-search-page", "book.toml", range.clone(), message);
        if anchors.is_empty() {
            let is_page = subject.site.by_source(source).is_some();
            let unknown = error(format!("the search does not know the page `{source}`"));
            let near = || nearest(source.as_str(), subject.site.pages.iter().map(|page| page.parsed.source.as_str()));
            return Some(match near().filter(|_| !is_page) {
                _ if is_page => unknown.help("the page itself or `[output.html.search.chapter]` keeps it out of the search"),
                Some(known) => unknown.label(format!("did you mean `{known}`?")),
                None => unknown.help(format!("paths start in `{}`", subject.config.book.source)),
            });
        }
        let unknown = error(format!("`{source}` has no section `#{anchor}` that can be found"));
        Some(match nearest(anchor, anchors) {
            Some(known) if !known.is_empty() => unknown.label(format!("did you mean `#{known}`?")),
            _ => unknown.help("the anchor must be that of a heading, or of an entry in a list of terms"),
        })
    };
    expectation.first.iter().filter_map(diagnostic).collect()
}

fn unmet(subject: &Subject<'_>, index: &Index, number: usize, expectation: &Expectation) -> Option<Diagnostic> {
    // That there is no query has been said.
    if expectation.query.is_empty() {
        return None;
    }
    let results = index.query(&expectation.query, LOOKED_AT).results;
    let is_expected =
        |shown: &Shown| expectation.first.iter().any(|first| split(first) == (shown.source.as_path(), &shown.anchor));
    let found = results.iter().position(is_expected);
    if found == Some(0) {
        return None;
    }
    let range = value_place(subject.sources, &format!("search.expect.{number}.query"));
    let message = match results.first() {
        Some(first) => format!("`{}` leads to `{}` first", expectation.query, name(first)),
        None => format!("`{}` leads nowhere", expectation.query),
    };
    let label = match found {
        Some(position) => format!("what is expected comes at place {}", position + 1),
        None if expectation.first.is_empty() => "`first` names no section".to_owned(),
        None if results.len() < LOOKED_AT => "what is expected is not found".to_owned(),
        None => format!("what is expected is not among the first {LOOKED_AT}"),
    };
    Some(
        Diagnostic::error("unmet-expectation", "book.toml", range, message)
            .label(label)
            .help(format!("`bindery search '{}'` shows what is found", expectation.query)),
    )
}

fn split(first: &str) -> (&Utf8Path, &str) {
    let (source, anchor) = first.split_once('#').unwrap_or((first, ""));
    (Utf8Path::new(source), anchor)
}

fn name(shown: &Shown) -> String {
    let hash = if shown.anchor.is_empty() { "" } else { "#" };
    format!("{}{hash}{}", shown.source, shown.anchor)
}

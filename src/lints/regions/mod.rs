//! Parts of pages that a template writes: they must say what the template says now.

mod generate;
mod markers;
mod stale;

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::{Family, Lint, Report, Subject};
use crate::config::LintLevel::Deny;
use crate::config::Region;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use generate::Generator;
use markers::Marked;

/// The lints of this family.
pub(super) const FAMILY: Family = Family {
    name: "regions",
    about: "parts of pages that a template writes",
    lints: &[
        Lint { code: "stale-region", level: Deny, page: include_str!("stale-region.md") },
        Lint { code: "unknown-region", level: Deny, page: include_str!("unknown-region.md") },
        Lint { code: "broken-region", level: Deny, page: include_str!("broken-region.md") },
        Lint { code: "unused-region", level: Deny, page: include_str!("unused-region.md") },
        Lint { code: "region-template", level: Deny, page: include_str!("region-template.md") },
    ],
    check: Some(check),
};

fn check(subject: &Subject<'_>) -> Report {
    let mut report = Report::default();
    let mut generator = Generator::new(subject);
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut compared = 0;
    for (file, comments) in comments(subject) {
        let text = subject.text(file);
        for Marked { name, name_range, body, prefix } in markers::pair(file, &text, comments, &mut report.diagnostics) {
            let Some(region) = subject.config.regions.iter().find(|region| region.name == name) else {
                let known = subject.config.regions.iter().map(|region| region.name.as_str());
                report.diagnostics.push(unknown(file, name_range, name, nearest(name, known)));
                continue;
            };
            used.insert(&region.name);
            match generator.text(region) {
                Ok(generated) => {
                    compared += 1;
                    report.diagnostics.extend(stale::compare(file, &text, name, body, prefix, generated));
                }
                Err(problem) => report.diagnostics.push(problem.clone()),
            }
        }
    }
    report.diagnostics.extend(misnamed(&subject.config.regions, &used));
    if compared > 0 || !subject.config.regions.is_empty() {
        report.checked = vec![("generated region", compared)];
    }
    report
}

/// The comments of each file with their bytes, each once: several pages may include a file.
fn comments<'a>(subject: &Subject<'a>) -> BTreeMap<&'a Utf8Path, BTreeSet<(u32, u32, &'a str)>> {
    let mut by_file: BTreeMap<&Utf8Path, BTreeSet<(u32, u32, &str)>> = BTreeMap::new();
    for (page, _) in subject.pages() {
        let page = &page.parsed.page;
        for comment in &page.comments {
            if let Some(file) = page.files.get(comment.span.file.index()) {
                by_file.entry(file).or_default().insert((comment.span.start, comment.span.end, &comment.text));
            }
        }
    }
    by_file
}

fn unknown(file: &Utf8Path, range: std::ops::Range<usize>, name: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("no `[[regions]]` table in `book.toml` is named `{name}`");
    let diagnostic = Diagnostic::error("unknown-region", file, range, message);
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")).suggest(near),
        None => diagnostic.help(format!(
            "add a `[[regions]]` table with `name = \"{name}\"` and the `template` that writes the region, or delete the markers"
        )),
    }
}

/// Tables that no marker names, and tables that share a name.
fn misnamed<'a>(regions: &'a [Region], used: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let problem = |region: &'a Region| {
        let name = &region.name;
        let (message, help) = if !seen.insert(name.as_str()) {
            (format!("there are two `[[regions]]` named `{name}`"), "give each a name of its own".to_owned())
        } else if !used.contains(name.as_str()) {
            let markers = format!("`<!-- bindery:begin {name} -->` and `<!-- bindery:end -->`");
            (format!("no page has a region `{name}`"), format!("put {markers} where its text belongs, or delete this table"))
        } else {
            return None;
        };
        let range = region.place.range.start as usize..region.place.range.end as usize;
        Some(Diagnostic::error("unused-region", region.place.file.clone(), range, message).help(help))
    };
    regions.iter().filter_map(problem).collect()
}

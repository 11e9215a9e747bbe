//! Diagnostics as a SARIF log (OASIS SARIF 2.1.0), which code scanning takes.

use std::collections::BTreeMap;

use camino::Utf8Path;
use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::region::{Region, Regions};
use super::{Checked, words};
use crate::config::LintLevel;
use crate::diagnostic::{Diagnostic, Edit, Level};
use crate::lints::{FAMILIES, Family, Lint};

/// Where a problem is put that no file is to blame for: code scanning refuses a result without a place.
const SETTINGS: &str = "book.toml";

/// The log: one run, with every lint as a rule. Paths are relative to the repository's root, which the log calls `%SRCROOT%`; columns are
/// counted in Unicode code points. The same input gives the same bytes.
#[must_use]
pub fn render(checked: &Checked<'_>) -> String {
    let rules: Vec<Value> = FAMILIES.iter().flat_map(|family| family.lints.iter().map(move |lint| rule(family, lint))).collect();
    let places: BTreeMap<&str, usize> =
        FAMILIES.iter().flat_map(|family| family.lints).enumerate().map(|(at, lint)| (lint.code, at)).collect();
    let mut regions = Regions::new(checked.files);
    let mut fingerprints = Fingerprints::new(checked.files);
    let mut results = Vec::with_capacity(checked.diagnostics.len());
    for diagnostic in checked.diagnostics {
        let mut result = json!({
            "ruleId": diagnostic.code,
            "level": match diagnostic.level { Level::Warning => "warning", Level::Error => "error" },
            "message": { "text": words(diagnostic) },
            "locations": [{ "physicalLocation": location(diagnostic, checked, &mut regions) }],
            "partialFingerprints": { "binderyFinding/v1": fingerprints.numbered(diagnostic) },
        });
        if let Some(result) = result.as_object_mut() {
            if let Some(place) = places.get(diagnostic.code.as_str()) {
                result.insert("ruleIndex".to_owned(), json!(place));
            }
            let fixes = fixes(diagnostic, checked, &mut regions);
            if !fixes.is_empty() {
                result.insert("fixes".to_owned(), json!(fixes));
            }
        }
        results.push(result);
    }
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "Bindery", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "originalUriBaseIds": { "%SRCROOT%": { "description": { "text": "The root folder of the repository that holds the book." } } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(family: &Family, lint: &Lint) -> Value {
    let level = match lint.level {
        LintLevel::Allow | LintLevel::Warn => "warning",
        LintLevel::Deny => "error",
    };
    json!({
        "id": lint.code,
        "shortDescription": { "text": lint.summary() },
        "fullDescription": { "text": lint.prose() },
        "help": { "text": lint.page, "markdown": lint.page },
        "defaultConfiguration": { "enabled": lint.level != LintLevel::Allow, "level": level },
        "properties": { "tags": [family.name] },
    })
}

fn location(diagnostic: &Diagnostic, checked: &Checked<'_>, regions: &mut Regions<'_>) -> Value {
    let Some(place) = &diagnostic.place else {
        return json!({ "artifactLocation": artifact(Utf8Path::new(SETTINGS), checked) });
    };
    match regions.of(place) {
        Some(found) => json!({ "artifactLocation": artifact(&place.file, checked), "region": region(found) }),
        None => json!({ "artifactLocation": artifact(&place.file, checked) }),
    }
}

fn artifact(file: &Utf8Path, checked: &Checked<'_>) -> Value {
    json!({ "uri": uri(&checked.path(file)), "uriBaseId": "%SRCROOT%" })
}

fn region(region: Region) -> Value {
    json!({
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    })
}

/// What mends the problem: all edits of `check --fix` as one fix, or else each suggestion as one of several.
fn fixes(diagnostic: &Diagnostic, checked: &Checked<'_>, regions: &mut Regions<'_>) -> Vec<Value> {
    let mut changes = |edits: &[Edit]| {
        let mut by_file: BTreeMap<&Utf8Path, Vec<Value>> = BTreeMap::new();
        for edit in edits {
            let made = Region { line: 1, column: 1, end_line: 1, end_column: 1 };
            let deleted = regions.of(&edit.place).unwrap_or(made);
            let replacement = json!({ "deletedRegion": region(deleted), "insertedContent": { "text": edit.text } });
            by_file.entry(&edit.place.file).or_default().push(replacement);
        }
        let change = |(file, replacements)| json!({ "artifactLocation": artifact(file, checked), "replacements": replacements });
        by_file.into_iter().map(change).collect::<Vec<Value>>()
    };
    if !diagnostic.fix.is_empty() {
        let text = "What `bindery check --fix` writes.";
        return vec![json!({ "description": { "text": text }, "artifactChanges": changes(&diagnostic.fix) })];
    }
    let Some(place) = &diagnostic.place else { return Vec::new() };
    let fix = |suggestion: &String| {
        let edit = Edit { place: place.clone(), text: suggestion.clone() };
        json!({ "description": { "text": format!("Write `{suggestion}`.") }, "artifactChanges": changes(&[edit]) })
    };
    diagnostic.suggestions.iter().map(fix).collect()
}

/// The path as a relative reference (RFC 3986, section 4.2): all but the unreserved characters and `/` percent-encoded.
fn uri(path: &Utf8Path) -> String {
    let mut uri = String::new();
    for byte in path.as_str().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn results(diagnostics: &[Diagnostic]) -> Value {
        let sources = Sources::memory([("a ü.md", "one two\n")]);
        let files = |path: &Utf8Path| sources.get(path).ok();
        let checked = Checked { diagnostics, files: &files, pages: &[], folder: "docs".into() };
        let log: Value = serde_json::from_str(&render(&checked)).unwrap();
        log["runs"][0]["results"].clone()
    }

    #[test]
    fn what_check_fix_writes_is_one_fix_of_several_files() {
        let wrong = Diagnostic::error("x", "a ü.md", 0..3, "wrong")
            .suggest("not this one")
            .fix("a ü.md", 4..7, "2")
            .fix("new.txt", 0..0, "made\n")
            .fix("a ü.md", 0..3, "1");
        let fixes = results(&[wrong])[0]["fixes"].clone();
        assert_eq!(fixes.as_array().unwrap().len(), 1);
        let changes = &fixes[0]["artifactChanges"];
        assert_eq!(changes[0]["artifactLocation"]["uri"], "docs/a%20%C3%BC.md");
        assert_eq!(changes[0]["replacements"][0]["deletedRegion"]["startColumn"], 5);
        assert_eq!(changes[0]["replacements"][1]["insertedContent"]["text"], "1");
        assert_eq!(changes[1]["artifactLocation"]["uri"], "docs/new.txt");
        assert_eq!(changes[1]["replacements"][0]["deletedRegion"]["endColumn"], 1);
    }

    #[test]
    fn each_result_has_a_place() {
        let found = results(&[Diagnostic::nowhere("x", "odd"), Diagnostic::warning("x", "gone.md", 3..4, "odd")]);
        let uri = |at: usize| found[at]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
        assert_eq!((uri(0), uri(1)), (json!("docs/book.toml"), json!("docs/gone.md")));
        assert_eq!(found[1]["locations"][0]["physicalLocation"].get("region"), None);
    }
}

//! Keys and tokens in the texts that a book publishes.
//!
//! Files are searched as they are, not node by node: a secret is one in prose, code, a diagram, raw HTML, front matter or a comment.

mod api_key;
mod mask;
mod private_key;
mod scan;
#[cfg(test)]
mod tests;
mod token;

use std::collections::BTreeSet;
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::{Family, Lint, Report, Subject};
use crate::config::LintLevel::Deny;
use crate::config::value_place;
use crate::diagnostic::Diagnostic;
pub use mask::mask;

pub(super) const FAMILY: Family = Family {
    name: "secrets",
    about: "keys and tokens that somebody could use",
    lints: &[
        Lint { code: "json-web-token", level: Deny, page: include_str!("json-web-token.md") },
        Lint { code: "private-key", level: Deny, page: include_str!("private-key.md") },
        Lint { code: "api-key", level: Deny, page: include_str!("api-key.md") },
        Lint { code: "unused-fingerprint", level: Deny, page: include_str!("unused-fingerprint.md") },
    ],
    check: Some(check),
};

/// Something that looks like a secret and could be one.
#[derive(Clone, Debug, PartialEq)]
struct Secret {
    code: &'static str,
    /// Its bytes.
    range: Range<usize>,
    /// What it is, in words that do not give it away.
    message: String,
    /// What to write in its place.
    help: &'static str,
    /// When it stops opening anything, in seconds since 1970; `None` where it never does.
    expiry: Option<f64>,
}

impl Secret {
    /// Whether it opens something at `now`, in seconds since 1970.
    fn is_valid(&self, now: i64) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "the present is far below 2^52")]
        self.expiry.is_none_or(|expiry| expiry >= now as f64)
    }
}

/// Endings of files that hold no text that anybody reads.
const BINARY: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "bmp", "woff", "woff2", "ttf", "otf", "eot", "pdf", "zip", "gz", "xz",
    "bz2", "zst", "tar", "jar", "whl", "mp3", "mp4", "ogg", "webm", "mov", "wasm",
];

/// Searches every page, all that pages include, and the files that are copied as they are.
fn check(subject: &Subject<'_>) -> Report {
    let files: Vec<Utf8PathBuf> = files(subject).into_iter().collect();
    let found: Vec<(Vec<Diagnostic>, Vec<String>)> = files.par_iter().map(|file| search(subject, file)).collect();
    let mut report = Report { diagnostics: Vec::new(), checked: Vec::new() };
    let mut met: BTreeSet<String> = BTreeSet::new();
    for (diagnostics, fingerprints) in found {
        report.diagnostics.extend(diagnostics);
        met.extend(fingerprints);
    }
    let unmet = subject.config.secrets.allow.iter().filter(|allowed| !met.contains(*allowed));
    report.diagnostics.extend(unmet.map(|allowed| unused(subject, allowed)));
    report
}

fn files(subject: &Subject<'_>) -> BTreeSet<Utf8PathBuf> {
    let is_text = |file: &Utf8Path| file.extension().is_none_or(|ending| !BINARY.contains(&ending.to_ascii_lowercase().as_str()));
    let pages = subject.site.pages.iter().map(|page| &page.parsed.page);
    let read = pages
        .flat_map(|page| page.files.iter().chain(page.reads.iter().filter(|read| read.hash.is_some()).map(|read| &read.file)));
    let assets = subject.book.assets.iter().map(|asset| subject.config.book.source.join(asset));
    read.cloned().chain(assets).filter(|file| is_text(file)).collect()
}

/// What is wrong in a file, and the fingerprints of what is allowed there.
fn search(subject: &Subject<'_>, file: &Utf8Path) -> (Vec<Diagnostic>, Vec<String>) {
    let (mut diagnostics, mut met) = (Vec::new(), Vec::new());
    let Ok(source) = subject.sources.get(file) else { return (diagnostics, met) };
    let text = source.text().unwrap_or_default();
    let secrets = subject.memory.recall("secrets", &source.hash, || scan::secrets(text));
    for secret in secrets.iter().filter(|secret| secret.is_valid(subject.now)).cloned() {
        let fingerprint = fingerprint(text.get(secret.range.clone()).unwrap_or_default());
        if subject.config.secrets.allow.contains(&fingerprint) {
            met.push(fingerprint);
        } else {
            diagnostics.push(
                Diagnostic::error(secret.code, file, secret.range, secret.message).help(secret.help).help(format!(
                    "if it opens nothing, say so in `book.toml`, under `[secrets]`: `allow = [\"{fingerprint}\"]`"
                )),
            );
        }
    }
    (diagnostics, met)
}

/// The first 16 hexadecimal digits of the BLAKE3 hash of the secret's text.
fn fingerprint(secret: &str) -> String {
    let hash = blake3::hash(secret.as_bytes()).to_hex();
    hash.get(..16).unwrap_or_default().to_owned()
}

fn unused(subject: &Subject<'_>, allowed: &str) -> Diagnostic {
    let file = Utf8Path::new("book.toml");
    let list = value_place(subject.sources, "secrets.allow");
    let text = subject.text(file);
    let place = text.get(list.clone()).and_then(|list| list.to_ascii_lowercase().find(allowed));
    let range = place.map_or(list.clone(), |at| list.start + at..list.start + at + allowed.len());
    Diagnostic::error("unused-fingerprint", file, range, format!("nothing in the book has the fingerprint `{allowed}`"))
        .help("delete it: it would allow the secret to come back")
}

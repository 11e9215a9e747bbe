//! A name for a finding that stays while lines around it come and go.

use std::collections::BTreeMap;

use super::terminal::Files;
use crate::diagnostic::Diagnostic;

/// Names findings, and counts those that have the same name.
pub(super) struct Fingerprints<'a> {
    files: Files<'a>,
    seen: BTreeMap<String, usize>,
}

impl<'a> Fingerprints<'a> {
    pub(super) fn new(files: Files<'a>) -> Self {
        Self { files, seen: BTreeMap::new() }
    }

    /// The name with the number of findings that had it so far, from 1.
    pub(super) fn numbered(&mut self, diagnostic: &Diagnostic) -> String {
        let name = of(diagnostic, self.files);
        let number = self.seen.entry(name.clone()).or_default();
        *number += 1;
        format!("{name}:{number}")
    }
}

/// Sixteen hexadecimal digits of BLAKE3 over the lint, the file, and the marked text, in which white space may change; over the message where
/// no text is marked. Neither line numbers nor the text around count.
pub(super) fn of(diagnostic: &Diagnostic, files: Files<'_>) -> String {
    let source = diagnostic.place.as_ref().and_then(|place| files(&place.file));
    let marked = source.as_ref().zip(diagnostic.place.as_ref()).and_then(|(source, place)| {
        let end = (place.range.end as usize).min(source.bytes.len());
        source.bytes.get(place.range.start as usize..end)
    });
    let marked = String::from_utf8_lossy(marked.unwrap_or_default());
    let text = if marked.trim().is_empty() { diagnostic.message.as_str() } else { &marked };
    let mut hasher = blake3::Hasher::new();
    let file = diagnostic.place.as_ref().map_or("", |place| place.file.as_str());
    for part in [diagnostic.code.as_str(), file].into_iter().chain(text.split_whitespace()) {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    hasher.finalize().to_hex().chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_name_holds_while_lines_move() {
        let name = |text: &str, at: usize, message: &str| {
            let sources = Sources::memory([("a.md", text)]);
            let length = text[at..].find('.').unwrap_or(text.len() - at);
            of(&Diagnostic::error("spelling", "a.md", at..at + length, message), &|path| sources.get(path).ok())
        };
        let first = name("one tokne wrong.", 4, "unknown word");
        assert_eq!(first, name("# New\n\nThe one\ntokne\nwrong.", 15, "said otherwise"));
        assert_ne!(first, name("one other wrong.", 4, "unknown word"));
        assert_ne!(name("", 0, "unknown word"), name("", 0, "said otherwise"));
        assert_eq!(first.len(), 16);
    }

    #[test]
    fn twins_are_numbered() {
        let mut names = Fingerprints::new(&|_| None);
        let twin = Diagnostic::nowhere("odd", "something is odd");
        let (first, second) = (names.numbered(&twin), names.numbered(&twin));
        assert!(first.ends_with(":1") && second.ends_with(":2") && first[..16] == second[..16]);
    }
}

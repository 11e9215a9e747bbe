//! The project's own words: files with one word a line.

use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};

use super::token::plain;
use crate::diagnostic::Diagnostic;

/// A file that lists words.
#[derive(Debug, Hash)]
pub(super) struct ListFile {
    /// Relative to the book's root.
    pub(super) file: Utf8PathBuf,
    /// The pages that it holds for, as a folder relative to the source folder; all where it is empty.
    pub(super) folder: Utf8PathBuf,
    pub(super) text: String,
}

/// What such a file says.
#[derive(Debug)]
pub(super) struct Wordlist {
    /// Relative to the book's root.
    pub(super) file: Utf8PathBuf,
    /// The pages that it holds for, as a folder relative to the source folder; all where it is empty.
    pub(super) folder: Utf8PathBuf,
    /// Whether every word must be one that the book's pages use: a list that lies outside the book may have other users.
    pub(super) is_ours: bool,
    pub(super) entries: Vec<Entry>,
}

/// A word of a list.
#[derive(Debug)]
pub(super) struct Entry {
    /// In the form that [`plain`] makes.
    pub(super) word: String,
    /// Its bytes in the file.
    pub(super) range: Range<usize>,
}

impl Wordlist {
    /// Reads the text of a list; lines that start with `#` are comments.
    pub(super) fn parse(ListFile { file, folder, text }: &ListFile, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut entries = Vec::new();
        for (range, line) in lines(text) {
            if line.contains(char::is_whitespace) {
                let message = format!("`{line}` is more than one word");
                diagnostics.push(
                    Diagnostic::error("bad-wordlist", file, range, message)
                        .help("a word list has one word on each line; a line that starts with `#` is a comment"),
                );
                continue;
            }
            entries.push(Entry { word: plain(line).into_owned(), range });
        }
        let is_ours = !file.starts_with("..") && !file.is_absolute();
        Self { file: file.clone(), folder: folder.clone(), is_ours, entries }
    }

    /// Whether the list holds for the page at `source`, a path relative to the source folder.
    pub(super) fn holds_for(&self, source: &Utf8Path) -> bool {
        source.starts_with(&self.folder)
    }
}

/// The lines that are neither empty nor comments, trimmed, each with its bytes.
fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    let spans = text.split_inclusive('\n').map(move |line| {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let word = line.trim();
        (start..start + word.len(), word)
    });
    spans.filter(|(_, word)| !word.is_empty() && !word.starts_with('#'))
}

/// What is wrong with the order of the lines, with the change that mends it. Between two comments or empty lines, the words are sorted without
/// regard to case, and of two that differ in case only the capital comes first; each word is there once.
pub(super) fn order(file: &Utf8Path, text: &str) -> Option<Diagnostic> {
    let sorted = sorted(text);
    if sorted.trim_end() == text.replace('\r', "").trim_end() {
        return None;
    }
    let mut rest = sorted.lines();
    let wrong =
        lines(text).find(|(_, word)| rest.by_ref().find(|line| !line.is_empty() && !line.starts_with('#')) != Some(*word));
    let (range, word) = wrong.unwrap_or((0..0, ""));
    let is_twice = lines(text).filter(|(_, other)| *other == word).count() > 1;
    let message =
        if is_twice { format!("`{word}` is listed twice") } else { format!("the list is not sorted: `{word}` is out of place") };
    let text_of_file = if text.contains("\r\n") { sorted.replace('\n', "\r\n") } else { sorted };
    let found = Diagnostic::warning("unsorted-wordlist", file, range, message);
    Some(found.help("`bindery check --fix` sorts the list").fix(file, 0..text.len(), text_of_file))
}

fn sorted(text: &str) -> String {
    fn flush(section: &mut Vec<String>, out: &mut String, seen: &mut std::collections::HashSet<String>) {
        section.sort_by_cached_key(|word| (word.to_lowercase(), word.clone()));
        for word in section.drain(..) {
            if seen.insert(word.clone()) {
                out.push_str(&word);
                out.push('\n');
            }
        }
    }
    let (mut section, mut out, mut seen) = (Vec::new(), String::new(), std::collections::HashSet::new());
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            flush(&mut section, &mut out, &mut seen);
            out.push_str(line);
            out.push('\n');
        } else {
            section.push(line.to_owned());
        }
    }
    flush(&mut section, &mut out, &mut seen);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_within_their_sections_and_words_are_there_once() {
        assert_eq!(sorted("b\nack\nAck\nb\n# next\nz\na\nack\n"), "Ack\nack\nb\n# next\na\nz\n");
        assert_eq!(order("x".into(), "Ack\nack\nb\n# next\na\n"), None);
        let twice = order("x".into(), "Ack\nb\nb\n").unwrap();
        assert_eq!(twice.message, "`b` is listed twice");
        let moved = order("x".into(), "b\r\na\r\n").unwrap();
        assert_eq!(
            (moved.message.as_str(), moved.fix[0].text.as_str()),
            ("the list is not sorted: `b` is out of place", "a\r\nb\r\n")
        );
    }
}

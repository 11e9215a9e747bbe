//! The findings that a book has for now, in a file: a check with this baseline tells the others only.
//!
//! The file is text, an entry a line, sorted by file: the lint, sixteen hexadecimal digits that stand for the marked text, how often it occurs
//! in the file, and the file, with a space between each. Line numbers are not in it, so that text can move. Lines that start with `#` are for
//! people. In the names of files `\` is written `\\`, and a line's end `\n` or `\r`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::fingerprint;
use super::terminal::Files;
use crate::diagnostic::Diagnostic;

const HEADER: &str = "\
# Problems that `bindery check --baseline` leaves out: lint, mark of the text, how often, file.
# Made by `bindery check --write-baseline`; make it anew when problems are mended.
";

/// Findings by what stays of them when text moves, and how often each occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Entry, usize>,
}

/// What findings have in common that count as the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Path relative to the book's root; empty where no file is at fault.
    pub file: String,
    /// The lint's name.
    pub code: String,
    /// What stands for the marked text.
    mark: String,
}

impl Entry {
    fn of(diagnostic: &Diagnostic, files: Files<'_>) -> Self {
        let file = diagnostic.place.as_ref().map_or(String::new(), |place| place.file.to_string());
        Self { file, code: diagnostic.code.clone(), mark: fingerprint::of(diagnostic, files) }
    }
}

/// What a baseline did to the findings of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// How many findings it left out.
    pub known: usize,
    /// Entries of which not all findings were there, and how many were missing.
    pub gone: Vec<(Entry, usize)>,
}

impl Baseline {
    /// One that leaves out all of these.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic], files: Files<'_>) -> Self {
        let mut entries = BTreeMap::new();
        for diagnostic in diagnostics {
            *entries.entry(Entry::of(diagnostic, files)).or_default() += 1;
        }
        Self { entries }
    }

    /// Reads the text of the file. The error is the number of the first line that is no entry, from 1.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut entries = BTreeMap::new();
        for (at, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (entry, count) = read(line).ok_or(at + 1)?;
            *entries.entry(entry).or_default() += count;
        }
        Ok(Self { entries })
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = HEADER.to_owned();
        for (entry, count) in &self.entries {
            let file = entry.file.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
            let _ = writeln!(text, "{} {} {count} {file}", entry.code, entry.mark);
        }
        text
    }

    /// Leaves out the findings that the baseline has, the first ones where there are more than it knows. Of its entries, those that
    /// `looked_for` names are told if they are gone: a check of some lints or files says nothing about the others.
    #[must_use]
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>, files: Files<'_>, looked_for: &dyn Fn(&Entry) -> bool) -> Applied {
        let mut left = self.entries.clone();
        let before = diagnostics.len();
        diagnostics.retain(|diagnostic| match left.get_mut(&Entry::of(diagnostic, files)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        let gone = left.into_iter().filter(|(entry, count)| *count > 0 && looked_for(entry)).collect();
        Applied { known: before - diagnostics.len(), gone }
    }
}

fn read(line: &str) -> Option<(Entry, usize)> {
    let mut parts = line.splitn(4, ' ');
    let (code, mark, count, file) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let marked = mark.len() == 16 && mark.bytes().all(|byte| byte.is_ascii_hexdigit());
    let count = count.parse().ok().filter(|count| *count > 0)?;
    let entry = Entry { file: unescaped(file)?, code: code.to_owned(), mark: mark.to_owned() };
    (marked && !code.is_empty()).then_some((entry, count))
}

fn unescaped(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        plain.push(match c {
            '\\' => match characters.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            c => c,
        });
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn found(text: &str, words: &[&str]) -> (Vec<Diagnostic>, Sources) {
        let at = |word: &&str| text.match_indices(word).map(|(at, word)| at..at + word.len()).collect::<Vec<_>>();
        let mut places: Vec<_> = words.iter().flat_map(at).collect();
        places.sort_by_key(|place| place.start);
        let diagnostics = places.into_iter().map(|place| Diagnostic::error("spelling", "a.md", place, "unknown word"));
        (diagnostics.collect(), Sources::memory([("a.md", text)]))
    }

    fn applied(baseline: &Baseline, text: &str, words: &[&str]) -> (Vec<u32>, usize, Vec<usize>) {
        let (mut diagnostics, sources) = found(text, words);
        let applied = baseline.apply(&mut diagnostics, &|path| sources.get(path).ok(), &|_| true);
        let starts = diagnostics.iter().filter_map(|diagnostic| Some(diagnostic.place.as_ref()?.range.start)).collect();
        (starts, applied.known, applied.gone.into_iter().map(|(_, count)| count).collect())
    }

    #[test]
    fn known_findings_are_left_out_wherever_they_move() {
        let (diagnostics, sources) = found("tokne and tokne and wrod", &["tokne", "wrod"]);
        let baseline = Baseline::of(&diagnostics, &|path| sources.get(path).ok());
        assert_eq!(applied(&baseline, "New. wrod and tokne and tokne", &["tokne", "wrod"]), (vec![], 3, vec![]));
        assert_eq!(applied(&baseline, "tokne tokne tokne wrod", &["tokne", "wrod"]), (vec![12], 3, vec![]));
        assert_eq!(applied(&baseline, "tokne nwe", &["tokne", "nwe"]), (vec![6], 1, vec![1, 1]));
    }

    #[test]
    fn what_was_not_looked_for_is_not_gone() {
        let (diagnostics, sources) = found("tokne", &["tokne"]);
        let baseline = Baseline::of(&diagnostics, &|path| sources.get(path).ok());
        let applied = baseline.apply(&mut Vec::new(), &|_| None, &|entry| entry.code != "spelling");
        assert_eq!(applied, Applied::default());
    }

    #[test]
    fn a_file_is_written_sorted_and_read_back() {
        let odd = ["b.md", "a b\\n\n.md", " a.md "];
        let mut diagnostics: Vec<_> = odd.iter().map(|file| Diagnostic::error("odd", *file, 0..0, "odd")).collect();
        diagnostics.push(Diagnostic::nowhere("odd", "nowhere"));
        let baseline = Baseline::of(&diagnostics, &|_| None);
        let text = baseline.text();
        assert_eq!(text.lines().count(), 2 + diagnostics.len());
        let files: Vec<_> = text.lines().skip(2).filter_map(|line| line.splitn(4, ' ').nth(3)).collect();
        assert_eq!(files, ["", " a.md ", "a b\\\\n\\n.md", "b.md"]);
        assert_eq!(Baseline::parse(&text), Ok(baseline.clone()));
        assert_eq!(Baseline::parse(&text.replace('\n', "\r\n")), Ok(baseline));
    }

    #[test]
    fn what_is_no_entry_is_told_by_its_line() {
        for wrong in
            ["spelling", "spelling x 1 a.md", "spelling 0123456789abcdef 0 a.md", "<<<<<<< ours", "a 0123456789abcdef 1 \\x"]
        {
            assert_eq!(Baseline::parse(&format!("# fine\n\n{wrong}\n")), Err(3), "{wrong}");
        }
    }
}

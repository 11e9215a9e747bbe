//! What is right because the project says so: its lists of words, by the form in which a page uses them.

use std::collections::HashMap;

use super::token::without_possessive;
use super::wordlist::{self, ListFile, Wordlist};
use crate::diagnostic::Diagnostic;

/// An entry of a list, by the positions of both.
pub(super) type Listed = (u32, u32);

/// All lists of a book.
#[derive(Debug, Default)]
pub(super) struct Project {
    pub(super) lists: Vec<Wordlist>,
    /// What is wrong with the lists themselves.
    pub(super) problems: Vec<Diagnostic>,
    by_word: HashMap<String, Vec<Listed>>,
}

impl Project {
    pub(super) fn read(files: &[ListFile]) -> Self {
        let mut problems = Vec::new();
        let mut lists = Vec::new();
        for file in files {
            lists.push(Wordlist::parse(file, &mut problems));
            problems.extend(wordlist::order(&file.file, &file.text));
        }
        let mut by_word: HashMap<String, Vec<Listed>> = HashMap::new();
        for (number, list) in lists.iter().enumerate() {
            for (index, entry) in list.entries.iter().enumerate() {
                by_word.entry(entry.word.clone()).or_default().push((number as u32, index as u32));
            }
        }
        Self { lists, problems, by_word }
    }

    /// The entries that `word` is a form of.
    pub(super) fn find(&self, word: &str) -> Vec<Listed> {
        let mut found = Vec::new();
        if !self.by_word.is_empty() {
            forms(word, |form| found.extend(self.by_word.get(form).into_iter().flatten()));
        }
        found
    }

    /// All words, each once, in byte order.
    pub(super) fn words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.by_word.keys().map(String::as_str).collect();
        words.sort_unstable();
        words
    }
}

/// Tells `tell` of the entries that would make `word` right: itself, and what it is a possessive or plural of.
pub(super) fn forms(word: &str, mut tell: impl FnMut(&str)) {
    tell(word);
    let base = without_possessive(word);
    if base.len() < word.len() {
        tell(base);
    }
    let Some(stem) = base.strip_suffix('s').filter(|stem| stem.len() > 1) else { return };
    tell(stem);
    if let Some(stem) = stem.strip_suffix('e').filter(|stem| stem.len() > 1) {
        tell(stem);
        if let Some(stem) = stem.strip_suffix('i') {
            tell(&format!("{stem}y"));
        }
    }
}

/// The word with a small first letter; `None` where it has one already.
pub(super) fn without_capital(word: &str) -> Option<String> {
    let mut letters = word.chars();
    let first = letters.next().filter(|c| c.is_uppercase())?;
    Some(first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_possessives_lead_back_to_the_word() {
        for (word, base) in [("Dags", "Dag"), ("Dag's", "Dag"), ("Dags'", "Dag"), ("regexes", "regex"), ("proxies", "proxy")] {
            let mut found = false;
            forms(word, |form| found |= form == base);
            assert!(found, "{word}");
        }
        assert_eq!(without_capital("Sidecar").as_deref(), Some("sidecar"));
        assert_eq!(without_capital("sidecar"), None);
    }
}

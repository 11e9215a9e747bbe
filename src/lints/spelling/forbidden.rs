//! Words that must not be used, and what to write instead.

use std::collections::HashMap;

use camino::Utf8Path;

use super::project::forms;
use crate::diagnostic::Diagnostic;

/// The words, in lower case, each with what stands for it, the best first.
#[derive(Debug, Default)]
pub(super) struct Forbidden {
    replacements: HashMap<String, Vec<String>>,
}

impl Forbidden {
    /// Reads lines such as `whitelist → allowlist, safelist`; those that start with `#` are comments.
    pub(super) fn parse(file: &Utf8Path, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut forbidden = Self::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let line = line.trim_end();
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let sides = line.split_once('→').or_else(|| line.split_once("->"));
            let read = sides.map(|(word, instead)| {
                let instead: Vec<String> =
                    instead.split(',').map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
                (word.trim(), instead)
            });
            match read {
                Some((word, instead)) if !word.is_empty() && !word.contains(char::is_whitespace) && !instead.is_empty() => {
                    forbidden.replacements.insert(word.to_lowercase(), instead);
                }
                _ => diagnostics.push(
                    Diagnostic::error("bad-wordlist", file, start..start + line.len(), "this line does not say which word stands for which")
                        .help("write a word, an arrow and what stands for it, as in `whitelist → allowlist` or `whitelist -> allowlist, safelist`"),
                ),
            }
        }
        forbidden
    }

    /// What stands for `word`, in its number and with its capital; `None` where it may be used.
    pub(super) fn instead_of(&self, word: &str) -> Option<Vec<String>> {
        if self.replacements.is_empty() {
            return None;
        }
        let lower = word.to_lowercase();
        let mut found = None;
        forms(&lower, |form| {
            found = found.take().or_else(|| self.replacements.get(form).map(|instead| (form.to_owned(), instead)));
        });
        let (form, instead) = found?;
        let is_plural = lower.ends_with('s') && !form.ends_with('s') && !lower.contains('\'');
        let has_capital = word.chars().next().is_some_and(char::is_uppercase);
        let fitted = |text: &String| {
            let text = if is_plural { format!("{text}s") } else { text.clone() };
            let mut letters = text.chars();
            match letters.next().filter(|_| has_capital) {
                Some(first) => first.to_uppercase().chain(letters).collect(),
                None => text,
            }
        };
        Some(instead.iter().map(fitted).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_forbidden_in_every_form() {
        let mut wrong = Vec::new();
        let forbidden =
            Forbidden::parse("f".into(), "# words\nwhitelist → allowlist, safelist\nmaster -> main\nnonsense\n", &mut wrong);
        assert_eq!(wrong.len(), 1);
        let instead = |word| forbidden.instead_of(word).map(|words| words.join(" "));
        assert_eq!(instead("whitelist").as_deref(), Some("allowlist safelist"));
        assert_eq!(instead("Whitelists").as_deref(), Some("Allowlists Safelists"));
        assert_eq!(instead("WHITELIST").as_deref(), Some("Allowlist Safelist"));
        assert_eq!(instead("master's").as_deref(), Some("main"));
        assert_eq!(instead("allowlist"), None);
    }
}

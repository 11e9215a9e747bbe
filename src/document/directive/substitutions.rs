//! `|name|` in text that is no markup: in code that asks for it.

use crate::document::{Conventions, Excerpt, fold};

/// What the book says that `|name|` stands for: of exactly this name, else of one that differs in case only.
#[must_use]
pub fn known_to_book(conventions: &Conventions, name: &str) -> Option<String> {
    let all = &conventions.substitutions;
    all.get(name).or_else(|| all.iter().find(|(known, _)| fold(known) == fold(name)).map(|(_, text)| text)).cloned()
}

/// `text` with what `known` says in place of each `|name|` that it knows; all else is as it was.
#[must_use]
pub fn substituted(text: &Excerpt, known: &dyn Fn(&str) -> Option<String>) -> Excerpt {
    let all = text.text();
    if !all.contains('|') {
        return text.clone();
    }
    let mut made = Excerpt::default();
    let mut done = 0;
    let mut at = 0;
    while let Some(open) = all.get(at..).and_then(|rest| rest.find('|')).map(|found| at + found) {
        let name = all.get(open + 1..).and_then(|rest| rest.split_once('|')).map(|(name, _)| name);
        let name = name.filter(|name| !name.contains('\n') && !name.is_empty());
        match name.and_then(|name| Some((name.len(), known(name)?))) {
            Some((length, value)) => {
                let end = open + length + 2;
                made.push_slice(text, done..open);
                made.push(&value, text.span(open..end));
                done = end;
                at = end;
            }
            None => at = open + 1,
        }
    }
    made.push_slice(text, done..all.len());
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FileId;

    #[test]
    fn names_that_are_known_are_replaced() {
        let text = Excerpt::file(FileId::PAGE, "a | b |x||y| |x");
        let known = |name: &str| (name == "x").then(|| "1.2.3".to_owned());
        let made = substituted(&text, &known);
        assert_eq!(made.text(), "a | b 1.2.3|y| |x");
        let at = made.text().find("1.2.3").unwrap();
        assert_eq!(made.span(at..at + 5), text.span(6..9));
    }
}

//! `links.lock`: which pages of other sites were there, and when.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::Span;
use jiff::civil::Date;

use crate::lints::external::Answer;

/// The lock file's name in the book's folder.
pub const FILE: &str = "links.lock";

const HEAD: &str =
    "# Pages of other sites, and the day on which each was last there. `bindery check --external-links` writes this file.\n";

/// Good answers with their age: for each URL the day, and where the page has moved to for good, if it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock(BTreeMap<String, (Date, Option<String>)>);

impl Lock {
    /// Reads the file: on each line a URL, a day as in `2026-01-31`, and, where the page has moved, its new URL. A line that does not say so
    /// counts for nothing: the site is asked again, and the line is written anew.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let entry = |line: &str| {
            let mut words = line.split_whitespace();
            let url = words.next().filter(|word| !word.starts_with('#'))?;
            let day = words.next()?.parse().ok()?;
            Some((url.to_owned(), (day, words.next().map(str::to_owned))))
        };
        Self(text.lines().filter_map(entry).collect())
    }

    /// The file's text: a line for each URL, in byte order.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (url, (day, to)) in &self.0 {
            let _ = match to {
                Some(to) => writeln!(text, "{url} {day} {to}"),
                None => writeln!(text, "{url} {day}"),
            };
        }
        text
    }

    /// Whether there is no answer at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answers for these URLs, which are in byte order.
    pub(super) fn only(&self, urls: &[&String]) -> Self {
        let known = |url: &&String| self.0.get(*url).map(|entry| ((*url).clone(), entry.clone()));
        Self(urls.iter().filter_map(known).collect())
    }

    /// The answer of a day that is not in the future and not more than so many days past.
    pub(super) fn fresh(&self, url: &str, today: Date, max_age_days: u32) -> Option<Answer> {
        let (day, to) = self.0.get(url)?;
        let oldest = today.saturating_sub(Span::new().try_days(max_age_days).ok()?);
        let fresh = (oldest..=today).contains(day);
        fresh.then(|| to.clone().map_or(Answer::Good, Answer::Moved))
    }

    /// What can be said of a URL without asking.
    pub(super) fn unasked(&self, url: &str) -> Answer {
        Answer::Unknown(match self.0.get(url) {
            Some((day, _)) => format!("the page was last seen on {day}"),
            None => format!("`{FILE}` does not know it, and nobody was asked"),
        })
    }

    pub(super) fn set(&mut self, url: &str, day: Date, to: Option<&str>) {
        self.0.insert(url.to_owned(), (day, to.map(str::to_owned)));
    }

    pub(super) fn remove(&mut self, url: &str) {
        self.0.remove(url);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_lock_is_read_as_it_was_written() {
        let mut lock = Lock::default();
        lock.set("https://b.org/", date(2026, 1, 2), None);
        lock.set("https://a.org/x#y", date(2025, 12, 31), Some("https://a.org/z"));
        let text = format!("{HEAD}https://a.org/x#y 2025-12-31 https://a.org/z\nhttps://b.org/ 2026-01-02\n");
        assert_eq!(lock.text(), text);
        assert_eq!(Lock::parse(&text), lock);
        let damaged = format!("<<<<<<< ours\nhttps://c.org yesterday\n\n{text}");
        assert_eq!(Lock::parse(&damaged), lock);
    }

    #[test]
    fn answers_grow_old() {
        let lock = Lock::parse("https://a.org/ 2026-01-02\nhttps://b.org/ 2026-01-20\n");
        let fresh = |url, day| lock.fresh(url, date(2026, 1, day), 14).is_some();
        assert!(fresh("https://a.org/", 2) && fresh("https://a.org/", 16));
        assert!(!fresh("https://a.org/", 17), "too old");
        assert!(!fresh("https://b.org/", 19), "of a day to come");
        assert!(lock.fresh("https://a.org/", Date::MAX, u32::MAX).is_none_or(|answer| answer == Answer::Good));
    }
}

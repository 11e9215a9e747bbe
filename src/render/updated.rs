//! The date at the foot of a page.

use jiff::tz::TimeZone;

use super::context::context;
use crate::history::Change;

context! {
/// When a page was last updated.
#[derive(Debug, PartialEq, Eq)]
pub struct Updated {
    /// For machines, in UTC: `2026-11-23T02:43:53Z`.
    pub iso: String,
    /// For readers: `23 November 2026` in an English book, `2026-11-23` in others. The day is that of UTC.
    pub text: String,
    /// The full name of the commit.
    pub commit: String,
}
}

impl Updated {
    /// The date of `change` in a book of that language, a BCP 47 tag. It depends on nobody's place or clock.
    #[must_use]
    pub fn new(change: &Change, language: &str) -> Self {
        let is_english = language.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"));
        let day = change.at.to_zoned(TimeZone::UTC).date();
        let text = day.strftime(if is_english { "%-d %B %Y" } else { "%Y-%m-%d" }).to_string();
        Self { iso: change.at.to_string(), text, commit: change.commit.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Change {
        Change { at: jiff::Timestamp::from_second(seconds).unwrap(), commit: "c".repeat(40) }
    }

    #[test]
    fn the_day_is_that_of_utc_and_reads_as_the_books_language_wants_it() {
        let late = at(1_795_391_999);
        assert_eq!(Updated::new(&late, "en-GB").text, "22 November 2026");
        assert_eq!(Updated::new(&late, "en").iso, "2026-11-22T23:59:59Z");
        assert_eq!(Updated::new(&late, "ar").text, "2026-11-22");
        assert_eq!(Updated::new(&at(1_795_392_000), "EN").text, "23 November 2026");
    }
}

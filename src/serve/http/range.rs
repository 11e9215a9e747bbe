//! Parts of files: what players of sound and film ask for when somebody skips ahead.

use std::ops::Range;

/// Which bytes of a file are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    All,
    Part(Range<u64>),
    /// None of the bytes that were asked for exist.
    Nothing,
}

/// Reads a `Range` header (RFC 9110, section 14.2) for a file of that length. What is not one range of bytes is answered by the whole file,
/// as the standard allows.
pub(super) fn read(header: Option<&str>, length: u64) -> Wanted {
    let Some((first, last)) = header.and_then(|header| header.strip_prefix("bytes=")?.split_once('-')) else {
        return Wanted::All;
    };
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    match (first.trim(), last.trim()) {
        ("", last) => match number(last) {
            Some(0) => Wanted::Nothing,
            Some(_) if length == 0 => Wanted::Nothing,
            Some(count) => Wanted::Part(length.saturating_sub(count)..length),
            None => Wanted::All,
        },
        (first, last) => match (number(first), if last.is_empty() { Some(u64::MAX) } else { number(last) }) {
            (Some(first), Some(last)) if first > last => Wanted::All,
            (Some(first), Some(_)) if first >= length => Wanted::Nothing,
            (Some(first), Some(last)) => Wanted::Part(first..last.saturating_add(1).min(length)),
            _ => Wanted::All,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_understood() {
        for (header, expected) in [
            (None, Wanted::All),
            (Some("bytes=0-"), Wanted::Part(0..100)),
            (Some("bytes=0-0"), Wanted::Part(0..1)),
            (Some("bytes=10-19"), Wanted::Part(10..20)),
            (Some("bytes=90-900"), Wanted::Part(90..100)),
            (Some("bytes=-10"), Wanted::Part(90..100)),
            (Some("bytes=-900"), Wanted::Part(0..100)),
            (Some("bytes=-0"), Wanted::Nothing),
            (Some("bytes=100-"), Wanted::Nothing),
            (Some("bytes=18446744073709551615-18446744073709551615"), Wanted::Nothing),
            (Some("bytes=20-10"), Wanted::All),
            (Some("bytes=0-1,5-6"), Wanted::All),
            (Some("bytes=--1"), Wanted::All),
            (Some("bytes=a-b"), Wanted::All),
            (Some("bytes=99999999999999999999-"), Wanted::All),
            (Some("lines=1-2"), Wanted::All),
        ] {
            assert_eq!(read(header, 100), expected, "{header:?}");
        }
        assert_eq!(read(Some("bytes=-1"), 0), Wanted::Nothing);
        assert_eq!(read(Some("bytes=0-"), 0), Wanted::Nothing);
    }
}

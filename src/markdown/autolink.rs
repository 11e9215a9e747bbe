//! Bare URLs and e-mail addresses (GFM, section 6.9).

use std::ops::Range;

/// The link that the byte at `at` of `source` gives away: the `w` of `www.`, the `:` of `https://`, the `@` of an address. It lies within
/// `bounds`. Returns its bytes and the target, in which NUL stands for the link's own text.
pub(super) fn at(source: &str, at: usize, bounds: Range<usize>) -> Option<(Range<usize>, String)> {
    match source.as_bytes().get(at)? {
        b'w' | b'W' => web(source, at, bounds),
        b':' => url(source, at, bounds),
        b'@' => email(source, at, bounds),
        _ => None,
    }
}

fn web(source: &str, at: usize, bounds: Range<usize>) -> Option<(Range<usize>, String)> {
    let text = source.get(at..bounds.end)?;
    let before = source.get(..at)?.chars().next_back();
    let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '('));
    if !opens || !text.get(..4)?.eq_ignore_ascii_case("www.") {
        return None;
    }
    let domain = domain(text, false)?;
    let end = at + trimmed(path(text, domain));
    Some((at..end, "http://\0".to_owned()))
}

fn url(source: &str, at: usize, bounds: Range<usize>) -> Option<(Range<usize>, String)> {
    let after = source.get(at..bounds.end)?.strip_prefix("://")?;
    let before = source.get(bounds.start..at)?;
    let scheme = before.len() - before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let start = bounds.start + scheme;
    let known = ["http", "https", "ftp"].iter().any(|s| before.get(scheme..).is_some_and(|b| b.eq_ignore_ascii_case(s)));
    let joined = source.get(..start)?.chars().next_back().is_some_and(char::is_alphanumeric);
    if !known || joined {
        return None;
    }
    let domain = domain(after, true)?;
    let end = at + 3 + trimmed(path(after, domain));
    (end > at + 3).then(|| (start..end, "\0".to_owned()))
}

fn email(source: &str, at: usize, bounds: Range<usize>) -> Option<(Range<usize>, String)> {
    let before = source.get(bounds.start..at)?;
    let local = before.bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+')).count();
    let after = source.get(at + 1..bounds.end)?;
    let length = after.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')).count();
    let domain = after.get(..length)?.trim_end_matches('.');
    if local == 0 || !domain.contains('.') || domain.ends_with(['-', '_']) || domain.split('.').any(str::is_empty) {
        return None;
    }
    let start = at - local;
    if source.get(..start)?.ends_with('\\') {
        return None;
    }
    let end = at + 1 + domain.len();
    let scheme = ["mailto:", "xmpp:"].into_iter().find(|s| source.get(bounds.start..start).is_some_and(|b| b.ends_with(s)));
    let Some(scheme) = scheme else { return Some((start..end, "mailto:\0".to_owned())) };
    let resource = source.get(end..bounds.end).filter(|_| scheme == "xmpp:").and_then(|rest| rest.strip_prefix('/'));
    let resource =
        resource.map_or(0, |r| r.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'@' | b'.')).count());
    let end = if resource > 0 { end + 1 + resource } else { end };
    Some((start - scheme.len()..end, "\0".to_owned()))
}

/// The length of the domain at the start of `text`: labels of letters, digits, `-` and `_`, with no `_` in the last two.
fn domain(text: &str, short: bool) -> Option<usize> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let length = text.find(|c| !fits(c)).unwrap_or(text.len());
    let labels = text[..length].trim_end_matches('.').rsplit('.');
    let bad = labels.take(2).any(|label| label.contains('_'));
    let dotted = text[..length].trim_end_matches('.').contains('.');
    (length > 0 && !bad && (short || dotted)).then_some(length)
}

/// The URL at the start of `text`, whose domain is that long, with all that may belong to it.
fn path(text: &str, domain: usize) -> &str {
    let end = text[domain..].find(|c: char| c.is_whitespace() || c == '<').map_or(text.len(), |at| domain + at);
    &text[..end]
}

/// The length of a URL without the punctuation behind it.
fn trimmed(url: &str) -> usize {
    let mut end = url.len();
    let open = url.bytes().filter(|b| *b == b'(').count();
    let mut close = url.bytes().filter(|b| *b == b')').count();
    while let Some(last) = url[..end].chars().next_back() {
        match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => end -= 1,
            ')' if close > open => {
                close -= 1;
                end -= 1;
            }
            ';' => {
                let entity = url[..end - 1].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
                let start = end - 1 - entity;
                end = if entity > 0 && url[..start].ends_with('&') { start - 1 } else { end - 1 };
            }
            _ => break,
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut from = 0;
        let mut probe = 0;
        while probe < text.len() {
            if let Some((range, _)) = at(text, probe, from..text.len()) {
                found.push(&text[range.clone()]);
                (from, probe) = (range.end, range.end);
            } else {
                probe += 1;
            }
        }
        found
    }

    #[test]
    fn bare_urls_end_where_a_reader_would_end_them() {
        let cases: [(&str, &[&str]); 13] = [
            ("see www.example.org/a. Or not", &["www.example.org/a"]),
            ("www.a.b/search?q=(x))", &["www.a.b/search?q=(x)"]),
            ("www.a.b/x&copy;", &["www.a.b/x"]),
            ("www.a.b/x;", &["www.a.b/x"]),
            ("https://localhost:8080/, and", &["https://localhost:8080/"]),
            ("http://a.b<c", &["http://a.b"]),
            ("xhttps://a.b", &[]),
            ("foo@bar.example. and a.b-c_d@a.b_", &["foo@bar.example"]),
            ("mailto:foo@bar.example", &["mailto:foo@bar.example"]),
            (r"foo\+@bar.example", &[]),
            ("awww.x.y", &[]),
            ("www.xxx.yyy_zzz", &[]),
            ("https://für.example/é", &["https://für.example/é"]),
        ];
        for (text, expected) in cases {
            assert_eq!(links(text), expected, "{text}");
        }
    }
}

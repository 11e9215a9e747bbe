//! Addresses that stand in text without any markup.

use super::super::chars::{ESCAPE, may_stand_after, unescaped};
use super::super::tree::{Element, Node, Tag};
use super::Reader;
use super::schemes::is_scheme;

/// Characters of URIs.
fn is_uri_char(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-_.!~*'()[];/:@&=+$,%\0".contains(&b)
}

/// Characters that a URI may end with.
fn is_last(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"_~*/=+".contains(&b)
}

/// Characters of the parts of e-mail addresses.
fn is_mail_char(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-_!~*'{|}/#?^`&=+$%\0".contains(&b)
}

/// An address found in a text: where it stands, and whether it is for mail.
struct Found {
    start: usize,
    end: usize,
    is_mail: bool,
    scheme: Option<usize>,
}

impl Reader<'_, '_> {
    /// Adds the text from where the last markup ended up to `end`, with the addresses in it.
    pub(super) fn plain_text(&mut self, end: usize) {
        let reader = self;
        let mut from = reader.plain;
        let part = reader.text.get(from..end).unwrap_or_default();
        if part.is_empty() {
            return;
        }
        let mut look = part.bytes().any(|b| matches!(b, b':' | b'@'));
        while look {
            let Some(found) = find(&reader.text[..end], from, reader.by_character) else { break };
            let known = found.scheme.is_none_or(|scheme| is_scheme(&reader.text[found.start..scheme]));
            if !known {
                // As in docutils, what follows in this piece of text is not looked at.
                break;
            }
            push(reader, from..found.start);
            let text = unescaped(&reader.text[found.start..found.end]);
            let uri = if found.is_mail { format!("mailto:{text}") } else { text.clone() };
            let span = reader.prose.span(found.start..found.end);
            reader.nodes.push(Element::new(Tag::Reference, span).set("refuri", uri).with(vec![Node::Text(text, span)]).into());
            from = found.end;
            look = from < end;
        }
        push(reader, from..end);
    }
}

fn push(reader: &mut Reader<'_, '_>, range: std::ops::Range<usize>) {
    if !range.is_empty() {
        let part = &reader.text[range.clone()];
        let text = if reader.keeps_marks { part.to_owned() } else { unescaped(part) };
        let span = reader.prose.span(range);
        reader.nodes.push(Node::Text(text, span));
    }
}

/// The first address in `text` from `from` on.
fn find(text: &str, from: usize, by_character: bool) -> Option<Found> {
    let bytes = text.as_bytes();
    let starts = |at: usize| match text.get(from..at).and_then(|t| t.chars().next_back()) {
        None => true,
        Some(ESCAPE) => false,
        Some(c) => by_character || super::may_stand_before(c),
    };
    let ends = |at: usize| by_character || text.get(at..).and_then(|t| t.chars().next()).is_none_or(may_stand_after);
    let mut at = from;
    while let Some(found) = bytes.get(at..)?.iter().position(|b| matches!(b, b':' | b'@')) {
        let here = at + found;
        let is_mail = bytes.get(here) == Some(&b'@');
        let fits =
            |b: &u8| if is_mail { is_mail_char(*b) || *b == b'.' } else { b.is_ascii_alphanumeric() || b"+.-".contains(b) };
        let run = bytes.get(from..here)?.iter().rev().take_while(|b| fits(b)).count();
        let first = if is_mail { mail_start(bytes, here - run, here) } else { Some(here - run) };
        let opens = |b: u8| if is_mail { b != b'.' } else { b.is_ascii_alphabetic() };
        let begins = |at: &usize| bytes.get(*at).is_some_and(|b| opens(*b)) && starts(*at);
        let start = first.and_then(|first| (first..here).find(begins));
        if let Some(start) = start {
            let end = if is_mail { mail_end(bytes, here, &ends) } else { uri_end(bytes, here + 1, &ends) };
            if let Some(end) = end {
                return Some(Found { start, end, is_mail, scheme: (!is_mail).then_some(here) });
            }
        }
        at = here + 1;
    }
    None
}

/// The first byte of the run before the `@` that a name can start at: there are only single dots behind it, and none at its end.
fn mail_start(bytes: &[u8], start: usize, at: usize) -> Option<usize> {
    let name = bytes.get(start..at).unwrap_or_default();
    let dots = name.windows(2).rposition(|pair| pair == b"..");
    let ends_well = !name.is_empty() && !name.ends_with(b".") && !name.ends_with(b"\0");
    ends_well.then_some(start + dots.map_or(0, |dots| dots + 2))
}

/// The longest end of the run of URI characters from `from` on where a URI may end.
fn longest(bytes: &[u8], from: usize, ends: &dyn Fn(usize) -> bool) -> (usize, Option<usize>) {
    let run = bytes.get(from..).unwrap_or_default().iter().take_while(|b| is_uri_char(**b)).count();
    let last = |end: &usize| may_close(bytes, *end) && ends(*end);
    (from + run, (from + 1..=from + run).rev().find(last))
}

/// Whether a URI may end before `end`.
fn may_close(bytes: &[u8], end: usize) -> bool {
    let last = end.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or_default();
    is_last(last) || (is_uri_char(last) && bytes.get(end) == Some(&b'>'))
}

/// Where the URI ends whose scheme ends before `from`.
fn uri_end(bytes: &[u8], from: usize, ends: &dyn Fn(usize) -> bool) -> Option<usize> {
    let (run, plain) = longest(bytes, from, ends);
    let part = |at: usize, mark: u8| {
        (bytes.get(at) == Some(&mark) && at > from && may_close(bytes, at)).then(|| longest(bytes, at + 1, ends))
    };
    let fragment = |at: usize| part(at, b'#').and_then(|(_, end)| end);
    let query = part(run, b'?').and_then(|(run, end)| fragment(run).or(end));
    query.or_else(|| fragment(run)).or(plain)
}

/// Where the e-mail address ends whose `@` stands at `at`.
fn mail_end(bytes: &[u8], at: usize, ends: &dyn Fn(usize) -> bool) -> Option<usize> {
    let host = bytes.get(at + 1..).unwrap_or_default();
    if !host.first().is_some_and(|b| is_mail_char(*b)) {
        return None;
    }
    let run = host.iter().take_while(|b| is_mail_char(**b) || **b == b'.').count();
    (at + 3..=at + 1 + run).rev().find(|end| may_close(bytes, *end) && ends(*end))
}

/// The address with the scheme for mail in front, if it is an e-mail address.
pub(in super::super) fn with_mail_scheme(address: String) -> String {
    let bytes = address.as_bytes();
    let whole = |at: usize| {
        !bytes.starts_with(b".")
            && mail_start(bytes, 0, at) == Some(0)
            && mail_end(bytes, at, &|end| end == bytes.len()).is_some()
    };
    let is_name = |at: usize| bytes.get(..at).unwrap_or_default().iter().all(|b| is_mail_char(*b) || *b == b'.');
    match address.find('@') {
        Some(at) if is_name(at) && whole(at) => format!("mailto:{address}"),
        _ => address,
    }
}

/// Whether the text starts with an address.
pub(super) fn is_uri(text: &str) -> bool {
    find(text, 0, false).is_some_and(|found| found.start == 0)
}

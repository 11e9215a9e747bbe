//! Directives fenced with colons, which `pulldown-cmark` does not know.
//!
//! The outermost ones are rewritten as tilde fences that are longer than any tilde run in the text, so that what is inside reaches the
//! directive as written; the inner ones follow when the body is parsed. Other lines that start with a colon get a backslash, unless
//! white space follows: `pulldown-cmark` would take them for definitions. All other bytes keep their places, and a change that turns out
//! to lie in literal text is taken back by [`Rewritten::restore`].

use std::ops::Range;

use super::fence_name;
use crate::diagnostic::Finding;
use crate::document::directive::is_directive;
use crate::document::{Builder, Excerpt};

/// Text in which some lines were changed.
#[derive(Debug)]
pub(super) struct Rewritten {
    pub(super) text: Excerpt,
    /// Which bytes of `text` stand for which colons, in order.
    changes: Vec<(Range<usize>, Excerpt)>,
}

impl Rewritten {
    /// Text without changes.
    pub(super) fn unchanged(text: Excerpt) -> Self {
        Self { text, changes: Vec::new() }
    }

    /// Bytes `range` as they were written.
    pub(super) fn restore(&self, range: &Range<usize>) -> Excerpt {
        let first = self.changes.partition_point(|(changed, _)| changed.end <= range.start);
        let mut original = Excerpt::default();
        let mut at = range.start;
        for (changed, colons) in self.changes.iter().skip(first).take_while(|(changed, _)| changed.start < range.end) {
            original.push_slice(&self.text, at..changed.start);
            original.push_slice(colons, 0..colons.text().len());
            at = changed.end;
        }
        original.push_slice(&self.text, at..range.end);
        original
    }

    /// Whether bytes `range` hold a change.
    pub(super) fn is_changed(&self, range: &Range<usize>) -> bool {
        let first = self.changes.partition_point(|(changed, _)| changed.end <= range.start);
        self.changes.get(first).is_some_and(|(changed, _)| changed.start < range.end)
    }
}

/// The text with tildes for the colons of its outermost directives; `None` where nothing needs a change.
pub(super) fn rewrite(text: &Excerpt, builder: &mut Builder<'_>) -> Option<Rewritten> {
    let source = text.text();
    if !has_colon_line(source) {
        return None;
    }
    let mut scan = Scan::default();
    let mut at = 0;
    for line in source.split_inclusive(['\n', '\r']) {
        let ends_crlf = line == "\n" && source[..at].ends_with('\r');
        if !ends_crlf {
            scan.line(line, at);
        }
        at += line.len();
    }
    for range in &scan.strays {
        let finding = Finding::error("stray-fence", text.span(range.clone()), "this fence closes nothing");
        builder.find(finding.help("write the directive's name in braces to open one, as in `:::{note}`, or take the line out"));
    }
    for range in &scan.unbraced {
        let name = &source[range.clone()];
        let finding = Finding::error("malformed-directive", text.span(range.clone()), "a directive's name stands in braces");
        builder.find(finding.help(format!("write `:::{{{name}}}`, or a backslash before the colons if no directive is meant")));
    }
    if scan.edits.is_empty() {
        return None;
    }
    let tildes = "~".repeat(longest_run(source, b'~').max(2) + 1);
    let mut rewritten = Excerpt::default();
    let mut changes = Vec::new();
    let mut from = 0;
    for edit in scan.edits {
        let (range, replacement) = match edit {
            Edit::Fence(colons) => (colons, tildes.as_str()),
            Edit::Escape(at) => (at..at, "\\"),
        };
        rewritten.push_slice(text, from..range.start);
        let start = rewritten.text().len();
        rewritten.push(replacement, text.span(range.clone()));
        changes.push((start..rewritten.text().len(), text.slice(range.clone())));
        from = range.end;
    }
    rewritten.push_slice(text, from..source.len());
    Some(Rewritten { text: rewritten, changes })
}

/// Whether some line may need a change: colons at its start or behind what may be a container's mark.
fn has_colon_line(source: &str) -> bool {
    let opens = |before: &str| before.bytes().next_back().is_none_or(|b| matches!(b, b'\n' | b'\r' | b' ' | b'\t' | b'>'));
    source.match_indices(':').any(|(at, _)| {
        let after = source.as_bytes().get(at + 1);
        opens(&source[..at]) && after.is_some_and(|b| !b.is_ascii_whitespace())
    })
}

/// A change to the text.
enum Edit {
    /// These colons become tildes.
    Fence(Range<usize>),
    /// A backslash comes before this byte.
    Escape(usize),
}

fn longest_run(text: &str, wanted: u8) -> usize {
    let (mut longest, mut run) = (0, 0);
    for byte in text.bytes() {
        run = if byte == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// What is open where the scan stands.
#[derive(Default)]
struct Scan {
    edits: Vec<Edit>,
    /// Closing fences with nothing to close.
    strays: Vec<Range<usize>>,
    /// Names behind colons that lack their braces.
    unbraced: Vec<Range<usize>>,
    /// How many of those wait for a closing fence.
    unbraced_open: usize,
    /// The directives that are open, outermost first; none stands further out than the one before.
    open: Vec<Open>,
    /// The code fence that is open: its character, its length, and where it stands.
    code: Option<(u8, usize, Place)>,
    /// Inside a comment.
    comment: bool,
    /// Where the content of each open list item stands, outermost first.
    items: Vec<Place>,
}

/// A directive that is open.
struct Open {
    /// How many colons opened it.
    colons: usize,
    /// How many opened the one with the fewest, of this and those around it.
    fewest: usize,
    place: Place,
}

/// How many quotes something stands in, and at which indentation within the innermost.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    quotes: usize,
    indent: usize,
}

/// A line without what its containers put in front.
struct Line<'t> {
    /// Where the line stands before any list marker.
    lead: Place,
    /// Where its text stands, list markers counted as white space.
    place: Place,
    /// Where `text` starts in the line.
    at: usize,
    text: &'t str,
}

impl Line<'_> {
    /// Whether the line is no part of what stands at `place`.
    fn leaves(&self, place: Place) -> bool {
        self.lead < place
    }
}

impl Scan {
    fn line(&mut self, line: &str, start: usize) {
        let line = self.strip(line);
        if line.text.is_empty() {
            return;
        }
        while self.open.last().is_some_and(|open| line.leaves(open.place)) {
            self.open.pop();
        }
        if self.comment || line.text.starts_with("<!--") {
            self.comment = !line.text.contains("-->");
            return;
        }
        if !self.is_code(&line) && line.text.starts_with(':') && line.place.indent < self.indent(line.place.quotes) + 4 {
            self.colons(&line, start + line.at);
        }
    }

    /// A line that starts with a colon, which is at `at`.
    fn colons(&mut self, line: &Line<'_>, at: usize) {
        let colons = line.text.bytes().take_while(|b| *b == b':').count();
        let rest = line.text[colons..].trim();
        if colons >= 3 && fence_name(rest).is_some() {
            return self.opening(colons, at..at + colons, line);
        }
        if colons >= 3 && rest.is_empty() && !self.open.is_empty() {
            return self.closing(colons, at..at + colons);
        }
        if !self.open.is_empty() || line.text[1..].starts_with(char::is_whitespace) || line.text.len() == 1 {
            return;
        }
        self.edits.push(Edit::Escape(at));
        if colons < 3 {
            return;
        }
        let inner = rest.trim_start_matches('{').trim_start();
        let name = inner.split(|c: char| c.is_whitespace() || c == '}').next().unwrap_or_default();
        if rest.is_empty() && self.unbraced_open > 0 {
            self.unbraced_open -= 1;
        } else if rest.is_empty() {
            self.strays.push(at..at + colons);
        } else if is_directive(name) {
            let start = at + line.text.len() - inner.len();
            self.unbraced.push(start..start + name.len());
            self.unbraced_open += 1;
        }
    }

    fn opening(&mut self, colons: usize, range: Range<usize>, line: &Line<'_>) {
        if self.open.is_empty() {
            self.edits.push(Edit::Fence(range));
        }
        let quotes = line.place.quotes;
        let fewest = self.open.last().map_or(colons, |around| around.fewest.min(colons));
        self.open.push(Open { colons, fewest, place: Place { quotes, indent: self.indent(quotes) } });
    }

    fn closing(&mut self, colons: usize, range: Range<usize>) {
        // A fence that is too short for all of them would pass over each.
        let last = self.open.last().filter(|last| last.fewest <= colons);
        match last.and_then(|_| self.open.iter().rposition(|open| open.colons <= colons)) {
            Some(0) => {
                self.open.clear();
                self.edits.push(Edit::Fence(range));
            }
            Some(inner) => self.open.truncate(inner),
            None => {}
        }
    }

    /// Whether the line belongs to a code fence, which opens, goes on or closes with it.
    fn is_code(&mut self, line: &Line<'_>) -> bool {
        let mark = line.text.bytes().next().filter(|b| matches!(b, b'`' | b'~'));
        let length = mark.map_or(0, |mark| line.text.bytes().take_while(|b| *b == mark).count());
        match (self.code, mark) {
            (Some((open, least, _)), Some(mark)) if mark == open && length >= least => {
                if line.text[length..].trim().is_empty() {
                    self.code = None;
                }
                true
            }
            (Some(_), _) => true,
            (None, Some(mark)) if length >= 3 && !(mark == b'`' && line.text[length..].contains('`')) => {
                let quotes = line.place.quotes;
                self.code = Some((mark, length, Place { quotes, indent: self.indent(quotes) }));
                true
            }
            (None, _) => false,
        }
    }

    /// The indentation of the content of the innermost list item within that many quotes.
    fn indent(&self, quotes: usize) -> usize {
        self.items.last().filter(|item| item.quotes == quotes).map_or(0, |item| item.indent)
    }

    /// Ends the list items that what stands at `place` is no part of.
    fn close_items(&mut self, place: Place) {
        while self.items.last().is_some_and(|item| *item > place) {
            self.items.pop();
        }
    }

    /// Ends what stands further in within the same quotes than the quote mark at `place`, with all that it holds.
    fn leave(&mut self, place: Place) {
        let further = |other: Place| other.quotes == place.quotes && other.indent > place.indent;
        let open = self.open.partition_point(|open| open.place <= place);
        if self.open.get(open).is_some_and(|open| further(open.place)) {
            self.open.truncate(open);
        }
        let item = self.items.partition_point(|item| *item <= place);
        if self.items.get(item).is_some_and(|item| further(*item)) {
            self.items.truncate(item);
        }
        if self.code.is_some_and(|(_, _, code)| further(code)) {
            self.code = None;
        }
    }

    /// Takes quote marks, list markers and indentation off the line, and keeps the list items that are open. Inside a code fence there are
    /// no list markers, and only the quotes around the fence count; a line that leaves them ends the fence.
    fn strip<'t>(&mut self, line: &'t str) -> Line<'t> {
        let bytes = line.as_bytes();
        let mut at = 0;
        let mut place = Place::default();
        let mut lead = None;
        loop {
            let inside = self.code.map(|(_, _, code)| code);
            match bytes.get(at) {
                Some(b' ') => place.indent += 1,
                Some(b'\t') => place.indent += 4 - place.indent % 4,
                Some(b'>')
                    if inside.is_none_or(|code| place.quotes < code.quotes) && place.indent < self.indent(place.quotes) + 4 =>
                {
                    self.leave(place);
                    place = Place { quotes: place.quotes + 1, indent: 0 };
                    lead = None;
                    at += usize::from(bytes.get(at + 1) == Some(&b' '));
                }
                None | Some(b'\n' | b'\r') => break,
                Some(_) => {
                    let lead = *lead.get_or_insert(place);
                    if inside.is_some_and(|code| lead < code) {
                        self.code = None;
                    } else if inside.is_some() {
                        break;
                    }
                    self.close_items(place);
                    let marker = if place.indent < self.indent(place.quotes) + 4 { list_marker(&bytes[at..]) } else { None };
                    let Some(width) = marker else { break };
                    place.indent += width;
                    self.items.push(place);
                    at += width - 1;
                }
            }
            at += 1;
        }
        let text = line.get(at..).unwrap_or_default().trim_end();
        Line { lead: lead.unwrap_or(place), place, at, text }
    }
}

/// The width of the list marker at the start of `bytes`, with one space behind it.
fn list_marker(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let marker = match (digits, bytes.get(digits)?) {
        (0, b'-' | b'*' | b'+') => 1,
        (1..=9, b'.' | b')') => digits + 1,
        _ => return None,
    };
    (bytes.get(marker) == Some(&b' ')).then_some(marker + 1)
}

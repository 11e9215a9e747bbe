//! Directives fenced with colons, which `pulldown-cmark` does not know.
//!
//! The outermost ones are rewritten as tilde fences that are longer than any tilde run in the text, so that what is inside reaches the
//! directive as written; the inner ones follow when the body is parsed. All other bytes keep their places.

use std::ops::Range;

use super::fence_name;
use crate::diagnostic::Finding;
use crate::document::{Builder, Excerpt};

/// The text with tildes for the colons of its outermost directives; `None` where it has none.
pub(super) fn rewrite(text: &Excerpt, builder: &mut Builder<'_>) -> Option<Excerpt> {
    let source = text.text();
    if !source.contains(":::") {
        return None;
    }
    let mut scan = Scan::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        scan.line(line, at);
        at += line.len();
    }
    for range in &scan.strays {
        let finding = Finding::error("unclosed-directive", text.span(range.clone()), "this fence closes nothing");
        builder.find(finding.help("Write the directive's name in braces to open one, as in `:::{note}`, or take the line out."));
    }
    if scan.fences.is_empty() {
        return None;
    }
    let tildes = "~".repeat(longest_run(source, b'~').max(2) + 1);
    let mut rewritten = Excerpt::default();
    let mut from = 0;
    for range in scan.fences {
        rewritten.push_slice(text, from..range.start);
        rewritten.push(&tildes, text.span(range.clone()));
        from = range.end;
    }
    rewritten.push_slice(text, from..source.len());
    Some(rewritten)
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
    /// The colons of outermost fences, opening and closing.
    fences: Vec<Range<usize>>,
    /// Closing fences with nothing to close.
    strays: Vec<Range<usize>>,
    /// How many colons opened each directive, outermost first.
    open: Vec<usize>,
    /// How many quotes and which indentation the outermost stands in.
    place: Place,
    /// The code fence that is open, and the quotes around it.
    code: Option<(u8, usize, usize)>,
    /// Inside a comment.
    comment: bool,
    /// The indentation of the content of each open list item.
    items: Vec<usize>,
}

#[derive(Clone, Copy, Default)]
struct Place {
    quotes: usize,
    indent: usize,
}

/// A line without what its containers put in front.
struct Line<'t> {
    quotes: usize,
    /// Columns of white space behind the last quote mark, list markers counted as white space.
    indent: usize,
    /// Where `text` starts in the line.
    at: usize,
    text: &'t str,
}

impl Scan {
    fn line(&mut self, line: &str, start: usize) {
        let line = self.strip(line);
        if line.text.is_empty() {
            return;
        }
        let left = line.quotes < self.place.quotes || (line.quotes == self.place.quotes && line.indent < self.place.indent);
        if !self.open.is_empty() && left {
            self.open.clear();
            self.code = None;
        }
        if self.comment || line.text.starts_with("<!--") {
            self.comment = !line.text.contains("-->");
            return;
        }
        if self.is_code(&line) {
            return;
        }
        let colons = line.text.bytes().take_while(|b| *b == b':').count();
        if colons < 3 || self.is_indented_code(&line) {
            return;
        }
        let range = start + line.at..start + line.at + colons;
        let rest = line.text[colons..].trim();
        if fence_name(rest).is_some() {
            self.opening(colons, range, &line);
        } else if rest.is_empty() {
            self.closing(colons, range);
        }
    }

    fn opening(&mut self, colons: usize, range: Range<usize>, line: &Line<'_>) {
        if self.open.is_empty() {
            self.place = Place { quotes: line.quotes, indent: self.items.last().copied().unwrap_or(0) };
            self.fences.push(range);
        }
        self.open.push(colons);
    }

    fn closing(&mut self, colons: usize, range: Range<usize>) {
        match self.open.iter().rposition(|open| *open <= colons) {
            Some(0) => {
                self.open.clear();
                self.fences.push(range);
            }
            Some(inner) => self.open.truncate(inner),
            None if self.open.is_empty() => self.strays.push(range),
            None => {}
        }
    }

    /// Whether the line belongs to a code fence, which opens, goes on or closes with it.
    fn is_code(&mut self, line: &Line<'_>) -> bool {
        let mark = line.text.bytes().next().filter(|b| matches!(b, b'`' | b'~'));
        let length = mark.map_or(0, |mark| line.text.bytes().take_while(|b| *b == mark).count());
        match (self.code, mark) {
            (Some((_, _, quotes)), _) if line.quotes < quotes => {
                self.code = None;
                self.is_code(line)
            }
            (Some((open, least, _)), Some(mark)) if mark == open && length >= least => {
                if line.text[length..].trim().is_empty() {
                    self.code = None;
                }
                true
            }
            (Some(_), _) => true,
            (None, Some(mark)) if length >= 3 && !(mark == b'`' && line.text[length..].contains('`')) => {
                self.code = Some((mark, length, line.quotes));
                true
            }
            (None, _) => false,
        }
    }

    fn is_indented_code(&self, line: &Line<'_>) -> bool {
        let base = if self.open.is_empty() { self.items.last().copied().unwrap_or(0) } else { self.place.indent };
        self.open.is_empty() && line.indent >= base + 4
    }

    /// Takes quote marks, list markers and indentation off the line, and keeps the list items that are open.
    fn strip<'t>(&mut self, line: &'t str) -> Line<'t> {
        let bytes = line.as_bytes();
        let (mut at, mut indent, mut quotes) = (0, 0, 0);
        let raw = !self.open.is_empty() || self.code.is_some();
        let mut fresh = false;
        loop {
            match bytes.get(at) {
                Some(b' ') => indent += 1,
                Some(b'\t') => indent += 4 - indent % 4,
                Some(b'>') if indent < 4 || fresh || quotes > 0 => {
                    if raw && quotes >= self.place.quotes.max(self.code.map_or(0, |c| c.2)) {
                        break;
                    }
                    quotes += 1;
                    indent = 0;
                    at += usize::from(bytes.get(at + 1) == Some(&b' '));
                }
                Some(_) if !raw => {
                    let Some(width) = list_marker(&bytes[at..]) else { break };
                    self.items.retain(|item| *item <= indent);
                    indent += width;
                    self.items.push(indent);
                    at += width - 1;
                    fresh = true;
                }
                _ => break,
            }
            at += 1;
        }
        let text = line.get(at..).unwrap_or_default().trim_end();
        if !raw && !fresh && !text.is_empty() {
            self.items.retain(|item| *item <= indent);
        }
        Line { quotes, indent, at, text }
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

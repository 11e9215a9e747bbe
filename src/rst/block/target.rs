//! Hyperlink targets.

use super::super::chars::{ESCAPE, escaped, folded, simple_name, squeezed, unescaped};
use super::super::inline::with_mail_scheme;
use super::super::parser::{Cursor, Parser};
use super::super::source::Line;
use super::super::tree::{Element, Node, Tag};
use super::explicit::Constructed;
use super::indented::{Cut, Margin};

/// Lines with marks for escapes, joined without anything between; and where each ends.
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) ends: Vec<usize>,
}

impl Marked {
    pub(super) fn new<'t>(lines: impl Iterator<Item = &'t str>, between: &str) -> Self {
        let mut marked = Self { text: String::new(), ends: Vec::new() };
        for line in lines {
            if !marked.ends.is_empty() {
                marked.text.push_str(between);
            }
            marked.text.push_str(&escaped(line));
            marked.ends.push(marked.text.len());
        }
        marked
    }

    /// Whether white space or a line's end follows.
    pub(super) fn ends_at(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_none_or(|b| *b == b' ') || self.ends.binary_search(&at).is_ok()
    }

    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|text| text.chars().next_back())
    }
}

impl<'a> Parser<'a> {
    /// `_name: destination`; `None`, and the cursor stays, where there is no name.
    pub(super) fn target(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, mark: usize) -> Option<Constructed> {
        let start = cursor.at;
        let here = self.here;
        let cut = Cut { until_blank: true, keep_indent: true, keep_top: true };
        let block = self.indented(cursor, Margin::First(mark), cut);
        let marked = Marked::new(block.lines.iter().map(|l| l.text), "");
        let Some((name, colon)) = target_name(&marked) else {
            cursor.at = start;
            self.here = here;
            return None;
        };
        let used = marked.ends.partition_point(|end| *end <= colon);
        let first = marked.text.get(colon + 1..marked.ends.get(used).copied().unwrap_or(colon + 1)).unwrap_or_default();
        let mut rest = vec![first.trim().to_owned()];
        rest.extend(block.lines.iter().skip(used + 1).map(|l| escaped(l.text)));
        let last = block.lines.last().copied().unwrap_or(line);
        let element = Element::new(Tag::Target, line.span_to(&last));
        Some((self.made_target(element, &name, &rest, line), block.is_closed))
    }

    /// `__ destination`.
    pub(super) fn anonymous_target(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, mark: usize) -> Constructed {
        let block = self.indented(cursor, Margin::First(mark), Cut { until_blank: true, ..Cut::default() });
        let rest: Vec<String> = block.lines.iter().map(|l| escaped(l.text)).collect();
        let last = block.lines.last().copied().unwrap_or(line);
        let element = Element::new(Tag::Target, line.span_to(&last));
        (self.made_target(element, "", &rest, line), block.is_closed)
    }

    fn made_target(&mut self, mut target: Element, name: &str, rest: &[String], line: Line<'a>) -> Vec<Node> {
        let mut destination = None;
        match parsed_target(rest) {
            TargetKind::Reference(reference) => {
                let refname = folded(&reference);
                destination = Some(format!("n{refname}"));
                target = target.set("refname", refname);
            }
            TargetKind::Address(uri) if !uri.is_empty() => {
                let uri = if name.is_empty() { uri } else { with_mail_scheme(uri) };
                destination = Some(format!("u{uri}"));
                target = target.set("refuri", uri);
            }
            TargetKind::Address(_) => {}
        }
        if name.is_empty() {
            return vec![target.set("anonymous", "1").into()];
        }
        let (id, problem) = self.name(folded(&unescaped(name)), true, destination, target.span, line);
        target.names.push(id);
        problem.map(Node::from).into_iter().chain([target.into()]).collect()
    }
}

/// The name before the first colon that ends one, empty for an anonymous target; and where that colon is.
fn target_name(marked: &Marked) -> Option<(String, usize)> {
    let text = marked.text.as_str();
    if text.starts_with("_:") && marked.ends_at(2) {
        return Some((String::new(), 1));
    }
    if text.starts_with("_ :") && marked.ends_at(3) {
        return Some((String::new(), 2));
    }
    let quote = usize::from(text.starts_with('`'));
    if text.starts_with('_') || text.get(quote..)?.starts_with([' ', '`']) {
        return None;
    }
    for (colon, _) in text.match_indices(':') {
        if colon == 0 || !marked.ends_at(colon + 1) {
            continue;
        }
        let end = if marked.before(colon) == Some(' ') { colon - 1 } else { colon };
        let fits = |at: usize| marked.before(at).is_some_and(|c| c != ESCAPE && !c.is_whitespace());
        let is_colon = marked.before(end) == Some(':') && marked.before(end - 1) != Some(ESCAPE);
        if !fits(end) || is_colon {
            continue;
        }
        if quote == 1 {
            if end > 2 && text.get(end - 1..end) == Some("`") && fits(end - 1) {
                return Some((text.get(1..end - 1)?.to_owned(), colon));
            }
            continue;
        }
        return Some((text.get(..end)?.to_owned(), colon));
    }
    None
}

/// Where a target leads.
#[derive(Debug)]
pub(in super::super) enum TargetKind {
    /// To another target of this name.
    Reference(String),
    /// To an address; nowhere but to its own place if that is empty.
    Address(String),
}

/// What the lines behind a target's name say, with marks for escapes.
pub(in super::super) fn parsed_target(lines: &[String]) -> TargetKind {
    match indirect(lines) {
        Some(name) => TargetKind::Reference(name),
        None => TargetKind::Address(plain_uri(&lines.join(" "))),
    }
}

/// The name that an indirect target leads to: all of it is a reference.
fn indirect(lines: &[String]) -> Option<String> {
    if !lines.last()?.trim_end().ends_with('_') {
        return None;
    }
    let trimmed: Vec<&str> = lines.iter().map(|l| l.trim()).collect();
    let text = squeezed(&trimmed.join(" "));
    if let Some(phrase) = text.strip_prefix('`').and_then(|rest| rest.strip_suffix("`_")) {
        let fits = |c: char| c != ESCAPE && !c.is_whitespace();
        let is_phrase = !phrase.is_empty() && !phrase.starts_with(' ') && phrase.chars().next_back().is_some_and(fits);
        return is_phrase.then(|| unescaped(phrase));
    }
    let name = text.strip_suffix('_')?;
    (!name.is_empty() && simple_name(name) == name.len()).then(|| unescaped(name))
}

/// A URI without white space but for what is escaped.
pub(in super::super) fn plain_uri(text: &str) -> String {
    let parts = text.split("\0 ").flat_map(|part| part.split("\0\n"));
    let parts: Vec<String> = parts.map(|part| unescaped(part).split_whitespace().collect::<String>()).collect();
    parts.join(" ")
}

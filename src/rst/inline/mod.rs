//! Inline markup: one pass over a text, from start-string to start-string.

mod implicit;
mod reference;
mod role;
mod scan;
mod schemes;

use super::chars::{ESCAPE, is_pair, may_stand_after, may_stand_before, restored, simple_name, unescaped};
pub(super) use super::identifier::identifier;
use super::parser::{Flow, Parser};
use super::prose::Prose;
use super::tree::{Element, Node, Severity, Tag};
pub(super) use implicit::with_mail_scheme;
pub(super) use role::{Role, Roles};
use scan::{End, Ends};

/// A text while it is read.
pub(super) struct Reader<'p, 'a> {
    prose: &'p Prose<'a>,
    text: &'p str,
    /// Where the part starts that is not read yet. Markup may start there whatever stands before it.
    base: usize,
    /// Where the text starts that is no markup so far.
    plain: usize,
    /// For each kind of end-string, from where on there is none.
    none_from: Ends,
    by_character: bool,
    /// Whether plain text keeps the marks of its escapes.
    keeps_marks: bool,
    nodes: Vec<Node>,
    messages: Vec<Node>,
}

/// What a start-string led to.
enum Step {
    /// Nothing starts here: go on at this byte.
    Skip(usize),
    /// Markup was read, from the first byte to before the second.
    Took(usize, usize, Vec<Node>),
    /// What looked like a start-string is text up to this byte.
    Text(usize),
}

impl<'a> Parser<'a> {
    /// Reads running text: its nodes, and the problems that are shown behind the block that it stands in. Names that are taken are shown in
    /// `flow`, before that block.
    pub(super) fn inline(&mut self, prose: &Prose<'a>, flow: &mut Flow) -> (Vec<Node>, Vec<Node>) {
        self.read_inline(prose, false, flow)
    }

    /// The same, with marks for escapes left in plain text, for whom they make a difference.
    pub(super) fn inline_with_marks(&mut self, prose: &Prose<'a>, flow: &mut Flow) -> (Vec<Node>, Vec<Node>) {
        self.read_inline(prose, true, flow)
    }

    fn read_inline(&mut self, prose: &Prose<'a>, keeps_marks: bool, flow: &mut Flow) -> (Vec<Node>, Vec<Node>) {
        let mut reader = Reader {
            prose,
            text: &prose.text,
            base: 0,
            plain: 0,
            none_from: Ends::default(),
            by_character: self.settings.character_level_inline_markup,
            keeps_marks,
            nodes: Vec::new(),
            messages: Vec::new(),
        };
        let mut at = 0;
        while let Some(found) = reader.text.get(at..).and_then(scan::trigger) {
            let here = at + found;
            match self.start(&mut reader, here, flow) {
                Step::Skip(next) => at = next.max(here + 1),
                Step::Text(next) => {
                    reader.base = next;
                    at = next;
                }
                Step::Took(start, end, nodes) => {
                    reader.plain_text(start);
                    reader.nodes.extend(nodes);
                    reader.base = end;
                    reader.plain = end;
                    at = end;
                }
            }
        }
        let end = reader.text.len();
        reader.plain_text(end);
        (reader.nodes, reader.messages)
    }

    /// What starts, or for a simple reference ends, with the byte at `at`.
    fn start(&mut self, reader: &mut Reader<'_, 'a>, at: usize, flow: &mut Flow) -> Step {
        let text = reader.text;
        let rest = &text[at..];
        match rest.as_bytes() {
            [b'*', b'*', ..] => self.delimited(reader, at, "**", Tag::Strong, End::Strong, flow),
            [b'*', ..] => self.delimited(reader, at, "*", Tag::Emphasis, End::Emphasis, flow),
            [b'`', b'`', ..] => self.delimited(reader, at, "``", Tag::Literal, End::Literal, flow),
            [b'`', ..] => self.backquoted(reader, at, flow),
            [b'|', b'|', ..] => Step::Skip(at + 1),
            [b'|', ..] => self.delimited(reader, at, "|", Tag::SubstitutionReference, End::Bar, flow),
            [b'_', next @ ..] => match simple_reference(reader, at) {
                Step::Skip(_) if next.starts_with(b"`") && reader.may_start(at) && !reader.is_space(at + 2) => {
                    self.delimited(reader, at, "_`", Tag::Target, End::Backquote, flow)
                }
                step => step,
            },
            [b'[', ..] => footnote_reference(reader, at),
            _ => Step::Skip(at + 1),
        }
    }

    /// Markup between a start-string and its end-string.
    fn delimited(&mut self, reader: &mut Reader<'_, 'a>, at: usize, mark: &str, tag: Tag, end: End, flow: &mut Flow) -> Step {
        let inner = at + mark.len();
        if !reader.may_start(at) || reader.is_space(inner) {
            return Step::Skip(at + 1);
        }
        if reader.is_quoted(at, inner) {
            return Step::Text(inner);
        }
        let Some((start, stop)) = reader.find_end(end, inner).filter(|(start, _)| *start > inner) else {
            let name = match tag {
                Tag::Literal | Tag::Strong | Tag::Emphasis | Tag::Target => tag.name(),
                _ => "substitution_reference",
            };
            let message = format!("Inline {name} start-string without end-string.");
            return self.problematic(reader, at..inner, Severity::Warning, message);
        };
        let span = reader.prose.span(at..stop);
        let content = &reader.text[inner..start];
        let text = if tag == Tag::Literal { restored(content) } else { unescaped(content) };
        let words = vec![Node::Text(text.clone(), reader.prose.span(inner..start))];
        let mut element = Element::new(tag, span);
        if !text.is_empty() {
            element.children = words;
        }
        let nodes = match tag {
            Tag::Target => vec![self.inline_target(element, &text, flow)],
            Tag::SubstitutionReference => vec![reference::substitution(element, &text, &reader.text[start + 1..stop])],
            _ => vec![element.into()],
        };
        Step::Took(at, stop, nodes)
    }

    /// Text that cannot be what it starts as: shown as written, with a problem.
    fn problematic(
        &mut self,
        reader: &mut Reader<'_, 'a>,
        range: std::ops::Range<usize>,
        severity: Severity,
        message: String,
    ) -> Step {
        let problem = self.problem(severity, message, reader.prose.place);
        let span = reader.prose.span(range.clone());
        // docutils says no more than the line; people see the very words.
        if let Some(message) = self.messages.last_mut() {
            message.span = span;
        }
        let problem = Element { span, ..problem };
        reader.messages.push(problem.into());
        let node = reader.problematic(range.clone());
        Step::Took(range.start, range.end, vec![node])
    }
}

impl Reader<'_, '_> {
    fn before(&self, at: usize) -> Option<char> {
        self.text.get(self.base..at).and_then(|text| text.chars().next_back())
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|text| text.chars().next())
    }

    fn is_space(&self, at: usize) -> bool {
        self.after(at).is_some_and(char::is_whitespace)
    }

    /// Whether markup may start at `at`.
    fn may_start(&self, at: usize) -> bool {
        match self.before(at) {
            None => true,
            Some(ESCAPE) => false,
            Some(c) => self.by_character || may_stand_before(c),
        }
    }

    /// Whether markup may end at `at`.
    fn may_end(&self, at: usize) -> bool {
        self.by_character || self.after(at).is_none_or(may_stand_after)
    }

    /// Whether a start-string is text: it stands between matching quotes or brackets, or at the end.
    fn is_quoted(&self, start: usize, end: usize) -> bool {
        let Some(before) = self.before(start) else { return false };
        self.after(end).is_none_or(|after| is_pair(before, after))
    }

    /// The first place from `from` on where this end-string stands, and where it ends.
    fn find_end(&mut self, end: End, from: usize) -> Option<(usize, usize)> {
        if self.none_from.is_known(end, from) {
            return None;
        }
        let found = scan::find_end(self.text, end, from, self.by_character);
        if found.is_none() {
            self.none_from.remember(end, from);
        }
        found
    }

    fn problematic(&self, range: std::ops::Range<usize>) -> Node {
        let span = self.prose.span(range.clone());
        let text = restored(self.text.get(range).unwrap_or_default());
        Element::new(Tag::Problematic, span).with(vec![Node::Text(text, span)]).into()
    }
}

/// `name_` or `name__`, found by its underscore.
fn simple_reference(reader: &Reader<'_, '_>, at: usize) -> Step {
    let text = reader.text;
    let run = scan::name_run_before(text, reader.base, at);
    let start =
        text[run..at].char_indices().map(|(i, c)| (run + i, c)).find(|(i, c)| c.is_alphanumeric() && reader.may_start(*i));
    let after = at + text[at..].bytes().take_while(|b| *b == b'_').count();
    // The last of several underscores may start a target.
    let Some((start, _)) = start else { return Step::Skip((after - 1).max(at + 1)) };
    let longest = start + simple_name(&text[start..]);
    let is_role = text[reader.base..start].ends_with(':') && text[longest..].starts_with(":`");
    if reader.by_character && is_role && longest > at {
        return Step::Skip(longest + 1);
    }
    let mut end = longest;
    while end > start {
        let rest = &text[end..];
        for mark in ["__", "_"] {
            if rest.starts_with(mark) && reader.may_end(end + mark.len()) {
                let stop = end + mark.len();
                let node = reference::simple(reader, start, end, stop);
                return Step::Took(start, stop, vec![node]);
            }
        }
        match text[start..end].rfind('_') {
            Some(shorter) if reader.by_character => end = start + shorter,
            _ => break,
        }
    }
    Step::Skip(longest.max(at + 1))
}

/// `[1]_`, `[#]_`, `[#name]_`, `[*]_` or `[citation]_`.
fn footnote_reference(reader: &Reader<'_, '_>, at: usize) -> Step {
    let inner = &reader.text[at + 1..];
    let name = simple_name(inner);
    let numbers = inner.bytes().take_while(u8::is_ascii_digit).count();
    let auto = inner.strip_prefix('#').map(|rest| 1 + simple_name(rest));
    let symbol = inner.starts_with('*').then_some(1);
    let closes = |length: &usize| *length > 0 && inner[*length..].starts_with("]_") && reader.may_end(at + 1 + length + 2);
    let candidates = [Some(numbers), auto, symbol, Some(name)];
    let found = candidates.into_iter().flatten().find(closes);
    match found.filter(|_| reader.may_start(at)) {
        Some(length) => {
            let stop = at + 1 + length + 2;
            let node = reference::footnote(reader, at, at + 1..at + 1 + length, stop, length == numbers);
            Step::Took(at, stop, vec![node])
        }
        None => Step::Skip(at + 1),
    }
}

//! Explicit markup: what starts with two dots, and anonymous targets.

use super::super::chars::simple_name;
use super::super::parser::{Cursor, Flow, Parser};
use super::super::source::Line;
use super::super::tree::{Node, Severity};
use super::{Start, classify, marker};

/// What an explicit construct is, and the bytes up to what it holds.
enum Construct<'a> {
    Footnote { label: Line<'a>, content: usize },
    Citation { label: Line<'a>, content: usize },
    Target { name: usize },
    Substitution { name: usize },
    Directive { name: Line<'a>, content: usize },
    Comment,
}

/// Nodes, and whether a blank line or the end follows them.
pub(in super::super) type Constructed = (Vec<Node>, bool);

impl<'a> Parser<'a> {
    /// A run of explicit constructs without blank lines between them.
    pub(super) fn explicit_constructs(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        let mut was_root = cursor.is_root;
        let mut is_closed = true;
        let mut is_first = true;
        while let Some(line) = cursor.line().filter(|line| is_first || !line.is_blank()) {
            let (nodes, closed) = match classify(line.text) {
                Start::Explicit(mark) => self.explicit(cursor, line, mark, flow),
                Start::Anonymous(mark) => self.anonymous_target(cursor, line, mark),
                _ => break,
            };
            flow.extend(nodes);
            is_closed = closed;
            if is_first {
                was_root = std::mem::take(&mut cursor.is_root);
                is_first = false;
            }
        }
        cursor.is_root = was_root;
        if cursor.at > 0 {
            self.stand(cursor, cursor.at - 1);
        }
        if !is_closed {
            self.unindent(cursor, "Explicit markup", flow);
        }
    }

    fn explicit(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, mark: usize, flow: &mut Flow) -> Constructed {
        let malformed = match construct(line, mark) {
            Construct::Footnote { label, content } => return self.footnote(cursor, line, label, content),
            Construct::Citation { label, content } => return self.citation(cursor, line, label, content),
            Construct::Directive { name, content } => return self.directive_at(cursor, line, name, content, flow),
            Construct::Target { name } => match self.target(cursor, line, name) {
                Some(made) => return made,
                None => Some(("malformed hyperlink target.", last_of_block(cursor, true))),
            },
            Construct::Substitution { name } => match self.substitution(cursor, line, name, flow) {
                Some(made) => return made,
                None => Some(("malformed substitution definition.", last_of_block(cursor, false))),
            },
            Construct::Comment => None,
        };
        let Some((message, last)) = malformed else {
            let (comment, is_closed) = self.comment(cursor, line, mark);
            return (vec![comment.into()], is_closed);
        };
        let place = cursor.place(last, line);
        let (comment, is_closed) = self.comment_of_malformed(cursor, line, mark, last);
        let problem = self.problem(Severity::Warning, message, place);
        (vec![comment.into(), problem.into()], is_closed)
    }
}

/// The last of the lines that belong to the construct at the cursor.
fn last_of_block(cursor: &Cursor<'_>, until_blank: bool) -> usize {
    let rest = cursor.lines.get(cursor.at + 1..).unwrap_or_default();
    let belongs = |line: &&Line<'_>| if line.is_blank() { !until_blank } else { line.is_indented() };
    cursor.at + rest.iter().take_while(belongs).count()
}

/// What stands behind the two dots.
fn construct(line: Line<'_>, mark: usize) -> Construct<'_> {
    let rest = line.text.get(mark..).unwrap_or_default();
    if let Some(inner) = rest.strip_prefix('[') {
        let numbers = inner.bytes().take_while(u8::is_ascii_digit).count();
        let name = simple_name(inner);
        let auto = inner.strip_prefix('#').map(|rest| 1 + simple_name(rest));
        let symbol = inner.starts_with('*').then_some(1);
        let found = |length: usize| label(line, mark + 1, length);
        if let Some((label, content)) = found(numbers).filter(|_| numbers > 0).or_else(|| auto.or(symbol).and_then(found)) {
            return Construct::Footnote { label, content };
        }
        if let Some((label, content)) = found(name).filter(|_| name > 0) {
            return Construct::Citation { label, content };
        }
    }
    let starts = |mark: char| rest.strip_prefix(mark).is_some_and(|inner| !inner.is_empty() && !inner.starts_with(' '));
    if starts('_') {
        return Construct::Target { name: mark + 1 };
    }
    if starts('|') {
        return Construct::Substitution { name: mark + 1 };
    }
    match directive_mark(rest) {
        Some((name, length)) => Construct::Directive { name: line.part(mark..mark + name), content: mark + length },
        None => Construct::Comment,
    }
}

/// A label of this length whose bracket is closed behind it, and the bytes up to the content.
fn label(line: Line<'_>, start: usize, length: usize) -> Option<(Line<'_>, usize)> {
    let after = line.text.get(start + length..)?;
    let content = marker(after, "]")?;
    Some((line.part(start..start + length), start + length + content))
}

/// The length of a directive's name at the start of `text`, and of all that stands before its content.
pub(in super::super) fn directive_mark(text: &str) -> Option<(usize, usize)> {
    let name = simple_name(text);
    let rest = text.get(name..).filter(|_| name > 0)?;
    let space = usize::from(rest.starts_with(' '));
    let mark = marker(rest.get(space..)?, "::")?;
    Some((name, name + space + mark))
}

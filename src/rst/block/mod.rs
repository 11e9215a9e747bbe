//! Blocks: what the first line of each says that it is.

mod comment;
mod definition;
mod doctest;
mod enumerator;
mod explicit;
mod field;
mod footnote;
pub(super) mod indented;
mod line_block;
mod list;
mod literal;
mod option;
mod paragraph;
mod quote;
mod section;
pub(super) mod substitution;
pub(super) mod table;
mod table_grid;
mod table_simple;
mod target;

use super::chars::is_adornment;
use super::parser::{Cursor, Flow, Parser};
use super::source::Line;
use super::tree::Severity;
use enumerator::enumerator;
pub(super) use explicit::Constructed;
pub(super) use field::field_marker;
pub(super) use line_block::nested as nested_lines;
use option::option_marker;
pub(super) use target::{TargetKind, parsed_target, plain_uri};

/// What a line can start, with the length of its marker where that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    Bullet(usize),
    Enumerator,
    Field(usize),
    Option(usize),
    Doctest,
    LineBlock(usize),
    GridTable,
    SimpleTable,
    Explicit(usize),
    Anonymous(usize),
    Adornment,
    Text,
}

/// The length of `marker` with the spaces behind it, if it stands at the start of the line and ends a word there.
fn marker(line: &str, marker: &str) -> Option<usize> {
    let rest = line.strip_prefix(marker)?;
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    (rest.is_empty() || spaces > 0).then_some(marker.len() + spaces)
}

/// Whether the line is one character of punctuation, repeated.
fn is_adornment_line(line: &str) -> bool {
    let line = line.trim_end();
    let first = line.bytes().next();
    first.is_some_and(|b| is_adornment(char::from(b)) && line.bytes().all(|other| other == b))
}

/// What a line starts that is neither blank nor indented.
fn classify(line: &str) -> Start {
    let Some(first) = line.chars().next() else { return Start::Text };
    if first.is_ascii_alphanumeric() || first == '#' || first == '(' {
        if enumerator(line).is_some() {
            return Start::Enumerator;
        }
        return if first.is_ascii_alphanumeric() { Start::Text } else { adorned(line) };
    }
    let found = match first {
        '•' | '‣' | '⁃' => marker(line, &line[..first.len_utf8()]).map(Start::Bullet),
        '*' => marker(line, "*").map(Start::Bullet),
        '-' => marker(line, "-").map(Start::Bullet).or_else(|| option_marker(line).map(Start::Option)),
        '+' => {
            let grid = || table_grid::is_border(line).then_some(Start::GridTable);
            let option = || option_marker(line).map(Start::Option);
            marker(line, "+").map(Start::Bullet).or_else(option).or_else(grid)
        }
        '/' => option_marker(line).map(Start::Option),
        ':' => field_marker(line).map(Start::Field),
        '>' => marker(line, ">>>").map(|_| Start::Doctest),
        '|' => marker(line, "|").map(Start::LineBlock),
        '=' => table_simple::is_top(line).then_some(Start::SimpleTable),
        '.' => marker(line, "..").map(Start::Explicit),
        '_' => marker(line, "__").map(Start::Anonymous),
        _ => None,
    };
    found.unwrap_or_else(|| adorned(line))
}

fn adorned(line: &str) -> Start {
    if is_adornment_line(line) { Start::Adornment } else { Start::Text }
}

impl<'a> Parser<'a> {
    /// Reads blocks until the lines are used up.
    pub(super) fn body(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        while let Some(line) = cursor.line() {
            self.stand(cursor, cursor.at);
            if line.is_blank() {
                cursor.at += 1;
            } else if line.is_indented() {
                self.block_quotes(cursor, flow);
            } else {
                self.block(cursor, line, flow);
            }
        }
        self.stand(cursor, cursor.lines.len());
    }

    fn block(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, flow: &mut Flow) {
        match classify(line.text) {
            Start::Bullet(marker) => self.bullet_list(cursor, line, marker, flow),
            Start::Enumerator => self.enumerated_list(cursor, line, flow),
            Start::Field(_) => self.field_list(cursor, flow),
            Start::Option(_) => self.option_list(cursor, flow),
            Start::Doctest => self.doctest_block(cursor, flow),
            Start::LineBlock(_) => self.line_block(cursor, line, flow),
            Start::GridTable => self.grid_table(cursor, flow),
            Start::SimpleTable => self.simple_table(cursor, flow),
            Start::Explicit(_) | Start::Anonymous(_) => self.explicit_constructs(cursor, flow),
            Start::Adornment => self.adornment(cursor, line, flow),
            Start::Text => self.text(cursor, line, flow),
        }
    }

    /// Takes over at `cursor`, which stands behind something that no blank line ended, the problem that none did.
    pub(super) fn unindent(&mut self, cursor: &Cursor<'a>, what: &str, flow: &mut Flow) {
        let mut place = cursor.place(cursor.at, self.here);
        if cursor.at >= cursor.lines.len() {
            // As in docutils, whose line is then the one after the next.
            place.number += 1;
        }
        let message = format!("{what} ends without a blank line; unexpected unindent.");
        let problem = self.problem(Severity::Warning, message, place);
        flow.push(problem);
    }

    /// The further items of a list: `item` takes one, returns whether a blank line or the end follows, or leaves the cursor where it is.
    pub(super) fn items(
        &mut self,
        cursor: &mut Cursor<'a>,
        mut item: impl FnMut(&mut Self, &mut Cursor<'a>, Line<'a>) -> Option<bool>,
    ) -> Option<bool> {
        let was_root = std::mem::take(&mut cursor.is_root);
        let mut is_closed = None;
        while let Some(line) = cursor.line() {
            if line.is_blank() {
                cursor.at += 1;
                continue;
            }
            match item(self, cursor, line) {
                Some(closed) => is_closed = Some(closed),
                None => break,
            }
        }
        cursor.is_root = was_root;
        if cursor.at > 0 {
            self.stand(cursor, cursor.at - 1);
        }
        is_closed
    }
}

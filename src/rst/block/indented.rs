//! Cutting indented blocks out of their surroundings.

use super::super::chars::indent;
use super::super::parser::{Cursor, Parser};
use super::super::source::Line;

/// Lines that belong to a block, without the indentation that all of them have.
#[derive(Debug)]
pub(crate) struct Indented<'a> {
    pub(crate) lines: Vec<Line<'a>>,
    /// Whether a blank line or the end of the text follows.
    pub(crate) is_closed: bool,
}

/// What is known about a block's indentation.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Margin {
    /// Nothing: that of its least indented line.
    Least,
    /// This many columns for all lines; the first may have anything in its first bytes.
    Known { first: usize, columns: usize },
    /// This many bytes for the first line, that of the least indented for the others.
    First(usize),
}

/// What else counts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cut {
    /// Stop at the first blank line.
    pub(crate) until_blank: bool,
    /// Leave the indentation of all lines but the first.
    pub(crate) keep_indent: bool,
    /// Leave blank lines at the start.
    pub(crate) keep_top: bool,
}

impl<'a> Parser<'a> {
    /// Takes an indented block from where the cursor stands.
    pub(crate) fn indented(&mut self, cursor: &mut Cursor<'a>, margin: Margin, cut: Cut) -> Indented<'a> {
        let start = cursor.at;
        let (known, first) = match margin {
            Margin::Least => (None, None),
            Margin::Known { first, columns } => (Some(columns), Some(first)),
            Margin::First(bytes) => (None, Some(bytes)),
        };
        let mut least = known;
        let mut end = start + usize::from(first.is_some());
        let mut is_closed = true;
        while let Some(line) = cursor.lines.get(end) {
            if line.is_blank() {
                if cut.until_blank {
                    break;
                }
            } else {
                let here = margin_of(line.text);
                if here == 0 || known.is_some_and(|known| here < known) {
                    is_closed = end > start && cursor.lines.get(end - 1).is_none_or(Line::is_blank);
                    break;
                }
                if known.is_none() {
                    least = Some(least.map_or(here, |least| least.min(here)));
                }
            }
            end += 1;
        }
        let end = end.min(cursor.lines.len());
        let taken = cursor.lines.get(start..end).unwrap_or_default();
        let margin = if cut.keep_indent { 0 } else { least.unwrap_or(0) };
        let cut_line = |(index, line): (usize, &Line<'a>)| match first {
            Some(bytes) if index == 0 => line.from(bytes),
            _ => line.from_column(margin),
        };
        let mut lines: Vec<Line<'a>> = taken.iter().enumerate().map(cut_line).collect();
        if !cut.keep_top {
            let blank = lines.iter().take_while(|l| l.is_blank()).count();
            lines.drain(..blank);
        }
        cursor.at = end;
        if end > start {
            self.stand(cursor, end - 1);
        }
        Indented { lines, is_closed }
    }
}

/// How many characters of white space a line starts with that starts with a space.
fn margin_of(line: &str) -> usize {
    let spaces = indent(line);
    let rest = line.get(spaces..).unwrap_or_default();
    let is_more = spaces > 0 && !rest.starts_with(|c: char| c.is_ascii());
    if is_more { spaces + rest.chars().take_while(|c| c.is_whitespace()).count() } else { spaces }
}

/// Drops blank lines at the end.
pub(crate) fn trim_end(lines: &mut Vec<Line<'_>>) {
    while lines.last().is_some_and(Line::is_blank) {
        lines.pop();
    }
}

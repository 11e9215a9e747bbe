//! What both kinds of tables have in common.

use super::super::chars::is_wide;
use super::super::parser::{Cursor, Flow, Parser, joined, span_of};
use super::super::source::Line;
use super::super::tree::{Element, Node, Severity, Tag};
use crate::document::Span;

/// A table's structure.
#[derive(Debug, Default)]
pub(in super::super) struct Grid<'a> {
    /// Column widths in characters.
    pub(in super::super) columns: Vec<usize>,
    pub(in super::super) head: Vec<Vec<Cell<'a>>>,
    pub(in super::super) body: Vec<Vec<Cell<'a>>>,
}

/// A cell, with how many rows and columns it takes beyond its own.
#[derive(Debug, Default)]
pub(in super::super) struct Cell<'a> {
    pub(in super::super) more_rows: usize,
    pub(in super::super) more_columns: usize,
    pub(in super::super) lines: Vec<Line<'a>>,
}

/// Why a table cannot be read, and the line within it that says so.
#[derive(Debug)]
pub(super) struct Malformed {
    pub(super) detail: String,
    pub(super) line: usize,
}

impl Malformed {
    pub(super) fn new(detail: impl Into<String>, line: usize) -> Self {
        Self { detail: detail.into(), line }
    }
}

impl<'a> Parser<'a> {
    /// Adds the table that was read from `lines`, or the problem with it.
    pub(super) fn finish_table(&mut self, lines: &[Line<'a>], read: Result<Grid<'a>, Malformed>, flow: &mut Flow) {
        match read {
            Ok(grid) => {
                let table = self.table_element(grid, span_of(lines), 0);
                flow.push(table);
            }
            Err(problem) => self.malformed_table(lines, &problem, flow),
        }
    }

    pub(super) fn malformed_table(&mut self, lines: &[Line<'a>], problem: &Malformed, flow: &mut Flow) {
        let last = lines.last().copied().unwrap_or(self.here);
        let below = Line { number: last.number + 1, ..last };
        let place = lines.get(problem.line).copied().unwrap_or(below);
        let message = match problem.detail.as_str() {
            "" => "Malformed table.".to_owned(),
            detail => format!("Malformed table.\n{detail}"),
        };
        let shown = self.problem_in(Severity::Error, message, place, joined(lines));
        flow.push(shown);
    }

    /// The element of a table; the first `stubs` columns hold headings.
    pub(in super::super) fn table_element(&mut self, grid: Grid<'a>, span: Span, stubs: usize) -> Element {
        let mut group = Element::new(Tag::TableGroup, span).set("cols", grid.columns.len().to_string());
        for (index, width) in grid.columns.iter().enumerate() {
            let column = Element::new(Tag::ColumnSpec, span).set("colwidth", width.to_string());
            let column = if index < stubs { column.set("stub", "1") } else { column };
            group.children.push(column.into());
        }
        if !grid.head.is_empty() {
            let head = self.rows(grid.head);
            group.children.push(Element::new(Tag::TableHead, span).with(head).into());
        }
        let body = self.rows(grid.body);
        group.children.push(Element::new(Tag::TableBody, span).with(body).into());
        Element::new(Tag::Table, span).with(vec![group.into()])
    }

    fn rows(&mut self, rows: Vec<Vec<Cell<'a>>>) -> Vec<Node> {
        let row = |cells: Vec<Cell<'a>>, parser: &mut Self| {
            let mut row = Element::new(Tag::Row, Span::default());
            for cell in cells {
                let mut entry = Element::new(Tag::Entry, span_of(&cell.lines));
                if cell.more_rows > 0 {
                    entry = entry.set("morerows", cell.more_rows.to_string());
                }
                if cell.more_columns > 0 {
                    entry = entry.set("morecols", cell.more_columns.to_string());
                }
                if cell.lines.iter().any(|line| !line.text.is_empty()) {
                    entry.children = parser.blocks(cell.lines, Tag::Entry);
                }
                let span = entry.span;
                row.span = if row.children.is_empty() { span } else { Span { end: row.span.end.max(span.end), ..row.span } };
                row.children.push(entry.into());
            }
            row.into()
        };
        rows.into_iter().map(|cells| row(cells, self)).collect()
    }

    /// The lines up to the next blank one, for tables that end there.
    pub(super) fn text_lines(cursor: &Cursor<'a>) -> Vec<Line<'a>> {
        let rest = cursor.lines.get(cursor.at..).unwrap_or_default();
        rest.iter().take_while(|line| !line.is_blank() && !line.is_indented()).copied().collect()
    }
}

/// A line whose columns can be asked for: wide characters take two, combining ones none.
#[derive(Clone, Debug)]
pub(super) struct Columns<'a> {
    pub(super) line: Line<'a>,
    /// The byte that each column starts at, unless that is its number.
    starts: Option<Vec<usize>>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(line: Line<'a>) -> Self {
        // The second column of a wide character belongs to the first: what starts there starts behind the character.
        let columns = |(byte, c): (usize, char)| {
            let first = (!super::super::chars::is_combining(c)).then_some(byte);
            first.into_iter().chain(is_wide(c).then_some(byte + c.len_utf8()))
        };
        let starts = (!line.text.is_ascii()).then(|| line.text.char_indices().flat_map(columns).collect());
        Self { line, starts }
    }

    /// The byte that column `column` starts at, or the end.
    pub(super) fn byte(&self, column: usize) -> usize {
        let end = self.line.text.len();
        match &self.starts {
            Some(starts) => starts.get(column).copied().unwrap_or(end),
            None => column.min(end),
        }
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.starts.as_ref().map_or(self.line.text.len(), Vec::len)
    }

    /// Whether nothing is seen between two columns. The second half of a wide character is.
    pub(super) fn is_blank(&self, from: usize, to: usize) -> bool {
        !self.is_half(from) && self.text(from, to).trim().is_empty()
    }

    /// Whether the column is the second one of a wide character.
    fn is_half(&self, column: usize) -> bool {
        let Some(first) = column.checked_sub(1).filter(|_| self.starts.is_some() && column < self.width()) else { return false };
        let start = self.byte(first);
        let wide = self.line.text.get(start..).and_then(|rest| rest.chars().next()).filter(|c| is_wide(*c));
        wide.is_some_and(|c| self.byte(column) == start + c.len_utf8())
    }

    /// The text between two columns.
    pub(super) fn text(&self, from: usize, to: usize) -> &'a str {
        let start = self.byte(from);
        self.line.text.get(start..self.byte(to).max(start)).unwrap_or_default()
    }

    /// The part between two columns.
    pub(super) fn part(&self, from: usize, to: usize) -> Line<'a> {
        let start = self.byte(from);
        self.line.part(start..self.byte(to).max(start))
    }
}

/// The parts of lines between columns as a block: common indentation gone.
pub(super) fn block<'a>(lines: &[Columns<'a>], from: usize, to: usize) -> Vec<Line<'a>> {
    let mut cut: Vec<Line<'a>> = lines.iter().map(|line| line.part(from, to)).collect();
    let indent = |line: &Line<'a>| line.text.len() - line.text.trim_start_matches(' ').len();
    let least = cut.iter().filter(|line| !line.text.is_empty()).map(indent).min().unwrap_or(0);
    for line in &mut cut {
        *line = line.from(least);
    }
    cut
}

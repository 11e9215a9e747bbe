//! Grid tables: every border is drawn.

use std::collections::{BTreeMap, BTreeSet};

use super::super::chars::{is_combining, is_wide, width};
use super::super::parser::{Cursor, Flow, Parser};
use super::super::source::Line;
use super::super::tree::Severity;
use super::table::{Cell, Columns, Grid, Malformed, block};

/// How many steps the tracing of cells may take for each character of a table. Tables that people draw need about four.
const PATIENCE: usize = 64;

/// Whether the line can be the top or bottom of a grid table.
pub(super) fn is_border(line: &str) -> bool {
    let line = line.trim_end_matches(' ');
    line.len() >= 5 && line.starts_with("+-") && line.ends_with("-+") && line.bytes().all(|b| b == b'-' || b == b'+')
}

/// Whether the line can separate head and body.
fn is_head_rule(line: &str) -> bool {
    let line = line.trim_end_matches(' ');
    line.len() >= 5 && line.starts_with("+=") && line.ends_with("=+") && line.bytes().all(|b| b == b'=' || b == b'+')
}

impl<'a> Parser<'a> {
    pub(super) fn grid_table(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        let mut lines = Self::text_lines(cursor);
        let (mut is_closed, mut is_cut) = (true, false);
        let next = cursor.lines.get(cursor.at + lines.len()).copied();
        let unexpected = next.filter(|line| !line.is_blank()).map(|line| {
            is_closed = false;
            self.problem(Severity::Error, "Unexpected indentation.", line.in_its_source())
        });
        if let Some(outside) = lines.iter().position(|line| !line.text.starts_with(['+', '|'])) {
            is_closed = false;
            is_cut = true;
            lines.truncate(outside);
        }
        let mut wrong = None;
        if !lines.last().is_some_and(|line| is_border(line.text)) {
            let bottom = lines.iter().rposition(|line| is_border(line.text)).filter(|at| *at >= 2 && *at + 1 < lines.len());
            if let Some(bottom) = bottom {
                is_closed = false;
                lines.truncate(bottom + 1);
            } else {
                let count = lines.len();
                let line = if count > 3 { 2 } else { count.saturating_sub(usize::from(!is_cut)) };
                wrong = Some(Malformed::new("Bottom border missing or corrupt.", line));
            }
        }
        cursor.at += lines.len();
        self.stand(cursor, cursor.at - 1);
        let top = lines.first().map_or(0, |line| width(line.text));
        let is_right = |line: &Line<'a>| width(line.text) == top && line.text.ends_with(['+', '|']);
        let crooked = lines.iter().position(|line| !is_right(line)).filter(|_| wrong.is_none());
        if let Some(at) = crooked {
            wrong = Some(Malformed::new("Right border not aligned or missing.", at));
        }
        let is_traced = wrong.is_none();
        let read = match wrong {
            Some(wrong) => Err(wrong),
            None => read(&lines),
        };
        let mut unexpected = unexpected.map(super::super::tree::Node::from);
        if !is_traced {
            flow.extend(unexpected.take().into_iter().collect());
        }
        self.finish_table(&lines, read, flow);
        flow.extend(unexpected.into_iter().collect());
        if !is_closed {
            let place = cursor.place(cursor.at, self.here);
            flow.push(self.problem(Severity::Warning, "Blank line required after table.", place));
        }
    }
}

/// A cell as it was traced: rows and columns of its borders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Traced {
    top: usize,
    left: usize,
    bottom: usize,
    right: usize,
}

/// The drawing, one byte for each column; whatever is not part of a border is a space.
struct Drawing {
    rows: Vec<Vec<u8>>,
    bottom: usize,
    right: usize,
    steps: usize,
    row_lines: BTreeSet<usize>,
    column_lines: BTreeSet<usize>,
}

/// Reads a table whose outline is sound.
fn read<'a>(lines: &[Line<'a>]) -> Result<Grid<'a>, Malformed> {
    let mut head_rule = None;
    for (index, _) in lines.iter().enumerate().filter(|(_, line)| is_head_rule(line.text)) {
        if let Some(first) = head_rule {
            let message =
                format!("Multiple head/body row separators (table lines {} and {}); only one allowed.", first + 1, index + 1);
            return Err(Malformed::new(message, index));
        }
        head_rule = Some(index);
    }
    if head_rule.is_some_and(|rule| rule + 1 == lines.len()) {
        return Err(Malformed::new(
            "The head/body row separator may not be the first or last line of the table.",
            lines.len() - 1,
        ));
    }
    let mut drawing = Drawing::new(lines, head_rule);
    let cells = drawing.cells().ok_or_else(|| Malformed::new("Malformed table; parse incomplete.", 0))?;
    drawing.grid(&cells, lines, head_rule).ok_or_else(|| Malformed::new("Malformed table; parse incomplete.", 0))
}

impl Drawing {
    fn new(lines: &[Line<'_>], head_rule: Option<usize>) -> Self {
        let row = |(index, line): (usize, &Line<'_>)| {
            let mut row = Vec::with_capacity(line.text.len());
            for c in line.text.chars().filter(|c| !is_combining(*c)) {
                row.push(match c {
                    '=' if Some(index) == head_rule => b'-',
                    '+' | '-' | '|' => c as u8,
                    _ => b' ',
                });
                if is_wide(c) {
                    row.push(b' ');
                }
            }
            row
        };
        let rows: Vec<Vec<u8>> = lines.iter().enumerate().map(row).collect();
        let right = rows.first().map_or(0, Vec::len).saturating_sub(1);
        let bottom = rows.len().saturating_sub(1);
        let steps = rows.iter().map(Vec::len).sum::<usize>() * PATIENCE;
        Self { rows, bottom, right, steps, row_lines: BTreeSet::from([0]), column_lines: BTreeSet::from([0]) }
    }

    fn mark(&mut self, row: usize, column: usize) -> u8 {
        self.steps = self.steps.saturating_sub(1);
        self.rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(b' ')
    }

    /// Traces all cells from the top-left corner on; `None` where they do not fill the outline.
    fn cells(&mut self) -> Option<Vec<Traced>> {
        // The row up to which each column is seen.
        let mut done = vec![None; self.right];
        let mut corners = BTreeSet::from([(0, 0)]);
        let mut cells = Vec::new();
        while let Some((top, left)) = corners.pop_first() {
            if top == self.bottom || left == self.right || done.get(left).copied().flatten().is_some_and(|row| top <= row) {
                continue;
            }
            if self.steps == 0 {
                return None;
            }
            let Some(cell) = self.cell(top, left) else { continue };
            for column in done.get_mut(cell.left..cell.right)? {
                if *column != top.checked_sub(1) {
                    return None;
                }
                *column = Some(cell.bottom - 1);
            }
            self.steps = self.steps.saturating_sub(cell.right - cell.left);
            cells.push(cell);
            corners.insert((top, cell.right));
            corners.insert((cell.bottom, left));
        }
        let last = self.bottom.checked_sub(1);
        done.iter().all(|row| *row == last).then_some(cells)
    }

    /// The smallest cell whose top-left corner is here.
    fn cell(&mut self, top: usize, left: usize) -> Option<Traced> {
        if self.mark(top, left) != b'+' {
            return None;
        }
        let mut columns = Vec::new();
        for right in left + 1..=self.right {
            match self.mark(top, right) {
                b'+' => {
                    columns.push(right);
                    if let Some(bottom) = self.down(top, left, right) {
                        self.column_lines.extend(columns);
                        return Some(Traced { top, left, bottom, right });
                    }
                }
                b'-' => {}
                _ => return None,
            }
        }
        None
    }

    fn down(&mut self, top: usize, left: usize, right: usize) -> Option<usize> {
        let mut rows = Vec::new();
        for bottom in top + 1..=self.bottom {
            match self.mark(bottom, right) {
                b'+' => {
                    rows.push(bottom);
                    if self.closes(top, left, bottom, right) {
                        self.row_lines.extend(rows);
                        return Some(bottom);
                    }
                }
                b'|' => {}
                _ => return None,
            }
            if self.steps == 0 {
                return None;
            }
        }
        None
    }

    /// Whether the lower and the left border lead back to the start.
    fn closes(&mut self, top: usize, left: usize, bottom: usize, right: usize) -> bool {
        let mut columns = Vec::new();
        for column in (left + 1..right).rev() {
            match self.mark(bottom, column) {
                b'+' => columns.push(column),
                b'-' => {}
                _ => return false,
            }
        }
        if self.mark(bottom, left) != b'+' {
            return false;
        }
        let mut rows = Vec::new();
        for row in (top + 1..bottom).rev() {
            match self.mark(row, left) {
                b'+' => rows.push(row),
                b'|' => {}
                _ => return false,
            }
        }
        self.column_lines.extend(columns);
        self.row_lines.extend(rows);
        true
    }

    fn grid<'a>(&self, cells: &[Traced], lines: &[Line<'a>], head_rule: Option<usize>) -> Option<Grid<'a>> {
        let number = |lines: &BTreeSet<usize>| lines.iter().enumerate().map(|(i, at)| (*at, i)).collect::<BTreeMap<_, _>>();
        let (rows, columns) = (number(&self.row_lines), number(&self.column_lines));
        let places: Vec<usize> = self.column_lines.iter().copied().collect();
        let widths = places.windows(2).map(|pair| pair[1] - pair[0] - 1).collect();
        let drawn: Vec<Columns<'a>> = lines.iter().map(|line| Columns::new(*line)).collect();
        let mut all: Vec<Vec<(usize, Cell<'a>)>> = Vec::new();
        all.resize_with(rows.len().saturating_sub(1), Vec::new);
        let mut area = 0;
        for cell in cells {
            let (row, column) = (*rows.get(&cell.top)?, *columns.get(&cell.left)?);
            let more_rows = rows.get(&cell.bottom)? - row - 1;
            let more_columns = columns.get(&cell.right)? - column - 1;
            area += (more_rows + 1) * (more_columns + 1);
            let lines = block(drawn.get(cell.top + 1..cell.bottom)?, cell.left + 1, cell.right);
            all.get_mut(row)?.push((column, Cell { more_rows, more_columns, lines }));
        }
        if area != rows.len().checked_sub(1)? * columns.len().checked_sub(1)? {
            return None;
        }
        let head_rows = head_rule.map_or(Some(0), |rule| rows.get(&rule).copied())?;
        let sorted = |mut row: Vec<(usize, Cell<'a>)>| {
            row.sort_by_key(|(column, _)| *column);
            row.into_iter().map(|(_, cell)| cell).collect()
        };
        let mut sorted: Vec<Vec<Cell<'a>>> = all.into_iter().map(sorted).collect();
        let body = sorted.split_off(head_rows.min(sorted.len()));
        Some(Grid { columns: widths, head: sorted, body })
    }
}

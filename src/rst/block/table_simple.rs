//! Simple tables: columns are set off by spaces, rows by their first column.

use super::super::parser::{Cursor, Flow, Parser};
use super::super::source::Line;
use super::table::{Cell, Columns, Grid, Malformed, block};

/// Whether the line can be the top of a simple table: at least two columns.
pub(super) fn is_top(line: &str) -> bool {
    is_border(line) && line.trim_end().contains(' ')
}

/// Whether the line can be a border within the table or at its end.
fn is_border(line: &str) -> bool {
    line.starts_with('=') && line.bytes().all(|b| b == b'=' || b == b' ')
}

/// Whether the line underlines columns that cells span.
fn is_span(line: &str) -> bool {
    line.starts_with('-') && line.bytes().all(|b| b == b'-' || b == b' ')
}

impl<'a> Parser<'a> {
    pub(super) fn simple_table(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        let rest = cursor.lines.get(cursor.at..).unwrap_or_default();
        let top = rest.first().map_or(0, |line| line.text.trim().len());
        let is_blank_after = |at: usize| rest.get(at + 1).is_none_or(Line::is_blank);
        let mut found = None;
        let mut wrong = None;
        let mut end = rest.len();
        let mut is_closed = true;
        for (at, line) in rest.iter().enumerate().skip(1).filter(|(_, line)| is_border(line.text)) {
            if line.text.trim().len() != top {
                wrong = Some(Malformed::new("Bottom border or header rule does not match top border.", at));
                (end, is_closed) = (at + 1, is_blank_after(at));
                found = Some(at);
                break;
            }
            if found.is_some() || is_blank_after(at) {
                (end, is_closed) = (at + 1, is_blank_after(at));
                found = Some(at);
                break;
            }
            found = Some(at);
        }
        let is_complete = wrong.is_some()
            || rest.get(end.saturating_sub(1)).is_some_and(|l| end > 1 && is_border(l.text)) && found == Some(end - 1);
        if !is_complete {
            let or_blank = if found.is_some() { " or no blank line after table bottom" } else { "" };
            wrong = Some(Malformed::new(format!("No bottom table border found{or_blank}."), 0));
            is_closed = found.is_none();
            end = found.map_or(rest.len(), |at| at + 1);
        }
        let lines: Vec<Line<'a>> = rest.iter().take(end).copied().collect();
        cursor.at += end;
        self.stand(cursor, cursor.at - 1);
        let read = match wrong {
            Some(wrong) => Err(wrong),
            None => Reading::new(&lines).and_then(Reading::rows),
        };
        self.finish_table(&lines, read, flow);
        if !is_closed {
            let place = cursor.place(cursor.at, self.here);
            flow.push(self.problem(super::super::tree::Severity::Warning, "Blank line required after table.", place));
        }
    }
}

/// A row: the line that it starts on, and its cells.
type Row<'a> = (usize, Vec<Cell<'a>>);

/// A table while it is read.
struct Reading<'a> {
    lines: Vec<Columns<'a>>,
    /// Where columns start and end. The last one grows with its text.
    columns: Vec<(usize, usize)>,
    border_end: usize,
    head_rule: Option<usize>,
    rows: Vec<Row<'a>>,
}

/// Where runs of the border's characters start and end.
fn runs(line: &str) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    for part in line.trim_end().split(' ') {
        if !part.is_empty() {
            runs.push((at, at + part.len()));
        }
        at += part.len() + 1;
    }
    runs
}

impl<'a> Reading<'a> {
    fn new(lines: &[Line<'a>]) -> Result<Self, Malformed> {
        let last = lines.len() - 1;
        let mut rules = lines.iter().enumerate().take(last).skip(1).filter(|(_, line)| is_border(line.text)).map(|(at, _)| at);
        let head_rule = rules.next();
        if let (Some(first), Some(second)) = (head_rule, rules.next()) {
            let message =
                format!("Multiple head/body row separators (table lines {} and {}); only one allowed.", first + 1, second + 1);
            return Err(Malformed::new(message, second));
        }
        let columns = lines.first().map(|line| runs(line.text)).unwrap_or_default();
        let border_end = columns.last().map_or(0, |(_, end)| *end);
        let lines = lines.iter().map(|line| Columns::new(*line)).collect();
        Ok(Self { lines, columns, border_end, head_rule, rows: Vec::new() })
    }

    fn rows(mut self) -> Result<Grid<'a>, Malformed> {
        let (first_start, first_end) = self.columns.first().copied().unwrap_or_default();
        let mut start = 1;
        let mut has_text = false;
        let last = self.lines.len() - 1;
        for at in 1..self.lines.len() {
            let Some(line) = self.lines.get(at) else { break };
            let is_rule = at == last || self.head_rule == Some(at) || is_span(line.line.text);
            if is_rule {
                self.row(start, at, true)?;
                start = at + 1;
                has_text = false;
            } else if !line.text(first_start, first_end).trim().is_empty() {
                if has_text && at != start {
                    self.row(start, at, false)?;
                }
                start = at;
                has_text = true;
            } else if !has_text {
                start = at + 1;
            }
        }
        let columns = self.columns.iter().map(|(start, end)| end - start).collect();
        let first_body = self.head_rule.and_then(|rule| self.rows.iter().position(|(start, _)| *start > rule)).unwrap_or(0);
        let mut rows: Vec<Vec<Cell<'a>>> = self.rows.into_iter().map(|(_, cells)| cells).collect();
        let body = rows.split_off(first_body);
        Ok(Grid { columns, head: rows, body })
    }

    /// Adds the row of lines `start..end`; `ruled` where line `end` is a rule that says how columns are joined.
    fn row(&mut self, start: usize, end: usize, ruled: bool) -> Result<(), Malformed> {
        let mut columns = self.columns.clone();
        if ruled && let Some(rule) = self.lines.get(end) {
            columns = runs(rule.line.text);
            if columns.last().is_none_or(|(_, end)| *end != self.border_end) {
                return Err(Malformed::new(format!("Column span incomplete in table line {}.", end + 1), end));
            }
            if let (Some(last), Some((_, known))) = (columns.last_mut(), self.columns.last()) {
                last.1 = *known;
            }
        }
        self.check_margins(start, end, &mut columns)?;
        let lines = self.lines.get(start..end).unwrap_or_default();
        let mut cells = Vec::new();
        let mut known = self.columns.iter();
        for (from, to) in columns {
            let misaligned = || Malformed::new(format!("Column span alignment problem in table line {}.", start + 2), start + 1);
            let (first, mut until) = known.next().copied().ok_or_else(misaligned)?;
            if first != from {
                return Err(misaligned());
            }
            let mut more_columns = 0;
            while until != to {
                until = known.next().ok_or_else(misaligned)?.1;
                more_columns += 1;
            }
            cells.push(Cell { more_rows: 0, more_columns, lines: block(lines, from, to) });
        }
        self.rows.push((start, cells));
        Ok(())
    }

    /// Sees that no text stands between columns, and widens the last column to its text.
    fn check_margins(&mut self, start: usize, end: usize, columns: &mut [(usize, usize)]) -> Result<(), Malformed> {
        let last = columns.len().saturating_sub(1);
        for index in 0..columns.len() {
            let Some((_, mut to)) = columns.get(index).copied() else { break };
            let next = columns.get(index + 1).map_or(usize::MAX, |(next, _)| *next);
            for (offset, line) in self.lines.get(start..end).unwrap_or_default().iter().enumerate() {
                if line.is_blank(to, next) {
                    continue;
                }
                if index != last {
                    return Err(Malformed::new(
                        format!("Text in column margin in table line {}.", start + offset + 1),
                        start + offset,
                    ));
                }
                let new_end = line.width();
                let main = self.columns.last_mut();
                to = to.max(main.as_ref().map_or(0, |main| main.1)).max(new_end);
                if let Some(main) = main {
                    main.1 = main.1.max(new_end);
                }
                if let Some(column) = columns.get_mut(index) {
                    column.1 = to;
                }
            }
        }
        Ok(())
    }
}

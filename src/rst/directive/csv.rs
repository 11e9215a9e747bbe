//! Tables of comma-separated values.

use super::super::block::table::{Cell, Grid};
use super::super::parser::{Flow, Parser};
use super::super::source::{Line, Source};
use super::options::character;
use super::tabular::{column_widths, dressed, headings, titled, widths_class};
use super::{Call, Failure, Made, excerpt};
use crate::document::Excerpt;

/// How values are set off.
struct Dialect {
    delimiter: char,
    quote: char,
    /// With it, quotes are not doubled.
    escape: Option<char>,
    keep_space: bool,
}

/// A value: a text that knows where it stands.
type Row = Vec<Excerpt>;

pub(super) fn csv_table<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    let name = call.name.text;
    let (file, url) = (call.option("file"), call.option("url"));
    if !parser.settings.file_insertion_enabled && file.or(url).is_some() {
        return Err(Failure::warning(format!("File and URL access deactivated; ignoring \"{name}\" directive.")));
    }
    let title = titled(parser, call, flow);
    let (data, source) = match (file, url) {
        _ if !call.content.is_empty() => {
            if file.or(url).is_some() {
                let message = format!("\"{name}\" directive may not both specify an external file and have content.");
                return Err(Failure::error(message));
            }
            (excerpt(&call.content), call.line.source.name.clone())
        }
        (Some(_), Some(_)) => {
            let message =
                format!("The \"file\" and \"url\" options may not be simultaneously specified for the \"{name}\" directive.");
            return Err(Failure::error(message));
        }
        (Some(file), None) => super::include::read(parser, call, file)
            .map_err(|failure| Failure { severity: super::Severity::Severe, ..failure })?,
        (None, Some(url)) => {
            let message = format!("Problems with \"{name}\" directive URL \"{url}\":\nnothing is fetched while a page is read.");
            return Err(Failure { severity: super::Severity::Severe, message });
        }
        (None, None) => {
            return Err(Failure::warning(format!("The \"{name}\" directive requires content; none supplied.")));
        }
    };
    let given = |option: &str| call.option(option).and_then(character);
    let dialect = Dialect {
        delimiter: given("delim").unwrap_or(','),
        quote: given("quote").unwrap_or('"'),
        escape: given("escape"),
        keep_space: call.option("keepspace").is_some(),
    };
    let failed = |reason: String| Failure::error(format!("Error with CSV data in \"{name}\" directive:\n{reason}"));
    let header = match call.options.iter().find(|o| o.name == "header") {
        Some(header) if header.lines.is_empty() => vec![Row::new()],
        Some(header) => dialect.rows(&excerpt(&header.lines)).map_err(failed)?,
        None => Vec::new(),
    };
    let mut rows = dialect.rows(&data).map_err(failed)?;
    let columns = header.iter().chain(&rows).map(Vec::len).max().unwrap_or(0);
    let counts: Vec<usize> = rows.iter().map(Vec::len).collect();
    let (head, stubs) = headings(call, &counts)?;
    let widths = column_widths(call, columns)?;
    let body = rows.split_off(head);
    let mut grid = Grid { columns: widths, ..Grid::default() };
    // As in docutils, problems in values are placed at the line before the content.
    let number = call.content.first().map_or(call.line.number, |first| first.number.saturating_sub(1));
    for (rows, into) in [(header.into_iter().chain(rows).collect::<Vec<Row>>(), &mut grid.head), (body, &mut grid.body)] {
        for row in rows {
            let mut cells: Vec<Cell<'a>> = Vec::new();
            for value in row {
                cells.push(Cell { lines: cell_lines(parser, &value, &source, number), ..Cell::default() });
            }
            cells.resize_with(columns, Cell::default);
            into.push(cells);
        }
    }
    let mut table = parser.table_element(grid, call.span, stubs);
    table.classes.extend(widths_class(call));
    table.classes.extend(call.classes());
    Ok(dressed(parser, call, table, title))
}

/// The lines of a value; a value has a source of its own, since quotes may be gone from it.
fn cell_lines<'a>(parser: &mut Parser<'a>, value: &Excerpt, source: &str, number: u32) -> Vec<Line<'a>> {
    if value.is_empty() {
        return Vec::new();
    }
    let kept = parser.keep(Source { text: super::super::source::normal(value), name: source.to_owned(), within: Vec::new() });
    super::super::source::lines(kept, number)
}

impl Dialect {
    /// The rows of a text. The error says what cannot be read.
    fn rows(&self, data: &Excerpt) -> Result<Vec<Row>, String> {
        let text = data.text();
        let mut rows = Vec::new();
        let mut row: Row = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            if row.is_empty() && rest.starts_with('\n') {
                rows.push(Vec::new());
                at += 1;
                continue;
            }
            let (value, end) = self.value(data, at)?;
            row.push(value);
            at = end;
            match text[at..].chars().next() {
                Some(c) if c == self.delimiter => {
                    at += c.len_utf8();
                    if at == text.len() {
                        row.push(Excerpt::default());
                    }
                }
                _ => {
                    rows.push(std::mem::take(&mut row));
                    at += 1;
                }
            }
        }
        if !row.is_empty() {
            rows.push(row);
        }
        Ok(rows)
    }

    /// The value that starts at `at`, and where it ends.
    fn value(&self, data: &Excerpt, start: usize) -> Result<(Excerpt, usize), String> {
        let text = data.text();
        let spaces = text[start..].len() - text[start..].trim_start_matches(' ').len();
        let mut at = if self.keep_space { start } else { start + spaces };
        let mut value = Excerpt::default();
        let mut is_quoted = text[at..].starts_with(self.quote);
        if is_quoted {
            at += self.quote.len_utf8();
        }
        let mut from = at;
        while let Some(c) = text[at..].chars().next() {
            let next = at + c.len_utf8();
            if Some(c) == self.escape {
                value.push_slice(data, from..at);
                from = next;
                at = next + text[next..].chars().next().map_or(0, char::len_utf8);
            } else if is_quoted && c == self.quote {
                value.push_slice(data, from..at);
                if self.escape.is_none() && text[next..].starts_with(self.quote) {
                    from = next;
                    at = next + self.quote.len_utf8();
                    continue;
                }
                if self.escape.is_some() {
                    // Where quotes are not doubled, more may follow the closing one.
                    is_quoted = false;
                    (from, at) = (next, next);
                    continue;
                }
                let ends = text[next..].chars().next().is_none_or(|c| c == self.delimiter || c == '\n');
                return if ends {
                    Ok((value, next))
                } else {
                    Err(format!("'{}' expected after '{}'", self.delimiter, self.quote))
                };
            } else if !is_quoted && (c == self.delimiter || c == '\n') {
                break;
            } else {
                at = next;
            }
        }
        if is_quoted {
            return Err("unexpected end of data".to_owned());
        }
        value.push_slice(data, from..at);
        Ok((value, at))
    }
}

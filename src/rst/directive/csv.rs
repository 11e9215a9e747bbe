//! Tables of comma-separated values.

use super::super::block::table::{Cell, Grid};
use super::super::parser::{Flow, Parser};
use super::super::source::{Line, Source};
use super::options::character;
use super::tabular::{column_widths, dressed, headings, titled, widths_class};
use super::{Call, Failure, Made, excerpt};
use crate::document::Excerpt;
use crate::document::directive::{CsvDialect, CsvRow, is_too_ragged};

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
    let dialect = CsvDialect {
        delimiter: given("delim").unwrap_or(','),
        quote: given("quote").unwrap_or('"'),
        escape: given("escape"),
        keep_space: call.option("keepspace").is_some(),
    };
    let failed = |reason: String| Failure::error(format!("Error with CSV data in \"{name}\" directive:\n{reason}"));
    let header = match call.options.iter().find(|o| o.name == "header") {
        Some(header) if header.lines.is_empty() => vec![CsvRow::new()],
        Some(header) => dialect.rows(&excerpt(&header.lines)).map_err(failed)?,
        None => Vec::new(),
    };
    let mut rows = dialect.rows(&data).map_err(failed)?;
    let columns = header.iter().chain(&rows).map(Vec::len).max().unwrap_or(0);
    let lengths: Vec<usize> = header.iter().chain(&rows).map(Vec::len).collect();
    if is_too_ragged(&lengths) {
        return Err(Failure::error(format!("One row has {columns} cells, so that most of the table would be empty cells.")));
    }
    let counts: Vec<usize> = rows.iter().map(Vec::len).collect();
    let (head, stubs) = headings(call, &counts)?;
    let widths = column_widths(call, columns)?;
    let body = rows.split_off(head);
    let mut grid = Grid { columns: widths, ..Grid::default() };
    // As in docutils, problems in values are placed at the line before the content.
    let number = call.content.first().map_or(call.line.number, |first| first.number.saturating_sub(1));
    for (rows, into) in [(header.into_iter().chain(rows).collect::<Vec<CsvRow>>(), &mut grid.head), (body, &mut grid.body)] {
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
    let kept = parser.keep(Source { text: super::super::source::normal(value), name: source.to_owned(), ..Source::default() });
    super::super::source::lines(kept, number)
}

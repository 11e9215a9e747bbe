//! Tables: what they take from their options, and those that are written as lists.

use super::Context;
use super::figures::align_class;
use crate::document::{Alignment, Attributes, Block, BlockKind, Cell, Inline, ListItem, Span, Table};

/// The rows of a table, and how many of the first are headings before any option says so.
pub(super) struct Rows {
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) head: usize,
}

/// `list-table`: a list of rows, each a list of cells.
pub(super) fn list_table(context: &mut Context<'_, '_>) -> Vec<Block> {
    let caption = context.title();
    let attributes = context.attributes(&caption);
    let body = context.body();
    let rows = match rows(body) {
        Ok(rows) => rows,
        Err(Malformed { span, message, body }) => {
            let span = span.unwrap_or(context.call.name_span);
            context.error("bad-list-table", span, message);
            return body;
        }
    };
    let columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    for (span, cells) in &rows {
        if cells.len() < columns {
            too_short(context, *span, cells.len(), columns);
        }
    }
    let rows = rows.into_iter().map(|(_, cells)| cells).collect();
    made(context, caption, attributes, Rows { rows, head: 0 })
}

/// `table`: the one table in the body, with a caption, widths and all that.
pub(super) fn table(context: &mut Context<'_, '_>) -> Vec<Block> {
    let caption = context.title();
    let attributes = context.attributes(&caption);
    let mut body = context.body();
    let [Block { kind: BlockKind::Table(table), .. }] = body.as_mut_slice() else {
        let stray = body.iter().find(|block| !matches!(block.kind, BlockKind::Table(_))).or(body.get(1)).map(|block| block.span);
        let span = stray.unwrap_or(context.call.name_span);
        context.error("bad-table", span, "`table` holds one table and nothing else");
        return context.wrapped(attributes, body);
    };
    let columns = table.alignments.len();
    if let Some(widths) = widths(context, columns) {
        table.widths = widths;
    }
    table.caption = caption;
    let inner = std::mem::replace(&mut table.attributes, attributes);
    table.attributes.extra_ids.extend(inner.id.into_iter().chain(inner.extra_ids));
    table.attributes.classes.extend(inner.classes);
    table.attributes.classes.extend(align_class(context));
    body
}

/// How many empty cells may fill the short rows of a table. A long row among many short ones would make a page of gigabytes.
const FILLING: usize = 20_000;

/// Whether too many cells would fill rows of these lengths.
#[must_use]
pub(crate) fn is_too_ragged(lengths: &[usize]) -> bool {
    let columns = lengths.iter().copied().max().unwrap_or(0);
    columns.saturating_mul(lengths.len()) - lengths.iter().sum::<usize>() > FILLING
}

/// A table of these rows, as the options of the call say; short rows are filled.
pub(super) fn made(context: &mut Context<'_, '_>, caption: Vec<Inline>, mut attributes: Attributes, given: Rows) -> Vec<Block> {
    let Rows { mut rows, head } = given;
    attributes.classes.extend(align_class(context));
    let lengths: Vec<usize> = rows.iter().map(Vec::len).collect();
    let columns = lengths.iter().copied().max().unwrap_or(0);
    if is_too_ragged(&lengths) {
        let name = context.call.name_span;
        context.error("bad-table", name, format!("one row has {columns} cells, so that most of the table would be empty cells"));
        return super::verbatim(&context.call);
    }
    for cells in &mut rows {
        cells.resize(columns, Cell::default());
    }
    let head_rows = head + count(context, "header-rows", rows.len() - head.min(rows.len()));
    let head_columns = count(context, "stub-columns", columns);
    let widths = widths(context, columns).unwrap_or_default();
    let alignments = vec![Alignment::None; columns];
    let table = Table { caption, alignments, widths, head_rows, head_columns, rows, attributes };
    vec![context.block(BlockKind::Table(Box::new(table)))]
}

/// Why a body is no table, and the body, so that it can be shown all the same.
struct Malformed {
    span: Option<Span>,
    message: &'static str,
    body: Vec<Block>,
}

fn rows(mut body: Vec<Block>) -> Result<Vec<(Span, Vec<Cell>)>, Malformed> {
    let stray = body.iter().find(|b| !matches!(b.kind, BlockKind::List(_))).or(body.get(1)).map(|b| b.span);
    if stray.is_some() || body.is_empty() {
        let message = "a list table holds one list of rows and nothing else";
        return Err(Malformed { span: stray, message, body });
    }
    let items = match body.remove(0).kind {
        BlockKind::List(list) => list.items,
        _ => Vec::new(),
    };
    let mut rows = Vec::new();
    for item in items {
        match cells(item) {
            Ok(row) => rows.push(row),
            Err(item) => {
                let message = "a row of a list table is one list of cells, as in `* - first cell`";
                return Err(Malformed { span: Some(item.span), message, body: item.body });
            }
        }
    }
    Ok(rows)
}

fn cells(mut row: ListItem) -> Result<(Span, Vec<Cell>), ListItem> {
    let whole = row.body.len() == 1;
    match row.body.pop() {
        Some(Block { kind: BlockKind::List(list), .. }) if whole => Ok((
            row.span,
            list.items.into_iter().map(|item| Cell { span: item.span, body: item.body, ..Cell::default() }).collect(),
        )),
        last => {
            row.body.extend(last);
            Err(row)
        }
    }
}

fn too_short(context: &mut Context<'_, '_>, span: Span, cells: usize, columns: usize) {
    let count = if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") };
    let message = format!("this row has {count}, the longest has {columns}");
    let bullet = context.builder.written(span).and_then(|row| row.chars().next()).map_or(0, |bullet| bullet.len_utf8() as u32);
    context.error("bad-list-table", Span { end: span.start + bullet, ..span }, message);
}

fn count(context: &mut Context<'_, '_>, option: &str, most: usize) -> usize {
    let given = context.number(option).unwrap_or(0) as usize;
    if given > most {
        let span = context.option(option).map_or(context.call.name_span, crate::document::Excerpt::whole);
        context.error("bad-option-value", span, format!("the table has only {most} of them"));
    }
    given.min(most)
}

/// The relative widths that the call gives; `None` where it gives none that fit.
fn widths(context: &mut Context<'_, '_>, columns: usize) -> Option<Vec<u32>> {
    let option = context.option("widths")?.clone();
    if matches!(option.text(), "auto" | "grid") {
        return (option.text() == "auto").then(Vec::new);
    }
    let separated = option.text().split([' ', ',', '\n']).map(|w| w.trim().trim_end_matches('%')).filter(|w| !w.is_empty());
    let message = match separated.map(str::parse).collect::<Result<Vec<u32>, _>>() {
        Ok(widths) if widths.len() == columns => return Some(widths),
        Ok(widths) => format!("there are {} widths for {columns} columns", widths.len()),
        Err(_) => "the option `widths` needs whole numbers, as in `1 3 2`, or `auto`".to_owned(),
    };
    context.error("bad-option-value", option.whole(), message);
    None
}

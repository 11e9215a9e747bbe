//! Tables written as lists.

use super::Context;
use super::figures::align_class;
use crate::document::{Alignment, Block, BlockKind, Cell, ListItem, Span, Table};

/// `list-table`: a list of rows, each a list of cells.
pub(super) fn list_table(context: &mut Context<'_, '_>) -> Vec<Block> {
    let caption = context.title();
    let mut attributes = context.attributes(&caption);
    attributes.classes.extend(align_class(context));
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
    let rows = rows.into_iter().map(|(span, cells)| filled(context, span, cells, columns)).collect::<Vec<_>>();
    let head_rows = count(context, "header-rows", rows.len());
    let head_columns = count(context, "stub-columns", columns);
    let widths = widths(context, columns);
    let alignments = vec![Alignment::None; columns];
    vec![context.block(BlockKind::Table(Box::new(Table {
        caption,
        alignments,
        widths,
        head_rows,
        head_columns,
        rows,
        attributes,
    })))]
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
        Some(Block { kind: BlockKind::List(list), .. }) if whole => {
            Ok((row.span, list.items.into_iter().map(|item| Cell { span: item.span, body: item.body }).collect()))
        }
        last => {
            row.body.extend(last);
            Err(row)
        }
    }
}

fn filled(context: &mut Context<'_, '_>, span: Span, mut cells: Vec<Cell>, columns: usize) -> Vec<Cell> {
    if cells.len() < columns {
        let count = if cells.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", cells.len()) };
        let message = format!("this row has {count}, the longest has {columns}");
        context.error("bad-list-table", Span { end: span.start.max(span.end.min(span.start + 1)), ..span }, message);
        cells.resize(columns, Cell { span, body: Vec::new() });
    }
    cells
}

fn count(context: &mut Context<'_, '_>, option: &str, most: usize) -> usize {
    let given = context.number(option).unwrap_or(0) as usize;
    if given > most {
        let span = context.option(option).map_or(context.call.name_span, crate::document::Excerpt::whole);
        context.error("bad-option-value", span, format!("the table has only {most} of them"));
    }
    given.min(most)
}

fn widths(context: &mut Context<'_, '_>, columns: usize) -> Vec<u32> {
    let Some(option) = context.option("widths").cloned().filter(|o| !matches!(o.text(), "auto" | "grid")) else {
        return Vec::new();
    };
    let separated = option.text().split([' ', ',', '\n']).map(|w| w.trim().trim_end_matches('%')).filter(|w| !w.is_empty());
    match separated.map(str::parse).collect::<Result<Vec<u32>, _>>() {
        Ok(widths) if widths.len() == columns => widths,
        Ok(widths) => {
            let message = format!("there are {} widths for {columns} columns", widths.len());
            context.error("bad-option-value", option.whole(), message);
            Vec::new()
        }
        Err(_) => {
            context.error(
                "bad-option-value",
                option.whole(),
                "the option `widths` needs whole numbers, as in `1 3 2`, or `auto`",
            );
            Vec::new()
        }
    }
}

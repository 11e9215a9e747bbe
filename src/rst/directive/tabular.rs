//! Tables with a title, and tables written as lists.

use super::super::chars::integer;
use super::super::parser::{Flow, Parser, span_of};
use super::super::tree::{Element, Node, Tag};
use super::options::{numbers, width};
use super::{Call, Failure, Made};

/// What all tables take from their options: alignment, width, name, and the title before all else.
pub(super) fn dressed<'a>(parser: &mut Parser<'a>, call: &Call<'a>, mut table: Element, title: Titled) -> Vec<Node> {
    if let Some(align) = call.option("align") {
        table = table.set("align", align.trim().to_lowercase());
    }
    if let Some(given) = call.option("width") {
        table = table.set("width", width(given));
    }
    parser.name_of(call, &mut table);
    table.span = call.span;
    if let Some(title) = title.title {
        table.children.insert(0, title.into());
    }
    std::iter::once(Node::from(table)).chain(title.problems).collect()
}

/// A table's title, and the problems with it.
pub(super) struct Titled {
    title: Option<Element>,
    problems: Vec<Node>,
}

/// Reads the title, which comes before the content.
pub(super) fn titled<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Titled {
    if call.argument.is_empty() {
        return Titled { title: None, problems: Vec::new() };
    }
    let (words, problems) = parser.title(call, flow);
    Titled { title: Some(Element::new(Tag::Title, span_of(&call.argument)).with(words)), problems }
}

/// The class that says where column widths come from.
pub(super) fn widths_class(call: &Call<'_>) -> Option<String> {
    let widths = call.option("widths")?;
    Some(if widths.trim() == "auto" { "colwidths-auto" } else { "colwidths-given" }.to_owned())
}

/// The widths that the call gives, or equal ones.
pub(super) fn column_widths(call: &Call<'_>, columns: usize) -> Result<Vec<usize>, Failure> {
    if let Some(given) = call.option("widths").and_then(numbers) {
        if given.len() != columns {
            let message = format!("\"{}\" widths do not match the number of columns in table ({columns}).", call.name.text);
            return Err(Failure::error(message));
        }
        return Ok(given);
    }
    if columns == 0 {
        return Err(Failure::error("No table data detected in CSV file."));
    }
    Ok(vec![100 / columns; columns])
}

/// How many rows and columns hold headings. The error says that there are not enough.
pub(super) fn headings(call: &Call<'_>, rows: &[usize]) -> Result<(usize, usize), Failure> {
    let count = |name: &str| call.option(name).and_then(integer).and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    let (head, stubs) = (count("header-rows"), count("stub-columns"));
    let name = call.name.text;
    let found = rows.len();
    if found < head {
        let message = format!("{head} header row(s) specified but only {found} row(s) of data supplied (\"{name}\" directive).");
        return Err(Failure::error(message));
    }
    if found == head && head > 0 {
        let message = format!(
            "Insufficient data supplied ({found} row(s)); no data remaining for table body, required by \"{name}\" directive."
        );
        return Err(Failure::error(message));
    }
    for columns in rows {
        if *columns < stubs {
            let message = format!(
                "{stubs} stub column(s) specified but only {columns} columns(s) of data supplied (\"{name}\" directive)."
            );
            return Err(Failure::error(message));
        }
        if *columns == stubs && stubs > 0 {
            let message = format!(
                "Insufficient data supplied ({columns} columns(s)); no data remaining for table body, required by \"{name}\" directive."
            );
            return Err(Failure::error(message));
        }
    }
    Ok((head, stubs))
}

pub(super) fn table<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    if call.content.is_empty() {
        return Err(Failure::warning(format!("Content block expected for the \"{}\" directive; none found.", call.name.text)));
    }
    let title = titled(parser, call, flow);
    let mut nodes = parser.content(call, Tag::Table);
    let one = match (nodes.pop(), nodes.is_empty()) {
        (Some(Node::Element(table)), true) if table.tag == Tag::Table => *table,
        _ => {
            let message =
                format!("Error parsing content block for the \"{}\" directive: exactly one table expected.", call.name.text);
            return Err(Failure::error(message));
        }
    };
    let mut table = one;
    if let (Some(_), Some(Node::Element(group))) = (call.option("widths").and_then(numbers), table.children.first_mut()) {
        let columns = group.children.iter_mut().filter_map(|node| match node {
            Node::Element(column) if column.tag == Tag::ColumnSpec => Some(column),
            _ => None,
        });
        let columns: Vec<_> = columns.collect();
        let widths = column_widths(call, columns.len())?;
        for (column, width) in columns.into_iter().zip(widths) {
            column.attributes.retain(|(name, _)| *name != "colwidth");
            column.attributes.push(("colwidth".into(), width.to_string()));
        }
    }
    table.classes.extend(call.classes());
    table.classes.extend(widths_class(call));
    Ok(dressed(parser, call, table, title))
}

pub(super) fn list_table<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    if call.content.is_empty() {
        return Err(Failure::error(format!("The \"{}\" directive is empty; content required.", call.name.text)));
    }
    let title = titled(parser, call, flow);
    let nodes = parser.content(call, Tag::Table);
    let rows = uniform(call, nodes)?;
    let columns = rows.first().map_or(0, Vec::len);
    let widths = column_widths(call, columns)?;
    let counts: Vec<usize> = rows.iter().map(Vec::len).collect();
    let (head, stubs) = headings(call, &counts)?;
    let mut group = Element::new(Tag::TableGroup, call.span).set("cols", columns.to_string());
    for (index, width) in widths.iter().enumerate() {
        let column = Element::new(Tag::ColumnSpec, call.span).set("colwidth", width.to_string());
        group.children.push(if index < stubs { column.set("stub", "1") } else { column }.into());
    }
    let row = |cells: Vec<Element>| {
        let cells = cells.into_iter().map(|cell| Node::from(Element { tag: Tag::Entry, ..cell })).collect();
        Node::from(Element::new(Tag::Row, call.span).with(cells))
    };
    let mut all: Vec<Node> = rows.into_iter().map(row).collect();
    let body = all.split_off(head);
    if head > 0 {
        group.children.push(Element::new(Tag::TableHead, call.span).with(all).into());
    }
    group.children.push(Element::new(Tag::TableBody, call.span).with(body).into());
    let mut table = Element::new(Tag::Table, call.span).with(vec![group.into()]);
    table.classes.extend(widths_class(call));
    table.classes.extend(call.classes());
    Ok(dressed(parser, call, table, title))
}

/// The items of a list whose items are lists of one length.
fn uniform(call: &Call<'_>, nodes: Vec<Node>) -> Result<Vec<Vec<Element>>, Failure> {
    let failed = |reason: String| {
        Failure::error(format!("Error parsing content block for the \"{}\" directive: {reason}.", call.name.text))
    };
    let list = |mut nodes: Vec<Node>| match (nodes.pop(), nodes.is_empty()) {
        (Some(Node::Element(list)), true) if list.tag == Tag::BulletList => Some(list.children),
        _ => None,
    };
    let items = |nodes: Vec<Node>| {
        nodes.into_iter().filter_map(|node| match node {
            Node::Element(item) => Some(*item),
            Node::Text(..) => None,
        })
    };
    let outer = list(nodes).ok_or_else(|| failed("exactly one bullet list expected".to_owned()))?;
    let mut rows: Vec<Vec<Element>> = Vec::new();
    for (index, item) in items(outer).enumerate() {
        let number = index + 1;
        let inner = list(item.children).ok_or_else(|| {
            failed(format!("two-level bullet list expected, but row {number} does not contain a second-level bullet list"))
        })?;
        let cells: Vec<Element> = items(inner).collect();
        if let Some(first) = rows.first().filter(|first| first.len() != cells.len()) {
            return Err(failed(format!(
                "uniform two-level bullet list expected, but row {number} does not contain the same number of items as row 1 ({} vs {})",
                cells.len(),
                first.len()
            )));
        }
        rows.push(cells);
    }
    Ok(rows)
}

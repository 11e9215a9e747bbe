//! Defaults that tables tell: a column called "Default" beside one that names options, or in the entry of one option.

use std::ops::Range;

use crate::document::{Block, BlockKind, Cell, Table};
use crate::facts::{ConfigOption, FactSet};

use super::flat::Flat;
use super::names;
use super::references::{self, What};

/// What a row calls the default of an option: the words of a cell.
pub(super) struct Claim<'s> {
    pub(super) option: &'s ConfigOption,
    pub(super) cell: Flat,
    pub(super) value: Range<usize>,
    pub(super) is_literal: bool,
}

/// A bare name in the option's column that its section does not have.
pub(super) struct Unknown {
    pub(super) section: String,
    pub(super) cell: Flat,
    pub(super) name: Range<usize>,
}

/// What the section around a table is about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context<'s> {
    /// The option that the heading names.
    pub(super) entry: Option<&'s ConfigOption>,
    /// The section that the heading, or the one above it, names.
    pub(super) section: Option<&'s str>,
    /// The words above the table speak of defaults.
    pub(super) of_defaults: bool,
}

/// What the columns of a table are.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    default: Option<usize>,
    section: Option<usize>,
    option: Option<usize>,
}

/// What the rows of a table claim.
pub(super) fn claims<'s>(set: &'s FactSet, table: &Table, context: Context<'s>) -> (Vec<Claim<'s>>, Vec<Unknown>) {
    let mut claims = Vec::new();
    let mut unknown = Vec::new();
    let heads = table.rows.get(..table.head_rows).unwrap_or_default();
    let mut columns = Columns::default();
    for (number, head) in heads.last().into_iter().flatten().enumerate() {
        let words = flat(head).text.to_lowercase();
        let words = words.trim();
        if is_default(words) || (number == 1 && head_is_value(words) && table.alignments.len() == 2 && context.of_defaults) {
            columns.default.get_or_insert(number);
        } else if words == "section" {
            columns.section = Some(number);
        } else if matches!(words, "option" | "options" | "setting" | "parameter" | "name" | "key" | "configuration option") {
            columns.option.get_or_insert(number);
        }
    }
    for row in table.rows.iter().skip(table.head_rows) {
        let cells: Vec<Flat> = row.iter().map(flat).collect();
        let named = subject(set, &cells, columns, context, &mut unknown);
        // A table of an option's properties, one a row.
        let own_row = columns.default.is_none()
            && cells.first().is_some_and(|cell| is_default(cell.text.to_lowercase().trim_end_matches(':')));
        let (option, column) = match (columns.default, own_row) {
            (Some(column), _) => (named.or(context.entry), column),
            (None, true) => (context.entry, 1),
            (None, false) => continue,
        };
        let (Some(option), Some(cell)) = (option, row.get(column)) else { continue };
        claims.extend(claim(set, option, flat(cell)));
    }
    (claims, unknown)
}

fn is_default(words: &str) -> bool {
    let words = words.trim();
    matches!(words, "default" | "defaults" | "default value" | "default values" | "default setting")
        || words.starts_with("default (")
}

fn head_is_value(words: &str) -> bool {
    matches!(words, "value" | "values")
}

/// The option that a row is about: the first one that a cell outside the default's column names.
fn subject<'s>(
    set: &'s FactSet,
    cells: &[Flat],
    columns: Columns,
    context: Context<'s>,
    unknown: &mut Vec<Unknown>,
) -> Option<&'s ConfigOption> {
    let others = || cells.iter().enumerate().filter(|(number, _)| Some(*number) != columns.default);
    for (_, cell) in others() {
        for mention in references::in_text(set, cell, true) {
            if !matches!(mention.what, What::Section(_)) {
                // One that is not known is reported as such; nothing else in the row can be its default's option.
                return names::option(set, &cell.text, &mention);
            }
        }
    }
    let name_cell = cells.get(columns.option?)?;
    let name = lone_name(name_cell)?;
    let words = name_cell.text.get(name.clone())?;
    let in_row = columns.section.and_then(|column| cells.get(column));
    let section = in_row.map(|cell| cell.text.trim().trim_matches(['[', ']', '`'])).and_then(|words| set.section(words));
    let Some(section) = section.map(|section| section.name.as_str()).or(context.section) else {
        return super::prose::bare(set, words);
    };
    let known = set.option(section, words);
    if known.is_none() {
        unknown.push(Unknown { section: section.to_owned(), cell: name_cell.clone(), name });
    }
    known
}

/// The code that a cell consists of, if it looks like a name.
fn lone_name(cell: &Flat) -> Option<Range<usize>> {
    let mut code = cell.code();
    let first = code.next()?;
    let is_name =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (cell.text.trim() == &cell.text[first.clone()] && is_name(&cell.text[first.clone()])).then_some(first)
}

fn claim<'s>(set: &FactSet, option: &'s ConfigOption, cell: Flat) -> Option<Claim<'s>> {
    // "`[scheduler] task_queued_timeout` (default 600 seconds)": the value is another option's, and prose.
    if !references::in_text(set, &cell, false).is_empty() {
        return None;
    }
    let words = cell.text.trim();
    let start = cell.text.len() - cell.text.trim_start().len();
    let whole = start..start + words.len();
    let first = cell.code().next();
    let (value, is_literal) = match first {
        // A lone piece of code, or one with words behind it in parentheses.
        Some(code) if code == whole => (code, true),
        Some(code) if code.start == start => {
            let rest = cell.text[code.end..].trim();
            if rest.starts_with('(') { (whole, true) } else { (whole, false) }
        }
        _ => (whole, false),
    };
    Some(Claim { option, cell, value, is_literal })
}

/// The words of a cell.
pub(super) fn flat(cell: &Cell) -> Flat {
    let mut all = Flat::default();
    add(&cell.body, &mut all);
    all
}

fn add(blocks: &[Block], all: &mut Flat) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) => all.add(content),
            BlockKind::Container { body, .. } | BlockKind::Quote(body) => add(body, all),
            BlockKind::List(list) => list.items.iter().for_each(|item| add(&item.body, all)),
            _ => {}
        }
    }
}

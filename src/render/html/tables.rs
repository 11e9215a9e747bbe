//! Tables.

use std::fmt::Write;

use super::escape;
use super::{Leaves, Writer};
use crate::document::{Alignment, Block, BlockKind, Cell, Extent, Table, plain_text};

/// What a cell is the heading of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heads {
    Column,
    Row,
    Nothing,
}

impl<'a, L: Leaves> Writer<'a, L> {
    pub(super) fn table(&mut self, table: &'a Table) {
        if self.options.plain {
            return self.table_element(table);
        }
        self.tables += 1;
        // A wide table scrolls in its own box, which therefore takes the focus and needs a name that no other box has.
        let label = match plain_text(&table.caption) {
            words if words.is_empty() => format!("Table {}", self.tables),
            words => format!("Table: {words}"),
        };
        self.out.push_str("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\"");
        escape::attribute(&mut self.out, "aria-label", &label);
        self.out.push('>');
        escape::extra_ids(&mut self.out, &table.attributes);
        self.table_element(table);
        self.out.push_str("</div>\n");
    }

    fn table_element(&mut self, table: &'a Table) {
        self.out.push_str("<table");
        if !self.options.plain {
            escape::attributes(&mut self.out, &[], &table.attributes);
        }
        self.out.push_str(">\n");
        if !table.caption.is_empty() {
            self.element("caption", |w| w.caption(&table.caption, "table", &table.attributes));
            self.out.push('\n');
        }
        self.columns(&table.widths);
        let (head, body) = table.rows.split_at(table.head_rows.min(table.rows.len()));
        // The syntax of a pipe table asks for a head even where there is nothing to put into it.
        let head_says_nothing = head.iter().flatten().all(|cell| cell.body.is_empty());
        if !head.is_empty() && (self.options.plain || !head_says_nothing) {
            self.element("thead", |w| w.rows(head, table, |_| Heads::Column));
            self.out.push('\n');
        }
        if !body.is_empty() {
            self.element("tbody", |w| {
                w.rows(body, table, |column| if column < table.head_columns { Heads::Row } else { Heads::Nothing });
            });
            self.out.push('\n');
        }
        self.out.push_str("</table>\n");
    }

    /// Column widths as classes in steps of five per cent, since attributes for them are gone from HTML and styles are not allowed.
    fn columns(&mut self, widths: &[u32]) {
        let total: u64 = widths.iter().map(|&width| u64::from(width)).sum();
        if total == 0 {
            return;
        }
        self.out.push_str("<colgroup>");
        for &width in widths {
            let fifths = (u64::from(width) * 20 + total / 2) / total;
            self.out.push_str("<col");
            escape::attribute(&mut self.out, "class", share_class(u32::try_from(fifths * 5).unwrap_or(100)));
            self.out.push('>');
        }
        self.out.push_str("</colgroup>\n");
    }

    fn rows(&mut self, rows: &'a [Vec<Cell>], table: &'a Table, heads: impl Fn(usize) -> Heads) {
        self.out.push('\n');
        for row in rows {
            self.out.push_str("<tr>\n");
            for (column, cell) in row.iter().enumerate() {
                let alignment = table.alignments.get(column).copied().unwrap_or_default();
                self.cell(cell, heads(column), alignment);
            }
            self.out.push_str("</tr>\n");
        }
    }

    fn cell(&mut self, cell: &'a Cell, heads: Heads, alignment: Alignment) {
        if cell.extent == Extent::Covered {
            return;
        }
        // An empty cell heads nothing; a screen reader would announce it for every cell below.
        let heads = if cell.body.is_empty() && !self.options.plain { Heads::Nothing } else { heads };
        let name = if heads == Heads::Nothing { "td" } else { "th" };
        self.out.push('<');
        self.out.push_str(name);
        let (rows, columns) = match cell.extent {
            Extent::Over { rows, columns } => (rows, columns),
            Extent::One | Extent::Covered => (1, 1),
        };
        for (attribute, number) in [("rowspan", rows), ("colspan", columns)] {
            if number > 1 {
                let _ = write!(self.out, " {attribute}=\"{number}\"");
            }
        }
        let scope = match heads {
            Heads::Column if columns > 1 => "colgroup",
            Heads::Column => "col",
            Heads::Row if rows > 1 => "rowgroup",
            Heads::Row => "row",
            Heads::Nothing => "",
        };
        if !scope.is_empty() && !self.options.plain {
            escape::attribute(&mut self.out, "scope", scope);
        }
        let side = match alignment {
            Alignment::None => None,
            Alignment::Left => Some("left"),
            Alignment::Center => Some("center"),
            Alignment::Right => Some("right"),
        };
        if let Some(side) = side {
            escape::attribute(&mut self.out, if self.options.plain { "align" } else { "class" }, side);
        }
        self.out.push('>');
        match cell.body.as_slice() {
            [Block { kind: BlockKind::Paragraph(content), .. }] => self.inlines(content),
            body => self.blocks(body),
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }
}

/// The class that asks for a share of the width, in percent: there is one for each five of them.
pub(super) fn share_class(percent: u32) -> &'static str {
    const CLASSES: [&str; 20] = [
        "w-5", "w-10", "w-15", "w-20", "w-25", "w-30", "w-35", "w-40", "w-45", "w-50", "w-55", "w-60", "w-65", "w-70", "w-75",
        "w-80", "w-85", "w-90", "w-95", "w-100",
    ];
    let step = (percent.saturating_add(2) / 5).clamp(1, 20) as usize;
    CLASSES.get(step - 1).copied().unwrap_or("w-100")
}

//! Tables.

use super::{Writer, blocks};
use crate::document::{Alignment, Block, BlockKind, Cell, Extent, Inline, Table};

impl Writer<'_> {
    /// A pipe table where each cell is one line, else HTML with Markdown between its tags.
    pub(super) fn table(&self, table: &Table) -> String {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        if columns == 0 {
            return self.caption(&table.caption);
        }
        let fits = |cell: &Cell| cell.extent == Extent::One && paragraphs(cell).is_some();
        let is_plain = table.head_rows <= 1 && table.rows.iter().flatten().all(fits);
        let rows = if is_plain { self.pipes(table, columns) } else { self.elements(table) };
        let caption = self.caption(&table.caption);
        let caption = if caption.is_empty() { caption } else { caption + "\n\n" };
        blocks::anchors(&table.attributes, None) + &caption + &rows
    }

    fn pipes(&self, table: &Table, columns: usize) -> String {
        let (head, body) = table.rows.split_at(table.head_rows.min(table.rows.len()));
        let row = |cells: &[Cell]| {
            let mut line = String::from("|");
            for column in 0..columns {
                let paragraphs = cells.get(column).and_then(paragraphs).unwrap_or_default();
                let text = paragraphs.into_iter().map(|content| self.cell_text(content)).collect::<Vec<_>>().join("<br><br>");
                line.extend([" ", &text, if text.is_empty() { "|" } else { " |" }]);
            }
            line
        };
        let mut lines = vec![row(head.first().map_or(&[], Vec::as_slice))];
        let rules = (0..columns).map(|column| match table.alignments.get(column).copied().unwrap_or_default() {
            Alignment::None => " --- |",
            Alignment::Left => " :-- |",
            Alignment::Center => " :-: |",
            Alignment::Right => " --: |",
        });
        lines.push(format!("|{}", rules.collect::<String>()));
        lines.extend(body.iter().map(|cells| row(cells)));
        lines.join("\n")
    }

    fn elements(&self, table: &Table) -> String {
        let (head, body) = table.rows.split_at(table.head_rows.min(table.rows.len()));
        let mut out = String::from("<table>\n");
        for (part, rows, head_columns) in [("thead", head, usize::MAX), ("tbody", body, table.head_columns)] {
            if rows.is_empty() {
                continue;
            }
            out.extend(["<", part, ">\n"]);
            for row in rows {
                out.push_str("<tr>\n");
                for (column, cell) in row.iter().enumerate() {
                    let name = if column < head_columns { "th" } else { "td" };
                    let reach = match cell.extent {
                        Extent::One => String::new(),
                        Extent::Over { rows, columns } => spans(rows, columns),
                        Extent::Covered => continue,
                    };
                    let text = self.blocks(&cell.body);
                    let gap = if text.is_empty() { "" } else { "\n\n" };
                    out.extend(["<", name, &reach, ">", gap, &text, gap, "</", name, ">\n"]);
                }
                out.push_str("</tr>\n");
            }
            out.extend(["</", part, ">\n"]);
        }
        out.push_str("</table>");
        out
    }
}

fn spans(rows: u32, columns: u32) -> String {
    let span = |name: &str, number: u32| if number > 1 { format!(" {name}=\"{number}\"") } else { String::new() };
    span("rowspan", rows) + &span("colspan", columns)
}

/// The paragraphs of a cell that holds nothing else.
fn paragraphs(cell: &Cell) -> Option<Vec<&[Inline]>> {
    fn content(block: &Block) -> Option<&[Inline]> {
        if let BlockKind::Paragraph(content) = &block.kind { Some(content) } else { None }
    }
    cell.body.iter().map(content).collect()
}

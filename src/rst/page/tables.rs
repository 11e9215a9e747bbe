//! Tables.

use super::super::tree::{Element, Node, Tag};
use super::blocks::Scope;
use crate::document::{Alignment, Attributes, Block, BlockKind, Builder, Cell, Table};

fn children(element: &Element, tag: Tag) -> impl Iterator<Item = &Element> {
    element.children.iter().filter_map(Node::element).filter(move |child| child.tag == tag)
}

impl Scope<'_> {
    pub(super) fn table(&self, builder: &mut Builder<'_>, element: &Element) -> Vec<Block> {
        let Some(group) = children(element, Tag::TableGroup).next() else { return Vec::new() };
        let columns: Vec<&Element> = children(group, Tag::ColumnSpec).collect();
        let caption = children(element, Tag::Title).flat_map(|title| self.inlines(builder, &title.children)).collect();
        let head: Vec<&Element> = children(group, Tag::TableHead).flat_map(|head| children(head, Tag::Row)).collect();
        let body = children(group, Tag::TableBody).flat_map(|body| children(body, Tag::Row));
        let head_rows = head.len();
        let mut grid = Grid::new(columns.len());
        for row in head.into_iter().chain(body) {
            grid.row();
            for entry in children(row, Tag::Entry) {
                let cell = Cell { span: entry.span, body: self.blocks(builder, &entry.children) };
                let more = |name| entry.attribute(name).and_then(|n| n.parse().ok()).unwrap_or(0);
                grid.put(cell, more("morecols"), more("morerows"));
            }
        }
        let widths = columns.iter().filter_map(|column| column.attribute("colwidth")?.parse().ok()).collect();
        let table = Table {
            caption,
            alignments: vec![Alignment::None; columns.len()],
            widths,
            head_rows,
            head_columns: columns.iter().take_while(|column| column.attribute("stub").is_some()).count(),
            rows: grid.rows,
            attributes: Attributes { id: self.anchor(builder, element), ..Attributes::default() },
        };
        vec![BlockKind::Table(Box::new(table)).at(element.span)]
    }
}

/// Rows of the same length, in which cells that reach over others leave these empty.
struct Grid {
    columns: usize,
    rows: Vec<Vec<Cell>>,
    /// For each column, how many rows from the present one on are covered by a cell above.
    covered: Vec<usize>,
    at: usize,
}

impl Grid {
    fn new(columns: usize) -> Self {
        Self { columns, rows: Vec::new(), covered: vec![0; columns], at: 0 }
    }

    fn row(&mut self) {
        if !self.rows.is_empty() {
            self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        }
        self.rows.push(vec![Cell::default(); self.columns]);
        self.at = 0;
    }

    fn put(&mut self, cell: Cell, more_columns: usize, more_rows: usize) {
        while self.covered.get(self.at).is_some_and(|rows| *rows > 0) {
            self.at += 1;
        }
        if let Some(slot) = self.rows.last_mut().and_then(|row| row.get_mut(self.at)) {
            *slot = cell;
        }
        let end = (self.at + more_columns + 1).min(self.columns);
        if let Some(covered) = self.covered.get_mut(self.at..end) {
            covered.fill(more_rows + 1);
        }
        self.at = end;
    }
}

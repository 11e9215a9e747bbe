//! Tables.

use super::super::tree::{Element, Node, Tag};
use super::blocks::Scope;
use crate::document::{Alignment, Attributes, Block, BlockKind, Builder, Cell, Extent, Table};

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
                let cell = Cell { span: entry.span, body: self.blocks(builder, &entry.children), extent: Extent::One };
                let more = |name| entry.attribute(name).and_then(|n| n.parse().ok()).unwrap_or(0);
                grid.put(cell, more("morecols"), more("morerows"));
            }
        }
        let table = Table {
            caption,
            alignments: vec![Alignment::None; columns.len()],
            // As docutils and Sphinx publish them: how wide a column is drawn in the source says nothing.
            widths: Vec::new(),
            head_rows,
            head_columns: columns.iter().take_while(|column| column.attribute("stub").is_some()).count(),
            rows: grid.finished(),
            attributes: Attributes { id: self.anchor(builder, element), ..Attributes::default() },
        };
        vec![BlockKind::Table(Box::new(table)).at(element.span)]
    }
}

/// Rows of the same length, in which cells that reach over others leave these covered.
struct Grid {
    columns: usize,
    rows: Vec<Vec<Cell>>,
    at: usize,
    /// For each column, the first row that no cell above reaches over.
    free: Vec<usize>,
    /// The cells that reach over others: row, column, and how many of each.
    reaching: Vec<[usize; 4]>,
}

impl Grid {
    fn new(columns: usize) -> Self {
        Self { columns, rows: Vec::new(), at: 0, free: vec![0; columns], reaching: Vec::new() }
    }

    fn row(&mut self) {
        self.rows.push(vec![Cell::default(); self.columns]);
        self.at = 0;
    }

    fn put(&mut self, cell: Cell, more_columns: usize, more_rows: usize) {
        let row = self.rows.len().saturating_sub(1);
        while self.free.get(self.at).is_some_and(|free| *free > row) {
            self.at += 1;
        }
        if let Some(slot) = self.rows.last_mut().and_then(|row| row.get_mut(self.at)) {
            *slot = cell;
        }
        let columns = (more_columns + 1).min(self.columns.saturating_sub(self.at)).max(1);
        if columns > 1 || more_rows > 0 {
            self.reaching.push([row, self.at, more_rows + 1, columns]);
        }
        if let Some(free) = self.free.get_mut(self.at..(self.at + columns).min(self.columns)) {
            free.fill(row + more_rows + 1);
        }
        self.at += columns;
    }

    /// The rows, with the extent of every cell.
    fn finished(mut self) -> Vec<Vec<Cell>> {
        let height = self.rows.len();
        for [top, left, rows, columns] in std::mem::take(&mut self.reaching) {
            let rows = rows.min(height - top);
            for row in self.rows.iter_mut().skip(top).take(rows) {
                row.iter_mut().skip(left).take(columns).for_each(|cell| cell.extent = Extent::Covered);
            }
            if let Some(cell) = self.rows.get_mut(top).and_then(|row| row.get_mut(left)) {
                let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                cell.extent =
                    if rows * columns > 1 { Extent::Over { rows: count(rows), columns: count(columns) } } else { Extent::One };
            }
        }
        self.rows
    }
}

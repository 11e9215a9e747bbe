//! What a page holds that is numbered, or decides what number something has.

use crate::config::Counted;
use crate::document::{Attributes, Block, BlockKind, Heading, Page, Toctree};

/// A part of a page that numbers depend on.
#[derive(Clone, Copy, Debug)]
pub(in crate::site) enum Part<'p> {
    /// A heading that gives the page its structure.
    Heading(&'p Heading),
    /// Pages that are counted here.
    Toctree(&'p Toctree),
    /// Something with a caption, or a formula with a label.
    Counted(Counted, &'p Attributes),
}

/// The parts of the page in document order.
pub(in crate::site) fn skeleton(page: &Page) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    collect(&page.blocks, true, &mut parts);
    parts
}

fn collect<'p>(blocks: &'p [Block], is_structure: bool, parts: &mut Vec<Part<'p>>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) if is_structure => parts.push(Part::Heading(heading)),
            BlockKind::Toctree(toctree) => parts.push(Part::Toctree(toctree)),
            kind => parts.extend(counted(kind).map(|(kind, attributes)| Part::Counted(kind, attributes))),
        }
        let is_structure = is_structure && keeps_structure(&block.kind);
        block.bodies().into_iter().for_each(|body| collect(body, is_structure, parts));
    }
}

/// Whether headings within give the page its structure, as those beside it do.
pub(super) fn keeps_structure(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Container { .. })
}

/// As what a block is counted, if it is.
fn counted(kind: &BlockKind) -> Option<(Counted, &Attributes)> {
    match kind {
        BlockKind::Figure(figure) if !figure.caption.is_empty() => Some((Counted::Figure, &figure.attributes)),
        BlockKind::Diagram(diagram) if !diagram.caption.is_empty() => Some((Counted::Figure, &diagram.attributes)),
        BlockKind::Table(table) if !table.caption.is_empty() => Some((Counted::Table, &table.attributes)),
        BlockKind::Code(code) if code.options.title.is_some() => Some((Counted::Code, &code.attributes)),
        BlockKind::Math { number: Some(_), attributes, .. } => Some((Counted::Formula, attributes)),
        _ => None,
    }
}

//! Numbers in their places: before the words of headings and captions.

use super::skeleton::keeps_structure;
use super::{Number, PageNumbers, shown};
use crate::config::{Counted, Numbering, formatted};
use crate::document::{Block, BlockKind, Inline, InlineKind, Page, Phrase, Span, plain_text};

/// The page with these numbers, and no others.
pub(super) fn write(page: &Page, numbers: &PageNumbers, numbering: &Numbering) -> Page {
    let mut page = page.clone();
    let mut writer = Writer { numbering, sections: numbers.sections.iter(), captions: numbers.captions.iter() };
    writer.blocks(&mut page.blocks, true);
    page
}

fn sign(words: String, span: Span) -> Inline {
    let span = Span { end: span.start, ..span };
    let content = vec![Inline { span, kind: InlineKind::Text(words) }];
    Inline { span, kind: InlineKind::Phrase { kind: Phrase::Number, content } }
}

struct Writer<'n> {
    numbering: &'n Numbering,
    sections: std::slice::Iter<'n, Option<Number>>,
    captions: std::slice::Iter<'n, Option<Number>>,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &mut [Block], is_structure: bool) {
        for block in blocks {
            self.block(block, is_structure);
            let is_structure = is_structure && keeps_structure(&block.kind);
            block.bodies_mut().into_iter().for_each(|body| self.blocks(body, is_structure));
        }
    }

    fn block(&mut self, block: &mut Block, is_structure: bool) {
        let span = block.span;
        match &mut block.kind {
            BlockKind::Heading(heading) if is_structure => {
                let number = self.sections.next().and_then(Option::as_ref);
                replace(&mut heading.content, number.map(|number| sign(shown(number) + ". ", span)));
            }
            BlockKind::Figure(figure) => self.caption(Counted::Figure, &mut figure.caption),
            BlockKind::Diagram(diagram) => self.caption(Counted::Figure, &mut diagram.caption),
            BlockKind::Table(table) => self.caption(Counted::Table, &mut table.caption),
            BlockKind::Code(code) if code.options.title.is_some() => {
                let title = code.options.title.as_deref().unwrap_or_default();
                code.options.number = self.next_caption(Counted::Code, title);
            }
            BlockKind::Math { number: number @ Some(_), .. } => {
                if let Some(counted) = self.captions.next().and_then(Option::as_ref) {
                    *number = Some(shown(counted));
                }
            }
            _ => {}
        }
    }

    fn next_caption(&mut self, kind: Counted, words: &str) -> Option<String> {
        let number = self.captions.next().and_then(Option::as_ref)?;
        Some(formatted(self.numbering.format(kind), &shown(number), words))
    }

    fn caption(&mut self, kind: Counted, words: &mut Vec<Inline>) {
        let Some(first) = words.first() else { return };
        let span = first.span;
        replace(words, None);
        let number = self.next_caption(kind, &plain_text(words));
        replace(words, number.map(|number| sign(number + " ", span)));
    }
}

/// Puts a number before words that may have one already.
fn replace(words: &mut Vec<Inline>, number: Option<Inline>) {
    if matches!(words.first(), Some(Inline { kind: InlineKind::Phrase { kind: Phrase::Number, .. }, .. })) {
        words.remove(0);
    }
    if let Some(number) = number {
        words.insert(0, number);
    }
}

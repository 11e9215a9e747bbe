//! Terms and what they mean.

use super::Context;
use super::call::trimmed;
use crate::document::{AnchorKind, Attributes, Block, BlockKind, Definition, Excerpt, Inline, fold_term, plain_text, slug};

/// Terms in lines of their own, and the definition below them without its indentation.
#[derive(Default)]
struct Entry {
    terms: Vec<Excerpt>,
    body: Excerpt,
}

/// `glossary`.
pub(super) fn glossary(context: &mut Context<'_, '_>) -> Vec<Block> {
    let attributes = context.attributes(&[]);
    let entries = entries(&context.call.body);
    let mut definitions = Vec::new();
    for entry in entries {
        let terms: Vec<_> = entry.terms.iter().map(|text| term(context, text)).collect();
        if entry.body.text().trim().is_empty() {
            let span = entry.terms.last().map_or(context.call.name_span, Excerpt::whole);
            context.error("bad-glossary", span, "this term has no definition; indent the definition below it");
        }
        let body = context.blocks(&entry.body);
        let tight = matches!(body.as_slice(), [Block { kind: BlockKind::Paragraph(_), .. }]);
        definitions.push(Definition { terms, bodies: vec![body], tight });
    }
    if context.flag("sorted") {
        let key = |d: &Definition| d.terms.first().map(|(words, _)| plain_text(words).to_lowercase());
        definitions.sort_by_key(key);
    }
    let list = context.block(BlockKind::Definitions { entries: definitions, glossary: true });
    context.wrapped(attributes, vec![list])
}

fn term(context: &mut Context<'_, '_>, text: &Excerpt) -> (Vec<Inline>, Attributes) {
    // What stands behind a colon says how an index has the term.
    let end = text.text().find(" : ").unwrap_or(text.text().len());
    let words = context.inlines(&trimmed(text, 0..end));
    let plain = plain_text(&words);
    let kind = AnchorKind::Term(fold_term(&plain));
    let id = context.builder.anchor_from(&format!("term-{}", slug(&plain)), kind, words.clone(), text.whole());
    (words, Attributes { id: Some(id), ..Attributes::default() })
}

/// Lines at the left edge are terms; what is indented below, or follows `: `, is their definition.
fn entries(body: &Excerpt) -> Vec<Entry> {
    let text = body.text();
    let mut entries: Vec<Entry> = Vec::new();
    let mut indent = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let blank = line.trim().is_empty();
        let width = line.len() - line.trim_start_matches([' ', '\t']).len();
        let colon = line.strip_prefix(':').filter(|rest| rest.starts_with([' ', '\t']));
        match entries.last_mut() {
            Some(entry) if blank => entry.body.push_slice(body, range),
            None if blank => {}
            Some(entry) if width > 0 || colon.is_some() => {
                let width = if colon.is_some() { 2.min(line.len()) } else { width };
                let cut = (*indent.get_or_insert(width)).min(width);
                entry.body.push_slice(body, range.start + cut..range.end);
            }
            Some(entry) if entry.body.is_empty() => entry.terms.push(trimmed(body, range)),
            _ => {
                indent = None;
                entries.push(Entry { terms: vec![trimmed(body, range)], ..Entry::default() });
            }
        }
    }
    entries
}

//! What stands beside or apart from the running text: topics, sidebars, quotations with their source, lists in columns.

use super::Context;
use super::context::words;
use crate::document::{Admonition, Attributes, Block, BlockKind, Inline, InlineKind};

/// `topic` and `sidebar`: a box with a title that is no remark on what surrounds it.
pub(super) fn aside(context: &mut Context<'_, '_>) -> Vec<Block> {
    let title = context.title();
    let attributes = context.attributes(&title);
    let subtitle = context.caption("subtitle");
    let mut body = context.body();
    if !subtitle.is_empty() {
        let span = context.option("subtitle").map_or(context.call.span, crate::document::Excerpt::whole);
        body.insert(0, classed("subtitle", vec![BlockKind::Paragraph(subtitle).at(span)]));
    }
    let kind = context.name().to_owned();
    vec![context.block(BlockKind::Admonition(Box::new(Admonition { kind, title, body, collapsible: None, attributes })))]
}

/// `epigraph`, `highlights` and `pull-quote`: a quotation whose last paragraph may name its source behind dashes.
pub(super) fn quotation(context: &mut Context<'_, '_>) -> Vec<Block> {
    let mut attributes = context.attributes(&[]);
    attributes.classes.insert(0, context.name().to_owned());
    let mut body = context.body();
    if let Some(Block { kind: BlockKind::Paragraph(content), span }) = body.last()
        && let Some(source) = attribution(content)
    {
        let span = *span;
        body.pop();
        body.push(classed("attribution", vec![BlockKind::Paragraph(source).at(span)]));
    }
    let quote = context.block(BlockKind::Quote(body));
    vec![context.block(BlockKind::Container { attributes, body: vec![quote] })]
}

/// The words of a paragraph that starts with dashes, behind one long dash.
fn attribution(content: &[Inline]) -> Option<Vec<Inline>> {
    let (first, rest) = content.split_first()?;
    let InlineKind::Text(words) = &first.kind else { return None };
    let named = ["---", "--", "—", "–"].iter().find_map(|dashes| words.strip_prefix(dashes))?;
    let first = Inline { span: first.span, kind: InlineKind::Text(format!("— {}", named.trim_start())) };
    Some(std::iter::once(first).chain(rest.iter().cloned()).collect())
}

/// `compound`: blocks that are one paragraph to their author.
pub(super) fn compound(context: &mut Context<'_, '_>) -> Vec<Block> {
    let mut attributes = context.attributes(&[]);
    attributes.classes.insert(0, "compound".to_owned());
    let body = context.body();
    vec![context.block(BlockKind::Container { attributes, body })]
}

/// `centered`: a bold line in the middle.
pub(super) fn centered(context: &mut Context<'_, '_>) -> Vec<Block> {
    let strong = Inline { span: context.call.argument.whole(), kind: InlineKind::Strong(context.title()) };
    let paragraph = context.block(BlockKind::Paragraph(vec![strong]));
    vec![classed("centered", vec![paragraph])]
}

/// `hlist`: a list in columns.
pub(super) fn columns(context: &mut Context<'_, '_>) -> Vec<Block> {
    let columns = context.number("columns").unwrap_or(2).clamp(1, 6);
    let mut attributes = context.attributes(&[]);
    attributes.classes.splice(0..0, words(&format!("hlist columns-{columns}")));
    let body = context.body();
    vec![context.block(BlockKind::Container { attributes, body })]
}

/// `parsed-literal`: text whose lines and spaces count, with markup in each line.
pub(super) fn literal(context: &mut Context<'_, '_>) -> Vec<Block> {
    let attributes = context.attributes(&[]);
    let body = context.call.body.clone();
    let mut shown = Vec::new();
    let mut at = 0;
    for line in body.text().trim_end().split('\n') {
        if at > 0 {
            shown.push(Inline { span: body.span(at - 1..at), kind: InlineKind::SoftBreak });
        }
        let indent = line.len() - line.trim_start().len();
        let mut words = context.inlines(&body.slice(at + indent..at + line.trim_end().len().max(indent)));
        match words.first_mut() {
            Some(Inline { kind: InlineKind::Text(first), span }) => {
                first.insert_str(0, &line[..indent]);
                span.start = body.span(at..at + 1).start;
            }
            _ if indent > 0 => {
                words.insert(0, Inline { span: body.span(at..at + indent), kind: InlineKind::Text(line[..indent].to_owned()) });
            }
            _ => {}
        }
        shown.append(&mut words);
        at += line.len() + 1;
    }
    vec![context.block(BlockKind::Literal { content: shown, attributes })]
}

/// Blocks in a container of that class.
pub(super) fn classed(class: &str, body: Vec<Block>) -> Block {
    let span = body.first().map(|block| block.span).unwrap_or_default();
    let attributes = Attributes { classes: vec![class.to_owned()], ..Attributes::default() };
    BlockKind::Container { attributes, body }.at(span)
}

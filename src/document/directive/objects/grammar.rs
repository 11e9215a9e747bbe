//! The rules of a grammar.

use super::names::anchor;
use super::{Context, entry, lines};
use crate::document::{
    AnchorKind, Attributes, Block, BlockKind, Excerpt, Family, Inline, InlineKind, Link, ObjectKind, ReferenceKind,
};

/// `productionlist`: in each line a token and its rule, `name: rule`, where tokens in backticks lead to their rules. A line that starts with
/// a colon goes on with the rule above.
pub(in super::super) fn production_list(context: &mut Context<'_, '_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let written = if context.call.body.text().trim().is_empty() { &context.call.argument } else { &context.call.body };
    let mut rules: Vec<(Excerpt, Vec<Inline>)> = Vec::new();
    let mut written = lines(&written.clone());
    let first = context.call.argument.text().lines().next().unwrap_or_default().trim();
    let grammar = if first.is_empty() || first.contains(':') { String::new() } else { format!("{first}:") };
    written.retain(|line| grammar.is_empty() || line.text() != first);
    for line in written {
        let text = line.text();
        let colon = text.find(':').unwrap_or(text.len());
        let name = line.slice(0..text.get(..colon).unwrap_or_default().trim_end().len());
        let rule = line.slice((colon + 1).min(text.len())..text.len());
        let words = rule_content(context, &rule, &grammar);
        match rules.last_mut() {
            Some((_, above)) if name.is_empty() => {
                above.push(Inline { span: line.whole(), kind: InlineKind::HardBreak });
                above.extend(words);
            }
            _ => rules.push((name, words)),
        }
    }
    for (name, words) in rules {
        let (span, text) = (name.whole(), name.text().to_owned());
        let full = format!("{grammar}{text}");
        let id = anchor(ObjectKind::Token, &context.builder.scope, &full);
        let title = vec![Inline { span, kind: InlineKind::Code(text.clone()) }];
        context.builder.anchor(&id, AnchorKind::Object(ObjectKind::Token, full.clone()), title.clone(), span);
        if full != text {
            context.builder.anchor_again(&id, AnchorKind::Object(ObjectKind::Token, text), title.clone(), span);
        }
        let attributes = Attributes { id: Some(id), classes: vec!["object".to_owned()], ..Attributes::default() };
        blocks.extend(entry(context, vec![(title, attributes)], vec![BlockKind::Paragraph(words).at(span)]));
    }
    blocks
}

/// The words of a rule; its tokens are of `grammar`, which ends in a colon, unless they say otherwise.
fn rule_content(context: &mut Context<'_, '_>, rule: &Excerpt, grammar: &str) -> Vec<Inline> {
    let mut shown = Vec::new();
    let mut at = 0;
    for (number, part) in rule.text().split('`').enumerate() {
        let piece = super::trimmed(rule, at..at + part.len());
        at += part.len() + 1;
        if piece.is_empty() {
            continue;
        }
        let (span, text) = (piece.whole(), piece.text().to_owned());
        if !shown.is_empty() {
            shown.push(Inline { span, kind: InlineKind::Text(" ".to_owned()) });
        }
        let code = Inline { span, kind: InlineKind::Code(text.clone()) };
        shown.push(if number % 2 == 0 {
            code
        } else {
            let full = if text.contains(':') { text } else { format!("{grammar}{text}") };
            let reference = context.builder.refer(ReferenceKind::Object(Family::Tokens), full, span);
            Inline { span, kind: InlineKind::Link(Link { reference, content: vec![code], title: None }) }
        });
    }
    shown
}

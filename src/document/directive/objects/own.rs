//! Objects of types that the book defines for itself.

use super::super::table::{Argument, Body, DirectiveSpec, OBJECT};
use super::{Context, entry, fields, head, lines, names};
use crate::document::{AnchorKind, Attributes, Block, BlockKind, Excerpt, Inline, InlineKind, ObjectKind, Span};

/// A directive that describes an object.
pub(in super::super) const OWN: DirectiveSpec = DirectiveSpec {
    names: &[],
    summary: "",
    argument: Argument::Required("a name"),
    body: Body::Optional,
    options: OBJECT,
    lower: describe,
};

/// A directive that names a place.
pub(in super::super) const OWN_PLACE: DirectiveSpec = DirectiveSpec { body: Body::None, lower: place, ..OWN };

fn describe(context: &mut Context<'_, '_>) -> Vec<Block> {
    let mut terms = Vec::new();
    for signature in lines(&context.call.argument.clone()) {
        let span = signature.whole();
        let (name, behind) = parts(signature.text());
        let text = |words: &str| Inline { span, kind: InlineKind::Text(words.to_owned()) };
        let mut shown = vec![Inline { span, kind: InlineKind::Strong(vec![text(name)]) }];
        shown.extend((!behind.is_empty()).then(|| text(behind)));
        let id = if context.flag("no-index") || context.flag("noindex") { None } else { Some(anchor(context, name, span)) };
        terms.push((head(span, shown), Attributes { id, classes: vec!["object".to_owned()], ..Attributes::default() }));
    }
    let body = context.described();
    let body = fields::readable(context.builder, None, body);
    entry(context, terms, body)
}

fn place(context: &mut Context<'_, '_>) -> Vec<Block> {
    let argument: Excerpt = context.call.argument.clone();
    let name = argument.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let attributes = Attributes { id: Some(anchor(context, &name, argument.whole())), ..Attributes::default() };
    vec![context.block(BlockKind::Container { attributes, body: Vec::new() })]
}

/// The name, and the arguments in brackets behind it.
fn parts(signature: &str) -> (&str, &str) {
    let bracket = signature.find('(').filter(|at| *at > 0 && signature.ends_with(')')).unwrap_or(signature.len());
    let (name, behind) = signature.split_at(bracket);
    (name.trim_end(), behind)
}

/// Makes the object a place that the type's role leads to; what it is called there.
fn anchor(context: &mut Context<'_, '_>, name: &str, span: Span) -> String {
    let full = format!("{}:{name}", context.name());
    let id = names::anchor(ObjectKind::Own, &context.builder.scope, &full);
    let title = vec![Inline { span, kind: InlineKind::Code(name.to_owned()) }];
    context.builder.anchor(&id, AnchorKind::Object(ObjectKind::Own, full), title, span);
    id
}

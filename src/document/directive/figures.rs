//! Pictures.

use super::Context;
use super::context::words;
use super::values::pixels;
use crate::document::{Attributes, Block, BlockKind, Figure, Image, Inline, InlineKind, Link, ReferenceId, ReferenceKind};

/// `figure`: the first paragraph of the body is the caption, the rest the legend.
pub(super) fn figure(context: &mut Context<'_, '_>) -> Vec<Block> {
    let image = picture(context);
    let link = target(context);
    let mut legend = context.body();
    let mut caption = Vec::new();
    if matches!(legend.first(), Some(Block { kind: BlockKind::Paragraph(_), .. }))
        && let BlockKind::Paragraph(content) = legend.remove(0).kind
    {
        caption = content;
    }
    let mut attributes = context.attributes(&caption);
    attributes.classes.extend(context.text("figclass").map(words).unwrap_or_default());
    attributes.classes.extend(align_class(context));
    vec![context.block(BlockKind::Figure(Box::new(Figure { image, link, caption, legend, attributes })))]
}

/// `image`: a picture on its own, in a link where `:target:` is given.
pub(super) fn image(context: &mut Context<'_, '_>) -> Vec<Block> {
    let mut image = picture(context);
    image.attributes = context.attributes(&[]);
    image.attributes.classes.extend(align_class(context));
    let Some(reference) = target(context) else {
        return vec![context.block(BlockKind::Image(Box::new(image)))];
    };
    let span = context.call.span;
    let picture = vec![Inline { span, kind: InlineKind::Image(Box::new(image)) }];
    let link = InlineKind::Link(Link { reference, content: picture, title: None });
    vec![context.block(BlockKind::Paragraph(vec![Inline { span, kind: link }]))]
}

fn picture(context: &mut Context<'_, '_>) -> Image {
    let argument = &context.call.argument;
    let reference = context.builder.refer(ReferenceKind::Image, argument.text(), argument.whole());
    Image {
        reference,
        alt: context.line("alt").unwrap_or_default(),
        title: context.line("title"),
        width: context.text("width").and_then(pixels),
        height: context.text("height").and_then(pixels),
        attributes: Attributes::default(),
    }
}

fn target(context: &mut Context<'_, '_>) -> Option<ReferenceId> {
    let target = context.option("target").cloned()?;
    Some(context.builder.refer(ReferenceKind::Url, target.text(), target.whole()))
}

/// `align-left` and the like.
pub(super) fn align_class(context: &Context<'_, '_>) -> Option<String> {
    context.text("align").map(|side| format!("align-{side}"))
}

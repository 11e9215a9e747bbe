//! Pictures.

use super::Context;
use super::context::words;
use crate::document::{
    Attributes, Block, BlockKind, Figure, Image, Inline, InlineKind, Length, Link, ReferenceId, ReferenceKind,
};

/// `figure`: the first paragraph of the body is the caption, the rest the legend.
pub(super) fn figure(context: &mut Context<'_, '_>) -> Vec<Block> {
    let image = picture(context);
    let link = target(context);
    let share = context.text("figwidth").and_then(|width| width.parse::<Length>().ok());
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
    if let Some(Length::OfText(percent)) = share {
        attributes.classes.push(format!("w-{}", (percent.saturating_add(2) / 5 * 5).clamp(5, 100)));
    }
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
    let (width, height) = lengths(context);
    let argument = &context.call.argument;
    let reference = context.builder.refer(ReferenceKind::Image, argument.text(), argument.whole());
    Image {
        reference,
        alt: context.line("alt").unwrap_or_default(),
        title: context.line("title"),
        width,
        height,
        attributes: Attributes::default(),
    }
}

fn target(context: &mut Context<'_, '_>) -> Option<ReferenceId> {
    let target = context.option("target").cloned()?;
    // A name with an underscore is a reference where the language has such.
    if target.text().ends_with('_')
        && let [Inline { kind: InlineKind::Link(link), .. }] = context.inlines(&target).as_slice()
    {
        return Some(link.reference);
    }
    Some(context.builder.refer(ReferenceKind::Url, target.text(), target.whole()))
}

/// Width and height, scaled.
fn lengths(context: &Context<'_, '_>) -> (Option<Length>, Option<Length>) {
    let scale = context.text("scale").and_then(|scale| scale.trim_end_matches('%').trim().parse().ok());
    let length = |name| context.text(name).and_then(|text| text.parse().ok());
    scaled(length("width"), length("height"), scale)
}

/// The lengths that a picture is to have where it is scaled to that many percent.
#[must_use]
pub fn scaled(width: Option<Length>, height: Option<Length>, percent: Option<u32>) -> (Option<Length>, Option<Length>) {
    let Some(percent) = percent.filter(|percent| *percent > 0) else { return (width, height) };
    let share = |length: u32| u32::try_from(u64::from(length) * u64::from(percent) / 100).unwrap_or(u32::MAX).max(1);
    let by = |length| match length {
        Length::Pixels(pixels) => Length::Pixels(share(pixels)),
        Length::OfText(part) => Length::OfText(share(part)),
        Length::OfOwn(part) => Length::OfOwn(share(part)),
    };
    match (width, height) {
        (None, None) => (Some(Length::OfOwn(percent)), None),
        (width, height) => (width.map(by), height.map(by)),
    }
}

/// `align-left` and the like.
pub(super) fn align_class(context: &Context<'_, '_>) -> Option<String> {
    context.text("align").map(|side| format!("align-{side}"))
}

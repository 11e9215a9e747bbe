//! Grids, cards and buttons, as the Sphinx extension `sphinx-design` writes them.

use super::Context;
use super::context::words;
use crate::document::{
    Attributes, Block, BlockKind, Card, Excerpt, Image, Inline, InlineKind, Link, Phrase, ReferenceId, ReferenceKind, fold,
};

/// `grid` and `card-carousel`: cards and other blocks side by side, as many as the argument says where there is room.
pub(super) fn grid(context: &mut Context<'_, '_>) -> Vec<Block> {
    let columns = words(context.call.argument.text()).last().and_then(|last| last.parse().ok()).unwrap_or(3_u32).clamp(1, 6);
    let mut attributes = classes(context, &["class-container", "class-row", "class"]);
    attributes.classes.splice(0..0, words(&format!("grid columns-{columns}")));
    let body = context.body();
    vec![context.block(BlockKind::Container { attributes, body })]
}

/// `grid-item`: any blocks as one item of a grid.
pub(super) fn grid_item(context: &mut Context<'_, '_>) -> Vec<Block> {
    let mut attributes = classes(context, &["class"]);
    attributes.classes.insert(0, "grid-item".to_owned());
    let body = context.body();
    vec![context.block(BlockKind::Container { attributes, body })]
}

/// `card` and `grid-item-card`: what stands above a line of `^^^` is the header, what stands below one of `+++` the footer.
pub(super) fn card(context: &mut Context<'_, '_>) -> Vec<Block> {
    let title = context.title();
    let attributes = Attributes { id: context.attributes(&title).id, ..classes(context, &["class-item", "class-card", "class"]) };
    let image = picture(context, "img-top").or_else(|| picture(context, "img-background"));
    let below = picture(context, "img-bottom");
    let link = context.option("link").cloned().map(|target| {
        let kind = context.text("link-type").unwrap_or("url").to_owned();
        lead(context, &target, &kind)
    });
    let [header, body, footer] = parts(&context.call.body);
    let [header, mut body, footer] = [header, body, footer].map(|part| context.blocks(&part));
    body.extend(below.map(|image| context.block(BlockKind::Image(Box::new(image)))));
    vec![context.block(BlockKind::Card(Box::new(Card { image, header, title, body, footer, link, attributes })))]
}

/// Header, body and footer of a card.
fn parts(text: &Excerpt) -> [Excerpt; 3] {
    let (mut start, mut end, mut at) = (None, None, 0);
    for line in text.text().split_inclusive('\n') {
        let mark = line.trim_end();
        let is = |sign: char| mark.len() >= 3 && mark.chars().all(|c| c == sign);
        if is('^') && start.is_none() && end.is_none() {
            start = Some((at, at + line.len()));
        } else if is('+') && end.is_none() {
            end = Some((at, at + line.len()));
        }
        at += line.len();
    }
    let (header_end, body_start) = start.unwrap_or((0, 0));
    let (body_end, footer_start) = end.unwrap_or((at, at));
    [0..header_end, body_start..body_end, footer_start..at].map(|range| text.slice(range))
}

fn picture(context: &mut Context<'_, '_>, option: &str) -> Option<Image> {
    let file = context.option(option)?.clone();
    let reference = context.builder.refer(ReferenceKind::Image, file.text(), file.whole());
    let alt = context.line("img-alt").unwrap_or_default();
    let attributes = Attributes::default();
    Some(Image { reference, alt, title: None, width: None, height: None, attributes })
}

/// `button-link` and `button-ref`: a link that looks like a button, with the body as its words.
pub(super) fn button(context: &mut Context<'_, '_>) -> Vec<Block> {
    let target = context.call.argument.clone();
    let kind = if context.name() == "button-link" { "url" } else { context.text("ref-type").unwrap_or("any") }.to_owned();
    let reference = lead(context, &target, &kind);
    let body = context.call.body.clone();
    let shown = context.inlines(&body);
    let title = context.line("tooltip");
    let span = context.call.span;
    let mut classes = vec!["button".to_owned()];
    classes.extend(context.text("class").map(words).unwrap_or_default());
    let link = Inline { span, kind: InlineKind::Link(Link { reference, content: shown, title }) };
    let button = Inline { span, kind: InlineKind::Phrase { kind: Phrase::Classes(classes), content: vec![link] } };
    vec![context.block(BlockKind::Paragraph(vec![button]))]
}

/// `article-info`: who wrote the page, when, and how long it takes to read, in one line.
pub(super) fn article_info(context: &mut Context<'_, '_>) -> Vec<Block> {
    let mut line: Vec<Inline> = Vec::new();
    for option in ["author", "date", "read-time"] {
        let words = context.caption(option);
        if let (Some(first), false) = (words.first(), line.is_empty()) {
            line.push(Inline { span: first.span, kind: InlineKind::Text(" · ".to_owned()) });
        }
        line.extend(words);
    }
    if line.is_empty() {
        return Vec::new();
    }
    let attributes = Attributes { classes: vec!["article-info".to_owned()], ..Attributes::default() };
    let line = context.block(BlockKind::Paragraph(line));
    vec![context.block(BlockKind::Container { attributes, body: vec![line] })]
}

/// A reference of the kind that `link-type` and `ref-type` name.
fn lead(context: &mut Context<'_, '_>, target: &Excerpt, kind: &str) -> ReferenceId {
    let span = target.whole();
    match kind {
        "doc" => context.builder.refer(ReferenceKind::Document, target.text(), span),
        "ref" | "any" => context.builder.refer(ReferenceKind::Label, fold(target.text()), span),
        _ => context.builder.refer(ReferenceKind::Url, target.text(), span),
    }
}

/// The classes that these options give.
fn classes(context: &Context<'_, '_>, options: &[&str]) -> Attributes {
    let classes = options.iter().filter_map(|option| context.text(option)).flat_map(words).collect();
    Attributes { classes, ..Attributes::default() }
}

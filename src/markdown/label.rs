//! Labels, `(name)=` on a line of its own, and the anchors of headings.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::CowStr;

use crate::diagnostic::Finding;
use crate::document::{
    AnchorKind, Attributes, Block, BlockKind, Builder, Excerpt, Inline, InlineKind, Span, fold, plain_text, slug,
};

/// A label as written.
#[derive(Clone, Debug)]
pub(super) struct Label {
    name: String,
    span: Span,
}

/// Takes the labels at the start of a paragraph out of its content.
pub(super) fn strip(text: &Excerpt, mut at: usize, content: &mut Vec<Inline>) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut gone = 0;
    while matches!(content.get(gone), Some(Inline { kind: InlineKind::Text(words), .. }) if words.starts_with('(')) {
        let Some(rest) = text.text().get(at..) else { break };
        let line = rest.split_inclusive('\n').next().unwrap_or_default();
        let Some(name) = name(line) else { break };
        let start = at + (line.len() - line.trim_start().len()) + 1;
        labels.push(Label { name: name.to_owned(), span: text.span(start..start + name.len()) });
        let end_of_line = content.iter().skip(gone).position(|i| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak));
        let Some(end_of_line) = end_of_line else {
            gone = content.len();
            break;
        };
        gone += end_of_line + 1;
        at = next_line(text, content.get(gone), at + line.len());
    }
    content.drain(..gone);
    labels
}

/// The offset in `text` at which the line that starts with `first` starts; `guess` where quotes or indentation do not hide it.
fn next_line(text: &Excerpt, first: Option<&Inline>, guess: usize) -> usize {
    let Some(first) = first else { return guess };
    let line = text.text().get(guess..).and_then(|t| t.split_inclusive('\n').next()).unwrap_or_default();
    let prefix = line.char_indices().map(|(i, _)| guess + i).find(|at| text.span(*at..*at + 1).start == first.span.start);
    prefix.unwrap_or(guess)
}

/// The name in a line `(name)=`.
fn name(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix('(')?.strip_suffix(")=")?;
    (!name.trim().is_empty() && !name.contains(['(', ')', '\n'])).then_some(name)
}

/// A heading whose anchor is not yet known.
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) content: Vec<Inline>,
    pub(super) range: Range<usize>,
}

/// What stands in braces behind a heading.
pub(super) struct Given<'t> {
    pub(super) id: Option<CowStr<'t>>,
    pub(super) classes: Vec<CowStr<'t>>,
    pub(super) attrs: Vec<(CowStr<'t>, Option<CowStr<'t>>)>,
}

/// Takes the labels out of a heading that is underlined: they stand in the lines above its words.
pub(super) fn strip_heading(text: &Excerpt, heading: &mut Heading) -> Vec<Label> {
    let has_lines = heading.content.iter().any(|i| matches!(i.kind, InlineKind::SoftBreak));
    if has_lines { strip(text, heading.range.start, &mut heading.content) } else { Vec::new() }
}

/// The heading with its anchors. An id in braces wins; a label that equals the id made from the words is that id.
pub(super) fn heading(text: &Excerpt, heading: Heading, labels: &[Label], given: Given<'_>, builder: &mut Builder<'_>) -> Block {
    let Heading { level, content, range } = heading;
    let level = level.saturating_add(builder.heading_offset).min(6);
    let span = text.span(range.clone());
    let words = plain_text(&content);
    let kind = AnchorKind::Heading(level);
    let mut attributes = Attributes {
        classes: given.classes.iter().map(ToString::to_string).collect(),
        others: given.attrs.iter().filter_map(|(name, value)| safe(name, value.as_deref())).collect(),
        ..Attributes::default()
    };
    let title: Arc<[Inline]> = content.as_slice().into();
    let ids: Vec<String> = labels.iter().map(|label| anchor(label, &title, builder)).collect();
    let id = match given.id.map(CowStr::into_string) {
        Some(id) => {
            let id_span = find_id(text, &range, &id).map_or(span, |range| text.span(range));
            builder.anchor(&id, kind, title, id_span);
            id
        }
        None => match ids.iter().find(|id| **id == slug(&words)) {
            Some(id) => {
                builder.anchor_again(id, kind, title, span);
                id.clone()
            }
            None => builder.anchor_from(&words, kind, title, span),
        },
    };
    attributes.extra_ids = ids.into_iter().filter(|other| *other != id).collect();
    attributes.id = Some(id);
    Block { span, kind: BlockKind::Heading(Box::new(crate::document::Heading { level, content, attributes })) }
}

fn find_id(text: &Excerpt, range: &Range<usize>, id: &str) -> Option<Range<usize>> {
    let source = text.text().get(range.clone())?;
    let at = source.rfind(&format!("#{id}"))? + 1;
    Some(range.start + at..range.start + at + id.len())
}

/// An attribute that may stand in a page: no event handler, no style.
fn safe(name: &str, value: Option<&str>) -> Option<(String, String)> {
    let name = name.to_ascii_lowercase();
    let fits = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (fits && !name.starts_with("on") && name != "style").then(|| (name, value.unwrap_or_default().to_owned()))
}

/// Gives the labels before a block to it.
pub(super) fn attach(labels: &[Label], mut block: Block, builder: &mut Builder<'_>) -> Block {
    let title = block.caption().into();
    let ids: Vec<String> = labels.iter().map(|label| anchor(label, &title, builder)).collect();
    if let Some(attributes) = block.kind.attributes_mut() {
        attributes.extra_ids.extend(ids);
        return block;
    }
    let mut ids = ids.into_iter();
    let attributes = Attributes { id: ids.next(), extra_ids: ids.collect(), ..Attributes::default() };
    Block { span: block.span, kind: BlockKind::Container { attributes, body: vec![block] } }
}

fn anchor(label: &Label, title: &Arc<[Inline]>, builder: &mut Builder<'_>) -> String {
    let id = slug(&label.name);
    builder.anchor(&id, AnchorKind::Label(fold(&label.name)), Arc::clone(title), label.span);
    id
}

/// Adds a finding for each label that no block follows.
pub(super) fn dangling(labels: &[Label], builder: &mut Builder<'_>) {
    for label in labels {
        let message = format!("nothing follows the label `{}`", label.name);
        builder.find(Finding::error("dangling-label", label.span, message).help("put it on the line before what it names"));
    }
}

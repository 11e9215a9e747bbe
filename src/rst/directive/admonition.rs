//! Boxes that stand out.

use super::super::inline::identifier;
use super::super::parser::{Flow, Parser};
use super::super::tree::{Element, Tag};
use super::{Call, Made};

/// The boxes that have a name of their own.
const NAMED: &[(&str, Tag)] = &[
    ("attention", Tag::Attention),
    ("caution", Tag::Caution),
    ("danger", Tag::Danger),
    ("error", Tag::Error),
    ("hint", Tag::Hint),
    ("important", Tag::Important),
    ("note", Tag::Note),
    ("tip", Tag::Tip),
    ("warning", Tag::Warning),
];

fn tag(name: &str) -> Option<Tag> {
    NAMED.iter().find(|(own, _)| *own == name).map(|(_, tag)| *tag)
}

/// Whether the directive of this name makes a box.
pub(super) fn is_box(name: &str) -> bool {
    name == "admonition" || tag(name).is_some()
}

pub(super) fn named<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    call.needs_content()?;
    let tag = tag(&call.own).unwrap_or(Tag::Note);
    let mut element = call.element_with_presets(tag);
    parser.name_of(call, &mut element);
    element.children.extend(parser.content(call, tag));
    Ok(vec![element.into()])
}

pub(super) fn titled<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    call.needs_content()?;
    let mut element = call.element_with_presets(Tag::Admonition);
    parser.name_of(call, &mut element);
    let (words, messages) = parser.title(call, flow);
    if call.option("class").is_none() {
        element.classes.push(format!("admonition-{}", identifier(&call.argument_text())));
    }
    element.children.push(Element::new(Tag::Title, super::super::parser::span_of(&call.argument)).with(words).into());
    element.children.extend(messages);
    element.children.extend(parser.content(call, Tag::Admonition));
    Ok(vec![element.into()])
}

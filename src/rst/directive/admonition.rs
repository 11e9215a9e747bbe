//! Boxes that stand out.

use super::super::inline::identifier;
use super::super::parser::{Flow, Parser};
use super::super::tree::{Element, Tag};
use super::{Call, Made};

fn tag(name: &str) -> Tag {
    match name {
        "attention" => Tag::Attention,
        "caution" => Tag::Caution,
        "danger" => Tag::Danger,
        "error" => Tag::Error,
        "hint" => Tag::Hint,
        "important" => Tag::Important,
        "tip" => Tag::Tip,
        "warning" => Tag::Warning,
        _ => Tag::Note,
    }
}

pub(super) fn named<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    call.needs_content()?;
    let tag = tag(&call.own);
    let mut element = call.element(tag);
    parser.name_of(call, &mut element);
    element.children.extend(parser.content(call, tag));
    Ok(vec![element.into()])
}

pub(super) fn titled<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    call.needs_content()?;
    let mut element = call.element(Tag::Admonition);
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

//! Blocks with a form of their own.

use super::super::block::nested_lines;
use super::super::chars::indent;
use super::super::parser::{Flow, Parser, span_of};
use super::super::prose::Prose;
use super::super::source::Line;
use super::super::tree::{Element, Node, Tag};
use super::{Call, Failure, Made, class_names};

pub(super) fn topic<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    if !call.may_hold_sections(flow) {
        return Err(Failure::error(format!(
            "The \"{}\" directive may not be used within topics or body elements.",
            call.name.text
        )));
    }
    call.needs_content()?;
    titled(parser, call, Tag::Topic, flow)
}

pub(super) fn sidebar<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    if flow.parent == Tag::Sidebar {
        return Err(Failure::error(format!("The \"{}\" directive may not be used within a sidebar element.", call.name.text)));
    }
    if !call.may_hold_sections(flow) {
        return Err(Failure::error(format!(
            "The \"{}\" directive may not be used within topics or body elements.",
            call.name.text
        )));
    }
    if call.option("subtitle").is_some() && call.argument.is_empty() {
        return Err(Failure::error("The \"subtitle\" option may not be used without a title."));
    }
    call.needs_content()?;
    titled(parser, call, Tag::Sidebar, flow)
}

fn titled<'a>(parser: &mut Parser<'a>, call: &Call<'a>, tag: Tag, flow: &mut Flow) -> Made {
    let mut element = call.element(tag);
    let mut problems = Vec::new();
    if !call.argument.is_empty() {
        let (words, messages) = parser.title(call, flow);
        element.children.push(Element::new(Tag::Title, span_of(&call.argument)).with(words).into());
        problems = messages;
    }
    if let Some(subtitle) = call.options.iter().find(|o| o.name == "subtitle") {
        let prose = Prose::new(&subtitle.lines, call.line).at(call.line);
        let (words, messages) = parser.inline(&prose, flow);
        element.children.push(Element::new(Tag::Subtitle, span_of(&subtitle.lines)).with(words).into());
        problems.extend(messages);
    }
    element.children.extend(problems);
    parser.name_of(call, &mut element);
    element.children.extend(parser.content(call, tag));
    Ok(vec![element.into()])
}

pub(super) fn line_block<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    call.needs_content()?;
    let mut lines = Vec::new();
    let mut problems = Vec::new();
    // As in docutils, which adds the line of the call to that of the content.
    let first = call.line.number + call.content.first().map_or(0, |first| first.number.saturating_sub(1));
    for (number, line) in (first..).zip(&call.content) {
        let text = line.from(indent(line.text));
        let place = Line { number, ..text };
        let (words, messages) = parser.inline(&Prose::new(&[text], text).at(place), flow);
        problems.extend(messages);
        let indentation = (!line.is_blank()).then(|| indent(line.text));
        lines.push((indentation, Element::new(Tag::Line, text.span()).with(words)));
    }
    let mut block = nested_lines(lines, call.span, 0);
    block.classes = call.classes();
    parser.name_of(call, &mut block);
    Ok(std::iter::once(Node::from(block)).chain(problems).collect())
}

pub(super) fn parsed_literal<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    call.needs_content()?;
    let prose = Prose::new(&call.content, call.line).at(call.line);
    let (words, messages) = parser.inline(&prose, flow);
    let mut block = call.element_with_presets(Tag::LiteralBlock).set("xml:space", "preserve").with(words);
    parser.name_of(call, &mut block);
    Ok(std::iter::once(Node::from(block)).chain(messages).collect())
}

pub(super) fn rubric<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    let (words, messages) = parser.title(call, flow);
    let mut element = call.element_with_presets(Tag::Rubric).with(words);
    parser.name_of(call, &mut element);
    Ok(std::iter::once(Node::from(element)).chain(messages).collect())
}

pub(super) fn quote<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    call.needs_content()?;
    let mut nodes = parser.quotes(&call.content, flow);
    for node in &mut nodes {
        if let Node::Element(element) = node
            && element.tag == Tag::BlockQuote
        {
            element.classes.push(call.own.clone());
        }
    }
    Ok(nodes)
}

pub(super) fn compound<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    call.needs_content()?;
    let mut element = call.element(Tag::Compound);
    parser.name_of(call, &mut element);
    element.children.extend(parser.content(call, Tag::Compound));
    Ok(vec![element.into()])
}

pub(super) fn container<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    call.needs_content()?;
    let mut element = Element::new(Tag::Container, call.span);
    let argument = call.argument_text();
    element.classes = class_names(&argument);
    if element.classes.iter().any(String::is_empty) {
        return Err(Failure::error(format!("Invalid class attribute value for \"container\" directive: \"{argument}\".")));
    }
    parser.name_of(call, &mut element);
    element.children.extend(parser.content(call, Tag::Container));
    Ok(vec![element.into()])
}

//! What is defined for use elsewhere, and what changes its surroundings.

use super::super::parser::{Flow, Parser, literal_block, span_of};
use super::super::tree::{Element, Node, Severity, Tag};
use super::options::code_point;
use super::{Call, Failure, Made, class_names};

fn only_in_substitutions(call: &Call<'_>) -> Result<(), Failure> {
    if call.substitution.is_none() {
        let message =
            format!("Invalid context: the \"{}\" directive can only be used within a substitution definition.", call.name.text);
        return Err(Failure::error(message));
    }
    Ok(())
}

/// Running text.
pub(super) fn replace<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    only_in_substitutions(call)?;
    call.needs_content()?;
    let mut words: Option<Vec<Node>> = None;
    let mut messages = Vec::new();
    for node in parser.content(call, Tag::SubstitutionDefinition) {
        match node {
            Node::Element(element) if element.tag == Tag::Paragraph && words.is_none() => words = Some(element.children),
            node if node.is(Tag::SystemMessage) => messages.push(node),
            _ => {
                let message = format!("Error in \"{}\" directive: may contain a single paragraph only.", call.name.text);
                return Ok(vec![parser.problem(Severity::Error, message, call.line).into()]);
            }
        }
    }
    messages.extend(words.unwrap_or_default());
    Ok(messages)
}

/// Characters by their codes; two dots start a comment.
pub(super) fn unicode<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    only_in_substitutions(call)?;
    let text = call.argument_text();
    let comment = [" .. ", "\n.. "].into_iter().filter_map(|mark| text.find(mark)).min();
    let codes = if text.starts_with(".. ") { "" } else { &text[..comment.unwrap_or(text.len())] };
    let span = span_of(&call.argument);
    let mut nodes = Vec::new();
    for code in codes.split_whitespace() {
        let text = match code_point(code) {
            Ok(Some(c)) => c.to_string(),
            Ok(None) => code.to_owned(),
            Err(()) => return Err(Failure::error(format!("Invalid character code: {code}\nValueError: no character has it"))),
        };
        nodes.push(Node::Text(text, span));
    }
    parser.depot.trims =
        (call.option("ltrim").or(call.option("trim")).is_some(), call.option("rtrim").or(call.option("trim")).is_some());
    Ok(nodes)
}

/// The day of the build. What a page says must not depend on it, so its format is taken as text.
pub(super) fn date<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    only_in_substitutions(call)?;
    let format = call.content_text();
    let format = if format.is_empty() { "%Y-%m-%d".to_owned() } else { format };
    let span = if call.content.is_empty() { call.span } else { span_of(&call.content) };
    let mut nodes = vec![Node::Text(format.clone(), span)];
    if format.contains('%') {
        let message = "The day of the build is not put into the text; the format is shown.";
        nodes.insert(0, parser.problem(Severity::Info, message, call.line).into());
    }
    Ok(nodes)
}

/// Classes for what stands in it, or for what comes next.
pub(super) fn class<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    let argument = call.argument_text();
    let classes = class_names(&argument);
    if classes.iter().any(String::is_empty) {
        let message = format!("Invalid class attribute value for \"{}\" directive: \"{argument}\".", call.name.text);
        return Err(Failure::error(message));
    }
    if call.content.is_empty() {
        let pending = Element::new(Tag::Pending, call.span)
            .set("transform", "docutils.transforms.misc.ClassAttribute")
            .set("class", list(&classes))
            .set("directive", format!("'{}'", call.name.text));
        return Ok(vec![pending.into()]);
    }
    let mut nodes = parser.content(call, Tag::Pending);
    for node in &mut nodes {
        if let Node::Element(element) = node {
            element.classes.extend(classes.iter().cloned());
        }
    }
    Ok(nodes)
}

/// Words as docutils shows a list of them.
pub(super) fn list(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    format!("[{}]", quoted.join(", "))
}

/// Says how it was called; docutils has it to test how directives are taken apart.
pub(super) fn test_directive<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    let argument = if call.argument.is_empty() { Vec::new() } else { vec![call.argument_text()] };
    let options: Vec<String> =
        call.options.iter().map(|o| format!("'{}': '{}'", o.name, o.value.as_deref().unwrap_or_default())).collect();
    let content = if call.content.is_empty() { " None" } else { "" };
    let message = format!(
        "Directive processed. Type=\"{}\", arguments={}, options={{{}}}, content:{content}",
        call.name.text,
        list(&argument),
        options.join(", ")
    );
    let mut problem = parser.problem(Severity::Info, message, call.line);
    if !call.content.is_empty() {
        problem.children.push(literal_block(call.content_text(), span_of(&call.content)).into());
    }
    Ok(vec![problem.into()])
}

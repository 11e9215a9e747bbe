//! Source code and formulas.

use super::super::chars::integer;
use super::super::parser::{Flow, Parser, joined, span_of, verbatim};
use super::super::source::Line;
use super::super::tree::{Element, Node, Tag};
use super::{Call, Made};
use crate::document::Span;

pub(super) fn code<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    call.needs_content()?;
    let language = call.argument_text();
    let block = code_block(parser, call, &language, call.content_text(), span_of(&call.content));
    Ok(vec![block.into()])
}

/// The element of source code, with numbers in front of its lines where they are wanted.
pub(super) fn code_block<'a>(parser: &mut Parser<'a>, call: &Call<'a>, language: &str, text: String, span: Span) -> Element {
    let mut block = Element::new(Tag::LiteralBlock, call.span).set("xml:space", "preserve");
    block.classes.push("code".to_owned());
    if !language.is_empty() {
        block.classes.push(language.to_owned());
    }
    block.classes.extend(call.classes());
    match call.option("number-lines") {
        Some(first) => block.children = numbered(&text, integer(first).unwrap_or(1), span),
        None => block.children = vec![Node::Text(text, span)],
    }
    parser.name_of(call, &mut block);
    block
}

/// Each line with its number before it; all numbers take the same width.
pub(super) fn numbered(text: &str, first: i64, span: Span) -> Vec<Node> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let numbers = first..i64::MAX;
    // As in docutils, which makes room for one more.
    let width = numbers.clone().nth(lines.len()).unwrap_or(first).to_string().len();
    let one = |(number, line): (i64, &&str)| {
        let number = format!("{number:>width$} ");
        let mut label = Element::new(Tag::Inline, span).with(vec![Node::Text(number, span)]);
        label.classes.push("ln".to_owned());
        [Node::from(label), Node::Text((*line).to_owned(), span)]
    };
    numbers.zip(&lines).flat_map(one).collect()
}

pub(super) fn math<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    call.needs_content()?;
    let mut nodes = Vec::new();
    for lines in formulas(&call.content) {
        let text = verbatim(Tag::MathBlock, joined(lines), span_of(lines));
        let mut block = call.element_with_presets(Tag::MathBlock);
        block.span = text.span;
        block.children = text.children;
        block.attributes.extend(text.attributes);
        match call.option("name").filter(|_| !nodes.is_empty()) {
            // The name is that of the first formula.
            Some(name) => block = block.set("name", name),
            None => parser.name_of(call, &mut block),
        }
        nodes.push(block.into());
    }
    Ok(nodes)
}

/// The parts between blank lines. Where there are several, all but the first belong to what follows.
fn formulas<'l, 'a>(lines: &'l [Line<'a>]) -> Vec<&'l [Line<'a>]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() && at > start {
            parts.extend(lines.get(start..at));
            start = at + 1;
        }
    }
    parts.extend(lines.get(start..));
    parts.retain(|part| part.len() > 1 || part.iter().any(|line| !line.is_blank()));
    parts
}

//! What belongs to the document as a whole.

use super::super::chars::folded;
use super::super::parser::{Flow, Parser, joined, span_of};
use super::super::tree::{Element, Node, Severity, Tag};
use super::misc::list;
use super::{Call, Failure, Made};

pub(super) fn title<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    parser.depot.title = Some(call.argument_text());
    Ok(Vec::new())
}

pub(super) fn contents<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    if !(call.titles || flow.parent == Tag::Sidebar) {
        return Err(Failure::error(format!(
            "The \"{}\" directive may not be used within topics or body elements.",
            call.name.text
        )));
    }
    let mut topic = Element::new(Tag::Topic, call.span);
    topic.classes.push("contents".to_owned());
    topic.classes.extend(call.classes());
    let mut problems = Vec::new();
    let mut name = "contents".to_owned();
    if !call.argument.is_empty() {
        let (words, messages) = parser.title(call, flow);
        problems = messages;
        name = folded(&super::super::tree::text_of(&words));
        topic.children.push(Element::new(Tag::Title, span_of(&call.argument)).with(words).into());
    } else if call.option("local").is_none() {
        topic.children.push(Element::new(Tag::Title, call.span).with(vec![Node::Text("Contents".to_owned(), call.span)]).into());
    }
    if call.option("local").is_some() {
        topic.classes.push("local".to_owned());
    }
    if !parser.has_name(&name) {
        let (id, _) = parser.name(name, false, None, call.span, parser.here);
        topic.names.push(id);
    }
    let mut pending = Element::new(Tag::Pending, call.span).set("transform", "docutils.transforms.parts.Contents");
    if let Some(depth) = call.option("depth") {
        pending = pending.set("depth", depth.trim());
    }
    if call.option("local").is_some() {
        pending = pending.set("local", "None");
    }
    if let Some(links) = call.option("backlinks").map(|links| links.trim().to_lowercase()) {
        pending = pending.set("backlinks", if links == "none" { "None".to_owned() } else { format!("'{links}'") });
    }
    if call.option("class").is_some() {
        pending = pending.set("class", list(&call.classes()));
    }
    topic.children.push(pending.into());
    Ok(std::iter::once(Node::from(topic)).chain(problems).collect())
}

pub(super) fn sectnum<'a>(_parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    let mut pending = Element::new(Tag::Pending, call.span).set("transform", "docutils.transforms.parts.SectNum");
    for (name, is_number) in [("depth", true), ("start", true), ("prefix", false), ("suffix", false)] {
        if let Some(value) = call.option(name) {
            pending = pending.set(name, if is_number { value.trim().to_owned() } else { format!("'{value}'") });
        }
    }
    Ok(vec![pending.into()])
}

pub(super) fn target_notes<'a>(_parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    let mut pending = Element::new(Tag::Pending, call.span).set("transform", "docutils.transforms.references.TargetNotes");
    if call.option("class").is_some() {
        pending = pending.set("class", list(&call.classes()));
    }
    Ok(vec![pending.into()])
}

/// What stands at the top or the bottom of each page.
pub(super) fn decoration<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    call.needs_content()?;
    let is_header = call.own == "header";
    let nodes = parser.content(call, if is_header { Tag::Header } else { Tag::Footer });
    let into = if is_header { &mut parser.depot.header } else { &mut parser.depot.footer };
    into.extend(nodes);
    Ok(Vec::new())
}

/// What is said about the document to programs: a list of fields.
pub(super) fn meta<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    call.needs_content()?;
    let nodes = tags(parser, call);
    // They stand at the top of the document, wherever the directive stands.
    let top = &mut parser.depot.top;
    let at = top.iter().take_while(|node| node.is(Tag::Meta)).count();
    top.splice(at..at, nodes);
    Ok(Vec::new())
}

fn tags<'a>(parser: &mut Parser<'a>, call: &Call<'a>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let lines = &call.content;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let Some(marker) = super::super::block::field_marker(line.text) else {
            if line.is_blank() {
                at += 1;
                continue;
            }
            let problem = parser.problem_in(Severity::Error, "Invalid meta directive.", call.line, joined(&call.written));
            nodes.push(problem.into());
            return nodes;
        };
        let more = lines.iter().skip(at + 1).take_while(|l| l.is_indented() || l.is_blank()).count();
        let field = lines.get(at..=at + more).unwrap_or_default();
        let end = line.text[..marker].rfind(':').unwrap_or(marker);
        let below = field.get(1..).unwrap_or_default();
        let indent = below.iter().filter(|l| !l.is_blank()).map(|l| super::super::chars::indent(l.text)).min().unwrap_or(0);
        let value: Vec<&str> =
            std::iter::once(line.from(marker)).chain(below.iter().map(|l| l.from(indent))).map(|l| l.text).collect();
        nodes.push(tag(parser, line.part(1..end).text, value.join(" ").trim(), field));
        at += 1 + more;
    }
    nodes
}

fn tag<'a>(parser: &mut Parser<'a>, name: &str, content: &str, field: &[super::super::source::Line<'a>]) -> Node {
    let Some(first) = field.first().copied() else { return Node::Text(String::new(), crate::document::Span::default()) };
    let mut shown = field.to_vec();
    super::super::block::indented::trim_end(&mut shown);
    let failed =
        |parser: &mut Parser<'a>, severity, message: String| parser.problem_in(severity, message, first, joined(&shown)).into();
    if content.is_empty() {
        return failed(parser, Severity::Info, format!("No content for meta tag \"{name}\"."));
    }
    let mut element = Element::new(Tag::Meta, span_of(field)).set("content", content);
    let mut words = name.split_whitespace();
    let Some(own) = words.next() else { return element.into() };
    element = match own.split_once('=') {
        Some(("http-equiv", value)) => element.set("http-equiv", value),
        Some(("property", value)) => element.set("property", value),
        Some(("name", value)) => element.set("name", value),
        _ => element.set("name", own),
    };
    for word in words {
        match word.split_once('=') {
            Some(("lang", value)) => element = element.set("lang", value),
            Some(("scheme", value)) => element = element.set("scheme", value),
            Some(("media", value)) => element = element.set("media", value),
            Some(("dir", value)) => element = element.set("dir", value),
            Some(_) => {}
            None => {
                let message = format!("Error parsing meta tag attribute \"{word}\": missing \"=\".");
                return failed(parser, Severity::Error, message);
            }
        }
    }
    element.into()
}

/// Header and footer as an element, if there are any.
pub(in super::super) fn decorations(header: Vec<Node>, footer: Vec<Node>) -> Option<Element> {
    if header.is_empty() && footer.is_empty() {
        return None;
    }
    let mut element = Element::new(Tag::Decoration, crate::document::Span::default());
    for (tag, nodes) in [(Tag::Header, header), (Tag::Footer, footer)] {
        if !nodes.is_empty() {
            element.children.push(Element::new(tag, crate::document::Span::default()).with(nodes).into());
        }
    }
    Some(element)
}

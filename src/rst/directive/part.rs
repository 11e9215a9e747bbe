//! What belongs to the document as a whole.

use super::super::chars::{escaped, folded, unescaped};
use super::super::parser::{Flow, Parser, joined, span_of};
use super::super::tree::{Element, Node, Severity, Tag};
use super::misc::list;
use super::{Call, Failure, Made};

pub(super) fn title<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    parser.depot.title = Some(call.argument_text());
    Ok(Vec::new())
}

pub(super) fn contents<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    if !call.may_hold_sections(flow) {
        return Err(Failure::error(format!(
            "The \"{}\" directive may not be used within topics or body elements.",
            call.name.text
        )));
    }
    let mut topic = Element::new(Tag::Topic, call.span);
    topic.classes.push("contents".to_owned());
    topic.classes.extend(call.classes());
    let mut problems = Vec::new();
    let label = parser.settings.language.contents();
    let mut name = folded(label);
    if !call.argument.is_empty() {
        let (words, messages) = parser.title(call, flow);
        problems = messages;
        name = folded(&super::super::tree::text_of(&words));
        topic.children.push(Element::new(Tag::Title, span_of(&call.argument)).with(words).into());
    } else if call.option("local").is_none() {
        topic.children.push(Element::new(Tag::Title, call.span).with(vec![Node::Text(label.to_owned(), call.span)]).into());
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
    Ok(vec![with_presets(call, pending).into()])
}

/// What is left for later takes all options with it: within the definition of a substitution, its name is one of them.
fn with_presets(call: &Call<'_>, pending: Element) -> Element {
    match &call.substitution {
        Some(name) => pending.set("alt", format!("'{name}'")),
        None => pending,
    }
}

pub(super) fn target_notes<'a>(_parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    let mut pending = Element::new(Tag::Pending, call.span).set("transform", "docutils.transforms.references.TargetNotes");
    if call.option("class").is_some() {
        pending = pending.set("class", list(&call.classes()));
    }
    Ok(vec![with_presets(call, pending).into()])
}

/// What stands at the top or the bottom of each page.
pub(super) fn decoration<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    call.needs_content()?;
    let is_header = call.own == "header";
    let depot = &mut parser.depot;
    if depot.header.is_none() && depot.footer.is_none() {
        // It stands behind what is said to programs so far; what else comes to the top later comes before it.
        depot.decoration = depot.top.iter().take_while(|node| node.is(Tag::Meta)).count();
    }
    let part = if is_header { &mut depot.header } else { &mut depot.footer };
    part.get_or_insert_default();
    let nodes = parser.content(call, if is_header { Tag::Header } else { Tag::Footer });
    let into = if is_header { &mut parser.depot.header } else { &mut parser.depot.footer };
    into.get_or_insert_default().extend(nodes);
    Ok(Vec::new())
}

/// What is said about the document to programs: a list of fields.
pub(super) fn meta<'a>(parser: &mut Parser<'a>, call: &Call<'a>, flow: &mut Flow) -> Made {
    call.needs_content()?;
    let nodes = tags(parser, call);
    // They stand at the top of the document, wherever the directive stands.
    let top = &mut parser.depot.top;
    let known = top.iter().take_while(|node| node.is(Tag::Meta)).count();
    // As in docutils, where nothing else is there yet, what comes later stands first.
    let is_all = known == top.len() && flow.is_empty() && parser.depot.header.is_none() && parser.depot.footer.is_none();
    let at = if is_all { 0 } else { known };
    if at <= parser.depot.decoration {
        parser.depot.decoration += nodes.len();
    }
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
        let meant = |text: &str| unescaped(&escaped(text));
        let blank = value.iter().take_while(|line| line.trim().is_empty()).count();
        let content = value.get(blank..).unwrap_or_default().join(" ");
        nodes.push(tag(parser, &meant(line.part(1..end).text), &meant(&content), field));
        at += 1 + more;
    }
    nodes
}

fn tag<'a>(parser: &mut Parser<'a>, name: &str, content: &str, field: &[super::super::source::Line<'a>]) -> Node {
    // As in docutils, the line that is shown is the last of the field.
    let shown = field.last().map(|line| line.text.to_owned()).unwrap_or_default();
    let here = parser.here;
    let failed =
        |parser: &mut Parser<'a>, severity, message: String| parser.problem_in(severity, message, here, shown.clone()).into();
    if content.is_empty() {
        return failed(parser, Severity::Info, format!("No content for meta tag \"{name}\"."));
    }
    let mut element = Element::new(Tag::Meta, span_of(field)).set("content", content);
    let mut words = name.split_whitespace();
    let Some(own) = words.next() else { return element.into() };
    element = match assignment(own) {
        Ok((attribute, value)) => assigned(element, attribute, value),
        Err(_) => assigned(element, "name", own),
    };
    for word in words {
        match assignment(word) {
            Ok((attribute, value)) => element = assigned(element, attribute, value),
            Err(reason) => {
                let message = format!("Error parsing meta tag attribute \"{word}\": {reason}.");
                return failed(parser, Severity::Error, message);
            }
        }
    }
    element.into()
}

/// The element with an attribute, which replaces what it had under that name.
fn assigned(mut element: Element, attribute: &str, value: &str) -> Element {
    let attribute = attribute.to_lowercase();
    element.attributes.retain(|(name, _)| *name != attribute);
    element.set(attribute, value)
}

/// `name=value` or `name="value"`. The error says what is missing.
fn assignment(word: &str) -> Result<(&str, &str), String> {
    let Some((name, value)) = word.split_once('=') else { return Err("missing \"=\"".to_owned()) };
    if name.is_empty() {
        return Err("missing attribute name before \"=\"".to_owned());
    }
    let Some(quote) = value.chars().next() else { return Err(format!("missing value after \"{name}=\"")) };
    if !matches!(quote, '"' | '\'') {
        return Ok((name, value));
    }
    match value[1..].split_once(quote) {
        Some((value, "")) => Ok((name, value)),
        Some(_) => Err(format!("attribute \"{name}\" end quote ({quote}) not followed by whitespace")),
        None => Err(format!("attribute \"{name}\" missing end quote ({quote})")),
    }
}

/// Header and footer as an element, if there are any.
pub(in super::super) fn decorations(header: Option<Vec<Node>>, footer: Option<Vec<Node>>) -> Option<Element> {
    if header.is_none() && footer.is_none() {
        return None;
    }
    let mut element = Element::new(Tag::Decoration, crate::document::Span::default());
    for (tag, nodes) in [(Tag::Header, header), (Tag::Footer, footer)] {
        if let Some(nodes) = nodes {
            element.children.push(Element::new(tag, crate::document::Span::default()).with(nodes).into());
        }
    }
    Some(element)
}

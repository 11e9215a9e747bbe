//! Pictures and figures.

use super::super::block::{TargetKind, parsed_target, plain_uri};
use super::super::chars::{escaped, folded, integer, squeezed};
use super::super::parser::{Flow, Parser, joined};
use super::super::tree::{Element, Node, Severity, Tag};
use super::options::{measure, width};
use super::{Call, Failure, Made};

/// Where a picture may stand within a line, and where as a block.
const IN_LINE: &[&str] = &["top", "middle", "bottom"];
const AS_BLOCK: &[&str] = &["left", "center", "right"];

pub(super) fn image<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    if let Some(align) = call.option("align") {
        let (allowed, within) = match &call.substitution {
            Some(_) => (IN_LINE, " within a substitution definition"),
            None => (AS_BLOCK, ""),
        };
        if !allowed.contains(&align.trim().to_lowercase().as_str()) {
            let listed = allowed.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(", ");
            let message = format!(
                "Error in \"{}\" directive: \"{align}\" is not a valid value for the \"align\" option{within}.  \
                Valid values for \"align\" are: {listed}.",
                call.name.text
            );
            return Err(Failure::error(message));
        }
    }
    Ok(vec![picture(parser, call, call.option("align"))])
}

fn picture<'a>(parser: &mut Parser<'a>, call: &Call<'a>, align: Option<&str>) -> Node {
    let uri = plain_uri(&escaped(&call.argument_text()));
    let mut image = call.element(Tag::Image).set("uri", uri);
    let alt = call.option("alt").map(str::to_owned).or_else(|| call.substitution.clone());
    let scale = call.option("scale").and_then(|scale| integer(scale.trim().trim_end_matches([' ', '%'])));
    let values = [
        ("alt", alt),
        ("height", call.option("height").map(width)),
        ("width", call.option("width").map(width)),
        ("scale", scale.map(|percent| percent.to_string())),
        ("align", align.map(|a| a.trim().to_lowercase())),
        ("loading", call.option("loading").map(|l| l.trim().to_lowercase())),
    ];
    for (name, value) in values {
        if let Some(value) = value {
            image = image.set(name, value);
        }
    }
    parser.name_of(call, &mut image);
    let Some(target) = call.option("target") else { return image.into() };
    let lines: Vec<String> = target.split('\n').map(escaped).collect();
    let reference = Element::new(Tag::Reference, call.span);
    let reference = match parsed_target(&lines) {
        TargetKind::Reference(name) => reference.set("name", squeezed(&name)).set("refname", folded(&name)),
        TargetKind::Address(uri) => reference.set("refuri", uri),
    };
    reference.with(vec![image.into()]).into()
}

pub(super) fn figure<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    let mut figure = Element::new(Tag::Figure, call.span);
    figure.children.push(picture(parser, call, None));
    let figure_width = call.option("figwidth").map(str::trim).filter(|w| !w.eq_ignore_ascii_case("image"));
    if let Some(given) = figure_width {
        let made = measure(given, &["px"]).map(|px| if px.ends_with("px") { px } else { format!("{px}px") });
        let value = made.unwrap_or_else(|_| width(given));
        if value.is_empty() {
            let message = format!(
                "Error in \"{}\" directive:\ninvalid option value: (option: \"figwidth\"; value: '{given}').",
                call.name.text
            );
            return Err(Failure::error(message));
        }
        figure = figure.set("width", value);
    }
    figure.classes = call.option("figclass").map(super::class_names).unwrap_or_default();
    if let Some(align) = call.option("align") {
        figure = figure.set("align", align.trim().to_lowercase());
    }
    if call.option("figname").is_some_and(|name| !name.is_empty()) {
        parser.named(call, "figname", &mut figure);
    }
    let mut content = parser.content(call, Tag::Figure).into_iter();
    // Targets and what is done later may stand before the caption.
    let caption = content.by_ref().find_map(|node| match node {
        node if node.is(Tag::Target) || node.is(Tag::Pending) => {
            figure.children.push(node);
            None
        }
        node => Some(node),
    });
    match caption {
        None => return Ok(vec![figure.into()]),
        Some(Node::Element(first)) if first.tag == Tag::Paragraph => {
            figure.children.push(Element { tag: Tag::Caption, ..*first }.into());
        }
        Some(Node::Element(first)) if first.tag == Tag::Comment && first.children.is_empty() => {}
        Some(_) => {
            let message = "Figure caption must be a paragraph or empty comment.";
            let problem = parser.problem_in(Severity::Error, message, call.line, joined(&call.written));
            return Ok(vec![figure.into(), problem.into()]);
        }
    }
    let legend: Vec<Node> = content.collect();
    if !legend.is_empty() {
        figure.children.push(Element::new(Tag::Legend, call.span).with(legend).into());
    }
    Ok(vec![figure.into()])
}

//! `duplicate-node`: one name for two things.

use std::collections::BTreeMap;

use crate::diagnostic::Finding;
use crate::document::Excerpt;
use crate::render::diagram::sketch::{Kind, Mention, Sketch};

pub(super) fn findings(source: &Excerpt, sketch: &Sketch) -> Vec<Finding> {
    let what = match sketch.kind {
        Kind::Flowchart => "node",
        Kind::State => "state",
        Kind::Sequence => "participant",
        _ => return Vec::new(),
    };
    let mut first: BTreeMap<&str, &Mention> = BTreeMap::new();
    let mut findings = Vec::new();
    for node in sketch.nodes.iter().filter(|node| declares(node, sketch.kind)) {
        match first.get(node.id.as_str()) {
            Some(other) if differ(source.text(), sketch.kind, other, node) => {
                let line = line_of(source.text(), other);
                let before = match other.label.clone().and_then(|label| source.text().get(label)) {
                    Some(words) => format!("as \"{words}\" in line {line}"),
                    None => format!("in line {line}"),
                };
                let message = format!("the {what} `{}` was declared before, {before} of the diagram", node.id);
                let span = source.span(node.range.clone());
                let finding = Finding::error("duplicate-node", span, message);
                findings
                    .push(finding.help(format!("only one of them is drawn: give this {what} a name of its own, or delete one")));
            }
            Some(_) => {}
            None => {
                first.insert(&node.id, node);
            }
        }
    }
    findings
}

/// Whether the place says what is to be drawn, and does not only name it.
fn declares(node: &Mention, kind: Kind) -> bool {
    match kind {
        Kind::Sequence => !node.shape.is_empty(),
        // Descriptions add up, and a fork shows no words.
        Kind::State => node.label.is_some() && node.shape.is_empty(),
        _ => node.label.is_some(),
    }
}

fn differ(source: &str, kind: Kind, one: &Mention, other: &Mention) -> bool {
    let words =
        |node: &Mention| node.label.clone().and_then(|label| source.get(label)).map(str::split_whitespace).map(Vec::from_iter);
    // A participant can be declared once only.
    kind == Kind::Sequence || words(one) != words(other) || one.shape != other.shape
}

/// The line of the diagram in which it stands, from 1.
fn line_of(source: &str, node: &Mention) -> usize {
    source.get(..node.range.start).unwrap_or_default().matches('\n').count() + 1
}

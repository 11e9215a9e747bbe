//! `unreachable-node`: nodes without a link, states that no transition leads to, participants who say nothing.

use std::collections::BTreeSet;

use crate::diagnostic::Finding;
use crate::document::Excerpt;
use crate::render::diagram::sketch::{Kind, Mention, Sketch};

pub(super) fn findings(source: &Excerpt, sketch: &Sketch) -> Vec<Finding> {
    if sketch.links.is_empty() {
        return Vec::new();
    }
    let finding = |node: &Mention, message: String, help: &str| {
        Finding::warning("unreachable-node", source.span(node.range.clone()), message).help(help)
    };
    match sketch.kind {
        Kind::Flowchart => {
            let apart = |node: &Mention| {
                let message = format!("no link leads to the node `{}` or from it", node.id);
                finding(node, message, "link it with another node, or delete it")
            };
            unlinked(sketch).into_iter().map(apart).collect()
        }
        Kind::State => {
            let lost = |node: &Mention| {
                let message = format!("no path leads from the start `[*]` to the state `{}`", node.id);
                finding(node, message, "add the transition that leads to it, or delete it")
            };
            unreached(sketch).into_iter().map(lost).collect()
        }
        Kind::Sequence => {
            let silent = |node: &Mention| {
                let message = format!("the participant `{}` neither sends nor gets a message", node.id);
                finding(node, message, "add the message, or delete the participant")
            };
            let joined = joined(sketch);
            let declared = sketch.nodes.iter().filter(|node| !node.shape.is_empty());
            declared.filter(|node| !joined.contains(node.id.as_str())).map(silent).collect()
        }
        _ => Vec::new(),
    }
}

/// All that has a link.
fn joined(sketch: &Sketch) -> BTreeSet<&str> {
    let ends = sketch.links.iter().flat_map(|link| [link.from.as_deref(), link.to.as_deref()]);
    ends.flatten().collect()
}

/// The first places of each name.
fn firsts(sketch: &Sketch) -> impl Iterator<Item = &Mention> {
    let mut seen = BTreeSet::new();
    sketch.nodes.iter().filter(move |node| seen.insert(node.id.as_str()))
}

/// Nodes of a flowchart without a link. What stands in a group takes part in the group's links; a group in which nothing has a link is a
/// list or a legend.
fn unlinked(sketch: &Sketch) -> Vec<&Mention> {
    let joined = joined(sketch);
    let around = |node: &Mention| {
        let mut next = node.group;
        std::iter::from_fn(move || {
            let here = next?;
            next = sketch.groups.get(here)?.group;
            Some(here)
        })
    };
    let mut lively: BTreeSet<usize> = BTreeSet::new();
    let mut members: BTreeSet<(&str, usize)> = BTreeSet::new();
    for node in &sketch.nodes {
        for group in around(node) {
            members.insert((&node.id, group));
            if joined.contains(node.id.as_str()) {
                lively.insert(group);
            }
        }
    }
    let is_linked_group = |group: usize| sketch.groups.get(group).is_some_and(|group| joined.contains(group.id.as_str()));
    let in_group: BTreeSet<&str> = members.iter().map(|(id, _)| *id).collect();
    let excused: BTreeSet<&str> = members
        .iter()
        .filter(|(_, group)| is_linked_group(*group) || !lively.contains(group))
        .map(|(id, _)| *id)
        .filter(|id| in_group.contains(id))
        .collect();
    firsts(sketch).filter(|node| !joined.contains(node.id.as_str()) && !excused.contains(node.id.as_str())).collect()
}

/// States that no path from the start leads to. A composite state that is reached reaches what its regions start with, or all of a region
/// without a start; who is within a state is in that state too.
fn unreached(sketch: &Sketch) -> Vec<&Mention> {
    let starts = |group: Option<usize>| {
        let from_start = sketch.links.iter().filter(move |link| link.group == group && link.from.is_none());
        from_start.filter_map(|link| link.to.as_deref())
    };
    let members = |group: Option<usize>| sketch.nodes.iter().filter(move |node| node.group == group).map(|node| node.id.as_str());
    let enter = |group: Option<usize>| -> Vec<&str> {
        if starts(group).next().is_some() { starts(group).collect() } else { members(group).collect() }
    };
    if starts(None).next().is_none() {
        return Vec::new();
    }
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut next: Vec<&str> = enter(None);
    while let Some(state) = next.pop() {
        if !reached.insert(state) {
            continue;
        }
        next.extend(sketch.links.iter().filter(|link| link.from.as_deref() == Some(state)).filter_map(|link| link.to.as_deref()));
        for (region, group) in sketch.groups.iter().enumerate() {
            if group.id == state {
                next.extend(enter(Some(region)));
            }
        }
        let homes = sketch.nodes.iter().filter(|node| node.id == state).filter_map(|node| sketch.groups.get(node.group?));
        next.extend(homes.map(|group| group.id.as_str()));
    }
    firsts(sketch).filter(|node| !reached.contains(node.id.as_str())).collect()
}

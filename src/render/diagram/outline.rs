//! The diagram in words, from the engine's model of it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::words::words;

/// One line of the text alternative and what belongs under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The line, as plain text.
    pub text: String,
    /// What it holds, such as the nodes of a group.
    pub children: Vec<Entry>,
}

/// A diagram in words.
pub(super) struct Outline {
    /// What a reader would call the kind, such as `Flowchart`.
    pub(super) kind: &'static str,
    /// How much there is of what, such as `8 nodes, 6 links`; empty when there is nothing to count.
    pub(super) counts: String,
    /// The diagram itself; empty for the kinds that have no words of their own here.
    pub(super) entries: Vec<Entry>,
}

impl Entry {
    pub(super) fn leaf(text: impl Into<String>) -> Self {
        Self { text: text.into(), children: Vec::new() }
    }
}

/// Describes a diagram; `labels` are the texts of the drawing in order, for the kinds without a description of
/// their own.
pub(super) fn describe(kind: &str, model: &Value, labels: &[String]) -> Outline {
    let mut outline = match kind {
        "flowchart-v2" | "flowchart" | "flowchart-elk" | "swimlane" => flowchart(model),
        "sequence" => sequence(model),
        "classDiagram" | "class" => class(model),
        "stateDiagram" | "state" => state(model),
        "er" => er(model),
        "mindmap" => {
            Outline { kind: "Mind map", counts: String::new(), entries: model.get("rootNode").map(tree).into_iter().collect() }
        }
        other => super::charts::describe(other, model).unwrap_or_else(|| Outline {
            kind: kind_name(other),
            counts: String::new(),
            entries: Vec::new(),
        }),
    };
    if outline.entries.is_empty() {
        outline.entries = labels.iter().map(Entry::leaf).collect();
        if outline.counts.is_empty() {
            outline.counts = count(labels.len(), "label", "labels");
        }
    }
    if outline.entries.is_empty() {
        outline.entries.push(Entry::leaf("Nothing in this diagram has a label."));
    }
    outline
}

fn kind_name(kind: &str) -> &'static str {
    match kind {
        "block" => "Block diagram",
        "kanban" => "Kanban board",
        _ => "Diagram",
    }
}

fn flowchart(model: &Value) -> Outline {
    let (nodes, edges, groups) = (list(model, "nodes"), list(model, "edges"), list(model, "subgraphs"));
    let name = |id: &str| {
        let node = nodes.iter().find(|node| text(node, "id") == id).map(|node| words(text(node, "label")));
        let group = groups.iter().find(|group| text(group, "id") == id).map(|group| words(text(group, "title")));
        node.or(group).filter(|name| !name.is_empty()).unwrap_or_else(|| id.to_owned())
    };
    let mut entries: Vec<Entry> = Vec::new();
    let mut grouped: Vec<&str> = Vec::new();
    for group in groups {
        let members: Vec<&str> = list(group, "nodes").iter().filter_map(Value::as_str).collect();
        let children = members.iter().map(|id| Entry::leaf(name(id))).collect();
        grouped.extend(members);
        let title = words(text(group, "title"));
        let title = if title.is_empty() { text(group, "id").to_owned() } else { title };
        entries.push(Entry { text: format!("Group {title}"), children });
    }
    let joined = |id: &str| edges.iter().any(|edge| text(edge, "from") == id || text(edge, "to") == id);
    for node in nodes {
        let id = text(node, "id");
        if !grouped.contains(&id) && !joined(id) {
            entries.push(Entry::leaf(name(id)));
        }
    }
    for edge in edges {
        entries.push(Entry::leaf(arrow(&name(text(edge, "from")), &name(text(edge, "to")), text(edge, "label"))));
    }
    let mut counts = vec![count(nodes.len(), "node", "nodes"), count(edges.len(), "link", "links")];
    if !groups.is_empty() {
        counts.push(count(groups.len(), "group", "groups"));
    }
    Outline { kind: "Flowchart", counts: counts.join(", "), entries }
}

/// Mermaid's numbers for the lines of a sequence: what each begins, or `None` for a message.
fn sequence_block(kind: i64) -> Option<&'static str> {
    Some(match kind {
        10 => "Loop",
        12 => "Either",
        13 => "or",
        15 => "Optionally",
        19 | 32 => "In parallel",
        20 => "and",
        27 => "Critical",
        28 => "option",
        30 => "Break",
        _ => return None,
    })
}

fn sequence(model: &Value) -> Outline {
    let actors = model.get("actors");
    let order: Vec<&str> = list(model, "actorOrder").iter().filter_map(Value::as_str).collect();
    let name = |id: &str| {
        let shown = actors.and_then(|actors| actors.get(id)).map(|actor| words(text(actor, "description")));
        shown.filter(|name| !name.is_empty()).unwrap_or_else(|| id.to_owned())
    };
    let mut messages = 0;
    // Blocks are open entries; the last takes what follows.
    let mut open: Vec<Entry> = vec![Entry::leaf("")];
    for message in list(model, "messages") {
        let kind = message.get("type").and_then(Value::as_i64).unwrap_or(-1);
        let said = words(text(message, "message"));
        if let Some(opening) = sequence_block(kind) {
            let continues = matches!(kind, 13 | 20 | 28);
            if continues {
                close(&mut open);
            }
            open.push(Entry::leaf(if said.is_empty() { opening.to_owned() } else { format!("{opening}: {said}") }));
            continue;
        }
        if matches!(kind, 11 | 14 | 16 | 21 | 29 | 31) {
            close(&mut open);
            continue;
        }
        let (from, to) = (text(message, "from"), text(message, "to"));
        let line = match kind {
            2 => format!("Note on {}: {said}", name(from)),
            _ if from.is_empty() || to.is_empty() || said.is_empty() && matches!(kind, 17 | 18 | 22 | 23 | 26) => continue,
            17 | 18 | 22 | 23 | 26 => continue,
            _ => {
                messages += 1;
                arrow(&name(from), &name(to), &said)
            }
        };
        if let Some(last) = open.last_mut() {
            last.children.push(Entry::leaf(line));
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    let mut entries =
        vec![Entry { text: "Participants".to_owned(), children: order.iter().map(|id| Entry::leaf(name(id))).collect() }];
    entries.extend(open.pop().map(|root| root.children).unwrap_or_default());
    let counts = [count(order.len(), "participant", "participants"), count(messages, "message", "messages")];
    Outline { kind: "Sequence diagram", counts: counts.join(", "), entries }
}

fn close(open: &mut Vec<Entry>) {
    if open.len() > 1
        && let Some(done) = open.pop()
        && let Some(around) = open.last_mut()
    {
        around.children.push(done);
    }
}

fn class(model: &Value) -> Outline {
    let mut entries = Vec::new();
    let classes: Vec<(&String, &Value)> =
        model.get("classes").and_then(Value::as_object).map(|classes| classes.iter().collect()).unwrap_or_default();
    for (id, class) in &classes {
        let members = ["annotations", "members", "methods"].iter().flat_map(|part| list(class, part)).filter_map(|member| {
            let shown = member.as_str().unwrap_or_else(|| {
                let display = text(member, "displayText");
                if display.is_empty() { text(member, "id") } else { display }
            });
            (!shown.is_empty()).then(|| Entry::leaf(words(shown)))
        });
        let label = words(text(class, "label"));
        entries.push(Entry { text: if label.is_empty() { (*id).clone() } else { label }, children: members.collect() });
    }
    let relations = list(model, "relations");
    for relation in relations {
        let kind = relation.get("relation");
        let end = |name: &str| kind.and_then(|kind| kind.get(name)).and_then(Value::as_i64).unwrap_or(-1);
        let (one, other) = (words(text(relation, "id1")), words(text(relation, "id2")));
        let dotted = end("lineType") == 1;
        let verb = |kind: i64| match kind {
            1 if dotted => "implements",
            0 => "is part of",
            1 => "inherits from",
            2 => "belongs to",
            3 => "is used by",
            4 => "implements",
            _ => "is linked to",
        };
        // The symbol stands at the end that is inherited from, made of, or depended on.
        let sentence = if end("type1") >= 0 {
            format!("{other} {} {one}", verb(end("type1")))
        } else if end("type2") == 3 {
            format!("{one} uses {other}")
        } else {
            format!("{one} {} {other}", verb(end("type2")))
        };
        let title = words(text(relation, "title"));
        entries.push(Entry::leaf(if title.is_empty() { sentence } else { format!("{sentence}: {title}") }));
    }
    let counts = [count(classes.len(), "class", "classes"), count(relations.len(), "relation", "relations")];
    Outline { kind: "Class diagram", counts: counts.join(", "), entries }
}

fn state(model: &Value) -> Outline {
    let nodes = list(model, "nodes");
    let edges = list(model, "edges");
    let name = |id: &str| {
        let node = nodes.iter().find(|node| text(node, "id") == id);
        let shape = node.map_or("", |node| text(node, "shape"));
        let label = node.map(|node| words(text(node, "label"))).unwrap_or_default();
        match shape {
            "stateStart" => "Start".to_owned(),
            "stateEnd" => "End".to_owned(),
            "fork" | "join" => "Fork or join".to_owned(),
            "choice" => "Choice".to_owned(),
            _ if label.is_empty() => id.to_owned(),
            _ => label,
        }
    };
    let states: Vec<&Value> = nodes
        .iter()
        .filter(|node| !matches!(text(node, "shape"), "stateStart" | "stateEnd" | "fork" | "join" | "choice" | "divider"))
        .filter(|node| !text(node, "shape").contains("note"))
        .collect();
    let mut entries = vec![Entry {
        text: "States".to_owned(),
        children: states.iter().map(|node| Entry::leaf(name(text(node, "id")))).collect(),
    }];
    for edge in edges {
        entries.push(Entry::leaf(arrow(&name(text(edge, "start")), &name(text(edge, "end")), text(edge, "label"))));
    }
    let counts = [count(states.len(), "state", "states"), count(edges.len(), "transition", "transitions")];
    Outline { kind: "State diagram", counts: counts.join(", "), entries }
}

fn er(model: &Value) -> Outline {
    let empty = serde_json::Map::new();
    let entities = model.get("entities").and_then(Value::as_object).unwrap_or(&empty);
    let shown = |name: &str, entity: &Value| {
        let alias = words(text(entity, "alias"));
        if alias.is_empty() { words(name) } else { alias }
    };
    let name = |id: &str| {
        let found = entities.iter().find(|(_, entity)| text(entity, "id") == id);
        found.map_or_else(|| id.to_owned(), |(name, entity)| shown(name, entity))
    };
    let mut entries = Vec::new();
    for (label, entity) in entities {
        let attributes = list(entity, "attributes").iter().map(|attribute| {
            let keys: Vec<&str> = list(attribute, "keys").iter().filter_map(Value::as_str).collect();
            let parts = [
                text(attribute, "type").to_owned(),
                text(attribute, "name").to_owned(),
                keys.join(", "),
                words(text(attribute, "comment")),
            ];
            Entry::leaf(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
        });
        entries.push(Entry { text: shown(label, entity), children: attributes.collect() });
    }
    let relations = list(model, "relationships");
    for relation in relations {
        let spec = relation.get("relSpec");
        let cardinality = |side: &str| match spec.map_or("", |spec| text(spec, side)) {
            "ZERO_OR_ONE" => "zero or one",
            "ZERO_OR_MORE" => "zero or more",
            "ONE_OR_MORE" => "one or more",
            "ONLY_ONE" => "exactly one",
            _ => "some",
        };
        // Mermaid keeps the cardinality of each end under the other end's letter.
        entries.push(Entry::leaf(format!(
            "{} {} {} {} {}",
            cardinality("cardB"),
            name(text(relation, "entityA")),
            words(text(relation, "roleA")),
            cardinality("cardA"),
            name(text(relation, "entityB")),
        )));
    }
    let counts = [count(entities.len(), "entity", "entities"), count(relations.len(), "relationship", "relationships")];
    Outline { kind: "Entity relationship diagram", counts: counts.join(", "), entries }
}

fn tree(node: &Value) -> Entry {
    Entry { text: words(text(node, "descr")), children: list(node, "children").iter().map(tree).collect() }
}

/// A line with children.
pub(super) fn titled(text: String, children: Vec<Entry>) -> Entry {
    Entry { text, children }
}

pub(super) fn arrow(from: &str, to: &str, label: &str) -> String {
    let label = words(label);
    if label.is_empty() { format!("{from} → {to}") } else { format!("{from} → {to}: {label}") }
}

pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

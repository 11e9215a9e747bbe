use std::collections::BTreeSet;

use super::super::tests::corpus;
use super::{Kind, Link, Sketch, labels};
use crate::document::{Excerpt, FileId};

/// The labels of a source in plain words.
fn texts(source: &str) -> Vec<String> {
    let excerpt = Excerpt::file(FileId::PAGE, source);
    labels(&excerpt).iter().map(|label| label.text().to_owned()).collect()
}

fn vocabulary<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
    texts.into_iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).filter(is_word).collect()
}

/// Kinds that draw names, types and numbers of the source, which are no text, or words of mermaid's own.
const CODE: &[&str] = &["class-", "er-", "gitGraph-", "requirement-", "xychart-", "kanban-", "journey-", "c4-"];

/// Words that mermaid draws on the blocks of a sequence.
const MERMAIDS_OWN: &[&str] = &["alt", "loop", "par"];

#[test]
fn what_is_read_is_what_is_drawn() {
    let mut wrong = Vec::new();
    for (name, source) in corpus() {
        let drawing = super::super::draw(&source).unwrap();
        let read = texts(&source);
        let drawn_words: Vec<&str> =
            drawing.labels.iter().map(String::as_str).chain([drawing.title.as_str(), drawing.description.as_str()]).collect();
        // Where a word that is too long for its box is cut in two, its halves are not in the source.
        let all_drawn = drawn_words.concat();
        let read_words = vocabulary(read.iter().map(String::as_str));
        let shows_code = CODE.iter().any(|kind| name.to_string_lossy().contains(kind));
        for word in vocabulary(drawing.labels.iter().map(String::as_str)) {
            let is_known = shows_code || MERMAIDS_OWN.contains(&word) || read_words.contains(word);
            if !is_known && !read.iter().any(|text| text.contains(word)) {
                wrong.push(format!("{}: `{word}` is drawn, but not read", name.display()));
            }
        }
        for word in &read_words {
            if !all_drawn.contains(word) {
                wrong.push(format!("{}: `{word}` is read, but not drawn", name.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_label_knows_the_place_of_each_word() {
    let source = "flowchart LR\n  A[\"Sign &amp; <b>send</b><br/>tokens\"] -->|as JSON| B";
    let excerpt = Excerpt::file(FileId::PAGE, source);
    let labels = labels(&excerpt);
    let label = &labels[0];
    assert_eq!(label.text(), "Sign &  send  tokens");
    for word in ["Sign", "send", "tokens"] {
        let at = label.text().find(word).unwrap();
        let span = label.span(at..at + word.len());
        assert_eq!(&source[span.start as usize..span.end as usize], word);
    }
}

#[test]
fn a_flowchart_is_read() {
    let source = r#"---
title: Signing
---
%%{init: {"flowchart": {}}}%%
flowchart LR
  %% a comment
  accDescr { How tokens
    are made }
  A["API; server"]:::hot --> B(Worker) & C{{Triggerer}}
  B-- in process -->D[("Database")]
  B -. reads .-> D; C e1@==> D@{ shape: cyl, label: "Other words" }
  e1@{ animate: true }
  subgraph S1 ["Left side"]
    direction TB
    my-node---n1
  end
  subgraph Right side
    E ~~~ F>flag]
  end
  classDef hot,cold fill:#fff,color:rgb(1\,2\,3)
  class C,D hot
  linkStyle 0,1 color:red
  style B fill:none
  click A "x.md" "Tip"
"#;
    let sketch = Sketch::read(source);
    assert_eq!(sketch.kind, Kind::Flowchart);
    assert!(sketch.is_named);
    let labels: Vec<&str> = sketch.labels.iter().map(|label| &source[label.clone()]).collect();
    assert_eq!(
        labels,
        [
            "Signing",
            "How tokens\n    are made",
            "API; server",
            "Worker",
            "Triggerer",
            "in process",
            "Database",
            "reads",
            "Other words",
            "Left side",
            "my-node",
            "n1",
            "Right side",
            "E",
            "flag"
        ]
    );
    let ids: Vec<(&str, &str)> = sketch.nodes.iter().map(|node| (node.id.as_str(), node.shape.as_str())).collect();
    assert_eq!(
        ids,
        [
            ("A", "["),
            ("B", "("),
            ("C", "{{"),
            ("B", ""),
            ("D", "[("),
            ("B", ""),
            ("D", ""),
            ("C", ""),
            ("D", "cyl"),
            ("my-node", ""),
            ("n1", ""),
            ("E", ""),
            ("F", ">")
        ]
    );
    let links: Vec<String> = sketch.links.iter().map(ends).collect();
    assert_eq!(links, ["A-B", "A-C", "B-D", "B-D", "C-D", "my-node-n1", "E-F"]);
    let uses: Vec<(&str, &str)> = sketch.uses.iter().map(|each| (each.node.as_str(), each.class.as_str())).collect();
    assert_eq!(uses, [("A", "hot"), ("C", "hot"), ("D", "hot")]);
    let classes: Vec<&str> = sketch.classes.iter().map(|class| class.name.as_str()).collect();
    assert_eq!(classes, ["hot", "cold"]);
    let hot: Vec<(&str, &str)> =
        sketch.classes[0].declarations.iter().map(|each| (each.property.as_str(), each.value.as_str())).collect();
    assert_eq!(hot, [("fill", "#fff"), ("color", "rgb(1,2,3)")]);
}

fn ends(link: &Link) -> String {
    format!("{}-{}", link.from.as_deref().unwrap_or("*"), link.to.as_deref().unwrap_or("*"))
}

#[test]
fn a_state_diagram_is_read() {
    let source = "stateDiagram-v2
  [*] --> Idle
  Idle --> Busy : a task comes
  state \"At work\" as Busy {
    [*] --> One
    --
    [*] --> Two:::hot
  }
  Busy: does things
  state f <<fork>>
  note right of Idle : waits
  note left of Busy
    two lines
  end note
  Busy --> [*]
";
    let sketch = Sketch::read(source);
    let labels: Vec<&str> = sketch.labels.iter().map(|label| &source[label.clone()]).collect();
    assert_eq!(labels, ["Idle", "a task comes", "At work", "One", "Two", "does things", "waits", "two lines"]);
    let links: Vec<String> = sketch.links.iter().map(ends).collect();
    assert_eq!(links, ["*-Idle", "Idle-Busy", "*-One", "*-Two", "Busy-*"]);
    let groups: Vec<Option<usize>> = sketch.links.iter().map(|link| link.group).collect();
    assert_eq!(groups, [None, None, Some(0), Some(1), None]);
    assert_eq!(sketch.uses[0].class, "hot");
}

#[test]
fn a_sequence_is_read() {
    let source = "sequenceDiagram
  title: Tokens
  box Aqua The server
  participant S as Scheduler<br/>main
  end
  actor W
  S->>+W: send token
  loop every minute
    W--)S: wrap: refresh
  end
  Note over S,W: both wait
";
    let sketch = Sketch::read(source);
    let labels: Vec<&str> = sketch.labels.iter().map(|label| &source[label.clone()]).collect();
    assert_eq!(labels, ["Tokens", "The server", "Scheduler<br/>main", "W", "send token", "every minute", "refresh", "both wait"]);
    let links: Vec<String> = sketch.links.iter().map(ends).collect();
    assert_eq!(links, ["S-W", "W-S", "S-*", "W-*"]);
}

#[test]
fn no_bytes_make_it_panic() {
    for (_, source) in corpus() {
        for end in source.char_indices().map(|(at, _)| at) {
            let excerpt = Excerpt::file(FileId::PAGE, &source[..end]);
            assert!(labels(&excerpt).len() < source.len());
        }
    }
}

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

/// Flowcharts in all the ways of writing that their language knows.
const FLOWCHARTS: &[&str] = &[
    "graph TD;\n  A-->B;\n  A-->C;\n  B-->D;\n  C-->D;",
    "flowchart LR\n A --- B\n C ---|text| D\n E-- text ---F\n G-->|text|H\n I-- text -->J",
    "flowchart LR\n A-.->B\n C-. text .-> D\n E-...-F\n G -.- H",
    "flowchart LR\n A ==> B\n C == text ==> D\n E === F ~~~ G",
    "flowchart LR\n A -- text --> B -- text2 --> C\n a --> b & c--> d\n e & f--> g & h",
    "flowchart LR\n A --o B\n B --x C\n A o--o D\n B <--> C\n C x--x D",
    "flowchart TD\n A[Start] --> B{Is it?}\n B -->|Yes| C[OK]\n C --> D[Rethink]\n D --> B\n B ---->|No| E[End]",
    "flowchart LR\n id1[\"This ❤ Unicode [x] (y)\"]\n id2(\"`**bold** text`\")\n id1 --> id2",
    "flowchart TB\n c1-->a2\n subgraph one\n a1-->a2\n end\n subgraph two\n b1-->b2\n end\n one --> two\n two --> c2",
    "flowchart TB\n subgraph ide1 [one title]\n a1-->a2\n end\n ide1 --> out",
    "flowchart LR\n subgraph TOP\n direction TB\n subgraph B1\n direction RL\n i1 -->f1\n end\n subgraph B2\n i2 -->f2\n end\n end\n A --> TOP --> B\n B1 --> B2",
    "flowchart LR\n A[Hard edge] -->|Link text| B(Round edge)\n B --> C{Decision}\n %% comment A --> Z\n C -->|One| D[Result one]",
    "flowchart LR\n A:::someclass --> B\n B:::other-class-->C\n classDef someclass fill:#f96\n classDef other-class fill:#fff",
    "flowchart LR\n a-b --> c_d\n e.f --> g\n 1 --> 2\n ä --> ö",
    "flowchart TD\n A@{ shape: rect, label: \"This is a process\" }\n A --> B@{ shape: diamond }\n A e1@==> C\n e1@{ animate: true }",
    "flowchart LR\n A[A] --> B[B]\n click A \"https://example.org\" \"tip\"\n click B call callback() \"tip\"\n style A fill:#bbf,stroke:#f66\n linkStyle 0 stroke:#ff3",
    "flowchart LR\n accTitle: A --> B is a link\n accDescr {\n  X --> Y\n }\n A --> B",
    "flowchart LR\n A --> B\n\n\n B --> C[multi\nline]\n C-->D",
    "flowchart LR; A-->B; B-->C",
    "flowchart LR\n A -->\n B",
    "flowchart LR\n A & B & C --> D & E\n F --> G & H --> I",
    "flowchart LR\n A[[x]] --> B[(y)] --> C((z)) --> D>w] --> E{{v}} --> F[/u/] --> G[\\t\\] --> H[/s\\] --> I[\\r/] --> J(((q))) --> K([p])",
    "flowchart LR\n A[text with -- dashes] --> B(text with --> arrow)\n B --> C[\"end\"]",
    "flowchart LR\n A --text with A>B--> B",
    "flowchart LR\n subgraph \"Title with spaces\"\n x --> y\n end\n subgraph s2[\"Second (x)\"]\n z\n end\n y --> z",
    "flowchart LR\n endpoint --> ending\n subgraphs --> styles\n classic --> linkStyled",
    "flowchart TB\n A\n B\n A --> B\n C:::x\n classDef x color:#000",
];

/// What is drawn is what was read: the same nodes, and the same of them joined.
#[test]
fn flowcharts_are_read_as_the_engine_reads_them() {
    use super::super::{engine, outline, palette, words::words};
    let corpus = corpus().into_iter().map(|(_, source)| source);
    for source in FLOWCHARTS.iter().map(|source| (*source).to_owned()).chain(corpus) {
        let sketch = Sketch::read(&source);
        if sketch.kind != Kind::Flowchart {
            continue;
        }
        let drawn = engine::run(&source, palette::marker_config()).unwrap_or_else(|error| panic!("{error:?}\n{source}"));
        let groups: BTreeSet<&str> = sketch.groups.iter().map(|group| group.id.as_str()).collect();
        let text = outline::text;
        let nodes: BTreeSet<&str> = outline::list(&drawn.model, "nodes").iter().map(|node| text(node, "id")).collect();
        let nodes: BTreeSet<&str> = nodes.difference(&groups).copied().collect();
        let read: BTreeSet<&str> = sketch.nodes.iter().map(|node| node.id.as_str()).collect();
        assert_eq!(read, nodes, "nodes of\n{source}");
        let edges = outline::list(&drawn.model, "edges");
        let joined: BTreeSet<&str> = edges.iter().flat_map(|edge| [text(edge, "from"), text(edge, "to")]).collect();
        let links = sketch.links.iter().flat_map(|link| [link.from.as_deref(), link.to.as_deref()]).flatten();
        assert_eq!(links.collect::<BTreeSet<&str>>(), joined, "links of\n{source}");
        let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let labels: Vec<String> = texts(&source).iter().map(|label| spaced(label)).collect();
        for label in edges.iter().map(|edge| words(text(edge, "label"))).filter(|label| !label.is_empty()) {
            assert!(labels.contains(&label), "label {label} of\n{source}\n{labels:?}");
        }
    }
}

/// State diagrams in the ways of writing that their language knows.
const STATES: &[&str] = &[
    "stateDiagram-v2\n [*] --> Still\n Still --> [*]\n Still --> Moving: goes\n Moving --> Crash\n Crash --> [*]",
    "stateDiagram-v2\n s1 : a description\n state \"Another one\" as s2\n s1 --> s2",
    "stateDiagram-v2\n [*] --> First\n state First {\n [*] --> second\n second --> [*]\n state Inner {\n [*] --> deep\n }\n second --> Inner\n }",
    "stateDiagram-v2\n state if_state <<choice>>\n [*] --> IsPositive\n IsPositive --> if_state\n if_state --> False: if n < 0\n if_state --> True : if n >= 0",
    "stateDiagram-v2\n state fork_state <<fork>>\n [*] --> fork_state\n fork_state --> A\n fork_state --> B\n state join_state <<join>>\n A --> join_state\n B --> join_state\n join_state --> [*]",
    "stateDiagram-v2\n [*] --> Active\n state Active {\n [*] --> NumLockOff\n NumLockOff --> NumLockOn : Ev\n --\n [*] --> CapsLockOff\n }",
    "stateDiagram-v2\n direction LR\n [*] --> A\n A --> B\n note right of A\n  Important --> not a link\n end note\n B --> C\n note left of C : short",
    "stateDiagram-v2\n classDef bad fill:#f00\n [*] --> A:::bad\n A --> B\n class B bad",
    "stateDiagram-v2\n A-->B\n B-->A",
];

#[test]
fn state_diagrams_are_read_as_the_engine_reads_them() {
    use super::super::{engine, outline, palette};
    let corpus = corpus().into_iter().map(|(_, source)| source);
    for source in STATES.iter().map(|source| (*source).to_owned()).chain(corpus) {
        let sketch = Sketch::read(&source);
        if sketch.kind != Kind::State {
            continue;
        }
        let drawn = engine::run(&source, palette::marker_config()).unwrap_or_else(|error| panic!("{error:?}\n{source}"));
        let text = outline::text;
        let is_state = |shape: &str| !matches!(shape, "stateStart" | "stateEnd" | "divider") && !shape.contains("note");
        let nodes = outline::list(&drawn.model, "nodes").iter().filter(|node| is_state(text(node, "shape")));
        let nodes: BTreeSet<&str> = nodes.map(|node| text(node, "id")).filter(|id| !id.contains("note")).collect();
        let read: BTreeSet<&str> = sketch.nodes.iter().map(|node| node.id.as_str()).collect();
        assert_eq!(read, nodes, "states of\n{source}");
        let inner = |id: &&str| nodes.contains(id);
        let edges = outline::list(&drawn.model, "edges").iter();
        let joined: BTreeSet<&str> = edges.flat_map(|edge| [text(edge, "start"), text(edge, "end")]).filter(inner).collect();
        let links = sketch.links.iter().flat_map(|link| [link.from.as_deref(), link.to.as_deref()]).flatten();
        let noted: BTreeSet<&str> = links.collect();
        assert!(noted.is_subset(&joined), "transitions of\n{source}: {noted:?} {joined:?}");
    }
}

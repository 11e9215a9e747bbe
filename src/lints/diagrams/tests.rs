use std::path::PathBuf;

use super::diagram_findings;
use crate::diagnostic::Finding;
use crate::document::{Excerpt, FileId};
use crate::render::diagram::{draw, sketch::Sketch};

fn found(source: &str) -> Vec<Finding> {
    diagram_findings(&Excerpt::file(FileId::PAGE, source))
}

/// Code, line and marked text of each finding.
fn told(source: &str) -> Vec<String> {
    let tell = |finding: &Finding| {
        let (start, end) = (finding.span.start as usize, finding.span.end as usize);
        let line = source[..start].matches('\n').count() + 1;
        format!("{line}: {} {}", finding.code, &source[start..end])
    };
    found(source).iter().map(tell).collect()
}

fn corpus() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/mermaid");
    let folders = ["seed", "kinds"].iter().filter_map(|folder| std::fs::read_dir(root.join(folder)).ok());
    let mut files: Vec<PathBuf> = folders.flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    if files.is_empty() {
        println!("skipped: there is no ../shared/corpus/mermaid beside this checkout");
    }
    let name = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

/// What is wrong with real diagrams, each looked at: red on pale red, white on pure red, classes that are not defined.
#[test]
fn real_diagrams_are_told_nothing_untrue() {
    for (name, source) in corpus() {
        let told: Vec<String> = told(&source).into_iter().filter(|told| !told.contains("missing-acctitle")).collect();
        let expected: Vec<String> = match name.as_str() {
            "flowchart-1" => (18..33).map(|line| format!("{line}: low-contrast color:#ff0000")).collect(),
            "state-1" => vec!["12: low-contrast color:white".to_owned()],
            "er-1" => vec!["3: undeclared-class Pine".to_owned(), "10: undeclared-class someclass".to_owned()],
            _ => Vec::new(),
        };
        assert_eq!(told, expected, "{name}");
    }
}

/// Small diagrams of the kinds that the corpus shows with a name only.
const UNNAMED: &[&str] = &[
    "flowchart LR\n  a --> b",
    "sequenceDiagram\n  A->>B: hi",
    "classDiagram\n  Animal <|-- Duck",
    "stateDiagram-v2\n  [*] --> A",
    "erDiagram\n  A ||--o{ B : has",
    "gantt\n  dateFormat YYYY-MM-DD\n  section S\n  A :done, a, 2026-01-01, 10d",
    "pie\n  \"Dogs\" : 386\n  \"Cats\" : 85",
    "mindmap\n  root((Idea))\n    One",
    "journey\n  section Work\n    Code: 5: Me",
    "gitGraph\n  commit id: \"a\"",
    "quadrantChart\n  x-axis Low --> High\n  A: [0.3, 0.6]",
    "timeline\n  2001 : One : Two",
    "packet-beta\n  0-15: \"Source\"",
    "xychart-beta\n  x-axis [a, b]\n  y-axis 0 --> 9\n  bar [1, 9]",
    "block-beta\n  columns 2\n  a[\"A\"]",
    "kanban\n  todo[To do]\n    a[Write]",
    "requirementDiagram\n  requirement r {\n  id: 1\n  text: good\n  risk: high\n  verifymethod: test\n  }",
    "C4Context\n  Person(u, \"User\", \"Someone\")",
    "radar-beta\n  axis a[\"A\"], b[\"B\"], c[\"C\"]\n  curve x[\"X\"]{1, 2, 3}",
    "treemap-beta\n\"A\"\n  \"B\": 10",
    "sankey-beta\na,b,10\nb,c,5",
    "architecture-beta\n  group g(cloud)[G]\n  service s(server)[S] in g",
];

/// The help of `missing-acctitle` can be followed: with the name that it asks for, the diagram is drawn under that name.
#[test]
fn every_kind_can_be_named_as_the_help_says() {
    let small = UNNAMED.iter().map(|source| (source.to_string(), source.to_string()));
    for (name, source) in corpus().into_iter().chain(small) {
        let sketch = Sketch::read(&source);
        let Some(finding) = found(&source).into_iter().find(|finding| finding.code == "missing-acctitle") else { continue };
        let line_end = source[sketch.head.end..].find('\n').map_or(source.len(), |at| sketch.head.end + at);
        let named = if finding.help[0].contains("accTitle: ") {
            format!("{}\n  accTitle: The name\n{}", &source[..line_end], &source[line_end..])
        } else if let Some(rest) = source.strip_prefix("---\n") {
            format!("---\ntitle: The name\n{rest}")
        } else {
            format!("---\ntitle: The name\n---\n{source}")
        };
        let drawing = draw(&named).unwrap_or_else(|error| panic!("{name}: {error:?}\n{named}"));
        assert_eq!(drawing.title, "The name", "{name}");
        assert!(found(&named).iter().all(|finding| finding.code != "missing-acctitle"), "{name}");
    }
}

#[test]
fn a_composite_state_is_entered() {
    let source = "stateDiagram-v2
  accTitle: Work
  [*] --> Busy
  state Busy {
    [*] --> One
    One --> Two
    Four --> Two
    --
    Three
  }
  Two --> Done
  Done --> [*]
  Lost --> Lost
";
    assert_eq!(told(source), ["7: unreachable-node Four", "13: unreachable-node Lost"]);
}

#[test]
fn groups_take_part_in_links() {
    let source = "flowchart LR
  accTitle: Work
  subgraph one
    a --> b
    lonely
  end
  subgraph two
    c
    d
  end
  subgraph three
    e
    f
  end
  b --> two
  apart
";
    assert_eq!(told(source), ["5: unreachable-node lonely", "16: unreachable-node apart"]);
}

#[test]
fn a_theme_of_the_authors_own_is_not_judged_by_ours() {
    let source = "%%{init: {\"theme\": \"dark\"}}%%\nflowchart LR\n  accTitle: T\n  a:::x --> b\n  classDef x color:#ddd";
    assert_eq!(told(source), Vec::<String>::new());
}

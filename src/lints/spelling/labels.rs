//! What can be read in a diagram: the labels in its source.

use std::ops::Range;

use crate::document::Excerpt;

/// How the lines of a kind of diagram are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Labels stand in brackets, quotes or between bars: `A[Label] -->|label| B`.
    Brackets,
    /// Labels stand behind a colon, or in quotes: `A ->> B: Label`.
    Colons,
    /// Whole lines are labels, but for what stands behind a colon: `A task :done, a1, 2024-01-01`.
    Tasks,
    /// Whole lines are labels.
    Lines,
    /// Labels stand in quotes.
    Quotes,
}

/// The bytes of the labels in the source of a diagram, in order.
pub(super) fn of(source: &str) -> Vec<Range<usize>> {
    let mut labels = Vec::new();
    let mut form = None;
    let mut skipping = None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let text = line.trim();
        match skipping {
            Some(end) => {
                let (inner, is_last) = text.strip_suffix(end).map_or((text, false), |inner| (inner, true));
                if end == "}" {
                    labels.push(start..start + inner.len());
                }
                skipping = Some(end).filter(|_| !is_last);
            }
            None if text == "---" && form.is_none() => skipping = Some("---"),
            None if text.is_empty() || text.starts_with("%%") => {}
            None => {
                if let Some(rest) = text.strip_prefix("accDescr").map(str::trim_start).and_then(|rest| rest.strip_prefix('{')) {
                    let (inner, is_last) = rest.strip_suffix('}').map_or((rest, false), |inner| (inner, true));
                    let offset = start + (text.len() - rest.len());
                    labels.push(offset..offset + inner.len());
                    skipping = (!is_last).then_some("}");
                    continue;
                }
                let Some(form) = form else {
                    form = Some(form_of(text));
                    labels.extend(text.find(" title ").map(|title| start + title + 7..start + text.len()));
                    continue;
                };
                line_labels(text, form, |range| labels.push(start + range.start..start + range.end));
            }
        }
    }
    labels.retain(|range| !range.is_empty());
    labels
}

const KINDS: &[(&str, Form)] = &[
    ("flowchart", Form::Brackets),
    ("graph", Form::Brackets),
    ("swimlane", Form::Brackets),
    ("block", Form::Brackets),
    ("architecture", Form::Brackets),
    ("kanban", Form::Lines),
    ("sequenceDiagram", Form::Colons),
    ("stateDiagram", Form::Colons),
    ("classDiagram", Form::Colons),
    ("erDiagram", Form::Colons),
    ("zenuml", Form::Colons),
    ("gantt", Form::Tasks),
    ("journey", Form::Tasks),
    ("quadrantChart", Form::Tasks),
    ("timeline", Form::Lines),
    ("mindmap", Form::Lines),
];

fn form_of(line: &str) -> Form {
    KINDS.iter().find(|(kind, _)| line.starts_with(kind)).map_or(Form::Quotes, |(_, form)| *form)
}

/// Lines that nobody reads, by their first word.
const SILENT: &[&str] = &[
    "classDef",
    "class",
    "style",
    "linkStyle",
    "direction",
    "autonumber",
    "activate",
    "deactivate",
    "destroy",
    "dateFormat",
    "axisFormat",
    "tickInterval",
    "todayMarker",
    "excludes",
    "includes",
    "end",
    "x-axis",
    "y-axis",
    "columns",
    "accTitle",
    "accDescr",
    "title",
    "section",
];

/// Words that start a line whose rest is a label.
const OPENING: &[&str] = &[
    "title",
    "section",
    "accTitle:",
    "accDescr:",
    "x-axis",
    "y-axis",
    "loop",
    "alt",
    "else",
    "opt",
    "par",
    "and",
    "critical",
    "option",
    "break",
    "group",
    "box",
];

/// Tells `tell` of the labels in one line of a diagram, without white space around it.
fn line_labels(line: &str, form: Form, mut tell: impl FnMut(Range<usize>)) {
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest_at = line.len() - rest.trim_start().len();
    if OPENING.contains(&first) {
        return tell(rest_at..line.len());
    }
    let named = matches!(first, "participant" | "actor" | "subgraph" | "state");
    let alias = line.find(" as ").filter(|_| named && !line.contains('"')).map(|at| at + 4);
    if let Some(alias) = alias {
        return tell(alias..line.len());
    }
    if named && !rest.contains(['[', '"', '<', '{', '(']) {
        return tell(rest_at..line.len());
    }
    if SILENT.contains(&first) && form != Form::Lines && !(form == Form::Colons && line.contains(['"', '['])) {
        return;
    }
    match form {
        Form::Brackets => enclosed(line, &[('[', ']'), ('(', ')'), ('{', '}'), ('|', '|'), ('"', '"')], &mut tell),
        Form::Colons => {
            enclosed(line, &[('"', '"')], &mut tell);
            if let Some(at) = line.find(':').filter(|at| !line[at + 1..].starts_with("::") && !line.contains(":::")) {
                tell(at + 1..line.len());
            } else if line.contains('[') && !line.contains("[*]") {
                enclosed(line, &[('[', ']')], &mut tell);
            }
        }
        Form::Tasks => tell(0..line.find(':').unwrap_or(line.len())),
        Form::Lines => tell(0..line.len()),
        Form::Quotes => enclosed(line, &[('"', '"')], &mut tell),
    }
    if form == Form::Brackets {
        edge_labels(line, &mut tell);
    }
}

/// Tells of what stands between pairs of marks, the outermost ones; quotes hide brackets.
fn enclosed(line: &str, pairs: &[(char, char)], tell: &mut impl FnMut(Range<usize>)) {
    let mut at = 0;
    while let Some((offset, open)) = line[at..].char_indices().find(|(_, c)| pairs.iter().any(|(open, _)| open == c)) {
        let start = at + offset + open.len_utf8();
        let Some((_, close)) = pairs.iter().find(|(mark, _)| *mark == open) else { return };
        let Some(length) = line[start..].find(*close) else { return };
        tell(start..start + length);
        at = start + length + close.len_utf8();
    }
}

/// Tells of what stands on a line between two nodes: `A -- label --> B`.
fn edge_labels(line: &str, tell: &mut impl FnMut(Range<usize>)) {
    for (open, close) in [(" -- ", " --"), (" == ", " =="), (" -. ", " .-")] {
        let Some(start) = line.find(open).map(|at| at + open.len()) else { continue };
        if let Some(length) = line[start..].find(close).filter(|length| !line[start..start + length].contains(['[', '"', '('])) {
            tell(start..start + length);
        }
    }
}

/// The words of the label at `range`: tags, entities, written line ends and the marks around a label become spaces.
pub(super) fn plain(source: &Excerpt, range: Range<usize>) -> Excerpt {
    let text = source.text().get(range.clone()).unwrap_or_default();
    let mut plain = Excerpt::default();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = markup(rest);
        if length > 0 {
            let start = range.start + at;
            plain.push(" ", source.span(start..start + length));
            at += length;
            continue;
        }
        let next =
            rest.char_indices().skip(1).find(|(offset, _)| markup(&rest[*offset..]) > 0).map_or(rest.len(), |(offset, _)| offset);
        plain.push_slice(source, range.start + at..range.start + at + next);
        at += next;
    }
    plain
}

/// How many bytes at the start of `text` are no words.
fn markup(text: &str) -> usize {
    let up_to = |end: char, longest: usize| text.find(end).map(|at| at + 1).filter(|length| *length <= longest);
    match text.as_bytes().first() {
        Some(b'<') if text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => up_to('>', 200).unwrap_or(1),
        Some(b'#' | b'&') => up_to(';', 10).unwrap_or(1),
        Some(b'\\') if text.starts_with("\\n") => 2,
        Some(b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'|' | b'"' | b'<' | b'>') => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FileId;

    fn labels(source: &str) -> Vec<String> {
        let source = Excerpt::file(FileId::PAGE, source);
        let words = |range| plain(&source, range).text().split_whitespace().collect::<Vec<_>>().join(" ");
        of(source.text()).into_iter().map(words).filter(|label| !label.is_empty()).collect()
    }

    #[test]
    fn labels_are_found_and_names_are_not() {
        for (source, expected) in [
            (
                "flowchart LR\n  %% a comment\n  A[API server] -->|asks for| B((The\\nstore))\n  A -- sends --> C{\"Is it <br/>valid?\"}\n  subgraph Trusted zone\n  end\n  classDef red fill:#f00\n  class A red\n  style B fill:#eee",
                "API server / asks for / The store / Is it valid? / sends / Trusted zone",
            ),
            (
                "sequenceDiagram\n  accTitle: How tokens travel\n  accDescr {\n    The worker asks\n    the server.\n  }\n  participant S as Scheduler\n  participant Worker\n  S->>Worker: hands over the token\n  Note over S,Worker: valid for 10 min\n  loop every minute\n  end",
                "How tokens travel / The worker asks / the server. / Scheduler / Worker / hands over the token / valid for 10 min / every minute",
            ),
            (
                "stateDiagram-v2\n  [*] --> Valid : issued\n  state \"Waits for renewal\" as W\n  Valid --> W",
                "issued / Waits for renewal",
            ),
            (
                "erDiagram\n  KEY ||--o{ TOKEN : signs\n  p[Person] {\n    string name \"the full name\"\n  }",
                "signs / Person / the full name",
            ),
            (
                "gantt\n  title Rotation\n  dateFormat YYYY\n  section First\n  Make a key :a1, 2024-01-01, 3d",
                "Rotation / First / Make a key",
            ),
            ("pie title Keys\n  \"Old ones\" : 3", "Keys / Old ones"),
            ("---\ntitle: x\n---\nmindmap\n  root((Trust))\n    Signed tokens", "root Trust / Signed tokens"),
        ] {
            assert_eq!(labels(source).join(" / "), expected, "{source}");
        }
    }
}

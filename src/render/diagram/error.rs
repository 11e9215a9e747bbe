//! What is wrong with a diagram, and where.

use serde::{Deserialize, Serialize};
use std::ops::Range;

use crate::nearest::nearest;

/// Why a diagram could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawError {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where, as bytes of the source.
    pub range: Range<usize>,
    /// What to do about it.
    pub help: Option<String>,
}

impl DrawError {
    /// An error of the diagram as a whole, shown at its first line.
    pub(super) fn whole(source: &str, message: &str, help: &str) -> Self {
        Self::at(first_line(source), message, help)
    }

    /// An error at some bytes of the source.  An empty `help` is none.
    pub(super) fn at(range: Range<usize>, message: &str, help: &str) -> Self {
        let help = (!help.is_empty()).then(|| help.to_owned());
        Self { message: message.to_owned(), range, help }
    }
}

/// Makes the parser's report fit for a person: a short message, and the place that caused it rather than the
/// place where the parser gave up.
pub(super) fn from_parser(source: &str, message: &str, span: Option<Range<usize>>) -> DrawError {
    let message = message.lines().next().unwrap_or_default();
    let message = match message.strip_prefix("Diagram parse error (").and_then(|rest| rest.split_once("): ")) {
        Some((_, rest)) => rest,
        None => message,
    };
    let message = message.trim().trim_end_matches('.');
    let gave_up_at_end = message.contains("end of input") || message.contains("EOF");
    let unclosed = unclosed_bracket(source).or_else(|| gave_up_at_end.then(|| unclosed_block(source)).flatten());
    if let Some((open, bracket)) = unclosed {
        return DrawError::at(
            open..open + bracket.len_utf8(),
            &format!("this `{bracket}` is never closed"),
            &format!("the diagram's parser says: {message}"),
        );
    }
    let range = span.map(|span| clamp(source, span)).or_else(|| quoted(source, message)).unwrap_or_else(|| first_line(source));
    if message.starts_with("No Mermaid diagram type detected") {
        return unknown_kind(source, range.start);
    }
    DrawError::at(range, without_offset(message), "")
}

/// The bytes that a message quotes behind a colon, as in `unexpected pie statement: "Cats" 85`, where the parser gives no place.
fn quoted(source: &str, message: &str) -> Option<Range<usize>> {
    let (_, quotation) = message.split_once(':')?;
    let quotation = quotation.trim();
    let start = source.find(quotation).filter(|_| quotation.len() > 1)?;
    Some(start..start + quotation.len())
}

/// The words that a diagram may begin with, as Mermaid's documentation gives them.
const KINDS: &[&str] = &[
    "flowchart",
    "graph",
    "sequenceDiagram",
    "classDiagram",
    "stateDiagram-v2",
    "erDiagram",
    "journey",
    "gantt",
    "pie",
    "quadrantChart",
    "requirementDiagram",
    "gitGraph",
    "C4Context",
    "C4Container",
    "C4Component",
    "C4Dynamic",
    "C4Deployment",
    "mindmap",
    "timeline",
    "sankey-beta",
    "xychart-beta",
    "block-beta",
    "packet-beta",
    "kanban",
    "architecture-beta",
    "radar-beta",
    "treemap-beta",
];

/// The diagram's first word, at `start`, names no kind of diagram.
fn unknown_kind(source: &str, start: usize) -> DrawError {
    let word = source.get(start..).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
    let help = match nearest(word, KINDS.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a diagram begins with its kind, such as `flowchart LR` or `sequenceDiagram`".to_owned(),
    };
    DrawError::at(start..start + word.len(), &format!("there is no kind of diagram `{word}`"), &help)
}

/// The message without an offset in bytes at its end, since the place is shown.
fn without_offset(message: &str) -> &str {
    match message.rsplit_once(" at ") {
        Some((words, offset)) if offset.parse::<usize>().is_ok() => words,
        _ => message,
    }
}

/// The first line that holds text, since an error must point at something that can be underlined.
fn first_line(source: &str) -> Range<usize> {
    let start = source.len() - source.trim_start().len();
    let line = source.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    start..start + line.trim_end().len()
}

/// Cuts a range to the source, to whole characters, and gives an empty one the character before it when there is one.
fn clamp(source: &str, span: Range<usize>) -> Range<usize> {
    let text_end = source.trim_end().len();
    let mut start = source.floor_char_boundary(span.start.min(text_end));
    let mut end = source.ceil_char_boundary(span.end.clamp(start, source.len().max(start)).min(text_end.max(start)));
    if start == end {
        match source.get(start..).and_then(|rest| rest.chars().next()) {
            Some(next) if !next.is_whitespace() => end = start + next.len_utf8(),
            _ => start = source.get(..start).and_then(|rest| rest.char_indices().next_back()).map_or(start, |(at, _)| at),
        }
    }
    start..end
}

/// In a flowchart, a bracket of a node's shape that its own statement never closes.
fn unclosed_bracket(source: &str) -> Option<(usize, char)> {
    let body = source.trim_start();
    if !(body.starts_with("flowchart") || body.starts_with("graph")) {
        return None;
    }
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quoted = false;
    for (at, c) in source.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' | '(' | '{' => open.push((at, c)),
            ']' | ')' | '}' if open.last().is_some_and(|(_, opening)| closes(*opening, c)) => {
                open.pop();
            }
            // A label may run over several lines, so only what looks like the next statement ends the search.
            '\n' if !open.is_empty() && begins_statement(source.get(at + 1..).unwrap_or_default()) => break,
            _ => {}
        }
    }
    open.first().copied()
}

/// The innermost `{` that nothing closes, at the end of a line as blocks begin.
fn unclosed_block(source: &str) -> Option<(usize, char)> {
    let mut open = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end();
        if text.ends_with('{') {
            open.push(at + text.len() - 1);
        } else if text.trim_start().starts_with('}') {
            open.pop();
        }
        at += line.len();
    }
    open.last().map(|at| (*at, '{'))
}

fn closes(open: char, close: char) -> bool {
    matches!((open, close), ('[', ']') | ('(', ')') | ('{', '}'))
}

fn begins_statement(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or_default().trim();
    ["-->", "---", "-.", "==>", "subgraph ", "classDef ", "class ", "style ", "linkStyle "].iter().any(|mark| line.contains(mark))
        || line == "end"
}

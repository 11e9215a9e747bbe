//! Block quotes and who is quoted.

use super::super::chars::indent;
use super::super::parser::{Cursor, Flow, Parser, span_of};
use super::super::prose::Prose;
use super::super::source::Line;
use super::super::tree::{Element, Node, Tag};
use super::indented::{Cut, Margin};

impl<'a> Parser<'a> {
    pub(super) fn block_quotes(&mut self, cursor: &mut Cursor<'a>, flow: &mut Flow) {
        let block = self.indented(cursor, Margin::Least, Cut::default());
        let quotes = self.quotes(&block.lines, flow);
        flow.extend(quotes);
        if !block.is_closed {
            self.unindent(cursor, "Block quote", flow);
        }
    }

    /// Reads lines as block quotes: each attribution ends one.
    pub(in super::super) fn quotes(&mut self, lines: &[Line<'a>], flow: &mut Flow) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut rest = lines;
        while !rest.is_empty() {
            let end = attribution(rest);
            let (content, after) = rest.split_at(end.as_ref().map_or(rest.len(), |a| a.first));
            let mut quote = Element::new(Tag::BlockQuote, span_of(content));
            quote.children = self.blocks(content.to_vec(), Tag::BlockQuote);
            let mut messages = Vec::new();
            let mut used = 0;
            if let Some(found) = end {
                used = found.length;
                let cut = |(index, line): (usize, &Line<'a>)| line.from(if index == 0 { found.dash } else { found.indent });
                let text: Vec<Line<'a>> = after.iter().take(used).enumerate().map(cut).collect();
                if let Some(first) = text.first() {
                    let (inlines, problems) = self.inline(&Prose::new(&text, *first), flow);
                    quote.children.push(Element::new(Tag::Attribution, span_of(&text)).with(inlines).into());
                    messages = problems;
                }
            }
            nodes.push(Node::from(quote));
            nodes.extend(messages);
            rest = after.get(used..).unwrap_or_default();
            let blank = rest.iter().take_while(|line| line.is_blank()).count();
            rest = rest.get(blank..).unwrap_or_default();
        }
        nodes
    }
}

/// Where an attribution stands.
struct Attribution {
    first: usize,
    length: usize,
    /// How much its first line loses, and the lines below.
    dash: usize,
    indent: usize,
}

/// The first attribution: behind a blank line and some content, dashes, and lines of one indentation up to a blank line.
fn attribution(lines: &[Line<'_>]) -> Option<Attribution> {
    let mut has_content = false;
    let mut after_blank = false;
    for (first, line) in lines.iter().enumerate() {
        if line.is_blank() {
            after_blank = true;
            continue;
        }
        if has_content
            && after_blank
            && let Some(dash) = dashes(line.text)
        {
            let below = lines.get(first + 1..).unwrap_or_default();
            let count = below.iter().take_while(|l| !l.is_blank()).count();
            let margin = below.first().filter(|_| count > 0).map_or(0, |l| indent(l.text));
            if below.iter().take(count).all(|l| indent(l.text) == margin) {
                return Some(Attribution { first, length: 1 + count, dash, indent: margin });
            }
        }
        has_content = true;
        after_blank = false;
    }
    None
}

/// The length of two or three dashes, or of an em dash, with the spaces behind, in front of text.
fn dashes(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches('-');
    let mark = match line.len() - rest.len() {
        2 | 3 => line.len() - rest.len(),
        0 if line.starts_with('\u{2014}') => '\u{2014}'.len_utf8(),
        _ => return None,
    };
    let text = line[mark..].trim_start_matches(' ');
    (!text.is_empty()).then_some(line.len() - text.len())
}

//! Substitution definitions.

use super::super::chars::{ESCAPE, squeezed, unescaped};
use super::super::parser::{Cursor, Flow, Parser, joined};
use super::super::source::Line;
use super::super::tree::{Element, Name, NameId, Node, Severity, Tag, descendants};
use super::explicit::{Constructed, directive_mark};
use super::indented::{Cut, Margin, trim_end};
use super::target::Marked;

impl<'a> Parser<'a> {
    /// `|name| directive:: …`; `None`, and the cursor stays, where there is no name.
    pub(super) fn substitution(
        &mut self,
        cursor: &mut Cursor<'a>,
        line: Line<'a>,
        mark: usize,
        flow: &mut Flow,
    ) -> Option<Constructed> {
        let (start, here) = (cursor.at, self.here);
        let cut = Cut { keep_indent: true, ..Cut::default() };
        let block = self.indented(cursor, Margin::First(mark), cut);
        let marked = Marked::new(block.lines.iter().map(|l| l.text.trim()), " ");
        let Some(bar) = bar(&marked) else {
            cursor.at = start;
            self.here = here;
            return None;
        };
        let name = squeezed(&unescaped(marked.text.get(..bar).unwrap_or_default()));
        let used = marked.ends.partition_point(|end| *end <= bar);
        // As in docutils, the lines behind a name of several lines are counted as if the name had one.
        let counted = |line: &Line<'a>| Line { number: line.number.saturating_sub(used as u32), ..*line };
        let mut lines: Vec<Line<'a>> = block.lines.iter().skip(used).map(counted).collect();
        if let Some(first) = lines.first_mut() {
            let from_end = marked.ends.get(used).map_or(0, |end| end.saturating_sub(bar + 1));
            let rest = first.from(first.text.trim_end().len().saturating_sub(from_end));
            *first = rest.from(rest.text.len() - rest.text.trim_start().len());
        }
        if lines.first().is_some_and(Line::is_blank) {
            lines.remove(0);
        }
        trim_end(&mut lines);
        if let Some(first) = lines.first_mut() {
            *first = first.from(first.text.len() - first.text.trim_start().len());
        }
        let written = cursor.lines.get(start..cursor.at).unwrap_or_default();
        let span = written.iter().rfind(|l| !l.is_blank()).map_or(line.span(), |last| line.span_to(last));
        let source = joined(written);
        let failed = |parser: &mut Self, severity, message: String| {
            parser.problem_in(severity, message, line.in_its_source(), source.clone())
        };
        if lines.is_empty() {
            let message = format!("Substitution definition \"{name}\" missing contents.");
            return Some((vec![failed(self, Severity::Warning, message).into()], block.is_closed));
        }
        self.depot.trims = (false, false);
        let (made, is_closed) = self.substituted(lines, &name, block.is_closed);
        let (inline, blocks): (Vec<Node>, Vec<Node>) = made.into_iter().partition(is_inline);
        flow.extend(blocks);
        let refused = descendants(&inline).find_map(|element| refused(element, &self.names));
        match refused {
            Some(Refused::Problematic) => {
                let mut problem = failed(self, Severity::Error, "Problematic content in substitution definition".to_owned());
                let paragraph = Element::new(Tag::Paragraph, span).with(inline);
                problem.children.push(Element::new(Tag::BlockQuote, span).with(vec![paragraph.into()]).into());
                return Some((vec![problem.into()], is_closed));
            }
            Some(Refused::Unrepeatable(what)) => {
                let message = format!("{what} are not supported in a substitution definition.");
                return Some((vec![failed(self, Severity::Error, message).into()], is_closed));
            }
            None => {}
        }
        if inline.is_empty() {
            let message = format!("Substitution definition \"{name}\" empty or invalid.");
            return Some((vec![failed(self, Severity::Warning, message).into()], is_closed));
        }
        let mut definition = Element::new(Tag::SubstitutionDefinition, span).with(inline);
        let (before, after) = self.depot.trims;
        for (name, _) in [("ltrim", before), ("rtrim", after)].into_iter().filter(|(_, trims)| *trims) {
            definition = definition.set(name, "1");
        }
        let (id, problem) = self.name_substitution(&name, definition.span, line);
        definition.names.push(id);
        let nodes = problem.map(Node::from).into_iter().chain([definition.into()]).collect();
        Some((nodes, is_closed))
    }

    /// What the embedded directive makes.
    fn substituted(&mut self, lines: Vec<Line<'a>>, name: &str, is_closed: bool) -> Constructed {
        let Some(first) = lines.first().copied() else { return (Vec::new(), is_closed) };
        if first.is_blank() {
            let mut within = Flow::new(Tag::SubstitutionDefinition);
            self.blocks_into(&mut Cursor::new(lines, false, false), &mut within);
            return (within.finish(), is_closed);
        }
        let Some((length, content)) = directive_mark(first.text).filter(|(length, _)| !first.text[*length..].starts_with(' '))
        else {
            let next = lines.get(1).map(Line::is_blank);
            return (Vec::new(), next.unwrap_or(is_closed));
        };
        let mut inner = Cursor::new(lines, false, false);
        let mut within = Flow::new(Tag::SubstitutionDefinition);
        let (nodes, closed) = self.embedded_directive(&mut inner, first, first.part(0..length), content, name, &mut within);
        let at_end = inner.at >= inner.lines.len();
        let mut all = within.finish();
        all.extend(nodes);
        (all, if at_end { is_closed } else { closed })
    }

    fn name_substitution(&mut self, name: &str, span: crate::document::Span, line: Line<'a>) -> (NameId, Option<Element>) {
        let id = NameId(self.names.len() as u32);
        self.names.push(Name { text: name.to_owned(), is_duplicate: false, destination: None, is_explicit: true, span });
        let old = self.substitutions.insert(name.to_owned(), id);
        let problem = old.map(|old| {
            if let Some(old) = self.names.get_mut(old.0 as usize) {
                old.is_duplicate = true;
            }
            self.problem(Severity::Error, format!("Duplicate substitution definition name: \"{name}\"."), line)
        });
        (id, problem)
    }
}

/// Where the bar is that closes the name.
fn bar(marked: &Marked) -> Option<usize> {
    let closes = |at: &usize| {
        let before = marked.before(*at).filter(|c| *c != ESCAPE && !c.is_whitespace());
        before.is_some() && marked.ends_at(at + 1)
    };
    marked.text.match_indices('|').map(|(at, _)| at).find(closes)
}

/// Whether a node may stand within a line.
pub(in super::super) fn is_inline(node: &Node) -> bool {
    let Node::Element(element) = node else { return true };
    matches!(
        element.tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Literal
            | Tag::Reference
            | Tag::FootnoteReference
            | Tag::CitationReference
            | Tag::SubstitutionReference
            | Tag::TitleReference
            | Tag::Abbreviation
            | Tag::Acronym
            | Tag::Subscript
            | Tag::Superscript
            | Tag::Inline
            | Tag::Math
            | Tag::Problematic
            | Tag::Generated
            | Tag::Image
            | Tag::Raw
            | Tag::Target
            | Tag::Role
            | Tag::Directive
    )
}

/// What may not stand in a definition.
enum Refused {
    /// Broken markup.
    Problematic,
    /// What would mean something else at each use, or be there twice.
    Unrepeatable(&'static str),
}

fn refused(element: &Element, names: &[Name]) -> Option<Refused> {
    let is_named = |id: &NameId| names.get(id.0 as usize).is_some_and(|name| !name.is_duplicate);
    let what = match element.tag {
        Tag::Problematic => return Some(Refused::Problematic),
        Tag::Reference if element.attribute("anonymous").is_some() => "Anonymous references",
        Tag::FootnoteReference if element.attribute("auto").is_some() => "References to auto-numbered and auto-symbol footnotes",
        Tag::FootnoteReference | Tag::CitationReference => "Targets (names and identifiers)",
        Tag::Target if element.attributes.is_empty() => "Targets (names and identifiers)",
        _ if element.names.iter().any(is_named) => "Targets (names and identifiers)",
        _ => return None,
    };
    Some(Refused::Unrepeatable(what))
}

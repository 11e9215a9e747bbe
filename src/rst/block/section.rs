//! Titles with their underlines and overlines, and transitions.

use super::super::chars::{folded, width};
use super::super::parser::{Cursor, Flow, Parser, literal_block};
use super::super::prose::Prose;
use super::super::source::Line;
use super::super::tree::{Element, Node, Severity, Tag};
use super::is_adornment_line;

/// Adornments shorter than this may be text.
const SHORT: usize = 4;

/// A title as it is written.
struct Heading<'a> {
    title: Line<'a>,
    style: (Option<char>, char),
    /// All its lines.
    source: String,
    /// Where problems with its level are placed.
    place: Line<'a>,
    messages: Vec<Node>,
}

fn mark(line: &str) -> char {
    line.chars().next().unwrap_or_default()
}

fn lines_of(lines: &[&str]) -> String {
    lines.join("\n")
}

impl<'a> Parser<'a> {
    /// `line` with `under` below it. Returns false where that is no title, so that both are text.
    pub(super) fn underlined(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, under: Line<'a>, flow: &mut Flow) -> bool {
        let title = line.text.trim_end();
        let underline = under.text.trim_end();
        let mut messages = Vec::new();
        if width(title) > underline.len() {
            if underline.len() < SHORT {
                if cursor.titles {
                    let message = "Possible title underline, too short for the title.\n\
                        Treating it as ordinary text because it's so short.";
                    flow.push(self.problem(Severity::Info, message, under));
                }
                return false;
            }
            let shown = lines_of(&[line.text, under.text]);
            messages.push(self.problem_in(Severity::Warning, "Title underline too short.", under, shown).into());
        }
        cursor.at += 2;
        self.stand(cursor, cursor.at - 1);
        if cursor.titles {
            let source = lines_of(&[title, underline]);
            self.section(Heading { title: line, style: (None, mark(underline)), source, place: line, messages }, flow);
        } else {
            let shown = lines_of(&[line.text, under.text]);
            flow.extend(messages);
            flow.push(self.problem_in(Severity::Error, "Unexpected section title.", under.in_its_source(), shown));
        }
        true
    }

    /// A line of punctuation: overline, transition, or text where it is too short for both.
    pub(super) fn adornment(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, flow: &mut Flow) {
        let is_short = line.text.trim().len() < SHORT;
        if !cursor.titles {
            if line.text.trim() == "::" {
                return self.text(cursor, line, flow);
            }
            if is_short {
                let message = "Unexpected possible title overline or transition.\n\
                    Treating it as ordinary text because it's so short.";
                flow.push(self.problem(Severity::Info, message, line));
                return self.text(cursor, line, flow);
            }
            cursor.at += 1;
            let message = "Unexpected section title or transition.";
            return flow.push(self.problem_in(Severity::Error, message, line, line.text.to_owned()));
        }
        match cursor.peek(1) {
            Some(next) if next.is_blank() => self.transition(cursor, line, is_short, flow),
            None => self.transition(cursor, line, is_short, flow),
            Some(next) if is_adornment_line(next.text) && !next.is_indented() => {
                if is_short {
                    return self.short_overline(cursor, line, flow);
                }
                cursor.at += 2;
                let shown = lines_of(&[line.text, next.text]);
                flow.push(self.problem_in(Severity::Error, "Invalid section title or transition marker.", line, shown));
            }
            Some(title) => self.overlined(cursor, line, title, flow),
        }
    }

    fn transition(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, is_short: bool, flow: &mut Flow) {
        if is_short {
            return self.text(cursor, line, flow);
        }
        cursor.at += 1;
        flow.push(Element::new(Tag::Transition, line.span()));
    }

    fn short_overline(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, flow: &mut Flow) {
        let message = "Possible incomplete section title.\nTreating the overline as ordinary text because it's so short.";
        flow.push(self.problem(Severity::Info, message, line));
        self.text(cursor, line, flow);
    }

    fn overlined(&mut self, cursor: &mut Cursor<'a>, over: Line<'a>, line: Line<'a>, flow: &mut Flow) {
        let overline = over.text.trim_end();
        let title = line.text.trim_end();
        let under = cursor.peek(2);
        let underline = under.map_or("", |u| u.text.trim_end());
        let wrong = match under {
            None => Some("Incomplete section title."),
            Some(_) if !is_adornment_line(underline) => Some("Missing matching underline for section title overline."),
            Some(_) if overline != underline => Some("Title overline & underline mismatch."),
            Some(_) => None,
        };
        let is_wide = width(title) > overline.len();
        if overline.len() < SHORT && (wrong.is_some() || is_wide) {
            return self.short_overline(cursor, over, flow);
        }
        let source = match under {
            Some(under) => lines_of(&[over.text, line.text, under.text]),
            None => lines_of(&[over.text, line.text]),
        };
        cursor.at += if under.is_some() { 3 } else { 2 };
        self.stand(cursor, cursor.at - 1);
        if let Some(message) = wrong {
            return flow.push(self.problem_in(Severity::Error, message, over, source));
        }
        let mut messages = Vec::new();
        if is_wide {
            messages.push(self.problem_in(Severity::Warning, "Title overline too short.", over, source.clone()).into());
        }
        let title = line.from(line.text.len() - line.text.trim_start().len());
        let style = (Some(mark(overline)), mark(underline));
        self.section(Heading { title, style, source, place: line, messages }, flow);
    }

    fn section(&mut self, heading: Heading<'a>, flow: &mut Flow) {
        let known = self.styles.iter().position(|style| *style == heading.style);
        let level = known.unwrap_or(self.styles.len()) + 1;
        let before = flow.level();
        if level > before + 1 {
            let style = |(over, under): &(Option<char>, char)| match over {
                Some(over) => format!("{over}/{under}"),
                None => under.to_string(),
            };
            let styles: Vec<String> = self.styles.iter().map(style).collect();
            let message = format!("Inconsistent title style: skip from level {before} to {level}.");
            let mut problem = self.problem(Severity::Error, message, heading.place);
            let span = problem.span;
            let established = Node::Text(format!("Established title styles: {}", styles.join(" ")), span);
            problem.children.push(literal_block(heading.source, span).into());
            problem.children.push(Element::new(Tag::Paragraph, span).with(vec![established]).into());
            return flow.push(problem);
        }
        if level > super::super::SECTION_LIMIT {
            let message = "Nested too deep; the title is shown as it is written.";
            return flow.push(self.problem_in(Severity::Severe, message, heading.place, heading.source));
        }
        flow.close_to(level - 1);
        if known.is_none() {
            self.styles.push(heading.style);
        }
        let prose = Prose::new(&[heading.title], heading.title).at(heading.place);
        let mut behind = Flow::new(flow.parent);
        let (nodes, messages) = self.inline(&prose, &mut behind);
        let title = Element::new(Tag::Title, heading.title.span()).with(nodes);
        let mut section = Element::new(Tag::Section, heading.title.span());
        let (name, problem) = self.name(folded(&title.text()), false, None, title.span, self.here);
        section.names.push(name);
        section.children.push(title.into());
        section.children.extend(heading.messages);
        section.children.extend(messages);
        section.children.extend(problem.map(Node::from));
        flow.open(section, behind.finish());
    }
}

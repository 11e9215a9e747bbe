//! Directives: taking a call apart, and what docutils' own directives make of it.

#![allow(clippy::unnecessary_wraps, reason = "what a directive makes has one shape, whether or not it can fail")]

mod admonition;
mod body;
mod characters;
mod code;
mod csv;
mod image;
mod include;
mod misc;
mod options;
mod part;
mod raw;
mod role;
mod table;
mod tabular;

use super::CallKind;
use super::block::indented::{Cut, Indented, Margin, trim_end};
use super::block::{Constructed, field_marker};
use super::inline::identifier;
use super::parser::{Cursor, Flow, Parser, joined};
use super::prose::Prose;
use super::source::Line;
use super::tree::{Call as Written, Element, Node, Severity, Tag};
use crate::document::directive::{DirectiveCall, DirectiveOption};
use crate::document::{Excerpt, Span};
use options::{Entry, options};
pub(super) use part::decorations;
use table::{Spec, spec};

/// What directives leave for the end of the document, or need from its start.
#[derive(Debug, Default)]
pub(super) struct Depot<'a> {
    pub(super) title: Option<String>,
    /// What stands before all else.
    pub(super) top: Vec<Node>,
    pub(super) header: Option<Vec<Node>>,
    pub(super) footer: Option<Vec<Node>>,
    /// Where among `top` header and footer stand.
    pub(super) decoration: usize,
    /// Lines to read next, in place of an `include`.
    pub(super) inserted: Vec<Line<'a>>,
    /// Whether the substitution that is being defined takes white space away before and after it.
    pub(super) trims: (bool, bool),
    /// How many files were included.
    includes: usize,
    /// How many bytes they have.
    included: usize,
    /// Directives that were called by an English name although another language is in use: that is said once.
    fallbacks: std::collections::HashSet<&'static [&'static str]>,
}

/// A directive as it is called.
struct Call<'a> {
    /// The name as written.
    name: Line<'a>,
    /// The English name, in lower case.
    own: String,
    /// What stands behind the name, up to the first option or blank line.
    argument: Vec<Line<'a>>,
    options: Vec<Entry<'a>>,
    content: Vec<Line<'a>>,
    /// All its lines, for problems.
    written: Vec<Line<'a>>,
    /// The line that it starts on.
    line: Line<'a>,
    span: Span,
    /// The name that is being defined, in a substitution definition.
    substitution: Option<String>,
    /// Whether titles may stand where it does.
    titles: bool,
}

/// Why a directive makes nothing.
struct Failure {
    severity: Severity,
    message: String,
}

impl Failure {
    fn error(message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, message: message.into() }
    }

    fn warning(message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, message: message.into() }
    }
}

/// What a directive makes, or why it makes nothing.
type Made = Result<Vec<Node>, Failure>;

impl Call<'_> {
    /// The value of an option; without value it is empty.
    fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|o| o.name == name).map(|o| o.value.as_deref().unwrap_or_default())
    }

    /// Whether topics and the like may stand here: next to sections, in a sidebar, or in content that gets its place only later.
    fn may_hold_sections(&self, flow: &Flow) -> bool {
        self.titles || matches!(flow.parent, Tag::Sidebar | Tag::Pending | Tag::Figure | Tag::Table)
    }

    fn argument_text(&self) -> String {
        joined(&self.argument)
    }

    fn content_text(&self) -> String {
        joined(&self.content)
    }

    fn needs_content(&self) -> Result<(), Failure> {
        if self.content.is_empty() {
            let message = format!("Content block expected for the \"{}\" directive; none found.", self.name.text);
            return Err(Failure::error(message));
        }
        Ok(())
    }

    fn classes(&self) -> Vec<String> {
        self.option("class").map(class_names).unwrap_or_default()
    }

    /// The element of a call that takes all its options as attributes: within the definition of a substitution, its name is one of them.
    fn element_with_presets(&self, tag: Tag) -> Element {
        let element = self.element(tag);
        match &self.substitution {
            Some(name) => element.set("alt", name.clone()),
            None => element,
        }
    }

    /// An element for the whole call, with the classes that it is given.
    fn element(&self, tag: Tag) -> Element {
        Element { classes: self.classes(), ..Element::new(tag, self.span) }
    }
}

/// The words of a value as class names.
fn class_names(text: &str) -> Vec<String> {
    text.split_whitespace().map(identifier).collect()
}

impl<'a> Parser<'a> {
    /// A directive whose name and content stand at these bytes of the line.
    pub(super) fn directive_at(
        &mut self,
        cursor: &mut Cursor<'a>,
        line: Line<'a>,
        name: Line<'a>,
        content: usize,
        flow: &mut Flow,
    ) -> Constructed {
        self.directive(cursor, line, name, content, None, flow)
    }

    /// A directive that defines what `substitution` stands for.
    pub(super) fn embedded_directive(
        &mut self,
        cursor: &mut Cursor<'a>,
        line: Line<'a>,
        name: Line<'a>,
        content: usize,
        substitution: &str,
        flow: &mut Flow,
    ) -> Constructed {
        self.directive(cursor, line, name, content, Some(substitution.to_owned()), flow)
    }

    fn directive(
        &mut self,
        cursor: &mut Cursor<'a>,
        line: Line<'a>,
        name: Line<'a>,
        content: usize,
        substitution: Option<String>,
        flow: &mut Flow,
    ) -> Constructed {
        self.called(CallKind::Directive, name.text, name.span());
        let start = cursor.at;
        let lowered = name.text.to_lowercase();
        // As with Sphinx, where `class` is taken by what describes objects.
        let is_class = self.settings.keep_calls && matches!(lowered.as_str(), "rst-class" | "cssclass");
        let lowered = if is_class { "class".to_owned() } else { lowered };
        let translated = self.settings.language.directive(&lowered);
        let Some(spec) = spec(translated.name) else {
            return self.unknown_directive(cursor, line, name, content, flow);
        };
        if self.settings.keep_calls && substitution.is_none() && is_shared(translated.name) && !is_class {
            return self.kept_call(cursor, line, name, content);
        }
        if translated.is_fallback && self.depot.fallbacks.insert(spec.names) {
            let message = format!(
                "No directive entry for \"{0}\" in the language.\nUsing English fallback for directive \"{0}\".",
                name.text
            );
            flow.push(self.problem(Severity::Info, message, line));
        }
        let own = translated.name.to_owned();
        let cut = Cut { keep_top: true, ..Cut::default() };
        let block = self.indented(cursor, Margin::First(content), cut);
        let written = cursor.lines.get(start..cursor.at).unwrap_or_default().to_vec();
        let last = written.iter().rev().find(|l| !l.is_blank()).copied().unwrap_or(line);
        let span = line.span_to(&last);
        let mut is_closed = block.is_closed || cursor.line().is_none_or(|line| line.is_blank());
        let titles = cursor.titles;
        let result = match taken_apart(block, spec) {
            Ok((argument, options, content)) => {
                let call =
                    Call { name, own, argument, options, content, written: written.clone(), line, span, substitution, titles };
                (spec.run)(self, &call, flow)
            }
            Err(message) => Err(Failure::error(format!("Error in \"{}\" directive:\n{message}.", name.text))),
        };
        if !self.depot.inserted.is_empty() {
            let lines = std::mem::take(&mut self.depot.inserted);
            cursor.lines.splice(cursor.at..cursor.at, lines);
            is_closed = true;
        }
        match result {
            Ok(nodes) => (nodes, is_closed),
            Err(failure) => {
                let problem = self.problem_in(failure.severity, failure.message, line, joined(&written));
                (vec![problem.into()], is_closed)
            }
        }
    }

    fn unknown_directive(
        &mut self,
        cursor: &mut Cursor<'a>,
        line: Line<'a>,
        name: Line<'a>,
        content: usize,
        flow: &mut Flow,
    ) -> Constructed {
        if self.settings.keep_calls {
            return self.kept_call(cursor, line, name, content);
        }
        let block = self.indented(cursor, Margin::First(0), Cut { keep_indent: true, ..Cut::default() });
        let name = name.text;
        let trying = format!(
            "No directive entry for \"{name}\" in module \"docutils.parsers.rst.languages.en\".\n\
            Trying \"{name}\" as canonical directive name."
        );
        flow.push(self.problem(Severity::Info, trying, line.in_its_source()));
        let problem = self.problem_in(Severity::Error, format!("Unknown directive type \"{name}\"."), line, joined(&block.lines));
        (vec![problem.into()], block.is_closed)
    }

    /// The call as an element of its own, for the document model to lower.
    fn kept_call(&mut self, cursor: &mut Cursor<'a>, line: Line<'a>, name: Line<'a>, content: usize) -> Constructed {
        let start = cursor.at;
        let mut block = self.indented(cursor, Margin::First(content), Cut { keep_top: true, ..Cut::default() });
        trim_end(&mut block.lines);
        let last = cursor.lines.get(start..cursor.at).unwrap_or_default().iter().rev().find(|l| !l.is_blank()).copied();
        let span = line.span_to(&last.unwrap_or(line));
        let (head, body) = head_and_body(&block.lines);
        let first_option = head.iter().position(|l| field_marker(l.text).is_some()).unwrap_or(head.len());
        let (argument, fields) = head.split_at(first_option);
        let entries = options(fields).unwrap_or_default();
        let option =
            |entry: Entry<'a>| DirectiveOption { name: entry.name, name_span: entry.place, value: excerpt(&entry.lines) };
        let skipped = usize::from(block.lines.first().is_some_and(Line::is_blank));
        let below = block.lines.get(skipped + argument.len()..).unwrap_or_default();
        let (argument, content, body) = if takes_no_argument(name.text) && !argument.is_empty() {
            // What stands behind the name is the start of the content.
            let mut lines = argument.to_vec();
            if let Some((first, last)) = body.first().zip(argument.last()) {
                lines.push(Line { text: "", at: last.at + last.text.len(), ..*first });
                lines.extend(body);
            }
            (Excerpt::default(), excerpt(&block.lines), excerpt(&lines))
        } else {
            (excerpt(argument), excerpt(below), excerpt(body))
        };
        let call = DirectiveCall {
            name: name.text.to_owned(),
            name_span: name.span(),
            argument,
            options: entries.into_iter().map(option).collect(),
            content,
            body,
            span,
        };
        (vec![kept(call).into()], block.is_closed)
    }

    /// The argument as a title, and the problems with it.
    fn title(&mut self, call: &Call<'a>, flow: &mut Flow) -> (Vec<Node>, Vec<Node>) {
        let prose = Prose::new(&call.argument, call.line).at(call.line);
        self.inline(&prose, flow)
    }

    /// Gives the element the name that the call gives it.
    fn name_of(&mut self, call: &Call<'a>, element: &mut Element) {
        self.named(call, "name", element);
    }

    fn named(&mut self, call: &Call<'a>, option: &str, element: &mut Element) {
        let Some(name) = call.option(option) else { return };
        let (id, problem) = self.name(super::chars::folded(name), true, None, element.span, call.line);
        element.names.push(id);
        let number = self.here.number.to_string();
        let placed = |problem: Element| {
            // docutils does not know yet where a box stands, and names the line that is read last.
            if !admonition::is_box(&call.own) {
                return problem;
            }
            let attributes = problem.attributes.into_iter().filter(|(name, _)| name != "line").collect();
            Element { attributes, ..problem }.set("line", number.clone())
        };
        let problem = problem.map(placed);
        let holds_blocks =
            !matches!(element.tag, Tag::Image | Tag::Rubric | Tag::LiteralBlock | Tag::MathBlock | Tag::Table | Tag::LineBlock);
        element.children.extend(problem.filter(|_| holds_blocks).map(Node::from));
    }

    /// The content as blocks.
    fn content(&mut self, call: &Call<'a>, parent: Tag) -> Vec<Node> {
        self.blocks(call.content.clone(), parent)
    }
}

/// Whether the document model gives the directive its meaning, in either language. What it lists is the parser's own matter, and so are markup
/// over several lines of literal text and what it inserts, unless another language is to read that.
fn is_shared(name: &str) -> bool {
    crate::document::directive::is_shared(name) && !matches!(name, "include" | "contents" | "parsed-literal")
}

/// A call that is taken apart already as an element of its own, for the document model to lower.
fn kept_again(call: &Call<'_>) -> Element {
    let option =
        |entry: &Entry<'_>| DirectiveOption { name: entry.name.clone(), name_span: entry.place, value: excerpt(&entry.lines) };
    kept(DirectiveCall {
        name: call.name.text.to_owned(),
        name_span: call.name.span(),
        argument: excerpt(&call.argument),
        options: call.options.iter().map(option).collect(),
        content: excerpt(&call.content),
        body: excerpt(&call.content),
        span: call.span,
    })
}

/// A call as an element.
fn kept(call: DirectiveCall) -> Element {
    let mut element = Element::new(Tag::Directive, call.span).set("name", call.name.clone());
    element.call = Some(Box::new(Written::Directive(call)));
    element
}

/// Whether nothing can stand behind the name of a directive but its content, as docutils and Sphinx have it.
fn takes_no_argument(name: &str) -> bool {
    name == "seealso" || spec(name).is_some_and(|spec| spec.required + spec.optional == 0 && spec.content)
}

/// Lines as a text that knows where it stands, each line with its end.
fn excerpt(lines: &[Line<'_>]) -> Excerpt {
    let mut text = Excerpt::default();
    for (index, line) in lines.iter().enumerate() {
        text.push_slice(&line.source.text, line.at..line.at + line.text.len());
        let end = line.at + line.text.len();
        if index + 1 < lines.len() {
            text.push("\n", line.source.text.span(end..end + 1));
        }
    }
    text
}

/// The lines before the first blank one, and those behind it; blank lines at both ends of the rest are gone.
fn head_and_body<'l, 'a>(lines: &'l [Line<'a>]) -> (&'l [Line<'a>], &'l [Line<'a>]) {
    let skipped = usize::from(lines.first().is_some_and(Line::is_blank));
    let lines = lines.get(skipped..).unwrap_or_default();
    let head = lines.iter().take_while(|l| !l.is_blank()).count();
    let (head, rest) = lines.split_at(head);
    let blank = rest.iter().take_while(|l| l.is_blank()).count();
    (head, rest.get(blank..).unwrap_or_default())
}

type Parts<'a> = (Vec<Line<'a>>, Vec<Entry<'a>>, Vec<Line<'a>>);

/// Argument, options and content of a directive's block. The error says what does not fit, without a full stop.
fn taken_apart<'a>(mut block: Indented<'a>, spec: &Spec) -> Result<Parts<'a>, String> {
    let first_is_blank = block.lines.first().is_some_and(Line::is_blank);
    if first_is_blank {
        block.lines.remove(0);
    }
    trim_end(&mut block.lines);
    let lines = block.lines;
    let has_head = spec.required > 0 || spec.optional > 0 || spec.has_options();
    let head = if has_head { lines.iter().take_while(|l| !l.is_blank()).count() } else { 0 };
    let (head_lines, rest) = lines.split_at(head);
    let mut argument = head_lines.to_vec();
    let mut entries = Vec::new();
    if spec.has_options()
        && let Some(first) = argument.iter().position(|l| field_marker(l.text).is_some())
    {
        let fields = argument.split_off(first);
        entries = options(&fields)?;
        options::check(&entries, spec)?;
    }
    let mut content = rest.to_vec();
    let takes_argument = spec.required > 0 || spec.optional > 0;
    if !takes_argument && !argument.is_empty() {
        // As in docutils, the lines below are counted as if no options stood above them.
        let options = (head - argument.len()) as u32;
        for line in &mut content {
            line.number = line.number.saturating_sub(options);
        }
        argument.append(&mut content);
        content = std::mem::take(&mut argument);
    }
    let blank = content.iter().take_while(|l| l.is_blank()).count();
    content.drain(..blank);
    if let Some(first) = argument.first_mut() {
        *first = first.from(first.text.len() - first.text.trim_start().len());
    }
    if takes_argument {
        let words = argument.iter().flat_map(|l| l.text.split_whitespace()).count();
        if words < spec.required {
            return Err(format!("{} argument(s) required, {words} supplied", spec.required));
        }
        let most = spec.required + spec.optional;
        if words > most && !spec.whitespace {
            return Err(format!("maximum {most} argument(s) allowed, {words} supplied"));
        }
    }
    if !content.is_empty() && !spec.content {
        return Err("no content permitted".to_owned());
    }
    Ok((argument, entries, content))
}

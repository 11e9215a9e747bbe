//! The slow step: a grammar over a text.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use syntect::parsing::{ClearAmount, ParseState, ScopeStackOp};

use super::class::Class;
use super::language::{Form, Language, grammar, grammars};
use super::markup::Writer;
use super::transcript::{Line, Transcript};

/// Blocks of more bytes are listings of data, which nobody reads by colour. They stay plain.
const LONGEST_BLOCK: usize = 512 * 1024;

/// Lines of more bytes are minified, and grammars take time that grows faster than the line. They stay plain.
const LONGEST_LINE: usize = 4 * 1024;

/// Coloured text as HTML, with no element open at the end of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coloured {
    html: String,
}

impl Coloured {
    /// The whole text as phrasing content for a `code` element.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.html
    }

    /// The lines as HTML, without their endings.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.html.lines()
    }
}

/// Colours a text. Pure, total, and the same on every machine: what it depends on are its arguments and
/// [`ENGINE`](super::ENGINE).
///
/// The result without its tags is `text`, but that line endings are `\n` and NUL, which HTML cannot hold, is U+FFFD.
/// Text that is too long for a grammar, or that a grammar fails on, comes out without colours from there on.
#[must_use]
pub fn colour(language: Language, text: &str) -> Coloured {
    let text = with_plain_endings(text);
    let mut out = Writer::with_capacity(text.len() * 2);
    let mut reader = Reader::new(if text.len() > LONGEST_BLOCK { Form::Plain } else { language.form });
    for line in text.split_inclusive('\n') {
        let bare = line.strip_suffix('\n').unwrap_or(line);
        let (sign, bare) = bare.split_at(usize::from(language.signed && bare.starts_with(['+', '-'])));
        out.write(Class::Plain, sign);
        reader.read(bare, &mut out);
        out.end_line(line.ends_with('\n'));
    }
    Coloured { html: out.finish() }
}

fn with_plain_endings(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// Reads a text line by line, in whatever form it is. Lines come without their endings.
enum Reader {
    Plain,
    Grammar(Parser),
    Transcript { transcript: Transcript, grammar: usize, command: Parser, open: bool },
}

impl Reader {
    fn new(form: Form) -> Reader {
        match form {
            Form::Plain => Reader::Plain,
            Form::Grammar(index) => Reader::Grammar(Parser::new(index)),
            Form::Transcript(transcript, grammar) => {
                Reader::Transcript { transcript, grammar, command: Parser::new(grammar), open: false }
            }
        }
    }

    fn read(&mut self, line: &str, out: &mut Writer) {
        match self {
            Reader::Plain => out.write(Class::Plain, line),
            Reader::Grammar(parser) => parser.read(line, out),
            Reader::Transcript { transcript, grammar, command, open } => {
                let prompt = match transcript.read(line, *open) {
                    Line::Command { prompt } => {
                        *command = Parser::new(*grammar);
                        prompt
                    }
                    Line::Continued { prompt } => prompt,
                    Line::Output => return out.write(Class::Plain, line),
                };
                let (prompt, typed) = line.split_at(prompt);
                out.write(Class::Prompt, prompt);
                command.read(typed, out);
                *open = transcript.goes_on(line);
            }
        }
    }
}

/// A grammar between two lines.
struct Parser {
    /// `None` once the grammar failed, as it cannot know any more where it is.
    state: Option<ParseState>,
    scopes: Scopes,
    /// The line with its ending, without which no line is complete to a grammar.
    ended: String,
}

impl Parser {
    fn new(index: usize) -> Parser {
        Parser { state: grammar(index).map(ParseState::new), scopes: Scopes::default(), ended: String::new() }
    }

    fn read(&mut self, line: &str, out: &mut Writer) {
        if line.len() > LONGEST_LINE {
            return out.write(Class::Plain, line);
        }
        self.ended.clear();
        self.ended.push_str(line);
        self.ended.push('\n');
        let ops = self.state.as_mut().and_then(|state| state.parse_line(&self.ended, grammars()).ok());
        let Some(ops) = ops else {
            self.state = None;
            return out.write(Class::Plain, line);
        };
        let mut rest = line;
        let mut start = 0;
        for (end, op) in ops {
            // Scopes may end behind the line's ending, which is not ours to write.
            if let Some((stretch, after)) = rest.split_at_checked(end.min(line.len()).saturating_sub(start)) {
                out.write(self.scopes.class(stretch), stretch);
                start += stretch.len();
                rest = after;
            }
            self.scopes.apply(&op);
        }
        out.write(self.scopes.class(rest), rest);
    }
}

/// The classes of the scopes around a place, outermost first. A scope without a class takes a place too, so that
/// it can be popped.
#[derive(Default)]
struct Scopes {
    stack: Vec<Option<Class>>,
    cleared: Vec<Vec<Option<Class>>>,
}

impl Scopes {
    fn apply(&mut self, op: &ScopeStackOp) {
        match op {
            ScopeStackOp::Push(scope) => {
                let class = Class::of(*scope);
                // The quotes of a key do not make it a string.
                let is_key = class == Some(Class::String) && self.innermost() == Some(Class::Key);
                self.stack.push(class.filter(|_| !is_key));
            }
            ScopeStackOp::Pop(count) => self.stack.truncate(self.stack.len().saturating_sub(*count)),
            ScopeStackOp::Clear(amount) => {
                let kept = match amount {
                    ClearAmount::All => 0,
                    ClearAmount::TopN(count) => self.stack.len().saturating_sub(*count),
                };
                self.cleared.push(self.stack.split_off(kept));
            }
            ScopeStackOp::Restore => self.stack.extend(self.cleared.pop().unwrap_or_default()),
            ScopeStackOp::Noop => {}
        }
    }

    fn innermost(&self) -> Option<Class> {
        self.stack.iter().rev().copied().flatten().next()
    }

    /// The class of a stretch of text here.
    fn class(&self, stretch: &str) -> Class {
        let mut around = self.stack.iter().rev().copied().flatten();
        let class = around.next().unwrap_or(Class::Plain);
        match class {
            Class::Operator if stretch.contains(char::is_alphabetic) => Class::Keyword,
            Class::Operator => around.find(|class| *class != Class::Operator).unwrap_or(Class::Plain),
            class => class,
        }
    }
}

//! Python's text as logical lines of tokens.

use super::Note;

/// One statement, or the head of a block with what stands behind its colon.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// How far it is indented, in columns.
    pub(super) indent: usize,
    pub(super) tokens: Vec<Token<'a>>,
}

/// A token and the line, counted from 1, that it starts on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) line: u32,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// A name or a keyword.
    Name(&'a str),
    Number(&'a str),
    /// A string: the letters before its quotes, and what stands between them.
    Text(&'a str, &'a str),
    /// An operator, a bracket, or a character that means nothing in Python.
    Sign(&'a str),
}

impl Token<'_> {
    pub(super) fn is(&self, sign: &str) -> bool {
        self.kind == Kind::Sign(sign)
    }

    pub(super) fn is_name(&self, name: &str) -> bool {
        self.kind == Kind::Name(name)
    }

    /// How it changes the number of open brackets.
    pub(super) fn opens(&self) -> isize {
        match self.kind {
            Kind::Sign("(" | "[" | "{") => 1,
            Kind::Sign(")" | "]" | "}") => -1,
            _ => 0,
        }
    }
}

/// Signs of more than one character, the longest first.
const SIGNS: &[&str] = &[
    "**=", "//=", ">>=", "<<=", "...", "->", ":=", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
    "**", "//", "<<", ">>",
];

/// The logical lines of a text. Total: what no Python can read is a token all the same, or ends with the text, and a note says so.
pub(super) fn lines<'a>(text: &'a str, notes: &mut Vec<Note>) -> Vec<Line<'a>> {
    let mut lexer = Lexer { text, at: 0, line: 1, open: Vec::new() };
    let text_of_mark = text.strip_prefix('\u{feff}').unwrap_or(text);
    lexer.at = text.len() - text_of_mark.len();
    let mut lines = Vec::new();
    let mut current = Line { indent: 0, tokens: Vec::new() };
    loop {
        let rest = lexer.rest();
        let Some(first) = rest.chars().next() else { break };
        match first {
            '\n' | '\r' => {
                if lexer.open.is_empty() {
                    lines.extend(take(&mut current));
                }
                lexer.newline();
                if lexer.open.is_empty() {
                    current.indent = lexer.indent();
                }
            }
            '#' => lexer.at += rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '\\' if rest[1..].starts_with(['\n', '\r']) => {
                lexer.at += 1;
                lexer.newline();
            }
            c if c.is_whitespace() => lexer.at += c.len_utf8(),
            _ => {
                let line = lexer.line;
                let kind = lexer.token(notes);
                current.tokens.push(Token { kind, line });
            }
        }
    }
    lines.extend(take(&mut current));
    if let Some(line) = lexer.open.first() {
        notes.push(Note { line: *line, text: "a bracket is opened here and never closed".to_owned() });
    }
    lines
}

fn take<'a>(line: &mut Line<'a>) -> Option<Line<'a>> {
    let tokens = std::mem::take(&mut line.tokens);
    (!tokens.is_empty()).then_some(Line { indent: line.indent, tokens })
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    /// The lines of the brackets that are open.
    open: Vec<u32>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn newline(&mut self) {
        let length = if self.rest().starts_with("\r\n") { 2 } else { 1 };
        self.at += length;
        self.line += 1;
    }

    /// The columns of white space at the start of a line; a tab goes on to the next multiple of eight.
    fn indent(&self) -> usize {
        let mut columns = 0;
        for c in self.rest().chars() {
            match c {
                ' ' => columns += 1,
                '\t' => columns = columns / 8 * 8 + 8,
                _ => break,
            }
        }
        columns
    }

    fn token(&mut self, notes: &mut Vec<Note>) -> Kind<'a> {
        let rest = self.rest();
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, behind) = rest.split_at(word);
        let is_prefix = name.len() <= 2 && name.chars().all(|c| "rRbBuUfFtT".contains(c));
        if is_prefix && behind.starts_with(['"', '\'']) {
            self.at += word;
            return Kind::Text(name, self.string(notes));
        }
        let is_fraction = rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
        if rest.starts_with(|c: char| c.is_ascii_digit()) || is_fraction {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
            self.at += end;
            return Kind::Number(rest.get(..end).unwrap_or_default());
        }
        if word > 0 {
            self.at += word;
            return Kind::Name(name);
        }
        let long = SIGNS.iter().find(|sign| rest.starts_with(**sign)).map(|sign| sign.len());
        let length = long.or_else(|| rest.chars().next().map(char::len_utf8)).unwrap_or(0);
        let sign = rest.get(..length).unwrap_or_default();
        match sign {
            "(" | "[" | "{" => self.open.push(self.line),
            ")" | "]" | "}" => drop(self.open.pop()),
            _ => {}
        }
        self.at += length;
        Kind::Sign(sign)
    }

    /// What stands between the quotes at this place. A string that does not end is cut at the end of its line, or of the text.
    fn string(&mut self, notes: &mut Vec<Note>) -> &'a str {
        let begun = self.line;
        let rest = self.rest();
        let quote = rest.get(..1).unwrap_or_default();
        let triple = rest.get(..3).filter(|three| three.chars().all(|c| quote.starts_with(c)));
        let (quote, is_long) = triple.map_or((quote, false), |three| (three, true));
        let start = self.at + quote.len();
        self.at = start;
        loop {
            let rest = self.rest();
            let Some(first) = rest.chars().next() else { break };
            match first {
                '\\' => {
                    self.at += 1;
                    match self.rest().chars().next() {
                        Some('\n' | '\r') => self.newline(),
                        Some(c) => self.at += c.len_utf8(),
                        None => {}
                    }
                }
                '\n' | '\r' if !is_long => break,
                '\n' | '\r' => self.newline(),
                _ if rest.starts_with(quote) => {
                    let body = self.text.get(start..self.at).unwrap_or_default();
                    self.at += quote.len();
                    return body;
                }
                c => self.at += c.len_utf8(),
            }
        }
        notes.push(Note { line: begun, text: "a string starts here and never ends".to_owned() });
        self.text.get(start..self.at).unwrap_or_default()
    }
}

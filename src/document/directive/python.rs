//! Finding a class or a function in Python source, by its lines alone.

use std::ops::Range;

/// The bytes of the class, function or method of this name, as in `Class.method`, with its decorators and without blank lines at its end.
pub(super) fn object(source: &str, name: &str) -> Option<Range<usize>> {
    let wanted: Vec<&str> = name.trim().split('.').collect();
    let lines = statements(source);
    // Names of the definitions that are open, each with its indentation.
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut decorated: Option<usize> = None;
    for (number, line) in lines.iter().enumerate() {
        while open.last().is_some_and(|(indent, _)| line.indent <= *indent) {
            open.pop();
        }
        if line.text.starts_with('@') {
            decorated = decorated.or(Some(line.range.start));
            continue;
        }
        let start = decorated.take().unwrap_or(line.range.start);
        let Some(defined) = defined(line.text) else { continue };
        open.push((line.indent, defined));
        if open.iter().map(|(_, name)| *name).eq(wanted.iter().copied()) {
            let behind = lines.iter().skip(number + 1).find(|next| next.indent <= line.indent);
            let end = behind.map_or(source.len(), |next| next.range.start);
            let body = source.get(start..end)?;
            let kept = body.trim_end().len();
            // Comments at the edge of what comes next are not part of it.
            let last =
                lines.iter().skip(number).take_while(|next| next.range.start < end).last().map_or(end, |last| last.range.end);
            let end = start + kept.min(last.saturating_sub(start));
            let line_end = source.get(end..).and_then(|rest| rest.find('\n')).map_or(source.len(), |at| end + at + 1);
            return Some(start..line_end);
        }
    }
    None
}

/// The name that a line defines.
fn defined(text: &str) -> Option<&str> {
    let text = text.strip_prefix("async ").map_or(text, str::trim_start);
    let rest = text.strip_prefix("def ").or_else(|| text.strip_prefix("class "))?.trim_start();
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    rest.get(..end).filter(|name| !name.is_empty())
}

/// A statement's lines: those that brackets, strings and backslashes join count as one.
struct Statement<'s> {
    indent: usize,
    /// The first line, without its indentation.
    text: &'s str,
    /// From the start of the first line to the end of the last.
    range: Range<usize>,
}

fn statements(source: &str) -> Vec<Statement<'_>> {
    let mut statements: Vec<Statement<'_>> = Vec::new();
    let mut state = State::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let text = line.trim();
        let is_joined = state.is_open();
        if !is_joined && (text.is_empty() || text.starts_with('#')) {
            continue;
        }
        state.read(line);
        match statements.last_mut().filter(|_| is_joined) {
            Some(last) => last.range.end = range.end,
            None => statements.push(Statement { indent: line.len() - line.trim_start().len(), text, range }),
        }
    }
    statements
}

/// What is open at the end of a line.
#[derive(Default)]
struct State {
    brackets: usize,
    /// The quotes around a string over several lines.
    string: Option<&'static str>,
    backslash: bool,
}

impl State {
    fn is_open(&self) -> bool {
        self.brackets > 0 || self.string.is_some() || self.backslash
    }

    fn read(&mut self, line: &str) {
        let line = line.trim_end_matches(['\n', '\r']);
        self.backslash = false;
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            if let Some(quotes) = self.string {
                match rest.find(quotes) {
                    Some(end) => {
                        self.string = None;
                        rest = &rest[end + quotes.len()..];
                    }
                    None => return,
                }
                continue;
            }
            match c {
                '#' => return,
                '(' | '[' | '{' => self.brackets += 1,
                ')' | ']' | '}' => self.brackets = self.brackets.saturating_sub(1),
                '"' | '\'' => {
                    let long = [r#"""""#, "'''"].into_iter().find(|quotes| rest.starts_with(quotes));
                    if let Some(quotes) = long {
                        self.string = Some(quotes);
                        rest = &rest[quotes.len()..];
                        continue;
                    }
                    rest = after_string(&rest[1..], c);
                    continue;
                }
                _ => {}
            }
            rest = &rest[c.len_utf8()..];
        }
        self.backslash = line.ends_with('\\');
    }
}

/// What stands behind a string of one line.
fn after_string(text: &str, quote: char) -> &str {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return &text[at + 1..],
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"import x

@decorated(
    1,
)
class A:
    """Says
def nothing(): pass
    """

    @staticmethod
    async def method(a,
    b=")"):
        text = 'it''s # no comment ('
        return a

    def other(self): ...

# About what comes next.
def function():
    return """
no end
"""


x = 1
"#;

    fn found(name: &str) -> Option<&str> {
        object(SOURCE, name).map(|range| &SOURCE[range])
    }

    #[test]
    fn objects_are_found_with_their_decorators() {
        let method = found("A.method").unwrap();
        assert!(method.starts_with("    @staticmethod\n") && method.ends_with("        return a\n"), "{method}");
        let class = found("A").unwrap();
        assert!(class.starts_with("@decorated(\n") && class.ends_with("def other(self): ...\n"), "{class}");
        assert_eq!(found("function"), Some("def function():\n    return \"\"\"\nno end\n\"\"\"\n"));
        assert_eq!(found("A.other"), Some("    def other(self): ...\n"));
        assert_eq!((found("nothing"), found("method"), found("x")), (None, None, None));
    }
}

//! `only`: what is shown where a condition on the book's tags holds.

use super::Context;
use crate::diagnostic::Finding;
use crate::document::{Block, Conventions};

/// Tags that hold for every book: Sphinx has them where it makes HTML.
const ALWAYS: &[&str] = &["html", "builder_html", "format_html"];

/// `only`. Where the condition cannot be read, the body is shown.
pub(super) fn only(context: &mut Context<'_, '_>) -> Vec<Block> {
    let argument = context.call.argument.clone();
    let holds = match condition(argument.text(), &|tag| holds(context.builder.conventions(), tag)) {
        Ok(holds) => holds,
        Err((at, problem)) => {
            let finding =
                Finding::error("bad-option-value", argument.character(at), format!("the condition cannot be read: {problem}"));
            context.builder.find(finding.help("join tags by `and`, `or` and `not`, as in `html and not (draft or internal)`"));
            true
        }
    };
    let body = context.call.body.clone();
    if holds { context.sections(&body) } else { Vec::new() }
}

fn holds(conventions: &Conventions, tag: &str) -> bool {
    ALWAYS.contains(&tag) || conventions.tags.contains(tag)
}

/// Whether a condition holds. The error is the byte at fault and what is wrong.
fn condition(text: &str, holds: &dyn Fn(&str) -> bool) -> Result<bool, (usize, String)> {
    let mut reader = Reader { text, at: 0, holds, depth: 0 };
    let value = reader.any()?;
    match reader.word() {
        None => Ok(value),
        Some((at, word)) => Err((at, format!("`{word}` is one word too many"))),
    }
}

/// How deep parentheses and `not` may nest.
const DEPTH: usize = 64;

struct Reader<'t> {
    text: &'t str,
    at: usize,
    holds: &'t dyn Fn(&str) -> bool,
    depth: usize,
}

impl<'t> Reader<'t> {
    /// The next word or parenthesis, and where it stands; it is not passed over.
    fn word(&self) -> Option<(usize, &'t str)> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + (rest.len() - rest.trim_start().len());
        let rest = rest.trim_start();
        let first = rest.chars().next()?;
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '+');
        let length = if fits(first) { rest.find(|c| !fits(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        Some((start, rest.get(..length)?))
    }

    fn take(&mut self, wanted: &str) -> bool {
        match self.word() {
            Some((at, word)) if word == wanted => {
                self.at = at + word.len();
                true
            }
            _ => false,
        }
    }

    fn any(&mut self) -> Result<bool, (usize, String)> {
        let mut value = self.all()?;
        while self.take("or") {
            value |= self.all()?;
        }
        Ok(value)
    }

    fn all(&mut self) -> Result<bool, (usize, String)> {
        let mut value = self.one()?;
        while self.take("and") {
            value &= self.one()?;
        }
        Ok(value)
    }

    fn one(&mut self) -> Result<bool, (usize, String)> {
        let Some((at, word)) = self.word() else {
            return Err((self.text.trim_end().len().saturating_sub(1), "a tag is missing at its end".to_owned()));
        };
        self.depth += 1;
        if self.depth > DEPTH {
            return Err((at, format!("it is nested more than {DEPTH} levels deep")));
        }
        self.at = at + word.len();
        let value = match word {
            "not" => !self.one()?,
            "(" => {
                let value = self.any()?;
                if !self.take(")") {
                    return Err((at, "this parenthesis is not closed".to_owned()));
                }
                value
            }
            "and" | "or" => return Err((at, format!("a tag is missing before `{word}`"))),
            word if word.starts_with(|c: char| c.is_alphanumeric() || c == '_') => (self.holds)(word),
            word => return Err((at, format!("`{word}` has no meaning here"))),
        };
        self.depth -= 1;
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<bool, (usize, String)> {
        condition(text, &|tag| matches!(tag, "html" | "draft"))
    }

    #[test]
    fn conditions_hold_by_the_usual_precedence() {
        for text in
            ["html", "html or latex", "not latex", "latex and html or draft", "not (latex or epub) and html", "not not html"]
        {
            assert_eq!(value(text), Ok(true), "{text}");
        }
        for text in ["latex", "html and latex", "not html or latex", "html and (latex or epub)"] {
            assert_eq!(value(text), Ok(false), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_has_its_place() {
        let at = |text| value(text).map_err(|(at, _)| at);
        assert_eq!(at("html and"), Err(7));
        assert_eq!(at("(html"), Err(0));
        assert_eq!(at("html latex"), Err(5));
        assert_eq!(at("html & latex"), Err(5));
        assert_eq!(at("or html"), Err(0));
        assert!(value(&"not ".repeat(1000)).is_err());
    }
}

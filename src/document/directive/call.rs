//! Calls of directives and roles, as the front ends find them.

use camino::Utf8Path;

use super::OptionEntry;
use crate::document::{Block, Builder, Excerpt, Inline, Markup, Span};

/// A directive as written, in either language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectiveCall {
    /// The name.
    pub name: String,
    /// The name's bytes.
    pub name_span: Span,
    /// What stands behind the name, trimmed; empty where nothing does.
    pub argument: Excerpt,
    /// The options in order.
    pub options: Vec<DirectiveOption>,
    /// All that stands below the name, options too, without the indentation or fence around it.
    pub content: Excerpt,
    /// The content without the options.
    pub body: Excerpt,
    /// The whole directive.
    pub span: Span,
}

/// An option of a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectiveOption {
    /// The name, without colons.
    pub name: String,
    /// The name's bytes.
    pub name_span: Span,
    /// The value, trimmed; empty for a flag.
    pub value: Excerpt,
}

/// A role as written, in either language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleCall {
    /// The name.
    pub name: String,
    /// The name's bytes.
    pub name_span: Span,
    /// The text between the quotes.
    pub text: Excerpt,
    /// The whole role.
    pub span: Span,
}

/// A markup language: what parses the bodies and titles of directives that were called from it.
pub trait Language {
    /// Parses `text` into blocks; facts go to `builder`.
    fn blocks(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block>;
    /// Parses the text of a file that is included; what it says about itself at its top is left out.
    fn file(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block> {
        self.blocks(builder, text)
    }
    /// Parses what stands in place of the directive that it belongs to: its titles are those of the text around.
    fn sections(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block> {
        self.blocks(builder, text)
    }
    /// Parses text in another language than the caller's.
    fn foreign(&self, markup: Markup, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block>;
    /// What the page says that `|name|` stands for, as plain text.
    fn substitution(&self, _name: &str) -> Option<String> {
        None
    }
    /// The configuration options that the schema `text` of that file defines; `variable` says how environment variables derive from them. The
    /// error is the byte at fault and what is wrong.
    fn options(&self, file: &Utf8Path, text: &str, variable: Option<&str>) -> Result<Vec<OptionEntry>, (usize, String)>;
    /// What a file of data holds, for templates. The error is the byte at fault and what is wrong.
    fn data(&self, file: &Utf8Path, text: &str) -> Result<minijinja::Value, (usize, String)>;
    /// Parses `text` as the content of one paragraph; facts go to `builder`.
    fn inlines(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Inline>;
}

/// Splits the `:name: value` lines off the start of a directive's content. A value goes on in the lines below that are indented.
/// What is left starts after the options and one run of blank lines.
#[must_use]
pub fn split_options(content: &Excerpt) -> (Vec<DirectiveOption>, Excerpt) {
    let text = content.text();
    let mut options: Vec<(DirectiveOption, usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(line) = text[at..].split_inclusive('\n').next() {
        let end = at + line.trim_end().len();
        let indented = line.starts_with([' ', '\t']) && !line.trim().is_empty();
        match (option_name(line), options.last_mut()) {
            (Some((start, name_end)), _) => {
                let name = line[start..name_end].to_owned();
                let name_span = content.span(at + start..at + name_end);
                let option = DirectiveOption { name, name_span, value: Excerpt::default() };
                options.push((option, at + name_end + 1, end));
            }
            (None, Some((_, _, last_end))) if indented => *last_end = end,
            _ => break,
        }
        at += line.len();
    }
    if options.is_empty() {
        return (Vec::new(), content.clone());
    }
    let blank: usize = text[at..].split_inclusive('\n').take_while(|l| l.trim().is_empty()).map(str::len).sum();
    let rest = content.slice(at + blank..text.len());
    let finish = |(option, start, end): (DirectiveOption, usize, usize)| DirectiveOption {
        value: trimmed(content, start..end.max(start)),
        ..option
    };
    (options.into_iter().map(finish).collect(), rest)
}

/// Where the name stands in a line `:name: value`.
fn option_name(line: &str) -> Option<(usize, usize)> {
    let start = line.len() - line.trim_start_matches(' ').len();
    let rest = line.get(start..)?.strip_prefix(':')?;
    let length = rest.find(':')?;
    let name = &rest[..length];
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let ends = rest[length + 1..].chars().next().is_none_or(char::is_whitespace);
    (start < 4 && !name.is_empty() && name.chars().all(fits) && ends).then_some((start + 1, start + 1 + length))
}

/// Bytes `range` of `text` without white space at the ends.
#[must_use]
pub fn trimmed(text: &Excerpt, range: std::ops::Range<usize>) -> Excerpt {
    let cut = text.text().get(range.clone()).unwrap_or_default();
    let start = range.start + (cut.len() - cut.trim_start().len());
    text.slice(start..start + cut.trim().len())
}

/// Whether `name` can be the name of a directive or role.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+');
    name.starts_with(|c: char| c.is_alphabetic()) && name.chars().all(fits)
}

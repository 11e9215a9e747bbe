//! What a directive's lowering function works with.

use super::call::{DirectiveCall, DirectiveOption, Language};
use super::substitutions::{known_to_book, substituted};
use super::table::{Argument, Body, DirectiveSpec, OptionSpec};
use super::values;
use super::with_nearest;
use crate::diagnostic::Finding;
use crate::document::{AnchorKind, Attributes, Block, BlockKind, Builder, Excerpt, Inline, Span, fold, slug};

/// A call whose options are known and well formed, the page's builder, and the language of the body.
pub struct Context<'a, 's> {
    /// The call.
    pub call: DirectiveCall,
    /// Where facts go.
    pub builder: &'a mut Builder<'s>,
    language: &'a dyn Language,
}

impl std::fmt::Debug for Context<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("call", &self.call).finish_non_exhaustive()
    }
}

impl<'a, 's> Context<'a, 's> {
    pub(super) fn new(call: DirectiveCall, builder: &'a mut Builder<'s>, language: &'a dyn Language) -> Self {
        Self { call, builder, language }
    }

    /// The language of the caller.
    pub(super) fn language(&self) -> &'a dyn Language {
        self.language
    }

    /// The name that it was called by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.call.name
    }

    /// The value of an option; the last one counts.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&Excerpt> {
        self.call.options.iter().rev().find(|o| o.name == name).map(|o| &o.value)
    }

    /// The text of an option.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.option(name).map(Excerpt::text)
    }

    /// The words of an option, on one line.
    #[must_use]
    pub fn line(&self, name: &str) -> Option<String> {
        self.text(name).map(|text| words(text).join(" "))
    }

    /// Whether a flag is set.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.option(name).is_some()
    }

    /// The number of an option.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u32> {
        self.text(name)?.parse().ok()
    }

    /// Parses the body.
    pub fn body(&mut self) -> Vec<Block> {
        self.blocks(&self.call.body.clone())
    }

    /// Parses blocks.
    pub fn blocks(&mut self, text: &Excerpt) -> Vec<Block> {
        self.language.blocks(self.builder, text)
    }

    /// Parses blocks that stand in place of the directive.
    pub fn sections(&mut self, text: &Excerpt) -> Vec<Block> {
        self.language.sections(self.builder, text)
    }

    /// Parses the body of what describes an object: titles may stand in it.
    pub fn described(&mut self) -> Vec<Block> {
        self.sections(&self.call.body.clone())
    }

    /// `text` with what the page and the book say in place of each `|name|`.
    #[must_use]
    pub fn substituted(&self, text: &Excerpt) -> Excerpt {
        let conventions = self.builder.conventions();
        let known = |name: &str| self.language.substitution(name).or_else(|| known_to_book(conventions, name));
        substituted(text, &known)
    }

    /// Parses the argument as a title.
    pub fn title(&mut self) -> Vec<Inline> {
        self.inlines(&self.call.argument.clone())
    }

    /// Parses an option as a caption; empty where it is not there.
    pub fn caption(&mut self, name: &str) -> Vec<Inline> {
        match self.option(name).cloned() {
            Some(text) => self.inlines(&text),
            None => Vec::new(),
        }
    }

    /// Parses running text.
    pub fn inlines(&mut self, text: &Excerpt) -> Vec<Inline> {
        if text.is_empty() { Vec::new() } else { self.language.inlines(self.builder, text) }
    }

    /// Anchor and classes from `:name:` and `:class:`. References to the name show `title`.
    pub fn attributes(&mut self, title: &[Inline]) -> Attributes {
        let classes = self.text("class").map(words).unwrap_or_default();
        let id = self.option("name").or_else(|| self.option("label")).cloned().map(|name| {
            let id = slug(name.text());
            self.builder.anchor(&id, AnchorKind::Label(fold(name.text())), title.to_vec(), name.whole());
            id
        });
        Attributes { id, classes, ..Attributes::default() }
    }

    /// A block that spans the whole directive.
    #[must_use]
    pub fn block(&self, kind: BlockKind) -> Block {
        Block { span: self.call.span, kind }
    }

    /// `blocks` in a container with `attributes`, for what has no place for them itself; as they are where there are none.
    #[must_use]
    pub fn wrapped(&self, attributes: Attributes, blocks: Vec<Block>) -> Vec<Block> {
        if attributes == Attributes::default() {
            blocks
        } else {
            vec![self.block(BlockKind::Container { attributes, body: blocks })]
        }
    }

    /// Adds an error.
    pub fn error(&mut self, code: &str, span: Span, message: impl Into<String>) {
        self.builder.find(Finding::error(code, span, message));
    }
}

/// The words of a value that are separated by white space.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// The call without the options that `spec` does not know or whose values do not fit; each is a finding, as are an argument or a body
/// that should not be there and a body that should.
pub(super) fn checked(mut call: DirectiveCall, spec: &DirectiveSpec, builder: &mut Builder<'_>) -> DirectiveCall {
    let name = call.name.clone();
    call.options.retain(|option| match option_problem(&name, option, spec) {
        Some(finding) => {
            builder.find(finding);
            false
        }
        None => true,
    });
    let has_body = !call.body.text().trim().is_empty();
    let has_argument = !call.argument.text().trim().is_empty();
    if spec.body == Body::None && has_body {
        let message = format!("`{name}` takes no content; this is left out");
        builder.find(Finding::error("unexpected-content", call.body.whole(), message));
    }
    if spec.argument == Argument::None && has_argument {
        let message = format!("`{name}` takes nothing behind its name; this is left out");
        builder.find(Finding::error("unexpected-argument", call.argument.whole(), message));
    }
    let lacks_body = spec.body == Body::Required || (spec.body == Body::UnlessArgument && !has_argument);
    if lacks_body && !has_body {
        builder.find(Finding::error("empty-directive", call.name_span, format!("`{name}` has no content")));
    }
    call
}

fn option_problem(directive: &str, option: &DirectiveOption, spec: &DirectiveSpec) -> Option<Finding> {
    let Some(known) = spec.options.iter().find(|o| o.name == option.name || o.name == OptionSpec::ANY) else {
        let message = format!("`{directive}` has no option `{}`", option.name);
        let finding = Finding::error("unknown-directive-option", option.name_span, message);
        return Some(with_nearest(finding, &option.name, spec.options.iter().map(|o| o.name)));
    };
    let wanted = values::problem(known.value, option.value.text())?;
    let span = if option.value.is_empty() { option.name_span } else { option.value.whole() };
    Some(Finding::error("bad-option-value", span, format!("the option `{}` {wanted}", option.name)))
}

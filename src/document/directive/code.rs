//! Source code, diagrams and formulas.

use super::Context;
use super::figures::align_class;
use super::includes::read_text;
use super::values::lines;
use crate::document::{
    Block, BlockKind, Builder, CodeBlock, CodeOptions, Diagram, Excerpt, Highlight, Inline, InlineKind, Span, plain_text,
};

/// `code-block`.
pub(super) fn code_block(context: &mut Context<'_, '_>) -> Vec<Block> {
    let language = argument_language(context);
    let text = context.call.body.clone();
    let text = match context.text("dedent") {
        Some(columns) => dedent(&text, columns.parse().ok()),
        None => text,
    };
    code(context, language, &text, None)
}

/// `doctest`, `testcode` and `testoutput`: what a reader sees of an example that is run as a test.
pub(super) fn tested(context: &mut Context<'_, '_>) -> Vec<Block> {
    if context.flag("hide") {
        return Vec::new();
    }
    let language = match context.name() {
        "doctest" => "pycon",
        "testcode" => "python",
        _ => "text",
    };
    let text = context.call.body.clone();
    code(context, Some((language.to_owned(), context.call.name_span)), &text, None)
}

/// `prompt`: commands, each behind the prompt of its language.
pub(super) fn prompt(context: &mut Context<'_, '_>) -> Vec<Block> {
    let mut words = context.call.argument.text().split_whitespace();
    let language = words.next().map(|word| match word {
        "bash" | "sh" | "shell" | "zsh" => "console",
        "python" => "pycon",
        other => other,
    });
    let language = language.map(|word| (word.to_owned(), context.call.argument.whole()));
    let sign = match words.next() {
        Some("auto") => "",
        Some(sign) => sign,
        None => "$",
    };
    let body = context.call.body.clone();
    let mut text = Excerpt::default();
    let mut at = 0;
    for line in body.text().split_inclusive('\n') {
        if !sign.is_empty() && !line.trim().is_empty() {
            text.push(&format!("{sign} "), body.span(at..at));
        }
        text.push_slice(&body, at..at + line.len());
        at += line.len();
    }
    code(context, language, &text, None)
}

/// The language that stands behind the name.
fn argument_language(context: &Context<'_, '_>) -> Option<(String, Span)> {
    let argument = &context.call.argument;
    (!argument.is_empty()).then(|| (argument.text().to_owned(), argument.whole()))
}

/// The language of code that names none, with `here` for its place where that is of no use: what `highlight` said last, else the book.
#[must_use]
pub fn highlight(builder: &Builder<'_>, here: Span) -> Option<(String, Span)> {
    let said = builder.highlight.language.clone();
    said.or_else(|| builder.conventions().highlight.clone().map(|language| (language, here)))
}

/// The number of the first line where `highlight` asks for numbers.
#[must_use]
pub fn numbered(builder: &Builder<'_>, text: &Excerpt) -> Option<u32> {
    let from = builder.highlight.numbered_from?;
    (text.text().lines().count() >= from as usize).then_some(1)
}

/// A code block of `text`, shown as the options say. `start` is the number of its first line in its file, where that counts.
pub(super) fn code(
    context: &mut Context<'_, '_>,
    language: Option<(String, Span)>,
    text: &Excerpt,
    start: Option<u32>,
) -> Vec<Block> {
    let text = with_line_end(if context.flag("substitutions") { context.substituted(text) } else { text.clone() });
    let is_numbered = context.flag("linenos") || context.flag("number-lines");
    let given = context.number("lineno-start").or_else(|| context.number("number-lines"));
    let first_line = start.or(given).or(is_numbered.then_some(1)).or_else(|| numbered(context.builder, &text));
    let caption = caption(context);
    let options = CodeOptions {
        title: (!caption.is_empty()).then(|| plain_text(&caption)),
        number: None,
        first_line,
        marked: context.text("emphasize-lines").and_then(lines).unwrap_or_default(),
        focus: context.text("focus-lines").and_then(lines).unwrap_or_default(),
        diff: false,
    };
    let language = language.or_else(|| highlight(context.builder, context.call.name_span));
    let attributes = context.attributes(&caption);
    context.builder.count_code_block();
    vec![context.block(BlockKind::Code(Box::new(CodeBlock { language, text, options, attributes })))]
}

/// The words of `:caption:`. The bar above a block of code shows them without links.
fn caption(context: &mut Context<'_, '_>) -> Vec<Inline> {
    let references = context.builder.reference_count();
    let caption = context.caption("caption");
    context.builder.forget_references(references);
    let words = plain_text(&caption);
    let span = context.option("caption").map_or(context.call.span, Excerpt::whole);
    if words.is_empty() { Vec::new() } else { vec![Inline { span, kind: InlineKind::Text(words) }] }
}

/// `highlight`: the language of the code below that names none.
pub(super) fn set_highlight(context: &mut Context<'_, '_>) -> Vec<Block> {
    let numbered_from = context.number("linenothreshold");
    context.builder.highlight = Highlight { language: argument_language(context), numbered_from };
    Vec::new()
}

/// `mermaid`: the body, or the file that the argument names.
pub(super) fn mermaid(context: &mut Context<'_, '_>) -> Vec<Block> {
    let argument = context.call.argument.clone();
    let body = context.call.body.clone();
    let source = if argument.is_empty() {
        body
    } else {
        match read_text(context, &argument) {
            Some((_, source)) => source,
            // The finding stands for the diagram.
            None => return Vec::new(),
        }
    };
    if source.text().trim().is_empty() && argument.is_empty() {
        return Vec::new(); // That there is no content is reported already.
    }
    context.builder.count_diagram();
    let caption = context.caption("caption");
    let mut attributes = context.attributes(&caption);
    attributes.classes.extend(align_class(context));
    let alt = context.line("alt");
    let diagram = Diagram::new(with_line_end(source), caption, alt, attributes, context.builder);
    vec![context.block(BlockKind::Diagram(Box::new(diagram)))]
}

/// `math`: the argument and the body are one formula.
pub(super) fn math(context: &mut Context<'_, '_>) -> Vec<Block> {
    let is_named = context.flag("label") || context.flag("name");
    let number = is_named.then(|| context.builder.next_equation());
    let shown = number.map(|number| Inline { span: context.call.span, kind: InlineKind::Text(format!("({number})")) });
    let attributes = context.attributes(shown.as_slice());
    let mut source = context.call.argument.clone();
    if source.is_empty() {
        source = context.call.body.clone();
    } else if !context.call.body.is_empty() {
        source.push("\n", context.call.body.span(0..0));
        source.push_slice(&context.call.body, 0..context.call.body.text().len());
    }
    let source = super::call::trimmed(&source, 0..source.text().len());
    vec![context.block(BlockKind::Math { source, number: number.map(|number| number.to_string()), attributes })]
}

/// The text with a line feed at its end, unless it is empty.
pub(super) fn with_line_end(mut text: Excerpt) -> Excerpt {
    if !text.is_empty() && !text.text().ends_with('\n') {
        let end = text.text().len();
        text.push("\n", text.span(end..end));
    }
    text
}

/// The text with `columns` columns of white space less at the start of each line, or as many as all lines that are not blank have.
pub(super) fn dedent(text: &Excerpt, columns: Option<usize>) -> Excerpt {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let lines = || text.text().split_inclusive('\n');
    let common = || lines().filter(|l| !l.trim().is_empty()).map(indent).min();
    let columns = columns.or_else(common).unwrap_or(0);
    let mut dedented = Excerpt::default();
    let mut at = 0;
    for line in lines() {
        dedented.push_slice(text, at + columns.min(indent(line))..at + line.len());
        at += line.len();
    }
    dedented
}

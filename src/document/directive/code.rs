//! Source code, diagrams and formulas.

use super::Context;
use super::figures::align_class;
use super::includes::read_text;
use super::values::lines;
use crate::document::{Block, BlockKind, CodeBlock, CodeOptions, Diagram, Excerpt, Inline, InlineKind};

/// `code-block`.
pub(super) fn code_block(context: &mut Context<'_, '_>) -> Vec<Block> {
    let argument = &context.call.argument;
    let language = (!argument.is_empty()).then(|| (argument.text().to_owned(), argument.whole()));
    let text = context.call.body.clone();
    code(context, language, &text, None)
}

/// A code block of `text`, shown as the options say. `start` is the number of its first line in its file, where that counts.
pub(super) fn code(
    context: &mut Context<'_, '_>,
    language: Option<(String, crate::document::Span)>,
    text: &Excerpt,
    start: Option<u32>,
) -> Vec<Block> {
    let numbered = context.flag("linenos") || context.flag("number-lines");
    let given = context.number("lineno-start").or_else(|| context.number("number-lines"));
    let first_line = start.or(given).or(numbered.then_some(1));
    let title = context.line("caption");
    let caption: Vec<Inline> = context.option("caption").map(plain).into_iter().collect();
    let options = CodeOptions {
        title,
        first_line,
        marked: context.text("emphasize-lines").and_then(lines).unwrap_or_default(),
        focus: context.text("focus-lines").and_then(lines).unwrap_or_default(),
        diff: false,
    };
    let text = match context.text("dedent") {
        Some(columns) => dedent(text, columns.parse().ok()),
        None => text.clone(),
    };
    let attributes = context.attributes(&caption);
    context.builder.count_code_block();
    vec![context.block(BlockKind::Code(Box::new(CodeBlock { language, text: with_line_end(text), options, attributes })))]
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
    vec![context.block(BlockKind::Math { source, number, attributes })]
}

fn plain(text: &Excerpt) -> Inline {
    Inline { span: text.whole(), kind: InlineKind::Text(text.text().to_owned()) }
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
fn dedent(text: &Excerpt, columns: Option<usize>) -> Excerpt {
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

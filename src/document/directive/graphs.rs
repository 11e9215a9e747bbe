//! Graphs that a program outside of Bindery draws: their source is shown.

use super::Context;
use super::includes::read_text;
use crate::diagnostic::Finding;
use crate::document::{Block, BlockKind, CodeBlock, CodeOptions, Excerpt, Inline, InlineKind};

/// `graphviz`, `graph` and `digraph`: the source in the language of Graphviz, as code.
pub(super) fn graph(context: &mut Context<'_, '_>) -> Vec<Block> {
    let argument = context.call.argument.clone();
    let body = context.call.body.clone();
    let source = match context.name() {
        "graphviz" if !argument.is_empty() => match read_text(context, &argument) {
            Some((_, text)) => text,
            // The finding stands for the graph.
            None => return Vec::new(),
        },
        "graphviz" => body,
        kind => {
            let mut source = Excerpt::default();
            source.push(kind, context.call.name_span);
            source.push(" ", context.call.name_span);
            source.push_slice(&argument, 0..argument.text().len());
            source.push(" {\n", argument.whole());
            source.push_slice(&body, 0..body.text().trim_end_matches('\n').len());
            source.push("\n}\n", body.whole());
            source
        }
    };
    if source.text().trim().is_empty() {
        let span = context.call.name_span;
        context.error("empty-directive", span, "`graphviz` has no content");
        return Vec::new();
    }
    undrawn(
        context,
        "a graph of Graphviz is not drawn here; its source is shown",
        "write it as a `mermaid` diagram, or draw it and show it as an `image`",
    );
    let caption = context.caption("caption");
    let attributes = context.attributes(&caption);
    context.builder.count_code_block();
    let language = Some(("text".to_owned(), context.call.name_span));
    let code = CodeBlock { language, text: super::code::with_line_end(source), options: CodeOptions::default(), attributes };
    captioned(context, BlockKind::Code(Box::new(code)), caption)
}

/// `inheritance-diagram`: the names of the classes whose graph would have to be made from code.
pub(super) fn inheritance(context: &mut Context<'_, '_>) -> Vec<Block> {
    undrawn(
        context,
        "the graph of classes is made from code, which is not read here; their names are shown",
        "show the graph as an `image`",
    );
    let caption = context.caption("caption");
    let attributes = context.attributes(&caption);
    let argument = context.call.argument.clone();
    let names = argument.text().split_whitespace().map(|name| InlineKind::Code(name.to_owned()));
    let mut line = Vec::new();
    for name in names {
        if !line.is_empty() {
            line.push(Inline { span: argument.whole(), kind: InlineKind::Text(" ".to_owned()) });
        }
        line.push(Inline { span: argument.whole(), kind: name });
    }
    let blocks = captioned(context, BlockKind::Paragraph(line), caption);
    context.wrapped(attributes, blocks)
}

fn undrawn(context: &mut Context<'_, '_>, message: &str, help: &str) {
    let span = context.call.name_span;
    context.builder.find(Finding::warning("undrawn-graph", span, message).help(help));
}

fn captioned(context: &Context<'_, '_>, kind: BlockKind, caption: Vec<Inline>) -> Vec<Block> {
    let mut blocks = vec![context.block(kind)];
    if !caption.is_empty() {
        blocks.push(super::asides::classed("caption", vec![context.block(BlockKind::Paragraph(caption))]));
    }
    blocks
}

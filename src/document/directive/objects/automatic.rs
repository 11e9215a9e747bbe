//! What Sphinx takes out of a program by importing it. Bindery runs no program: the object has its name and its place, and one notice.

use super::{Context, describe};
use crate::diagnostic::Finding;
use crate::document::{Admonition, Attributes, Block, BlockKind, Inline, InlineKind, ObjectKind};

/// `autoclass`, `autoapifunction` and the like: the object, with what the author wrote below.
pub(in super::super) fn automatic(context: &mut Context<'_, '_>) -> Vec<Block> {
    let name = context.call.argument.text().trim().to_owned();
    notice(context, &format!("the description of `{name}` is in the program's source, which is not read"));
    let kind = context.name().trim_start_matches("auto").trim_start_matches("api").to_owned();
    let is_known = kind != "module" && ObjectKind::of_directive(&kind).is_some();
    context.call.name = if is_known { kind } else { "module".to_owned() };
    if is_known {
        let before = context.builder.scope.module.clone();
        let (module, written) = as_described(&context.call.name, &name);
        if let Some(module) = module {
            context.builder.scope.module = Some(module.to_owned());
        }
        let argument = &context.call.argument;
        let start = argument.text().find(written).unwrap_or(0);
        let mut signature = argument.slice(start..argument.text().len());
        // The arguments are not known, but that it is called is.
        if matches!(context.call.name.as_str(), "function" | "method" | "classmethod" | "staticmethod") && !written.contains('(')
        {
            signature.push("()", signature.whole());
        }
        context.call.argument = signature;
        let blocks = describe(context);
        context.builder.scope.module = before;
        return blocks;
    }
    let span = context.call.argument.whole();
    let mut blocks = super::module(context);
    if let Some(Block { kind: BlockKind::Container { body, .. }, .. }) = blocks.first_mut() {
        let word =
            Inline { span, kind: InlineKind::Emphasis(vec![Inline { span, kind: InlineKind::Text("module".to_owned()) }]) };
        let space = Inline { span, kind: InlineKind::Text(" ".to_owned()) };
        let name = Inline { span, kind: InlineKind::Strong(vec![Inline { span, kind: InlineKind::Text(name) }]) };
        body.insert(0, BlockKind::Paragraph(super::head(span, vec![word, space, name])).at(span));
    }
    blocks
}

/// The module that the name gives, where it gives one, and what is described in it: a class or function by its last name, a member by that of its
/// class and its own.
fn as_described<'n>(kind: &str, name: &'n str) -> (Option<&'n str>, &'n str) {
    let path = name.split('(').next().unwrap_or(name);
    let parts = if matches!(kind, "method" | "classmethod" | "staticmethod" | "attribute" | "property") { 2 } else { 1 };
    let at = path.rmatch_indices('.').nth(parts - 1).map(|(at, _)| at);
    match at {
        Some(at) => (path.get(..at), name.get(at + 1..).unwrap_or(name)),
        None => (None, name),
    }
}

/// `argparse`, `openapi` and the like, which describe a program from its code: what the author wrote, in a box.
pub(in super::super) fn elsewhere(context: &mut Context<'_, '_>) -> Vec<Block> {
    let name = context.name().to_owned();
    notice(context, &format!("`{name}` makes its text from a program or a file that is not read"));
    let span = context.call.name_span;
    let subject = context.call.argument.text().trim().to_owned();
    let title = vec![Inline { span, kind: InlineKind::Code(if subject.is_empty() { name } else { subject }) }];
    let body = vec![context.block(BlockKind::Verbatim(context.call.content.text().trim_end().to_owned() + "\n"))];
    let kind = "note".to_owned();
    let attributes = Attributes::default();
    vec![context.block(BlockKind::Admonition(Box::new(Admonition { kind, title, body, collapsible: None, attributes })))]
}

fn notice(context: &mut Context<'_, '_>, message: &str) {
    let help = "readers see the name and what you write below; run Sphinx's extension beforehand if they need more";
    context.builder.find(Finding::warning("not-described-here", context.call.name_span, message).help(help));
}

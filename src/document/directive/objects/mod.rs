//! What a program consists of, described by hand: the object descriptions of Sphinx's domains.

mod automatic;
mod fields;
mod grammar;
mod signature;

use super::Context;
use super::call::trimmed;
use crate::document::{
    AnchorKind, Attributes, Block, BlockKind, Definition, Excerpt, Family, Inline, InlineKind, ObjectKind, ObjectScope, slug,
};

pub(super) use automatic::{automatic, elsewhere};
pub(super) use grammar::production_list;

/// `py:class`, `envvar`, `option` and the like: signatures in lines of their own, and what the body says of them.
pub(super) fn describe(context: &mut Context<'_, '_>) -> Vec<Block> {
    let Some(kind) = ObjectKind::of_directive(context.name()) else { return context.body() };
    let before = context.builder.scope.clone();
    if let Some(module) = context.line("module") {
        context.builder.scope.module = Some(module);
    }
    let signatures: Vec<Excerpt> = lines(&context.call.argument);
    let mut terms = Vec::with_capacity(signatures.len());
    let mut inner = None;
    for signature in &signatures {
        let (term, name) = term(context, kind, signature);
        terms.push(term);
        inner.get_or_insert(name);
    }
    if kind.has_members() {
        context.builder.scope.class = inner;
    }
    let mut body = fields::of_settings(context);
    body.extend(fields::readable(context.body()));
    context.builder.scope = before;
    entry(context, terms, body)
}

fn entry(context: &Context<'_, '_>, terms: Vec<(Vec<Inline>, Attributes)>, body: Vec<Block>) -> Vec<Block> {
    let entries = vec![Definition { terms, bodies: vec![body], tight: false }];
    vec![context.block(BlockKind::Definitions { entries, glossary: false })]
}

/// The lines of an argument that say something.
fn lines(argument: &Excerpt) -> Vec<Excerpt> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in argument.text().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = trimmed(argument, start..at);
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

/// A signature as it is shown, with its anchor, and the name that the objects within belong to.
fn term(context: &mut Context<'_, '_>, kind: ObjectKind, signature: &Excerpt) -> ((Vec<Inline>, Attributes), String) {
    let is_listed = !["no-index", "noindex"].iter().any(|option| context.flag(option));
    let scope = context.builder.scope.clone();
    let (shown, within, names) = match kind.family() {
        Family::Python => python(kind, &scope, signature.text()),
        Family::CommandOptions => option(&scope, signature.text()),
        Family::Variables | Family::Settings | Family::Tokens => {
            let name = signature.text().to_owned();
            (name.clone(), name.clone(), vec![name])
        }
    };
    let span = signature.whole();
    let code = Inline { span, kind: InlineKind::Code(shown) };
    let mut line = Vec::new();
    let is_decorator = context.name().ends_with("decorator") || context.name().ends_with("decoratormethod");
    let words = ["async", "abstractmethod", "classmethod", "staticmethod", "final"].into_iter().filter(|word| context.flag(word));
    let words = words.map(|word| word.strip_suffix("method").filter(|short| *short != "class").unwrap_or(word));
    for word in words.chain([kind.word()]).filter(|word| !word.is_empty()) {
        line.push(Inline { span, kind: InlineKind::Emphasis(vec![Inline { span, kind: InlineKind::Text(word.to_owned()) }]) });
        line.push(Inline { span, kind: InlineKind::Text(" ".to_owned()) });
    }
    if is_decorator {
        line.push(Inline { span, kind: InlineKind::Text("@".to_owned()) });
    }
    line.push(code);
    let mut attributes = Attributes { classes: vec!["object".to_owned()], ..Attributes::default() };
    for name in names.into_iter().filter(|_| is_listed) {
        let id = anchor(kind, &scope, &name);
        let title = vec![Inline { span, kind: InlineKind::Code(name.clone()) }];
        context.builder.anchor(&id, AnchorKind::Object(kind, name), title, span);
        match &attributes.id {
            None => attributes.id = Some(id),
            Some(_) => attributes.extra_ids.push(id),
        }
    }
    ((line, attributes), within)
}

/// The anchor that Sphinx gives an object.
fn anchor(kind: ObjectKind, scope: &ObjectScope, name: &str) -> String {
    match kind.family() {
        Family::Python if kind == ObjectKind::Module => format!("module-{name}"),
        Family::Python => name.to_owned(),
        Family::Variables => format!("envvar-{name}"),
        Family::Settings => format!("confval-{}", slug(name)),
        Family::Tokens => format!("grammar-token-{}", slug(name)),
        Family::CommandOptions => {
            let program = scope.program.as_deref().map_or(String::new(), |program| format!("{program}-"));
            let option = name.rsplit_once('.').map_or(name, |(_, option)| option);
            format!("cmdoption-{program}{}", slug(option.trim_start_matches(['-', '/', '+'])))
        }
    }
}

/// What is shown of a signature in Python, the class or function's own name with those around it, and the full name.
fn python(kind: ObjectKind, scope: &ObjectScope, text: &str) -> (String, String, Vec<String>) {
    let signature = signature::python(text);
    let class = scope.class.as_deref();
    let written = format!("{}{}", signature.prefix, signature.name);
    let within = match class {
        Some(class) if signature.prefix.strip_prefix(class).is_none_or(|rest| !rest.starts_with('.')) => {
            format!("{class}.{written}")
        }
        _ => written.clone(),
    };
    let module = scope.module.as_deref().filter(|_| kind != ObjectKind::Module);
    let full = module.map_or_else(|| within.clone(), |module| format!("{module}.{within}"));
    // Members are shown by their own name, since they stand below their class.
    let head = match (class, module) {
        (Some(_), _) => signature.name.to_owned(),
        (None, Some(module)) => format!("{module}.{written}"),
        (None, None) => written,
    };
    (format!("{head}{}", signature.rest), within, vec![full])
}

/// `-m MODULE, --module MODULE`: what is shown, and the names, qualified by the program.
fn option(scope: &ObjectScope, text: &str) -> (String, String, Vec<String>) {
    let name = |part: &str| {
        let part = part.trim();
        let end = part.find([' ', '=', '[', '<']).filter(|end| *end > 0).unwrap_or(part.len());
        let option = part.get(..end).unwrap_or(part);
        scope.program.as_ref().map_or_else(|| option.to_owned(), |program| format!("{program}.{option}"))
    };
    let names = text.split(", ").map(name).filter(|name| !name.is_empty()).collect();
    (text.to_owned(), String::new(), names)
}

/// `py:module`: a place that is the module's, and where names are looked up from here on.
pub(super) fn module(context: &mut Context<'_, '_>) -> Vec<Block> {
    let name = context.call.argument.text().trim().to_owned();
    context.builder.scope.module = Some(name.clone());
    context.builder.scope.class = None;
    let body = context.body();
    if ["no-index", "noindex"].iter().any(|option| context.flag(option)) {
        return body;
    }
    let id = anchor(ObjectKind::Module, &context.builder.scope, &name);
    let span = context.call.argument.whole();
    let title = vec![Inline { span, kind: InlineKind::Code(name.clone()) }];
    context.builder.anchor(&id, AnchorKind::Object(ObjectKind::Module, name), title, span);
    let attributes = Attributes { id: Some(id), ..Attributes::default() };
    vec![context.block(BlockKind::Container { attributes, body })]
}

/// `currentmodule` and `program`: where names are looked up from here on. `None` ends it.
pub(super) fn scope(context: &mut Context<'_, '_>) -> Vec<Block> {
    let name = context.call.argument.text().trim();
    let name = (name != "None").then(|| name.split_whitespace().collect::<Vec<_>>().join("-"));
    if context.name() == "program" {
        context.builder.scope.program = name;
    } else {
        context.builder.scope.module = name;
    }
    Vec::new()
}

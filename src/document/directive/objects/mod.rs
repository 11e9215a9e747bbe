//! What a program consists of, described by hand: the object descriptions of Sphinx's domains.

mod automatic;
mod declaration;
mod fields;
mod grammar;
mod index;
mod names;
mod own;
mod signature;

use super::Context;
use super::call::trimmed;
use crate::document::{
    AnchorKind, Attributes, Block, BlockKind, Definition, Excerpt, Family, Inline, InlineKind, ObjectKind, Phrase, Span,
};

pub(super) use automatic::{automatic, elsewhere};
pub(super) use grammar::production_list;
pub(super) use index::index;
use names::{Named, Piece};
pub(super) use own::{OWN, OWN_PLACE};

/// `py:class`, `envvar`, `option` and the like: signatures in lines of their own, and what the body says of them.
pub(super) fn describe(context: &mut Context<'_, '_>) -> Vec<Block> {
    let Some((kind, word)) = ObjectKind::of_directive(context.name()) else { return context.body() };
    let before = context.builder.scope.clone();
    if let Some(module) = context.line("module") {
        context.builder.scope.module = Some(module);
    }
    let mut terms = Vec::new();
    let mut inner = None;
    let mut taken = Vec::new();
    for signature in &lines(&context.call.argument) {
        let named = names::named(context, kind, signature.text());
        let word = named.word.unwrap_or(word);
        inner.get_or_insert_with(|| named.within.clone());
        terms.push(term(context, kind, word, signature, named, &mut taken));
    }
    if kind.has_members() {
        let scope = &mut context.builder.scope;
        let around = if kind.family().has_namespaces() { &mut scope.namespace } else { &mut scope.class };
        *around = inner;
    }
    let mut body = fields::of_settings(context, kind);
    let described = context.described();
    let family = Some(kind.family()).filter(|family| family.has_types());
    body.extend(fields::readable(context.builder, family, described));
    context.builder.scope = before;
    entry(context, terms, body)
}

/// `describe` and `object`: signatures that nothing leads to, and what the body says of them.
pub(super) fn describe_anything(context: &mut Context<'_, '_>) -> Vec<Block> {
    let shown = |signature: &Excerpt| {
        let span = signature.whole();
        let words = Inline { span, kind: InlineKind::Text(signature.text().to_owned()) };
        let name = Inline { span, kind: InlineKind::Strong(vec![words]) };
        (head(span, vec![name]), Attributes { classes: vec!["object".to_owned()], ..Attributes::default() })
    };
    let terms = lines(&context.call.argument).iter().map(shown).collect();
    let body = context.described();
    let body = fields::readable(context.builder, None, body);
    entry(context, terms, body)
}

fn entry(context: &Context<'_, '_>, terms: Vec<(Vec<Inline>, Attributes)>, body: Vec<Block>) -> Vec<Block> {
    let entries = vec![Definition { terms, bodies: vec![body], tight: false }];
    vec![context.block(BlockKind::Definitions { entries, glossary: false })]
}

/// The lines of an argument that say something. A line goes on in the next where a backslash ends it.
fn lines(argument: &Excerpt) -> Vec<Excerpt> {
    let mut lines: Vec<Excerpt> = Vec::new();
    let mut goes_on = false;
    let mut at = 0;
    for line in argument.text().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = trimmed(argument, start..at);
        let whole = line.text().strip_suffix('\\').map_or(line.text(), str::trim_end).len();
        let part = line.slice(0..whole);
        let again = std::mem::replace(&mut goes_on, whole < line.text().len());
        match lines.last_mut().filter(|_| again) {
            Some(last) if !part.is_empty() => {
                last.push(" ", part.span(0..0));
                last.push_slice(&part, 0..whole);
            }
            None if !part.is_empty() => lines.push(part),
            _ => {}
        }
    }
    lines
}

/// A signature as it is shown, with anchors for those of its names that are not yet `taken` in the same description.
fn term(
    context: &mut Context<'_, '_>,
    kind: ObjectKind,
    word: &str,
    signature: &Excerpt,
    named: Named,
    taken: &mut Vec<String>,
) -> (Vec<Inline>, Attributes) {
    let span = signature.whole();
    let text = |words: &str| Inline { span, kind: InlineKind::Text(words.to_owned()) };
    let mut parts = Vec::new();
    if !named.before.is_empty() {
        parts.push(text(&format!("{} ", named.before)));
    }
    let words = words_before(context, kind, word);
    if !words.is_empty() {
        parts.extend([Inline { span, kind: InlineKind::Emphasis(vec![text(&words)]) }, text(" ")]);
    }
    if ["decorator", "decoratormethod"].iter().any(|name| context.name().trim_start_matches("py:") == *name) {
        parts.push(text("@"));
    }
    parts.extend(named.shown.into_iter().filter_map(|piece| match piece {
        Piece::Name(words) => Some(Inline { span, kind: InlineKind::Strong(vec![text(&words)]) }),
        Piece::Other(words) => (!words.is_empty()).then(|| text(&words)),
    }));
    let shown = head(span, parts);
    let mut attributes = Attributes { classes: vec!["object".to_owned()], ..Attributes::default() };
    let is_listed = !["no-index", "noindex"].iter().any(|option| context.flag(option));
    let scope = context.builder.scope.clone();
    for (number, name) in named.names.into_iter().enumerate().filter(|_| is_listed) {
        if taken.contains(&name) {
            continue;
        }
        taken.push(name.clone());
        let prefix = scope.program.as_ref().filter(|_| kind == ObjectKind::CommandOption).map(|program| format!("{program}."));
        let own = prefix.and_then(|prefix| name.strip_prefix(&prefix)).unwrap_or(&name).to_owned();
        let title = vec![Inline { span, kind: InlineKind::Code(own) }];
        let id = names::anchor(kind, &scope, &name);
        let object = AnchorKind::Object(kind, name);
        match &attributes.id {
            Some(first) if kind.family() != Family::CommandOptions && number > 0 => {
                context.builder.anchor_again(first, object, title, span);
            }
            first => {
                let is_first = first.is_none();
                let id = if has_variants(kind) {
                    context.builder.anchor_unique(id, object, title, span)
                } else {
                    context.builder.anchor(&id, object, title, span);
                    id
                };
                if is_first { attributes.id = Some(id) } else { attributes.extra_ids.push(id) }
            }
        }
    }
    (shown, attributes)
}

/// A signature: code in which the name stands out.
fn head(span: Span, content: Vec<Inline>) -> Vec<Inline> {
    vec![Inline { span, kind: InlineKind::Phrase { kind: Phrase::Sample, content } }]
}

/// Whether several objects may have one anchor's name: functions of one name in C++, and options that differ in their signs alone.
fn has_variants(kind: ObjectKind) -> bool {
    matches!(kind.family(), Family::Cpp | Family::CommandOptions)
}

/// The words before a name that say what it is, in Sphinx's order.
fn words_before(context: &Context<'_, '_>, kind: ObjectKind, word: &str) -> String {
    const FLAGS: &[(&str, &str)] = &[
        ("final", "final"),
        ("abstract", "abstract"),
        ("abstractmethod", "abstract"),
        ("async", "async"),
        ("classmethod", "classmethod"),
        ("staticmethod", "static"),
        ("static", "static"),
    ];
    let words = FLAGS.iter().filter(|(flag, _)| context.flag(flag)).map(|(_, word)| match *word {
        "classmethod" if kind == ObjectKind::Property => "class",
        word => word,
    });
    words.chain([word]).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `py:module` and `js:module`: a place that is the module's, and where names are looked up from here on.
pub(super) fn module(context: &mut Context<'_, '_>) -> Vec<Block> {
    let name = context.call.argument.text().trim().to_owned();
    let kind = ObjectKind::of_directive(context.name()).map_or(ObjectKind::Module, |(kind, _)| kind);
    context.builder.scope.module = Some(name.clone());
    context.builder.scope.class = None;
    let body = context.described();
    if ["no-index", "noindex"].iter().any(|option| context.flag(option)) {
        return body;
    }
    let id = names::anchor(kind, &context.builder.scope, &name);
    let span = context.call.argument.whole();
    let title = vec![Inline { span, kind: InlineKind::Code(name.clone()) }];
    context.builder.anchor(&id, AnchorKind::Object(kind, name), title, span);
    let attributes = Attributes { id: Some(id), ..Attributes::default() };
    vec![context.block(BlockKind::Container { attributes, body })]
}

/// `currentmodule`, `program`, `cpp:namespace` and the like: where names are looked up from here on. `None` ends it.
pub(super) fn scope(context: &mut Context<'_, '_>) -> Vec<Block> {
    let name = context.call.argument.text().trim();
    let name = (!matches!(name, "None" | "NULL" | "0" | "nullptr" | "")).then(|| name.to_owned());
    let directive = context.name().to_owned();
    let scope = &mut context.builder.scope;
    match directive.rsplit_once(':').map_or(directive.as_str(), |(_, bare)| bare) {
        "program" => scope.program = name.map(|name| name.split_whitespace().collect::<Vec<_>>().join("-")),
        "namespace-pop" => scope.namespace = None,
        "namespace" | "namespace-push" => scope.namespace = name,
        _ => scope.module = name,
    }
    Vec::new()
}

/// `default-domain`: which language directives and roles without a domain are of, from here on.
pub(super) fn default_domain(context: &mut Context<'_, '_>) -> Vec<Block> {
    context.builder.domain = Some(context.call.argument.text().trim().to_owned());
    Vec::new()
}

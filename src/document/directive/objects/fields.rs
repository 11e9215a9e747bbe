//! The fields in the description of an object: `:param x: …` and the like, as lists that people read.

use super::Context;
use crate::document::{Attributes, Block, BlockKind, Definition, Inline, InlineKind, List, ListItem, Span, plain_text};

/// What the fields of each kind are gathered under, with the names of the fields; one that has an argument becomes an item of a list.
const GROUPS: &[(&str, &[&str])] = &[
    ("Parameters", &["param", "parameter", "arg", "argument", "key", "keyword", "kwarg", "kwparam"]),
    ("Variables", &["var", "ivar", "cvar"]),
    ("Raises", &["raises", "raise", "except", "exception"]),
    ("Returns", &["return", "returns"]),
    ("Return type", &["rtype"]),
];

/// The same blocks with the lists of fields among them made readable.
pub(super) fn readable(blocks: Vec<Block>) -> Vec<Block> {
    blocks.into_iter().map(block).collect()
}

fn block(mut block: Block) -> Block {
    if let BlockKind::Container { attributes, body } = &mut block.kind
        && attributes.classes.iter().any(|class| class == "field-list")
        && let [Block { kind: BlockKind::Definitions { entries, .. }, .. }] = body.as_mut_slice()
    {
        *entries = gathered(std::mem::take(entries));
    }
    block
}

/// A field that has a meaning: its group, its argument and the type that stands before that, and what it says.
struct Field {
    group: usize,
    argument: String,
    kind: Option<Vec<Inline>>,
    entry: Definition,
}

fn gathered(entries: Vec<Definition>) -> Vec<Definition> {
    let mut others = Vec::new();
    let mut fields: Vec<Field> = Vec::new();
    let mut types: Vec<(String, Vec<Inline>)> = Vec::new();
    for entry in entries {
        let name = entry.terms.first().map(|(words, _)| plain_text(words)).unwrap_or_default();
        let mut words = name.split_whitespace();
        let first = words.next().unwrap_or_default().to_lowercase();
        let rest: Vec<&str> = words.collect();
        let Some(group) = GROUPS.iter().position(|(_, names)| names.contains(&first.as_str())) else {
            match (first.as_str(), rest.as_slice()) {
                ("type" | "vartype", [of]) => types.push(((*of).to_owned(), line(&entry))),
                ("meta", _) => {}
                _ => others.push(entry),
            }
            continue;
        };
        let argument = if group == 2 { rest.join(" ") } else { rest.last().copied().unwrap_or_default().to_owned() };
        let span = span(&entry);
        let kind = rest
            .split_last()
            .filter(|(_, kind)| group != 2 && !kind.is_empty())
            .map(|(_, kind)| vec![code(&kind.join(" "), span)]);
        fields.push(Field { group, argument, kind, entry });
    }
    for field in &mut fields {
        let own = types.iter().find(|(of, _)| *of == field.argument).map(|(_, kind)| kind.clone());
        field.kind = field.kind.take().or(own);
    }
    let mut all: Vec<Definition> = Vec::new();
    for (number, (title, _)) in GROUPS.iter().enumerate() {
        let (group, rest) = fields.into_iter().partition::<Vec<_>, _>(|field| field.group == number);
        fields = rest;
        all.extend(definition(title, group));
    }
    all.extend(others);
    all
}

/// A group under its title: a list, or the text itself where the fields have no names.
fn definition(title: &str, fields: Vec<Field>) -> Option<Definition> {
    let span = span(&fields.first()?.entry);
    let terms = vec![(vec![text(title, span)], Attributes::default())];
    let has_names = fields.iter().any(|field| !field.argument.is_empty());
    let bodies = if has_names {
        let items = fields.into_iter().map(item).collect();
        vec![vec![BlockKind::List(List { numbering: None, tight: true, items }).at(span)]]
    } else {
        fields.into_iter().flat_map(|field| field.entry.bodies).collect()
    };
    Some(Definition { terms, bodies, tight: true })
}

/// `name (type) – what it is`.
fn item(field: Field) -> ListItem {
    let span = span(&field.entry);
    let mut body: Vec<Block> = field.entry.bodies.into_iter().flatten().collect();
    let mut words = Vec::new();
    if !field.argument.is_empty() {
        words.push(code(&field.argument, span));
    }
    if let Some(kind) = field.kind {
        words.push(text(" (", span));
        words.extend(kind);
        words.push(text(")", span));
    }
    match body.first_mut() {
        Some(Block { kind: BlockKind::Paragraph(content), .. }) => {
            words.push(text(" – ", span));
            words.append(content);
            *content = words;
        }
        _ => body.insert(0, BlockKind::Paragraph(words).at(span)),
    }
    ListItem { span, task: None, body }
}

/// The first paragraph of a field.
fn line(entry: &Definition) -> Vec<Inline> {
    match entry.bodies.first().and_then(|body| body.first()).map(|block| &block.kind) {
        Some(BlockKind::Paragraph(content)) => content.clone(),
        _ => Vec::new(),
    }
}

fn span(entry: &Definition) -> Span {
    let term = entry.terms.first().and_then(|(words, _)| words.first()).map(|word| word.span);
    term.unwrap_or_default()
}

fn text(words: &str, span: Span) -> Inline {
    Inline { span: Span { end: span.start, ..span }, kind: InlineKind::Text(words.to_owned()) }
}

fn code(words: &str, span: Span) -> Inline {
    Inline { span, kind: InlineKind::Code(words.to_owned()) }
}

/// The options `type`, `value` and `default` of a description, as fields.
pub(super) fn of_settings(context: &mut Context<'_, '_>) -> Vec<Block> {
    let mut entries = Vec::new();
    for (option, title) in [("type", "Type"), ("value", "Value"), ("default", "Default")] {
        let Some(value) = context.option(option).cloned() else { continue };
        let words = context.inlines(&value);
        let body = vec![BlockKind::Paragraph(words).at(value.whole())];
        entries.push(Definition {
            terms: vec![(vec![text(title, value.whole())], Attributes::default())],
            bodies: vec![body],
            tight: true,
        });
    }
    if entries.is_empty() {
        return Vec::new();
    }
    let attributes = Attributes { classes: vec!["field-list".to_owned()], ..Attributes::default() };
    let body = vec![context.block(BlockKind::Definitions { entries, glossary: false })];
    vec![context.block(BlockKind::Container { attributes, body })]
}

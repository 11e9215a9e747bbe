//! The fields in the description of an object: `:param x: …` and the like, as lists that people read.

use super::Context;
use crate::document::{
    Attributes, Block, BlockKind, Builder, Definition, Family, Inline, InlineKind, Link, List, ListItem, ObjectKind,
    ReferenceKind, Span, plain_text,
};

/// What fields are gathered under.
struct Group {
    title: &'static str,
    /// The names of the fields; one that has an argument becomes an item of a list.
    names: &'static [&'static str],
    /// The argument is the name of an object; else a name of something in the description, perhaps behind its type.
    is_object: bool,
}

const fn group(title: &'static str, names: &'static [&'static str]) -> Group {
    Group { title, names, is_object: false }
}

/// In the order in which they are shown.
const GROUPS: &[Group] = &[
    group("Parameters", &["param", "parameter", "arg", "argument", "key", "keyword", "kwarg", "kwparam"]),
    group("Template parameters", &["tparam"]),
    group("Variables", &["var", "ivar", "cvar"]),
    Group { is_object: true, ..group("Raises", &["raises", "raise", "except", "exception"]) },
    Group { is_object: true, ..group("Throws", &["throws", "throw"]) },
    group("Returns", &["return", "returns"]),
    group("Return values", &["retval", "retvals"]),
    group("Return type", &["rtype"]),
];

/// The same blocks with the lists of fields among them made readable. Types and exceptions lead to objects of `family`.
pub(super) fn readable(builder: &mut Builder<'_>, family: Option<Family>, blocks: Vec<Block>) -> Vec<Block> {
    let mut types = Types { builder, family };
    blocks.into_iter().map(|block| types.block(block)).collect()
}

/// Writes types as links to objects.
struct Types<'b, 's> {
    builder: &'b mut Builder<'s>,
    family: Option<Family>,
}

impl Types<'_, '_> {
    fn block(&mut self, mut block: Block) -> Block {
        if let BlockKind::Container { attributes, body } = &mut block.kind
            && attributes.classes.iter().any(|class| class == "field-list")
            && let [Block { kind: BlockKind::Definitions { entries, .. }, .. }] = body.as_mut_slice()
        {
            *entries = self.gathered(std::mem::take(entries));
        }
        block
    }

    fn gathered(&mut self, entries: Vec<Definition>) -> Vec<Definition> {
        let mut others = Vec::new();
        let mut fields: Vec<Field> = Vec::new();
        let mut types: Vec<(String, Vec<Inline>)> = Vec::new();
        for mut entry in entries {
            let name = entry.terms.first().map(|(words, _)| plain_text(words)).unwrap_or_default();
            let mut words = name.split_whitespace();
            let first = words.next().unwrap_or_default().to_lowercase();
            let rest: Vec<&str> = words.collect();
            let Some(number) = GROUPS.iter().position(|group| group.names.contains(&first.as_str())) else {
                match (first.as_str(), rest.as_slice()) {
                    ("type" | "vartype" | "paramtype", [of]) => types.push(((*of).to_owned(), self.line(&entry))),
                    ("meta", _) => {}
                    _ => {
                        capitalise(&mut entry);
                        others.push(entry);
                    }
                }
                continue;
            };
            let is_object = GROUPS.get(number).is_some_and(|group| group.is_object);
            let span = span(&entry);
            if first == "rtype" {
                self.first_line_as_type(&mut entry);
            }
            let (argument, kind) = match rest.split_last() {
                Some(_) if is_object => (rest.join(" "), None),
                Some((last, kind)) if !kind.is_empty() => ((*last).to_owned(), Some(self.typed(&kind.join(" "), span))),
                Some((last, _)) => ((*last).to_owned(), None),
                None => (String::new(), None),
            };
            let shown = if is_object { self.typed(&argument, span) } else { vec![code(&argument, span)] };
            fields.push(Field { group: number, argument, shown, kind, entry });
        }
        for field in &mut fields {
            let own = types.iter().find(|(of, _)| *of == field.argument).map(|(_, kind)| kind.clone());
            field.kind = field.kind.take().or(own);
        }
        let mut all: Vec<Definition> = Vec::new();
        for (number, group) in GROUPS.iter().enumerate() {
            let (own, rest) = fields.into_iter().partition::<Vec<_>, _>(|field| field.group == number);
            fields = rest;
            let title = match (self.family, group.title) {
                (Some(Family::JavaScript), "Parameters") => "Arguments",
                (_, title) => title,
            };
            all.extend(definition(title, own));
        }
        all.extend(others);
        all
    }

    /// A type as code; names that stand alone or beside `or` lead to their objects.
    fn typed(&mut self, words: &str, span: Span) -> Vec<Inline> {
        let mut content = Vec::new();
        for (number, part) in words.split(" or ").enumerate() {
            if number > 0 {
                content.push(text(" or ", span));
            }
            let part = part.trim();
            let is_name = part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':'))
                && part.starts_with(|c: char| c.is_alphabetic() || c == '_');
            match self.family.filter(|_| is_name) {
                Some(family) => {
                    let reference = self.builder.refer(ReferenceKind::Object(family), part, span);
                    let link = Link { reference, content: vec![code(part, span)], title: None };
                    content.push(Inline { span, kind: InlineKind::Link(link) });
                }
                None => content.push(code(part, span)),
            }
        }
        content
    }

    /// The first paragraph of a field that says what type something has.
    fn line(&mut self, entry: &Definition) -> Vec<Inline> {
        match entry.bodies.first().and_then(|body| body.first()).map(|block| &block.kind) {
            Some(BlockKind::Paragraph(content)) => match content.as_slice() {
                [Inline { kind: InlineKind::Text(words), span }] => self.typed(words, *span),
                content => content.to_vec(),
            },
            _ => Vec::new(),
        }
    }

    fn first_line_as_type(&mut self, entry: &mut Definition) {
        let words = self.line(entry);
        if let Some(BlockKind::Paragraph(content)) =
            entry.bodies.first_mut().and_then(|body| body.first_mut()).map(|block| &mut block.kind)
        {
            *content = words;
        }
    }
}

/// A field that has a meaning: its group, its argument and how that is shown, the type, and what it says.
struct Field {
    group: usize,
    argument: String,
    shown: Vec<Inline>,
    kind: Option<Vec<Inline>>,
    entry: Definition,
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
        words.extend(field.shown);
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

/// Gives the name of a field a capital letter.
fn capitalise(entry: &mut Definition) {
    let words = entry.terms.first_mut().and_then(|(words, _)| words.first_mut()).map(|word| &mut word.kind);
    if let Some(InlineKind::Text(words)) = words {
        let mut letters = words.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        *words = first + letters.as_str();
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

/// The options `type` and `default` in the description of a setting, as fields.
pub(super) fn of_settings(context: &mut Context<'_, '_>, kind: ObjectKind) -> Vec<Block> {
    if kind != ObjectKind::Setting {
        return Vec::new();
    }
    let mut entries = Vec::new();
    for (option, title) in [("type", "Type"), ("default", "Default")] {
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

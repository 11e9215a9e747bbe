//! `option-reference`: an entry for each configuration option of a schema.

use camino::Utf8Path;

use super::Context;
use super::includes::read_text;
use super::with_nearest;
use crate::diagnostic::Finding;
use crate::document::{
    AnchorKind, Attributes, Block, BlockKind, Cell, Excerpt, FileId, Heading, Inline, InlineKind, Span, Table,
};

/// A configuration option, as its entry shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionEntry {
    /// The section; empty where there is none.
    pub section: String,
    /// How pages name it, as in `[core] fernet_key`.
    pub written: String,
    /// The type's name.
    pub kind: Option<String>,
    /// The default as the schema writes it; empty where there is none.
    pub default: String,
    /// The environment variable that sets it.
    pub variable: Option<String>,
    /// Whether the value is a secret.
    pub sensitive: bool,
    /// The version that brought it.
    pub since: Option<String>,
    /// What it does, as plain text; empty lines part paragraphs.
    pub description: String,
}

/// `option-reference`: a heading for each option, which the role `option` leads to, and what the schema says of it.
pub(super) fn option_reference(context: &mut Context<'_, '_>) -> Vec<Block> {
    let argument = context.call.argument.clone();
    let Some((file, text)) = read_text(context, &argument) else { return Vec::new() };
    let path = context.builder.path_from(FileId::PAGE, argument.text());
    let read = context.language().options(Utf8Path::new(path.as_str()), text.text(), context.text("variable"));
    let all = match read {
        Ok(entries) => entries,
        Err((at, message)) => {
            let at = if at < text.text().len() { text.character(at) } else { argument.whole() };
            let place = if at.file == file { at } else { argument.whole() };
            context.error("unusable-schema", place, message);
            return Vec::new();
        }
    };
    let sections: Vec<String> = context.text("section").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let unknown: Vec<&String> = sections.iter().filter(|section| all.iter().all(|entry| entry.section != **section)).collect();
    for section in &unknown {
        let message = format!("the schema has no section `{section}`");
        let span = context.option("section").map_or_else(|| argument.whole(), Excerpt::whole);
        let names = all.iter().map(|entry| entry.section.as_str());
        context.builder.find(with_nearest(Finding::error("bad-option-value", span, message), section, names));
    }
    let only_sensitive = context.flag("sensitive");
    let wanted =
        |entry: &&OptionEntry| (sections.is_empty() || sections.contains(&entry.section)) && (entry.sensitive || !only_sensitive);
    let shown: Vec<&OptionEntry> = all.iter().filter(wanted).collect();
    if shown.is_empty() && unknown.is_empty() {
        context.error("bad-option-value", argument.whole(), "the schema has no such option, so there is nothing to show");
    }
    let level =
        context.number("level").and_then(|level| u8::try_from(level).ok()).filter(|level| (2..=6).contains(level)).unwrap_or(3);
    // The words are the schema's: they are not this page's to mend.
    let span = context.call.span;
    context.builder.words().skipped.push(span);
    shown.into_iter().flat_map(|entry| blocks(context, entry, level, span)).collect()
}

fn blocks(context: &mut Context<'_, '_>, entry: &OptionEntry, level: u8, span: Span) -> Vec<Block> {
    let inline = |kind| Inline { span, kind };
    let code = |text: &str| inline(InlineKind::Code(text.to_owned()));
    let words = |text: &str| inline(InlineKind::Text(text.to_owned()));
    let title = vec![code(&entry.written)];
    let id = context.builder.anchor_from(&entry.written, AnchorKind::Heading(level), title.clone(), span);
    let attributes = Attributes { id: Some(id), ..Attributes::default() };
    let heading = BlockKind::Heading(Box::new(Heading { level, content: title, attributes }));

    let or_none = |text: Option<&str>| text.filter(|text| !text.is_empty()).map_or_else(|| words("none"), code);
    let kind = entry.kind.as_deref().unwrap_or("string");
    let kind = if entry.sensitive { format!("{kind}, sensitive") } else { kind.to_owned() };
    let mut columns = vec![
        ("Type", words(&kind)),
        ("Default", or_none(Some(&entry.default))),
        ("Environment variable", or_none(entry.variable.as_deref())),
    ];
    columns.extend(entry.since.as_deref().map(|since| ("Since", words(since))));
    columns.retain(|(name, _)| *name != "Environment variable" || entry.variable.is_some());
    let cell =
        |content: Inline| Cell { span, body: vec![Block { span, kind: BlockKind::Paragraph(vec![content]) }], ..Cell::default() };
    let table = Table {
        caption: Vec::new(),
        alignments: vec![crate::document::Alignment::None; columns.len()],
        widths: Vec::new(),
        head_rows: 1,
        head_columns: 0,
        rows: vec![
            columns.iter().map(|(name, _)| cell(words(name))).collect(),
            columns.into_iter().map(|(_, value)| cell(value)).collect(),
        ],
        attributes: Attributes::default(),
    };
    let paragraphs = entry.description.split("\n\n").map(str::split_whitespace).map(|words| words.collect::<Vec<_>>().join(" "));
    let paragraphs = paragraphs.filter(|text| !text.is_empty()).map(|text| BlockKind::Paragraph(vec![words(&text)]));
    let kinds = std::iter::once(heading).chain(paragraphs).chain([BlockKind::Table(Box::new(table))]);
    kinds.map(|kind| Block { span, kind }).collect()
}

//! Alternatives of which one is shown.

use super::Context;
use super::code::code;
use crate::document::{AnchorKind, Block, BlockKind, Inline, InlineKind, Tab, TabPlace, fold, plain_text, slug};

/// `tab-set` and `tabs`: the tabs of all directives for tabs in the body.
pub(super) fn tab_set(context: &mut Context<'_, '_>) -> Vec<Block> {
    let attributes = context.attributes(&[]);
    let group = context.text("sync-group").map(|group| format!("{group}/")).unwrap_or_default();
    let mut tabs: Vec<Tab> = Vec::new();
    let mut stray = Vec::new();
    for block in context.body() {
        match block.kind {
            BlockKind::Tabs(inner) => tabs.extend(inner),
            _ => stray.push(block),
        }
    }
    if let Some(block) = stray.first() {
        let (outer, inner) = if context.name() == "tabs" { ("tabs", "tab") } else { ("tab-set", "tab-item") };
        context.error("bad-tab-set", block.span, format!("a `{outer}` holds `{inner}` directives only; this is shown below it"));
    }
    if tabs.is_empty() {
        return stray;
    }
    for tab in &mut tabs {
        tab.place = TabPlace::InSet;
        tab.sync = tab.sync.take().map(|key| group.clone() + &key);
    }
    let mut blocks = context.wrapped(attributes, vec![context.block(BlockKind::Tabs(tabs))]);
    blocks.append(&mut stray);
    blocks
}

/// `tab-item`, `tab` and `group-tab`: one tab; the set around it joins them, and `tab` does without a set.
pub(super) fn tab_item(context: &mut Context<'_, '_>) -> Vec<Block> {
    let title = context.title();
    let place = match context.name() {
        "tab" if context.flag("new-set") => TabPlace::Opens,
        "tab" => TabPlace::Loose,
        _ => TabPlace::InSet,
    };
    let sync = match context.name() {
        "tab-item" => context.text("sync").map(str::to_owned),
        // Tabs of the same name are shown together.
        "group-tab" => Some(slug(&plain_text(&title))),
        _ => None,
    };
    let id = id(context, &title);
    let selected = context.flag("selected");
    let body = context.body();
    vec![context.block(BlockKind::Tabs(vec![Tab { title, sync, place, selected, id, body }]))]
}

/// `code-tab`: a tab that holds code; the argument is its language, then perhaps the words on the tab.
pub(super) fn code_tab(context: &mut Context<'_, '_>) -> Vec<Block> {
    let argument = context.call.argument.clone();
    let text = argument.text();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let language = (text[..end].to_owned(), argument.span(0..end));
    let words = super::call::trimmed(&argument, end..text.len());
    let title = match context.inlines(&words) {
        title if title.is_empty() => vec![Inline { span: language.1, kind: InlineKind::Text(shown(&language.0)) }],
        title => title,
    };
    let sync = Some(slug(&plain_text(&title)));
    let id = id(context, &title);
    let text = context.call.body.clone();
    let body = code(context, Some(language), &text, None);
    vec![context.block(BlockKind::Tabs(vec![Tab { title, sync, selected: false, place: TabPlace::InSet, id, body }]))]
}

/// `tab-set-code`: each code block of the body in a tab with the name of its language.
pub(super) fn tab_set_code(context: &mut Context<'_, '_>) -> Vec<Block> {
    let attributes = context.attributes(&[]);
    let mut tabs = Vec::new();
    let mut stray = Vec::new();
    for block in context.body() {
        let BlockKind::Code(code) = &block.kind else {
            stray.push(block);
            continue;
        };
        let (name, span) = code.language.clone().unwrap_or_else(|| ("text".to_owned(), block.span));
        let title = vec![Inline { span, kind: InlineKind::Text(shown(&name)) }];
        let sync = Some(slug(&name));
        let id = id(context, &title);
        tabs.push(Tab { title, sync, selected: false, place: TabPlace::InSet, id, body: vec![block] });
    }
    if let Some(block) = stray.first() {
        context.error("bad-tab-set", block.span, "a `tab-set-code` holds code blocks only; this is shown below it");
    }
    if tabs.is_empty() {
        return stray;
    }
    let mut blocks = context.wrapped(attributes, vec![context.block(BlockKind::Tabs(tabs))]);
    blocks.append(&mut stray);
    blocks
}

/// The anchor of a tab with that title.
fn id(context: &mut Context<'_, '_>, title: &[Inline]) -> String {
    let name = context.option("name").cloned();
    let span = context.call.argument.whole();
    match name {
        Some(name) => {
            let id = slug(name.text());
            context.builder.anchor(&id, AnchorKind::Label(fold(name.text())), title.to_vec(), name.whole());
            id
        }
        None => context.builder.anchor_from(&format!("tab-{}", slug(&plain_text(title))), AnchorKind::Id, title.to_vec(), span),
    }
}

/// A language as readers know it.
fn shown(language: &str) -> String {
    let known = [
        ("bash", "Bash"),
        ("c", "C"),
        ("c++", "C++"),
        ("cpp", "C++"),
        ("css", "CSS"),
        ("html", "HTML"),
        ("ini", "INI"),
        ("java", "Java"),
        ("javascript", "JavaScript"),
        ("js", "JavaScript"),
        ("json", "JSON"),
        ("py", "Python"),
        ("python", "Python"),
        ("rust", "Rust"),
        ("sql", "SQL"),
        ("toml", "TOML"),
        ("ts", "TypeScript"),
        ("typescript", "TypeScript"),
        ("xml", "XML"),
        ("yaml", "YAML"),
    ];
    known.iter().find(|(name, _)| *name == language).map_or(language, |(_, shown)| shown).to_owned()
}

//! Roles.

use super::call::{RoleCall, trimmed};
use super::toctree::titled;
use super::with_nearest;
use super::words::skipped;
use crate::diagnostic::Finding;
use crate::document::{Builder, Excerpt, Inline, InlineKind, Link, ReferenceKind, fold};

/// A role: what the reference page, the checks and the suggestions know about it.
#[derive(Debug)]
pub struct RoleSpec {
    /// Its names.
    pub names: &'static [&'static str],
    /// What it is for, in one sentence.
    pub summary: &'static str,
    lower: fn(&RoleCall, &mut Builder<'_>) -> InlineKind,
}

/// All roles, in the order of the reference page.
pub const ROLES: &[RoleSpec] = &[
    RoleSpec {
        names: &["doc"],
        summary: "A page, by its path without extension; shows the page's title, or the words before `<path>`.",
        lower: |call, builder| link(call, builder, ReferenceKind::Document),
    },
    RoleSpec {
        names: &["ref"],
        summary: "A label of any page; shows the title that it stands before, or the words before `<label>`.",
        lower: |call, builder| link(call, builder, ReferenceKind::Label),
    },
    RoleSpec { names: &["term"], summary: "A term of a glossary, or words before `<term>`.", lower: term },
    RoleSpec {
        names: &["option"],
        summary: "The entry of a configuration option on any page: a heading that is nothing but the option as code, or words before `<option>`.",
        lower: option,
    },
    RoleSpec { names: &["abbr"], summary: "A short form and, in parentheses, what it stands for.", lower: abbreviation },
    RoleSpec { names: &["kbd"], summary: "Keys to press, joined by `+`.", lower: |call, _| keyboard(call) },
    RoleSpec { names: &["sub", "subscript"], summary: "Lowered text.", lower: |call, _| InlineKind::Subscript(words(call)) },
    RoleSpec { names: &["sup", "superscript"], summary: "Raised text.", lower: |call, _| InlineKind::Superscript(words(call)) },
    RoleSpec { names: &["code", "literal"], summary: "Literal text.", lower: |call, _| InlineKind::Code(flat(&call.text)) },
    RoleSpec { names: &["strong"], summary: "Importance.", lower: |call, _| InlineKind::Strong(words(call)) },
    RoleSpec { names: &["emphasis"], summary: "Stress.", lower: |call, _| InlineKind::Emphasis(words(call)) },
    RoleSpec {
        names: &["math"],
        summary: "A formula in LaTeX.",
        lower: |call, _| InlineKind::Math { source: call.text.text().to_owned(), display: false },
    },
    RoleSpec {
        names: &["spelling:word", "spelling:ignore"],
        summary: "Text that the spelling check passes over, shown as it is.",
        lower: skipped,
    },
];

/// What the call means. An unknown role is a finding, and its text is shown as code.
pub fn role(call: &RoleCall, builder: &mut Builder<'_>) -> Inline {
    let kind = if let Some(spec) = ROLES.iter().find(|r| r.names.contains(&call.name.as_str())) {
        (spec.lower)(call, builder)
    } else {
        let names = ROLES.iter().flat_map(|r| r.names.iter().copied());
        let finding = Finding::error("unknown-role", call.name_span, format!("there is no role `{}`", call.name));
        builder.find(with_nearest(finding, &call.name, names));
        InlineKind::Code(flat(&call.text))
    };
    Inline { span: call.span, kind }
}

/// The text on one line.
fn flat(text: &Excerpt) -> String {
    text.text().replace('\n', " ")
}

fn words(call: &RoleCall) -> Vec<Inline> {
    vec![Inline { span: call.text.whole(), kind: InlineKind::Text(flat(&call.text)) }]
}

fn link(call: &RoleCall, builder: &mut Builder<'_>, kind: ReferenceKind) -> InlineKind {
    let (title, target) = titled(&call.text);
    let name = if kind == ReferenceKind::Document { target.text().to_owned() } else { fold(target.text()) };
    let reference = builder.refer(kind, name, target.whole());
    let content = title.map(|title| Inline { span: title.whole(), kind: InlineKind::Text(flat(&title)) });
    InlineKind::Link(Link { reference, content: content.into_iter().collect(), title: None })
}

fn term(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    match link(call, builder, ReferenceKind::Term) {
        InlineKind::Link(link) if link.content.is_empty() => InlineKind::Link(Link { content: words(call), ..link }),
        other => other,
    }
}

/// `[section] name`. A name that starts with `-` belongs to a command, not to a configuration.
fn option(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    let (title, target) = titled(&call.text);
    if target.text().starts_with('-') {
        let message = "`option` leads to options of a configuration, and this is one of a command";
        builder.find(Finding::error("bad-role", target.whole(), message).help("write it as code, without the role"));
        return InlineKind::Code(flat(&call.text));
    }
    let name = target.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let reference = builder.refer(ReferenceKind::Option, name.clone(), target.whole());
    let content = match title {
        Some(title) => Inline { span: title.whole(), kind: InlineKind::Text(flat(&title)) },
        None => Inline { span: target.whole(), kind: InlineKind::Code(name) },
    };
    InlineKind::Link(Link { reference, content: vec![content], title: None })
}

/// `HTML (HyperText Markup Language)`.
fn abbreviation(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    let text = call.text.text();
    let open = text.trim_end().strip_suffix(')').and_then(|t| t.rfind('('));
    let Some(open) = open.filter(|open| *open > 0) else {
        let message = "`abbr` needs what the short form stands for, in parentheses";
        builder.find(
            Finding::error("bad-role", call.text.whole(), message).help("write it as in `HTML (HyperText Markup Language)`"),
        );
        return InlineKind::Abbreviation { content: words(call), title: String::new() };
    };
    let short = trimmed(&call.text, 0..open);
    let content = vec![Inline { span: short.whole(), kind: InlineKind::Text(flat(&short)) }];
    let title = text.trim_end()[open + 1..].trim_end_matches(')').trim().replace('\n', " ");
    InlineKind::Abbreviation { content, title }
}

/// `Ctrl+C` is two keys; the plus key itself may stand at the end, as in `Ctrl++`.
fn keyboard(call: &RoleCall) -> InlineKind {
    let text = flat(&call.text);
    let (text, plus) = match text.strip_suffix("++") {
        Some(rest) => (rest.to_owned(), true),
        None => (text, false),
    };
    let mut keys: Vec<String> = text.split('+').map(|k| k.trim().to_owned()).filter(|k| !k.is_empty()).collect();
    if plus || keys.is_empty() {
        keys.push("+".to_owned());
    }
    InlineKind::Keyboard(keys)
}

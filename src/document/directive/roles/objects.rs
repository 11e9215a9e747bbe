//! Roles of domains: they lead to what a page describes by name.

use super::{RoleSpec, flat};
use crate::document::directive::RoleCall;
use crate::document::directive::toctree::titled;
use crate::document::{Builder, Family, Inline, InlineKind, Link, Phrase, ReferenceKind};

pub(super) const ROLES: &[RoleSpec] = &[
    RoleSpec {
        names: &["py:func", "py:meth", "func", "meth"],
        summary: "A function or method in Python, shown with parentheses; `~` before it shows its last part alone, `!` makes no link.",
        lower: |call, builder| object(call, builder, Family::Python, "()"),
    },
    RoleSpec { names: &["py:deco", "deco"], summary: "A decorator in Python, shown with `@` before it.", lower: decorator },
    RoleSpec {
        names: &[
            "py:class", "py:exc", "py:mod", "py:attr", "py:data", "py:const", "py:obj", "py:type", "class", "exc", "mod", "attr",
            "data", "const", "obj", "type",
        ],
        summary: "Another object in Python, by the same rules.",
        lower: |call, builder| object(call, builder, Family::Python, ""),
    },
    RoleSpec {
        names: &["envvar"],
        summary: "An environment variable.",
        lower: |call, builder| object(call, builder, Family::Variables, ""),
    },
    RoleSpec { names: &["confval"], summary: "A setting.", lower: |call, builder| object(call, builder, Family::Settings, "") },
    RoleSpec {
        names: &["token"],
        summary: "A token of a grammar.",
        lower: |call, builder| object(call, builder, Family::Tokens, ""),
    },
    RoleSpec { names: &["index"], summary: "Words that an index would list; the words stay.", lower: indexed },
    RoleSpec { names: &["any"], summary: "Whatever has this name: a page, a label, a term, an option, an object.", lower: any },
];

/// A link to an object, in code.
pub(super) fn object(call: &RoleCall, builder: &mut Builder<'_>, family: Family, behind: &str) -> InlineKind {
    let (title, target) = titled(&call.text);
    let written = target.text();
    if let Some(words) = call.text.text().strip_prefix('!') {
        let words = words.replace('\n', " ");
        let words = words.strip_prefix('~').map_or(words.as_str(), |words| words.rsplit('.').next().unwrap_or(words));
        return InlineKind::Code(if words.ends_with(behind) { words.to_owned() } else { format!("{words}{behind}") });
    }
    let name = written.trim_start_matches('~');
    let anywhere = family == Family::Python && name.starts_with('.');
    let name = if family == Family::Python { name.trim_start_matches('.') } else { name };
    // No name in Python holds a colon: what stands before it is a project.
    let bare = name.rsplit_once(':').filter(|_| family == Family::Python).map_or(name, |(_, bare)| bare);
    let shown = match &title {
        Some(title) => flat(title),
        None if written.starts_with('~') => {
            let last = bare.rsplit(family.separator()).next().unwrap_or(bare);
            last.to_owned() + behind
        }
        None => bare.to_owned() + behind,
    };
    let shown = if behind.is_empty() { shown } else { shown.replace("()()", "()") };
    let before = builder.scope.anywhere;
    builder.scope.anywhere = anywhere;
    let reference = builder.refer(ReferenceKind::Object(family), name, target.whole());
    builder.scope.anywhere = before;
    let content = vec![Inline { span: title.as_ref().unwrap_or(&target).whole(), kind: InlineKind::Code(shown) }];
    InlineKind::Link(Link { reference, content, title: None })
}

/// The directive that describes what a role of the book's own leads to.
pub(super) fn directive_of(role: &str, builder: &Builder<'_>) -> Option<String> {
    let role = role.strip_prefix("std:").unwrap_or(role);
    builder.conventions().object_types.iter().find(|(_, own)| own.role == role).map(|(directive, _)| directive.clone())
}

/// A link to an object of a type that the book defines, in code.
pub(super) fn own(call: &RoleCall, builder: &mut Builder<'_>, directive: &str) -> InlineKind {
    let (title, target) = titled(&call.text);
    if let Some(words) = call.text.text().strip_prefix('!') {
        return InlineKind::Code(words.replace('\n', " "));
    }
    let shown = title.as_ref().unwrap_or(&target);
    let content = vec![Inline { span: shown.whole(), kind: InlineKind::Code(flat(shown)) }];
    let reference = builder.refer(ReferenceKind::Object(Family::Own), format!("{directive}:{}", flat(&target)), target.whole());
    InlineKind::Link(Link { reference, content, title: None })
}

pub(super) fn any(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    let (title, target) = titled(&call.text);
    let reference = builder.refer(ReferenceKind::Any, target.text(), target.whole());
    let content = title.map(|title| Inline { span: title.whole(), kind: InlineKind::Text(flat(&title)) });
    InlineKind::Link(Link { reference, content: content.into_iter().collect(), title: None })
}

fn decorator(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    let mut kind = object(call, builder, Family::Python, "");
    let has_title = titled(&call.text).0.is_some();
    let shown = match &mut kind {
        InlineKind::Link(Link { content, .. }) if !has_title => content.first_mut().map(|inline| &mut inline.kind),
        _ => None,
    };
    if let Some(InlineKind::Code(name)) = shown {
        name.insert(0, '@');
    }
    kind
}

/// The words without the entries behind them, `words <entries>`, and without the `!` of a main entry.
fn indexed(call: &RoleCall, _: &mut Builder<'_>) -> InlineKind {
    let (title, target) = titled(&call.text);
    let shown = title.as_ref().unwrap_or(&target);
    let start = shown.text().len() - shown.text().trim_start_matches(['!', ' ']).len();
    let shown = shown.slice(start..shown.text().len());
    let content = vec![Inline { span: shown.whole(), kind: InlineKind::Text(flat(&shown)) }];
    InlineKind::Phrase { kind: Phrase::Classes(vec!["indexed".to_owned()]), content }
}

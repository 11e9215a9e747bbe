//! Roles that say what words are.

use super::{RoleSpec, flat, words};
use crate::diagnostic::Finding;
use crate::document::directive::RoleCall;
use crate::document::directive::call::trimmed;
use crate::document::directive::toctree::titled;
use crate::document::directive::words::skipped;
use crate::document::{Builder, Inline, InlineKind, Phrase};

pub(super) const ROLES: &[RoleSpec] = &[
    RoleSpec {
        names: &["abbr", "abbreviation", "acronym"],
        summary: "A short form and, in parentheses, what it stands for.",
        lower: abbreviation,
    },
    RoleSpec { names: &["dfn"], summary: "A word where it is explained.", lower: |call, _| phrase(call, Phrase::Definition) },
    RoleSpec {
        names: &["title-reference", "title", "t"],
        summary: "The title of a book or another work.",
        lower: |call, _| phrase(call, Phrase::Title),
    },
    RoleSpec { names: &["sub", "subscript"], summary: "Lowered text.", lower: |call, _| InlineKind::Subscript(words(call)) },
    RoleSpec { names: &["sup", "superscript"], summary: "Raised text.", lower: |call, _| InlineKind::Superscript(words(call)) },
    RoleSpec { names: &["strong"], summary: "Importance.", lower: |call, _| InlineKind::Strong(words(call)) },
    RoleSpec { names: &["emphasis"], summary: "Stress.", lower: |call, _| InlineKind::Emphasis(words(call)) },
    RoleSpec {
        names: &["command", "program", "makevar"],
        summary: "The name of a command, a program or a variable of `make`, in bold.",
        lower: |call, _| InlineKind::Strong(words(call)),
    },
    RoleSpec {
        names: &["mailheader", "mimetype", "newsgroup"],
        summary: "The name of a header of mail, a media type or a newsgroup, in italics.",
        lower: |call, _| InlineKind::Emphasis(words(call)),
    },
    RoleSpec {
        names: &["manpage"],
        summary: "A page of the manual, in italics, or words before `<page(1)>`.",
        lower: |call, _| {
            let shown = titled(&call.text).0.unwrap_or_else(|| call.text.clone());
            InlineKind::Emphasis(vec![Inline { span: shown.whole(), kind: InlineKind::Text(flat(&shown)) }])
        },
    },
    RoleSpec {
        names: &["spelling:word", "spelling:ignore"],
        summary: "Text that the spelling check passes over, shown as it is.",
        lower: skipped,
    },
];

fn phrase(call: &RoleCall, kind: Phrase) -> InlineKind {
    InlineKind::Phrase { kind, content: words(call) }
}

/// `HTML (HyperText Markup Language)`. The roles that docutils has may leave out what the short form stands for.
fn abbreviation(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    let text = call.text.text();
    let open = text.trim_end().strip_suffix(')').and_then(|t| t.rfind('('));
    let Some(open) = open.filter(|open| *open > 0) else {
        if call.name == "abbr" {
            let message = "`abbr` needs what the short form stands for, in parentheses";
            let help = "write it as in `HTML (HyperText Markup Language)`";
            builder.find(Finding::error("bad-role", call.text.whole(), message).help(help));
        }
        return InlineKind::Abbreviation { content: words(call), title: String::new() };
    };
    let short = trimmed(&call.text, 0..open);
    let content = vec![Inline { span: short.whole(), kind: InlineKind::Text(flat(&short)) }];
    let title = text.trim_end()[open + 1..].trim_end_matches(')').trim().replace('\n', " ");
    InlineKind::Abbreviation { content, title }
}

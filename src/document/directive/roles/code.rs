//! Roles for code and formulas.

use super::{RoleSpec, flat};
use crate::document::directive::RoleCall;
use crate::document::directive::substitutions::{known_to_book, substituted};
use crate::document::{Builder, Inline, InlineKind, Phrase};

pub(super) const ROLES: &[RoleSpec] = &[
    RoleSpec {
        names: &["code", "literal", "regexp"],
        summary: "Literal text.",
        lower: |call, _| InlineKind::Code(flat(&call.text)),
    },
    RoleSpec {
        names: &["file", "samp"],
        summary: "A path, or literal text of another kind; what stands in braces is to be replaced, and is shown in italics.",
        lower: |call, _| sample(call),
    },
    RoleSpec {
        names: &["substitution-code", "subst-code", "subst-prompt"],
        summary: "Literal text in which `|name|` stands for its substitution.",
        lower: with_substitutions,
    },
    RoleSpec {
        names: &["math"],
        summary: "A formula in LaTeX.",
        lower: |call, _| InlineKind::Math { source: call.text.text().to_owned(), display: false },
    },
];

/// Code with `{parts}` that stand for something else; plain code where there are none.
fn sample(call: &RoleCall) -> InlineKind {
    let text = flat(&call.text);
    let span = call.text.whole();
    let words = |text: &str| Inline { span, kind: InlineKind::Text(text.to_owned()) };
    let mut content = Vec::new();
    let mut rest = text.as_str();
    let mut plain = String::new();
    // A backslash keeps the brace behind it from opening or closing a part.
    let bare = |text: &str| text.replace("\\}", "}");
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        if let Some(escaped) = before.strip_suffix('\\') {
            plain.push_str(&bare(escaped));
            plain.push('{');
            rest = &from[1..];
            continue;
        }
        plain.push_str(&bare(before));
        let close = from.find('}').filter(|close| *close > 1 && !from[1..*close].contains('{'));
        let Some(close) = close else {
            plain.push('{');
            rest = &from[1..];
            continue;
        };
        content.extend((!plain.is_empty()).then(|| words(&std::mem::take(&mut plain))));
        content.push(Inline { span, kind: InlineKind::Emphasis(vec![words(&from[1..close])]) });
        rest = &from[close + 1..];
    }
    plain.push_str(&bare(rest));
    if content.is_empty() {
        return InlineKind::Code(plain);
    }
    content.extend((!plain.is_empty()).then(|| words(&plain)));
    InlineKind::Phrase { kind: Phrase::Sample, content }
}

fn with_substitutions(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    let conventions = builder.conventions();
    let text = substituted(&call.text, &|name| known_to_book(conventions, name));
    InlineKind::Code(flat(&text))
}

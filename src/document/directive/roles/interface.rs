//! Roles for what stands on keys and screens.

use super::{RoleSpec, flat};
use crate::document::directive::RoleCall;
use crate::document::{Inline, InlineKind, Phrase};

pub(super) const ROLES: &[RoleSpec] = &[
    RoleSpec { names: &["kbd"], summary: "Keys to press, joined by `+`.", lower: |call, _| keyboard(call) },
    RoleSpec {
        names: &["guilabel"],
        summary: "The words on a button or another part of a screen. `&` stands before the letter that reaches it, `&&` for itself.",
        lower: |call, _| label(call, &flat(&call.text)),
    },
    RoleSpec {
        names: &["menuselection"],
        summary: "The way through menus, with `-->` between the steps; `&` as in `guilabel`.",
        lower: |call, _| label(call, &flat(&call.text).replace("-->", "\u{2023}")),
    },
];

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

/// The class of the letter that reaches a part of a screen.
const ACCELERATOR: &str = "accelerator";

fn label(call: &RoleCall, text: &str) -> InlineKind {
    let span = call.text.whole();
    let words = |text: &str| Inline { span, kind: InlineKind::Text(text.to_owned()) };
    let mut content = Vec::new();
    let mut plain = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let reached = letters.peek().copied().filter(|next| letter == '&' && !next.is_whitespace());
        match reached {
            Some('&') => plain.extend(letters.next()),
            Some(key) => {
                letters.next();
                content.extend((!plain.is_empty()).then(|| words(&std::mem::take(&mut plain))));
                let kind = Phrase::Classes(vec![ACCELERATOR.to_owned()]);
                content.push(Inline { span, kind: InlineKind::Phrase { kind, content: vec![words(&key.to_string())] } });
            }
            None => plain.push(letter),
        }
    }
    content.extend((!plain.is_empty()).then(|| words(&plain)));
    InlineKind::Phrase { kind: Phrase::Interface, content }
}

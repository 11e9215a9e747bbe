//! Roles for what stands on keys and screens.

use super::{RoleSpec, flat};
use crate::document::InlineKind;
use crate::document::directive::RoleCall;

pub(super) const ROLES: &[RoleSpec] =
    &[RoleSpec { names: &["kbd"], summary: "Keys to press, joined by `+`.", lower: |call, _| keyboard(call) }];

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

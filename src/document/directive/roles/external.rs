//! Roles that lead to other projects alone: `external:py:class`, `external+python:ref`.

use super::{RoleCall, objects, spec};
use crate::document::{Builder, InlineKind, Realm};

/// Whether the name is one of these.
pub(super) fn is_external(name: &str) -> bool {
    split(name).is_some()
}

/// What the role behind `external` means, its references restricted to other projects. Roles of domains that Bindery does not have, such as
/// `cpp:func`, lead to whatever has the name.
pub(super) fn external(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    let count = builder.reference_count();
    let (realm, role) = split(&call.name).unwrap_or_default();
    let bare = role.strip_prefix("std:").unwrap_or(role);
    let lowered = match spec(bare) {
        Some(spec) => (spec.lower)(call, builder),
        None => objects::any(call, builder),
    };
    builder.restrict_references(count, &realm);
    lowered
}

/// Whose the target is, and the name of the role itself.
fn split(name: &str) -> Option<(Realm, &str)> {
    let (whose, role) = name.strip_prefix("external")?.split_once(':').filter(|(_, role)| !role.is_empty())?;
    match whose.strip_prefix('+') {
        Some(project) if !project.is_empty() => Some((Realm::Project(project.to_owned()), role)),
        None if whose.is_empty() => Some((Realm::Others, role)),
        _ => None,
    }
}

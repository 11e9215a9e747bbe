//! Roles for code and formulas.

use super::{RoleSpec, flat};
use crate::document::InlineKind;

pub(super) const ROLES: &[RoleSpec] = &[
    RoleSpec { names: &["code", "literal"], summary: "Literal text.", lower: |call, _| InlineKind::Code(flat(&call.text)) },
    RoleSpec {
        names: &["math"],
        summary: "A formula in LaTeX.",
        lower: |call, _| InlineKind::Math { source: call.text.text().to_owned(), display: false },
    },
];

//! Every lint, by family.

use super::{Family, Lint, references};
use crate::config::LintLevel::{Deny, Warn};

/// The families in the order in which they are documented.
pub const FAMILIES: &[Family] = &[
    Family {
        name: "permissions",
        about: "what the book and its pages say about lints",
        lints: &[
            Lint { code: "unknown-lint", level: Deny, page: include_str!("permissions/unknown-lint.md") },
            Lint { code: "malformed-comment", level: Deny, page: include_str!("permissions/malformed-comment.md") },
            Lint { code: "unused-allow", level: Warn, page: include_str!("permissions/unused-allow.md") },
        ],
        check: None,
    },
    references::FAMILY,
];

//! Every lint, by family.

use super::{Family, Lint};
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
    Family {
        name: "facts",
        about: "what the pages say about a program's configuration options",
        lints: &[
            Lint { code: "unusable-schema", level: Deny, page: include_str!("facts/unusable-schema.md") },
            Lint { code: "unused-facts", level: Deny, page: include_str!("facts/unused-facts.md") },
            Lint { code: "unknown-section", level: Deny, page: include_str!("facts/unknown-section.md") },
            Lint { code: "unknown-option", level: Deny, page: include_str!("facts/unknown-option.md") },
            Lint { code: "unknown-variable", level: Deny, page: include_str!("facts/unknown-variable.md") },
            Lint { code: "deprecated-option", level: Warn, page: include_str!("facts/deprecated-option.md") },
            Lint { code: "unknown-option-entry", level: Deny, page: include_str!("facts/unknown-option-entry.md") },
            Lint { code: "newer-option", level: Deny, page: include_str!("facts/newer-option.md") },
            Lint { code: "wrong-default", level: Deny, page: include_str!("facts/wrong-default.md") },
            Lint { code: "missing-sensitive", level: Deny, page: include_str!("facts/missing-sensitive.md") },
            Lint { code: "security-default-changed", level: Deny, page: include_str!("facts/security-default-changed.md") },
        ],
        check: Some(super::facts::check),
    },
    super::regions::FAMILY,
];

//! Every lint, by family.

use super::{Family, Lint, external};
use crate::config::LintLevel::{Allow, Deny, Warn};

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
    EXTERNAL,
];

const EXTERNAL: Family = Family {
    name: "external",
    about: "links to other sites, on request: `bindery check --external-links`",
    lints: &[
        Lint { code: "dead-link", level: Deny, page: include_str!("external/dead-link.md") },
        Lint { code: "dead-anchor", level: Warn, page: include_str!("external/dead-anchor.md") },
        Lint { code: "moved-link", level: Allow, page: include_str!("external/moved-link.md") },
        Lint { code: "unchecked-link", level: Allow, page: include_str!("external/unchecked-link.md") },
    ],
    check: Some(external::check),
};

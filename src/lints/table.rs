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
        name: "diagrams",
        about: "what diagrams say and show",
        lints: &[
            Lint { code: "diagram-syntax", level: Deny, page: include_str!("diagrams/diagram-syntax.md") },
            Lint { code: "undeclared-class", level: Deny, page: include_str!("diagrams/undeclared-class.md") },
            Lint { code: "unused-class", level: Warn, page: include_str!("diagrams/unused-class.md") },
            Lint { code: "low-contrast", level: Deny, page: include_str!("diagrams/low-contrast.md") },
            Lint { code: "missing-acctitle", level: Warn, page: include_str!("diagrams/missing-acctitle.md") },
            Lint { code: "duplicate-node", level: Deny, page: include_str!("diagrams/duplicate-node.md") },
            Lint { code: "unreachable-node", level: Warn, page: include_str!("diagrams/unreachable-node.md") },
        ],
        check: Some(super::diagrams::check),
    },
];

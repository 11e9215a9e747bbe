//! What the book and its pages say about lints. The rules are in [`super::allow`] and [`super::levels`].

use crate::config::LintLevel::{Deny, Warn};
use crate::lints::{Family, Lint};

pub(super) const FAMILY: Family = Family {
    name: "permissions",
    about: "what the book and its pages say about lints",
    lints: &[
        Lint { code: "unknown-lint", level: Deny, page: include_str!("unknown-lint.md") },
        Lint { code: "malformed-comment", level: Deny, page: include_str!("malformed-comment.md") },
        Lint { code: "unused-allow", level: Warn, page: include_str!("unused-allow.md") },
    ],
    check: None,
};

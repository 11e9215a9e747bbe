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
        name: "spelling",
        about: "the words of the pages",
        lints: &[
            Lint { code: "misspelling", level: Warn, page: include_str!("spelling/misspelling.md") },
            Lint { code: "forbidden-word", level: Deny, page: include_str!("spelling/forbidden-word.md") },
            Lint { code: "unused-word", level: Warn, page: include_str!("spelling/unused-word.md") },
            Lint { code: "unsorted-wordlist", level: Warn, page: include_str!("spelling/unsorted-wordlist.md") },
            Lint { code: "bad-wordlist", level: Deny, page: include_str!("spelling/bad-wordlist.md") },
            Lint { code: "missing-dictionary", level: Deny, page: include_str!("spelling/missing-dictionary.md") },
        ],
        check: Some(super::spelling::check),
    },
];

//! What holds the pages together. The stages find these problems on their way.

use crate::config::LintLevel::{Deny, Warn};
use crate::lints::{Family, Lint};

pub(super) const FAMILY: Family = Family {
    name: "book",
    about: "what holds the pages together: settings, the table of contents, files, themes and templates",
    lints: &[
        Lint { code: "config-syntax", level: Deny, page: include_str!("config-syntax.md") },
        Lint { code: "config-type", level: Deny, page: include_str!("config-type.md") },
        Lint { code: "config-value", level: Deny, page: include_str!("config-value.md") },
        Lint { code: "unknown-key", level: Deny, page: include_str!("unknown-key.md") },
        Lint { code: "summary-link", level: Deny, page: include_str!("summary-link.md") },
        Lint { code: "summary-duplicate", level: Deny, page: include_str!("summary-duplicate.md") },
        Lint { code: "summary-nesting", level: Deny, page: include_str!("summary-nesting.md") },
        Lint { code: "summary-order", level: Deny, page: include_str!("summary-order.md") },
        Lint { code: "summary-text", level: Warn, page: include_str!("summary-text.md") },
        Lint { code: "lost-chapter", level: Deny, page: include_str!("lost-chapter.md") },
        Lint { code: "missing-page", level: Deny, page: include_str!("missing-page.md") },
        Lint { code: "unlisted-page", level: Warn, page: include_str!("unlisted-page.md") },
        Lint { code: "empty-book", level: Deny, page: include_str!("empty-book.md") },
        Lint { code: "unreadable", level: Deny, page: include_str!("unreadable.md") },
        Lint { code: "not-utf8", level: Deny, page: include_str!("not-utf8.md") },
        Lint { code: "duplicate-url", level: Deny, page: include_str!("duplicate-url.md") },
        Lint { code: "case-clash", level: Deny, page: include_str!("case-clash.md") },
        Lint { code: "unknown-theme", level: Deny, page: include_str!("unknown-theme.md") },
        Lint { code: "theme", level: Deny, page: include_str!("theme.md") },
        Lint { code: "unused-theme-file", level: Warn, page: include_str!("unused-theme-file.md") },
        Lint { code: "missing-style", level: Deny, page: include_str!("missing-style.md") },
        Lint { code: "bad-font", level: Deny, page: include_str!("bad-font.md") },
        Lint { code: "theme-contrast", level: Warn, page: include_str!("theme-contrast.md") },
        Lint { code: "template", level: Deny, page: include_str!("template.md") },
        Lint { code: "stale-template", level: Warn, page: include_str!("stale-template.md") },
        Lint { code: "unused-template", level: Warn, page: include_str!("unused-template.md") },
    ],
    check: None,
};

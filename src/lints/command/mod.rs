//! What keeps a command from its work. The commands say so themselves.

use crate::config::LintLevel::{Deny, Warn};
use crate::lints::{Family, Lint};

pub(super) const FAMILY: Family = Family {
    name: "command",
    about: "what keeps a command from its work, and no file of the book can show",
    lints: &[
        Lint { code: "no-book", level: Deny, page: include_str!("no-book.md") },
        Lint { code: "unknown-book", level: Deny, page: include_str!("unknown-book.md") },
        Lint { code: "folder-in-use", level: Deny, page: include_str!("folder-in-use.md") },
        Lint { code: "output-over-sources", level: Deny, page: include_str!("output-over-sources.md") },
        Lint { code: "not-written", level: Deny, page: include_str!("not-written.md") },
        Lint { code: "foreign-file", level: Deny, page: include_str!("foreign-file.md") },
        Lint { code: "cache-not-kept", level: Warn, page: include_str!("cache-not-kept.md") },
        Lint { code: "no-threads", level: Deny, page: include_str!("no-threads.md") },
        Lint { code: "contradictory-options", level: Deny, page: include_str!("contradictory-options.md") },
        Lint { code: "no-network", level: Deny, page: include_str!("no-network.md") },
        Lint { code: "unknown-revision", level: Deny, page: include_str!("unknown-revision.md") },
        Lint { code: "bad-baseline", level: Deny, page: include_str!("bad-baseline.md") },
        Lint { code: "cannot-listen", level: Deny, page: include_str!("cannot-listen.md") },
        Lint { code: "unknown-editor", level: Deny, page: include_str!("unknown-editor.md") },
        Lint { code: "lost-diagram", level: Deny, page: include_str!("lost-diagram.md") },
        Lint { code: "no-search", level: Deny, page: include_str!("no-search.md") },
        Lint { code: "no-versions", level: Deny, page: include_str!("no-versions.md") },
        Lint { code: "version-folder", level: Deny, page: include_str!("version-folder.md") },
        Lint { code: "bad-version", level: Deny, page: include_str!("bad-version.md") },
        Lint { code: "unreadable-input", level: Deny, page: include_str!("unreadable-input.md") },
    ],
    check: None,
};

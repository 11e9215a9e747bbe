//! Every family of lints.

use super::Family;
use super::book;
use super::command;
use super::diagrams;
use super::external;
use super::markup;
use super::permissions;
use super::references;

/// The families in the order in which they are documented.
pub const FAMILIES: &[Family] =
    &[references::FAMILY, external::FAMILY, markup::FAMILY, diagrams::FAMILY, book::FAMILY, permissions::FAMILY, command::FAMILY];
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
        name: "markup",
        about: "the syntax of pages: front matter, directives, roles, code blocks and formulas",
        lints: MARKUP,
        check: None,
    },
    Family {
        name: "book",
        about: "what holds the pages together: settings, the table of contents, files, themes and templates",
        lints: BOOK,
        check: None,
    },
    Family {
        name: "command",
        about: "what keeps a command from its work, and no file of the book can show",
        lints: COMMAND,
        check: None,
    },
];

/// Problems that leave less to look at than there is. They are reported whichever lints are wanted: a check of a book that cannot be read must
/// not end well.
pub(super) const ALWAYS: &[&str] = &["config-syntax", "empty-book", "unreadable", "not-utf8", "lost-diagram"];

const MARKUP: &[Lint] = &[
    Lint { code: "unclosed-fence", level: Warn, page: include_str!("markup/unclosed-fence.md") },
    Lint { code: "unclosed-directive", level: Deny, page: include_str!("markup/unclosed-directive.md") },
    Lint { code: "stray-fence", level: Deny, page: include_str!("markup/stray-fence.md") },
    Lint { code: "malformed-directive", level: Deny, page: include_str!("markup/malformed-directive.md") },
    Lint { code: "unknown-directive", level: Deny, page: include_str!("markup/unknown-directive.md") },
    Lint { code: "missing-argument", level: Deny, page: include_str!("markup/missing-argument.md") },
    Lint { code: "unexpected-argument", level: Deny, page: include_str!("markup/unexpected-argument.md") },
    Lint { code: "unexpected-content", level: Deny, page: include_str!("markup/unexpected-content.md") },
    Lint { code: "empty-directive", level: Deny, page: include_str!("markup/empty-directive.md") },
    Lint { code: "unknown-option", level: Deny, page: include_str!("markup/unknown-option.md") },
    Lint { code: "bad-option-value", level: Deny, page: include_str!("markup/bad-option-value.md") },
    Lint { code: "bad-options", level: Deny, page: include_str!("markup/bad-options.md") },
    Lint { code: "bad-tab-set", level: Deny, page: include_str!("markup/bad-tab-set.md") },
    Lint { code: "bad-list-table", level: Deny, page: include_str!("markup/bad-list-table.md") },
    Lint { code: "bad-glossary", level: Deny, page: include_str!("markup/bad-glossary.md") },
    Lint { code: "bad-toctree-entry", level: Deny, page: include_str!("markup/bad-toctree-entry.md") },
    Lint { code: "missing-include-text", level: Deny, page: include_str!("markup/missing-include-text.md") },
    Lint { code: "unknown-role", level: Deny, page: include_str!("markup/unknown-role.md") },
    Lint { code: "bad-role", level: Deny, page: include_str!("markup/bad-role.md") },
    Lint { code: "code-option", level: Deny, page: include_str!("markup/code-option.md") },
    Lint { code: "unknown-language", level: Deny, page: include_str!("markup/unknown-language.md") },
    Lint { code: "math", level: Deny, page: include_str!("markup/math.md") },
    Lint { code: "nested-too-deep", level: Deny, page: include_str!("markup/nested-too-deep.md") },
    Lint { code: "front-matter", level: Deny, page: include_str!("markup/front-matter.md") },
    Lint { code: "unknown-front-matter-key", level: Warn, page: include_str!("markup/unknown-front-matter-key.md") },
];

const BOOK: &[Lint] = &[
    Lint { code: "config-syntax", level: Deny, page: include_str!("book/config-syntax.md") },
    Lint { code: "config-type", level: Deny, page: include_str!("book/config-type.md") },
    Lint { code: "config-value", level: Deny, page: include_str!("book/config-value.md") },
    Lint { code: "unknown-key", level: Deny, page: include_str!("book/unknown-key.md") },
    Lint { code: "summary-link", level: Deny, page: include_str!("book/summary-link.md") },
    Lint { code: "summary-duplicate", level: Deny, page: include_str!("book/summary-duplicate.md") },
    Lint { code: "summary-nesting", level: Deny, page: include_str!("book/summary-nesting.md") },
    Lint { code: "summary-order", level: Deny, page: include_str!("book/summary-order.md") },
    Lint { code: "summary-text", level: Warn, page: include_str!("book/summary-text.md") },
    Lint { code: "lost-chapter", level: Deny, page: include_str!("book/lost-chapter.md") },
    Lint { code: "missing-page", level: Deny, page: include_str!("book/missing-page.md") },
    Lint { code: "unlisted-page", level: Warn, page: include_str!("book/unlisted-page.md") },
    Lint { code: "empty-book", level: Deny, page: include_str!("book/empty-book.md") },
    Lint { code: "unreadable", level: Deny, page: include_str!("book/unreadable.md") },
    Lint { code: "not-utf8", level: Deny, page: include_str!("book/not-utf8.md") },
    Lint { code: "unread-page", level: Warn, page: include_str!("book/unread-page.md") },
    Lint { code: "duplicate-url", level: Deny, page: include_str!("book/duplicate-url.md") },
    Lint { code: "case-clash", level: Deny, page: include_str!("book/case-clash.md") },
    Lint { code: "unknown-theme", level: Deny, page: include_str!("book/unknown-theme.md") },
    Lint { code: "theme", level: Deny, page: include_str!("book/theme.md") },
    Lint { code: "unused-theme-file", level: Warn, page: include_str!("book/unused-theme-file.md") },
    Lint { code: "missing-style", level: Deny, page: include_str!("book/missing-style.md") },
    Lint { code: "template", level: Deny, page: include_str!("book/template.md") },
    Lint { code: "unused-template", level: Warn, page: include_str!("book/unused-template.md") },
];

const COMMAND: &[Lint] = &[
    Lint { code: "no-book", level: Deny, page: include_str!("command/no-book.md") },
    Lint { code: "folder-in-use", level: Deny, page: include_str!("command/folder-in-use.md") },
    Lint { code: "output-over-sources", level: Deny, page: include_str!("command/output-over-sources.md") },
    Lint { code: "not-written", level: Deny, page: include_str!("command/not-written.md") },
    Lint { code: "foreign-file", level: Deny, page: include_str!("command/foreign-file.md") },
    Lint { code: "cache-not-kept", level: Warn, page: include_str!("command/cache-not-kept.md") },
    Lint { code: "no-threads", level: Deny, page: include_str!("command/no-threads.md") },
    Lint { code: "lost-diagram", level: Deny, page: include_str!("command/lost-diagram.md") },
];

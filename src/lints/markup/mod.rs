//! The syntax of pages. The parsers find these problems on their way.

use crate::config::LintLevel::{Deny, Warn};
use crate::lints::{Family, Lint};

pub(super) const FAMILY: Family = Family {
    name: "markup",
    about: "the syntax of pages: front matter, directives, roles, code blocks and formulas",
    lints: &[
        Lint { code: "unclosed-fence", level: Warn, page: include_str!("unclosed-fence.md") },
        Lint { code: "unclosed-directive", level: Deny, page: include_str!("unclosed-directive.md") },
        Lint { code: "stray-fence", level: Deny, page: include_str!("stray-fence.md") },
        Lint { code: "malformed-directive", level: Deny, page: include_str!("malformed-directive.md") },
        Lint { code: "unknown-directive", level: Deny, page: include_str!("unknown-directive.md") },
        Lint { code: "missing-argument", level: Deny, page: include_str!("missing-argument.md") },
        Lint { code: "unexpected-argument", level: Deny, page: include_str!("unexpected-argument.md") },
        Lint { code: "unexpected-content", level: Deny, page: include_str!("unexpected-content.md") },
        Lint { code: "empty-directive", level: Deny, page: include_str!("empty-directive.md") },
        Lint { code: "unknown-directive-option", level: Deny, page: include_str!("unknown-directive-option.md") },
        Lint { code: "bad-option-value", level: Deny, page: include_str!("bad-option-value.md") },
        Lint { code: "bad-options", level: Deny, page: include_str!("bad-options.md") },
        Lint { code: "bad-tab-set", level: Deny, page: include_str!("bad-tab-set.md") },
        Lint { code: "bad-list-table", level: Deny, page: include_str!("bad-list-table.md") },
        Lint { code: "bad-table", level: Deny, page: include_str!("bad-table.md") },
        Lint { code: "undrawn-graph", level: Warn, page: include_str!("undrawn-graph.md") },
        Lint { code: "bad-glossary", level: Deny, page: include_str!("bad-glossary.md") },
        Lint { code: "bad-toctree-entry", level: Deny, page: include_str!("bad-toctree-entry.md") },
        Lint { code: "repeated-contents", level: Deny, page: include_str!("repeated-contents.md") },
        Lint { code: "unknown-role", level: Deny, page: include_str!("unknown-role.md") },
        Lint { code: "bad-role", level: Deny, page: include_str!("bad-role.md") },
        Lint { code: "code-option", level: Deny, page: include_str!("code-option.md") },
        Lint { code: "unknown-language", level: Deny, page: include_str!("unknown-language.md") },
        Lint { code: "math", level: Deny, page: include_str!("math.md") },
        Lint { code: "jinja", level: Deny, page: include_str!("jinja.md") },
        Lint { code: "rst-markup", level: Deny, page: include_str!("rst-markup.md") },
        Lint { code: "not-described-here", level: Warn, page: include_str!("not-described-here.md") },
        Lint { code: "nested-too-deep", level: Deny, page: include_str!("nested-too-deep.md") },
        Lint { code: "front-matter", level: Deny, page: include_str!("front-matter.md") },
        Lint { code: "unknown-front-matter-key", level: Warn, page: include_str!("unknown-front-matter-key.md") },
    ],
    check: None,
};

//! What only reStructuredText has. Its parser gives these their meaning; in other languages they have none.

use super::{Argument, Body, DirectiveSpec, Value, option};
use crate::document::directive::text::only_in_rst;

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["rst-class", "cssclass"],
        summary: "Classes for the blocks in its body or, without one, for the next block. Only in reStructuredText.",
        argument: Argument::Required("classes"),
        body: Body::Optional,
        options: &[],
        lower: only_in_rst,
    },
    DirectiveSpec {
        names: &["role"],
        summary: "A role of the page's own, perhaps from another one, as in `name(code)`. Only in reStructuredText.",
        argument: Argument::Required("a name"),
        body: Body::None,
        options: &[
            option("class", Value::Text, "Classes, separated by white space; the name without it."),
            option("language", Value::Text, "The language of a role from `code`."),
            option("format", Value::Text, "The format of a role from `raw`."),
        ],
        lower: only_in_rst,
    },
    DirectiveSpec {
        names: &["default-role"],
        summary: "The role of text between single backticks from here on. Only in reStructuredText.",
        argument: Argument::Optional("a role; without one, titles of works"),
        body: Body::None,
        options: &[],
        lower: only_in_rst,
    },
    DirectiveSpec {
        names: &["replace", "unicode", "date"],
        summary: "What a substitution stands for: text, characters by their codes, or the day of the build, which is reported: pages do not depend \
                  on it. Only in reStructuredText.",
        argument: Argument::Required("the text, the codes or a format"),
        body: Body::Optional,
        options: &[
            option("ltrim", Value::Flag, "White space before it is taken away (`unicode`)."),
            option("rtrim", Value::Flag, "White space behind it is taken away (`unicode`)."),
            option("trim", Value::Flag, "Both (`unicode`)."),
        ],
        lower: only_in_rst,
    },
    DirectiveSpec {
        names: &["meta"],
        summary: "What is said about the page to programs, as a list of fields: `description` counts. Only in reStructuredText.",
        argument: Argument::None,
        body: Body::Required,
        options: &[],
        lower: only_in_rst,
    },
    DirectiveSpec {
        names: &["title", "sectnum", "section-numbering", "target-notes", "header", "footer"],
        summary: "Accepted, without effect: the page's title for programs, numbers of sections, notes with addresses, the top and the bottom of \
                  paper. Only in reStructuredText.",
        argument: Argument::Optional("words"),
        body: Body::Optional,
        options: &[],
        lower: only_in_rst,
    },
];

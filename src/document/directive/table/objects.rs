//! What has an entry that references lead to.

use super::{Argument, Body, DirectiveSpec, Value, option};
use crate::document::directive::values::{CLASS, NAME};
use crate::document::directive::{glossary, options};

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["option-reference"],
        summary: "An entry for each configuration option that a schema defines, for the role `option` to lead to.",
        argument: Argument::Required("the schema's file"),
        body: Body::None,
        options: &[
            option("section", Value::Text, "Only the options of these sections, with spaces between them."),
            option("sensitive", Value::Flag, "Only options that hold secrets."),
            option("level", Value::Number, "The level of the headings, from 2 to 6; 3 without it."),
            option("variable", Value::Text, "How environment variables derive from options, as in `APP__{SECTION}__{OPTION}`."),
        ],
        lower: options::option_reference,
    },
    DirectiveSpec {
        names: &["glossary"],
        summary: "Terms and what they mean, each to be referred to with `term`: lines with terms, then their indented definition.",
        argument: Argument::None,
        body: Body::Required,
        options: &[CLASS, NAME, option("sorted", Value::Flag, "The entries are sorted by their first term.")],
        lower: glossary::glossary,
    },
];

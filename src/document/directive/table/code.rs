//! Code.

use super::{Argument, Body, CAPTION, DirectiveSpec, OptionSpec, Value, option};
use crate::document::directive::code;
use crate::document::directive::values::{CLASS, NAME};

const CODE: &[OptionSpec] = &[
    CLASS,
    NAME,
    CAPTION,
    option("linenos", Value::Flag, "Lines are numbered."),
    option("number-lines", Value::OptionalNumber, "Lines are numbered, from this number on."),
    option("lineno-start", Value::Number, "The number of the first line."),
    option("emphasize-lines", Value::Lines, "Lines to mark, counted from 1."),
    option("focus-lines", Value::Lines, "Lines that stand out while all others stand back."),
    option(
        "dedent",
        Value::OptionalNumber,
        "Columns to take off the start of each line; all that are common where no number is given.",
    ),
    option("force", Value::Flag, "Accepted, without effect."),
];

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[DirectiveSpec {
    names: &["code-block", "code", "sourcecode"],
    summary: "Source code in a language.",
    argument: Argument::Optional("a language"),
    body: Body::Required,
    options: CODE,
    lower: code::code_block,
}];

//! Code.

use super::{Argument, Body, CAPTION, DirectiveSpec, OptionSpec, Value, option};
use crate::document::directive::values::{CLASS, NAME};
use crate::document::directive::{code, text};

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
    option("substitutions", Value::Flag, "`|name|` stands for its substitution."),
    option("force", Value::Flag, "Accepted, without effect."),
];

const TEST: &[OptionSpec] = &[
    CLASS,
    NAME,
    option("hide", Value::Flag, "Nothing is shown."),
    option("options", Value::Text, "Accepted, without effect."),
    option("pyversion", Value::Text, "Accepted, without effect."),
    option("skipif", Value::Text, "Accepted, without effect."),
    option("no-trim-doctest-flags", Value::Flag, "Accepted, without effect."),
    option("trim-doctest-flags", Value::Flag, "Accepted, without effect."),
];

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["code-block", "code", "sourcecode"],
        summary: "Source code in a language.",
        argument: Argument::Optional("a language"),
        body: Body::Required,
        options: CODE,
        lower: code::code_block,
    },
    DirectiveSpec {
        names: &["highlight"],
        summary: "The language of the code below that names none. Nothing is shown.",
        argument: Argument::Required("a language"),
        body: Body::None,
        options: &[
            option("linenothreshold", Value::Number, "Code of at least that many lines is numbered."),
            option("force", Value::Flag, "Accepted, without effect."),
        ],
        lower: code::set_highlight,
    },
    DirectiveSpec {
        names: &["prompt"],
        summary: "Commands, each shown behind a prompt.",
        argument: Argument::Optional("a language, and the prompt"),
        body: Body::Required,
        options: CODE,
        lower: code::prompt,
    },
    DirectiveSpec {
        names: &["doctest", "testcode", "testoutput"],
        summary: "An example that is run as a test elsewhere: a Python session, code, or what it prints.",
        argument: Argument::Optional("groups of tests, without effect"),
        body: Body::Required,
        options: TEST,
        lower: code::tested,
    },
    DirectiveSpec {
        names: &["testsetup", "testcleanup"],
        summary: "What is run before and after tests. Nothing is shown.",
        argument: Argument::Optional("groups of tests, without effect"),
        body: Body::Optional,
        options: TEST,
        lower: text::nothing,
    },
];

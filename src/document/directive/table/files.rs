//! What is read from other files.

use super::{Argument, Body, CAPTION, DirectiveSpec, OptionSpec, Value, option};
use crate::document::directive::includes;
use crate::document::directive::values::{CLASS, NAME};

const LITERAL_INCLUDE: &[OptionSpec] = &[
    CLASS,
    NAME,
    CAPTION,
    option("language", Value::Text, "The language of the code."),
    option("lines", Value::Lines, "Only these lines of the file."),
    option("start-after", Value::Text, "Start after the first line that holds this text."),
    option("start-at", Value::Text, "Start at the first line that holds this text."),
    option("end-before", Value::Text, "End before the next line that holds this text."),
    option("end-at", Value::Text, "End with the next line that holds this text."),
    option("linenos", Value::Flag, "Lines are numbered."),
    option("lineno-start", Value::Number, "The number of the first line."),
    option("lineno-match", Value::Flag, "Lines are numbered as in the file."),
    option("emphasize-lines", Value::Lines, "Lines to mark, counted from 1 within what is shown."),
    option("focus-lines", Value::Lines, "Lines that stand out while all others stand back, counted in the same way."),
    option(
        "dedent",
        Value::OptionalNumber,
        "Columns to take off the start of each line; all that are common where no number is given.",
    ),
    option("force", Value::Flag, "Accepted, without effect."),
];

const INCLUDE: &[OptionSpec] = &[
    CLASS,
    NAME,
    option("lines", Value::Lines, "Only these lines of the file."),
    option("start-line", Value::Number, "Leave out this many lines at the start."),
    option("end-line", Value::Number, "Leave out everything from this line on, counted from 0."),
    option("start-after", Value::Text, "Start after this text."),
    option("end-before", Value::Text, "End before this text."),
    option("heading-offset", Value::Number, "How many levels deeper the file's headings are here than they are there."),
    option("literal", Value::Flag, "Show the file as it is written."),
    option("code", Value::OptionalText, "Show the file as code of this language."),
];

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["include"],
        summary: "The content of another file, as if it stood here.",
        argument: Argument::Required("a file"),
        body: Body::None,
        options: INCLUDE,
        lower: includes::include,
    },
    DirectiveSpec {
        names: &["literalinclude"],
        summary: "Another file, or lines of it, as source code.",
        argument: Argument::Required("a file"),
        body: Body::None,
        options: LITERAL_INCLUDE,
        lower: includes::literal_include,
    },
];

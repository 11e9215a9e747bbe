//! What is read from other files.

use super::{Argument, Body, CAPTION, DirectiveSpec, OptionSpec, Value, option};
use crate::document::directive::values::{CLASS, NAME};
use crate::document::directive::{includes, jinja, literal};

const LITERAL_INCLUDE: &[OptionSpec] = &[
    CLASS,
    NAME,
    CAPTION,
    option("language", Value::Text, "The language of the code."),
    option("lines", Value::Lines, "Only these lines of the file, counted within what other options leave of it."),
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
    option("pyobject", Value::Text, "Only this class, function or method of a Python file, as in `Class.method`."),
    option("prepend", Value::Text, "A line to show before the rest."),
    option("append", Value::Text, "A line to show behind the rest."),
    option("diff", Value::Text, "A file: what changed from that one to this one is shown."),
    option("tab-width", Value::Number, "Tabs become spaces up to multiples of this many columns."),
    option("substitutions", Value::Flag, "`|name|` stands for its substitution."),
    option("encoding", Value::Text, "Accepted, without effect: files are UTF-8."),
    option("force", Value::Flag, "Accepted, without effect."),
];

const INCLUDE: &[OptionSpec] = &[
    CLASS,
    NAME,
    option("lines", Value::Lines, "Only these lines of the file."),
    option("start-line", Value::Integer, "Leave out this many lines at the start; all but this many where it is negative."),
    option(
        "end-line",
        Value::Integer,
        "Leave out everything from this line on, counted from 0; this many lines at the end where it is negative.",
    ),
    option("start-after", Value::Text, "Start after this text."),
    option("end-before", Value::Text, "End before this text."),
    option("heading-offset", Value::Number, "How many levels deeper the file's headings are here than they are there."),
    option("literal", Value::Flag, "Show the file as it is written."),
    option("code", Value::OptionalText, "Show the file as code of this language."),
    option("number-lines", Value::OptionalNumber, "Lines of code are numbered, from this number on."),
    option("tab-width", Value::Number, "Tabs become spaces up to multiples of this many columns."),
    option("parser", Value::Text, "The language of the file, where it is not that of this page: `markdown` or `rst`."),
    option("encoding", Value::Text, "Accepted, without effect: files are UTF-8."),
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
        lower: literal::literal_include,
    },
    DirectiveSpec {
        names: &["exampleinclude"],
        summary: "The same with the file's path above it, a link to it in the repository, and without the lines that mark examples in it.",
        argument: Argument::Required("a file"),
        body: Body::None,
        options: LITERAL_INCLUDE,
        lower: literal::example_include,
    },
    DirectiveSpec {
        names: &["jinja"],
        summary: "A Jinja template; what it makes is read as if it stood here.",
        argument: Argument::Optional("the name of data in `markup.jinja`"),
        body: Body::Optional,
        options: &[
            option("file", Value::Text, "The file that holds the template, in place of the body."),
            option("header_char", Value::Text, "What the template finds in `options.header_char`, for underlines of titles."),
            option("header_update_levels", Value::Flag, "Accepted, without effect: titles are always those of the page."),
            option("debug", Value::OptionalText, "Accepted, without effect."),
        ],
        lower: jinja::jinja,
    },
];

//! What tells Bindery something, and what is shown only sometimes.

use super::{Argument, Body, DirectiveSpec, PLAIN, Value, option};
use crate::document::directive::{conditions, raw, text, words};

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["spelling:word-list", "spelling"],
        summary: "Words that are right everywhere in the page, separated by white space or commas. Nothing is shown.",
        argument: Argument::Optional("words"),
        body: Body::UnlessArgument,
        options: &[],
        lower: words::word_list,
    },
    DirectiveSpec {
        names: &["only"],
        summary: "What is shown only where a condition on the book's tags holds, as in `html and not draft`.",
        argument: Argument::Required("tags, joined by `and`, `or` and `not`, perhaps in parentheses"),
        body: Body::Optional,
        options: &[],
        lower: conditions::only,
    },
    DirectiveSpec {
        names: &["raw"],
        summary: "HTML that passes through where `markup.raw` allows it. What is meant for other formats is left out.",
        argument: Argument::Required("a format"),
        body: Body::Optional,
        options: &[
            option("file", Value::Text, "The file that holds the text."),
            option("url", Value::Text, "Accepted, and reported: nothing is fetched."),
            option("encoding", Value::Text, "Accepted, without effect: files are UTF-8."),
            option("class", Value::Text, "Accepted, without effect."),
        ],
        lower: raw::raw,
    },
    DirectiveSpec {
        names: &["todo"],
        summary: "A note of the authors to themselves. It is shown where `markup.todos` says so.",
        argument: Argument::Optional("words"),
        body: Body::Optional,
        options: PLAIN,
        lower: text::to_do,
    },
    DirectiveSpec {
        names: &["todolist"],
        summary: "The list of all such notes. Nothing is shown.",
        argument: Argument::None,
        body: Body::None,
        options: PLAIN,
        lower: text::nothing,
    },
    DirectiveSpec {
        names: &["author", "codeauthor", "moduleauthor", "sectionauthor"],
        summary: "Who wrote something. Nothing is shown.",
        argument: Argument::Required("a name"),
        body: Body::None,
        options: &[],
        lower: text::nothing,
    },
    DirectiveSpec {
        names: &["tabularcolumns"],
        summary: "Accepted, without effect: how the columns of a table are set in LaTeX.",
        argument: Argument::Required("columns"),
        body: Body::None,
        options: &[],
        lower: text::nothing,
    },
    DirectiveSpec {
        names: &["acks"],
        summary: "A list of people, shown as it is written.",
        argument: Argument::None,
        body: Body::Required,
        options: &[],
        lower: text::acknowledgements,
    },
    DirectiveSpec {
        names: &["eval-rst"],
        summary: "reStructuredText in a page of Markdown.",
        argument: Argument::None,
        body: Body::Required,
        options: &[],
        lower: text::eval_rst,
    },
];

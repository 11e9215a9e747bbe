//! What stands beside or apart from the running text.

use super::{Argument, Body, DirectiveSpec, PLAIN, Value, option};
use crate::document::directive::asides;
use crate::document::directive::values::{CLASS, NAME};

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["topic"],
        summary: "Blocks under a title of their own that are no section of the page.",
        argument: Argument::Required("a title"),
        body: Body::Required,
        options: PLAIN,
        lower: asides::aside,
    },
    DirectiveSpec {
        names: &["sidebar"],
        summary: "What stands beside the text where there is room.",
        argument: Argument::Optional("a title"),
        body: Body::Required,
        options: &[CLASS, NAME, option("subtitle", Value::Text, "Words below the title.")],
        lower: asides::aside,
    },
    DirectiveSpec {
        names: &["epigraph", "highlights", "pull-quote"],
        summary: "A quotation; its last paragraph may name the source behind `--`.",
        argument: Argument::None,
        body: Body::Required,
        options: PLAIN,
        lower: asides::quotation,
    },
    DirectiveSpec {
        names: &["compound"],
        summary: "Blocks that are one paragraph to their author.",
        argument: Argument::None,
        body: Body::Required,
        options: PLAIN,
        lower: asides::compound,
    },
    DirectiveSpec {
        names: &["centered"],
        summary: "A bold line in the middle.",
        argument: Argument::Required("the words"),
        body: Body::None,
        options: &[],
        lower: asides::centered,
    },
    DirectiveSpec {
        names: &["hlist"],
        summary: "A list in columns.",
        argument: Argument::None,
        body: Body::Required,
        options: &[CLASS, NAME, option("columns", Value::Number, "How many, from 1 to 6; 2 without it.")],
        lower: asides::columns,
    },
    DirectiveSpec {
        names: &["parsed-literal"],
        summary: "Text whose lines and spaces count, with markup in it.",
        argument: Argument::None,
        body: Body::Required,
        options: PLAIN,
        lower: asides::literal,
    },
];

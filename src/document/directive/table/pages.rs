//! Lists of pages and of headings.

use super::{Argument, Body, CAPTION, DirectiveSpec, Value, option};
use crate::document::directive::toctree;
use crate::document::directive::values::{CLASS, NAME};

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["toctree"],
        summary: "A list of pages, which also gives them their place in the navigation.",
        argument: Argument::None,
        body: Body::Optional,
        options: &[
            NAME,
            CAPTION,
            CLASS,
            option("maxdepth", Value::Number, "How many levels are listed; 0 is all, as without it."),
            option("hidden", Value::Flag, "Only for the navigation; nothing is shown here."),
            option("glob", Value::Flag, "`*` in an entry stands for any text without `/`."),
            option("titlesonly", Value::Flag, "Only the pages' titles are listed, not their headings."),
            option(
                "includehidden",
                Value::Flag,
                "Pages of hidden lists are shown too, below those that hold these lists; the navigation has them anyway.",
            ),
            option(
                "numbered",
                Value::OptionalText,
                "The sections of the pages are numbered, down to that many levels or all; where there is a `SUMMARY.md`, its numbers stand for these.",
            ),
            option("reversed", Value::Flag, "The entries in reverse order."),
        ],
        lower: toctree::toctree,
    },
    DirectiveSpec {
        names: &["contents"],
        summary: "The page's own headings as a list of links.",
        argument: Argument::Optional("a title"),
        body: Body::None,
        options: &[
            CLASS,
            NAME,
            option("depth", Value::Number, "The deepest level below the title that is listed."),
            option("local", Value::Flag, "Only headings below the one that the list stands under."),
            option("backlinks", Value::Text, "Accepted, without effect."),
        ],
        lower: toctree::contents,
    },
];

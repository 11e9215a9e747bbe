//! Pictures, diagrams and formulas.

use super::{ALIGN, Argument, Body, CAPTION, DirectiveSpec, OptionSpec, Value, option};
use crate::document::directive::values::{CLASS, NAME};
use crate::document::directive::{code, figures};

const PICTURE: &[OptionSpec] = &[
    CLASS,
    NAME,
    ALIGN,
    option("alt", Value::OptionalText, "What stands for the picture where it is not seen."),
    option("width", Value::Pixels, "The picture's width."),
    option("height", Value::Pixels, "The picture's height."),
    option("target", Value::Text, "Where a click on the picture leads."),
    option("title", Value::Text, "The picture's tool tip."),
    option("figclass", Value::Text, "Classes of the whole figure."),
];

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["figure"],
        summary: "A picture with a caption; the first paragraph is the caption, the rest its legend.",
        argument: Argument::Required("the picture's file or URL"),
        body: Body::Optional,
        options: PICTURE,
        lower: figures::figure,
    },
    DirectiveSpec {
        names: &["image"],
        summary: "A picture without a caption.",
        argument: Argument::Required("the picture's file or URL"),
        body: Body::None,
        options: PICTURE,
        lower: figures::image,
    },
    DirectiveSpec {
        names: &["mermaid"],
        summary: "A mermaid diagram, drawn while the book is built.",
        argument: Argument::Optional("a file that holds the diagram"),
        body: Body::UnlessArgument,
        options: &[
            CLASS,
            NAME,
            ALIGN,
            CAPTION,
            option("alt", Value::Text, "What is read out in place of the diagram, if `accDescr` does not say it."),
        ],
        lower: code::mermaid,
    },
    DirectiveSpec {
        names: &["math"],
        summary: "A formula in LaTeX, set on its own.",
        argument: Argument::Optional("a formula"),
        body: Body::UnlessArgument,
        options: &[CLASS, NAME, option("label", Value::Text, "A label that the formula can be referred to by.")],
        lower: code::math,
    },
];

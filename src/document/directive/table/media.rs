//! Pictures, diagrams and formulas.

use super::{ALIGN, Argument, Body, CAPTION, DirectiveSpec, OptionSpec, Value, option};
use crate::document::directive::values::{CLASS, NAME};
use crate::document::directive::{code, figures, graphs};

const ALT: OptionSpec = option("alt", Value::OptionalText, "What stands for the picture where it is not seen.");
const WIDTH: OptionSpec =
    option("width", Value::Length, "The picture's width; a share of the text's width goes by steps of five per cent.");
const HEIGHT: OptionSpec = option("height", Value::Length, "The picture's height.");
const SCALE: OptionSpec =
    option("scale", Value::Text, "How large the picture is, in percent of its own size or of the lengths given.");
const LOADING: OptionSpec = option(
    "loading",
    Value::Choice(&["embed", "link", "lazy"]),
    "Accepted, without effect: pictures are loaded when they are needed.",
);
const TARGET: OptionSpec = option("target", Value::Text, "Where a click on the picture leads.");
const TITLE: OptionSpec = option("title", Value::Text, "The picture's tool tip.");

const IMAGE: &[OptionSpec] = &[
    CLASS,
    NAME,
    option("align", Value::Choice(&["left", "center", "right", "top", "middle", "bottom"]), "Where it is set."),
    ALT,
    WIDTH,
    HEIGHT,
    SCALE,
    LOADING,
    TARGET,
    TITLE,
];

const FIGURE: &[OptionSpec] = &[
    CLASS,
    NAME,
    ALIGN,
    ALT,
    WIDTH,
    HEIGHT,
    SCALE,
    LOADING,
    TARGET,
    TITLE,
    option("figclass", Value::Text, "Classes of the whole figure."),
    option("figwidth", Value::Text, "The width of the whole figure, as a share of the text's; other lengths have no effect."),
    option("figname", Value::Text, "Accepted, without effect: `name` is the figure's."),
];

const GRAPH: &[OptionSpec] = &[
    CLASS,
    NAME,
    CAPTION,
    option("alt", Value::OptionalText, "Accepted, without effect."),
    option("align", Value::OptionalText, "Accepted, without effect."),
    option("layout", Value::OptionalText, "Accepted, without effect."),
    option("graphviz_dot", Value::OptionalText, "Accepted, without effect."),
    option("parts", Value::OptionalText, "Accepted, without effect."),
    option("private-bases", Value::OptionalText, "Accepted, without effect."),
    option("top-classes", Value::OptionalText, "Accepted, without effect."),
    option("include-subclasses", Value::OptionalText, "Accepted, without effect."),
];

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["figure"],
        summary: "A picture with a caption; the first paragraph is the caption, the rest its legend.",
        argument: Argument::Required("the picture's file or URL"),
        body: Body::Optional,
        options: FIGURE,
        lower: figures::figure,
    },
    DirectiveSpec {
        names: &["image"],
        summary: "A picture without a caption.",
        argument: Argument::Required("the picture's file or URL"),
        body: Body::None,
        options: IMAGE,
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
        options: &[
            CLASS,
            NAME,
            option("label", Value::Text, "A label that the formula can be referred to by; it gets a number."),
            option("nowrap", Value::Flag, "Accepted, without effect."),
            option("no-wrap", Value::Flag, "Accepted, without effect."),
            option("number", Value::OptionalText, "Accepted, without effect."),
        ],
        lower: code::math,
    },
    DirectiveSpec {
        names: &["graphviz", "graph", "digraph"],
        summary: "A graph in the language of Graphviz, which is shown as code.",
        argument: Argument::Optional("a file, or the graph's name"),
        body: Body::Optional,
        options: GRAPH,
        lower: graphs::graph,
    },
    DirectiveSpec {
        names: &["inheritance-diagram"],
        summary: "The names of classes, whose graph is not drawn.",
        argument: Argument::Required("classes or modules"),
        body: Body::None,
        options: GRAPH,
        lower: graphs::inheritance,
    },
];

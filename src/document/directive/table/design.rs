//! Grids, cards, buttons, and the tabs of Sphinx's extensions.

use super::{Argument, Body, DirectiveSpec, OptionSpec, PLAIN, Value, option};
use crate::document::directive::values::{CLASS, NAME};
use crate::document::directive::{design, tabs};

const fn accepted(name: &'static str) -> OptionSpec {
    option(name, Value::OptionalText, "Accepted, without effect.")
}

const CARD: &[OptionSpec] = &[
    CLASS,
    NAME,
    option("link", Value::Text, "Where the whole card leads."),
    option("link-type", Value::Choice(&["url", "doc", "ref", "any"]), "What the link is: a URL, a page, or a label."),
    option("img-top", Value::Text, "A picture at the top."),
    option("img-bottom", Value::Text, "A picture below the text."),
    option("img-background", Value::Text, "A picture, shown at the top."),
    option("img-alt", Value::OptionalText, "What stands for the picture where it is not seen."),
    option("class-card", Value::Text, "Classes of the card."),
    option("class-item", Value::Text, "Classes of the card."),
    accepted("link-alt"),
    accepted("width"),
    accepted("margin"),
    accepted("padding"),
    accepted("text-align"),
    accepted("shadow"),
    accepted("columns"),
    accepted("child-direction"),
    accepted("child-align"),
    accepted("outline"),
    accepted("class-header"),
    accepted("class-body"),
    accepted("class-title"),
    accepted("class-footer"),
    accepted("class-img-top"),
    accepted("class-img-bottom"),
];

const BUTTON: &[OptionSpec] = &[
    CLASS,
    option("ref-type", Value::Choice(&["any", "ref", "doc", "myst"]), "What `button-ref` leads to: a label or a page."),
    option("tooltip", Value::Text, "The tool tip."),
    accepted("color"),
    accepted("outline"),
    accepted("align"),
    accepted("expand"),
    accepted("click-parent"),
    accepted("shadow"),
];

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["grid", "card-carousel"],
        summary: "Cards and other blocks side by side.",
        argument: Argument::Optional("the number of columns; of several numbers the last counts"),
        body: Body::Required,
        options: &[
            CLASS,
            option("class-container", Value::Text, "Classes of the grid."),
            option("class-row", Value::Text, "Classes of the grid."),
            accepted("gutter"),
            accepted("margin"),
            accepted("padding"),
            accepted("outline"),
            accepted("reverse"),
        ],
        lower: design::grid,
    },
    DirectiveSpec {
        names: &["grid-item"],
        summary: "Any blocks as one item of a `grid`.",
        argument: Argument::None,
        body: Body::Required,
        options: &[
            CLASS,
            accepted("columns"),
            accepted("margin"),
            accepted("padding"),
            accepted("child-direction"),
            accepted("child-align"),
            accepted("outline"),
        ],
        lower: design::grid_item,
    },
    DirectiveSpec {
        names: &["card", "grid-item-card"],
        summary: "A box with a title. What stands above a line `^^^` is its header, what stands below a line `+++` its footer.",
        argument: Argument::Optional("a title"),
        body: Body::Optional,
        options: CARD,
        lower: design::card,
    },
    DirectiveSpec {
        names: &["button-link", "button-ref"],
        summary: "A link that looks like a button; the body is its words.",
        argument: Argument::Required("a URL, or what `ref-type` says"),
        body: Body::Optional,
        options: BUTTON,
        lower: design::button,
    },
    DirectiveSpec {
        names: &["article-info"],
        summary: "Who wrote the page, when, and how long it takes to read.",
        argument: Argument::None,
        body: Body::None,
        options: &[
            option("author", Value::Text, "Who wrote it."),
            option("date", Value::Text, "When."),
            option("read-time", Value::Text, "How long it takes to read."),
            accepted("avatar"),
            accepted("avatar-alt"),
            accepted("avatar-link"),
            accepted("avatar-outline"),
            accepted("class-container"),
            accepted("class-avatar"),
        ],
        lower: design::article_info,
    },
    DirectiveSpec {
        names: &["tabs"],
        summary: "Alternatives of which one is shown; holds `tab`, `group-tab` and `code-tab` directives.",
        argument: Argument::None,
        body: Body::Required,
        options: PLAIN,
        lower: tabs::tab_set,
    },
    DirectiveSpec {
        names: &["tab", "group-tab"],
        summary: "One of the alternatives of a `tabs`. Those of `group-tab` with the same words are shown together all over the site; `tab` may stand without a `tabs` around it, and goes on with those right before it.",
        argument: Argument::Required("the words on the tab"),
        body: Body::Required,
        options: &[NAME, option("new-set", Value::Flag, "It is the first of its set."), accepted("selected")],
        lower: tabs::tab_item,
    },
    DirectiveSpec {
        names: &["code-tab"],
        summary: "One of the alternatives of a `tabs`, which holds code.",
        argument: Argument::Required("a language, and perhaps the words on the tab"),
        body: Body::Required,
        options: &[
            option("linenos", Value::Flag, "Lines are numbered."),
            option("lineno-start", Value::Number, "The number of the first line."),
            option("emphasize-lines", Value::Lines, "Lines to mark, counted from 1."),
            option("caption", Value::Text, "The words that belong to it."),
            accepted("force"),
        ],
        lower: tabs::code_tab,
    },
    DirectiveSpec {
        names: &["tab-set-code"],
        summary: "Code blocks as alternatives of which one is shown, each under the name of its language.",
        argument: Argument::None,
        body: Body::Required,
        options: &[CLASS, NAME, accepted("no-sync"), accepted("sync-group")],
        lower: tabs::tab_set_code,
    },
];

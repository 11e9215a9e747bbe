//! Boxes: admonitions, version notes, tabs, containers.

use super::{Argument, Body, DirectiveSpec, OptionSpec, PLAIN, Value, option};
use crate::document::directive::values::{CLASS, NAME};
use crate::document::directive::{admonitions, boxes, tabs, versions};

const OPEN: OptionSpec = option("open", Value::Flag, "The box can be closed, and starts open.");

const COLLAPSIBLE: OptionSpec =
    option("collapsible", Value::OptionalText, "The box can be closed, and starts closed; with `open`, it starts open.");

const BOX: &[OptionSpec] = &[CLASS, NAME, OPEN, COLLAPSIBLE];

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["note", "tip", "hint", "important", "attention", "warning", "caution", "danger", "error", "seealso"],
        summary: "A box that stands out, of the kind that its name says.",
        argument: Argument::Optional("a title, or the text where there is no body"),
        body: Body::UnlessArgument,
        options: BOX,
        lower: admonitions::named,
    },
    DirectiveSpec {
        names: &["admonition"],
        summary: "A box that stands out, with a title of its own. A class that is an admonition's name gives it that look.",
        argument: Argument::Required("a title"),
        body: Body::Optional,
        options: BOX,
        lower: admonitions::titled,
    },
    DirectiveSpec {
        names: &["dropdown"],
        summary: "A box that starts closed.",
        argument: Argument::Optional("a title"),
        body: Body::Required,
        options: &[
            CLASS,
            NAME,
            OPEN,
            COLLAPSIBLE,
            option("color", Value::OptionalText, "Accepted, without effect."),
            option("icon", Value::OptionalText, "Accepted, without effect."),
            option("chevron", Value::OptionalText, "Accepted, without effect."),
            option("animate", Value::OptionalText, "Accepted, without effect."),
            option("margin", Value::OptionalText, "Accepted, without effect."),
            option("class-container", Value::OptionalText, "Accepted, without effect."),
            option("class-title", Value::OptionalText, "Accepted, without effect."),
            option("class-body", Value::OptionalText, "Accepted, without effect."),
        ],
        lower: admonitions::dropdown,
    },
    DirectiveSpec {
        names: &[
            "versionadded",
            "versionchanged",
            "deprecated",
            "versionremoved",
            "version-added",
            "version-changed",
            "version-deprecated",
            "version-removed",
        ],
        summary: "Since which version something holds, has changed, should not be used or is gone.",
        argument: Argument::Required("a version"),
        body: Body::Optional,
        options: PLAIN,
        lower: versions::version_note,
    },
    DirectiveSpec {
        names: &["deprecated-removed"],
        summary: "Since which version something should not be used, and in which one it will be gone.",
        argument: Argument::Required("two versions"),
        body: Body::Optional,
        options: PLAIN,
        lower: versions::version_note,
    },
    DirectiveSpec {
        names: &["tab-set"],
        summary: "Alternatives of which one is shown; holds `tab-item` directives.",
        argument: Argument::None,
        body: Body::Required,
        options: &[CLASS, NAME, option("sync-group", Value::Text, "Tabs are kept in step only within sets of the same group.")],
        lower: tabs::tab_set,
    },
    DirectiveSpec {
        names: &["tab-item"],
        summary: "One of the alternatives of a `tab-set`.",
        argument: Argument::Required("the words on the tab"),
        body: Body::Required,
        options: &[
            NAME,
            CLASS,
            option("class-label", Value::OptionalText, "Accepted, without effect."),
            option("class-container", Value::OptionalText, "Accepted, without effect."),
            option("class-content", Value::OptionalText, "Accepted, without effect."),
            option("sync", Value::Text, "Tabs with the same key are shown together all over the site."),
            option("selected", Value::Flag, "Shown first."),
        ],
        lower: tabs::tab_item,
    },
    DirectiveSpec {
        names: &["container", "div"],
        summary: "Blocks with classes of their own.",
        argument: Argument::Optional("classes"),
        body: Body::Optional,
        options: PLAIN,
        lower: boxes::container,
    },
    DirectiveSpec {
        names: &["rubric"],
        summary: "A heading that does not count as one.",
        argument: Argument::Required("a title"),
        body: Body::None,
        options: &[CLASS, NAME, option("heading-level", Value::Number, "Accepted, without effect: it is no heading.")],
        lower: boxes::rubric,
    },
];

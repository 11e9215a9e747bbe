//! The directives there are.

use super::Context;
use super::values::{CLASS, NAME};
use super::{admonitions, boxes, code, figures, glossary, includes, options, tables, tabs, toctree, versions, words};
use crate::document::Block;

/// A directive: what the reference page, the checks and the suggestions know about it.
#[derive(Debug)]
pub struct DirectiveSpec {
    /// Its names; all mean the same but for what [`Context::name`] decides.
    pub names: &'static [&'static str],
    /// What it is for, in one sentence.
    pub summary: &'static str,
    /// What stands behind the name.
    pub argument: Argument,
    /// What stands below.
    pub body: Body,
    /// Its options.
    pub options: &'static [OptionSpec],
    /// Makes the blocks.
    pub(super) lower: fn(&mut Context<'_, '_>) -> Vec<Block>,
}

/// What stands behind a directive's name, in a few words that fit behind "needs".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Nothing.
    None,
    /// It may be left out.
    Optional(&'static str),
    /// It must be there.
    Required(&'static str),
}

impl Argument {
    /// Whether it must be there.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required(_))
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::None => "nothing",
            Self::Optional(what) | Self::Required(what) => what,
        }
    }
}

/// Whether a directive has a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// It has none.
    None,
    /// It may be empty.
    Optional,
    /// It must not be empty.
    Required,
    /// It may be empty only where there is an argument.
    UnlessArgument,
}

/// An option of a directive.
#[derive(Debug)]
pub struct OptionSpec {
    /// The name.
    pub name: &'static str,
    /// What it takes.
    pub value: Value,
    /// What it does, in one sentence.
    pub summary: &'static str,
}

/// What an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing; being there is enough.
    Flag,
    /// Any text.
    Text,
    /// Any text, or nothing.
    OptionalText,
    /// A whole number from 0 on.
    Number,
    /// A whole number from 0 on, or nothing.
    OptionalNumber,
    /// Line numbers and ranges, as in `1,3-5,9-`.
    Lines,
    /// Pixels, as in `200` or `200px`.
    Pixels,
    /// One of these words.
    Choice(&'static [&'static str]),
}

const fn option(name: &'static str, value: Value, summary: &'static str) -> OptionSpec {
    OptionSpec { name, value, summary }
}

const ALIGN: OptionSpec = option("align", Value::Choice(&["left", "center", "right"]), "Where it is set.");
const CAPTION: OptionSpec = option("caption", Value::Text, "The words that belong to it.");
const OPEN: OptionSpec = option("open", Value::Flag, "The box can be closed, and starts open.");
const COLLAPSIBLE: OptionSpec = option("collapsible", Value::Flag, "The box starts closed.");
const BOX: &[OptionSpec] = &[CLASS, NAME, OPEN, COLLAPSIBLE];
const PLAIN: &[OptionSpec] = &[CLASS, NAME];

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
    option("force", Value::Flag, "Accepted, without effect."),
];

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

/// All directives, in the order of the reference page.
pub const DIRECTIVES: &[DirectiveSpec] = &[
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
        options: BOX,
        lower: admonitions::dropdown,
    },
    DirectiveSpec {
        names: &["versionadded", "versionchanged", "deprecated", "versionremoved"],
        summary: "Since which version something holds, has changed, should not be used or is gone.",
        argument: Argument::Required("a version"),
        body: Body::Optional,
        options: PLAIN,
        lower: versions::version_note,
    },
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
        names: &["option-reference"],
        summary: "An entry for each configuration option that a schema defines, for the role `option` to lead to.",
        argument: Argument::Required("the schema's file"),
        body: Body::None,
        options: &[
            option("section", Value::Text, "Only the options of these sections, with spaces between them."),
            option("sensitive", Value::Flag, "Only options that hold secrets."),
            option("level", Value::Number, "The level of the headings, from 2 to 6; 3 without it."),
            option("variable", Value::Text, "How environment variables derive from options, as in `APP__{SECTION}__{OPTION}`."),
        ],
        lower: options::option_reference,
    },
    DirectiveSpec {
        names: &["list-table"],
        summary: "A table written as a list of rows, each a list of cells, so that cells can hold any blocks.",
        argument: Argument::Optional("a caption"),
        body: Body::Required,
        options: &[
            CLASS,
            NAME,
            ALIGN,
            option("header-rows", Value::Number, "How many of the first rows are headings."),
            option("stub-columns", Value::Number, "How many of the first columns are headings."),
            option("widths", Value::Text, "Relative widths of the columns, as in `1 3 2`, or `auto`."),
            option("width", Value::Text, "Accepted, without effect: a table is as wide as it needs."),
        ],
        lower: tables::list_table,
    },
    DirectiveSpec {
        names: &["code-block", "code", "sourcecode"],
        summary: "Source code in a language.",
        argument: Argument::Optional("a language"),
        body: Body::Required,
        options: CODE,
        lower: code::code_block,
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
            option("sync", Value::Text, "Tabs with the same key are shown together all over the site."),
            option("selected", Value::Flag, "Shown first."),
        ],
        lower: tabs::tab_item,
    },
    DirectiveSpec {
        names: &["toctree"],
        summary: "A list of pages, which also gives them their place in the navigation.",
        argument: Argument::None,
        body: Body::Optional,
        options: &[
            NAME,
            CAPTION,
            CLASS,
            option("maxdepth", Value::Number, "How many levels are listed."),
            option("hidden", Value::Flag, "Only for the navigation; nothing is shown here."),
            option("glob", Value::Flag, "`*` in an entry stands for any text without `/`."),
            option("titlesonly", Value::Flag, "Only the pages' titles are listed, not their headings."),
            option("includehidden", Value::Flag, "Accepted, without effect: hidden lists are part of the navigation anyway."),
            option("numbered", Value::OptionalText, "Accepted, without effect: pages are not numbered."),
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
    DirectiveSpec {
        names: &["glossary"],
        summary: "Terms and what they mean, each to be referred to with `term`: lines with terms, then their indented definition.",
        argument: Argument::None,
        body: Body::Required,
        options: &[CLASS, NAME, option("sorted", Value::Flag, "The entries are sorted by their first term.")],
        lower: glossary::glossary,
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
        options: PLAIN,
        lower: boxes::rubric,
    },
    DirectiveSpec {
        names: &["spelling:word-list", "spelling"],
        summary: "Words that are right everywhere in the page, separated by white space or commas. Nothing is shown.",
        argument: Argument::Optional("words"),
        body: Body::UnlessArgument,
        options: &[],
        lower: words::word_list,
    },
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique_and_all_is_described() {
        let mut names = HashSet::new();
        for directive in DIRECTIVES {
            assert!(directive.summary.ends_with('.'), "{directive:?}");
            assert!(directive.names.iter().all(|name| names.insert(*name)), "{directive:?}");
            let mut options = HashSet::new();
            for option in directive.options {
                assert!(options.insert(option.name) && option.summary.ends_with('.'), "{:?} {option:?}", directive.names);
            }
        }
    }
}

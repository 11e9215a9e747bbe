//! The directives there are: what a row says here, the rows by family below.

mod asides;
mod boxes;
mod code;
mod design;
mod files;
mod media;
mod objects;
mod pages;
mod rst;
mod tables;
mod text;

pub(super) use objects::OBJECT;

use std::sync::LazyLock;

use super::Context;
use super::values::{CLASS, NAME};
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

impl OptionSpec {
    /// The name of a row that stands for options of every name.
    pub const ANY: &'static str = "*";
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
    /// A whole number, perhaps below 0.
    Integer,
    /// A whole number from 0 on, or nothing.
    OptionalNumber,
    /// Line numbers and ranges, as in `1,3-5,9-`.
    Lines,
    /// A length, as in `200`, `20em` or `50%`.
    Length,
    /// One of these words.
    Choice(&'static [&'static str]),
}

const fn option(name: &'static str, value: Value, summary: &'static str) -> OptionSpec {
    OptionSpec { name, value, summary }
}

const ALIGN: OptionSpec = option("align", Value::Choice(&["left", "center", "right"]), "Where it is set.");
const CAPTION: OptionSpec = option("caption", Value::Text, "The words that belong to it.");
const PLAIN: &[OptionSpec] = &[CLASS, NAME];

/// All directives, in the order of the reference page.
pub static DIRECTIVES: LazyLock<Vec<&'static DirectiveSpec>> = LazyLock::new(|| {
    let families = [
        boxes::DIRECTIVES,
        asides::DIRECTIVES,
        design::DIRECTIVES,
        media::DIRECTIVES,
        tables::DIRECTIVES,
        code::DIRECTIVES,
        files::DIRECTIVES,
        pages::DIRECTIVES,
        objects::DIRECTIVES,
        text::DIRECTIVES,
        rst::DIRECTIVES,
    ];
    families.into_iter().flatten().collect()
});

/// Whether reStructuredText alone has the directive: its parser knows what it means.
pub(super) fn is_of_rst(name: &str) -> bool {
    rst::DIRECTIVES.iter().any(|directive| directive.names.contains(&name))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique_and_all_is_described() {
        let mut names = HashSet::new();
        for directive in DIRECTIVES.iter() {
            assert!(directive.summary.ends_with('.'), "{directive:?}");
            assert!(directive.names.iter().all(|name| names.insert(*name)), "{directive:?}");
            let mut options = HashSet::new();
            for option in directive.options {
                assert!(options.insert(option.name) && option.summary.ends_with('.'), "{:?} {option:?}", directive.names);
            }
        }
    }
}

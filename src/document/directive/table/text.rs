//! What tells Bindery something and shows nothing.

use super::{Argument, Body, DirectiveSpec};
use crate::document::directive::words;

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[DirectiveSpec {
    names: &["spelling:word-list", "spelling"],
    summary: "Words that are right everywhere in the page, separated by white space or commas. Nothing is shown.",
    argument: Argument::Optional("words"),
    body: Body::UnlessArgument,
    options: &[],
    lower: words::word_list,
}];

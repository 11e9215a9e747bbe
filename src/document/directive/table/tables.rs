//! Tables.

use super::{ALIGN, Argument, Body, DirectiveSpec, Value, option};
use crate::document::directive::tables;
use crate::document::directive::values::{CLASS, NAME};

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[DirectiveSpec {
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
}];

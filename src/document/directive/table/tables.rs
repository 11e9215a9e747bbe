//! Tables.

use super::{ALIGN, Argument, Body, DirectiveSpec, OptionSpec, Value, option};
use crate::document::directive::values::{CLASS, NAME};
use crate::document::directive::{csv, tables};

const HEADER_ROWS: OptionSpec = option("header-rows", Value::Number, "How many of the first rows are headings.");

const STUB_COLUMNS: OptionSpec = option("stub-columns", Value::Number, "How many of the first columns are headings.");

const WIDTHS: OptionSpec = option("widths", Value::Text, "Relative widths of the columns, as in `1 3 2`, or `auto`.");

const WIDTH: OptionSpec = option("width", Value::Text, "Accepted, without effect: a table is as wide as it needs.");

pub(super) const DIRECTIVES: &[DirectiveSpec] = &[
    DirectiveSpec {
        names: &["table"],
        summary: "A caption, widths and the like for the one table in the body.",
        argument: Argument::Optional("a caption"),
        body: Body::Required,
        options: &[CLASS, NAME, ALIGN, WIDTHS, WIDTH],
        lower: tables::table,
    },
    DirectiveSpec {
        names: &["csv-table"],
        summary: "A table of comma-separated values, each of which can hold any blocks.",
        argument: Argument::Optional("a caption"),
        body: Body::Optional,
        options: &[
            CLASS,
            NAME,
            ALIGN,
            HEADER_ROWS,
            STUB_COLUMNS,
            WIDTHS,
            WIDTH,
            option("header", Value::Text, "A row of headings before those of the table itself."),
            option("file", Value::Text, "The file that holds the values."),
            option("url", Value::Text, "Refused: nothing is fetched while a book is read."),
            option("encoding", Value::Text, "Accepted, without effect: files are read as UTF-8."),
            option("delim", Value::Text, "What stands between values: a character, `tab`, or `space`; a comma without it."),
            option("quote", Value::Text, "What stands around a value that holds a delimiter; `\"` without it."),
            option("escape", Value::Text, "What takes the meaning from the next character."),
            option("keepspace", Value::Flag, "White space behind a delimiter belongs to the value."),
        ],
        lower: csv::csv_table,
    },
    DirectiveSpec {
        names: &["list-table"],
        summary: "A table written as a list of rows, each a list of cells, so that cells can hold any blocks.",
        argument: Argument::Optional("a caption"),
        body: Body::Required,
        options: &[CLASS, NAME, ALIGN, HEADER_ROWS, STUB_COLUMNS, WIDTHS, WIDTH],
        lower: tables::list_table,
    },
];

//! The directives of docutils: one table.

use super::super::parser::{Flow, Parser};
use super::options::Value;
use super::{Call, Made, admonition, body, code, csv, image, include, misc, part, raw, role, tabular};

/// A directive of docutils: how a call is taken apart, and what makes the elements.
pub(super) struct Spec {
    pub(super) names: &'static [&'static str],
    /// How many words of argument it needs, and how many more it takes.
    pub(super) required: usize,
    pub(super) optional: usize,
    /// Whether the last word of the argument may go on to the end.
    pub(super) whitespace: bool,
    pub(super) content: bool,
    pub(super) options: &'static [(&'static str, Value)],
    pub(super) run: for<'a, 'c, 'f> fn(&'c mut Parser<'a>, &'c Call<'a>, &'f mut Flow) -> Made,
}

impl Spec {
    pub(super) fn has_options(&self) -> bool {
        !self.options.is_empty()
    }
}

type Options = &'static [(&'static str, Value)];

const NO_OPTIONS: Options = &[];
const PLAIN: Options = &[("class", Value::Classes), ("name", Value::Any)];
const ALIGN: Value = Value::Choice(&["left", "center", "right"]);

const IMAGE: Options = &[
    ("alt", Value::Any),
    ("height", Value::Length),
    ("width", Value::Width),
    ("scale", Value::Percentage),
    ("align", Value::Choice(&["top", "middle", "bottom", "left", "center", "right"])),
    ("target", Value::Text),
    ("loading", Value::Choice(&["embed", "link", "lazy"])),
    ("class", Value::Classes),
    ("name", Value::Any),
];

const FIGURE: Options = &[
    ("alt", Value::Any),
    ("height", Value::Length),
    ("width", Value::Width),
    ("scale", Value::Percentage),
    ("align", ALIGN),
    ("target", Value::Text),
    ("loading", Value::Choice(&["embed", "link", "lazy"])),
    ("class", Value::Classes),
    ("name", Value::Any),
    ("figwidth", Value::Text),
    ("figclass", Value::Classes),
    ("figname", Value::Any),
];

const CODE: Options = &[("class", Value::Classes), ("name", Value::Any), ("number-lines", Value::MaybeInteger)];

const TABLE: Options = &[
    ("class", Value::Classes),
    ("name", Value::Any),
    ("align", ALIGN),
    ("width", Value::Width),
    ("widths", Value::Numbers(&["auto", "grid"])),
];

const LIST_TABLE: Options = &[
    ("header-rows", Value::Count),
    ("stub-columns", Value::Count),
    ("width", Value::Width),
    ("widths", Value::Numbers(&["auto"])),
    ("class", Value::Classes),
    ("name", Value::Any),
    ("align", ALIGN),
];

const CSV_TABLE: Options = &[
    ("header-rows", Value::Count),
    ("stub-columns", Value::Count),
    ("header", Value::Any),
    ("width", Value::Width),
    ("widths", Value::Numbers(&["auto"])),
    ("file", Value::Text),
    ("url", Value::Text),
    ("encoding", Value::Encoding),
    ("class", Value::Classes),
    ("name", Value::Any),
    ("align", ALIGN),
    ("delim", Value::Character),
    ("keepspace", Value::Flag),
    ("quote", Value::Character),
    ("escape", Value::Character),
];

const INCLUDE: Options = &[
    ("literal", Value::Flag),
    ("code", Value::Any),
    ("encoding", Value::Encoding),
    ("parser", Value::Text),
    ("tab-width", Value::Integer),
    ("start-line", Value::Integer),
    ("end-line", Value::Integer),
    ("start-after", Value::Any),
    ("end-before", Value::Any),
    ("number-lines", Value::MaybeInteger),
    ("class", Value::Classes),
    ("name", Value::Any),
];

const RAW: Options = &[("file", Value::Text), ("url", Value::Text), ("encoding", Value::Encoding), ("class", Value::Classes)];

const CONTENTS: Options = &[
    ("depth", Value::Count),
    ("local", Value::Flag),
    ("backlinks", Value::Choice(&["top", "entry", "none"])),
    ("class", Value::Classes),
];

const SECTNUM: Options =
    &[("depth", Value::Integer), ("start", Value::Integer), ("prefix", Value::Text), ("suffix", Value::Text)];

macro_rules! directive {
    ($names:expr, $required:literal + $optional:literal, $whitespace:literal, $content:literal, $options:expr, $run:expr) => {
        Spec {
            names: &$names,
            required: $required,
            optional: $optional,
            whitespace: $whitespace,
            content: $content,
            options: $options,
            run: |parser, call, flow| $run(parser, call, flow),
        }
    };
}

/// Names; words of argument that it needs and takes; whether an argument may hold spaces; whether it has content; options; what it makes.
#[rustfmt::skip]
const SPECS: &[Spec] = &[
    directive!(["attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning"], 0 + 0, true, true, PLAIN, admonition::named),
    directive!(["admonition"], 1 + 0, true, true, PLAIN, admonition::titled),
    directive!(["topic"], 1 + 0, true, true, PLAIN, body::topic),
    directive!(["sidebar"], 0 + 1, true, true, &[("subtitle", Value::Text), ("class", Value::Classes), ("name", Value::Any)], body::sidebar),
    directive!(["line-block"], 0 + 0, false, true, PLAIN, body::line_block),
    directive!(["parsed-literal"], 0 + 0, false, true, PLAIN, body::parsed_literal),
    directive!(["code", "code-block", "sourcecode"], 0 + 1, false, true, CODE, code::code),
    directive!(["math"], 0 + 0, false, true, PLAIN, code::math),
    directive!(["rubric"], 1 + 0, true, false, PLAIN, body::rubric),
    directive!(["epigraph", "highlights", "pull-quote"], 0 + 0, false, true, NO_OPTIONS, body::quote),
    directive!(["compound"], 0 + 0, false, true, PLAIN, body::compound),
    directive!(["container"], 0 + 1, true, true, &[("name", Value::Any)], body::container),
    directive!(["image"], 1 + 0, true, false, IMAGE, image::image),
    directive!(["figure"], 1 + 0, true, true, FIGURE, image::figure),
    directive!(["table"], 0 + 1, true, true, TABLE, tabular::table),
    directive!(["list-table"], 0 + 1, true, true, LIST_TABLE, tabular::list_table),
    directive!(["csv-table"], 0 + 1, true, true, CSV_TABLE, csv::csv_table),
    directive!(["include"], 1 + 0, true, false, INCLUDE, include::include),
    directive!(["raw"], 1 + 0, true, true, RAW, raw::raw),
    directive!(["replace"], 0 + 0, false, true, NO_OPTIONS, misc::replace),
    directive!(["unicode"], 1 + 0, true, false, &[("trim", Value::Flag), ("ltrim", Value::Flag), ("rtrim", Value::Flag)], misc::unicode),
    directive!(["date"], 0 + 0, false, true, NO_OPTIONS, misc::date),
    directive!(["class", "rst-class"], 1 + 0, true, true, NO_OPTIONS, misc::class),
    directive!(["role"], 0 + 0, false, true, NO_OPTIONS, role::role),
    directive!(["default-role"], 0 + 1, false, false, NO_OPTIONS, role::default_role),
    directive!(["title"], 1 + 0, true, false, NO_OPTIONS, part::title),
    directive!(["meta"], 0 + 0, false, true, NO_OPTIONS, part::meta),
    directive!(["contents"], 0 + 1, true, false, CONTENTS, part::contents),
    directive!(["sectnum", "section-numbering"], 0 + 0, false, false, SECTNUM, part::sectnum),
    directive!(["header", "footer"], 0 + 0, false, true, NO_OPTIONS, part::decoration),
    directive!(["target-notes"], 0 + 0, false, false, &[("class", Value::Classes)], part::target_notes),
    directive!(["restructuredtext-test-directive"], 0 + 1, true, true, &[("option", Value::Text)], misc::test_directive),
];

/// The directive of this lower-case name.
pub(super) fn spec(name: &str) -> Option<&'static Spec> {
    SPECS.iter().find(|spec| spec.names.contains(&name))
}

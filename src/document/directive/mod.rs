//! Directives and roles: the part of the language that Markdown (MyST) and reStructuredText share.
//!
//! A front end finds a call (name, argument, options, body) and hands it to [`lower`] or [`role`]; what it means is decided here, once.
//! [`DIRECTIVES`] and [`ROLES`] say what there is. To add a directive: write a function in the file of its family, add a row.

mod admonitions;
mod asides;
mod boxes;
mod call;
mod code;
mod conditions;
mod context;
mod csv;
mod cut;
mod design;
mod figures;
mod glossary;
mod graphs;
mod includes;
mod jinja;
mod literal;
mod objects;
mod options;
mod python;
mod raw;
mod roles;
mod substitutions;
mod table;
mod tables;
mod tabs;
mod text;
mod toctree;
mod unified;
mod values;
mod versions;
mod words;

pub use call::{DirectiveCall, DirectiveOption, Language, RoleCall, is_name, split_options, trimmed};
pub use code::{highlight, numbered};
pub use context::Context;
pub use csv::{CsvDialect, CsvRow};
pub use figures::scaled;
pub use includes::{MISSING_INCLUDE, is_markdown_parser};
pub use options::OptionEntry;
pub use raw::raw_is_off;
pub use roles::{ROLES, RoleSpec, is_role, role, unwritten};
pub use substitutions::{known_to_book, substituted};
pub use table::{Argument, Body, DIRECTIVES, DirectiveSpec, OptionSpec, Value};
pub(crate) use tables::is_too_ragged;

use crate::diagnostic::Finding;
use crate::document::{Block, BlockKind, Builder};
use crate::nearest::nearest;

/// What the call means, as blocks. Whatever is wrong with it becomes findings; what can be shown, is.
pub fn lower(call: DirectiveCall, builder: &mut Builder<'_>, language: &dyn Language) -> Vec<Block> {
    // For docutils, and so for MyST, capitals in the names of directives and roles mean nothing.
    let name = call.name.to_lowercase();
    let in_domain = builder.domain.as_ref().map(|domain| format!("{domain}:{name}")).filter(|name| is_directive(name));
    let name = in_domain.unwrap_or(name);
    let own =
        builder.conventions().object_types.get(&name).map(|own| if own.is_place { &objects::OWN_PLACE } else { &objects::OWN });
    let Some(spec) = own.or_else(|| spec(&name)) else {
        return unknown(&call, builder);
    };
    let call = DirectiveCall { name, ..call };
    let call = context::checked(call, spec, builder);
    if spec.argument.is_required() && call.argument.text().trim().is_empty() {
        let message = format!("`{}` needs {} behind its name", call.name, spec.argument.what());
        builder.find(Finding::error("missing-argument", call.name_span, message));
        return verbatim(&call);
    }
    if builder.is_full() {
        builder.too_deep(call.name_span);
        return verbatim(&call);
    }
    builder.deeper(|builder| (spec.lower)(&mut Context::new(call, builder, language)))
}

/// Whether there is a directive of that name.
#[must_use]
pub fn is_directive(name: &str) -> bool {
    spec(name).is_some()
}

/// Whether there is a directive of that name in every language.
#[must_use]
pub fn is_shared(name: &str) -> bool {
    is_directive(name) && !table::is_of_rst(name)
}

fn spec(name: &str) -> Option<&'static DirectiveSpec> {
    DIRECTIVES.iter().copied().find(|d| d.names.contains(&name))
}

fn unknown(call: &DirectiveCall, builder: &mut Builder<'_>) -> Vec<Block> {
    let names = DIRECTIVES.iter().flat_map(|d| d.names.iter().copied());
    let finding = Finding::error("unknown-directive", call.name_span, format!("there is no directive `{}`", call.name));
    builder.find(with_nearest(finding, &call.name, names));
    verbatim(call)
}

/// What the author wrote, but for the name.
fn verbatim(call: &DirectiveCall) -> Vec<Block> {
    let lines = [call.argument.text(), call.content.text().trim_start_matches('\n')].map(str::trim_end);
    let text = lines.into_iter().filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
    if text.is_empty() { Vec::new() } else { vec![Block { span: call.span, kind: BlockKind::Verbatim(text + "\n") }] }
}

/// `finding` with a question after the name among `names` that is most like `name`, if one is like it at all.
#[must_use]
pub fn with_nearest<'n>(finding: Finding, name: &str, names: impl IntoIterator<Item = &'n str>) -> Finding {
    match nearest(name, names) {
        Some(nearest) => finding.help(format!("did you mean `{nearest}`?")),
        None => finding,
    }
}

//! Directives and roles: the part of the language that Markdown (MyST) and reStructuredText share.
//!
//! A front end finds a call (name, argument, options, body) and hands it to [`lower`] or [`role`]; what it means is decided here, once.
//! [`DIRECTIVES`] and [`ROLES`] say what there is. To add a directive: write a function in the file of its family, add a row.

mod admonitions;
mod boxes;
mod call;
mod code;
mod context;
mod figures;
mod glossary;
mod includes;
mod roles;
mod table;
mod tables;
mod tabs;
mod toctree;
mod values;
mod versions;

pub use call::{DirectiveCall, DirectiveOption, Language, RoleCall, is_name, split_options, trimmed};
pub use context::Context;
pub use values::lines as line_ranges;
pub use roles::{ROLES, RoleSpec, role};
pub use table::{Argument, Body, DIRECTIVES, DirectiveSpec, OptionSpec, Value};

use crate::diagnostic::Finding;
use crate::document::{Block, BlockKind, Builder};

/// What the call means, as blocks. Whatever is wrong with it becomes findings; what can be shown, is.
pub fn lower(call: DirectiveCall, builder: &mut Builder<'_>, language: &dyn Language) -> Vec<Block> {
    let Some(spec) = DIRECTIVES.iter().find(|d| d.names.contains(&call.name.as_str())) else {
        return unknown(&call, builder);
    };
    let span = call.span;
    let call = context::checked(call, spec, builder);
    if spec.argument.is_required() && call.argument.text().trim().is_empty() {
        let message = format!("`{}` needs {} behind its name", call.name, spec.argument.what());
        builder.find(Finding::error("missing-argument", call.name_span, message));
        return verbatim(&call);
    }
    let body = call.body.text().to_owned();
    let name_span = call.name_span;
    let lowered = builder.deeper(name_span, |builder| (spec.lower)(&mut Context::new(call, builder, language)));
    lowered.unwrap_or_else(|| vec![Block { span, kind: BlockKind::Verbatim(body) }])
}

fn unknown(call: &DirectiveCall, builder: &mut Builder<'_>) -> Vec<Block> {
    let names = DIRECTIVES.iter().flat_map(|d| d.names.iter().copied());
    let finding = Finding::error("unknown-directive", call.name_span, format!("there is no directive `{}`", call.name));
    builder.find(with_nearest(finding, &call.name, names));
    verbatim(call)
}

fn verbatim(call: &DirectiveCall) -> Vec<Block> {
    if call.body.is_empty() {
        return Vec::new();
    }
    vec![Block { span: call.span, kind: BlockKind::Verbatim(call.body.text().to_owned()) }]
}

/// `finding` with a question after the name among `names` that is most like `name`, if one is like it at all.
#[must_use]
pub fn with_nearest<'n>(finding: Finding, name: &str, names: impl IntoIterator<Item = &'n str>) -> Finding {
    match nearest(name, names) {
        Some(nearest) => finding.help(format!("Did you mean `{nearest}`?")),
        None => finding,
    }
}

/// The name among `names` that is most like `name`: at most a third of its letters differ.
fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (name.chars().count() / 3).max(1);
    let distance = |other: &str| strsim::damerau_levenshtein(&name.to_lowercase(), other);
    let best = names.into_iter().map(|n| (distance(n), n)).min()?;
    (best.0 <= limit).then_some(best.1)
}

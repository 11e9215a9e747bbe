//! The roles there are: what a row says here, the rows by family below.

mod code;
mod design;
mod domains;
mod external;
mod interface;
mod links;
mod objects;
mod references;
mod text;

pub use references::unwritten;

use std::sync::LazyLock;

use super::call::RoleCall;
use super::toctree::titled;
use super::with_nearest;
use crate::diagnostic::Finding;
use crate::document::{Builder, Excerpt, Inline, InlineKind};

/// A role: what the reference page, the checks and the suggestions know about it.
#[derive(Debug)]
pub struct RoleSpec {
    /// Its names.
    pub names: &'static [&'static str],
    /// What it is for, in one sentence.
    pub summary: &'static str,
    lower: fn(&RoleCall, &mut Builder<'_>) -> InlineKind,
}

/// All roles, in the order of the reference page.
pub static ROLES: LazyLock<Vec<&'static RoleSpec>> = LazyLock::new(|| {
    let families = [
        references::ROLES,
        objects::ROLES,
        domains::ROLES,
        links::ROLES,
        text::ROLES,
        interface::ROLES,
        code::ROLES,
        design::ROLES,
    ];
    families.into_iter().flatten().collect()
});

/// Whether there is a role of that name in every book.
#[must_use]
pub fn is_role(name: &str) -> bool {
    spec(name).is_some() || external::is_external(name)
}

fn spec(name: &str) -> Option<&'static RoleSpec> {
    let found = |name: &str| ROLES.iter().find(|role| role.names.contains(&name)).copied();
    // What belongs to no domain of its own has that one.
    found(name).or_else(|| found(name.strip_prefix("std:")?))
}

/// The role of that name, or the one of the domain that the page says names are of.
fn spec_in(domain: Option<&str>, name: &str) -> Option<&'static RoleSpec> {
    domain.and_then(|domain| spec(&format!("{domain}:{name}"))).or_else(|| spec(name))
}

/// What the call means. A role that the book defines comes before any other. An unknown role is a finding, and its text is shown as code.
pub fn role(call: &RoleCall, builder: &mut Builder<'_>) -> Inline {
    let kind = if let Some(link) = builder.conventions().short_links.get(&call.name) {
        links::short_link(call, builder, link)
    } else if let Some(directive) = objects::directive_of(&call.name.to_lowercase(), builder) {
        objects::own(call, builder, &directive)
    } else if let Some(words) = unlinked(call) {
        return words;
    } else if let Some(spec) = spec_in(builder.domain.as_deref(), &call.name.to_lowercase()) {
        (spec.lower)(call, builder)
    } else if external::is_external(&call.name) {
        external::external(call, builder)
    } else {
        let conventions = builder.conventions();
        let types = conventions.object_types.values().map(|own| own.role.as_str());
        let own = conventions.short_links.keys().map(String::as_str).chain(types);
        let names = ROLES.iter().flat_map(|r| r.names.iter().copied()).chain(own);
        let finding = Finding::error("unknown-role", call.name_span, format!("there is no role `{}`", call.name));
        builder.find(with_nearest(finding, &call.name, names));
        // Most roles take words before what they lead to.
        InlineKind::Code(flat(&titled(&call.text).0.unwrap_or_else(|| call.text.clone())))
    };
    Inline { span: call.span, kind }
}

/// The words of a role of references that refers to nothing, since `!` stands before them.
fn unlinked(call: &RoleCall) -> Option<Inline> {
    let name = call.name.to_lowercase();
    references::ROLES.iter().find(|role| role.names.contains(&name.as_str()))?;
    let words = flat(&call.text).strip_prefix('!')?.to_owned();
    let kind = if name == "option" { InlineKind::Code(words) } else { InlineKind::Text(words) };
    Some(Inline { span: call.text.slice(1..call.text.text().len()).whole(), kind })
}

/// The text on one line.
fn flat(text: &Excerpt) -> String {
    text.text().replace('\n', " ")
}

fn words(call: &RoleCall) -> Vec<Inline> {
    vec![Inline { span: call.text.whole(), kind: InlineKind::Text(flat(&call.text)) }]
}

//! New roles, and the role that counts where none is named.

use super::super::block::field_marker;
use super::super::chars::simple_name;
use super::super::inline::{Role, identifier};
use super::super::parser::{Flow, Parser, joined};
use super::super::tree::{Node, Severity, Tag};
use super::options::{Value, options};
use super::{Call, Failure, Made, class_names};

/// `name` or `name(base)`.
fn names(text: &str) -> Option<(&str, Option<&str>)> {
    let length = simple_name(text);
    let name = text.get(..length).filter(|name| !name.is_empty())?;
    let rest = text.get(length..)?.trim();
    if rest.is_empty() {
        return Some((name, None));
    }
    let base = rest.strip_prefix('(')?.strip_suffix(')')?.trim();
    (!base.is_empty() && simple_name(base) == base.len()).then_some((name, Some(base)))
}

pub(super) fn role<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    let own = &call.name.text;
    let Some(first) = call.content.first().filter(|first| first.number <= call.line.number + 1) else {
        return Err(Failure::error(format!("\"{own}\" directive requires arguments on the first line.")));
    };
    let Some((name, base)) = names(first.text) else {
        return Err(Failure::error(format!("\"{own}\" directive arguments not valid role names: \"{}\".", first.text)));
    };
    let mut said = Vec::new();
    let role = match base.map(|base| (base, parser.defined_role(base))) {
        None => Role::Plain(Tag::Inline),
        Some((base, Some(role))) => {
            said.extend(parser.fallback(base, call.line));
            role
        }
        Some((base, None)) => {
            return Ok(unknown(parser, call, base));
        }
    };
    let rest = call.content.get(1..).unwrap_or_default();
    let blank = rest.iter().take_while(|l| l.is_blank()).count();
    let rest = rest.get(blank..).unwrap_or_default();
    let head = rest.iter().take_while(|l| !l.is_blank()).count();
    let fields = rest.get(..head).unwrap_or_default();
    let failed = |message: String| Failure::error(format!("Error in \"{own}\" directive:\n{message}."));
    if head < rest.len() || fields.first().is_some_and(|l| field_marker(l.text).is_none()) {
        return Err(failed("no content permitted".to_owned()));
    }
    let entries = options(fields).map_err(failed)?;
    let specific = match &role {
        Role::Code(_) => "language",
        Role::Raw(_) => "format",
        _ => "class",
    };
    for (index, entry) in entries.iter().enumerate() {
        if entries.iter().take(index).any(|other| other.name == entry.name) {
            return Err(failed(format!("invalid option data: duplicate option \"{}\"", entry.name)));
        }
        if entry.name != "class" && entry.name != specific {
            return Err(failed(format!("unknown option: \"{}\"", entry.name)));
        }
        let value = if entry.name == "class" { Value::Classes } else { Value::Any };
        value.check(entry.value.as_deref()).map_err(failed)?;
    }
    let value = |name: &str| entries.iter().find(|e| e.name == name).and_then(|e| e.value.clone());
    let classes = value("class").map_or_else(|| vec![identifier(name)], |classes| class_names(&classes));
    if classes.iter().any(String::is_empty) {
        return Err(Failure::error(format!(
            "Invalid argument for \"{own}\" directive:\ncannot make \"{name}\" into a class name."
        )));
    }
    let role = match role {
        // Without a language of its own, the role's name is that of the language.
        Role::Code(_) => Role::Code(value("language").or(Some(name.to_owned())).filter(|l| !l.eq_ignore_ascii_case("none"))),
        Role::Raw(known) => Role::Raw(value("format").or(known)),
        Role::Custom(base, _) => *base,
        role => role,
    };
    parser.roles.defined.insert(name.to_lowercase(), Role::Custom(Box::new(role), classes));
    Ok(said)
}

/// What is said of a role that nobody knows.
fn unknown<'a>(parser: &mut Parser<'a>, call: &Call<'a>, name: &str) -> Vec<Node> {
    let trying = format!(
        "No role entry for \"{name}\" in module \"docutils.parsers.rst.languages.en\".\n\
        Trying \"{name}\" as canonical role name."
    );
    let info = parser.problem(Severity::Info, trying, call.line);
    let message = format!("Unknown interpreted text role \"{name}\".");
    let problem = parser.problem_in(Severity::Error, message, call.line, joined(&call.written));
    vec![info.into(), problem.into()]
}

pub(super) fn default_role<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    let name = call.argument_text();
    if name.is_empty() {
        parser.roles.default = None;
        return Ok(Vec::new());
    }
    let Some(role) = parser.defined_role(&name) else {
        return Ok(unknown(parser, call, &name));
    };
    parser.roles.default = Some(role);
    Ok(parser.fallback(&name, call.line).into_iter().collect())
}

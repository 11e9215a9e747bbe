//! What is shown of a signature, and the names of what it describes.

use super::super::Context;
use super::{declaration, signature};
use crate::document::{Family, ObjectKind, ObjectScope};

/// A signature, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// What stands before the word that says what the object is.
    pub(super) before: String,
    /// The word that says what the object is, where that follows from the signature.
    pub(super) word: Option<&'static str>,
    /// What is shown behind that: names, which stand out, and what is around them.
    pub(super) shown: Vec<Piece>,
    /// The name that objects within belong to.
    pub(super) within: String,
    /// The full names.
    pub(super) names: Vec<String>,
}

/// A part of what is shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// The name that is described.
    Name(String),
    /// What is around it.
    Other(String),
}

/// `name` with what stands before and behind it.
fn around(before: &str, name: &str, behind: &str) -> Vec<Piece> {
    vec![Piece::Other(before.to_owned()), Piece::Name(name.to_owned()), Piece::Other(behind.to_owned())]
}

/// The parts of the signature `text` of such an object.
pub(super) fn named(context: &Context<'_, '_>, kind: ObjectKind, text: &str) -> Named {
    let scope = &context.builder.scope;
    match kind.family() {
        Family::Python | Family::JavaScript => {
            let mut named = program(kind, scope, text);
            named.shown.push(Piece::Other(type_and_value(context, kind)));
            let alias = context.line("canonical").filter(|_| kind != ObjectKind::Type);
            named.names.extend(alias);
            named
        }
        Family::C | Family::Cpp => declared(kind, scope, text),
        Family::CommandOptions => option(scope, text),
        Family::Directives => markup(kind, scope, context, text),
        Family::Roles => {
            let name = text.trim_matches(':').to_owned();
            Named { shown: around(":", &name, ":"), names: vec![name], ..Named::default() }
        }
        Family::Variables | Family::Settings | Family::Tokens | Family::Own => {
            Named { shown: around("", text, ""), within: text.to_owned(), names: vec![text.to_owned()], ..Named::default() }
        }
    }
}

/// The anchor that Sphinx gives an object; in C++ one that people can read.
pub(super) fn anchor(kind: ObjectKind, scope: &ObjectScope, name: &str) -> String {
    match kind.family() {
        Family::Python | Family::JavaScript if matches!(kind, ObjectKind::Module | ObjectKind::JsModule) => {
            format!("module-{}", identifier(name))
        }
        Family::Python | Family::JavaScript | Family::Own => identifier(name),
        Family::C => format!("c.{name}"),
        Family::Cpp => format!("cpp.{}", name.replace(' ', "-")),
        Family::Variables => format!("envvar-{}", identifier(name)),
        Family::Settings => format!("confval-{}", identifier(name)),
        Family::Tokens => format!("grammar-token-{}", identifier(&name.replace(':', "-"))),
        Family::Directives if kind == ObjectKind::Directive => format!("directive-{}", identifier(name)),
        Family::Directives => format!("directive-option-{}", identifier(&name.replace(':', "-"))),
        Family::Roles => format!("role-{}", identifier(name)),
        Family::CommandOptions => {
            let program = scope.program.as_deref().map_or(String::new(), |program| format!("{program}-"));
            let prefix = scope.program.as_deref().map_or(String::new(), |program| format!("{program}."));
            let option = name.strip_prefix(prefix.as_str()).unwrap_or(name);
            let place = if option.starts_with(['-', '/']) { "" } else { "arg-" };
            format!("cmdoption-{program}{place}{}", identifier(option))
        }
    }
}

/// The name with a hyphen in place of what fits into no anchor, and with none of these at its ends.
fn identifier(name: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_');
    let parts: Vec<&str> = name.split(|c: char| !fits(c)).filter(|part| !part.is_empty()).collect();
    let id = parts.join("-");
    if id.is_empty() { "object".to_owned() } else { id }
}

/// In Python and JavaScript: the class's or function's own name with those around it, and the full name.
fn program(kind: ObjectKind, scope: &ObjectScope, text: &str) -> Named {
    let signature = signature::python(text);
    let class = scope.class.as_deref();
    let written = format!("{}{}", signature.prefix, signature.name);
    let within = match class {
        Some(class) if signature.prefix.strip_prefix(class).is_none_or(|rest| !rest.starts_with('.')) => {
            format!("{class}.{written}")
        }
        _ => written.clone(),
    };
    let module = scope.module.as_deref().filter(|_| kind != ObjectKind::Module);
    let is_whole = |module: &str| written.strip_prefix(module).is_some_and(|rest| rest.starts_with('.'));
    let module = module.filter(|module| !is_whole(module));
    let full = module.map_or_else(|| within.clone(), |module| format!("{module}.{within}"));
    // Members are shown by their own name where they stand below their class, and by their class's name where they do not.
    let before = match (class, module) {
        (Some(class), _) => {
            let own = signature.prefix.strip_prefix(class).and_then(|rest| rest.strip_prefix('.'));
            own.unwrap_or(signature.prefix).to_owned()
        }
        (None, Some(module)) if signature.prefix.is_empty() => format!("{module}."),
        (None, _) => signature.prefix.to_owned(),
    };
    let shown = around(&before, signature.name, &signature.rest);
    Named { shown, within, names: vec![full], ..Named::default() }
}

/// What options say of type and value, as it stands behind the name.
fn type_and_value(context: &Context<'_, '_>, kind: ObjectKind) -> String {
    let part = |option: &str, before: &str| context.line(option).map(|text| format!("{before}{text}")).unwrap_or_default();
    let alias = if kind == ObjectKind::Type { part("canonical", " = ") } else { String::new() };
    part("type", ": ") + &part("value", " = ") + &alias
}

fn declared(kind: ObjectKind, scope: &ObjectScope, text: &str) -> Named {
    let is_function = matches!(kind, ObjectKind::CFunction | ObjectKind::CppFunction | ObjectKind::CMacro);
    let start = if kind.family() == Family::Cpp { declaration::template(text) } else { 0 };
    let (before, shown) = text.split_at_checked(start).unwrap_or(("", text));
    let place = declaration::name(shown, is_function);
    let word = match kind {
        ObjectKind::CppType if shown.contains('=') => Some("using"),
        ObjectKind::CType | ObjectKind::CppType if place.start > 0 => Some("typedef"),
        _ => None,
    };
    let name = shown.get(place.clone()).unwrap_or(shown).trim_start_matches("::");
    let separator = kind.family().separator();
    let full = scope.namespace.as_ref().map_or_else(|| name.to_owned(), |around| format!("{around}{separator}{name}"));
    let (head, behind) = shown.split_at_checked(place.end).unwrap_or((shown, ""));
    let shown = around(head.strip_suffix(name).unwrap_or_default(), name, behind);
    Named { before: before.trim_end().to_owned(), word, shown, within: full.clone(), names: vec![full] }
}

/// `-m MODULE, --module MODULE`, each name qualified by the program.
fn option(scope: &ObjectScope, text: &str) -> Named {
    let (mut names, mut shown) = (Vec::new(), Vec::new());
    for part in text.split(", ").map(str::trim).filter(|part| !part.is_empty()) {
        let end = part.find([' ', '=', '[', '<']).filter(|end| *end > 0).unwrap_or(part.len());
        let (option, value) = part.split_at_checked(end).unwrap_or((part, ""));
        if !shown.is_empty() {
            shown.push(Piece::Other(", ".to_owned()));
        }
        shown.extend(around("", option, value));
        names.push(scope.program.as_ref().map_or_else(|| option.to_owned(), |program| format!("{program}.{option}")));
    }
    Named { shown, names, ..Named::default() }
}

/// A directive as `name` or `.. name:: argument`, or an option of one as `name: value`.
fn markup(kind: ObjectKind, scope: &ObjectScope, context: &Context<'_, '_>, text: &str) -> Named {
    if kind == ObjectKind::DirectiveOption {
        let (name, value) = text.trim_start_matches(':').split_once(':').unwrap_or((text, ""));
        let prefix = scope.namespace.as_ref().map(|directive| format!("{directive}:")).unwrap_or_default();
        let note = context.line("type").filter(|kind| !kind.is_empty()).map(|kind| format!(" ({kind})")).unwrap_or_default();
        return Named {
            shown: around(":", name, &format!(":{value}{note}")),
            names: vec![format!("{prefix}{name}")],
            ..Named::default()
        };
    }
    let written = text.strip_prefix("..").map_or(text, str::trim_start);
    let (name, argument) = written.split_once("::").unwrap_or((written, ""));
    let name = name.trim().to_owned();
    Named { shown: around(".. ", &name, &format!("::{argument}")), within: name.clone(), names: vec![name], ..Named::default() }
}

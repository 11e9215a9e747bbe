//! What the pages agree on.

use super::{Draft, Left, Project, Taken, Value};

pub(super) fn smart_quotes(taken: &mut Taken<'_>) {
    match taken.value {
        Value::Flag(on) => taken.draft.set("markdown", "smart-punctuation", on.to_string()),
        _ => drop(taken.text()),
    }
}

pub(super) fn highlight_language(taken: &mut Taken<'_>) {
    if let Some(language) = taken.text().filter(|language| !language.trim().is_empty()) {
        taken.draft.text("markup", "highlight-language", &language);
    }
}

pub(super) fn default_role(taken: &mut Taken<'_>) {
    if let Some(role) = taken.text().filter(|role| !role.trim().is_empty()) {
        taken.draft.text("rst", "default-role", &role);
    }
}

pub(super) fn todos(taken: &mut Taken<'_>) {
    match taken.value {
        Value::Flag(on) => taken.draft.set("markup", "todos", on.to_string()),
        _ => drop(taken.text()),
    }
}

pub(super) fn numbered_figures(taken: &mut Taken<'_>) {
    match taken.value {
        Value::Flag(on) => taken.draft.set("markup", "numbered-figures", on.to_string()),
        _ => drop(taken.text()),
    }
}

pub(super) fn number_depth(taken: &mut Taken<'_>) {
    match taken.value {
        Value::Integer(depth) if *depth >= 0 => taken.draft.set("markup", "number-depth", depth.to_string()),
        _ => drop(taken.text()),
    }
}

/// `numfig_format`: what captions start with, by kind.
pub(super) fn number_formats(taken: &mut Taken<'_>) {
    let Value::Table(entries) = taken.value else { return drop(taken.text()) };
    for (kind, format) in entries {
        match (kind.text(), format.text()) {
            (Some(kind @ ("section" | "figure" | "table" | "code-block")), Some(format)) => {
                taken.draft.text("markup.number-formats", kind, format);
            }
            _ => taken.leave("there are formats for `section`, `figure`, `table` and `code-block`"),
        }
    }
}

pub(super) fn prolog(taken: &mut Taken<'_>) {
    if let Some(text) = taken.text().filter(|text| !text.trim().is_empty()) {
        taken.draft.text("rst", "prolog", text.trim_start_matches('\n'));
    }
}

pub(super) fn epilog(taken: &mut Taken<'_>) {
    if let Some(text) = taken.text().filter(|text| !text.trim().is_empty()) {
        taken.draft.text("rst", "epilog", text.trim_start_matches('\n'));
    }
}

/// `version` and `release`: what `|version|` and `|release|` stand for.
pub(super) fn version(taken: &mut Taken<'_>) {
    match (taken.value.text(), &taken.project.packaged) {
        (Some(text), _) => taken.draft.text("rst.substitutions", taken.name, text),
        (None, Some((version, file))) if *taken.value != Value::None => {
            let why = taken.value.unknown().unwrap_or_default();
            taken.draft.text("rst.substitutions", taken.name, version);
            taken.draft.explain("rst.substitutions", &format!("The value of conf.py {why}; this one is from {file}."));
        }
        _ => {
            let why = taken.value.unknown().unwrap_or_else(|| "is not a text".to_owned());
            let name = taken.name;
            taken.leave(format!("the value {why}; write it under `[rst.substitutions]`, so that `|{name}|` is known"));
        }
    }
}

/// What Sphinx has by itself: a language for code, and substitutions, which are empty where nothing sets them.
pub(super) fn finish(project: &Project, draft: &mut Draft) {
    for name in ["version", "release"] {
        if project.value(name).is_none() {
            let (version, comment) = match &project.packaged {
                Some((version, file)) => (version.as_str(), format!("From {file}.")),
                None if !project.conf.lacking.is_empty() => continue,
                None => ("", "conf.py does not set it.".to_owned()),
            };
            draft.text("rst.substitutions", name, version);
            draft.explain("rst.substitutions", &comment);
        }
    }
    for tag in &project.conf.tags {
        draft.texts("markup", "tags", std::slice::from_ref(tag));
    }
    if project.conf.tags.len() > 1 {
        draft.texts("markup", "tags", &project.conf.tags);
    }
    if super::book::extends(project, "sphinx.ext.autosectionlabel") {
        let with_page = project.value("autosectionlabel_prefix_document") == Some(&Value::Flag(true));
        draft.text("markup", "section-labels", if with_page { "page" } else { "title" });
    }
    for own in &project.conf.object_types {
        let table = if own.is_place { "markup.place-types" } else { "markup.object-types" };
        draft.text(table, &own.directive, &own.role);
    }
    for note in &project.conf.notes {
        let why = note.text.clone();
        draft.leave(Left { line: note.line, name: "conf.py".to_owned(), value: String::new(), why });
    }
}

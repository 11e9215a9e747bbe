//! The lock: the defaults as they were when somebody last looked at them, one a line.
//!
//! ```text
//! [core] fernet_key = "{FERNET_KEY}"
//! [core] parallelism = "32"
//! ```
//!
//! `--fix` adds lines that are missing and never changes one: whoever has looked at a change deletes its line, and the next `--fix` records
//! the new default.

use camino::Utf8Path;

use crate::config::value_place;
use crate::diagnostic::Diagnostic;
use crate::facts::{ConfigOption, FactSet, Value};
use crate::source::{SourceError, Sources};

const CODE: &str = "security-default-changed";

const HEAD: &str = "# Defaults as somebody last reviewed them. `bindery check --fix` adds lines that are missing. When a default has changed and the\n\
                    # pages are right about it, delete its line and run that again.\n";

/// A line of the lock.
struct Line<'t> {
    name: &'t str,
    value: &'t str,
    start: usize,
    end: usize,
}

/// Compares the defaults with the lock, and returns how many were compared.
pub(super) fn check(set: &FactSet, number: usize, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> usize {
    let Some(file) = &set.setting.lock else { return 0 };
    if set.options.is_empty() {
        return 0;
    }
    let source = sources.get(file);
    let place = || value_place(sources, &format!("facts.{number}.lock"));
    let text = match &source {
        Ok(source) => source.text().map_err(|_| "is not UTF-8".to_owned()),
        Err(SourceError::Missing) => Ok(""),
        Err(SourceError::Outside) => Err("lies outside the book and the repository that holds it".to_owned()),
        Err(SourceError::Unreadable(reason)) => Err(format!("cannot be read: {reason}")),
    };
    let text = match text {
        Ok(text) => text,
        Err(wrong) => {
            diagnostics.push(Diagnostic::error(CODE, "book.toml", place(), format!("the lock `{file}` {wrong}")));
            return 0;
        }
    };
    let lines = read(text);
    let mut locked: Vec<&ConfigOption> = set.options.iter().filter(|option| is_locked(set, option)).collect();
    locked.sort_by(|a, b| a.written.cmp(&b.written));
    let missing: Vec<&ConfigOption> =
        locked.iter().copied().filter(|option| lines.iter().all(|line| line.name != option.written)).collect();
    if !missing.is_empty() {
        diagnostics.push(incomplete(file, text, &lines, &missing, source.is_err(), place()));
    }
    let mut compared = 0;
    for line in &lines {
        let known = set.options.iter().find(|option| option.written == line.name);
        compared += 1;
        match known {
            Some(option) if !is_locked(set, option) => {}
            Some(option) if same(line.value, option) => {}
            Some(option) => diagnostics.push(changed(file, line, option)),
            None => {
                let message = format!("`{}` is in the lock, but the schema does not have it any more", line.name);
                let help = "look at what the pages say about it, then delete this line";
                diagnostics.push(Diagnostic::error(CODE, file, line.start..line.start + line.name.len(), message).help(help));
            }
        }
    }
    compared
}

fn is_locked(set: &FactSet, option: &ConfigOption) -> bool {
    let path = format!("{}/{}", option.section.replace('.', "/"), option.name);
    set.setting.locked.is_empty()
        || set.setting.locked.iter().any(|glob| glob.matches(Utf8Path::new(path.trim_start_matches('/'))))
}

fn read(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim_end();
        if let Some((name, value)) = words.split_once(" = ").filter(|_| !words.starts_with('#')) {
            lines.push(Line { name, value, start, end: start + words.len() });
        }
    }
    lines
}

/// The default as the lock has it: JSON.
fn recorded(option: &ConfigOption) -> String {
    match &option.default.value {
        Value::Absent => "absent".to_owned(),
        Value::Null => "null".to_owned(),
        Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::List(_) | Value::Table => {
            serde_json::Value::String(option.default.written.clone()).to_string()
        }
    }
}

/// Whether a recorded default is the present one; `600` and `600.0` are one number.
fn same(value: &str, option: &ConfigOption) -> bool {
    let now = recorded(option);
    let inner = |text: &str| serde_json::from_str::<String>(text).ok();
    let (Some(then), Some(now_words)) = (inner(value), inner(&now)) else { return value == now };
    if then == now_words {
        return true;
    }
    match &option.default.value {
        Value::Number(number) => then.trim().parse().is_ok_and(|then: f64| (then - number).abs() <= f64::EPSILON * number.abs()),
        Value::Bool(on) => then.trim().eq_ignore_ascii_case(&on.to_string()),
        _ => false,
    }
}

fn changed(file: &Utf8Path, line: &Line<'_>, option: &ConfigOption) -> Diagnostic {
    let value = line.end - line.value.len()..line.end;
    let message = format!("the default of `{}` has changed: it was {} and is {}", option.written, line.value, recorded(option));
    Diagnostic::error(CODE, file, value, message)
        .label(format!("`{}` says {}", option.source.file, recorded(option)))
        .help("look at what the pages say about it; then delete this line, and `bindery check --fix` records the new default")
}

fn incomplete(
    file: &Utf8Path,
    text: &str,
    lines: &[Line<'_>],
    missing: &[&ConfigOption],
    is_new: bool,
    place: std::ops::Range<usize>,
) -> Diagnostic {
    let message = match missing {
        _ if is_new => format!("there is no lock `{file}` yet"),
        [one] => format!("the lock `{file}` does not record the default of `{}`", one.written),
        [first, rest @ ..] => {
            format!("the lock `{file}` does not record the defaults of `{}` and {} more", first.written, rest.len())
        }
        [] => String::new(),
    };
    let diagnostic = Diagnostic::error(CODE, "book.toml", place, message).help("`bindery check --fix` adds what is missing");
    let mut diagnostic = if is_new { diagnostic.fix(file, 0..0, HEAD) } else { diagnostic };
    // What goes to one place is one edit, or the second would be taken for the first one again.
    let mut edits: Vec<(usize, String)> = Vec::new();
    for option in missing {
        let at = lines.iter().find(|line| line.name > option.written.as_str()).map_or(text.len(), |line| line.start);
        let words = format!("{} = {}\n", option.written, recorded(option));
        match edits.iter_mut().find(|(place, _)| *place == at) {
            Some((_, text)) => text.push_str(&words),
            None => edits.push((at, words)),
        }
    }
    for (at, mut words) in edits {
        if at == text.len() && !text.is_empty() && !text.ends_with('\n') {
            words.insert(0, '\n');
        }
        diagnostic = diagnostic.fix(file, at..at, words);
    }
    diagnostic
}

//! The reference of `book.toml` as a Markdown page's body, made from the schema, so that it cannot fall behind.

use std::fmt::Write as _;

use super::SETTINGS;
use super::schema::{Entry, Kind, Setting};

/// A section for each table with a row for each key that has an effect, then the list of the reserved ones.
#[must_use]
pub fn markdown() -> String {
    let mut text = sections(&SETTINGS);
    text.push_str("## Reserved keys\n\nKnown from mdBook, accepted, and without effect so far:\n\n");
    for setting in SETTINGS.iter().filter(|setting| setting.is_reserved()) {
        let _ = writeln!(text, "- `{}`", setting.key);
    }
    text
}

fn sections(settings: &[&Setting]) -> String {
    let mut text = String::new();
    let used: Vec<&Setting> = settings.iter().copied().filter(|setting| !setting.is_reserved()).collect();
    for settings in used.chunk_by(|a, b| heading(a) == heading(b)) {
        let Some(first) = settings.first() else { continue };
        let _ = write!(text, "## {}\n\n", heading(first));
        match first.kind {
            Kind::Each(_, rows, needed) => {
                let _ = write!(text, "{}\n\n", first.about);
                table(&mut text, rows.iter(), needed);
            }
            Kind::Known(entries, _) => {
                let _ = write!(text, "{}\n\n", first.about);
                // Tables of the same names are described once.
                if !used.iter().take_while(|before| before.key != first.key).any(|before| has_entries(before, entries)) {
                    known(&mut text, entries);
                }
            }
            _ if is_whole_table(first) => {
                let _ = write!(text, "{}\n\n", first.about);
            }
            _ => table(&mut text, settings.iter().copied(), &[]),
        }
    }
    text
}

/// The words above the settings of a table.
fn heading(setting: &Setting) -> String {
    match setting.kind {
        Kind::Each(..) => format!("`[[{}]]`", setting.key),
        Kind::Known(..) => format!("`[{}]`", setting.key),
        _ if is_whole_table(setting) => format!("`[{}]`", setting.key),
        _ => format!("`[{}]`", setting.split().0),
    }
}

fn has_entries(setting: &Setting, entries: &[Entry]) -> bool {
    matches!(setting.kind, Kind::Known(own, _) if std::ptr::eq(own, entries))
}

fn known(text: &mut String, entries: &[Entry]) {
    text.push_str(":::{list-table}\n:header-rows: 1\n:stub-columns: 1\n:widths: 2 5\n\n* - Key\n  - What it is\n");
    for entry in entries {
        let _ = writeln!(text, "* - `{}`\n  - {}", entry.name, entry.about);
    }
    text.push_str(":::\n\n");
}

/// Whether the setting is a table at the top level, whose keys the author chooses.
fn is_whole_table(setting: &Setting) -> bool {
    matches!(setting.kind, Kind::Names(_) | Kind::Redirects(_)) && setting.split().0.is_empty()
}

fn table<'s>(text: &mut String, settings: impl Iterator<Item = &'s Setting>, needed: &[&str]) {
    text.push_str(":::{list-table}\n:header-rows: 1\n:stub-columns: 1\n:widths: 4 4 3 8\n\n* - Key\n  - Value\n  - Default\n  - What it does\n");
    for setting in settings {
        let key = setting.split().1;
        let default = match setting.default {
            _ if needed.contains(&key) => "must be given".to_owned(),
            "" => "none".to_owned(),
            toml => format!("`{toml}`"),
        };
        let _ = writeln!(text, "* - `{key}`\n  - {}\n  - {default}\n  - {}", value(setting.kind), setting.about);
    }
    text.push_str(":::\n\n");
}

/// The values that a setting takes.
fn value(kind: Kind) -> String {
    match kind {
        Kind::Choice(words, _) => words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", "),
        kind => kind.shape().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &[Setting] = &[
        Setting { key: "schema", kind: Kind::Text(|_, _| Ok(())), default: "", about: "The file of the schema." },
        Setting { key: "form", kind: Kind::Choice(&["ini", "json"], |_, _| ()), default: "\"ini\"", about: "Its form." },
    ];

    #[test]
    fn tables_of_any_kind_are_shown() {
        let settings = [
            Setting {
                key: "facts",
                kind: Kind::Each(|_, _| (), ROWS, &["schema"]),
                default: "[]",
                about: "Where options stand.",
            },
            Setting { key: "lints", kind: Kind::Names(|_, _| Ok(())), default: "{}", about: "Levels by name." },
            Setting { key: "book.draft", kind: Kind::Flag(|_, _| ()), default: "false", about: "Whether it is a draft." },
        ];
        let lines = [
            "## `[[facts]]`",
            "Where options stand.",
            "* - `schema`",
            "  - text in quotes",
            "  - must be given",
            "* - `form`",
            "  - `\"ini\"`, `\"json\"`",
            "  - `\"ini\"`",
            "## `[lints]`",
            "Levels by name.",
            "## `[book]`",
            "* - `draft`",
            "  - `true` or `false`",
            "  - Whether it is a draft.",
        ];
        let text = sections(&settings.each_ref());
        let mut rest = text.lines();
        for line in lines {
            assert!(rest.any(|found| found == line), "`{line}` is not where it should be in\n{text}");
        }
    }
}

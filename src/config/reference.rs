//! The reference of `book.toml` as a Markdown page's body, made from the schema, so that it cannot fall behind.

use std::fmt::Write as _;

use super::SETTINGS;
use super::schema::{Kind, Setting};

/// A section for each table with a row for each key that has an effect, then the list of the reserved ones.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    let (reserved, used): (Vec<&Setting>, Vec<&Setting>) = SETTINGS.iter().partition(|setting| setting.is_reserved());
    for settings in used.chunk_by(|a, b| heading(a) == heading(b)) {
        let Some(first) = settings.first() else { continue };
        let _ = write!(text, "## {}\n\n", heading(first));
        match first.kind {
            Kind::Each(_, rows, needed) => {
                let _ = write!(text, "{}\n\n", first.about);
                table(&mut text, rows.iter(), needed);
            }
            _ if is_whole_table(first) => {
                let _ = write!(text, "{}\n\n", first.about);
            }
            _ => table(&mut text, settings.iter().copied(), &[]),
        }
    }
    text.push_str("## Reserved keys\n\nKnown from mdBook, accepted, and without effect so far:\n\n");
    for setting in reserved {
        let _ = writeln!(text, "- `{}`", setting.key);
    }
    text
}

/// The words above the settings of a table.
fn heading(setting: &Setting) -> String {
    match setting.kind {
        Kind::Each(..) => format!("`[[{}]]`", setting.key),
        _ if is_whole_table(setting) => format!("`[{}]`", setting.key),
        _ => format!("`[{}]`", setting.split().0),
    }
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

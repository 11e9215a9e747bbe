//! The reference of `book.toml` as a Markdown page's body, made from the schema, so that it cannot fall behind.

use std::fmt::Write as _;

use super::SETTINGS;
use super::schema::Setting;

/// A section for each table with a row for each key that has an effect, then the list of the reserved ones.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    let (reserved, used): (Vec<&Setting>, Vec<&Setting>) = SETTINGS.iter().partition(|setting| setting.is_reserved());
    for rows in used.chunk_by(|a, b| a.split().0 == b.split().0) {
        let table = rows.first().map_or("", |first| first.split().0);
        let _ = write!(text, "## `[{table}]`\n\n| Key | Value | Default | What it does |\n| --- | --- | --- | --- |\n");
        for row in rows {
            let default = if row.default.is_empty() { "none".to_owned() } else { format!("`{}`", row.default) };
            let shape = row.kind.shape().to_string();
            let _ = writeln!(text, "| `{}` | {} | {default} | {} |", row.split().1, cell(&shape), cell(row.about));
        }
        text.push('\n');
    }
    text.push_str("## Reserved keys\n\nKnown from mdBook, accepted, and without effect so far:\n\n");
    for setting in reserved {
        let _ = writeln!(text, "- `{}`", setting.key);
    }
    text
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

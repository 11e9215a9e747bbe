//! A `book.toml` while it is put together.

use std::fmt::Write as _;

/// A `book.toml`: settings by table, and what was left.
#[derive(Debug, Default)]
pub struct Draft {
    /// Said at the top, a paragraph each.
    pub remarks: Vec<String>,
    tables: Vec<(String, Vec<Entry>)>,
    left: Vec<Left>,
}

#[derive(Debug)]
struct Entry {
    key: String,
    /// As TOML.
    value: String,
    comment: Option<String>,
}

/// A setting that was left, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// The line of `conf.py`, counted from 1.
    pub line: u32,
    /// The setting's name.
    pub name: String,
    /// Its value in a few words; empty where it is not known.
    pub value: String,
    /// Why it was left, and what to do, in one sentence without a full stop.
    pub why: String,
}

/// How long a line of comment may be.
const WIDTH: usize = 110;

/// Tables in the order of the file.
const ORDER: &[&str] = &[
    "book",
    "build",
    "output.html",
    "output.html.redirect",
    "markdown",
    "markup",
    "markup.extlinks",
    "markup.object-types",
    "markup.place-types",
    "rst",
    "rst.substitutions",
    "inventories",
    "spelling",
    "external-links",
    "lints",
];

impl Draft {
    /// Sets a key of a table to a text.
    pub fn text(&mut self, table: &str, key: &str, text: &str) {
        self.set(table, key, quoted(text));
    }

    /// Sets a key of a table to a list of texts.
    pub fn texts(&mut self, table: &str, key: &str, texts: &[String]) {
        let all: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
        let short = format!("[{}]", all.join(", "));
        let long = || format!("[\n  {},\n]", all.join(",\n  "));
        self.set(table, key, if key.len() + short.len() < WIDTH { short } else { long() });
    }

    /// Sets a key of a table to a value that is written in TOML.
    pub fn set(&mut self, table: &str, key: &str, value: String) {
        let entry = Entry { key: bare_or_quoted(key), value, comment: None };
        let entries = if let Some(at) = self.tables.iter().position(|(name, _)| name == table) {
            self.tables.get_mut(at).map(|(_, entries)| entries)
        } else {
            self.tables.push((table.to_owned(), Vec::new()));
            self.tables.last_mut().map(|(_, entries)| entries)
        };
        let Some(entries) = entries else { return };
        match entries.iter_mut().find(|old| old.key == entry.key) {
            Some(old) => *old = entry,
            None => entries.push(entry),
        }
    }

    /// Puts words above the key that was set last in the table.
    pub fn explain(&mut self, table: &str, comment: &str) {
        if let Some((_, entries)) = self.tables.iter_mut().find(|(name, _)| name == table)
            && let Some(entry) = entries.last_mut()
        {
            entry.comment = Some(comment.to_owned());
        }
    }

    /// Whether the key is set.
    #[must_use]
    pub fn has(&self, table: &str, key: &str) -> bool {
        self.tables.iter().any(|(name, entries)| name == table && entries.iter().any(|entry| entry.key == key))
    }

    /// Remembers a setting that was left.
    pub fn leave(&mut self, left: Left) {
        self.left.push(left);
    }

    /// What was left, by line.
    #[must_use]
    pub fn left(&self) -> Vec<Left> {
        let mut left = self.left.clone();
        left.sort();
        left.dedup();
        left
    }

    /// The text of `book.toml`.
    #[must_use]
    pub fn toml(&self) -> String {
        let mut text = String::new();
        for remark in &self.remarks {
            comment(&mut text, remark, "# ");
        }
        let place = |name: &str| ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
        let mut tables: Vec<_> = self.tables.iter().collect();
        tables.sort_by_key(|(name, _)| (place(name), name.clone()));
        for (name, entries) in tables {
            let _ = writeln!(text, "\n[{name}]");
            for entry in entries {
                if let Some(words) = &entry.comment {
                    comment(&mut text, words, "# ");
                }
                let _ = writeln!(text, "{} = {}", entry.key, entry.value);
            }
        }
        let left = self.left();
        if !left.is_empty() {
            text.push_str("\n# What is left of conf.py, and why, with the lines:\n");
        }
        let mut reasons: Vec<&str> = Vec::new();
        for entry in &left {
            if !reasons.contains(&entry.why.as_str()) {
                reasons.push(&entry.why);
            }
        }
        for why in reasons {
            text.push_str("#\n");
            comment(&mut text, &format!("{why}:"), "# ");
            for Left { line, name, value, .. } in left.iter().filter(|entry| entry.why == why) {
                let value = if value.is_empty() { String::new() } else { format!(" = {value}") };
                comment(&mut text, &format!("{line}: {name}{value}"), "#   ");
            }
        }
        text
    }
}

/// Words in lines that start with `mark`.
fn comment(text: &mut String, words: &str, mark: &str) {
    let mut line = String::new();
    let plain: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    for word in plain.split(' ') {
        if !line.is_empty() && mark.len() + line.len() + word.len() >= WIDTH {
            let _ = writeln!(text, "{mark}{line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let _ = writeln!(text, "{}", format!("{mark}{line}").trim_end());
}

/// A text as TOML: on several lines where it has them.
#[must_use]
pub fn quoted(text: &str) -> String {
    let is_plain = |c: char| c == '\n' || c == '\t' || !c.is_control();
    if text.contains('\n') && !text.contains("'''") && !text.ends_with('\'') && text.chars().all(is_plain) {
        // The line break behind the opening quotes is not part of the text.
        return format!("'''\n{text}'''");
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn bare_or_quoted(key: &str) -> String {
    let is_bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if is_bare { key.to_owned() } else { quoted(&key.replace('\n', " ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_survive_toml() {
        for text in ["plain", "say \"no\"\\", "a\nb\n", "'''\n", "a\u{1}\u{7f}\r\n", "ends in '\n'", "\n"] {
            let table: toml::Table = format!("x = {}", quoted(text)).parse().unwrap();
            assert_eq!(table["x"].as_str(), Some(text));
        }
    }

    #[test]
    fn what_was_left_stands_below() {
        let mut draft = Draft { remarks: vec!["Made by a test.".to_owned()], ..Draft::default() };
        draft.text("rst", "prolog", ".. |x| replace:: y\n");
        draft.texts("book", "exclude", &["_build".to_owned()]);
        draft.text("book", "title", "Ship's \"log\"");
        draft.explain("book", "From the first page.");
        draft.leave(Left { line: 3, name: "html_theme".into(), value: "\"furo\"".into(), why: "no theme of Sphinx fits".into() });
        let expected = "# Made by a test.\n\n[book]\nexclude = [\"_build\"]\n# From the first page.\ntitle = \"Ship's \\\"log\\\"\"\n\n\
            [rst]\nprolog = '''\n.. |x| replace:: y\n'''\n\n# What is left of conf.py, and why, with the lines:\n#\n# no theme of Sphinx fits:\n\
            #   3: html_theme = \"furo\"\n";
        assert_eq!(draft.toml(), expected);
    }
}

//! From the text of `book.toml` to [`Config`], by [`SETTINGS`].

use std::ops::Range;

use camino::Utf8Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::schema::{Entry, Kind, Named, Setting, Shape};
use super::settings::{OPEN_TABLES, RETIRED};
use super::{Config, Redirect, SETTINGS, SearchChapter};
use crate::diagnostic::{Diagnostic, Place, sort};
use crate::nearest::nearest;
use crate::source::Sources;

/// Reads the settings in `text`, which take the place of those that `config` has.
pub(super) fn parse(config: Config, path: &Utf8Path, text: &str) -> (Config, Vec<Diagnostic>) {
    read(config, path, text, None)
}

/// Reads the settings in `shared` that hold where `text` has no others. Lists are not added up: of one that `text` has, nothing is read.
pub(super) fn defaults(path: &Utf8Path, shared: &str, text: &str) -> Config {
    let (own, _) = DeTable::parse_recoverable(text);
    read(Config::default(), path, shared, Some(own.get_ref())).0
}

fn read<'a>(config: Config, path: &'a Utf8Path, text: &'a str, over: Option<&'a DeTable<'a>>) -> (Config, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { path, config, over, diagnostics: Vec::new() };
    let broken = reader.syntax(text, &errors);
    reader.table("", table.get_ref());
    let Reader { mut config, mut diagnostics, .. } = reader;
    let conventions = &mut config.conventions;
    for (key, passage) in [("prolog", &mut conventions.prolog), ("epilog", &mut conventions.epilog)] {
        let value = table.get_ref().get("rst").and_then(|rst| rst.get_ref().get(key));
        if let Some(value) = value {
            let place = || passage_place(path, text, &passage.text, value.span());
            passage.place = (!passage.text.is_empty()).then(place);
        }
    }
    config.html.redirects.sort_by(|a, b| a.from.cmp(&b.from));
    // What the TOML parser makes up to get past an error is not the author's: on those lines only the error itself counts.
    diagnostics.retain(|d| d.code == SYNTAX || !broken.iter().any(|line| overlaps(line, d)));
    sort(&mut diagnostics);
    (config, diagnostics)
}

/// The bytes of a passage within its value, where it is written without escapes; else those of the value.
fn passage_place(path: &Utf8Path, text: &str, passage: &str, value: Range<usize>) -> Place {
    let within = text.get(value.clone()).and_then(|written| written.find(passage));
    let range = within.map_or(value.clone(), |at| value.start + at..value.start + at + passage.len());
    Place { file: path.to_owned(), range: range.start as u32..range.end as u32 }
}

/// The bytes of the value that `book.toml` gives to `key`, a path like `theme.name` or `facts.0.schema`; the start of the file where it gives
/// none.
#[must_use]
pub fn value_place(sources: &Sources, key: &str) -> Range<usize> {
    let file = sources.get(Utf8Path::new("book.toml")).ok();
    let text = file.as_ref().and_then(|file| file.text().ok()).unwrap_or_default();
    let (table, _) = DeTable::parse_recoverable(text);
    value_at(table.get_ref(), key).map_or(0..0, Spanned::span)
}

fn value_at<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    let mut parts = key.split('.');
    let first = parts.next().and_then(|name| table.get(name))?;
    parts.try_fold(first, |value, name| match value.get_ref() {
        DeValue::Array(items) => items.get(name.parse::<usize>().ok()?),
        DeValue::Table(table) => table.get(name),
        _ => None,
    })
}

const SYNTAX: &str = "config-syntax";

struct Reader<'a> {
    path: &'a Utf8Path,
    config: Config,
    /// The settings that are read later and win.
    over: Option<&'a DeTable<'a>>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reports the first error of each line, since later ones mostly follow from it, and returns those lines' ranges.
    fn syntax(&mut self, text: &str, errors: &[toml::de::Error]) -> Vec<Range<usize>> {
        let mut broken: Vec<Range<usize>> = Vec::new();
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            if broken.iter().any(|line| line.contains(&span.start) || line.start == span.start) {
                continue;
            }
            let message = format!("`book.toml` cannot be read here: {}", error.message());
            self.diagnostics.push(Diagnostic::error(SYNTAX, self.path, span.clone(), message));
            broken.push(line_around(text, span));
        }
        broken
    }

    /// Whether a list under that key is read later.
    fn is_overridden(&self, key: &str) -> bool {
        let list = self.over.and_then(|over| value_at(over, key));
        list.is_some_and(|value| matches!(value.get_ref(), DeValue::Array(_) | DeValue::String(_)))
    }

    fn table(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let full = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
            self.entry(prefix, &full, key, value);
        }
    }

    fn entry(&mut self, prefix: &str, full: &str, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        // A quoted key such as `"book.title"` is one name, not a path.
        let is_name = !key.get_ref().as_ref().contains('.');
        if let Some(setting) = SETTINGS.iter().find(|setting| is_name && setting.key == full) {
            self.value(full, setting.kind, value);
        } else if is_name && is_section(full) || OPEN_TABLES.contains(&full) {
            match value.get_ref() {
                DeValue::Table(table) => self.table(full, table),
                other => self.wrong_type(&format!("`{full}`"), Shape::Table, other, value.span()),
            }
        } else if OPEN_TABLES.contains(&prefix) {
            if !value.get_ref().is_table() {
                self.wrong_type(&format!("`{full}`"), Shape::Table, value.get_ref(), value.span());
            }
        } else {
            self.unknown(prefix, full, key);
        }
    }

    fn value(&mut self, key: &str, kind: Kind, value: &Spanned<DeValue<'_>>) {
        match (kind, value.get_ref()) {
            (Kind::Texts(_) | Kind::OneOrMore(_) | Kind::Each(..), _) if self.is_overridden(key) => {}
            (Kind::Text(set) | Kind::OneOrMore(set), DeValue::String(text)) => {
                if let Err(wrong) = set(&mut self.config, text) {
                    self.refused(key, &wrong, value.span());
                }
            }
            (Kind::Flag(set), DeValue::Boolean(on)) => set(&mut self.config, *on),
            (Kind::Number(set), DeValue::Integer(number)) => match u32::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => set(&mut self.config, number),
                Err(_) => self.refused(key, "must be a whole number from 0 to 4294967295", value.span()),
            },
            (Kind::Choice(words, set), DeValue::String(text)) if words.contains(&text.as_ref()) => set(&mut self.config, text),
            (Kind::Choice(words, _), DeValue::String(text)) => self.not_a_choice(key, words, text, value.span()),
            (Kind::Texts(set) | Kind::OneOrMore(set), DeValue::Array(items)) => {
                for item in items {
                    match item.get_ref() {
                        DeValue::String(text) => {
                            if let Err(wrong) = set(&mut self.config, text) {
                                self.refused(key, &wrong, item.span());
                            }
                        }
                        other => self.wrong_type(&format!("each item of `{key}`"), Shape::Text, other, item.span()),
                    }
                }
            }
            (Kind::Redirects(set), DeValue::Table(table)) => self.redirects(key, set, table),
            (Kind::Names(set), DeValue::Table(table)) => self.names(key, set, None, table),
            (Kind::Weights(set), DeValue::Table(table)) => self.weights(key, set, table),
            (Kind::Chapters(set), DeValue::Table(table)) => self.chapters(key, set, table),
            (Kind::Known(entries, set), DeValue::Table(table)) => self.known(key, entries, set, table),
            (Kind::Each(begin, rows, needed), DeValue::Array(items)) => {
                for item in items {
                    match item.get_ref() {
                        DeValue::Table(table) => {
                            let place = self.place(item.span());
                            begin(&mut self.config, place);
                            self.row(key, rows, needed, table, item.span());
                        }
                        other => self.wrong_type(&format!("each item of `{key}`"), Shape::Table, other, item.span()),
                    }
                }
            }
            (Kind::Reserved(shape), given) if has_shape(given, shape) => {}
            (kind, given) => self.wrong_type(&format!("`{key}`"), kind.shape(), given, value.span()),
        }
    }

    fn redirects(&mut self, key: &str, set: fn(&mut Config, Redirect), table: &DeTable<'_>) {
        for (from, to) in table {
            match to.get_ref() {
                DeValue::String(to) => {
                    let from_path = from.get_ref().trim_start_matches('/').to_owned();
                    let place = self.place(from.span());
                    set(&mut self.config, Redirect { from: from_path, to: to.clone().into_owned(), place });
                }
                other => self.wrong_type(&format!("each entry of `{key}`"), Shape::Text, other, to.span()),
            }
        }
    }

    fn names(
        &mut self,
        key: &str,
        set: fn(&mut Config, Named<'_>) -> Result<(), String>,
        within: Option<&str>,
        table: &DeTable<'_>,
    ) {
        // In the order of the file: where two hold, the later one wins.
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in entries {
            match value.get_ref() {
                DeValue::String(text) => {
                    let named = Named { table: within, name: name.get_ref(), place: self.place(name.span()), text };
                    if let Err(wrong) = set(&mut self.config, named) {
                        self.refused(name.get_ref(), &wrong, value.span());
                    }
                }
                DeValue::Table(inner) if within.is_none() => self.names(key, set, Some(name.get_ref()), inner),
                other => self.wrong_type(&format!("each entry of `{key}`"), Shape::Text, other, value.span()),
            }
        }
    }

    fn weights(&mut self, key: &str, set: fn(&mut Config, &str, f64) -> Result<(), String>, table: &DeTable<'_>) {
        // In the order of the file: where two patterns match, the later one wins.
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in entries {
            let number = match value.get_ref() {
                DeValue::Float(number) => number.as_str().parse().ok(),
                DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok().map(f64::from),
                other => {
                    self.wrong_type(&format!("each entry of `{key}`"), Shape::Number, other, value.span());
                    continue;
                }
            };
            let wrong =
                number.map_or_else(|| Err("is out of range".to_owned()), |number| set(&mut self.config, name.get_ref(), number));
            if let Err(wrong) = wrong {
                self.refused(name.get_ref(), &wrong, value.span());
            }
        }
    }

    fn chapters(&mut self, key: &str, set: fn(&mut Config, SearchChapter), table: &DeTable<'_>) {
        for (path, value) in table {
            let DeValue::Table(inner) = value.get_ref() else {
                self.wrong_type(&format!("each entry of `{key}`"), Shape::Table, value.get_ref(), value.span());
                continue;
            };
            for (name, value) in inner {
                match (name.get_ref().as_ref(), value.get_ref()) {
                    ("enable", DeValue::Boolean(enable)) => {
                        let place = self.place(path.span());
                        set(&mut self.config, SearchChapter { path: path.get_ref().as_ref().into(), place, enable: *enable });
                    }
                    ("enable", other) => self.wrong_type("`enable`", Shape::Flag, other, value.span()),
                    (other, _) => {
                        let message = format!("an entry of `{key}` has no key `{}`", shortened(other));
                        let unknown = Diagnostic::error("unknown-key", self.path, name.span(), message);
                        self.diagnostics.push(unknown.help("known here: `enable`"));
                    }
                }
            }
        }
    }

    fn known(
        &mut self,
        key: &str,
        entries: &'static [Entry],
        set: fn(&mut Config, Named<'_>) -> Result<(), String>,
        table: &DeTable<'_>,
    ) {
        for (name, value) in table {
            let place = self.place(name.span());
            let name_text = name.get_ref().as_ref();
            let Some(entry) = entries.iter().find(|entry| entry.name == name_text) else {
                self.not_among(&format!("[{key}]"), entries.iter().map(|entry| entry.name), name_text, name.span());
                continue;
            };
            let items = match value.get_ref() {
                _ if self.is_overridden(&format!("{key}.{name_text}")) => Vec::new(),
                DeValue::Array(items) if entry.is_list => items.iter().collect(),
                _ => vec![value],
            };
            for item in items {
                let DeValue::String(text) = item.get_ref() else {
                    self.wrong_type(&format!("`{key}.{name_text}`"), entry.shape(), item.get_ref(), item.span());
                    continue;
                };
                if let Err(wrong) = set(&mut self.config, Named { table: None, name: entry.name, place: place.clone(), text }) {
                    self.refused(&format!("{key}.{name_text}"), &wrong, item.span());
                }
            }
        }
    }

    /// A key that a table of these names does not have.
    fn not_among(&mut self, table: &str, names: impl Iterator<Item = &'static str> + Clone, name: &str, range: Range<usize>) {
        let message = format!("`{table}` has no key `{}`", shortened(name));
        let unknown = Diagnostic::error("unknown-key", self.path, range, message);
        self.diagnostics.push(match nearest(name, names.clone()) {
            Some(known) => unknown.label(format!("did you mean `{known}`?")),
            None => unknown.help(format!("known here: {}", listed(&names.collect::<Vec<_>>(), "and"))),
        });
    }

    /// One table of a list of tables.
    fn row(&mut self, list: &str, rows: &'static [Setting], needed: &[&str], table: &DeTable<'_>, range: Range<usize>) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if let Some(row) = rows.iter().find(|row| row.key == name) {
                self.value(name, row.kind, value);
                continue;
            }
            self.not_among(&format!("[[{list}]]"), rows.iter().map(|row| row.key), name, key.span());
        }
        for missing in needed.iter().filter(|name| !table.iter().any(|(key, _)| key.get_ref() == **name)) {
            let message = format!("a table of `[[{list}]]` needs the key `{missing}`");
            self.diagnostics.push(Diagnostic::error("config-value", self.path, range.start..range.start, message));
        }
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place { file: self.path.to_owned(), range: range.start as u32..range.end as u32 }
    }

    fn refused(&mut self, key: &str, wrong: &str, range: Range<usize>) {
        self.diagnostics.push(Diagnostic::error("config-value", self.path, range, format!("`{key}` {wrong}")));
    }

    fn not_a_choice(&mut self, key: &str, words: &[&str], text: &str, range: Range<usize>) {
        let message = format!("`{key}` cannot be `{}`", shortened(text));
        let mut diagnostic = Diagnostic::error("config-value", self.path, range, message);
        if let Some(word) = nearest(text, words.iter().copied()) {
            diagnostic = diagnostic.label(format!("did you mean `{word}`?"));
        }
        self.diagnostics.push(diagnostic.help(format!("it can be {}", listed(words, "or"))));
    }

    fn wrong_type(&mut self, subject: &str, shape: Shape, found: &DeValue<'_>, range: Range<usize>) {
        let message = format!("{subject} must be {shape}");
        let diagnostic = Diagnostic::error("config-type", self.path, range, message);
        self.diagnostics.push(diagnostic.label(format!("this is {}", described(found))));
    }

    fn unknown(&mut self, prefix: &str, full: &str, key: &Spanned<impl AsRef<str>>) {
        let name = key.get_ref().as_ref();
        let message = if prefix.is_empty() {
            format!("`book.toml` has no table or key `{}` at its top level", shortened(name))
        } else {
            format!("`[{prefix}]` has no key `{}`", shortened(name))
        };
        let mut diagnostic = Diagnostic::error("unknown-key", self.path, key.span(), message);
        if let Some((_, advice)) = RETIRED.iter().find(|(retired, _)| *retired == full) {
            diagnostic = diagnostic.help(*advice);
        } else if let Some(known) = nearest(name, children(prefix)) {
            diagnostic = diagnostic.label(format!("did you mean `{known}`?"));
        } else if let Some((table, known)) = elsewhere(name) {
            diagnostic = diagnostic.help(format!("`{known}` belongs in the table `[{table}]`"));
        } else {
            let all: Vec<&str> = children(prefix).collect();
            let used: Vec<&str> = all.iter().copied().filter(|name| !is_reserved(prefix, name)).collect();
            let known = if used.is_empty() { all } else { used };
            diagnostic = diagnostic.help(format!("known here: {}", listed(&known, "and")));
        }
        self.diagnostics.push(diagnostic);
    }
}

/// Whether the key is that of a table that holds settings.
fn is_section(key: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.key.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')))
}

fn is_reserved(table: &str, name: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.is_reserved() && setting.split() == (table, name))
}

/// The names that the schema knows directly within a table, each once, in the schema's order.
fn children(table: &str) -> impl Iterator<Item = &'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    let open = OPEN_TABLES.iter().copied().filter(|_| table.is_empty());
    for key in SETTINGS.iter().map(|setting| setting.key).chain(open) {
        let rest = if table.is_empty() { Some(key) } else { key.strip_prefix(table).and_then(|rest| rest.strip_prefix('.')) };
        let name = rest.and_then(|rest| rest.split('.').next());
        names.extend(name.filter(|name| !names.contains(name)));
    }
    names.into_iter()
}

/// The table that knows exactly this name.
fn elsewhere(name: &str) -> Option<(&'static str, &'static str)> {
    let folded = name.replace('_', "-");
    SETTINGS.iter().map(|setting| setting.split()).find(|(_, known)| *known == folded)
}

fn has_shape(value: &DeValue<'_>, shape: Shape) -> bool {
    match (shape, value) {
        (Shape::Text | Shape::OneOrMore, DeValue::String(_))
        | (Shape::Flag, DeValue::Boolean(_))
        | (Shape::Integer, DeValue::Integer(_))
        | (Shape::Number, DeValue::Integer(_) | DeValue::Float(_))
        | (Shape::Table, DeValue::Table(_))
        | (Shape::Tables, DeValue::Array(_)) => true,
        (Shape::Texts | Shape::OneOrMore, DeValue::Array(items)) => items.iter().all(|item| item.get_ref().is_str()),
        _ => false,
    }
}

fn described(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(true) => "`true`",
        DeValue::Boolean(false) => "`false`",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn listed(words: &[&str], conjunction: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {conjunction} {last}", most.join(", ")),
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

fn line_around(text: &str, span: Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let before = bytes.iter().take(span.start).rposition(|b| *b == b'\n').map_or(0, |newline| newline + 1);
    let after = bytes.iter().skip(span.end).position(|b| *b == b'\n').map_or(bytes.len(), |newline| span.end + newline + 1);
    before..after
}

fn overlaps(line: &Range<usize>, diagnostic: &Diagnostic) -> bool {
    diagnostic.place.as_ref().is_some_and(|place| {
        let (start, end) = (place.range.start as usize, place.range.end as usize);
        start < line.end && end > line.start
    })
}

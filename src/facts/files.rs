//! From the names in `book.toml` to the files, and from a file to what it says.

use camino::{Utf8Path, Utf8PathBuf};

use super::shape::{self, Read};
use super::tree::{self, Language};
use super::{UNUSABLE_SCHEMA, at};
use crate::config::{FactsSetting, Glob, value_place};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceError, Sources};

/// The files that `schema` names, those of each pattern in byte order of their paths, each once.
pub(super) fn find(
    sources: &Sources,
    setting: &FactsSetting,
    number: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Utf8PathBuf> {
    let mut found: Vec<Utf8PathBuf> = Vec::new();
    let range = || value_place(sources, &format!("facts.{number}.schema"));
    for name in &setting.schema {
        let path = Utf8Path::new(name);
        let files = if is_pattern(name) { matching(sources, path, setting, diagnostics) } else { vec![path.to_owned()] };
        if files.is_empty() {
            let message = format!("no file matches `{name}`");
            let help = "the pattern is relative to the folder of `book.toml`; `*` stands for part of a name, `**` for folders";
            diagnostics.push(Diagnostic::error(UNUSABLE_SCHEMA, "book.toml", range(), message).help(help));
        }
        for file in files {
            let problem = match sources.get(&file) {
                Ok(_) if found.contains(&file) => continue,
                Ok(_) => {
                    found.push(file);
                    continue;
                }
                Err(SourceError::Missing) => format!("there is no file `{file}`"),
                Err(SourceError::Outside) => format!("`{file}` lies outside the book and the repository that holds it"),
                Err(SourceError::Unreadable(reason)) => format!("`{file}` cannot be read: {reason}"),
            };
            let help = "the path is relative to the folder of `book.toml`";
            diagnostics.push(Diagnostic::error(UNUSABLE_SCHEMA, "book.toml", range(), problem).help(help));
        }
    }
    found
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '[', '{'])
}

fn matching(
    sources: &Sources,
    pattern: &Utf8Path,
    setting: &FactsSetting,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Utf8PathBuf> {
    let folder: Utf8PathBuf = pattern.components().take_while(|part| !is_pattern(part.as_str())).collect();
    // What lies outside the repository is not even listed.
    if sources.get(&folder) == Err(SourceError::Outside) {
        return vec![folder];
    }
    let Ok(glob) = Glob::parse(pattern.as_str()) else { return Vec::new() };
    let (mut files, problems) = sources.list(&folder);
    diagnostics.extend(problems.into_iter().map(|reason| at(setting, format!("`{folder}` cannot be listed: {reason}"))));
    files.retain(|file| glob.matches(file));
    files
}

/// What a file says. Nothing, with a diagnostic, where it cannot be understood.
pub(super) fn read(sources: &Sources, setting: &FactsSetting, file: &Utf8Path, diagnostics: &mut Vec<Diagnostic>) -> Read {
    let Ok(source) = sources.get(file) else { return Read::default() };
    let mut refuse = |range, message: String| diagnostics.push(Diagnostic::error(UNUSABLE_SCHEMA, file, range, message));
    let text = match source.text() {
        Ok(text) => text,
        Err(byte) => {
            refuse(byte..byte + 1, "the schema is not UTF-8".to_owned());
            return Read::default();
        }
    };
    let Some(language) = Language::of(file.extension()) else {
        refuse(0..0, "the schema's name must end in `.yaml`, `.yml`, `.json` or `.toml`".to_owned());
        return Read::default();
    };
    let tree = match tree::parse(text, language) {
        Ok(tree) => tree,
        Err(problem) => {
            // Where the text ends too early, its last word shows it.
            let at = text.floor_char_boundary(problem.at.min(text.trim_end().len().saturating_sub(1)));
            let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
            refuse(at..end, format!("the schema cannot be read here: {}", problem.message));
            return Read::default();
        }
    };
    let Some(shape) = setting.shape.or_else(|| shape::detect(setting, &tree)) else {
        let message = "the layout of this schema is not known".to_owned();
        let known = "it is recognised by sections that hold `options`, by `package-name`, or by `properties`";
        let help = "say with `shape` how it is laid out; with `shape = \"mapping\"`, `options` says where the options stand";
        diagnostics.push(Diagnostic::error(UNUSABLE_SCHEMA, file, 0..0, message).help(known).help(help));
        return Read::default();
    };
    let read = shape::read(shape, setting, file, text, &tree);
    // Most providers bring no options; any other schema without them is a mistake.
    let may_be_empty = shape == crate::config::FactsShape::AirflowProvider;
    if read.options.is_empty() && !may_be_empty {
        let message = "the schema defines no option".to_owned();
        let help = "check that this is the right file, and that `shape` and `options` say how it is laid out";
        diagnostics.push(Diagnostic::error(UNUSABLE_SCHEMA, file, 0..0, message).help(help));
    }
    read
}

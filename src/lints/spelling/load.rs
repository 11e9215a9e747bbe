//! What the check goes by: dictionaries, lists of words and the words that are forbidden, and what is wrong with them.

use std::hash::BuildHasherDefault;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::dictionary::{Dictionaries, Dictionary, English};
use super::forbidden::Forbidden;
use super::project::Project;
use super::wordlist::ListFile;
use crate::config;
use crate::diagnostic::Diagnostic;
use crate::lints::Subject;
use crate::memo::{self, Key};
use crate::source::{Source, SourceError};

const CONFIG: &str = "book.toml";

/// All that the words of the book are compared with.
pub(super) struct Rules {
    pub(super) dictionaries: Dictionaries,
    pub(super) project: Arc<Project>,
    pub(super) forbidden: Forbidden,
    /// Of all that the rules follow from.
    pub(super) key: Key,
}

/// Reads everything; what cannot be had is reported, and the rest still holds.
pub(super) fn rules(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) -> Rules {
    let lists = lists(subject, diagnostics);
    let project = subject.memory.recall("word lists", &lists, || Project::read(&lists));
    diagnostics.extend(project.problems.iter().cloned());
    let setting = subject.config.spelling.forbidden.as_deref();
    let forbidden = setting.and_then(|file| Some((file, text(subject, file, "spelling.forbidden", diagnostics)?)));
    let key = memo::key(&(&lists, &forbidden));
    let forbidden = forbidden.map(|(file, text)| Forbidden::parse(file, &text, diagnostics)).unwrap_or_default();
    let before = diagnostics.len();
    let dictionaries = dictionaries(subject, diagnostics);
    let asked = config::value_place(subject.sources, "spelling");
    if dictionaries.is_empty() && diagnostics.len() == before {
        let list = project.lists.first().map(|list| (list.file.as_path(), 0..0));
        let given = (!asked.is_empty()).then_some((Utf8Path::new(CONFIG), asked));
        if let Some((file, range)) = given.or(list) {
            let message =
                format!("there is nothing to check the spelling of `{}` with: no dictionary", subject.config.book.language);
            diagnostics.push(
                Diagnostic::error("missing-dictionary", file, range, message)
                    .help("name a Hunspell dictionary, as in `dictionaries = [\"dic/de_DE\"]` under `[spelling]`"),
            );
        }
    }
    let key = memo::key(&(key, dictionaries.key));
    Rules { dictionaries, project, forbidden, key }
}

fn dictionaries(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) -> Dictionaries {
    let mut english = English::of(&subject.config.book.language);
    let (mut further, mut files) = (Vec::new(), Vec::new());
    for name in &subject.config.spelling.dictionaries {
        let built_in = Some(name.as_str()).filter(|name| !name.contains('/')).and_then(English::of);
        match (built_in, load(subject, name)) {
            (_, Ok((dictionary, hashes))) => {
                further.push(dictionary);
                files.push(hashes);
            }
            (Some(other), Err(_)) => {
                english = Some(english.map_or(other, |english| if english == other { other } else { English::Either }));
            }
            (None, Err(reason)) => {
                let place = config::value_place(subject.sources, "spelling.dictionaries");
                let message = format!("the dictionary `{name}` cannot be used: {reason}");
                diagnostics.push(Diagnostic::error("missing-dictionary", CONFIG, place, message).help(
                    "a dictionary is two files, NAME.aff and NAME.dic; name it relative to the book's folder, without extension",
                ));
            }
        }
    }
    Dictionaries { english, further, key: memo::key(&(english, files)) }
}

/// A dictionary, with the hashes of its two files.
fn load(subject: &Subject<'_>, name: &Utf8Path) -> Result<(Arc<Dictionary>, [Key; 2]), String> {
    let file = |extension: &str| {
        let path = Utf8PathBuf::from(format!("{name}.{extension}"));
        subject.sources.get(&path).map_err(|error| format!("`{path}` {}", why(&error)))
    };
    let (aff, dic) = (file("aff")?, file("dic")?);
    let hashes = [aff.hash, dic.hash];
    let dictionary = subject.memory.recall("dictionary", &hashes, || read(&aff, &dic).map(Arc::new));
    dictionary.as_ref().clone().map(|dictionary| (dictionary, hashes))
}

fn read(aff: &Source, dic: &Source) -> Result<Dictionary, String> {
    let is_latin = String::from_utf8_lossy(&aff.bytes).lines().any(|line| {
        line.strip_prefix("SET ")
            .is_some_and(|set| matches!(set.trim(), "ISO8859-1" | "ISO8859-15" | "ISO-8859-1" | "ISO-8859-15"))
    });
    let decoded = |source: &Source| match source.text() {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
        Err(_) if is_latin => Ok(source.bytes.iter().copied().map(char::from).collect()),
        Err(at) => Err(format!("it is not UTF-8 at byte {at}; convert both files")),
    };
    Dictionary::new_with_hasher(&decoded(aff)?, &decoded(dic)?, BuildHasherDefault::default()).map_err(|error| error.to_string())
}

/// The lists of the project: in the book's folder, in the folders of its pages, and those that the settings name.
fn lists(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<ListFile> {
    let settings = &subject.config.spelling;
    let source = &subject.config.book.source;
    let everywhere = Utf8Path::new("");
    let mut found: Vec<(Utf8PathBuf, Utf8PathBuf)> = Vec::new();
    for path in subject.book.wordlists.iter().filter(|path| path.file_name() == Some(&settings.wordlist_name)) {
        found.push((source.join(path), path.parent().unwrap_or(everywhere).to_owned()));
    }
    let root = Utf8PathBuf::from(&settings.wordlist_name);
    let named = settings.wordlists.iter().cloned();
    let root = Some(root).filter(|root| subject.sources.exists(root));
    for file in root.into_iter().chain(named) {
        found.retain(|(other, _)| *other != file);
        found.push((file, everywhere.to_owned()));
    }
    let read = |(file, folder): (Utf8PathBuf, Utf8PathBuf)| {
        let text = text(subject, &file, "spelling.wordlists", diagnostics)?;
        Some(ListFile { file, folder, text })
    };
    found.into_iter().filter_map(read).collect()
}

/// The text of a file that a setting names.
fn text(subject: &Subject<'_>, file: &Utf8Path, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    match subject.sources.get(file) {
        Ok(source) => match source.text() {
            Ok(text) => return Some(text.trim_start_matches('\u{feff}').to_owned()),
            Err(at) => diagnostics.push(
                Diagnostic::error("bad-wordlist", file, at..at + 1, "the list is not UTF-8").help("save the file as UTF-8"),
            ),
        },
        Err(error) => {
            let place = config::value_place(subject.sources, key);
            let message = format!("the list `{file}` {}", why(&error));
            diagnostics.push(Diagnostic::error("bad-wordlist", CONFIG, place, message));
        }
    }
    None
}

fn why(error: &SourceError) -> String {
    match error {
        SourceError::Missing => "does not exist".to_owned(),
        SourceError::Outside => "lies outside the book and its repository".to_owned(),
        SourceError::Unreadable(reason) => format!("cannot be read: {reason}"),
    }
}

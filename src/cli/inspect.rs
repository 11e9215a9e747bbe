//! `bindery inspect`: what Bindery makes of a page's text.

use std::io::Read as _;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use serde::Deserialize;

use super::{Console, Exit, print};
use crate::diagnostic::Diagnostic;
use crate::document::{Conventions, Excerpt, FileId, dump};
use crate::rst::page::page;
use crate::rst::{Files, Language, Settings, parse, pseudo_xml};
use crate::source::{SourceError, Sources};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The reStructuredText file, or `-` for the standard input.
    file: Utf8PathBuf,
    /// Print the tree in docutils' pseudo-XML form, as it is before references are resolved.
    #[arg(long, required_unless_present = "document")]
    pseudo_xml: bool,
    /// Print the page that the text makes, one line for each block, with its references, anchors and findings.
    #[arg(long, conflicts_with = "pseudo_xml")]
    document: bool,
    /// Settings with docutils' names, as a JSON object; those that change nothing here are left out of account.
    #[arg(long, value_name = "JSON", default_value = "{}")]
    settings: String,
}

/// The settings of docutils that count.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Given {
    character_level_inline_markup: Option<bool>,
    line_length_limit: Option<usize>,
    language_code: Option<String>,
    raw_enabled: Option<bool>,
    file_insertion_enabled: Option<bool>,
    /// The name that problems give the text.
    source: Option<String>,
}

impl Given {
    fn settings(self, name: &str) -> Settings {
        let usual = Settings::default();
        Settings {
            name: self.source.unwrap_or_else(|| name.to_owned()),
            character_level_inline_markup: self.character_level_inline_markup.unwrap_or(usual.character_level_inline_markup),
            line_length_limit: self.line_length_limit.unwrap_or(usual.line_length_limit),
            language: self.language_code.as_deref().and_then(Language::of_code).unwrap_or_default(),
            raw_enabled: self.raw_enabled.unwrap_or(usual.raw_enabled),
            file_insertion_enabled: self.file_insertion_enabled.unwrap_or(usual.file_insertion_enabled),
            ..usual
        }
    }
}

pub(super) fn run(arguments: &Arguments, console: Console) -> Exit {
    let given: Given = match serde_json::from_str(&arguments.settings) {
        Ok(given) => given,
        Err(reason) => return console.refuse(unreadable("the settings", &reason.to_string()).help("they are a JSON object")),
    };
    let (folder, name) = match (arguments.file.parent(), arguments.file.file_name()) {
        (Some(folder), Some(name)) => (folder, name),
        _ => (Utf8Path::new(""), arguments.file.as_str()),
    };
    let sources = Sources::disk(if folder.as_str().is_empty() { Utf8PathBuf::from(".") } else { folder.to_owned() });
    let read = if name == "-" { standard_input() } else { file(&sources, name) };
    let text = match read {
        Ok(text) => text,
        Err(reason) => return console.refuse(unreadable(&format!("`{}`", arguments.file), &reason)),
    };
    if arguments.document {
        print(&dump(&page(Utf8Path::new(name), &text, Utf8Path::new(""), &sources, Conventions::NONE)));
        return Exit::Clean;
    }
    let settings = given.settings(if name == "-" { "<stdin>" } else { name });
    let tree = parse(&Excerpt::file(FileId::PAGE, text), &settings, &Beside(&sources));
    print(&pseudo_xml(&tree));
    Exit::Clean
}

fn unreadable(what: &str, reason: &str) -> Diagnostic {
    Diagnostic::nowhere("unreadable-input", format!("{what} cannot be read: {reason}"))
}

/// Bytes that are not UTF-8 become the replacement character: a text is shown, whatever it is.
fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn standard_input() -> Result<String, String> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|reason| reason.to_string())?;
    Ok(lossy(&bytes))
}

fn file(sources: &Sources, path: &str) -> Result<String, String> {
    match sources.get(Utf8Path::new(path)) {
        Ok(source) => Ok(lossy(&source.bytes)),
        Err(SourceError::Missing | SourceError::Outside) => Err(format!("[Errno 2] No such file or directory: '{path}'")),
        Err(SourceError::Unreadable(reason)) => Err(format!("{reason}: '{path}'")),
    }
}

/// The files beside the one that is inspected.
struct Beside<'a>(&'a Sources);

impl Files for Beside<'_> {
    fn read(&self, from: &str, path: &str) -> Result<(Excerpt, String), String> {
        let folder = Utf8Path::new(from).parent().unwrap_or(Utf8Path::new(""));
        let name = crate::source::join(folder, Utf8Path::new(path));
        // Spans are not printed, so all files may share a number.
        file(self.0, name.as_str()).map(|text| (Excerpt::file(FileId::PAGE, text), name.into_string()))
    }
}

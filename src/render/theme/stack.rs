//! A theme on top of the themes that it builds on, as one set of files.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::embedded;
use super::manifest::{Listed, Manifest};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::Sources;

const MANIFEST: &str = "theme.toml";
const FOLDER: &str = "themes";
/// What stands in for a theme that does not exist.
const DEFAULT: &str = "default";

/// A file of a theme.
#[derive(Debug)]
pub(super) struct ThemeFile {
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// Relative to the book's root: the book's own file, or where it could lie.
    pub(super) path: Utf8PathBuf,
    /// Whether the book brings it.
    pub(super) own: bool,
}

/// A theme with all that it takes from its bases.
#[derive(Debug, Default)]
pub(super) struct Stack {
    /// The files by their path within the theme: of those of one name, the one of the theme nearest to the book.
    pub(super) files: BTreeMap<String, ThemeFile>,
    /// The files that have a place, the bases' first.
    pub(super) manifest: Manifest,
}

impl Stack {
    /// Gathers the theme that `asked` names. A theme that does not exist is a problem, and the default one takes its place.
    pub(super) fn gather(sources: &Sources, asked: Listed, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut layers = Vec::new();
        let mut next = Some(asked);
        while let Some(asked) = next.take() {
            if names.contains(&asked.name) {
                diagnostics.push(circle(&asked, &names));
                break;
            }
            let mut name = asked.name.clone();
            let mut files = theme_files(sources, &name);
            if !files.contains_key(MANIFEST) {
                diagnostics.push(unknown_theme(sources, &asked));
                if names.iter().any(|name| name == DEFAULT) {
                    break;
                }
                DEFAULT.clone_into(&mut name);
                files = theme_files(sources, DEFAULT);
            }
            let manifest = files.remove(MANIFEST).map(|file| {
                let text = String::from_utf8_lossy(&file.bytes);
                Manifest::parse(&file.path, &text, diagnostics)
            });
            let manifest = manifest.unwrap_or_default();
            next.clone_from(&manifest.base);
            names.push(name);
            layers.push((files, manifest));
        }
        layers.into_iter().rev().fold(Self::default(), |mut stack, (files, manifest)| {
            stack.files.extend(files);
            Self { files: stack.files, manifest: manifest.on(stack.manifest) }
        })
    }

    /// Takes out a file that has a place, so that what is left has none. One that is not there is a problem.
    pub(super) fn take(&mut self, listed: &Listed, diagnostics: &mut Vec<Diagnostic>) -> Option<ThemeFile> {
        let file = self.files.remove(&listed.name);
        if file.is_none() {
            let missing = listed.error("theme", format!("the theme has no file `{}`", listed.name));
            diagnostics.push(match nearest(&listed.name, self.files.keys().map(String::as_str)) {
                Some(near) => missing.label(format!("did you mean `{near}`?")),
                None => missing,
            });
        }
        file
    }
}

/// The files of one theme, without what it builds on.
fn theme_files(sources: &Sources, theme: &str) -> BTreeMap<String, ThemeFile> {
    let folder = Utf8Path::new(FOLDER).join(theme);
    let mut files = BTreeMap::new();
    // A name with `/` would be another folder than it seems.
    if theme.is_empty() || theme.contains(['/', '\\', '.']) {
        return files;
    }
    for (name, bytes) in embedded::theme_files(theme) {
        let path = folder.join(&name);
        files.insert(name, ThemeFile { bytes, path, own: false });
    }
    for path in sources.list(&folder).0 {
        if let (Ok(name), Ok(source)) = (path.strip_prefix(&folder), sources.get(&path)) {
            let name = name.to_string();
            files.insert(name, ThemeFile { bytes: source.bytes.clone(), path, own: true });
        }
    }
    files
}

fn circle(asked: &Listed, names: &[String]) -> Diagnostic {
    let name = &asked.name;
    if names.last() == Some(name) {
        return asked
            .error("theme", format!("the theme `{name}` cannot be its own base"))
            .help("give the theme's folder a name of its own, and name it in `book.toml`");
    }
    let from = names.iter().position(|known| known == name).unwrap_or_default();
    let way: Vec<String> = names.iter().skip(from).chain([name]).map(|name| format!("`{name}`")).collect();
    asked.error("theme", format!("these themes are the base of each other: {}", way.join(" → ")))
}

fn unknown_theme(sources: &Sources, asked: &Listed) -> Diagnostic {
    let name = &asked.name;
    let own = sources.list(Utf8Path::new(FOLDER)).0.into_iter().filter(|path| path.file_name() == Some(MANIFEST));
    let own = own.filter_map(|path| Some(path.parent()?.file_name()?.to_owned()));
    let brought = embedded::theme_names();
    let known: Vec<String> = brought.iter().cloned().chain(own).filter(|known| known != name).collect();
    let diagnostic = asked
        .error("unknown-theme", format!("there is no theme `{name}`"))
        .help(format!("a theme is a folder `themes/{name}` with a `theme.toml`; Bindery brings `{}`", brought.join("` and `")));
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

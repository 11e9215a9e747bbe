//! A theme and the templates: the files inside the binary, each replaced by the book's own file of the same name.

use std::collections::BTreeMap;
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use rust_embed::Embed;
use serde::Deserialize;

use crate::config::value_place;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::Sources;

pub use crate::site::route::THEME_FOLDER as FOLDER;

#[derive(Embed)]
#[folder = "templates"]
struct Templates;

#[derive(Embed)]
#[folder = "themes"]
struct Themes;

/// A template's text and the file to name when something is wrong with it.
#[derive(Clone, Debug)]
pub struct TemplateSource {
    /// The text.
    pub text: String,
    /// Relative to the book's root: the book's own file, or where it could lie.
    pub file: Utf8PathBuf,
    /// Whether the book brings it, in place of Bindery's or besides.
    pub own: bool,
}

/// Everything that gives the pages their looks.
#[derive(Debug, Default)]
pub struct Theme {
    /// By name, as in `page.html`.
    pub templates: BTreeMap<String, TemplateSource>,
    /// Files of the site, by path relative to its root.
    pub files: BTreeMap<Utf8PathBuf, Vec<u8>>,
    /// The one style sheet, relative to the site's root.
    pub style: Utf8PathBuf,
    /// Scripts that run before the page is drawn.
    pub head_scripts: Vec<Utf8PathBuf>,
    /// The one script that runs after the page is read, where the theme has one.
    pub script: Option<Utf8PathBuf>,
    /// The script that searches, loaded when a reader first asks for it, where the theme has one.
    pub search_script: Option<Utf8PathBuf>,
    /// The icon, where the theme has one.
    pub favicon: Option<Utf8PathBuf>,
}

/// `theme.toml`: which files go where, in which order.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    styles: Vec<String>,
    #[serde(default)]
    head_scripts: Vec<String>,
    #[serde(default)]
    scripts: Vec<String>,
    #[serde(default)]
    search_scripts: Vec<String>,
    favicon: Option<String>,
}

impl Theme {
    /// Loads the theme `name`. `additional_css` are files of the book that follow the theme's own sheets.
    #[must_use]
    pub fn load(sources: &Sources, name: &str, additional_css: &[Utf8PathBuf]) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let folder = Utf8Path::new("themes").join(name);
        let mut files = theme_files(sources, &folder);
        if !files.contains_key("theme.toml") {
            diagnostics.push(unknown_theme(name, value_place(sources, "theme.name")));
            files = theme_files(sources, Utf8Path::new("themes/default"));
        }
        let manifest = manifest(&files, &folder, &mut diagnostics);
        let mut theme = Self { templates: templates(sources, &mut diagnostics), ..Self::default() };
        theme.bundle_styles(sources, &mut files, &manifest, additional_css, &folder, &mut diagnostics);
        theme.head_scripts = theme.take_scripts(&mut files, &manifest.head_scripts, &folder, &mut diagnostics);
        theme.script = theme.bundle_scripts("site.js", &mut files, &manifest.scripts, &folder, &mut diagnostics);
        theme.search_script = theme.bundle_scripts("search.js", &mut files, &manifest.search_scripts, &folder, &mut diagnostics);
        files.remove("theme.toml");
        theme.favicon = manifest.favicon.filter(|f| files.contains_key(f)).map(|f| Utf8Path::new(FOLDER).join(f));
        let (sheets, rest): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|(name, _)| Utf8Path::new(name).extension().is_some_and(|e| e == "css"));
        diagnostics.extend(sheets.iter().map(|(name, _)| unlisted_sheet(&folder, name, &manifest.styles)));
        theme.files.extend(rest.into_iter().map(|(name, bytes)| (Utf8Path::new(FOLDER).join(name), bytes)));
        (theme, diagnostics)
    }

    fn bundle_styles(
        &mut self,
        sources: &Sources,
        files: &mut BTreeMap<String, Vec<u8>>,
        manifest: &Manifest,
        additional: &[Utf8PathBuf],
        folder: &Utf8Path,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut bundle = Vec::new();
        for name in &manifest.styles {
            match files.remove(name) {
                Some(sheet) => push_part(&mut bundle, &sheet),
                None => diagnostics.push(missing_file(folder, name)),
            }
        }
        for file in additional {
            match sources.get(file) {
                Ok(sheet) => push_part(&mut bundle, &sheet.bytes),
                Err(_) => diagnostics.push(Diagnostic::error(
                    "missing-style",
                    "book.toml",
                    value_place(sources, "output.html.additional-css"),
                    format!("there is no style sheet `{file}`, which `additional-css` names"),
                )),
            }
        }
        self.style = hashed("style.css", &bundle);
        self.files.insert(self.style.clone(), bundle);
    }

    /// Joins scripts into one file of the site; none where there is none of them.
    fn bundle_scripts(
        &mut self,
        bundle_name: &str,
        files: &mut BTreeMap<String, Vec<u8>>,
        names: &[String],
        folder: &Utf8Path,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Utf8PathBuf> {
        let mut bundle = Vec::new();
        for name in names {
            match files.remove(name) {
                Some(script) => push_part(&mut bundle, &script),
                None => diagnostics.push(missing_file(folder, name)),
            }
        }
        if bundle.is_empty() {
            return None;
        }
        let path = hashed(bundle_name, &bundle);
        self.files.insert(path.clone(), bundle);
        Some(path)
    }

    fn take_scripts(
        &mut self,
        files: &mut BTreeMap<String, Vec<u8>>,
        names: &[String],
        folder: &Utf8Path,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Utf8PathBuf> {
        let mut paths = Vec::new();
        for name in names {
            let Some(script) = files.remove(name) else {
                diagnostics.push(missing_file(folder, name));
                continue;
            };
            let path = hashed(name, &script);
            self.files.insert(path.clone(), script);
            paths.push(path);
        }
        paths
    }
}

fn push_part(bundle: &mut Vec<u8>, part: &[u8]) {
    bundle.extend_from_slice(part);
    if !part.ends_with(b"\n") {
        bundle.push(b'\n');
    }
}

/// A name that changes with the content, so that browsers may keep the file for ever.
fn hashed(name: &str, bytes: &[u8]) -> Utf8PathBuf {
    let hash = blake3::hash(bytes).to_hex();
    let name = Utf8Path::new(name);
    let stem = name.file_stem().unwrap_or("file");
    let extension = name.extension().unwrap_or("");
    Utf8Path::new(FOLDER).join(format!("{stem}-{}.{extension}", &hash[..8]))
}

/// The files of a theme by their path within it.
fn theme_files(sources: &Sources, folder: &Utf8Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let prefix = format!("{}/", folder.file_name().unwrap_or(""));
    for path in Themes::iter() {
        if let (Some(name), Some(file)) = (path.strip_prefix(&prefix), Themes::get(&path)) {
            files.insert(name.to_owned(), file.data.into_owned());
        }
    }
    for path in sources.list(folder).0 {
        if let (Ok(name), Ok(source)) = (path.strip_prefix(folder), sources.get(&path)) {
            files.insert(name.to_string(), source.bytes.clone());
        }
    }
    files
}

fn templates(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, TemplateSource> {
    let folder = Utf8Path::new("templates");
    let mut templates = BTreeMap::new();
    for name in Templates::iter() {
        let text = Templates::get(&name).map(|f| String::from_utf8_lossy(&f.data).into_owned());
        let file = folder.join(name.as_ref());
        templates.insert(name.to_string(), TemplateSource { text: text.unwrap_or_default(), file, own: false });
    }
    for file in sources.list(folder).0 {
        let (Ok(name), Ok(source)) = (file.strip_prefix(folder), sources.get(&file)) else { continue };
        match source.text() {
            Ok(text) => {
                templates.insert(name.to_string(), TemplateSource { text: text.to_owned(), file: file.clone(), own: true });
            }
            Err(at) => diagnostics.push(Diagnostic::error("not-utf8", &file, at..at + 1, "the template is not UTF-8")),
        }
    }
    diagnostics.extend(unused_templates(&templates));
    templates
}

fn manifest(files: &BTreeMap<String, Vec<u8>>, folder: &Utf8Path, diagnostics: &mut Vec<Diagnostic>) -> Manifest {
    let text = files.get("theme.toml").map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
    toml::from_str(&text).unwrap_or_else(|error: toml::de::Error| {
        let range = error.span().unwrap_or(0..0);
        diagnostics.push(Diagnostic::error("theme", folder.join("theme.toml"), range, error.message().to_owned()));
        Manifest::default()
    })
}

fn unknown_theme(name: &str, range: Range<usize>) -> Diagnostic {
    let mut known: Vec<String> = Themes::iter().filter_map(|p| p.split_once('/').map(|(theme, _)| theme.to_owned())).collect();
    known.dedup();
    let diagnostic = Diagnostic::error("unknown-theme", "book.toml", range, format!("there is no theme `{name}`"))
        .help(format!("a theme is a folder `themes/{name}` with a `theme.toml`; Bindery brings `{}`", known.join("`, `")));
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// A style sheet that nothing asks for was probably meant to take the place of one of the theme's.
fn unlisted_sheet(folder: &Utf8Path, name: &str, styles: &[String]) -> Diagnostic {
    let message = format!("the theme does not use the style sheet `{name}`");
    let diagnostic = Diagnostic::warning("unused-theme-file", folder.join(name), 0..0, message)
        .help(format!("list it under `styles` in `{}`", folder.join("theme.toml")));
    match nearest(name, styles.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// The book's own templates that take the place of none of Bindery's, and that no other one names.
fn unused_templates(templates: &BTreeMap<String, TemplateSource>) -> Vec<Diagnostic> {
    let known: Vec<&str> = templates.iter().filter(|(_, t)| !t.own).map(|(name, _)| name.as_str()).collect();
    let named =
        |name: &str| templates.values().any(|t| [format!("\"{name}\""), format!("'{name}'")].iter().any(|n| t.text.contains(n)));
    let unused = templates.iter().filter(|(name, t)| t.own && !is_embedded(name) && !named(name));
    unused
        .map(|(name, template)| {
            let message = format!("no page uses the template `{name}`");
            let help = "a template takes the place of the one of the same name, or is included by another";
            let diagnostic = Diagnostic::warning("unused-template", &template.file, 0..0, message).help(help);
            match nearest(name, known.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic,
            }
        })
        .collect()
}

fn is_embedded(template: &str) -> bool {
    Templates::get(template).is_some()
}

fn missing_file(folder: &Utf8Path, name: &str) -> Diagnostic {
    Diagnostic::error("theme", folder.join("theme.toml"), 0..0, format!("the theme has no file `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::slug;

    #[test]
    fn no_heading_can_take_an_id_of_the_frame() {
        let mut ids = 0;
        for name in Templates::iter() {
            let text = String::from_utf8(Templates::get(&name).unwrap().data.into_owned()).unwrap();
            for id in text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert_ne!(slug(id), id, "`{id}` in {name} could be the id of a heading");
                ids += 1;
            }
        }
        assert!(ids >= 2, "the templates have no ids");
    }
}

//! A theme and the templates: the files inside the binary, each replaced by the book's own file of the same name, and what the book
//! changes of colours, faces and lengths.

mod bundle;
mod changes;
mod embedded;
mod fonts;
mod lean;
mod legible;
mod manifest;
mod palette;
mod stack;
mod templates;

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::{Config, value_place};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::Sources;

pub use crate::site::route::THEME_FOLDER as FOLDER;
use bundle::{hashed, push_part};
use lean::{Language, lean};
use manifest::{Listed, Manifest};
use palette::Palette;
use stack::{Stack, ThemeFile};
pub use templates::TemplateSource;

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

impl Theme {
    /// Loads the theme that the settings name, with what they change of it.
    #[must_use]
    pub fn load(sources: &Sources, config: &Config) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let range = value_place(sources, "theme.name");
        let asked = Listed { name: config.theme.name.clone(), manifest: "book.toml".into(), range };
        let mut stack = Stack::gather(sources, asked, &mut diagnostics);
        let Manifest { styles, head_scripts, scripts, search_scripts, favicon, .. } = std::mem::take(&mut stack.manifest);

        let mut theme = Self { templates: templates::templates(sources, &mut diagnostics), ..Self::default() };
        let mut take = |listed: &[Listed]| -> Vec<(String, ThemeFile)> {
            let file = |listed: &Listed| Some((listed.name.clone(), stack.take(listed, &mut diagnostics)?));
            listed.iter().filter_map(file).collect()
        };
        let (sheets, head, after, search) = (take(&styles), take(&head_scripts), take(&scripts), take(&search_scripts));
        theme.bundle_styles(sources, config, &sheets, &mut diagnostics);
        theme.head_scripts = head.into_iter().map(|(name, script)| theme.keep(&name, script.bytes)).collect();
        theme.script = theme.joined("site.js", &after);
        theme.search_script = theme.joined("search.js", &search);
        if let Some(listed) = favicon
            && let Some(icon) = stack.take(&listed, &mut diagnostics)
        {
            let path = Utf8Path::new(FOLDER).join(&listed.name);
            theme.files.insert(path.clone(), icon.bytes);
            theme.favicon = Some(path);
        }
        for (name, file) in stack.files {
            if Utf8Path::new(&name).extension() == Some("css") {
                diagnostics.push(unlisted_sheet(&file.path, &name, &styles));
            } else {
                theme.files.insert(Utf8Path::new(FOLDER).join(name), file.bytes);
            }
        }
        (theme, diagnostics)
    }

    /// Joins the theme's sheets, what the book changes, and the book's own sheets.
    fn bundle_styles(
        &mut self,
        sources: &Sources,
        config: &Config,
        sheets: &[(String, ThemeFile)],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let faces = fonts::load(sources, &config.theme.font_files, diagnostics);
        self.files.extend(faces.files);
        let mut palette = Palette::default();
        let mut last = None;
        for (number, (_, sheet)) in sheets.iter().enumerate() {
            if palette.read(&String::from_utf8_lossy(&sheet.bytes), &sheet.path, sheet.own) {
                last = Some(number);
            }
        }
        changes::apply(&config.theme, sources, &mut palette);

        let mut bundle = faces.sheet.into_bytes();
        for (number, (_, sheet)) in sheets.iter().enumerate() {
            push_part(&mut bundle, &lean(&sheet.bytes, Language::Css));
            // Before the sheets that change the properties for paper, which have to keep the last word.
            if Some(number) == last {
                bundle.extend_from_slice(changes::sheet(&config.theme, &palette).as_bytes());
            }
        }
        for file in &config.html.stylesheets {
            if let Ok(sheet) = sources.get(file) {
                palette.read(&String::from_utf8_lossy(&sheet.bytes), file, true);
                push_part(&mut bundle, &sheet.bytes);
            } else {
                diagnostics.push(missing_style(sources, file));
            }
        }
        diagnostics.extend(legible::findings(&palette));
        self.style = self.keep("style.css", bundle);
    }

    /// Joins scripts into one file of the site; none where there is none of them.
    fn joined(&mut self, name: &str, scripts: &[(String, ThemeFile)]) -> Option<Utf8PathBuf> {
        let mut bundle = Vec::new();
        for (_, script) in scripts {
            push_part(&mut bundle, &lean(&script.bytes, Language::JavaScript));
        }
        (!bundle.is_empty()).then(|| self.keep(name, bundle))
    }

    /// Makes it a file of the site, under a name that changes with its content.
    fn keep(&mut self, name: &str, bytes: Vec<u8>) -> Utf8PathBuf {
        let path = hashed(name, &bytes);
        self.files.insert(path.clone(), bytes);
        path
    }
}

fn missing_style(sources: &Sources, file: &Utf8Path) -> Diagnostic {
    let place = value_place(sources, "output.html.additional-css");
    Diagnostic::error(
        "missing-style",
        "book.toml",
        place,
        format!("there is no style sheet `{file}`, which `additional-css` names"),
    )
}

/// A style sheet that nothing asks for was probably meant to take the place of one of the theme's.
fn unlisted_sheet(path: &Utf8Path, name: &str, styles: &[Listed]) -> Diagnostic {
    let manifest = path.as_str().strip_suffix(name).map(|folder| format!("{folder}theme.toml")).unwrap_or_default();
    let message = format!("the theme does not use the style sheet `{name}`");
    let diagnostic =
        Diagnostic::warning("unused-theme-file", path, 0..0, message).help(format!("list it under `styles` in `{manifest}`"));
    match nearest(name, styles.iter().map(|listed| listed.name.as_str())) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

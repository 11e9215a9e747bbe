//! `theme.toml`: what a theme builds on, and which of its files go where, in which order.

use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::Diagnostic;

/// A name that a `theme.toml` writes, and where.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// The name.
    pub(super) name: String,
    /// The `theme.toml`, relative to the book's root.
    pub(super) manifest: Utf8PathBuf,
    /// The bytes of the name in it.
    pub(super) range: Range<usize>,
}

impl Listed {
    /// An error where the name is written.
    pub(super) fn error(&self, code: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, &self.manifest, self.range.clone(), message)
    }
}

/// What one `theme.toml` says.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    /// The theme that this one builds on.
    pub(super) base: Option<Listed>,
    /// The style sheets in their order.
    pub(super) styles: Vec<Listed>,
    /// Scripts that run before the page is drawn.
    pub(super) head_scripts: Vec<Listed>,
    /// Scripts that run after the page is read.
    pub(super) scripts: Vec<Listed>,
    /// Scripts of the search.
    pub(super) search_scripts: Vec<Listed>,
    /// The icon.
    pub(super) favicon: Option<Listed>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    base: Option<Spanned<String>>,
    styles: Option<Vec<Spanned<String>>>,
    head_scripts: Vec<Spanned<String>>,
    scripts: Vec<Spanned<String>>,
    search_scripts: Vec<Spanned<String>>,
    favicon: Option<Spanned<String>>,
}

impl Manifest {
    /// Reads the text of `file`. What cannot be read at all says nothing, and is a problem.
    pub(super) fn parse(file: &Utf8Path, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let written: Written = match toml::from_str(text) {
            Ok(written) => written,
            Err(error) => {
                let range = error.span().unwrap_or(0..0);
                diagnostics.push(Diagnostic::error("theme", file, range, error.message().to_owned()));
                return Self::default();
            }
        };
        if written.base.is_none() && written.styles.is_none() {
            let message = "a theme needs `styles`, the list of its style sheets";
            let help = "or write `base = \"default\"`, and it has all that theme's files";
            diagnostics.push(Diagnostic::error("theme", file, 0..0, message).help(help));
        }
        let listed = |name: Spanned<String>| Listed { range: name.span(), name: name.into_inner(), manifest: file.to_owned() };
        let all = |names: Vec<Spanned<String>>| names.into_iter().map(listed).collect();
        Self {
            base: written.base.map(listed),
            styles: all(written.styles.unwrap_or_default()),
            head_scripts: all(written.head_scripts),
            scripts: all(written.scripts),
            search_scripts: all(written.search_scripts),
            favicon: written.favicon.map(listed),
        }
    }

    /// The same on top of `base`: its lists come first, and a file that both list stays where the base has it.
    pub(super) fn on(self, base: Self) -> Self {
        let joined = |mut below: Vec<Listed>, above: Vec<Listed>| {
            let new: Vec<_> = above.into_iter().filter(|file| below.iter().all(|known| known.name != file.name)).collect();
            below.extend(new);
            below
        };
        Self {
            base: self.base,
            styles: joined(base.styles, self.styles),
            head_scripts: joined(base.head_scripts, self.head_scripts),
            scripts: joined(base.scripts, self.scripts),
            search_scripts: joined(base.search_scripts, self.search_scripts),
            favicon: self.favicon.or(base.favicon),
        }
    }
}

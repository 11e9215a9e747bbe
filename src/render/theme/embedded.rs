//! The themes and templates inside the binary.

use rust_embed::Embed;

#[derive(Embed)]
#[folder = "templates"]
struct TemplateFolder;

#[derive(Embed)]
#[folder = "themes"]
struct ThemeFolder;

/// The names of Bindery's templates.
pub(super) fn template_names() -> impl Iterator<Item = String> {
    TemplateFolder::iter().map(|name| name.to_string())
}

/// The text of one of Bindery's templates.
pub(super) fn template(name: &str) -> Option<String> {
    TemplateFolder::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned())
}

/// The names of Bindery's themes, in byte order.
pub(super) fn theme_names() -> Vec<String> {
    let mut names: Vec<String> = ThemeFolder::iter().filter_map(|path| Some(path.split_once('/')?.0.to_owned())).collect();
    names.sort();
    names.dedup();
    names
}

/// The files of one of Bindery's themes, each with its path within the theme.
pub(super) fn theme_files(theme: &str) -> Vec<(String, Vec<u8>)> {
    let within = |path: &str| path.strip_prefix(theme)?.strip_prefix('/').map(str::to_owned);
    ThemeFolder::iter().filter_map(|path| Some((within(&path)?, ThemeFolder::get(&path)?.data.into_owned()))).collect()
}

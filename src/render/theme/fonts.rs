//! Fonts that the book brings: copied to the site, and made known to its style sheet.

use std::fmt::Write as _;

use camino::Utf8PathBuf;

use super::bundle::hashed;
use crate::config::theme::FontFace;
use crate::config::value_place;
use crate::diagnostic::Diagnostic;
use crate::site::route::encode;
use crate::source::Sources;

/// The files for the site, and the rules that name them.
#[derive(Debug, Default)]
pub(super) struct Faces {
    pub(super) files: Vec<(Utf8PathBuf, Vec<u8>)>,
    pub(super) sheet: String,
}

/// Reads the fonts. One that is not there, or is none, is a problem.
pub(super) fn load(sources: &Sources, fonts: &[FontFace], diagnostics: &mut Vec<Diagnostic>) -> Faces {
    let mut faces = Faces::default();
    // A table that lacks a key is reported where the settings are read.
    for (number, font) in fonts.iter().enumerate().filter(|(_, font)| !font.file.as_str().is_empty()) {
        let bad = |message: String| {
            let place = value_place(sources, &format!("theme.font-files.{number}.file"));
            Diagnostic::error("bad-font", "book.toml", place, message)
        };
        let Ok(source) = sources.get(&font.file) else {
            diagnostics.push(bad(format!("there is no font `{}`", font.file)));
            continue;
        };
        let Some(format) = format(&source.bytes) else {
            let help = "a font is a WOFF2, WOFF, TrueType or OpenType file";
            diagnostics.push(bad(format!("`{}` is not a font", font.file)).help(help));
            continue;
        };
        let path = hashed(font.file.file_name().unwrap_or("font"), &source.bytes);
        let url = encode(path.file_name().unwrap_or_default());
        let style = if font.italic { "italic" } else { "normal" };
        let _ = write!(
            faces.sheet,
            "@font-face {{\n    font-family: \"{}\";\n    src: url(\"{url}\") format(\"{format}\");\n    font-weight: {};\n    \
             font-style: {style};\n    font-display: swap;\n}}\n",
            font.family, font.weight
        );
        faces.files.push((path, source.bytes.clone()));
    }
    faces
}

/// The format as CSS calls it, by how the file begins.
fn format(bytes: &[u8]) -> Option<&'static str> {
    match bytes.get(..4)? {
        b"wOF2" => Some("woff2"),
        b"wOFF" => Some("woff"),
        b"OTTO" => Some("opentype"),
        [0, 1, 0, 0] | b"true" => Some("truetype"),
        _ => None,
    }
}

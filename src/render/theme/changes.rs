//! What `book.toml` changes of a theme, as a style sheet.

use std::fmt::Write as _;

use camino::Utf8PathBuf;
use svgtypes::Color;

use super::palette::{Mode, Palette, Value};
use crate::config::theme::{COLOURS, FONTS, SIZES, Theme, size_property};
use crate::config::value_place;
use crate::diagnostic::Place;
use crate::render::contrast::{blend, hex};
use crate::source::Sources;

/// Colours that follow the accent where the book gives one and not them: so much of the accent, the rest of another colour.
const FOLLOWING: &[(&str, u8, &str)] = &[("accent-strong", 72, "ink"), ("accent-tint", 12, "paper"), ("focus", 100, "ink")];

/// Families that a browser knows by these words; they are not names and take no quotes.
const GENERIC: &[&str] = &[
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "fantasy",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-monospace",
    "ui-rounded",
    "math",
];

/// Puts the colours of the book into the palette, where they follow what the theme says.
pub(super) fn apply(theme: &Theme, sources: &Sources, palette: &mut Palette) {
    for mode in Mode::BOTH {
        let (table, given) = table(theme, mode);
        let place = |name: &str| {
            let range = value_place(sources, &format!("theme.{table}.{name}"));
            Place { file: Utf8PathBuf::from("book.toml"), range: range.start as u32..range.end as u32 }
        };
        for (name, colour) in given {
            palette.set(name, mode, Value { text: hex(*colour), place: Some(place(name)), follows: false });
        }
        let Some(accent) = given.get("accent") else { continue };
        for (name, share, ground) in FOLLOWING.iter().filter(|(name, ..)| !given.contains_key(*name)) {
            let ground = palette.colour(ground, mode).unwrap_or(*accent);
            let text = hex(blend(*accent, *share, ground));
            palette.set(name, mode, Value { text, place: Some(place("accent")), follows: true });
        }
    }
}

fn table(theme: &Theme, mode: Mode) -> (&'static str, &std::collections::BTreeMap<String, Color>) {
    match mode {
        Mode::Light => ("colors", &theme.colours.0),
        Mode::Dark => ("dark-colors", &theme.dark_colours.0),
    }
}

/// The rule that gives the page the book's colours, faces and lengths; empty where the book changes none. `palette` is the one that they
/// were applied to.
pub(super) fn sheet(theme: &Theme, palette: &Palette) -> String {
    let mut rule = String::new();
    for entry in COLOURS {
        let is_from_book = |mode| {
            let file = palette.get(entry.name, mode).and_then(|value| value.place.as_ref()).map(|place| place.file.as_str());
            file == Some("book.toml")
        };
        if !Mode::BOTH.into_iter().any(is_from_book) {
            continue;
        }
        // A colour that the theme does not know by night is the same as by day.
        let half = |mode, other| {
            palette.get(entry.name, mode).or_else(|| palette.get(entry.name, other)).map(|value| value.text.as_str())
        };
        if let (Some(light), Some(dark)) = (half(Mode::Light, Mode::Dark), half(Mode::Dark, Mode::Light)) {
            let _ = writeln!(rule, "    --{}: light-dark({light}, {dark});", entry.name);
        }
    }
    for entry in FONTS {
        let Some(families) = theme.fonts.0.get(entry.name) else { continue };
        let mut stack: Vec<String> = families.iter().map(|family| quoted(family)).collect();
        let ends = families.last().is_some_and(|last| GENERIC.contains(&last.as_str()));
        let property = format!("font-{}", entry.name);
        stack.extend(palette.get(&property, Mode::Light).filter(|_| !ends).map(|value| value.text.clone()));
        let _ = writeln!(rule, "    --{property}: {};", stack.join(", "));
    }
    for entry in SIZES {
        if let Some(length) = theme.sizes.0.get(entry.name) {
            let _ = writeln!(rule, "    --{}: {length};", size_property(entry.name));
        }
    }
    if rule.is_empty() { rule } else { format!("/* From book.toml. */\n:root {{\n{rule}}}\n") }
}

fn quoted(family: &str) -> String {
    if GENERIC.contains(&family) { family.to_owned() } else { format!("\"{family}\"") }
}

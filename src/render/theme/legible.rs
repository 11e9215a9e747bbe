//! `theme-contrast`: colours of the book's own that can hardly be read on each other.
//!
//! Only what the book brings is reported, be it in `book.toml` or in a style sheet of its own; that Bindery's themes keep the contrast is
//! what their tests are for.

use std::collections::BTreeMap;

use svgtypes::Color;

use super::palette::{Mode, Palette};
use crate::diagnostic::{Diagnostic, Place};
use crate::render::contrast::{ENOUGH, blend, contrast, hex, over};

/// The least contrast of a line that something depends on: WCAG 2.2, success criterion 1.4.11.
const ENOUGH_FOR_LINES: f64 = 3.0;

/// What stands on what.
const PAIRS: &[(&str, Ground, f64)] = &[
    ("ink", Ground::Token("paper"), ENOUGH),
    ("ink", Ground::Token("paper-tinted"), ENOUGH),
    ("ink", Ground::Token("paper-raised"), ENOUGH),
    ("ink", Ground::Token("accent-tint"), ENOUGH),
    ("ink", Ground::Token("mark"), ENOUGH),
    ("ink-soft", Ground::Token("paper"), ENOUGH),
    ("ink-soft", Ground::Token("paper-tinted"), ENOUGH),
    ("ink-soft", Ground::Token("paper-raised"), ENOUGH),
    ("accent", Ground::Token("paper"), ENOUGH),
    ("accent", Ground::Token("paper-tinted"), ENOUGH),
    ("accent", Ground::Token("paper-raised"), ENOUGH),
    ("accent-strong", Ground::Token("paper"), ENOUGH),
    ("accent-strong", Ground::Token("accent-tint"), ENOUGH),
    ("on-accent", Ground::Token("accent"), ENOUGH),
    ("note", Ground::Tint, ENOUGH),
    ("tip", Ground::Tint, ENOUGH),
    ("important", Ground::Tint, ENOUGH),
    ("warning", Ground::Tint, ENOUGH),
    ("caution", Ground::Tint, ENOUGH),
    ("danger", Ground::Tint, ENOUGH),
    ("aside", Ground::Tint, ENOUGH),
    ("focus", Ground::Token("paper"), ENOUGH_FOR_LINES),
    ("rule-strong", Ground::Token("paper"), ENOUGH_FOR_LINES),
];

/// The properties of code that are not colours of text.
const CODE_GROUNDS: &[&str] = &["code-background", "code-marked", "code-added", "code-removed", "code-border", "code-edge"];

/// What a colour stands on.
#[derive(Clone, Copy)]
enum Ground {
    /// The colour of that name.
    Token(&'static str),
    /// The leaf of a boxed remark: a tint of the colour itself on the page.
    Tint,
}

impl Ground {
    /// The token that it is, or that it is a tint on.
    fn token(self) -> &'static str {
        match self {
            Self::Token(name) => name,
            Self::Tint => "paper",
        }
    }

    fn colour(self, text: Color, palette: &Palette, mode: Mode) -> Option<Color> {
        let below = palette.colour(self.token(), mode)?;
        Some(match self {
            Self::Token(_) => over(below, palette.colour("paper", mode).unwrap_or_else(Color::white)),
            Self::Tint => blend(text, TINT, below),
        })
    }
}

/// How much of its colour the leaf of a boxed remark has, in per cent.
const TINT: u8 = 7;

/// A pair that falls short.
struct Faint<'a> {
    text: &'a str,
    ground: Ground,
    mode: Mode,
    contrast: f64,
    least: f64,
}

/// The problems of a palette: at each place of the book the worst one.
pub(super) fn findings(palette: &Palette) -> Vec<Diagnostic> {
    let mut worst: BTreeMap<(&str, u32, Mode), (Faint<'_>, &Place)> = BTreeMap::new();
    for faint in faint(palette) {
        let place = |name| palette.get(name, faint.mode).and_then(|value| value.place.as_ref());
        let Some(place) = place(faint.text).or_else(|| place(faint.ground.token())) else { continue };
        let key = (place.file.as_str(), place.range.start, faint.mode);
        if worst.get(&key).is_none_or(|(known, _)| faint.contrast < known.contrast) {
            worst.insert(key, (faint, place));
        }
    }
    worst.into_values().map(|(faint, place)| finding(palette, &faint, place)).collect()
}

fn faint(palette: &Palette) -> Vec<Faint<'_>> {
    let code = palette.names().filter(|name| name.starts_with("code-") && !CODE_GROUNDS.contains(name));
    let code = code.map(|name| (name, Ground::Token("code-background"), ENOUGH));
    let pairs: Vec<_> = PAIRS.iter().copied().chain(code).collect();
    let modes = Mode::BOTH.into_iter().flat_map(|mode| pairs.iter().map(move |pair| (mode, *pair)));
    let seen = modes.filter_map(|(mode, (text, ground, least))| {
        let contrast = contrast_of(palette, palette.colour(text, mode)?, ground, mode)?;
        (contrast < least).then_some(Faint { text, ground, mode, contrast, least })
    });
    seen.collect()
}

fn contrast_of(palette: &Palette, text: Color, ground: Ground, mode: Mode) -> Option<f64> {
    let ground = ground.colour(text, palette, mode)?;
    Some(contrast(over(text, ground), ground))
}

fn finding(palette: &Palette, faint: &Faint<'_>, place: &Place) -> Diagnostic {
    let Faint { text, ground, mode, least, .. } = faint;
    // Cut, not rounded: what falls short must not read as enough.
    let contrast = (faint.contrast * 100.0).floor() / 100.0;
    let on = match ground {
        Ground::Token(name) => format!("`{name}`"),
        Ground::Tint => "its box".to_owned(),
    };
    let (what, verb) = if *least < ENOUGH { ("a line", "see") } else { ("text", "read") };
    let message = format!(
        "{what} of the color `{text}` on {on} is hard to {verb} in the {} theme: the contrast is {contrast}:1",
        mode.name()
    );
    let range = place.range.start as usize..place.range.end as usize;
    let diagnostic = Diagnostic::warning("theme-contrast", &place.file, range, message)
        .help(format!("WCAG 2.2 asks for {least}:1 (level AA)"));
    let value = palette.get(text, *mode);
    match better(palette, text, *mode).map(hex) {
        Some(colour) if value.is_some_and(|value| value.place.as_ref() == Some(place) && !value.follows) => diagnostic
            .help(format!("`{colour}` is the nearest shade that has enough wherever it stands"))
            .suggest(if place.file == "book.toml" { format!("\"{colour}\"") } else { colour }),
        Some(colour) => diagnostic.help(format!("set `{text}`, too: `{colour}` would do")),
        None => diagnostic.help(format!("no shade of it would do: change `{}`", ground.token())),
    }
}

/// The colour nearest to `text` on the way to black or white that has enough contrast wherever it stands.
fn better(palette: &Palette, text: &str, mode: Mode) -> Option<Color> {
    let colour = palette.colour(text, mode)?;
    let code = text.starts_with("code-").then_some((Ground::Token("code-background"), ENOUGH));
    let grounds: Vec<_> =
        PAIRS.iter().filter(|(name, ..)| *name == text).map(|(_, ground, least)| (*ground, *least)).chain(code).collect();
    let suits = |candidate: Color| {
        grounds
            .iter()
            .all(|(ground, least)| contrast_of(palette, candidate, *ground, mode).is_none_or(|contrast| contrast >= *least))
    };
    let steps = (1..=50).flat_map(|step| [Color::black(), Color::white()].map(|pole| blend(pole, step * 2, colour)));
    steps.into_iter().find(|candidate| suits(*candidate))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::theme::embedded;
    use crate::render::theme::manifest::Listed;
    use crate::render::theme::stack::Stack;
    use crate::source::Sources;

    #[test]
    fn the_themes_that_bindery_brings_keep_the_contrast() {
        for theme in embedded::theme_names() {
            let sources = Sources::memory([("book.toml", "")]);
            let asked = Listed { name: theme.clone(), manifest: "book.toml".into(), range: 0..0 };
            let mut problems = Vec::new();
            let mut stack = Stack::gather(&sources, asked, &mut problems);
            let mut palette = Palette::default();
            for listed in std::mem::take(&mut stack.manifest.styles) {
                let sheet = stack.take(&listed, &mut problems).unwrap();
                palette.read(std::str::from_utf8(&sheet.bytes).unwrap(), &sheet.path, true);
            }
            problems.extend(findings(&palette));
            assert!(problems.is_empty(), "{theme}: {problems:#?}");
            let seen = PAIRS.iter().all(|(text, ground, _)| {
                Mode::BOTH.into_iter().all(|mode| {
                    let colour = palette.colour(text, mode);
                    colour.and_then(|colour| contrast_of(&palette, colour, *ground, mode)).is_some()
                })
            });
            assert!(seen, "{theme}: a colour was not found");
        }
    }

    #[test]
    fn what_is_suggested_has_enough_contrast() {
        let mut palette = Palette::default();
        palette.read(
            ":root { --paper: #fff; --paper-tinted: #eee; --paper-raised: #fff; --ink-soft: #999 }",
            "a.css".into(),
            true,
        );
        let found = findings(&palette);
        assert_eq!(found.len(), 2, "one for each mode");
        let suggested: Color = found[0].suggestions[0].parse().unwrap();
        assert!(contrast(suggested, "#eee".parse().unwrap()) >= ENOUGH, "{found:?}");
    }
}

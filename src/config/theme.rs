//! `[theme]`: the look of the site, and what the book changes of it.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use svgtypes::Color;

use super::Config;
use super::schema::Kind::{Choice, Text};
use super::schema::{Entry, Named, Setting};
use super::value::{path_inside, words};
use crate::diagnostic::Place;

/// The look of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// `name`.
    pub name: String,
    /// `colors`: by day.
    pub colours: Colours,
    /// `dark-colors`: by night.
    pub dark_colours: Colours,
    /// `fonts`.
    pub fonts: Fonts,
    /// `sizes`.
    pub sizes: Sizes,
    /// `font-files`, in the order of the file.
    pub font_files: Vec<FontFace>,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            name: "default".to_owned(),
            colours: Colours::default(),
            dark_colours: Colours::default(),
            fonts: Fonts::default(),
            sizes: Sizes::default(),
            font_files: Vec::new(),
        }
    }
}

/// Colours by the names of [`COLOURS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colours(pub BTreeMap<String, Color>);

impl Colours {
    pub(super) fn set(&mut self, named: &Named<'_>) -> Result<(), String> {
        let colour = named.text.trim().parse().map_err(|_| "must be a color, as in `#0a5b68` or `rgb(10 91 104)`".to_owned())?;
        self.0.insert(named.name.to_owned(), colour);
        Ok(())
    }
}

/// Families in the order in which they are tried, by the names of [`FONTS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fonts(pub BTreeMap<String, Vec<String>>);

impl Fonts {
    pub(super) fn push(&mut self, named: &Named<'_>) -> Result<(), String> {
        let family = family(named.text)?;
        self.0.entry(named.name.to_owned()).or_default().push(family);
        Ok(())
    }
}

/// Lengths as CSS writes them, by the names of [`SIZES`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sizes(pub BTreeMap<String, String>);

impl Sizes {
    pub(super) fn set(&mut self, named: &Named<'_>) -> Result<(), String> {
        let text = named.text.trim();
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = text.strip_suffix(unit).and_then(|number| number.parse::<f64>().ok()).filter(|number| *number <= 10_000.0);
        let fits = if named.name == LEADING { unit.is_empty() } else { UNITS.contains(&unit) || text == "0" };
        match (number, fits) {
            (Some(_), true) => {
                self.0.insert(named.name.to_owned(), text.to_owned());
                Ok(())
            }
            _ if named.name == LEADING => Err("must be a number without a unit, as in `1.6`".to_owned()),
            _ => Err(format!("must be a length, as in `1.125rem`; the units are `{}`", UNITS.join("`, `"))),
        }
    }
}

const LEADING: &str = "leading";
const UNITS: &[&str] = &["rem", "em", "px", "ch", "vw", "%"];

/// A font that the book brings: one `[[theme.font-files]]` table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFace {
    /// `family`: the name under which `fonts` speaks of it.
    pub family: String,
    /// `file`, relative to the book's root.
    pub file: Utf8PathBuf,
    /// `weight`: one number from 1 to 1000, or the first and the last of a variable font.
    pub weight: String,
    /// `style`: whether it is the italic.
    pub italic: bool,
    /// The table in `book.toml`.
    pub place: Place,
}

impl FontFace {
    pub(super) fn new(place: Place) -> Self {
        Self { family: String::new(), file: Utf8PathBuf::new(), weight: "400".to_owned(), italic: false, place }
    }
}

fn current(config: &mut Config) -> Result<&mut FontFace, String> {
    config.theme.font_files.last_mut().ok_or_else(|| "stands outside of any table".to_owned())
}

/// The name of a font's family, which cannot hold what would end it in a style sheet.
fn family(text: &str) -> Result<String, String> {
    let name = words(text)?;
    if name.contains(|c: char| c.is_control() || matches!(c, '"' | '\'' | '\\' | ';' | '{' | '}' | '<' | ',')) {
        return Err("must be the name of one family, without quotes or commas in it".to_owned());
    }
    Ok(name)
}

fn weight(text: &str) -> Result<String, String> {
    let numbers: Option<Vec<u16>> = text.split_whitespace().map(|number| number.parse().ok()).collect();
    match numbers.as_deref() {
        Some([one]) if (1..=1000).contains(one) => Ok(one.to_string()),
        Some([first, last]) if 1 <= *first && first < last && *last <= 1000 => Ok(format!("{first} {last}")),
        _ => Err("must be a number from 1 to 1000, or the first and the last of a variable font, as in `100 900`".to_owned()),
    }
}

const fn entry(name: &'static str, about: &'static str) -> Entry {
    Entry { name, is_list: false, about }
}

const fn list(name: &'static str, about: &'static str) -> Entry {
    Entry { name, is_list: true, about }
}

/// The colours that a theme has and a book can change; each is the custom property `--NAME`.
pub const COLOURS: &[Entry] = &[
    entry("paper", "The page."),
    entry("paper-tinted", "What stands back from the page: the sides, code within a line."),
    entry("paper-raised", "What lies on the page: boxes, keys."),
    entry("ink", "Text."),
    entry("ink-soft", "Text that stands back: captions, what is beside the page."),
    entry("rule", "Fine lines, which only part things."),
    entry("rule-strong", "Lines that something depends on."),
    entry("accent", "Links, and what is active."),
    entry("accent-strong", "The same under the pointer, and the page where the reader is."),
    entry("accent-tint", "What lies behind `accent-strong`."),
    entry("thread", "Ornament, and the mark of where the reader is."),
    entry("on-accent", "Text on `accent`."),
    entry("focus", "The ring around what has the focus."),
    entry("mark", "What lies behind marked text."),
    entry("code-background", "The page of code blocks."),
    entry("note", "Notes: their title and edge. What lies behind is a tint of it, as for those that follow."),
    entry("tip", "Tips and hints."),
    entry("important", "What is important."),
    entry("warning", "Warnings."),
    entry("caution", "Calls for caution."),
    entry("danger", "Danger and errors."),
    entry("aside", "Any other box."),
];

/// The faces; each is the custom property `--font-NAME`.
pub const FONTS: &[Entry] = &[
    list("text", "Running text."),
    list("display", "The title of the book and of pages, and large headings."),
    list("code", "Code."),
];

/// The lengths; each is a custom property, which [`size_property`] names.
pub const SIZES: &[Entry] = &[
    entry("text", "The size of running text."),
    entry(LEADING, "The height of a line as a multiple of the text's size: a number without a unit."),
    entry("measure", "How long lines of text may get."),
    entry("page-wide", "How wide tables, code and diagrams may get."),
    entry("navigation-width", "The width of the navigation."),
    entry("outline-width", "The width of \"On this page\"."),
    entry("header-height", "The height of the bar at the top."),
    entry("corner", "How round the corners of boxes are."),
];

/// The custom property of a size, without its dashes.
#[must_use]
pub fn size_property(name: &str) -> &str {
    if name == "text" { "size-text" } else { name }
}

/// The keys of a `[[theme.font-files]]` table.
pub(super) const FONT_FILE_ROWS: &[Setting] = &[
    Setting {
        key: "family",
        default: "",
        kind: Text(|c, text| {
            let name = family(text)?;
            current(c)?.family = name;
            Ok(())
        }),
        about: "The name under which `[theme.fonts]` speaks of it. Several files can be of one family.",
    },
    Setting {
        key: "file",
        default: "",
        kind: Text(|c, text| {
            let path = path_inside(text)?;
            current(c)?.file = path;
            Ok(())
        }),
        about: "The file, relative to the book's folder: WOFF2, or WOFF, TrueType or OpenType.",
    },
    Setting {
        key: "weight",
        default: "\"400\"",
        kind: Text(|c, text| {
            let weight = weight(text)?;
            current(c)?.weight = weight;
            Ok(())
        }),
        about: "How bold it is, from 1 to 1000; the first and the last for a variable font, as in `100 900`.",
    },
    Setting {
        key: "style",
        default: "\"normal\"",
        kind: Choice(&["normal", "italic"], |c, text| {
            if let Ok(file) = current(c) {
                file.italic = text == "italic";
            }
        }),
        about: "Whether it is the italic.",
    },
];

/// The keys that each table must have.
pub(super) const FONT_FILE_NEEDED: &[&str] = &["family", "file"];

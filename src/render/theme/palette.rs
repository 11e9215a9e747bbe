//! The custom properties that a page starts from: read from the style sheets, changed by the book.
//!
//! A theme writes a colour once, as `light-dark(by day, by night)` in a rule for `:root`. Only such rules at the top level of a sheet are
//! read: what holds for paper or for one part of the page is no matter of the palette.

use std::collections::BTreeMap;
use std::ops::Range;

use camino::Utf8Path;
use svgtypes::Color;

use crate::diagnostic::Place;

/// Which half of a colour counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mode {
    Light,
    Dark,
}

impl Mode {
    pub(super) const BOTH: [Self; 2] = [Self::Light, Self::Dark];

    /// The word for it in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What a property is in one mode, and where the book says so; no place where a theme of Bindery's does.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) text: String,
    pub(super) place: Option<Place>,
    /// Whether it follows another property whose place that is.
    pub(super) follows: bool,
}

/// The properties by name, without their dashes.
#[derive(Debug, Default)]
pub(super) struct Palette {
    light: BTreeMap<String, Value>,
    dark: BTreeMap<String, Value>,
}

/// References are followed so far; a longer chain is a circle, or as good as one.
const LONGEST_CHAIN: usize = 8;

impl Palette {
    /// Reads a sheet after those before it. Whether any property was there.
    pub(super) fn read(&mut self, sheet: &str, file: &Utf8Path, own: bool) -> bool {
        let declared = declared(sheet);
        for (name, range) in &declared {
            let halves = halves(sheet, range.clone());
            for (mode, range) in Mode::BOTH.into_iter().zip(halves) {
                let place = own.then(|| Place { file: file.to_owned(), range: range.start as u32..range.end as u32 });
                self.set(name, mode, Value { text: sheet.get(range).unwrap_or_default().to_owned(), place, follows: false });
            }
        }
        !declared.is_empty()
    }

    /// Gives a property its value in one mode.
    pub(super) fn set(&mut self, name: &str, mode: Mode, value: Value) {
        let half = match mode {
            Mode::Light => &mut self.light,
            Mode::Dark => &mut self.dark,
        };
        half.insert(name.to_owned(), value);
    }

    /// What a property is in one mode.
    pub(super) fn get(&self, name: &str, mode: Mode) -> Option<&Value> {
        match mode {
            Mode::Light => self.light.get(name),
            Mode::Dark => self.dark.get(name),
        }
    }

    /// The colour that a property is in one mode; `None` where it is none, or is reckoned by the browser.
    pub(super) fn colour(&self, name: &str, mode: Mode) -> Option<Color> {
        let mut value = self.get(name, mode)?;
        for _ in 0..LONGEST_CHAIN {
            let text = value.text.trim();
            match text.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) {
                Some(other) => value = self.get(other.trim(), mode)?,
                None => return text.parse().ok(),
            }
        }
        None
    }

    /// The names of all properties.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.light.keys().map(String::as_str)
    }
}

/// The custom properties of the rules for `:root`, each with the bytes of its value.
fn declared(sheet: &str) -> Vec<(String, Range<usize>)> {
    let bare = without_comments(sheet);
    let mut declared = Vec::new();
    for (selector, body) in rules(&bare) {
        if !selector.split(',').any(|one| matches!(one.trim(), ":root" | "html")) {
            continue;
        }
        let mut start = body.start;
        for declaration in bare.get(body).unwrap_or_default().split_inclusive(';') {
            let end = start + declaration.len();
            if let Some((name, value)) = declaration.trim_end_matches(';').split_once(':')
                && let Some(name) = name.trim().strip_prefix("--")
            {
                let from = end - (declaration.len() - (declaration.find(':').unwrap_or_default() + 1));
                let from = from + (value.len() - value.trim_start().len());
                declared.push((name.to_owned(), from..from + value.trim().len()));
            }
            start = end;
        }
    }
    declared
}

/// The sheet with a blank for each byte of a comment.
fn without_comments(sheet: &str) -> String {
    let mut bare = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        let comment = after.find("*/").map_or(after.len(), |end| end + 2);
        bare.push_str(before);
        bare.extend(std::iter::repeat_n(' ', comment + 2));
        rest = after.get(comment..).unwrap_or_default();
    }
    bare + rest
}

/// The rules at the top level: what stands before each block, and the bytes within it.
fn rules(sheet: &str) -> Vec<(&str, Range<usize>)> {
    let mut rules = Vec::new();
    let (mut depth, mut start, mut open) = (0_usize, 0, 0);
    let mut quote = None;
    for (at, c) in sheet.char_indices() {
        match c {
            '"' | '\'' if quote.is_none() => quote = Some(c),
            _ if quote == Some(c) || c == '\n' => quote = None,
            _ if quote.is_some() => {}
            '{' => {
                depth += 1;
                if depth == 1 {
                    open = at;
                }
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    rules.push((sheet.get(start..open).unwrap_or_default(), open + 1..at));
                    start = at + 1;
                }
            }
            ';' if depth == 0 => start = at + 1,
            _ => {}
        }
    }
    rules
}

/// The halves of `light-dark(one, other)`; all of another value, twice.
fn halves(sheet: &str, range: Range<usize>) -> [Range<usize>; 2] {
    const CALL: &str = "light-dark(";
    let value = sheet.get(range.clone()).unwrap_or_default();
    let inside = value.strip_prefix(CALL).and_then(|rest| rest.strip_suffix(')'));
    let Some((inside, comma)) = inside.and_then(|inside| Some((inside, top_level_comma(inside)?))) else {
        return [range.clone(), range];
    };
    let start = range.start + CALL.len();
    let trimmed = |part: Range<usize>| {
        let text = inside.get(part.clone()).unwrap_or_default();
        let from = start + part.start + (text.len() - text.trim_start().len());
        from..from + text.trim().len()
    };
    [trimmed(0..comma), trimmed(comma + 1..inside.len())]
}

fn top_level_comma(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => return Some(at),
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "/* --paper: red; } */ @media print { :root { --paper: white } }\n\
                         :root { color-scheme: light dark; --paper: light-dark(#fff, rgb(0, 0, 0)); --ink: /* dark */ #111 ; --link: var(--ink) }\n\
                         body::after { content: \"{\"; }\n\
                         html, :host { --font: \"A; B\", serif }\n.box { --ink: blue }";

    #[test]
    fn a_sheet_is_read_for_the_whole_page_only() {
        let mut palette = Palette::default();
        assert!(palette.read(SHEET, "a.css".into(), true));
        let colour = |name, mode| palette.colour(name, mode).map(crate::render::contrast::hex);
        assert_eq!(colour("paper", Mode::Light).unwrap(), "#ffffff");
        assert_eq!(colour("paper", Mode::Dark).unwrap(), "#000000");
        assert_eq!(colour("link", Mode::Dark).unwrap(), "#111111");
        assert_eq!(colour("font", Mode::Dark), None);
        let place = palette.get("paper", Mode::Dark).unwrap().place.clone().unwrap();
        assert_eq!(&SHEET[place.range.start as usize..place.range.end as usize], "rgb(0, 0, 0)");
        assert_eq!(palette.get("ink", Mode::Light).unwrap().text, "#111");
    }

    #[test]
    fn circles_and_broken_sheets_end() {
        let mut palette = Palette::default();
        palette.read(":root { --a: var(--b); --b: var(--a); --c: light-dark(); --d }} { /* ", "a.css".into(), true);
        assert_eq!(palette.colour("a", Mode::Light), None);
        assert_eq!(palette.colour("c", Mode::Light), None);
    }
}

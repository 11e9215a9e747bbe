//! Colours: from mermaid's theme variables to custom properties of the style sheet.
//!
//! The engine is given a marker colour for every role and draws with those.  Afterwards each marker that is found
//! becomes `var(--diagram-role)`, and every other colour must have come from the author and stays as written.

use serde_json::{Map, Value, json};
use svgtypes::Color;

use super::roles::ROLES;
use crate::render::contrast::luminance;
pub(super) use crate::render::contrast::{contrast, over, readable_on};

/// What a shape or a text is painted with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Paint {
    /// A role, as an index into the table of roles, and its opacity.
    Role(usize, u8),
    /// A colour of the author's.
    Own(Color),
}

/// The two modes that a page can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Light,
    Dark,
}

/// The site's configuration for the engine: classic shapes in marker colours.
pub(super) fn marker_config() -> Value {
    let mut variables = Map::new();
    for (index, role) in ROLES.iter().enumerate() {
        for variable in role.variables {
            let value = Value::String(marker(index));
            match variable.split_once('.') {
                Some((table, key)) => {
                    let table = variables.entry(table).or_insert_with(|| json!({}));
                    if let Some(table) = table.as_object_mut() {
                        table.insert(key.to_owned(), value);
                    }
                }
                None => {
                    variables.insert((*variable).to_owned(), value);
                }
            }
        }
    }
    let plots: Vec<String> = (1..=10).filter_map(|n| index_of(&format!("mark-{n}"))).map(marker).collect();
    if let Some(chart) = variables.get_mut("xyChart").and_then(Value::as_object_mut) {
        chart.insert("plotColorPalette".to_owned(), Value::String(plots.join(",")));
    }
    let mut config = plain_config();
    if let Some(config) = config.as_object_mut() {
        config.insert("theme".to_owned(), json!("base"));
        config.insert("themeVariables".to_owned(), Value::Object(variables));
    }
    config
}

/// The site's configuration for a diagram whose author chose the colours.
pub(super) fn plain_config() -> Value {
    let family = "Arial, Liberation Sans, Helvetica, sans-serif";
    json!({
        "look": "classic",
        "fontFamily": family,
        "c4": c4_colours(),
        "journey": { "taskFontFamily": family },
        "sequence": { "actorFontFamily": family, "messageFontFamily": family, "noteFontFamily": family },
    })
}

/// The colours of C4, darkened where white text would not show on mermaid's own.
fn c4_colours() -> Value {
    let mut colours = Map::new();
    for (part, ours, external) in [
        ("person", "#08427b", "#5f5f5f"),
        ("system", "#1061b0", "#6b6b6b"),
        ("container", "#2a6cae", "#6b6b6b"),
        ("component", "#3a719f", "#6b6b6b"),
    ] {
        for shape in ["", "_db", "_queue"] {
            colours.insert(format!("{part}{shape}_bg_color"), json!(ours));
            colours.insert(format!("external_{part}{shape}_bg_color"), json!(external));
        }
    }
    Value::Object(colours)
}

/// Whether the author's configuration chooses colours, be it by a theme or one by one.
pub(super) fn chooses_colours(config: &Value) -> bool {
    let theme = config.get("theme").and_then(Value::as_str);
    theme.is_some_and(|theme| !matches!(theme, "default" | "base" | "null" | ""))
        || config.get("themeVariables").is_some_and(names_colour)
}

/// Whether the ground of the author's theme is dark.
pub(super) fn is_dark_theme(config: &Value) -> bool {
    let theme = config.get("theme").and_then(Value::as_str).unwrap_or_default();
    theme.contains("dark") || config.pointer("/themeVariables/darkMode").and_then(Value::as_bool).unwrap_or(false)
}

fn names_colour(value: &Value) -> bool {
    match value {
        Value::String(text) => text.split(',').any(|part| parse_colour(part).is_some()),
        Value::Object(table) => table.values().any(names_colour),
        _ => false,
    }
}

/// Reads a CSS colour.  `None` for `none`, `transparent`, references and whatever is not one.
pub(super) fn parse_colour(text: &str) -> Option<Color> {
    let text = text.trim().trim_end_matches("!important").trim();
    if text.eq_ignore_ascii_case("transparent") {
        return None;
    }
    if let Some(index) = derived_marker(text) {
        return marker(index).parse().ok();
    }
    text.parse::<Color>().ok()
}

/// Recognises a marker that the engine made lighter or darker: that keeps hue and saturation, and the markers differ
/// by hue.
fn derived_marker(text: &str) -> Option<usize> {
    let mut parts = text.strip_prefix("hsl(")?.strip_suffix(')')?.split(',');
    let hue: f64 = parts.next()?.trim().parse().ok()?;
    let saturation: f64 = parts.next()?.trim().trim_end_matches('%').parse().ok()?;
    let (red, green) = (f64::from(MARKER.0), f64::from(MARKER.1));
    if (saturation - (green - red) / (green + red) * 100.0).abs() > 0.01 {
        return None;
    }
    let blue = red + (hue - 120.0) / 60.0 * (green - red);
    (0..ROLES.len()).find(|index| (blue - f64::from(u32::try_from(MARKER.2 + index).unwrap_or_default())).abs() < 0.05)
}

/// Tells a marker from a colour of the author's.
pub(super) fn classify(colour: Color) -> Paint {
    if colour.red == MARKER.0
        && colour.green == MARKER.1
        && let Some(index) = usize::from(colour.blue).checked_sub(MARKER.2)
        && index < ROLES.len()
    {
        return Paint::Role(index, colour.alpha);
    }
    Paint::Own(colour)
}

/// The index of the role of this name.
pub(super) fn index_of(name: &str) -> Option<usize> {
    ROLES.iter().position(|role| role.name == name)
}

/// The paint of the role of this name, opaque.
pub(super) fn role(name: &str) -> Paint {
    Paint::Role(index_of(name).unwrap_or_default(), 255)
}

impl Paint {
    /// The paint as the value of a presentation attribute, and its opacity where it is not 1.
    pub(super) fn to_attribute(self) -> (String, Option<String>) {
        let (value, alpha) = match self {
            Self::Role(index, alpha) => (format!("var(--diagram-{})", ROLES.get(index).map_or("text", |role| role.name)), alpha),
            Self::Own(colour) => (format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue), colour.alpha),
        };
        (value, (alpha < 255).then(|| format!("{:.2}", f64::from(alpha) / 255.0)))
    }

    /// The colour that the default theme shows in this mode.
    pub(super) fn in_mode(self, mode: Mode) -> Color {
        match self {
            Self::Own(colour) => colour,
            Self::Role(index, alpha) => {
                let shown = ROLES.get(index).map_or("#000", |role| match mode {
                    Mode::Light => role.light,
                    Mode::Dark => role.dark,
                });
                let mut colour = parse_colour(shown).unwrap_or_else(Color::black);
                colour.alpha = alpha;
                colour
            }
        }
    }
}

/// Red, green and the first blue of the markers: an odd corner of the colour space that nobody picks by name.
const MARKER: (u8, u8, usize) = (0x0b, 0xad, 0x10);

fn marker(index: usize) -> String {
    format!("#{:02x}{:02x}{:02x}", MARKER.0, MARKER.1, MARKER.2 + index)
}

/// The ground for a diagram whose author chose the colours.
pub(super) fn card(config: &Value) -> Color {
    let chosen = config.pointer("/themeVariables/background").and_then(Value::as_str).and_then(parse_colour);
    chosen.unwrap_or_else(|| if is_dark_theme(config) { Color::new_rgb(0x1f, 0x20, 0x20) } else { Color::white() })
}

/// The colours that a source names, however it spells them.
pub(super) fn named_in(source: &str) -> Vec<Color> {
    let functions = ["rgb", "hsl"].iter().flat_map(|name| source.match_indices(name)).filter_map(|(at, _)| {
        let rest = source.get(at..)?;
        rest.get(..=rest.find(')')?)
    });
    let words = source.split(|c: char| !(c.is_ascii_alphanumeric() || c == '#'));
    functions.chain(words).filter_map(|text| text.parse().ok()).collect()
}

/// The role that takes the place of a black, white or grey which the engine wrote on its own account.
pub(super) fn role_of_neutral(colour: Color, property: &str, is_text: bool) -> Option<Paint> {
    let spread = colour.red.max(colour.green).max(colour.blue) - colour.red.min(colour.green).min(colour.blue);
    if spread > 8 {
        return None;
    }
    let light = luminance(colour);
    match (property, is_text) {
        ("fill", true) => (light < 0.4).then(|| role("text")),
        ("fill", false) if light > 0.92 => Some(role("page")),
        ("fill", false) if light > 0.6 => Some(role("row")),
        ("stroke", _) if light > 0.4 => Some(role("grid")),
        ("fill" | "stroke", _) => Some(role("line")),
        _ => None,
    }
}

/// The mode whose page is like this colour.
pub(super) fn mode_of(ground: Color) -> Mode {
    if readable_on(ground) == Color::black() { Mode::Light } else { Mode::Dark }
}

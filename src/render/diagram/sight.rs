//! How well an author's colours can be told apart, for the checks.

use svgtypes::Color;

use super::engine;
use super::palette::{self, Mode, contrast, over, parse_colour, readable_on};

/// The least contrast of text (WCAG 2.2, success criterion 1.4.3).
pub use super::ground::ENOUGH;

/// What text stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground<'a> {
    /// A colour of the author's, and the part of it that shows, from 0 to 100.
    Own(&'a str, u8),
    /// A node in the theme's colour.
    Node,
    /// A group in the theme's colour.
    Group,
    /// The label of a link, in the theme's colour.
    Label,
    /// The page.
    Page,
}

/// How text looks in one mode of the default theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The contrast, from 1 to 21 (WCAG 2.2, section 1.4.3).
    pub contrast: f64,
    /// The colour behind the text, as `#rrggbb`.
    pub ground: String,
    /// Black or white, whichever is easier to read there.
    pub better: &'static str,
}

/// Text of an author's colour on that ground, in the light and in the dark mode; `None` where a colour is none.
#[must_use]
pub fn sight(text: &str, ground: Ground<'_>) -> Option<[Seen; 2]> {
    let text = parse_colour(text)?;
    let own = match ground {
        Ground::Own(colour, shown) => {
            let mut colour = parse_colour(colour)?;
            colour.alpha = u8::try_from(u32::from(colour.alpha) * u32::from(shown.min(100)) / 100).unwrap_or(u8::MAX);
            Some(colour)
        }
        _ => None,
    };
    Some([Mode::Light, Mode::Dark].map(|mode| {
        let role = match ground {
            Ground::Node => "node",
            Ground::Group => "group",
            Ground::Label => "label",
            Ground::Page | Ground::Own(..) => "page",
        };
        let theirs = palette::role(role).in_mode(mode);
        let ground = own.map_or(theirs, |own| over(own, theirs));
        let better = if readable_on(ground) == Color::black() { "#000000" } else { "#ffffff" };
        let name = format!("#{:02x}{:02x}{:02x}", ground.red, ground.green, ground.blue);
        Seen { contrast: contrast(over(text, ground), ground), ground: name, better }
    }))
}

/// Whether the author chose a theme or theme colours, so that ours are not seen.
#[must_use]
pub fn chooses_theme(source: &str) -> bool {
    source.contains("theme") && engine::author_config(source).is_some_and(|config| palette::chooses_colours(&config))
}

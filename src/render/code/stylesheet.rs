//! What the default theme's style sheet promises: a colour for every class, and contrast in both themes.

use std::collections::BTreeMap;

use super::class::Class;

const STYLESHEET: &str = include_str!("../../../themes/default/code.css");

/// WCAG 2.2, success criterion 1.4.3, for text of normal size.
const CONTRAST: f64 = 4.5;

const CLASSES: [Class; 17] = [
    Class::Comment,
    Class::String,
    Class::Escape,
    Class::Number,
    Class::Constant,
    Class::Keyword,
    Class::Function,
    Class::Type,
    Class::Variable,
    Class::Key,
    Class::Tag,
    Class::Attribute,
    Class::Meta,
    Class::Heading,
    Class::Inserted,
    Class::Deleted,
    Class::Prompt,
];

/// The colours in the style sheet by name, for light and dark.
fn colours() -> BTreeMap<&'static str, [&'static str; 2]> {
    let declared = STYLESHEET.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--code-")?.split_once(": light-dark(")?;
        let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
        Some((name, [light, dark]))
    });
    declared.collect()
}

/// The relative luminance that WCAG defines.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_what_wcag_says() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
}

#[test]
fn every_colour_of_text_is_readable_on_every_background() {
    let colours = colours();
    let backgrounds = ["background", "marked", "added", "removed"];
    let mut faint = Vec::new();
    for (name, text) in colours.iter().filter(|(name, _)| !backgrounds.contains(name) && !["border", "edge"].contains(name)) {
        for background in backgrounds {
            for (theme, (text, background_colour)) in text.iter().zip(colours[background]).enumerate() {
                let contrast = contrast(text, background_colour);
                if contrast < CONTRAST {
                    faint.push(format!("{name} on {background}, {}: {contrast:.2}", ["light", "dark"][theme]));
                }
            }
        }
    }
    assert!(faint.is_empty(), "{faint:#?}");
    assert!(colours.len() >= CLASSES.len() + backgrounds.len());
}

#[test]
fn every_class_has_a_colour() {
    for class in CLASSES {
        let rule = format!("code .{} {{ color: var(--code-", class.name().unwrap());
        assert_eq!(STYLESHEET.matches(&rule).count(), 1, "{class:?}");
    }
}

//! How well two colours can be told apart (WCAG 2.2, section 1.4.3).

use svgtypes::Color;

/// The least contrast of text: WCAG 2.2, success criterion 1.4.3, level AA.
pub const ENOUGH: f64 = 4.5;

/// The contrast of two opaque colours, from 1 to 21.
#[must_use]
pub fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance, from 0 (black) to 1 (white).
#[must_use]
pub fn luminance(colour: Color) -> f64 {
    let linear = |channel: u8| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
}

/// Black or white, whichever is easier to read on `ground`.
#[must_use]
pub fn readable_on(ground: Color) -> Color {
    if contrast(Color::black(), ground) >= contrast(Color::white(), ground) { Color::black() } else { Color::white() }
}

/// `top` as seen over the opaque colour `ground`.
#[must_use]
pub fn over(top: Color, ground: Color) -> Color {
    let mix = |top_channel: u8, ground_channel: u8| {
        let alpha = u32::from(top.alpha);
        let sum = u32::from(top_channel) * alpha + u32::from(ground_channel) * (255 - alpha);
        u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
    };
    Color::new_rgb(mix(top.red, ground.red), mix(top.green, ground.green), mix(top.blue, ground.blue))
}

/// `share` per cent of `top`, the rest of `ground`.
#[must_use]
pub fn blend(top: Color, share: u8, ground: Color) -> Color {
    let alpha = u8::try_from(u32::from(share.min(100)) * 255 / 100).unwrap_or(u8::MAX);
    over(Color { alpha, ..top }, ground)
}

/// As CSS writes it: `#rrggbb`, with two more digits where it lets something through.
#[must_use]
pub fn hex(colour: Color) -> String {
    let Color { red, green, blue, alpha } = colour;
    if alpha == 255 { format!("#{red:02x}{green:02x}{blue:02x}") } else { format!("#{red:02x}{green:02x}{blue:02x}{alpha:02x}") }
}

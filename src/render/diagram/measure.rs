//! How wide a text is, without a font: the layout needs widths, and the machine that builds has no say in them.

use super::advances::{ADVANCES, UNITS_PER_EM};

/// Distance from the top of the face to its baseline, in ems (Arial metrics).
pub(super) const ASCENT: f64 = 0.905;
/// Distance from the baseline to the bottom of the face, in ems (Arial metrics).
pub(super) const DESCENT: f64 = 0.212;

/// Width of `text` on one line in CSS pixels, at `size` pixels to the em.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    text.chars().map(|c| advance(c, bold)).sum::<f64>() * size
}

/// Whether a CSS `font-weight` is drawn with the bold face.
pub(super) fn is_bold(weight: &str) -> bool {
    let weight = weight.trim();
    matches!(weight, "bold" | "bolder") || weight.parse::<f64>().is_ok_and(|weight| weight >= 600.0)
}

fn advance(c: char, bold: bool) -> f64 {
    let code = u32::from(c);
    let run = ADVANCES.partition_point(|(start, _)| *start <= code).checked_sub(1);
    let measured = run.and_then(|run| ADVANCES.get(run)).and_then(|(start, run)| run.get(usize::try_from(code - start).ok()?));
    match measured {
        Some((regular, heavy)) => f64::from(if bold { *heavy } else { *regular }) / UNITS_PER_EM,
        None => fallback(code),
    }
}

/// Ems of a character that the table lacks: nothing for what only modifies its neighbour, one em for ideographs,
/// Hangul and emoji, and for the remaining scripts a width on the generous side, so that a label fits its box.
fn fallback(code: u32) -> f64 {
    match code {
        0..=0x1f
        | 0x7f..=0x9f
        | 0x300..=0x36f
        | 0x200b..=0x200f
        | 0x202a..=0x202e
        | 0x2060..=0x206f
        | 0xfe00..=0xfe0f
        | 0xfe20..=0xfe2f
        | 0xfeff
        | 0xe0000..=0xe01ef
        | 0x1f3fb..=0x1f3ff => 0.0,
        0x2000..=0x200a | 0x202f | 0x205f => 0.278,
        0x1100..=0x11ff
        | 0x2600..=0x27bf
        | 0x2b00..=0x2bff
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xe000..=0xfaff
        | 0xfe30..=0xfe4f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1_f000..=0x3_ffff => 1.0,
        0x300..=0x10ff => 0.6,
        _ => 0.667,
    }
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn widths_are_those_of_the_face() {
        assert!((width("Worker", 16.0, false) - 51.55).abs() < 0.01);
        assert!(width("Worker", 16.0, true) > width("Worker", 16.0, false));
        assert!((width("日本語", 16.0, false) - 48.0).abs() < f64::EPSILON);
        assert!(width("\u{301}\u{200d}", 16.0, false).abs() < f64::EPSILON);
    }
}

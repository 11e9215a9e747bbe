//! Coordinates no longer than the eye can follow.
//!
//! The engine writes a curve with some fifteen digits a number, and a box with round ends as hundreds of curves. Such
//! digits hardly compress: they can be most of a page.

use super::tree::length;

/// Digits after the point from which on a number was computed. A picture drawn by hand has fewer, and may be packed so
/// tightly that only its own reading tells where one number ends.
const COMPUTED: usize = 4;

/// A path, a list of points or a shift, with its computed numbers rounded to a hundredth of a pixel.
pub(super) fn shorten(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '.') {
        let (before, from_number) = rest.split_at(start);
        let (number, after) = from_number.split_at(end_of_number(from_number));
        out.push_str(before);
        match rounded(number).filter(|_| !after.starts_with('.')) {
            Some(short) => out.push_str(&short),
            None => out.push_str(number),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where the number that `text` begins with is over: digits, a point, digits, an exponent. Never 0.
fn end_of_number(text: &str) -> usize {
    let digits = |from: usize| from + text.bytes().skip(from).take_while(u8::is_ascii_digit).count();
    let mut end = digits(0);
    if text.as_bytes().get(end) == Some(&b'.') {
        end = digits(end + 1);
    }
    if matches!(text.as_bytes().get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.as_bytes().get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            end = exponent;
        }
    }
    end
}

fn rounded(number: &str) -> Option<String> {
    let (whole, fraction) = number.split_once('.')?;
    let packed = whole.len() > 1 && whole.starts_with('0');
    if fraction.len() < COMPUTED || packed {
        return None;
    }
    number.parse().ok().map(length)
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn computed_numbers_are_rounded_to_a_hundredth() {
        assert_eq!(shorten("M-53.69145708609573 -19.473817810386223 L0.99999 12"), "M-53.69 -19.47 L1 12");
        assert_eq!(shorten("M52.87500000000001,-1.5612511283791264e-15Z"), "M52.88,-0Z");
        assert_eq!(shorten("translate(624.9202580538437,2047.296875)"), "translate(624.92,2047.3)");
    }

    #[test]
    fn what_was_written_by_hand_stays_as_it_is() {
        for written in ["M0 0L10.5 3.125z", "m12.26.1l.256.255a1 1 0 01.5.5", "", "none", ".", "1e5", "M1.23456.5"] {
            assert_eq!(shorten(written), written);
        }
    }

    #[test]
    fn an_odd_text_is_left_alone() {
        for odd in ["1e", "é0015.12345", "1.2.3.4", "5.e"] {
            assert_eq!(shorten(odd), odd);
        }
    }
}

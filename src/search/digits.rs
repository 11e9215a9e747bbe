//! Numbers as the shards write them: digits of base 45 in printable ASCII, from the lowest place up.

/// What a digit says besides its value: another place follows.
const MORE: u32 = 45;

/// The character of a digit from 0 to 90.
pub(super) fn digit(value: u32) -> char {
    let code = u32::from(b'#') + value.min(90);
    let code = if code < u32::from(b'\\') { code } else { code + 1 };
    char::from_u32(code).unwrap_or('#')
}

/// Adds a number.
pub(super) fn number(mut value: u32, text: &mut String) {
    while value >= MORE {
        text.push(digit(value % MORE + MORE));
        value /= MORE;
    }
    text.push(digit(value));
}

/// Adds a number that may be negative.
pub(super) fn signed(value: i32, text: &mut String) {
    number((value.wrapping_shl(1) ^ (value >> 31)).cast_unsigned(), text);
}

/// The ways back, for the tests.
#[cfg(test)]
pub(super) mod read {
    pub(in crate::search) fn digit(c: char) -> u32 {
        let code = u32::from(c) - u32::from('#');
        if code > u32::from('\\') - u32::from('#') { code - 1 } else { code }
    }

    pub(in crate::search) fn number(chars: &mut impl Iterator<Item = char>) -> u32 {
        let (mut value, mut place) = (0, 1);
        for c in chars {
            let digit = digit(c);
            value += digit % 45 * place;
            place = place.wrapping_mul(45);
            if digit < 45 {
                break;
            }
        }
        value
    }

    pub(in crate::search) fn signed(chars: &mut impl Iterator<Item = char>) -> i32 {
        let number = number(chars);
        (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_digits_are_those_of_the_format() {
        let written = |value| {
            let mut text = String::new();
            number(value, &mut text);
            text
        };
        assert_eq!([0, 44, 45, 2024].map(written), ["#", "O", "P$", "}O"]);
        assert_eq!((digit(56), digit(57), digit(90)), ('[', ']', '~'));
    }

    proptest! {
        #[test]
        fn numbers_are_read_as_they_were_written(values: Vec<(u32, i32)>) {
            let mut text = String::new();
            for (plain, with_sign) in &values {
                number(*plain, &mut text);
                signed(*with_sign, &mut text);
            }
            prop_assert!(text.bytes().all(|b| (b'#'..=b'~').contains(&b) && b != b'\\'));
            let mut chars = text.chars();
            for (plain, with_sign) in &values {
                prop_assert_eq!(read::number(&mut chars), *plain);
                prop_assert_eq!(read::signed(&mut chars), *with_sign);
            }
        }
    }
}

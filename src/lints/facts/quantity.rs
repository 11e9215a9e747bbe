//! Quantities as pages write them, with their units.

use crate::facts::ConfigOption;

use super::words::unquoted;

/// The number that the text is.
pub(super) fn plain_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let looks = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    if !looks {
        return None;
    }
    let digits = text.replace([',', '_'], "");
    match digits.strip_prefix("0o").map(|digits| i64::from_str_radix(digits, 8)) {
        #[expect(clippy::cast_precision_loss, reason = "a mask of permissions is small")]
        Some(octal) => octal.ok().map(|octal| octal as f64),
        None => digits.parse().ok().filter(|number: &f64| number.is_finite()),
    }
}

/// A quantity as a page writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Said {
    number: f64,
    /// In seconds, where the unit is one of time.
    seconds: Option<f64>,
    /// The unit of time, in seconds, where there is just one.
    unit: Option<f64>,
}

impl Said {
    /// Whether it is this default of the option.
    pub(super) fn is(self, default: f64, option: &ConfigOption) -> bool {
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        match (self.seconds, own_unit(option)) {
            (None, _) => close(self.number, default),
            (Some(seconds), Some(unit)) => close(seconds, default * unit),
            (Some(seconds), None) => {
                let speaks_of_unit = self.unit.is_some_and(|unit| mentions(&option.description, unit));
                close(seconds, default) || speaks_of_unit && close(self.number, default)
            }
        }
    }
}

/// The unit that an option's name tells, in seconds.
fn own_unit(option: &ConfigOption) -> Option<f64> {
    let last = option.name.rsplit(['_', '-', '.']).next().unwrap_or_default();
    if option.name.contains('_') || option.name.contains('-') { unit(last) } else { None }
}

/// Whether the words speak of that unit.
fn mentions(words: &str, seconds: f64) -> bool {
    words.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.len() > 3 && unit(word) == Some(seconds))
}

fn unit(word: &str) -> Option<f64> {
    Some(match word.to_lowercase().as_str() {
        "ms" | "msec" | "millis" | "millisecond" | "milliseconds" => 0.001,
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
        "d" | "day" | "days" => 86400.0,
        "week" | "weeks" => 604_800.0,
        _ => return None,
    })
}

/// The quantity that the words write: a number, one with a unit, or several of time as in `1 hour 30 minutes`. `None` where there are other
/// words.
pub(super) fn numbers(words: &str) -> Option<Said> {
    let mut tokens: Vec<String> = Vec::new();
    let words = unquoted(words);
    let words = words.strip_prefix("port ").unwrap_or(words);
    for word in words.split(|c: char| c.is_whitespace() || c == '\u{a0}').filter(|word| !word.is_empty()) {
        // A port with its protocol.
        let word = unquoted(word).trim_end_matches("/tcp").trim_end_matches("/udp");
        // `24h` is two words; `0o775` and `1e5` are one.
        let digits = word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(word.len());
        let (number, letters) = word.split_at(digits);
        if digits > 0 && unit(letters).is_some() {
            tokens.extend([number.trim_end_matches('-').to_owned(), letters.to_owned()]);
        } else if let Some((number, letters)) =
            word.split_once('-').filter(|(number, letters)| !number.is_empty() && unit(letters).is_some())
        {
            tokens.extend([number.to_owned(), letters.to_owned()]);
        } else if !matches!(word, "and" | "of" | "a") {
            tokens.push(word.to_owned());
        }
    }
    let number = plain_number(tokens.first()?)?;
    match tokens.as_slice() {
        [_] => Some(Said { number, seconds: None, unit: None }),
        [_, word] if unit(word).is_none() => {
            let is_word = word.chars().all(char::is_alphabetic) || word == "%";
            is_word.then_some(Said { number, seconds: None, unit: None })
        }
        pairs if pairs.len() % 2 == 0 => {
            let time = pairs.chunks(2).map(|pair| Some(plain_number(pair.first()?)? * unit(pair.get(1)?)?));
            let seconds = time.sum::<Option<f64>>()?;
            let unit = if pairs.len() == 2 { pairs.get(1).and_then(|word| unit(word)) } else { None };
            Some(Said { number, seconds: Some(seconds), unit })
        }
        _ => None,
    }
}

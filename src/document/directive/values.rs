//! Reading the values of options.

use super::table::{OptionSpec, Value};
use crate::document::{Length, LineSet};

/// `:class:`, which nearly every directive takes.
pub(super) const CLASS: OptionSpec =
    OptionSpec { name: "class", value: Value::Text, summary: "Classes, separated by white space." };
/// `:name:`, which nearly every directive takes.
pub(super) const NAME: OptionSpec =
    OptionSpec { name: "name", value: Value::Text, summary: "A label that it can be referred to by." };

/// What is wrong with `text` as a `value`, in words that fit behind the option's name; `None` where it fits.
pub(super) fn problem(value: Value, text: &str) -> Option<String> {
    let fits = match value {
        // In MyST, options are YAML.
        Value::Flag => matches!(text, "" | "true"),
        Value::Text => !text.is_empty(),
        Value::OptionalText => true,
        Value::OptionalNumber if text.is_empty() => true,
        Value::Number | Value::OptionalNumber => text.parse::<u32>().is_ok(),
        Value::Integer => text.parse::<i64>().is_ok(),
        Value::Length => text.parse::<Length>().is_ok(),
        Value::Lines => lines(text).is_some(),
        Value::Choice(choices) => choices.contains(&text),
    };
    let wanted = match value {
        _ if fits => return None,
        Value::Flag => "takes no value".to_owned(),
        Value::Text | Value::OptionalText => "needs a value".to_owned(),
        Value::Number | Value::Integer | Value::OptionalNumber => "needs a whole number".to_owned(),
        Value::Length => "needs a length, as in `200`, `20em` or `50%`".to_owned(),
        Value::Lines => "needs line numbers, as in `1,3-5,9-`".to_owned(),
        Value::Choice(choices) => format!("needs one of `{}`", choices.join("`, `")),
    };
    Some(wanted)
}

/// The lines in `1,3-5,9-`, at least one. `None` where a part is no line or a range runs backwards.
#[must_use]
pub(super) fn lines(text: &str) -> Option<LineSet> {
    text.parse::<LineSet>().ok().filter(|lines| !lines.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_lists_are_read_and_nonsense_is_not() {
        let ranges = |text| lines(text).map(|lines| lines.ranges().collect::<Vec<_>>());
        assert_eq!(ranges("1, 3-5,9-"), Some(vec![1..=1, 3..=5, 9..=u32::MAX]));
        assert_eq!(ranges("7,-2"), Some(vec![1..=2, 7..=7]));
        for nonsense in ["", "0", "5-3", "a", "-"] {
            assert_eq!(lines(nonsense), None, "{nonsense}");
        }
        let length = |text: &str| text.parse::<Length>().ok();
        assert_eq!(
            (length("20px"), length("20"), length("2.5in")),
            (Some(Length::Pixels(20)), Some(Length::Pixels(20)), Some(Length::Pixels(240)))
        );
        assert_eq!((length("50 %"), length("wide"), length("-3")), (Some(Length::OfText(50)), None, None));
    }
}

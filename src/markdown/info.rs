//! The words behind a code fence.

use crate::document::CodeOptions;
use crate::document::directive::line_ranges;

/// The language and the options in an info string: the language ends at white space, `,` or `{`; then come `linenos`, `diff`,
/// `title="…"`, `linenos=5` or `start=5`, and lines to mark as `{1,3-5}` or `hl_lines="1 3-5"`.
pub(super) fn parse(info: &str, extensions: bool) -> (&str, CodeOptions) {
    let ends = |c: char| c.is_whitespace() || (extensions && matches!(c, ',' | '{'));
    let end = info.find(ends).unwrap_or(info.len());
    let (language, rest) = info.split_at(end);
    let options = if extensions { options(rest) } else { CodeOptions::default() };
    (language, options)
}

fn options(rest: &str) -> CodeOptions {
    let mut options = CodeOptions::default();
    for word in Words(rest) {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        let value = value.trim_matches(['"', '\'']);
        match key {
            "title" | "caption" => options.title = Some(value.to_owned()),
            "linenos" | "start" => options.first_line = value.parse().ok().or(Some(1)),
            "hl_lines" => options.marked = line_ranges(&value.replace(' ', ",")).unwrap_or_default(),
            "diff" => options.diff = true,
            _ if key.starts_with('{') => {
                options.marked = line_ranges(key.trim_matches(['{', '}'])).unwrap_or_default();
            }
            _ => {}
        }
    }
    options
}

/// Words separated by white space or commas; braces and quotes hold theirs together.
struct Words<'t>(&'t str);

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.0.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let mut until = None;
        let end = rest.char_indices().find(|(_, c)| match until {
            Some(close) => {
                if *c == close {
                    until = None;
                }
                false
            }
            None => match c {
                '{' => {
                    until = Some('}');
                    false
                }
                '"' | '\'' => {
                    until = Some(*c);
                    false
                }
                c => c.is_whitespace() || *c == ',',
            },
        });
        let (word, rest) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        self.0 = rest;
        (!word.is_empty()).then_some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_and_options_are_told_apart() {
        let (language, options) = parse("rust,linenos title=\"src/main.rs, cut\" {1,3-5}", true);
        assert_eq!(language, "rust");
        assert_eq!(options.title.as_deref(), Some("src/main.rs, cut"));
        assert_eq!(options.first_line, Some(1));
        assert_eq!(options.marked, [1..=1, 3..=5]);
        assert_eq!(parse("toml hl_lines=\"2 4\" start=10 diff", true).1.marked, [2..=2, 4..=4]);
        assert_eq!(parse("a,b", false).0, "a,b");
    }
}

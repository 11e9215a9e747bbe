//! The words behind a fence, in the dialects that people bring along.

mod items;

use std::ops::Range;

use crate::document::{CodeOptions, LineSet};
use items::{Item, Value};

/// Something in an info string that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InfoProblem {
    /// Bytes of the info string.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do, if that is known.
    pub help: Option<String>,
}

/// What the name of an attribute asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Title,
    Numbers,
    NoNumbers,
    FirstLine,
    Lines(Lines),
    Diff,
    /// For tools that compile or run the code.
    NotOurs,
}

/// What named lines are named for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Marked,
    Focus,
}

/// How authors for `VitePress` ask for line numbers.
const NUMBERED: &str = ":line-numbers";

/// Names of attributes, in lower case and without `-` and `_`.
#[rustfmt::skip]
const NAMES: &[(Meaning, &[&str])] = &[
    (Meaning::Title, &["title", "caption", "name", "file", "filename"]),
    (Meaning::Numbers, &["linenos", "linenums", "lineno", "linenumbers", "showlinenumbers", "numberlines", "numbers"]),
    (Meaning::NoNumbers, &["nolinenos", "nolinenumbers"]),
    (Meaning::FirstLine, &["linenostart", "startline", "firstline", "startfrom", "start"]),
    (Meaning::Lines(Lines::Marked), &["hllines", "emphasizelines", "highlight", "highlightlines", "mark", "marked"]),
    (Meaning::Lines(Lines::Focus), &["focus", "focuslines", "focused"]),
    (Meaning::Diff, &["diff"]),
    (Meaning::NotOurs, &[
        "ignore", "norun", "shouldpanic", "compilefail", "testharness", "standalonecrate", "editable", "noplayground",
        "noplaypen", "mdbookrunnable", "runnable", "hidelines", "edition2015", "edition2018", "edition2021", "edition2024",
    ]),
];

/// Reads an info string: the word for the language, the options, and what was not understood.
///
/// Understood are `rust,linenos` and `rust,hl_lines=1 3-5` (mdBook, Zola), `python title="x.py" {1,3-5} showLineNumbers`
/// (Docusaurus), `py linenums="1" hl_lines="2 3"` (Material for `MkDocs`), `js:line-numbers{4} [x.js]` (`VitePress`),
/// `go {linenos=table,hl_lines=[8,"15-17"]}` (Hugo) and `{.python .numberLines startFrom="100"}` (Pandoc). What concerns
/// only the running of code (`ignore`, `should_panic`, `editable`) is passed over.
#[must_use]
pub fn parse_info(info: &str) -> (Option<&str>, CodeOptions, Vec<InfoProblem>) {
    let mut reading = Reading::default();
    let mut parts = items::split(Value { text: info, start: 0 });
    match parts.first().cloned() {
        Some((Item::Word(word), _)) if !word.starts_with('.') => reading.first_word(word, None),
        Some((Item::Pair(word, value), _)) if word.ends_with(NUMBERED) => reading.first_word(word, Some(value)),
        _ => return reading.finish(parts),
    }
    parts.remove(0);
    reading.finish(parts)
}

/// What is known of an info string so far.
#[derive(Default)]
struct Reading<'a> {
    language: Option<&'a str>,
    options: CodeOptions,
    problems: Vec<InfoProblem>,
    /// What the item before named lines for, of which more may follow: `hl_lines=1 3-5`.
    naming: Option<Lines>,
}

impl<'a> Reading<'a> {
    fn finish(mut self, items: Vec<(Item<'a>, Range<usize>)>) -> (Option<&'a str>, CodeOptions, Vec<InfoProblem>) {
        self.items(items);
        (self.language, self.options, self.problems)
    }

    /// Takes the word for the language, which may say more: `ts:line-numbers=2`.
    fn first_word(&mut self, word: &'a str, value: Option<Value<'_>>) {
        if let Some(word) = word.strip_suffix(NUMBERED) {
            self.language = Some(word);
            self.numbers(value.unwrap_or(Value { text: "", start: 0 }));
        } else {
            self.language = Some(word.strip_suffix(":no-line-numbers").unwrap_or(word));
        }
    }

    fn items(&mut self, items: Vec<(Item<'a>, Range<usize>)>) {
        for (item, range) in items {
            match (item, self.naming.take()) {
                (Item::Word(word), Some(lines)) if word.starts_with(|c: char| c.is_ascii_digit()) => {
                    self.lines(lines, Value { text: word, start: range.start });
                    self.naming = Some(lines);
                }
                (Item::Word(word), _) => self.word(word, range),
                (Item::Pair(name, value), _) => self.pair(name, Some(value), range),
                (Item::Braced(inner), _) if inner.text.trim_start().starts_with(|c: char| c.is_ascii_digit()) => {
                    self.lines(Lines::Marked, inner);
                }
                (Item::Braced(inner), _) => self.items(items::split(inner)),
                (Item::Bracketed(title), _) => self.options.title = Some(title.text.to_owned()),
                (Item::Quoted(value), _) => self.unknown(value.text, range),
                (Item::Unclosed(open), _) => self.problem(range, format!("nothing closes the `{open}`"), None),
            }
        }
    }

    fn word(&mut self, word: &'a str, range: Range<usize>) {
        match word.strip_prefix('.') {
            Some(class) if meaning(class).is_none() && self.language.is_none() => self.language = Some(class),
            Some(class) => self.pair(class, None, range),
            None => self.pair(word, None, range),
        }
    }

    fn pair(&mut self, name: &str, value: Option<Value<'_>>, range: Range<usize>) {
        match (meaning(name), value) {
            (Some(Meaning::NotOurs), _) => {}
            (Some(Meaning::Title), Some(title)) => self.options.title = Some(title.text.to_owned()),
            (Some(Meaning::Title), None) => self.needs_value(name, "\"main.rs\"", range),
            (Some(Meaning::Numbers), None) => self.number_from(None),
            (Some(Meaning::Numbers), Some(value)) => self.numbers(value),
            (Some(Meaning::NoNumbers), _) => self.options.first_line = None,
            (Some(Meaning::FirstLine), Some(value)) => self.first_line(value),
            (Some(Meaning::FirstLine), None) => self.needs_value(name, "10", range),
            (Some(Meaning::Lines(lines)), Some(value)) => {
                self.lines(lines, value);
                self.naming = Some(lines);
            }
            (Some(Meaning::Lines(_)), None) => self.needs_value(name, "1,3-5", range),
            (Some(Meaning::Diff), value) => self.options.diff = value.is_none_or(|value| !is_off(value.text)),
            (None, _) => self.unknown(name, range),
        }
    }

    fn numbers(&mut self, value: Value<'_>) {
        match value.text {
            "" | "true" | "on" | "yes" | "table" | "inline" => self.number_from(None),
            text if is_off(text) => self.options.first_line = None,
            _ => self.first_line(value),
        }
    }

    /// Numbers the lines, from the number that is known already unless there is a better one.
    fn number_from(&mut self, first: Option<u32>) {
        self.options.first_line = first.or(self.options.first_line).or(Some(1));
    }

    fn first_line(&mut self, value: Value<'_>) {
        match value.text.parse() {
            Ok(first) => {
                self.number_from(Some(first));
            }
            Err(_) => self.problem(value.range(), format!("`{}` is not a line number", value.text), None),
        }
    }

    fn lines(&mut self, named_for: Lines, value: Value<'_>) {
        let set = match named_for {
            Lines::Marked => &mut self.options.marked,
            Lines::Focus => &mut self.options.focus,
        };
        // Hugo quotes its ranges.
        match value.text.replace(['"', '\''], " ").parse::<LineSet>() {
            Ok(lines) => set.extend(lines.ranges()),
            Err(error) => {
                let range = value.start + error.range.start..value.start + error.range.end;
                self.problem(range, error.message, Some("write lines as in `1,3-5`".to_owned()));
            }
        }
    }

    fn needs_value(&mut self, name: &str, example: &str, range: Range<usize>) {
        self.problem(range, format!("`{name}` has no value"), Some(format!("write `{name}={example}`")));
    }

    fn unknown(&mut self, name: &str, range: Range<usize>) {
        let known = NAMES.iter().flat_map(|(_, names)| names.iter());
        let distance = |known: &str| strsim::damerau_levenshtein(&bare(name), known);
        let near = known.map(|known| (distance(known), known)).min_by_key(|(distance, _)| *distance);
        let help = near.filter(|(distance, _)| *distance <= 2).map(|(_, known)| format!("did you mean `{known}`?"));
        self.problem(range, format!("`{name}` means nothing on a code block"), help);
    }

    fn problem(&mut self, range: Range<usize>, message: String, help: Option<String>) {
        self.problems.push(InfoProblem { range, message, help });
    }
}

fn is_off(value: &str) -> bool {
    matches!(value, "false" | "off" | "no" | "none" | "0")
}

/// A name without what dialects differ in: `line-numbers`, `line_numbers`, `lineNumbers`.
fn bare(name: &str) -> String {
    name.to_lowercase().replace(['-', '_'], "")
}

fn meaning(name: &str) -> Option<Meaning> {
    let bare = bare(name);
    // `ignore-wasm32` and the error numbers that `compile_fail` goes with are rustdoc's.
    let is_error_number = |digits: &str| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    if bare.starts_with("ignore") || name.strip_prefix('E').is_some_and(is_error_number) {
        return Some(Meaning::NotOurs);
    }
    NAMES.iter().find(|(_, names)| names.contains(&bare.as_str())).map(|(meaning, _)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The language and the options that differ from the default, in short.
    fn read(info: &str) -> String {
        let (language, options, problems) = parse_info(info);
        assert_eq!(problems, [], "{info}");
        let words = [
            Some(language.unwrap_or("-").to_owned()),
            options.title.map(|title| format!("title={title}")),
            options.first_line.map(|first| format!("numbers={first}")),
            options.marked.last().map(|_| format!("marked={:?}", options.marked.ranges().collect::<Vec<_>>())),
            options.focus.last().map(|_| format!("focus={:?}", options.focus.ranges().collect::<Vec<_>>())),
            options.diff.then(|| "diff".to_owned()),
        ];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn problems(info: &str) -> Vec<(&str, String)> {
        let found = parse_info(info).2;
        found.into_iter().map(|problem| (&info[problem.range], problem.message)).collect()
    }

    #[test]
    fn dialects() {
        for (info, expected) in [
            ("", "-"),
            ("rust", "rust"),
            ("c++", "c++"),
            ("rust,linenos", "rust numbers=1"),
            ("rust,ignore,hidelines=#", "rust"),
            ("rust,compile_fail,E0277,edition2024", "rust"),
            ("rust,linenos,linenostart=20,hl_lines=3-5 8,name=main.rs", "rust title=main.rs numbers=20 marked=[3..=5, 8..=8]"),
            ("python title=\"a b.py\" {1,3-5} linenos", "python title=a b.py numbers=1 marked=[1..=1, 3..=5]"),
            ("jsx title='x.js' showLineNumbers=7", "jsx title=x.js numbers=7"),
            ("py linenums=\"1\" hl_lines=\"2 3\"", "py numbers=1 marked=[2..=3]"),
            ("js{4} [vite.config.js]", "js title=vite.config.js marked=[4..=4]"),
            ("ts:line-numbers {1}", "ts numbers=1 marked=[1..=1]"),
            ("ts:line-numbers=2", "ts numbers=2"),
            ("ts:no-line-numbers", "ts"),
            ("go {linenos=table,hl_lines=[8,\"15-17\"],linenostart=199}", "go numbers=199 marked=[8..=8, 15..=17]"),
            ("{.python .numberLines startFrom=\"100\"}", "python numbers=100"),
            ("yaml diff", "yaml diff"),
            ("yaml focus=\"2,4-5\"", "yaml focus=[2..=2, 4..=5]"),
            ("yaml {1} focus={3-}", "yaml marked=[1..=1] focus=[3..=4294967295]"),
            ("yaml focus-lines=2 4 hl_lines=1", "yaml marked=[1..=1] focus=[2..=2, 4..=4]"),
            ("title=\"x, y\"", "- title=x, y"),
            ("py linenos=false", "py"),
        ] {
            assert_eq!(read(info), expected, "{info}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named_and_placed() {
        let one = |info, at, message: &str| assert_eq!(problems(info), [(at, message.to_owned())]);
        one("rust,linenso", "linenso", "`linenso` means nothing on a code block");
        one("py {1,5-3}", "5-3", "the range `5-3` ends before it starts; write `3-5`");
        one("py hl_lines=\"2 x\"", "x", "`x` is neither a line such as `3` nor a range such as `3-5`");
        one("py title=\"x", "title=\"x", "nothing closes the `\"`");
        one("py title", "title", "`title` has no value");
        one("py linenostart=x", "x", "`x` is not a line number");
        one("py \"word\"", "\"word\"", "`word` means nothing on a code block");
        assert_eq!(parse_info("rust,linenso").2[0].help.as_deref(), Some("did you mean `linenos`?"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_and_problems_are_inside(info in "\\PC{0,40}|[a-z{}\\[\\]\"'=,:. 0-9-]{0,40}") {
            for problem in parse_info(&info).2 {
                proptest::prop_assert!(info.get(problem.range).is_some());
            }
        }
    }
}

//! Whether what a page calls the default of an option is its default: as values, not as letters.

use crate::facts::{ConfigOption, Value};

/// What a comparison comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The page is right.
    Same,
    /// It is wrong.
    Different,
    /// The page does not say a value: it explains.
    Unclear,
}

/// Compares the default of an option with the words of a page. `is_literal` says that the words are code, or quoted: a value in any case.
pub(super) fn compare(option: &ConfigOption, words: &str, is_literal: bool) -> Verdict {
    let words = words.trim();
    let (main, asides) = split(words);
    let main = unquoted(main);
    let is_literal =
        is_literal || main.len() < words.trim_end_matches('.').len() && words.starts_with(['"', '\'', '`', '“', '‘']);
    match &option.default.value {
        Value::Absent | Value::Table => Verdict::Unclear,
        Value::Null => null(main, is_literal),
        Value::Bool(on) => match flag(main) {
            Some(said) => verdict(said == *on),
            None => other(main, is_literal),
        },
        Value::Number(number) => quantity(option, *number, main, &asides, is_literal),
        Value::Text(text) => match plain_number(text) {
            Some(number) if text_of(main) != text_of(text) => quantity(option, number, main, &asides, is_literal),
            _ => literal(text, main, words, is_literal),
        },
        Value::List(items) => list(items, main, is_literal),
    }
}

fn verdict(same: bool) -> Verdict {
    if same { Verdict::Same } else { Verdict::Different }
}

/// What to make of words that are no value of the right kind.
fn other(main: &str, is_literal: bool) -> Verdict {
    if is_literal || is_none(main) || !main.contains(char::is_whitespace) || numbers(main).is_some() {
        Verdict::Different
    } else {
        Verdict::Unclear
    }
}

fn null(main: &str, is_literal: bool) -> Verdict {
    if is_none(main) || is_made(main) {
        Verdict::Same
    } else if is_literal || numbers(main).is_some() || flag(main).is_some() || !main.contains(char::is_whitespace) {
        Verdict::Different
    } else {
        Verdict::Unclear
    }
}

fn quantity(option: &ConfigOption, number: f64, main: &str, asides: &[&str], is_literal: bool) -> Verdict {
    let Some(said) = numbers(main) else { return other(main, is_literal) };
    let agrees = |said: &Said| said.is(number, option);
    let contradicts = |aside: &&str| numbers(aside).is_some_and(|said| !agrees(&said));
    verdict(agrees(&said) && !asides.iter().any(contradicts))
}

fn literal(text: &str, main: &str, words: &str, is_literal: bool) -> Verdict {
    let is_template = text.starts_with('{') && text.ends_with('}') && !text.contains([' ', ':', ',', '"']);
    if [main, words].iter().any(|said| text_of(said) == text_of(text)) {
        return Verdict::Same;
    }
    if let Some((start, _)) = main.split_once('…').or_else(|| main.split_once("...")).filter(|(start, _)| start.len() >= 3) {
        return verdict(text_of(text).starts_with(text_of(start).trim_end()));
    }
    if text.trim().is_empty() {
        return null(main, is_literal);
    }
    match (flag(text), flag(main)) {
        (Some(one), Some(other)) => return verdict(one == other),
        _ if is_template && (is_made(main) || is_none(main)) => return Verdict::Same,
        _ => {}
    }
    if is_made(main) && !is_literal { Verdict::Unclear } else { other(main, is_literal) }
}

fn list(items: &[String], main: &str, is_literal: bool) -> Verdict {
    if items.is_empty() && is_none(main) {
        return Verdict::Same;
    }
    let inner = main.trim_start_matches(['[', '(', '{']).trim_end_matches([']', ')', '}']);
    let said: Vec<String> = inner.split(',').map(text_of).filter(|item| !item.is_empty()).collect();
    if said.iter().map(String::as_str).eq(items.iter().map(|item| text_of(item)).collect::<Vec<_>>().iter().map(String::as_str)) {
        Verdict::Same
    } else if is_literal || main.starts_with('[') || main.contains(',') {
        Verdict::Different
    } else {
        other(main, is_literal)
    }
}

/// The words before the first parenthesis, and the words in parentheses.
fn split(words: &str) -> (&str, Vec<&str>) {
    let Some(open) = words.find(" (") else { return (words, Vec::new()) };
    let mut asides = Vec::new();
    let mut rest = &words[open + 1..];
    while let Some((aside, after)) = rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        asides.push(aside.trim());
        rest = after.trim_start();
    }
    (words[..open].trim(), asides)
}

fn unquoted(words: &str) -> &str {
    const QUOTES: &[char] = &['"', '\'', '`', '“', '”', '‘', '’'];
    let words = words.trim().trim_end_matches(['.', ';', ',']).trim();
    let inner = words.strip_prefix(QUOTES).and_then(|words| words.strip_suffix(QUOTES));
    inner.map_or(words, |inner| unquoted_again(inner))
}

fn unquoted_again(words: &str) -> &str {
    words.trim_matches('`')
}

/// The words as they compare: quotes and further white space gone, and a place in braces written in one way.
fn text_of(words: &str) -> String {
    let words = unquoted(words).replace("${", "{").replace("%%", "%").replace(", ", ",").replace("\\n", " ");
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    folded.replace("$AIRFLOW_HOME", "{AIRFLOW_HOME}")
}

/// Words that say that there is no value.
fn is_none(words: &str) -> bool {
    const NONE: &[&str] = &[
        "",
        "none",
        "null",
        "nil",
        "unset",
        "not set",
        "empty",
        "empty string",
        "(empty)",
        "blank",
        "no default",
        "no value",
        "nothing",
        "not defined",
        "undefined",
        "absent",
        "n/a",
        "na",
        "-",
        "–",
        "—",
        "~",
        "{}",
        "[]",
        "not configured",
        "disabled by default",
        "required",
    ];
    let words = words.trim().to_lowercase();
    NONE.contains(&words.as_str())
        || ["none ", "unset ", "not set", "empty ", "no default", "none,", "unset,", "empty,"]
            .iter()
            .any(|start| words.starts_with(start))
}

/// Words that say that the value is made when it is needed.
fn is_made(words: &str) -> bool {
    let words = words.trim().to_lowercase();
    ["auto", "generated", "random", "derived", "computed", "a random", "a generated", "made "]
        .iter()
        .any(|start| words.starts_with(start))
}

fn flag(words: &str) -> Option<bool> {
    match unquoted(words).to_lowercase().as_str() {
        "true" | "yes" | "on" | "enabled" => Some(true),
        "false" | "no" | "off" | "disabled" => Some(false),
        _ => None,
    }
}

fn plain_number(text: &str) -> Option<f64> {
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
struct Said {
    number: f64,
    /// In seconds, where the unit is one of time.
    seconds: Option<f64>,
    /// The unit of time, in seconds, where there is just one.
    unit: Option<f64>,
}

impl Said {
    fn is(self, default: f64, option: &ConfigOption) -> bool {
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
fn numbers(words: &str) -> Option<Said> {
    let mut tokens: Vec<String> = Vec::new();
    for word in unquoted(words).split(|c: char| c.is_whitespace() || c == '\u{a0}').filter(|word| !word.is_empty()) {
        let word = unquoted(word);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::facts::Facts;
    use crate::memo::Memory;
    use crate::source::Sources;
    use camino::Utf8Path;

    /// `default: …` of a schema, the option's type, what a page says, and what comes of it. Words in backticks are code.
    const CASES: &[(&str, &str, &str, Verdict)] = &[
        ("\"600.0\"", "float", "`600`", Verdict::Same),
        ("\"600.0\"", "float", "600.0 (10 min)", Verdict::Same),
        ("\"600.0\"", "float", "10 minutes", Verdict::Same),
        ("\"600.0\"", "float", "700", Verdict::Different),
        ("\"600.0\"", "float", "600 (20 minutes)", Verdict::Different),
        ("\"600\"", "integer", "600 (the longest wait)", Verdict::Same),
        ("\"86400\"", "integer", "86400 seconds (24 hours)", Verdict::Same),
        ("\"86400\"", "integer", "86400 (24h)", Verdict::Same),
        ("\"86400\"", "integer", "86,400", Verdict::Same),
        ("\"86400\"", "integer", "1 day", Verdict::Same),
        ("\"86400\"", "string", "24 hours", Verdict::Same),
        ("\"86400\"", "string", "12 hours", Verdict::Different),
        ("\"5400\"", "integer", "1 hour 30 minutes", Verdict::Same),
        ("\"10\"", "integer", "10 seconds", Verdict::Same),
        ("\"10\"", "integer", "10 minutes", Verdict::Different),
        ("\"10\"", "integer", "10-second", Verdict::Same),
        ("\"16\"", "integer", "16 tasks", Verdict::Same),
        ("\"-1\"", "integer", "`-1`", Verdict::Same),
        ("\"-1\"", "integer", "`1`", Verdict::Different),
        ("\"3\"", "integer", "None", Verdict::Different),
        ("\"3\"", "integer", "as many as there are cores", Verdict::Unclear),
        ("\"0o664\"", "string", "`0o664`", Verdict::Same),
        ("\"True\"", "boolean", "`true`", Verdict::Same),
        ("\"True\"", "boolean", "enabled", Verdict::Same),
        ("\"False\"", "boolean", "`True`", Verdict::Different),
        ("true", "boolean", "True.", Verdict::Same),
        ("~", "string", "None", Verdict::Same),
        ("~", "string", "Auto (`RFC 7638` thumbprint)", Verdict::Same),
        ("~", "string", "Auto-generated if missing", Verdict::Same),
        ("~", "string", "no default", Verdict::Same),
        ("~", "string", "—", Verdict::Same),
        ("~", "string", "depends on the host", Verdict::Unclear),
        ("~", "string", "`GUESS`", Verdict::Different),
        ("~", "integer", "30", Verdict::Different),
        ("\"\"", "string", "empty", Verdict::Same),
        ("\"\"", "string", "`\"\"`", Verdict::Same),
        ("\"\"", "string", "`x`", Verdict::Different),
        ("\"{JWT_SECRET_KEY}\"", "string", "generated", Verdict::Same),
        ("\"urn:a.org:task\"", "string", "`urn:a.org:task`", Verdict::Same),
        ("\"urn:a.org:task\"", "string", "`urn:a.org:tasks`", Verdict::Different),
        ("\"urn:a.org:task\"", "string", "None", Verdict::Different),
        ("\"GUESS\"", "string", "“GUESS”", Verdict::Same),
        ("\"{AIRFLOW_HOME}/dags\"", "string", "`$AIRFLOW_HOME/dags`", Verdict::Same),
        ("\"a,b\"", "string", "`a, b`", Verdict::Same),
        ("\"one\\n  two\"", "string", "`one two`", Verdict::Same),
        ("[a, b]", "list", "`[a, b]`", Verdict::Same),
        ("[a, b]", "list", "a, b", Verdict::Same),
        ("[a, b]", "list", "`a`", Verdict::Different),
        ("[]", "list", "empty", Verdict::Same),
    ];

    #[test]
    fn defaults_are_compared_as_values() {
        let mut wrong = Vec::new();
        for (default, kind, words, expected) in CASES {
            let schema = format!("core:\n  options:\n    timeout:\n      type: {kind}\n      default: {default}\n");
            let book = "[[facts]]\nname = \"x\"\nschema = \"x.yml\"\n";
            let (config, _) = Config::parse(Utf8Path::new("book.toml"), book);
            let (facts, problems) = Facts::load(&Sources::memory([("x.yml", schema)]), &config, &Memory::default());
            assert_eq!(problems, [], "{default}");
            let is_literal = words.starts_with('`') && words.ends_with('`');
            let found = compare(&facts.sets[0].options[0], words.trim_matches('`'), is_literal);
            if found != *expected {
                wrong.push(format!("default {default} ({kind}), page says {words}: {found:?}, not {expected:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

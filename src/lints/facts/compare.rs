//! Whether what a page calls the default of an option is its default: as values, not as letters.

use crate::facts::{ConfigOption, Value};

use super::quantity::{Said, numbers, plain_number};
use super::words::{depends, flag, is_made, is_none, is_unset, mark, switch, unquoted};

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
    let main = unquoted(without_parentheses(main));
    let is_literal =
        is_literal || main.len() < words.trim_end_matches('.').len() && words.starts_with(['"', '\'', '`', '“', '‘']);
    match &option.default.value {
        Value::Absent | Value::Table => Verdict::Unclear,
        Value::Null => null(main, is_literal),
        Value::Bool(on) => match mark(main) {
            Some(said) => verdict(said == *on),
            None => other(main, is_literal),
        },
        Value::Number(number) if !is_literal && switch(main).is_some() => switched(*number, main),
        Value::Number(number) => quantity(option, *number, main, &asides, is_literal),
        Value::Text(text) => match plain_number(text) {
            Some(number) if text_of(main) != text_of(text) => quantity(option, number, main, &asides, is_literal),
            _ => literal(text, main, words, is_literal),
        },
        Value::List(items) => list(items, main, is_literal),
    }
}

/// What to make of a number that is called enabled or disabled: most programs write 0, or less, for the latter.
fn switched(number: f64, main: &str) -> Verdict {
    if switch(main) == Some(number > 0.0) { Verdict::Unclear } else { Verdict::Different }
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
    if is_none(main) || is_made(main) || !is_literal && is_unset(main) {
        Verdict::Same
    } else if !is_literal && depends(main) {
        Verdict::Unclear
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
    // An address has a port, and more.
    if !is_literal && main.starts_with("port ") {
        return Verdict::Unclear;
    }
    if let Some(same) = same_path(text, main) {
        return verdict(same);
    }
    if text.trim().is_empty() {
        return null(main, is_literal);
    }
    match (flag(text), flag(main)) {
        (Some(one), Some(other)) => return verdict(one == other),
        _ if is_template && (is_made(main) || is_none(main)) => return Verdict::Same,
        // "It is enabled": whatever names what is on.
        _ if !is_literal && switch(main).is_some() => return Verdict::Unclear,
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

/// Whether a path is the default that begins with a place in braces, whatever the place is called: `~/airflow/dags` and `$HOME/dags` for
/// `{HOME}/dags`. `None` where either is something else.
fn same_path(default: &str, said: &str) -> Option<bool> {
    let (place, rest) = default.strip_prefix('{')?.split_once('}')?;
    let said = said.replace("%%", "%");
    let begins = said.starts_with(['~', '/', '$', '{', '<', '%']);
    (rest.starts_with('/') && !place.is_empty() && begins)
        .then(|| said.trim_end_matches('/').ends_with(rest.trim_end_matches('/')))
}

/// What all the words being in parentheses leaves.
fn without_parentheses(words: &str) -> &str {
    let inner = words.strip_prefix('(').and_then(|words| words.strip_suffix(')'));
    inner.filter(|inner| !inner.contains(['(', ')', ','])).map_or(words, str::trim)
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

/// The words as they compare: quotes and further white space gone, and a place in braces written in one way.
fn text_of(words: &str) -> String {
    let words = unquoted(words).replace("${", "{").replace("%%", "%").replace(", ", ",").replace("\\n", " ");
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    folded.replace("$AIRFLOW_HOME", "{AIRFLOW_HOME}")
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
        ("~", "string", "(none)", Verdict::Same),
        ("~", "string", "(unset)", Verdict::Same),
        ("~", "string", "(generated)", Verdict::Same),
        ("~", "string", "(auto-generated)", Verdict::Same),
        ("\"\"", "string", "(none)", Verdict::Same),
        ("\"\"", "string", "(generated)", Verdict::Same),
        ("~", "string", "(64)", Verdict::Different),
        ("~", "string", "Optional", Verdict::Same),
        ("~", "string", "`optional`", Verdict::Different),
        ("~", "string", "Platform-dependent", Verdict::Unclear),
        ("~", "string", "disabled", Verdict::Same),
        ("~", "string", "enabled", Verdict::Different),
        ("True", "boolean", "✓", Verdict::Same),
        ("True", "boolean", "✔", Verdict::Same),
        ("True", "boolean", "1", Verdict::Same),
        ("True", "boolean", "yes", Verdict::Same),
        ("True", "boolean", "✗", Verdict::Different),
        ("False", "boolean", "0", Verdict::Same),
        ("False", "boolean", "✘", Verdict::Same),
        ("False", "boolean", "not enabled", Verdict::Same),
        ("False", "boolean", "1", Verdict::Different),
        ("\"8080\"", "integer", "8080/tcp", Verdict::Same),
        ("\"8080\"", "integer", "8081/tcp", Verdict::Different),
        ("\"8080\"", "integer", "port 8080", Verdict::Same),
        ("\"8080\"", "integer", "port 8081", Verdict::Different),
        ("\"http://localhost:8080\"", "string", "port 8080", Verdict::Unclear),
        ("\"600\"", "integer", "disabled", Verdict::Different),
        ("\"0\"", "integer", "disabled", Verdict::Unclear),
        ("\"a.b.Backend\"", "string", "enabled", Verdict::Unclear),
        ("\"{AIRFLOW_HOME}/dags\"", "string", "`~/airflow/dags`", Verdict::Same),
        ("\"{AIRFLOW_HOME}/dags\"", "string", "`/opt/airflow/dags/`", Verdict::Same),
        ("\"{AIRFLOW_HOME}/dags\"", "string", "`~/airflow/plugins`", Verdict::Different),
        ("\"{AIRFLOW_HOME}/dags\"", "string", "`dags`", Verdict::Different),
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

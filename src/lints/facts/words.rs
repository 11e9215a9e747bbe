//! What the words of a value say, whatever the option: that there is none, that it is on, that it is made.

/// The words without quotes around them and the mark that ends a sentence.
pub(super) fn unquoted(words: &str) -> &str {
    const QUOTES: &[char] = &['"', '\'', '`', '“', '”', '‘', '’'];
    let words = words.trim().trim_end_matches(['.', ';', ',']).trim();
    let inner = words.strip_prefix(QUOTES).and_then(|words| words.strip_suffix(QUOTES));
    inner.map_or(words, |inner| unquoted_again(inner))
}

fn unquoted_again(words: &str) -> &str {
    words.trim_matches('`')
}

/// Words that say that there is no value.
pub(super) fn is_none(words: &str) -> bool {
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

/// Words that say of an option without a default that it is not set.
pub(super) fn is_unset(words: &str) -> bool {
    matches!(words.trim().to_lowercase().as_str(), "optional" | "disabled" | "off" | "not enabled" | "✗" | "✘" | "❌")
}

/// Words that say that the value is not the same everywhere.
pub(super) fn depends(words: &str) -> bool {
    let words = words.trim().to_lowercase();
    ["-dependent", "-specific", " dependent", " specific"].iter().any(|end| words.ends_with(end))
        || ["varies", "depends"].contains(&words.as_str())
}

/// Words that say that the value is made when it is needed.
pub(super) fn is_made(words: &str) -> bool {
    let words = words.trim().to_lowercase();
    ["auto", "generated", "random", "derived", "computed", "a random", "a generated", "made "]
        .iter()
        .any(|start| words.starts_with(start))
}

/// The flag that the words are.
pub(super) fn flag(words: &str) -> Option<bool> {
    match unquoted(words).to_lowercase().as_str() {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        words => switch(words),
    }
}

/// Words that say that something is on or off.
pub(super) fn switch(words: &str) -> Option<bool> {
    match words.to_lowercase().as_str() {
        "on" | "enabled" | "active" | "turned on" | "switched on" => Some(true),
        "off" | "disabled" | "inactive" | "turned off" | "switched off" | "not enabled" | "not active" => Some(false),
        _ => None,
    }
}

/// The flag of a column of marks, where the option is one.
pub(super) fn mark(words: &str) -> Option<bool> {
    match words {
        "1" | "✓" | "✔" | "✔️" | "✅" | "☑" => Some(true),
        "0" | "✗" | "✘" | "✖" | "❌" | "☐" => Some(false),
        _ => flag(words),
    }
}

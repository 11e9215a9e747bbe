//! Where links lead.

use super::{Taken, Value};

pub(super) fn short_links(taken: &mut Taken<'_>) {
    let Some(entries) = taken.value.entries() else {
        taken.text();
        return;
    };
    let mut lost = Vec::new();
    for (role, link) in entries {
        let Some(role) = role.text() else { continue };
        let parts = link.elements().unwrap_or_default();
        let url = parts.first().and_then(Value::text).or_else(|| link.text());
        let is_usable = role.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        let Some(url) = url.filter(|url| is_usable && (url.starts_with("https://") || url.starts_with("http://"))) else {
            lost.push(role.to_owned());
            continue;
        };
        let url = super::super::draft::quoted(url);
        match parts.get(1).and_then(Value::text) {
            Some(caption) => {
                let caption = super::super::draft::quoted(caption);
                taken.draft.set("markup.extlinks", role, format!("{{ url = {url}, caption = {caption} }}"));
            }
            None => taken.draft.set("markup.extlinks", role, url),
        }
    }
    if !lost.is_empty() {
        taken.leave(format!("{} cannot be taken over: the address is not known, or is no web address", lost.join(", ")));
    }
}

/// Other projects whose pages can be named.
pub(super) fn inventories(taken: &mut Taken<'_>) {
    let Some(entries) = taken.value.entries() else {
        taken.text();
        return;
    };
    if !crate::config::SETTINGS.iter().any(|setting| setting.key.starts_with("inventories")) {
        taken.leave("references into other projects are not looked up; give the full address");
        return;
    }
    let mut lost = Vec::new();
    for (name, place) in entries {
        let parts = place.elements().unwrap_or_default();
        // An older form has the address first.
        let (name, url) = match (name.text(), parts.first().and_then(Value::text)) {
            (Some(name), Some(url)) => (name, url),
            (Some(url), None) if url.contains("://") => (url.trim_end_matches('/').rsplit('/').next().unwrap_or(url), url),
            (name, _) => {
                lost.push(name.unwrap_or("one").to_owned());
                continue;
            }
        };
        let is_usable = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') && url.contains("://");
        if !is_usable {
            lost.push(name.to_owned());
            continue;
        }
        let url = super::super::draft::quoted(url);
        let second = parts.get(1).map(|value| match value {
            Value::Tuple(all) | Value::List(all) => all.iter().find_map(Value::text),
            value => value.text(),
        });
        match second.flatten().filter(|file| !file.contains("://") && taken.project.has_file(file)) {
            Some(file) => {
                let file = super::super::draft::quoted(&super::book::below(taken.project, file));
                taken.draft.set("inventories", name, format!("{{ url = {url}, file = {file} }}"));
            }
            None => taken.draft.set("inventories", name, format!("{{ url = {url} }}")),
        }
    }
    if !lost.is_empty() {
        taken.leave(format!("{} cannot be taken over: the address is not known", lost.join(", ")));
    }
}

/// `linkcheck_ignore` holds regular expressions; those that only say how an address begins can be taken over.
pub(super) fn unchecked(taken: &mut Taken<'_>) {
    let expressions = taken.texts();
    let (mut patterns, mut lost) = (Vec::new(), Vec::new());
    for expression in &expressions {
        match pattern(expression) {
            Some(pattern) => patterns.push(pattern),
            None => lost.push(format!("`{expression}`")),
        }
    }
    if !patterns.is_empty() {
        taken.draft.texts("external-links", "ignore", &patterns);
    }
    if !lost.is_empty() {
        taken.leave(format!("{} cannot be written as a pattern of `ignore` under `[external-links]`", lost.join(", ")));
    }
}

/// The pattern for addresses that says the same as a regular expression which Python matches from the start.
fn pattern(expression: &str) -> Option<String> {
    let mut pattern = String::new();
    let body = expression.strip_prefix('^').unwrap_or(expression);
    let mut rest = body.strip_suffix('$').unwrap_or(body).chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next()? {
                'd' | 'w' | 'S' if rest.next_if(|c| matches!(c, '+' | '*')).is_some() => pattern.push('*'),
                c if !c.is_alphanumeric() => pattern.push(c),
                _ => return None,
            },
            '.' if rest.next_if(|c| matches!(c, '*' | '+')).is_some() => pattern.push('*'),
            '[' | ']' | '(' | ')' | '{' | '}' | '|' | '+' | '?' | '*' | '^' | '$' => return None,
            c => pattern.push(c),
        }
    }
    (pattern.contains("://") && !pattern.starts_with('*')).then_some(pattern)
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn simple_expressions_are_patterns() {
        for (expression, expected) in [
            (r"https://x\.org/.*", Some("https://x.org/*")),
            (r"^http://localhost:\d+/", Some("http://localhost:*/")),
            ("https://x.org/a", Some("https://x.org/a")),
            (r"https?://x", None),
            (r".*\.local", None),
            (r"^contents\.html$", None),
        ] {
            assert_eq!(pattern(expression).as_deref(), expected, "{expression}");
        }
    }
}

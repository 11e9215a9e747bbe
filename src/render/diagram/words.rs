//! Plain words from labels, which may hold tags, entities and marks of emphasis.

/// The tags that a label may hold; anything else between angle brackets is text, such as the `T` of a list.
const TAGS: &[&str] = &[
    "a", "b", "br", "code", "del", "div", "em", "font", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "s", "small", "span",
    "strong", "sub", "sup", "u", "ul",
];

/// A label as plain words: no tags, no entities, no marks of emphasis, single spaces.
pub(super) fn words(label: &str) -> String {
    let mut plain = String::with_capacity(label.len());
    let mut rest = label;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        if let Some((_, behind)) = after.split_once('>').filter(|_| is_tag(after)) {
            plain.push(' ');
            rest = behind;
        } else {
            plain.push('<');
            rest = after;
        }
    }
    plain.push_str(rest);
    let plain = plain.replace("**", "").replace("\\n", " ");
    decode(&plain).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether what follows a `<` is a tag that a label may hold.
pub(super) fn is_tag(after: &str) -> bool {
    let name = after.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

/// Mermaid's own way to keep entities through its parser (`ﬂ°rarr¶ß`, `ﬂ°°9829¶ß`), and HTML's.
fn decode(text: &str) -> String {
    let text = text.replace("ﬂ°°", "&#").replace("ﬂ°", "&").replace("¶ß", ";");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        if let Some((c, behind)) = after.split_once(';').and_then(|(name, behind)| Some((entity(name)?, behind))) {
            out.push(c);
            rest = behind;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The character that an entity stands for, by its name or `#` and its number.
pub(super) fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        return char::from_u32(hexadecimal.map_or_else(|| number.parse(), |digits| u32::from_str_radix(digits, 16)).ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "rarr" => '→',
        "larr" => '←',
        "uarr" => '↑',
        "darr" => '↓',
        "harr" => '↔',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "middot" => '·',
        "times" => '×',
        "le" => '≤',
        "ge" => '≥',
        "ne" => '≠',
        "copy" => '©',
        _ => return None,
    })
}

//! How deep a YAML text nests: its parser calls itself for each level, and would run out of stack.

/// Nothing that people write nests deeper.
const DEEPEST: usize = 64;

/// The start of the first line that nests too deeply, as far as brackets, dashes and indentation tell.
#[must_use]
pub fn too_deep(text: &str) -> Option<usize> {
    let mut brackets = 0_usize;
    let mut at = 0;
    // As long as every text in quotation marks so far was certainly one, and ended on its line.
    let mut quotes_are_known = true;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches(' ');
        let marks =
            words.bytes().take_while(|b| matches!(b, b'-' | b'?' | b' ' | b'\t')).filter(|b| matches!(b, b'-' | b'?')).count();
        // A line of dashes alone is a rule between documents, or part of a text.
        let marks = if words.starts_with("--") { 0 } else { marks };
        let mut deepest = marks.max((line.len() - words.len()) / 2);
        // A key at the margin closes what came before it: brackets in texts need not be in pairs.
        if line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            brackets = 0;
        }
        let bytes = words.as_bytes();
        let mut here = 0;
        while let Some(byte) = bytes.get(here) {
            here += 1;
            match byte {
                b'[' | b'{' => brackets += 1,
                b']' | b'}' => brackets = brackets.saturating_sub(1),
                b'"' | b'\'' if quotes_are_known => match quoted(bytes, here - 1) {
                    Quote::Closed(end) => here = end,
                    Quote::Letter => {}
                    Quote::Unknown => quotes_are_known = false,
                },
                _ => {}
            }
            deepest = deepest.max(brackets);
        }
        if deepest > DEEPEST {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// What a quotation mark in a line is.
enum Quote {
    /// It opens a text, which ends before this byte.
    Closed(usize),
    /// It stands within a word, as in "it's".
    Letter,
    /// It could be anything: brackets behind it count, for what counts too little would run out of stack.
    Unknown,
}

/// The quotation mark at `at` of a line. Only behind a key it is certain to open a text, since a colon with a space ends whatever was before.
fn quoted(line: &[u8], at: usize) -> Quote {
    let (before, rest) = line.split_at_checked(at).unwrap_or((line, &[]));
    let Some((mark, rest)) = rest.split_first() else { return Quote::Unknown };
    if before.last().is_some_and(u8::is_ascii_alphanumeric) && rest.first().is_some_and(u8::is_ascii_alphabetic) {
        return Quote::Letter;
    }
    if !before.ends_with(b": ") {
        return Quote::Unknown;
    }
    let mut bytes = rest.iter().enumerate();
    while let Some((length, byte)) = bytes.next() {
        let next = rest.get(length + 1);
        let is_escape = *mark == b'"' && *byte == b'\\' || *mark == b'\'' && *byte == b'\'' && next == Some(&b'\'');
        if is_escape {
            bytes.next();
        } else if byte == mark {
            return Quote::Closed(at + length + 2);
        }
    }
    Quote::Unknown
}

#[cfg(test)]
mod tests {
    use super::too_deep;

    #[test]
    fn brackets_in_texts_do_not_count() {
        let many = "[".repeat(100);
        for fine in [
            format!("title: \"{many}\"\n"),
            format!("title: '{many}'\n"),
            format!("title: 'it''s {many}'\n"),
            format!("title: \"a \\\" {many}\"\n"),
            format!("about: it's fine\ntitle: \"{many}\"\n"),
            format!("links:\n{}", "  text: \"[\"\n".repeat(100)),
            format!("links: {{a: \"{many}\", b: '{many}'}}\n"),
        ] {
            assert_eq!(too_deep(&fine), None, "{fine}");
        }
        // What only looks like a text in quotation marks, or need not be one.
        for deep in [
            format!("a: \"x\ny: \" {many}\n"),
            format!("a: [b - \"c, {many}\"\n"),
            format!("a: [b\n\"c, {many}\"\n"),
            format!("a, \"b: {many}\"\n"),
            format!("a[\"b: {many}\"\n"),
            format!("a: \"x\" {many}\n"),
            format!("a: !!str \"x\nb: \" , {many}\"\n"),
        ] {
            assert!(too_deep(&deep).is_some(), "{deep}");
        }
    }

    #[test]
    fn what_nests_is_told_from_what_is_long() {
        let key = "a: \"[ and [\"\n";
        assert_eq!(too_deep(&key.repeat(1000)), None);
        assert_eq!(too_deep(&format!("title: x\nlist: {}", "[".repeat(100))), Some(9));
        assert_eq!(too_deep(&"- ".repeat(100)), Some(0));
    }
}

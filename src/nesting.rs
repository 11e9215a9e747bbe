//! How deep a YAML text nests: its parser calls itself for each level, and would run out of stack.

/// Nothing that people write nests deeper.
const DEEPEST: usize = 64;

/// The start of the first line that nests too deeply, as far as brackets, dashes and indentation tell.
#[must_use]
pub fn too_deep(text: &str) -> Option<usize> {
    let mut brackets = 0_usize;
    let mut at = 0;
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
        for byte in words.bytes() {
            match byte {
                b'[' | b'{' => brackets += 1,
                b']' | b'}' => brackets = brackets.saturating_sub(1),
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

#[cfg(test)]
mod tests {
    use super::too_deep;

    #[test]
    fn what_nests_is_told_from_what_is_long() {
        let key = "a: \"[ and [\"\n";
        assert_eq!(too_deep(&key.repeat(1000)), None);
        assert_eq!(too_deep(&format!("title: x\nlist: {}", "[".repeat(100))), Some(9));
        assert_eq!(too_deep(&"- ".repeat(100)), Some(0));
    }
}

//! Signatures in Python.

/// The parts of `package.Class.name(parameters) -> result`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signature<'s> {
    /// What stands before the name, with the dot at its end.
    pub(super) prefix: &'s str,
    /// The name.
    pub(super) name: &'s str,
    /// Parameters and result as they are shown; a result stands behind an arrow.
    pub(super) rest: String,
}

/// Reads a signature. Total: what is no signature is a name.
pub(super) fn python(text: &str) -> Signature<'_> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '$'))).unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    if head.is_empty() || !rest.trim_start().starts_with(['(', '[', ':', '=', '-']) && !rest.trim().is_empty() {
        return Signature { prefix: "", name: text, rest: String::new() };
    }
    let start = head.trim_end_matches('.').rfind('.').map_or(0, |dot| dot + 1);
    let (prefix, name) = head.split_at(start);
    let rest = &optional(rest);
    let rest = match rest.split_once("->") {
        Some((parameters, result)) => format!("{} → {}", parameters.trim_end(), result.trim()),
        None => rest.trim_end().to_owned(),
    };
    Signature { prefix, name, rest }
}

/// Parameters in which the comma before an optional one stands in its brackets, as Sphinx writes it: `(a[, b])` for `(a, [b])`.
fn optional(rest: &str) -> String {
    let mut made = String::with_capacity(rest.len());
    let mut depth = 0_usize;
    for c in rest.chars() {
        match c {
            '[' if depth == 1 && made.ends_with(", ") => {
                made.truncate(made.len() - 2);
                made.push_str("[, ");
                depth += 1;
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        made.push(c);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::{Signature, python};

    #[test]
    fn signatures_are_taken_apart() {
        let cases = [
            ("f", "", "f", ""),
            ("a.b.C(x, y=1)", "a.b.", "C", "(x, y=1)"),
            ("f(x: int) -> str", "", "f", "(x: int) → str"),
            ("f(a, [b=1], c: Dict[str, [int]])", "", "f", "(a[, b=1], c: Dict[str, [int]])"),
            ("Box[T](item)", "", "Box", "[T](item)"),
            ("$.get(url)", "$.", "get", "(url)"),
            ("two words", "", "two words", ""),
            ("", "", "", ""),
            ("(", "", "(", ""),
        ];
        for (text, prefix, name, rest) in cases {
            assert_eq!(python(text), Signature { prefix, name, rest: rest.to_owned() }, "{text}");
        }
    }
}

//! Declarations in C and C++: where the declared name stands. What is no declaration is all name.

use std::ops::Range;

/// Where the name of a declaration stands, the names around it in C++ included: `space::Box` of `template<typename T> class space::Box : Base`.
pub(super) fn name(text: &str, is_function: bool) -> Range<usize> {
    let start = template(text);
    let rest = text.get(start..).unwrap_or_default();
    let end = start + declarator_end(rest, is_function);
    let head = text.get(..end).unwrap_or(text).trim_end();
    let from = head.char_indices().rev().take_while(|(at, c)| is_of_name(head, *at, *c)).map(|(at, _)| at).last();
    // The name of an operator has signs in it, and may have a space.
    let from = match head.get(start..).and_then(|head| head.rfind("operator")) {
        Some(operator) if is_function => qualified_start(head, start + operator),
        _ => from.unwrap_or(start),
    };
    if from < head.len() { from..head.len() } else { start..text.len() }
}

/// How many bytes at the start are `template<…>`, with the space behind.
pub(super) fn template(text: &str) -> usize {
    let mut at = 0;
    while let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix("template")) {
        let open = rest.len() - rest.trim_start().len();
        let Some(length) = rest.get(open..).filter(|rest| rest.starts_with('<')).and_then(closed) else { break };
        at += "template".len() + open + length;
        at += text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    }
    at
}

/// The length of what stands in angle brackets at the start of `text`, these included.
fn closed(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if depth == 1 => return Some(at + 1),
            '>' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where the declared name ends: before parameters, a value, an array's size, a width in bits, or the classes that a class is made from.
fn declarator_end(text: &str, is_function: bool) -> usize {
    let mut depth = 0_usize;
    let bytes = text.as_bytes();
    let operator = text.find("operator").map(|at| at + "operator".len());
    for (at, c) in text.char_indices() {
        let near = |offset: usize| bytes.get(at + offset).copied();
        let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied();
        match c {
            '(' if depth == 0 && is_function => {
                let behind_operator =
                    operator.is_some_and(|end| text.get(end..at).is_some_and(|between| between.trim().is_empty()));
                let is_call_operator = behind_operator && near(1) == Some(b')');
                let is_pointer = matches!(near(1), Some(b'*' | b'&'));
                if !is_call_operator && !is_pointer {
                    return at;
                }
                if is_call_operator {
                    return at + 2;
                }
            }
            '<' if operator.is_none() => depth += 1,
            '>' if operator.is_none() => depth = depth.saturating_sub(1),
            '(' | '=' | '[' | '{' if depth == 0 && !is_function => return at,
            ':' if depth == 0 && !is_function && near(1) != Some(b':') && before != Some(b':') => return at,
            _ => {}
        }
    }
    text.trim_end().trim_end_matches(" final").len()
}

fn is_of_name(head: &str, at: usize, c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '_' | '~' | '$' | '@')
        || c == ':' && {
            let bytes = head.as_bytes();
            bytes.get(at + 1) == Some(&b':') || at.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b':')
        }
}

/// Where the names before `at` that end in `::` begin.
fn qualified_start(head: &str, at: usize) -> usize {
    let before = head.get(..at).unwrap_or_default();
    before.char_indices().rev().take_while(|(at, c)| is_of_name(head, *at, *c)).map(|(at, _)| at).last().unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::{name, template};

    #[test]
    fn names_are_found() {
        let cases = [
            ("PyObject *PyType_Alloc(PyTypeObject *type, Py_ssize_t n)", true, "PyType_Alloc"),
            ("void (*signal(int sig, void (*func)(int)))(int)", true, "signal"),
            ("std::vector<int> make(int a = 3)", true, "make"),
            ("bool contains(const T &item) const", true, "contains"),
            ("bool space::Box::operator==(const Box &other)", true, "space::Box::operator=="),
            ("int operator()(int a)", true, "operator()"),
            ("explicit operator bool() const", true, "operator bool"),
            ("~Box()", true, "~Box"),
            ("template<typename T> Box : public Base<T>", false, "Box"),
            ("template<class T> template<class U> Outer<T>::Inner", false, "::Inner"),
            ("Widget final", false, "Widget"),
            ("unsigned long ulong", false, "ulong"),
            ("std::vector<int> List", false, "List"),
            ("Alias = std::vector<int>", false, "Alias"),
            ("int x[3]", false, "x"),
            ("int width : 3", false, "width"),
            ("Level : unsigned int", false, "Level"),
            ("PY_SSIZE_T_MAX", false, "PY_SSIZE_T_MAX"),
            ("DEFER(x)", true, "DEFER"),
            ("", true, ""),
            ("(", true, "("),
            ("<", false, "<"),
        ];
        for (text, is_function, expected) in cases {
            assert_eq!(&text[name(text, is_function)], expected, "{text}");
        }
        assert_eq!(template("template <typename T>  class X"), 23);
        assert_eq!(template("templates"), 0);
    }
}

//! Sheets and scripts without what only their authors read: indentation, empty lines and comments on lines of their own.
//!
//! A third of a theme's compressed bytes is that. All else stays as it is, line by line.

use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Css,
    JavaScript,
}

/// The file without such lines. As it is where a text or a comment behind code may go over several lines, or where it is not UTF-8.
pub(super) fn lean(bytes: &[u8], language: Language) -> Cow<'_, [u8]> {
    match std::str::from_utf8(bytes).ok().and_then(|text| lean_text(text, language)) {
        Some(text) => Cow::Owned(text.into_bytes()),
        None => Cow::Borrowed(bytes),
    }
}

fn lean_text(text: &str, language: Language) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines() {
        let mut line = line.trim();
        // A licence asks to be kept by an exclamation mark.
        in_comment |= line.starts_with("/*") && !line.starts_with("/*!");
        if in_comment {
            let Some((_, after)) = line.split_once("*/") else { continue };
            in_comment = false;
            line = after.trim_start();
        }
        if line.is_empty() || (language == Language::JavaScript && line.starts_with("//")) {
            continue;
        }
        let opens_comment = line.contains('*') && line.rfind("/*") > line.rfind("*/");
        if opens_comment || line.ends_with('\\') || (language == Language::JavaScript && has_open_template(line)) {
            return None;
        }
        out.push_str(line);
        out.push('\n');
    }
    Some(out)
}

/// Whether a template that begins in the line may end in another one: of marks without a partner, and of marks within what a template fills in.
fn has_open_template(line: &str) -> bool {
    let parts: Vec<&str> = line.split('`').collect();
    let is_whole = |inside: &&str| inside.matches("${").count() == inside.matches('}').count();
    parts.len().is_multiple_of(2) || !parts.iter().skip(1).step_by(2).all(is_whole)
}

#[cfg(test)]
mod tests {
    use super::{Language, lean};

    fn css(text: &str) -> String {
        String::from_utf8(lean(text.as_bytes(), Language::Css).into_owned()).unwrap()
    }

    fn script(text: &str) -> String {
        String::from_utf8(lean(text.as_bytes(), Language::JavaScript).into_owned()).unwrap()
    }

    #[test]
    fn comments_on_lines_of_their_own_and_indentation_go() {
        assert_eq!(css("/* About\n * it */\n\na {\n    color: red; /* why */\n}\n"), "a {\ncolor: red; /* why */\n}\n");
        assert_eq!(css("/* one */ b {}"), "b {}\n");
        assert_eq!(script("// `core`\n(function () {\n  go(); // now\n})();\n"), "(function () {\ngo(); // now\n})();\n");
    }

    #[test]
    fn a_licence_stays() {
        assert_eq!(css("/*! Kept */\na {}\n"), "/*! Kept */\na {}\n");
    }

    #[test]
    fn texts_over_several_lines_stay() {
        let template = "var page = `\n  // not a comment\n`;\n";
        assert_eq!(script(template), template);
        for nested in ["  go(`${`\n  in`}`);\n", "  go(`a${`b\n  c`}`);\n"] {
            assert_eq!(script(nested), nested);
        }
        assert_eq!(script("  go(`${a} of ${b}`, `c`);\n"), "go(`${a} of ${b}`, `c`);\n");
        let string = "a::after {\n  content: \"one\\\n  two\";\n}\n";
        assert_eq!(css(string), string);
        let comment = "a {} /* begins\n/* ends */\nb {}\n";
        assert_eq!(css(comment), comment);
    }
}

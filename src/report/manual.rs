//! The lints' pages as a person reads them in a terminal.

use super::terminal::Paint;
use crate::config::LintLevel;
use crate::lints::{Family, Lint};

/// The page of a lint, with its family and its level where the book does not say. Its Markdown is set for a terminal: code blocks are indented
/// below their titles, emphasis and code are painted.
#[must_use]
pub fn lint(family: &Family, lint: &Lint, paint: Paint) -> String {
    let level = match lint.level {
        LintLevel::Allow => "allow",
        LintLevel::Warn => "warn",
        LintLevel::Deny => "deny",
    };
    let about = format!("Family `{}`, level `{level}` unless the book says otherwise.", family.name);
    let mut lines = Vec::new();
    let mut fence: Option<String> = None;
    for line in lint.page.trim_end().lines() {
        let marker: String = line.chars().take_while(|c| *c == '`').collect();
        if let Some(open) = &fence {
            if line.trim_end() == open {
                fence = None;
            } else if line.is_empty() {
                lines.push(String::new());
            } else {
                lines.push(format!("    {line}"));
            }
        } else if marker.len() >= 3 {
            lines.extend(title(line).map(|title| format!("  {}\n", paint.bold(&format!("{title}:")))));
            fence = Some(marker);
        } else if let Some(heading) = line.strip_prefix("# ") {
            lines.push(paint.heading(&heading.replace('`', "")));
            lines.push(inline(&about, paint));
        } else if line.starts_with("##") {
            lines.push(paint.heading(line.trim_start_matches('#').trim_start()));
        } else {
            lines.push(inline(line, paint));
        }
    }
    lines.join("\n")
}

/// The family with what it looks at, and each of its lints with the first sentence of its page.
#[must_use]
pub fn family(family: &Family, paint: Paint) -> String {
    let width = family.lints.iter().map(|lint| lint.code.len()).max().unwrap_or_default();
    let mut text = format!("{}: {}", paint.bold(family.name), family.about);
    for lint in family.lints {
        let gap = " ".repeat(width - lint.code.len() + 2);
        text.push_str(&format!("\n  {}{gap}{}", paint.code(lint.code), inline(&lint.summary(), paint)));
    }
    text
}

/// What a fence's information string calls the block.
fn title(fence: &str) -> Option<&str> {
    let title = fence.split_once("title=\"")?.1.split('"').next()?;
    Some(if title == "report" { "What is reported" } else { title })
}

/// A line of prose with its code and its strong emphasis painted; code keeps its backticks.
fn inline(line: &str, paint: Paint) -> String {
    if line.matches('`').count() % 2 == 1 {
        return line.to_owned();
    }
    let mut text = String::new();
    for (at, part) in line.split('`').enumerate() {
        if at % 2 == 1 {
            text.push_str(&paint.code(&format!("`{part}`")));
            continue;
        }
        for (at, part) in part.split("**").enumerate() {
            text.push_str(&if at % 2 == 1 { paint.bold(part) } else { part.to_owned() });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lints::FAMILIES;

    const PAGE: &str = "# `odd-word`\n\nA word is **very** odd: `x`.\nMend it.\n\n## Fires\n\n\
        ```markdown title=\"src/index.md\"\n# A\n\nodd\n```\n\n````text title=\"report\"\n```\n````\n";

    fn odd() -> (Family, &'static Lint) {
        static LINT: &[Lint] = &[Lint { code: "odd-word", level: LintLevel::Warn, page: PAGE }];
        (Family { name: "words", about: "the words", lints: LINT, check: None }, &LINT[0])
    }

    #[test]
    fn a_page_is_set_for_a_terminal() {
        let (words, odd) = odd();
        let expected = "\
odd-word
Family `words`, level `warn` unless the book says otherwise.

A word is very odd: `x`.
Mend it.

Fires

  src/index.md:

    # A

    odd

  What is reported:

    ```";
        assert_eq!(lint(&words, odd, Paint::Plain), expected);
        assert_eq!(family(&words, Paint::Plain), "words: the words\n  odd-word  A word is very odd: `x`.");
    }

    #[test]
    fn colour_is_only_paint() {
        let stripped = |painted: &str| anstream::adapter::strip_str(painted).to_string();
        for words in FAMILIES {
            assert_eq!(stripped(&family(words, Paint::Colour)), family(words, Paint::Plain));
            for one in words.lints {
                let painted = lint(words, one, Paint::Colour);
                assert!(painted.contains('\u{1b}'));
                assert_eq!(stripped(&painted), lint(words, one, Paint::Plain));
            }
        }
    }
}

//! The parts of a lint's page that other texts quote.

use super::Lint;

impl Lint {
    /// What the page says between its title and its first case, a line for each paragraph; in Markdown.
    #[must_use]
    pub fn prose(&self) -> String {
        let body = self.page.split_once('\n').map_or("", |(_, body)| body);
        let before_cases = body.split("\n## ").next().unwrap_or_default();
        let paragraphs = before_cases.split("\n\n").map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// The first sentence of the page; one that a list goes on from ends where the list begins.
    #[must_use]
    pub fn summary(&self) -> String {
        let prose = self.prose();
        let first = prose.lines().next().unwrap_or_default();
        let mut code = false;
        let ends = first.char_indices().find(|(at, c)| {
            code ^= *c == '`';
            *c == '.' && !code && first.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
        let sentence = ends.and_then(|(at, _)| first.get(..=at)).unwrap_or(first);
        sentence.strip_suffix(':').map_or(sentence.to_owned(), |sentence| format!("{sentence}."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::LintLevel;
    use crate::lints::lints;

    #[test]
    fn prose_ends_where_the_cases_begin() {
        let page = "# `x`\n\nA file `a. b` is\nwrong. It is bad.\n\nMend it.\n\n## Fires\n\nNo prose.\n";
        let lint = Lint { code: "x", level: LintLevel::Warn, page };
        assert_eq!(lint.prose(), "A file `a. b` is wrong. It is bad.\nMend it.");
        assert_eq!(lint.summary(), "A file `a. b` is wrong.");
        let page = "# `x`\n\nOne of these is there:\n\n- a\n";
        assert_eq!(Lint { page, ..lint }.summary(), "One of these is there.");
    }

    #[test]
    fn every_page_has_a_first_sentence() {
        for lint in lints() {
            let summary = lint.summary();
            assert!(summary.ends_with('.') && summary.len() > 20, "{}: {summary:?}", lint.code);
        }
    }
}

//! The few pages that are not the book's: nothing can be shown yet, or one page cannot be made.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;

/// How many problems are listed; the terminal has them all.
const MOST: usize = 50;

/// A page about why there is none, under the same policy as the book's: plain HTML, complete without the script that later replaces it.
pub(super) fn about(title: &str, words: &str, findings: &[Diagnostic]) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{words}</p>\n",
        title = escaped(title),
        words = escaped(words)
    );
    if !findings.is_empty() {
        page.push_str("<ul>\n");
        for finding in findings.iter().take(MOST) {
            let _ = writeln!(page, "<li>{}</li>", item(finding));
        }
        page.push_str("</ul>\n");
    }
    if let Some(rest) = findings.len().checked_sub(MOST).filter(|rest| *rest > 0) {
        let _ = writeln!(page, "<p>There are {rest} more problems; the terminal shows them.</p>");
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn item(finding: &Diagnostic) -> String {
    let mut item = format!("<p>{} <code>{}</code>", escaped(&finding.message), escaped(&finding.code));
    if let Some(place) = &finding.place {
        let _ = write!(item, " in <code>{}</code>", escaped(place.file.as_str()));
    }
    item.push_str("</p>");
    for help in &finding.help {
        let _ = write!(item, "<p>{}</p>", escaped(help));
    }
    item
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_told_in_plain_html() {
        let problem = Diagnostic::error("config-syntax", "book.toml", 0..3, "`<b>` is \"no\" value & more").help("write `<a>`");
        let page = about("The book cannot be shown", "It will be.", &[problem]);
        let expected = "<li><p>`&lt;b&gt;` is &quot;no&quot; value &amp; more <code>config-syntax</code> in <code>book.toml</code></p>\
                        <p>write `&lt;a&gt;`</p></li>";
        assert!(page.contains(expected), "{page}");
        assert!(page.contains("<html lang=\"en\">") && page.contains("<title>The book cannot be shown</title>"));
    }

    #[test]
    fn long_lists_end() {
        let many: Vec<_> = (0..MOST + 3).map(|n| Diagnostic::nowhere("unreadable", format!("{n}"))).collect();
        let page = about("A", "B", &many);
        assert_eq!(page.matches("<li>").count(), MOST);
        assert!(page.contains("There are 3 more problems"));
    }
}

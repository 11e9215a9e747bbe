//! The one thing that a served page has and a built page has not: the script that keeps it up to date.

use std::ops::Range;

/// Where the script is served, below the server's root. No file of a site starts with a dot but those that no page leads to.
pub(crate) const SCRIPT: &str = "/.bindery/live.js";
/// Where its style sheet is served.
pub(crate) const STYLE: &str = "/.bindery/live.css";
/// Where it opens its socket.
pub(crate) const SOCKET: &str = "/.bindery/socket";

/// What a page is told about the script. `client` changes whenever the script does.
#[derive(Clone, Debug)]
pub(super) struct Script {
    pub(super) client: String,
}

impl Script {
    /// The page with the script directly behind its body; where nobody knows the body's place, at the end of the document.
    pub(super) fn on(&self, html: &str, body: Option<&Range<usize>>) -> String {
        let known = body.map(|body| body.end).filter(|at| html.is_char_boundary(*at));
        let at = known.unwrap_or_else(|| html.rfind("</body>").unwrap_or(html.len()));
        let whole = if known.is_some() { "" } else { " data-whole" };
        let version = version(html);
        let client = &self.client;
        let (before, after) = html.split_at(at);
        format!(
            "{before}<script src=\"{SCRIPT}?{client}\" data-page=\"{version}\" data-socket=\"{SOCKET}\"{whole}></script>{after}"
        )
    }
}

/// What tells one state of a page from another.
fn version(html: &str) -> String {
    blake3::hash(html.as_bytes()).to_hex().chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_behind_the_body_and_nothing_else_changes() {
        let script = Script { client: "c1".to_owned() };
        let tag = |html: &str, whole: &str| {
            let version = version(html);
            format!(r#"<script src="/.bindery/live.js?c1" data-page="{version}" data-socket="/.bindery/socket"{whole}></script>"#)
        };
        let page = "<body><main><h1>A</h1></main></body></html>";
        let body = 12..22;
        assert_eq!(&page[body.clone()], "<h1>A</h1>");
        let with = script.on(page, Some(&body));
        assert_eq!(with, format!("<body><main><h1>A</h1>{}</main></body></html>", tag(page, "")));

        let without = script.on(page, None);
        assert_eq!(without, format!("<body><main><h1>A</h1></main>{}</body></html>", tag(page, " data-whole")));
        assert_eq!(script.on("<p>ü", None), format!("<p>ü{}", tag("<p>ü", " data-whole")));
        assert_eq!(script.on("<p>ü", Some(&(0..4))), format!("<p>ü{}", tag("<p>ü", " data-whole")));
    }
}

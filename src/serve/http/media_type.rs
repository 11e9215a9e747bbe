//! What kind of file an address leads to, as its name tells.

use camino::Utf8Path;

/// The value of `Content-Type`. Text is UTF-8: what the site makes is, and no other encoding can be told from a name.
pub(super) fn of(file: &Utf8Path) -> String {
    let kind = file.extension().and_then(|extension| mime_guess::from_ext(extension).first());
    let kind = kind.map_or("application/octet-stream".to_owned(), |kind| kind.essence_str().to_owned());
    let is_text = kind.starts_with("text/")
        || kind.ends_with("+xml")
        || kind.ends_with("+json")
        || matches!(kind.as_str(), "application/json" | "application/xml" | "application/javascript");
    if is_text { kind + "; charset=utf-8" } else { kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_from_names() {
        for (file, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("assets/style.css", "text/css; charset=utf-8"),
            ("assets/book.js", "text/javascript; charset=utf-8"),
            ("stages.SVG", "image/svg+xml; charset=utf-8"),
            ("sitemap.xml", "text/xml; charset=utf-8"),
            ("search.json", "application/json; charset=utf-8"),
            ("check_token.py", "text/plain; charset=utf-8"),
            ("a.png", "image/png"),
            ("a.webp", "image/webp"),
            ("a.woff2", "font/woff2"),
            ("a.mp4", "video/mp4"),
            ("a.pdf", "application/pdf"),
            ("a.wasm", "application/wasm"),
            ("LICENSE", "application/octet-stream"),
            (".nojekyll", "application/octet-stream"),
            ("a.unheard-of", "application/octet-stream"),
        ] {
            assert_eq!(of(file.into()), expected, "{file}");
        }
    }
}

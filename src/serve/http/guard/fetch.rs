//! Who may load what: browsers tell with each request where it comes from (Fetch Metadata, W3C).

use axum::http::request::Parts;

use super::{FORBIDDEN, Refusal};

/// Whether the request may be answered as far as the browser tells: another site may link to the preview, but neither load nor frame parts of
/// it. Programs that are no browsers tell nothing, and are not what this is against.
pub(super) fn allowed(request: &Parts) -> Result<(), Refusal> {
    let told = |name: &str| request.headers.get(name).map(axum::http::HeaderValue::as_bytes);
    let is_visit = told("sec-fetch-mode") == Some(b"navigate") && told("sec-fetch-dest") == Some(b"document");
    if told("sec-fetch-site") == Some(b"cross-site") && !is_visit {
        Err(Refusal::new(FORBIDDEN, "Another site may link to this preview, but not load or frame parts of it."))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_sites_may_link_but_not_load() {
        for (site, mode, dest, expected) in [
            ("same-origin", "cors", "empty", true),
            ("same-origin", "websocket", "websocket", true),
            ("same-site", "no-cors", "image", true),
            ("none", "navigate", "document", true),
            ("cross-site", "navigate", "document", true),
            ("cross-site", "navigate", "iframe", false),
            ("cross-site", "navigate", "object", false),
            ("cross-site", "no-cors", "image", false),
            ("cross-site", "no-cors", "script", false),
            ("cross-site", "cors", "empty", false),
            ("cross-site", "websocket", "websocket", false),
            ("cross-site", "", "", false),
            ("", "", "", true),
        ] {
            let mut request = axum::http::Request::builder();
            for (name, value) in [("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", dest)] {
                if !value.is_empty() {
                    request = request.header(name, value);
                }
            }
            let (parts, ()) = request.body(()).unwrap().into_parts();
            assert_eq!(allowed(&parts).is_ok(), expected, "{site} {mode} {dest}");
        }
    }
}

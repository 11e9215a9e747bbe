//! What a request may be at all: a question, short, with nothing attached.

use axum::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};

use super::Refusal;

/// The longest request target that is answered, in bytes.
pub(super) const LONGEST_TARGET: usize = 8 << 10;

/// Whether method, length and body are those of a question.
pub(super) fn allowed(request: &Parts) -> Result<(), Refusal> {
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "Pages can be read here, and that is all."));
    }
    if request.uri.to_string().len() > LONGEST_TARGET {
        return Err(Refusal::new(StatusCode::URI_TOO_LONG, "The address is too long."));
    }
    let length = request.headers.get(CONTENT_LENGTH).map(axum::http::HeaderValue::as_bytes);
    if length.is_some_and(|length| length != b"0") || request.headers.contains_key(TRANSFER_ENCODING) {
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "A request for a page has no body."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn status(request: axum::http::request::Builder) -> u16 {
        let (parts, ()) = request.body(()).unwrap().into_parts();
        allowed(&parts).map_or_else(|refusal| refusal.status.as_u16(), |()| 200)
    }

    #[test]
    fn questions_are_answered_and_nothing_else() {
        for method in ["GET", "HEAD"] {
            assert_eq!(status(Request::builder().method(method).uri("/a.html")), 200);
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PROPFIND", "get"] {
            assert_eq!(status(Request::builder().method(method).uri("/a.html")), 405, "{method}");
        }
        let long = |length: usize| format!("/{}", "a".repeat(length - 1));
        assert_eq!(status(Request::builder().uri(long(LONGEST_TARGET))), 200);
        assert_eq!(status(Request::builder().uri(long(LONGEST_TARGET + 1))), 414);
        assert_eq!(status(Request::builder().header(CONTENT_LENGTH, "0")), 200);
        assert_eq!(status(Request::builder().header(CONTENT_LENGTH, "1")), 413);
        assert_eq!(status(Request::builder().header(CONTENT_LENGTH, "00")), 413);
        assert_eq!(status(Request::builder().header(TRANSFER_ENCODING, "chunked")), 413);
    }
}

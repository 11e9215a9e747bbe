//! What stands before every answer: which requests are answered at all.
//!
//! The preview shows pages that are not published yet, on a machine whose browser also shows other sites. Those sites must not be able to read
//! them, and what listens on a port must not be brought down by a request. Each file here holds one rule and its table of cases.

mod authority;
mod fetch;
mod host;
mod origin;
mod shape;

use axum::extract::{Request, State};
use axum::http::header::ALLOW;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

pub(crate) use authority::{Authority, Host};
pub(super) use host::Names;

const BAD_REQUEST: StatusCode = StatusCode::BAD_REQUEST;
const FORBIDDEN: StatusCode = StatusCode::FORBIDDEN;

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    status: StatusCode,
    reason: &'static str,
}

impl Refusal {
    fn new(status: StatusCode, reason: &'static str) -> Self {
        Self { status, reason }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, format!("{}\n", self.reason)).into_response();
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        response
    }
}

/// Lets a request through that keeps all rules that hold everywhere. What it says it talks to is put into its extensions.
pub(super) async fn everywhere(
    State(names): State<std::sync::Arc<Names>>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    let (mut parts, body) = request.into_parts();
    let authority = host::authority(&parts, &names)?;
    shape::allowed(&parts)?;
    fetch::allowed(&parts)?;
    parts.extensions.insert(authority);
    Ok(next.run(Request::from_parts(parts, body)).await)
}

/// Lets a request through that comes from a page of this server.
pub(super) async fn own_pages(request: Request, next: Next) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    let authority = parts.extensions.get::<Authority>().ok_or(Refusal::new(BAD_REQUEST, "The request names no host."))?;
    origin::same(&parts, authority)?;
    Ok(next.run(Request::from_parts(parts, body)).await)
}

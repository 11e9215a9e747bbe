//! What the script in a tab needs: itself, its style sheet and its socket.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};

use super::plain;
use super::shown::Server;

/// How many sockets are open at once.
pub(super) const MOST: usize = 128;

/// The longest message that a tab may send, in bytes.
const LONGEST_MESSAGE: usize = 64 << 10;

/// Opens the socket of a tab.
pub(super) async fn open(State(server): State<Arc<Server>>, upgrade: WebSocketUpgrade) -> Response<Body> {
    let Ok(place) = Arc::clone(&server.sockets).try_acquire_owned() else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "Too many tabs show this preview: close some.");
    };
    upgrade.max_message_size(LONGEST_MESSAGE).max_frame_size(LONGEST_MESSAGE).on_upgrade(move |socket| async move {
        (server.shown.talk)(socket).await;
        drop(place);
    })
}

/// The script.
pub(super) async fn script(State(server): State<Arc<Server>>) -> Response<Body> {
    file("text/javascript; charset=utf-8", &server.shown.client.script)
}

/// Its style sheet.
pub(super) async fn style(State(server): State<Arc<Server>>) -> Response<Body> {
    file("text/css; charset=utf-8", &server.shown.client.style)
}

fn file(kind: &'static str, bytes: &Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes.clone()));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

//! The server: who may ask, and what stands at an address.
//!
//! A request passes the guards, becomes an [`address::Address`], and that is looked up in the edition that is shown. No path of a request ever
//! reaches the disk: a file of the book is found by the site's own table, and opened by the path that stands there.

mod address;
mod answer;
mod asset;
mod connections;
mod guard;
mod headers;
mod listen;
mod media_type;
mod own_page;
mod pages;
mod range;
mod script;
mod shown;
mod socket;

use std::convert::Infallible;
use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::routing::get;
use axum::{Router, middleware};
use shown::Server;

pub use address::Address;
pub use listen::{ListenError, Listening};
pub use pages::{Answer, Pages};
pub use shown::{Client, Conversation, Sent, Shown};

/// Answers requests for ever.
pub async fn serve(listening: Listening, shown: Shown) -> io::Result<Infallible> {
    let names = Arc::new(listening.names());
    connections::serve(listening.into_listener()?, router(Arc::new(Server::new(shown)), names)).await
}

fn router(server: Arc<Server>, names: Arc<guard::Names>) -> Router {
    Router::new()
        .route(script::SOCKET, get(socket::open).layer(middleware::from_fn(guard::own_pages)))
        .route(script::SCRIPT, get(socket::script))
        .route(script::STYLE, get(socket::style))
        .fallback(answer::site)
        .with_state(server)
        .layer(middleware::from_fn_with_state(names, guard::everywhere))
        .layer(middleware::from_fn(headers::always))
}

/// An answer in plain words.
fn plain(status: StatusCode, words: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(format!("{words}\n")));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

//! What stands at an address, as static hosts answer it.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, HeaderValue, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use camino::{Utf8Path, Utf8PathBuf};

use super::address::{Address, Place, index_of};
use super::shown::Server;
use super::{asset, media_type, own_page, plain};
use crate::edition::{Edition, Served};
use crate::serve::Showing;

/// Seconds after which it is worth while to ask again.
const AGAIN: HeaderValue = HeaderValue::from_static("1");

/// The answer for any address that is not the server's own.
pub(super) async fn site(State(server): State<Arc<Server>>, request: Request) -> Response<Body> {
    let Some(address) = Address::parse(request.uri().path()) else {
        return plain(StatusCode::BAD_REQUEST, "The address is not one that a site can have.");
    };
    let asked = Arc::new(Asked { address, uri: request.uri().clone(), headers: request.headers().clone() });
    let mut showing = server.present(&asked.address).await;
    let mut answer = made(&server, &asked, &showing).await;
    if answer.is_none() && showing.provisional {
        showing = server.complete(&asked.address).await;
        answer = made(&server, &asked, &showing).await;
    }
    match answer {
        Some(answer) => answer,
        None => off_thread(move || not_found(&server, &showing)).await,
    }
}

/// A question for a file of the site.
struct Asked {
    address: Address,
    uri: Uri,
    headers: HeaderMap,
}

/// What stands there; `None` where there is nothing.
async fn made(server: &Arc<Server>, asked: &Arc<Asked>, showing: &Arc<Showing>) -> Option<Response<Body>> {
    let (server, asked, showing) = (Arc::clone(server), Arc::clone(asked), Arc::clone(showing));
    let runtime = tokio::runtime::Handle::current();
    let look_up = move || match &showing.edition {
        Some(edition) => Question { server: &server, asked: &asked, showing: &showing, edition, runtime }.answer(),
        None => Some(nothing_yet(&server, &showing)),
    };
    tokio::task::spawn_blocking(look_up).await.unwrap_or_else(|_| Some(fault()))
}

/// Rendering takes the processor for milliseconds and files wait for the disk: neither may hold up other connections.
async fn off_thread(work: impl FnOnce() -> Response<Body> + Send + 'static) -> Response<Body> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| fault())
}

/// The work ended in a panic, which the terminal shows.
fn fault() -> Response<Body> {
    plain(StatusCode::INTERNAL_SERVER_ERROR, "This page cannot be made, which is a fault of Bindery. The terminal says more.")
}

struct Question<'a> {
    server: &'a Server,
    asked: &'a Asked,
    showing: &'a Showing,
    edition: &'a Edition,
    runtime: tokio::runtime::Handle,
}

impl Question<'_> {
    fn answer(&self) -> Option<Response<Body>> {
        let site_path = &self.edition.config.html.site_url.path;
        let root = Address::parse(site_path).unwrap_or_else(Address::top);
        match self.asked.address.below(&root) {
            Place::File(file) => self.file(&file).or_else(|| self.to_folder(&file)),
            Place::Folder(folder) => self.file(&index_of(&folder)),
            Place::BareRoot => Some(found(&self.with_slash())),
            Place::Top => Some(found(site_path)),
            Place::Outside => None,
        }
    }

    fn file(&self, url: &Utf8Path) -> Option<Response<Body>> {
        let answer = self.server.shown.pages.get(self.showing.number, self.edition, url);
        Some(match answer.get()?.as_ref()? {
            Ok(Served::Page(page)) => html(StatusCode::OK, self.server.dressed(page)),
            Ok(Served::Html(text)) => html(StatusCode::OK, self.server.dressed_whole(text)),
            Ok(Served::Made(bytes)) => sent(&media_type::of(url), Bytes::from_owner(Arc::clone(bytes))),
            Ok(Served::Asset(path)) => asset::answer(&self.edition.sources, path, &self.asked.headers, &self.runtime),
            Err(reason) => {
                let words =
                    "Its template or what the template needs is broken. This page comes back by itself when that is mended.";
                let page = own_page::about("This page cannot be made", words, std::slice::from_ref(reason));
                html(StatusCode::INTERNAL_SERVER_ERROR, self.server.dressed_whole(&page))
            }
        })
    }

    /// The way from `/folder` to `/folder/`, where there is a page: relative links on it need the slash.
    fn to_folder(&self, folder: &Utf8Path) -> Option<Response<Body>> {
        let index: Utf8PathBuf = index_of(folder);
        let answer = self.server.shown.pages.get(self.showing.number, self.edition, &index);
        answer.get()?.as_ref().map(|_| found(&self.with_slash()))
    }

    /// The address that was asked for, as it was written, with a slash behind its path.
    fn with_slash(&self) -> String {
        let query = self.asked.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{}/{query}", self.asked.uri.path())
    }
}

/// The book's own page for addresses that lead nowhere.
fn not_found(server: &Server, showing: &Showing) -> Response<Body> {
    let words = "Nor can the book's own page for such addresses be made.";
    let page = match showing.edition.as_ref().map(|edition| edition.not_found()) {
        Some(Ok(page)) => page,
        Some(Err(reason)) => own_page::about("There is no such page", words, std::slice::from_ref(&reason)),
        None => own_page::about("There is no such page", words, &[]),
    };
    html(StatusCode::NOT_FOUND, server.dressed_whole(&page))
}

/// There has been no good edition so far.
fn nothing_yet(server: &Server, showing: &Showing) -> Response<Body> {
    let page = if showing.stale {
        let words = "Mend what is listed here, and the book appears by itself, without JavaScript after a reload.";
        own_page::about("The book cannot be shown yet", words, &showing.findings)
    } else {
        own_page::about("The book is being read", "It appears by itself in a moment, without JavaScript after a reload.", &[])
    };
    let mut response = html(StatusCode::SERVICE_UNAVAILABLE, server.dressed_whole(&page));
    response.headers_mut().insert(RETRY_AFTER, AGAIN);
    response
}

fn html(status: StatusCode, text: String) -> Response<Body> {
    let mut response = sent("text/html; charset=utf-8", text.into());
    *response.status_mut() = status;
    response
}

fn sent(kind: &str, bytes: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().extend(HeaderValue::from_str(kind).ok().map(|kind| (CONTENT_TYPE, kind)));
    response
}

/// Leads on for this time only: what stands where may have changed by the next.
fn found(location: &str) -> Response<Body> {
    let mut response = plain(StatusCode::FOUND, "It is found at another address.");
    // Neither a path of a request nor `site-url` holds control characters; letters beyond ASCII are sent as they are.
    response.headers_mut().extend(HeaderValue::from_bytes(location.as_bytes()).ok().map(|value| (LOCATION, value)));
    response
}

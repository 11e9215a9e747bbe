//! Connections: how many at once, and how long a slow one may take.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// How many connections are served at once; further ones wait until one ends.
pub(super) const MOST: usize = 256;

/// How long a client may take to send the head of a request, the wait for a further request included.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Bytes of the head of a request, and its header lines.
const LONGEST_HEAD: usize = 32 << 10;
const MOST_HEADERS: usize = 64;

/// How long to wait when no connection can be taken, mostly because the process has too many open files.
const RESPITE: Duration = Duration::from_millis(50);

/// Answers connections for ever.
pub(super) async fn serve(listener: std::net::TcpListener, router: Router) -> io::Result<std::convert::Infallible> {
    let listener = TcpListener::from_std(listener)?;
    let free = Arc::new(Semaphore::new(MOST));
    loop {
        let Ok(place) = Arc::clone(&free).acquire_owned().await else { return Err(io::Error::other("no place for connections")) };
        match listener.accept().await {
            Ok((stream, _)) => {
                let router = router.clone();
                tokio::spawn(async move {
                    connection(stream, router).await;
                    drop(place);
                });
            }
            // A client that has left again is no reason to stop.
            Err(_) => tokio::time::sleep(RESPITE).await,
        }
    }
}

/// Answers the requests of one connection. How it ends is the client's affair: it has closed it, or it has been told why not.
async fn connection(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(LONGEST_HEAD)
        .max_headers(MOST_HEADERS)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .with_upgrades();
    let _ = served.await;
}

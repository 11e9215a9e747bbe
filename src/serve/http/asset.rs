//! Files of the book that are sent as they are: read from the disk while they are sent, never kept.

use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use axum::http::{HeaderMap, Response, StatusCode};
use camino::Utf8Path;
use hyper::body::{Frame, SizeHint};
use tokio::sync::mpsc;

use super::range::{self, Wanted};
use super::{media_type, plain};
use crate::source::{Opened, SourceError, Sources};

/// How many bytes are read at once, and how many such pieces wait to be sent.
const PIECE: usize = 64 << 10;
const WAITING: usize = 2;

/// The answer to a question for the file at `path`, relative to the book's root. Waits for the disk: not for asynchronous code.
pub(super) fn answer(
    sources: &Sources,
    path: &Utf8Path,
    headers: &HeaderMap,
    runtime: &tokio::runtime::Handle,
) -> Response<Body> {
    let opened = match sources.open(path) {
        Ok(opened) => opened,
        Err(reason) => return refused(path, &reason),
    };
    let length = opened.length;
    // A validator would be needed to know that the parts belong together; nothing has one here.
    let wanted = headers.get(RANGE).filter(|_| !headers.contains_key("if-range"));
    let (status, bytes) = match range::read(wanted.and_then(|value| value.to_str().ok()), length) {
        Wanted::All => (StatusCode::OK, 0..length),
        Wanted::Part(bytes) => (StatusCode::PARTIAL_CONTENT, bytes),
        Wanted::Nothing => {
            let mut response = plain(StatusCode::RANGE_NOT_SATISFIABLE, "The file is shorter than that.");
            response.headers_mut().extend([(CONTENT_RANGE, header(&format!("bytes */{length}")))]);
            return response;
        }
    };
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let count = bytes.end - bytes.start;
    let told = [(CONTENT_TYPE, media_type::of(path)), (CONTENT_LENGTH, count.to_string()), (ACCEPT_RANGES, "bytes".to_owned())];
    response.headers_mut().extend(told.map(|(name, value)| (name, header(&value))));
    if status == StatusCode::PARTIAL_CONTENT {
        let part = format!("bytes {}-{}/{length}", bytes.start, bytes.end.saturating_sub(1));
        response.headers_mut().insert(CONTENT_RANGE, header(&part));
    }
    *response.body_mut() = Body::new(Pieces::start(opened, bytes.start, count, runtime));
    response
}

fn header(value: &str) -> axum::http::HeaderValue {
    axum::http::HeaderValue::from_str(value).unwrap_or(axum::http::HeaderValue::from_static(""))
}

fn refused(path: &Utf8Path, reason: &SourceError) -> Response<Body> {
    let why = match reason {
        SourceError::Missing => return plain(StatusCode::NOT_FOUND, &format!("`{path}` is not there any more.")),
        SourceError::Outside => "it leads out of the book and the repository that holds it",
        SourceError::Unreadable(reason) => reason.as_str(),
    };
    plain(StatusCode::FORBIDDEN, &format!("`{path}` is not sent: {why}."))
}

/// The bytes of a file, a piece at a time. A file that gets shorter meanwhile ends the connection before what was promised is sent, so that
/// nobody takes the part for the whole.
struct Pieces {
    pieces: mpsc::Receiver<io::Result<Bytes>>,
    left: u64,
}

impl Pieces {
    fn start(opened: Opened, from: u64, count: u64, runtime: &tokio::runtime::Handle) -> Self {
        let (sender, pieces) = mpsc::channel(WAITING);
        if count > 0 {
            runtime.spawn_blocking(move || send(opened, from, count, &sender));
        }
        Self { pieces, left: count }
    }
}

fn send(mut opened: Opened, from: u64, count: u64, to: &mpsc::Sender<io::Result<Bytes>>) {
    let mut left = count;
    let mut failed = if from == 0 { Ok(0) } else { opened.seek(SeekFrom::Start(from)) }.err();
    while left > 0 && failed.is_none() {
        let mut piece = Vec::with_capacity(PIECE);
        let read = opened.by_ref().take(left.min(PIECE as u64)).read_to_end(&mut piece);
        failed = match read {
            Ok(0) => Some(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                left -= read as u64;
                if to.blocking_send(Ok(piece.into())).is_err() {
                    return;
                }
                None
            }
            Err(error) => Some(error),
        };
    }
    if let Some(error) = failed {
        let _ = to.blocking_send(Err(error));
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.pieces.poll_recv(context).map(|piece| {
            let piece = piece?.inspect(|bytes| self.left = self.left.saturating_sub(bytes.len() as u64));
            Some(piece.map(Frame::data))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

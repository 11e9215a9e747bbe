//! The socket: whose page may open it, how many, how much they may say.

use std::net::TcpStream;

use tungstenite::client::IntoClientRequest as _;
use tungstenite::http::HeaderValue;
use tungstenite::{Error, Message, WebSocket};

use crate::server::{Server, serve};

const BOOK: &[(&str, &str)] = &[("book.toml", ""), ("src/index.md", "# Home\n")];

fn open(server: &Server, host: &str, origin: Option<&str>) -> Result<WebSocket<TcpStream>, u16> {
    let mut request = "ws://localhost/.bindery/socket".into_client_request().unwrap();
    request.headers_mut().insert("host", HeaderValue::from_str(host).unwrap());
    request
        .headers_mut()
        .extend(origin.map(|origin| (tungstenite::http::header::ORIGIN, HeaderValue::from_str(origin).unwrap())));
    let stream = crate::client::connect(server.address);
    match tungstenite::client(request, stream) {
        Ok((socket, _)) => Ok(socket),
        Err(tungstenite::HandshakeError::Failure(Error::Http(answer))) => Err(answer.status().as_u16()),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn only_pages_of_the_preview_may_open_it() {
    let server = serve(BOOK);
    let port = server.address.port();
    let own = format!("localhost:{port}");
    for (host, origin, status) in [
        (own.as_str(), Some(format!("http://{own}")), None),
        ("localhost:9000", Some("http://localhost:9000".to_owned()), None),
        ("localhost:9000", Some("https://localhost:9000".to_owned()), None),
        (own.as_str(), None, Some(403)),
        (own.as_str(), Some("null".to_owned()), Some(403)),
        (own.as_str(), Some("http://attacker.example".to_owned()), Some(403)),
        (own.as_str(), Some(format!("http://attacker.example:{port}")), Some(403)),
        (own.as_str(), Some("http://localhost:1".to_owned()), Some(403)),
        (own.as_str(), Some(format!("http://127.0.0.1:{port}")), Some(403)),
        (own.as_str(), Some(format!("file://{own}")), Some(403)),
        ("attacker.example", Some("http://attacker.example".to_owned()), Some(403)),
    ] {
        assert_eq!(open(&server, host, origin.as_deref()).err(), status, "{host} {origin:?}");
    }
}

#[test]
fn a_message_has_a_length() {
    let server = serve(BOOK);
    let mut socket = open(&server, "localhost", Some("http://localhost")).unwrap();
    let fits = "a".repeat(64 << 10);
    socket.send(Message::text(fits.clone())).unwrap();
    assert_eq!(socket.read().unwrap(), Message::text(fits.clone()));
    let _ = socket.send(Message::text(fits + "a"));
    assert!(socket.read().is_err() || socket.read().is_err(), "the socket is closed");
    assert!(open(&server, "localhost", Some("http://localhost")).is_ok());
}

#[test]
fn there_is_an_end_to_tabs() {
    let server = serve(BOOK);
    let mut tabs: Vec<_> = (0..128).map(|_| open(&server, "localhost", Some("http://localhost")).unwrap()).collect();
    assert_eq!(open(&server, "localhost", Some("http://localhost")).err(), Some(503));
    assert_eq!(crate::client::get(server.address, "/").status, 200);
    let mut gone = tabs.pop().unwrap();
    gone.close(None).unwrap();
    while gone.read().is_ok() {}
    let opens = || open(&server, "localhost", Some("http://localhost")).is_ok();
    assert!((0..50).any(|_| opens() || {
        std::thread::sleep(std::time::Duration::from_millis(20));
        false
    }));
}

#[test]
fn the_address_of_the_socket_is_no_page() {
    let server = serve(BOOK);
    let headers = ["Host: localhost", "Origin: http://localhost"];
    let answer = crate::client::send(server.address, &crate::client::request("GET", "/.bindery/socket", &headers));
    assert_eq!(answer.status, 400);
}

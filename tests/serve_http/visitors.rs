//! Who is answered.

use std::sync::Arc;

use bindery::serve::Showing;

use crate::client::{request, send};
use crate::server::{Server, edition, serve, showing, start};

const BOOK: &[(&str, &str)] = &[("book.toml", ""), ("src/index.md", "# Home\n\nNot published yet.\n")];

fn status(server: &Server, method: &str, target: &str, headers: &[&str]) -> u16 {
    let answer = send(server.address, &request(method, target, headers));
    let refused = answer.status >= 400;
    assert!(!refused || !String::from_utf8_lossy(&answer.body).contains("Not published yet"), "{method} {target} {headers:?}");
    answer.status
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let server = serve(BOOK);
    let port = server.address.port();
    let own = format!("Host: localhost:{port}");
    for (headers, expected) in [
        (vec![own.as_str()], 200),
        (vec!["Host: localhost"], 200),
        (vec!["Host: 127.0.0.1:8080"], 200),
        (vec!["Host: [::1]:3000"], 200),
        (vec!["Host: book.localhost:3000"], 200),
        (vec!["Host: attacker.example"], 403),
        (vec!["Host: localhost.attacker.example"], 403),
        (vec!["Host: 192.168.1.10:3000"], 403),
        (vec!["Host: 0.0.0.0:3000"], 403),
        (vec!["Host: localhost", "Host: attacker.example"], 400),
        (vec!["Host: localhost", "Host: localhost"], 400),
        (vec!["Host:"], 400),
        (vec!["Host: a b"], 400),
        (vec![], 400),
    ] {
        assert_eq!(status(&server, "GET", "/", &headers), expected, "{headers:?}");
        assert_eq!(status(&server, "GET", "/.bindery/live.js", &headers), expected, "{headers:?}");
    }
    assert_eq!(send(server.address, b"GET / HTTP/1.0\r\n\r\n").status, 400);
}

#[test]
fn on_all_addresses_numbers_are_answered_and_foreign_names_are_not() {
    let sources = bindery::source::Sources::memory(BOOK.iter().copied());
    let server = start("0.0.0.0", showing(1, edition(&sources)));
    for (host, expected) in
        [("Host: localhost", 200), ("Host: 192.168.1.10:3000", 200), ("Host: attacker.example", 403), ("Host: 0.0.0.0", 403)]
    {
        assert_eq!(status(&server, "GET", "/", &[host]), expected, "{host}");
    }
}

#[test]
fn this_is_no_proxy() {
    let server = serve(BOOK);
    for target in
        ["http://attacker.example/", "http://localhost/", "https://localhost/", "//attacker.example/", "ftp://localhost/"]
    {
        assert_eq!(status(&server, "GET", target, &["Host: localhost"]), 400, "{target}");
    }
    assert!(matches!(status(&server, "CONNECT", "attacker.example:443", &["Host: attacker.example:443"]), 400..=405));
    assert!(matches!(status(&server, "OPTIONS", "*", &["Host: localhost"]), 400..=405));
}

#[test]
fn other_sites_may_link_and_no_more() {
    let server = serve(BOOK);
    let told = |site: &str, mode: &str, dest: &str| {
        let headers = [
            "Host: localhost".to_owned(),
            format!("Sec-Fetch-Site: {site}"),
            format!("Sec-Fetch-Mode: {mode}"),
            format!("Sec-Fetch-Dest: {dest}"),
        ];
        status(&server, "GET", "/", &headers.each_ref().map(String::as_str))
    };
    assert_eq!(told("same-origin", "navigate", "document"), 200);
    assert_eq!(told("none", "navigate", "document"), 200);
    assert_eq!(told("cross-site", "navigate", "document"), 200);
    assert_eq!(told("cross-site", "navigate", "iframe"), 403);
    assert_eq!(told("cross-site", "no-cors", "image"), 403);
    assert_eq!(told("cross-site", "no-cors", "script"), 403);
    assert_eq!(told("cross-site", "cors", "empty"), 403);
}

#[test]
fn questions_have_no_bodies_and_two_methods() {
    let server = serve(BOOK);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PROPFIND", "BREW", "get"] {
        let answer = send(server.address, &request(method, "/", &["Host: localhost"]));
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let local = "Host: localhost";
    assert_eq!(status(&server, "GET", "/", &[local, "Content-Length: 0"]), 200);
    assert_eq!(status(&server, "GET", "/", &[local, "Content-Length: 5"]), 413);
    assert_eq!(status(&server, "GET", "/", &[local, "Transfer-Encoding: chunked"]), 413);
    assert_eq!(status(&server, "GET", "/", &[local, "Content-Length: 5", "Transfer-Encoding: chunked"]), 413);
}

#[test]
fn the_loopback_of_ipv6_is_served() {
    if std::net::TcpListener::bind("[::1]:0").is_err() {
        eprintln!("skipped: this machine has no IPv6");
        return;
    }
    let sources = bindery::source::Sources::memory(BOOK.iter().copied());
    let shown: Arc<Showing> = showing(1, edition(&sources));
    let server = start("::1", shown);
    assert_eq!(status(&server, "GET", "/", &["Host: [::1]:3000"]), 200);
    assert_eq!(status(&server, "GET", "/", &["Host: localhost"]), 200);
    assert_eq!(status(&server, "GET", "/", &["Host: attacker.example"]), 403);
}

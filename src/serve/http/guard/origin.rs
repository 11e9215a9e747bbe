//! Which pages may open a socket.
//!
//! A WebSocket is not bound by the same-origin policy: any page that a browser shows may open one to this machine, and only the `Origin`
//! header tells whose it is (RFC 6455, section 10.2).

use axum::http::header::ORIGIN;
use axum::http::request::Parts;

use super::authority::Authority;
use super::{FORBIDDEN, Refusal};

/// Whether the request comes from a page that this server sent: from the host and port that it is sent to.
pub(super) fn same(request: &Parts, authority: &Authority) -> Result<(), Refusal> {
    let mut origins = request.headers.get_all(ORIGIN).iter();
    let one = origins.next().filter(|_| origins.next().is_none());
    let is_same = one.and_then(|origin| origin.to_str().ok()).is_some_and(|origin| is_of(origin, authority));
    if is_same { Ok(()) } else { Err(Refusal::new(FORBIDDEN, "Only pages of this preview may open its socket.")) }
}

/// Over `https` the pages come through a proxy that the user has put before the server.
fn is_of(origin: &str, authority: &Authority) -> bool {
    let (own_port, rest) = match origin.split_once("://") {
        Some(("http", rest)) => (80, rest),
        Some(("https", rest)) => (443, rest),
        _ => return false,
    };
    let port = |authority: &Authority| authority.port.unwrap_or(own_port);
    Authority::parse(rest).is_some_and(|from| from.host == authority.host && port(&from) == port(authority))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_the_same_in_host_and_port() {
        for (origin, host, expected) in [
            ("http://localhost:3000", "localhost:3000", true),
            ("https://localhost:3000", "localhost:3000", true),
            ("http://LOCALHOST:3000", "localhost:3000", true),
            ("http://[::1]:3000", "[::1]:3000", true),
            ("http://localhost", "localhost", true),
            ("http://localhost", "localhost:80", true),
            ("https://docs.example", "docs.example", true),
            ("https://docs.example", "docs.example:443", true),
            ("https://docs.example", "docs.example:80", false),
            ("http://localhost:3001", "localhost:3000", false),
            ("http://localhost", "localhost:3000", false),
            ("http://127.0.0.1:3000", "localhost:3000", false),
            ("http://attacker.example", "localhost:3000", false),
            ("http://attacker.example:3000", "localhost:3000", false),
            ("http://localhost:3000.attacker.example", "localhost:3000", false),
            ("http://localhost:3000/", "localhost:3000", false),
            ("ws://localhost:3000", "localhost:3000", false),
            ("file://", "localhost:3000", false),
            ("null", "localhost:3000", false),
            ("", "localhost:3000", false),
        ] {
            assert_eq!(is_of(origin, &Authority::parse(host).unwrap()), expected, "{origin:?} to {host}");
        }
    }

    #[test]
    fn an_origin_is_needed_and_there_is_one() {
        let authority = Authority::parse("localhost:3000").unwrap();
        let answer = |origins: &[&str]| {
            let mut request = axum::http::Request::builder();
            for origin in origins {
                request = request.header(ORIGIN, *origin);
            }
            same(&request.body(()).unwrap().into_parts().0, &authority).is_ok()
        };
        assert!(answer(&["http://localhost:3000"]));
        assert!(!answer(&[]));
        assert!(!answer(&["http://localhost:3000", "http://localhost:3000"]));
    }
}

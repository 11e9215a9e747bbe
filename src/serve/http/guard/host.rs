//! Which names the server answers to.
//!
//! A page of some other site can make its own name lead to this machine after it was loaded (DNS rebinding); the browser then takes the
//! preview for a part of that site and lets its scripts read everything. What such a request cannot do is carry another name in its `Host`
//! header than the attacker's. So only names are answered that nobody else can own: those of the loopback, numbers (a number is never looked
//! up, so it cannot be rebound) and names that this machine's user has given.

use std::net::IpAddr;

use axum::http::header::HOST;
use axum::http::request::Parts;

use super::authority::{Authority, Host};
use super::{BAD_REQUEST, FORBIDDEN, Refusal};

/// The names that a request may use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::serve::http) struct Names {
    /// Besides the loopback's own.
    known: Vec<Host>,
    /// The server listens on all addresses of the machine, so that any number may be its own.
    any_number: bool,
}

impl Names {
    /// The names of a server that was asked to listen on `host` and does so on `address`; `own` are the machine's names.
    pub(crate) fn new(host: &Host, address: IpAddr, own: Vec<String>) -> Self {
        let own = own.into_iter().map(Host::Name).filter(|_| address.is_unspecified());
        let known = own.chain([host.clone(), Host::Address(address)]).collect();
        Self { known, any_number: address.is_unspecified() }
    }

    fn hold(&self, host: &Host) -> bool {
        match host {
            // On many systems this number leads to this machine from any web page, and nobody needs it.
            Host::Address(address) if address.is_unspecified() => false,
            Host::Address(_) if self.any_number => true,
            host => host.is_loopback() || self.known.contains(host),
        }
    }
}

/// Whom the request says that it talks to, if that may be this server.
pub(super) fn authority(request: &Parts, names: &Names) -> Result<Authority, Refusal> {
    let mut hosts = request.headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Err(Refusal::new(BAD_REQUEST, "A request must have one Host header."));
    };
    if request.uri.authority().is_some() {
        return Err(Refusal::new(BAD_REQUEST, "This is no proxy: ask for a path."));
    }
    let authority = host.to_str().ok().and_then(Authority::parse);
    let authority = authority.ok_or(Refusal::new(BAD_REQUEST, "The Host header names no host."))?;
    if names.hold(&authority.host) {
        Ok(authority)
    } else {
        Err(Refusal::new(
            FORBIDDEN,
            "This preview does not answer to that name. If it is meant to, start it with `--host` and that name.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn status(uri: &str, hosts: &[&str], names: &Names) -> u16 {
        let mut request = Request::builder().uri(uri);
        for host in hosts {
            request = request.header(HOST, *host);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        authority(&parts, names).map_or_else(|refusal| refusal.status.as_u16(), |_| 200)
    }

    fn names(host: &str, address: &str) -> Names {
        Names::new(&Host::name(host).unwrap(), address.parse().unwrap(), vec!["desk".to_owned(), "desk.local".to_owned()])
    }

    #[test]
    fn only_names_that_nobody_else_can_own_are_answered() {
        let local = names("127.0.0.1", "127.0.0.1");
        let all = names("0.0.0.0", "0.0.0.0");
        let named = names("docs.example", "192.0.2.7");
        for (host, on_loopback, on_all, on_name) in [
            ("localhost:3000", 200, 200, 200),
            ("localhost", 200, 200, 200),
            ("localhost:8080", 200, 200, 200),
            ("docs.localhost:3000", 200, 200, 200),
            ("127.0.0.1:3000", 200, 200, 200),
            ("127.3.4.5", 200, 200, 200),
            ("[::1]:3000", 200, 200, 200),
            ("192.0.2.7:3000", 403, 200, 200),
            ("198.51.100.1:3000", 403, 200, 403),
            ("[2001:db8::1]:3000", 403, 200, 403),
            ("0.0.0.0:3000", 403, 403, 403),
            ("[::]:3000", 403, 403, 403),
            ("desk:3000", 403, 200, 403),
            ("DESK.local", 403, 200, 403),
            ("docs.example:3000", 403, 403, 200),
            ("attacker.example", 403, 403, 403),
            ("localhost.attacker.example", 403, 403, 403),
            ("127.0.0.1.attacker.example", 403, 403, 403),
            ("localhost:3000@attacker.example", 400, 400, 400),
            ("", 400, 400, 400),
        ] {
            let answers = [&local, &all, &named].map(|names| status("/", &[host], names));
            assert_eq!(answers, [on_loopback, on_all, on_name], "{host}");
        }
    }

    #[test]
    fn there_is_one_host_and_no_proxy() {
        let local = names("127.0.0.1", "127.0.0.1");
        assert_eq!(status("/", &[], &local), 400);
        assert_eq!(status("/", &["localhost", "localhost"], &local), 400);
        assert_eq!(status("/", &["localhost", "attacker.example"], &local), 400);
        assert_eq!(status("http://attacker.example/", &["localhost"], &local), 400);
    }
}

//! Who a request says that it talks to: `localhost:3000`, `[::1]:3000`, `docs.example`.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

/// The part of a URL that names a server (RFC 3986, section 3.2), without user information.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Authority {
    pub(crate) host: Host,
    /// `None` where the scheme's own port is meant.
    pub(crate) port: Option<u16>,
}

/// The name or the number of a machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Host {
    /// In lower case, without the dot that a full name may end in.
    Name(String),
    Address(IpAddr),
}

impl Authority {
    /// Reads the value of a `Host` header (RFC 9110, section 7.2).
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port),
            _ => (text, ""),
        };
        let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
        let port = if port.is_empty() { None } else { Some(port.parse().ok().filter(|_| is_number)?) };
        let host = match host.strip_prefix('[') {
            Some(rest) => Host::Address(IpAddr::V6(rest.strip_suffix(']')?.parse::<Ipv6Addr>().ok()?)),
            None => Host::name(host)?,
        };
        Some(Self { host, port })
    }
}

impl Host {
    /// What stands behind `--host` or in a URL without brackets: a number, or a name of letters, digits, `-`, `_` and `.`.
    pub(crate) fn name(text: &str) -> Option<Self> {
        if let Ok(address) = text.parse() {
            return Some(Self::Address(IpAddr::V4(address)));
        }
        let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        (!name.is_empty() && name.bytes().all(is_plain)).then_some(Self::Name(name))
    }

    /// Whether it can mean no other machine than this one.
    pub(crate) fn is_loopback(&self) -> bool {
        match self {
            // RFC 6761, section 6.3: such names are never looked up elsewhere.
            Self::Name(name) => name == "localhost" || name.ends_with(".localhost"),
            Self::Address(address) => address.to_canonical().is_loopback(),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Address(IpAddr::V4(address)) => write!(f, "{address}"),
            Self::Address(IpAddr::V6(address)) => write!(f, "[{address}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities_are_read_as_browsers_write_them() {
        for (text, shown, port) in [
            ("localhost", "localhost", None),
            ("LocalHost.:3000", "localhost", Some(3000)),
            ("a_b.example:80", "a_b.example", Some(80)),
            ("127.0.0.1:", "127.0.0.1", None),
            ("[::1]:3000", "[::1]", Some(3000)),
            ("[0:0::1]", "[::1]", None),
        ] {
            let read = Authority::parse(text).unwrap();
            assert_eq!((read.host.to_string().as_str(), read.port), (shown, port), "{text}");
        }
        for wrong in [
            "",
            ":80",
            ".",
            "::1",
            "[::1",
            "::1]",
            "[localhost]",
            "[127.0.0.1]",
            "localhost:99999",
            "localhost:+80",
            "localhost:80:80",
            "a@localhost",
            "localhost/",
            "localhost#",
            "local host",
            "[::1]x:80",
            "[fe80::1%eth0]",
            "localhost:80 ",
            "löcalhost",
        ] {
            assert_eq!(Authority::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn loopback_is_this_machine_only() {
        let is_loopback = |text: &str| Authority::parse(text).unwrap().host.is_loopback();
        for host in ["localhost", "docs.localhost", "127.0.0.1", "127.8.9.10", "[::1]", "[::ffff:127.0.0.1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in
            ["localhost.example", "notlocalhost", "127.0.0.1.example", "127.1", "2130706433", "0.0.0.0", "128.0.0.1", "[::]"]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }
}

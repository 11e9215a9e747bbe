//! Where the server listens, and the addresses at which it can be reached.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs as _};

use super::guard::{Host, Names};

/// How many ports are tried after the one that was asked for.
const NEXT: u16 = 100;

/// A server's socket before anything is answered on it.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    address: SocketAddr,
    /// What `--host` said.
    host: Host,
}

/// Why nothing can listen there.
#[derive(Debug)]
pub enum ListenError {
    /// The host is neither a number nor a name that leads anywhere.
    NoSuchHost,
    /// All ports from the first to the last are taken.
    AllTaken(u16, u16),
    /// The operating system's reason.
    Refused(SocketAddr, io::Error),
}

impl Listening {
    /// Listens on the port, or on the next one that is free; on any where it is 0. `host` is a number, with or without brackets, or a name.
    pub fn on(host: &str, port: u16) -> Result<Self, ListenError> {
        let (host, numbers) = look_up(host).ok_or(ListenError::NoSuchHost)?;
        let last = if port == 0 { 0 } else { port.saturating_add(NEXT) };
        let tries = if port == 0 { vec![0; usize::from(NEXT)] } else { (port..=last).collect() };
        for tried in tries {
            if let Some((listener, address)) = bind(&numbers, tried)? {
                return Ok(Self { listener, address, host });
            }
        }
        Err(ListenError::AllTaken(port, last))
    }

    /// The port that it is.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Where a browser on this machine finds the server: `http://localhost:3000`.
    #[must_use]
    pub fn origin(&self) -> String {
        let ip = self.address.ip();
        // `localhost` is what people type. Everywhere it means 127.0.0.1, and only in some places ::1 too.
        let is_localhost = ip == Ipv4Addr::LOCALHOST || ip.is_unspecified();
        match &self.host {
            Host::Name(name) => format!("http://{name}:{}", self.port()),
            Host::Address(_) if is_localhost => format!("http://localhost:{}", self.port()),
            Host::Address(_) => format!("http://{}:{}", Host::Address(ip), self.port()),
        }
    }

    /// Where other machines find it, as far as this one knows its own addresses; nothing on the loopback.
    #[must_use]
    pub fn from_elsewhere(&self) -> Vec<String> {
        let own = self.address.ip();
        let shown = |ip: IpAddr| format!("http://{}:{}", Host::Address(ip), self.port());
        if own.to_canonical().is_loopback() {
            return Vec::new();
        }
        if !own.is_unspecified() {
            return vec![shown(own)];
        }
        let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
        // An address that is valid on one link alone needs the name of an interface, which no URL can hold.
        let reachable = interfaces.iter().filter(|interface| !interface.is_loopback() && !interface.is_link_local());
        let mut ips: Vec<IpAddr> = reachable.map(if_addrs::Interface::ip).filter(|ip| own.is_ipv6() || ip.is_ipv4()).collect();
        ips.sort();
        ips.dedup();
        ips.into_iter().map(shown).collect()
    }

    /// The names that requests may use.
    pub(super) fn names(&self) -> Names {
        Names::new(&self.host, self.address.ip(), own_names())
    }

    pub(super) fn into_listener(self) -> io::Result<TcpListener> {
        self.listener.set_nonblocking(true)?;
        Ok(self.listener)
    }
}

/// What `host` says, and the numbers that it stands for.
fn look_up(host: &str) -> Option<(Host, Vec<IpAddr>)> {
    let number = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    if let Ok(number) = number.parse() {
        return Some((Host::Address(number), vec![number]));
    }
    let numbers = (host, 0).to_socket_addrs().ok()?.map(|address| address.ip()).collect();
    Some((Host::name(host)?, numbers))
}

/// Listens on the first of the numbers where that can be done; `None` if the port is taken.
fn bind(numbers: &[IpAddr], port: u16) -> Result<Option<(TcpListener, SocketAddr)>, ListenError> {
    let mut reason = ListenError::NoSuchHost;
    for number in numbers {
        let address = SocketAddr::new(*number, port);
        let bound = TcpListener::bind(address).and_then(|listener| Ok((listener.local_addr()?, listener)));
        match bound {
            Ok((address, listener)) => return Ok(Some((listener, address)).filter(|_| !is_taken_beside(address))),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Ok(None),
            Err(error) => reason = ListenError::Refused(address, error),
        }
    }
    Err(reason)
}

/// Whether another server has the same port of the other `localhost`: a browser could end up there.
fn is_taken_beside(address: SocketAddr) -> bool {
    let other: IpAddr = match address.ip() {
        ip if ip == Ipv4Addr::LOCALHOST => Ipv6Addr::LOCALHOST.into(),
        ip if ip == Ipv6Addr::LOCALHOST => Ipv4Addr::LOCALHOST.into(),
        _ => return false,
    };
    TcpListener::bind((other, address.port())).is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse)
}

/// What the machine calls itself, and the name under which its own network finds it without a server for names (RFC 6762).
fn own_names() -> Vec<String> {
    let full = machine_name().trim_end_matches('.').to_ascii_lowercase();
    let Some(first) = full.split('.').next().filter(|first| !first.is_empty()) else { return Vec::new() };
    vec![first.to_owned(), format!("{first}.local"), full.clone()]
}

#[cfg(unix)]
fn machine_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn machine_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_leads_to_the_next() {
        let first = Listening::on("127.0.0.1", 0).unwrap();
        let next = Listening::on("127.0.0.1", first.port()).unwrap();
        assert!(next.port() > first.port() && next.port() <= first.port().saturating_add(NEXT));
        assert_eq!(next.origin(), format!("http://localhost:{}", next.port()));
        assert_eq!(next.from_elsewhere(), Vec::<String>::new());
    }

    #[test]
    fn a_port_that_the_other_localhost_has_is_taken() {
        let Ok(other) = TcpListener::bind("[::1]:0") else {
            eprintln!("skipped: this machine has no IPv6");
            return;
        };
        let port = other.local_addr().unwrap().port();
        assert_ne!(Listening::on("127.0.0.1", port).unwrap().port(), port);
    }

    #[test]
    fn hosts_are_numbers_or_names() {
        for (host, origin) in [("::1", "http://[::1]"), ("[::1]", "http://[::1]"), ("127.0.0.2", "http://127.0.0.2")] {
            match Listening::on(host, 0) {
                Ok(listening) => assert_eq!(listening.origin(), format!("{origin}:{}", listening.port()), "{host}"),
                Err(error) => eprintln!("skipped {host}: {error:?}"),
            }
        }
        assert_eq!(Listening::on("localhost", 0).unwrap().from_elsewhere(), Vec::<String>::new());
        for wrong in ["", "a b", "http://localhost", "no-such-host.invalid", "127.0.0.1:80"] {
            assert!(matches!(Listening::on(wrong, 0), Err(ListenError::NoSuchHost)), "{wrong:?}");
        }
        assert!(matches!(Listening::on("192.0.2.1", 0), Err(ListenError::Refused(..))));
    }

    #[test]
    fn on_all_addresses_the_machine_answers_to_its_own() {
        let all = Listening::on("0.0.0.0", 0).unwrap();
        assert!(all.origin().starts_with("http://localhost:"));
        for address in all.from_elsewhere() {
            assert!(address.ends_with(&format!(":{}", all.port())) && !address.contains("127.0.0.1"), "{address}");
        }
    }
}

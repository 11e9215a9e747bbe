//! How much one client may ask for.

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use crate::client::{connect, get, request, send};
use crate::server::serve;

const BOOK: &[(&str, &str)] = &[("book.toml", ""), ("src/index.md", "# Home\n")];

#[test]
fn long_questions_are_refused() {
    let server = serve(BOOK);
    let local = "Host: localhost";
    let long = |length: usize| format!("/{}", "a".repeat(length - 1));
    assert_eq!(get(server.address, &long(8 << 10)).status, 404);
    assert_eq!(get(server.address, &long((8 << 10) + 1)).status, 414);
    assert_eq!(get(server.address, &long(20 << 10)).status, 414);
    assert!(matches!(get(server.address, &long(200 << 10)).status, 0 | 414 | 431));
    let header = format!("X-Long: {}", "a".repeat(100 << 10));
    assert!(matches!(send(server.address, &request("GET", "/", &[local, &header])).status, 0 | 431));
    let many: Vec<String> = (0..200).map(|n| format!("X-{n}: 1")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).chain([local]).collect();
    assert_eq!(send(server.address, &request("GET", "/", &many)).status, 431);
    assert_eq!(get(server.address, "/").status, 200);
}

#[test]
fn what_is_no_http_is_refused() {
    let server = serve(BOOK);
    for bytes in [
        &b"\0\0\0\0\r\n\r\n"[..],
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n folded: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"GET / HTTP/1.1\r\nHo\0st: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let status = send(server.address, bytes).status;
        assert!(matches!(status, 0 | 400..=499 | 505), "{:?}: {status}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(get(server.address, "/").status, 200);
}

#[test]
fn slow_clients_are_not_waited_for() {
    let server = serve(BOOK);
    let begun = Instant::now();
    let mut never_ends = connect(server.address);
    never_ends.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n").unwrap();
    let mut says_nothing = connect(server.address);
    let mut stays = connect(server.address);
    stays.write_all(b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut drips = connect(server.address);
    let dripping = std::thread::spawn(move || {
        for byte in b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Header: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" {
            if drips.write_all(&[*byte]).is_err() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(150));
        }
        false
    });
    for stream in [&mut never_ends, &mut says_nothing, &mut stays] {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    }
    assert!(begun.elapsed() > Duration::from_secs(3), "{:?}", begun.elapsed());
    assert!(dripping.join().unwrap(), "a client that sends a byte now and then may stay for ever");
    assert_eq!(get(server.address, "/").status, 200);
}

#[test]
fn further_connections_wait_for_their_turn() {
    let server = serve(BOOK);
    let mut idle: Vec<_> = (0..256).map(|_| connect(server.address)).collect();
    // All of them have been taken: the last one is answered.
    let last = idle.last_mut().unwrap();
    last.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    assert!(last.read(&mut [0; 64]).unwrap() > 0);

    let mut next = connect(server.address);
    next.write_all(&request("GET", "/", &["Host: localhost"])).unwrap();
    next.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    assert!(next.read(&mut [0; 64]).is_err(), "answered beside 256 others");
    next.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
    drop(idle);
    assert!(next.read(&mut [0; 64]).unwrap() > 0);
}

#[test]
fn many_at_once_are_all_answered() {
    let server = serve(BOOK);
    let address = server.address;
    let expected = get(address, "/").body;
    let asking: Vec<_> =
        (0..64).map(|_| std::thread::spawn(move || (0..10).map(|_| get(address, "/").body).collect::<Vec<_>>())).collect();
    for asked in asking {
        assert!(asked.join().unwrap().iter().all(|body| *body == expected));
    }
}

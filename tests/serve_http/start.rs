//! Before there is a book to show.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use bindery::diagnostic::Diagnostic;
use bindery::serve::Showing;
use bindery::source::Sources;

use crate::client::get;
use crate::server::{edition, showing, start};

fn book() -> Sources {
    Sources::memory([("book.toml", ""), ("src/index.md", "# Home\n"), ("src/guide/a.md", "# A\n")])
}

#[test]
fn the_first_request_waits_for_the_book_and_says_what_it_wants() {
    let server = start("127.0.0.1", Arc::default());
    let address = server.address;
    let asking = thread::spawn(move || get(address, "/guide/a.html"));
    while server.wanted.lock().unwrap().is_empty() {
        thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(*server.wanted.lock().unwrap(), ["guide/a.html"]);
    let shown = Instant::now();
    server.showing.send_replace(showing(1, edition(&book())));
    let answer = asking.join().unwrap();
    assert!(answer.status == 200 && answer.text().contains("<h1"), "{}", answer.text());
    assert!(shown.elapsed() < Duration::from_secs(1), "{:?}", shown.elapsed());
}

#[test]
fn what_the_index_does_not_know_yet_is_waited_for() {
    let few = Sources::memory([("book.toml", ""), ("src/index.md", "# Home\n")]);
    let first = Showing { number: 1, edition: Some(Arc::new(edition(&few))), provisional: true, ..Showing::default() };
    let server = start("127.0.0.1", Arc::new(first));
    let address = server.address;
    assert_eq!(get(address, "/").status, 200);
    assert!(server.wanted.lock().unwrap().is_empty());
    let asking = thread::spawn(move || get(address, "/guide/a.html").status);
    while server.wanted.lock().unwrap().is_empty() {
        thread::sleep(Duration::from_millis(1));
    }
    server.showing.send_replace(showing(2, edition(&book())));
    assert_eq!(asking.join().unwrap(), 200);
    assert_eq!(get(address, "/guide/b.html").status, 404);
}

#[test]
fn a_book_that_is_broken_from_the_start_says_why_and_recovers() {
    let problem = Diagnostic::error("config-syntax", "book.toml", 0..1, "`[` is not closed <here>");
    let broken = Showing { number: 1, findings: [problem].into(), stale: true, ..Showing::default() };
    let server = start("127.0.0.1", Arc::new(broken));
    for target in ["/", "/guide/a.html", "/anything"] {
        let answer = get(server.address, target);
        assert_eq!((answer.status, answer.header("retry-after")), (503, Some("1")), "{target}");
        assert!(answer.text().contains("`[` is not closed &lt;here&gt;") && answer.text().contains("<code>book.toml</code>"));
        assert!(answer.text().contains(" data-whole></script></body>"));
    }
    assert_eq!(get(server.address, "/.bindery/live.js").status, 200);
    server.showing.send_replace(showing(2, edition(&book())));
    assert_eq!(get(server.address, "/").status, 200);
}

#[test]
fn patience_ends() {
    let server = start("127.0.0.1", Arc::default());
    let begun = Instant::now();
    let answer = get(server.address, "/");
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("1")));
    assert!(begun.elapsed() > Duration::from_secs(2) && begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

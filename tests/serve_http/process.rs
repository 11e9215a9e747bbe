//! The command: what it prints, and how it ends.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::client::{connect, get, request};

fn book(settings: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("book.toml"), settings).unwrap();
    fs::write(folder.path().join("src/index.md"), "# Home\n").unwrap();
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.arg("serve").args(arguments).current_dir(folder).env_remove("BINDERY_EDITOR");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A preview that runs, and what it has printed up to its address.
struct Running {
    child: Child,
    said: String,
    address: SocketAddr,
}

impl Running {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = command(folder, arguments).spawn().unwrap();
        let mut said = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        while !said.contains("http://") {
            assert!(lines.read_line(&mut said).unwrap() > 0, "ended after {said:?}");
        }
        // The rest is read, so that the process never waits for a reader.
        std::thread::spawn(move || lines.read_to_string(&mut String::new()));
        let port = said.split("http://").nth(1).unwrap().split(['/', ' ']).next().unwrap().rsplit(':').next().unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], port.parse().unwrap()));
        Self { child, said, address }
    }

    /// Sends the signal and says how the process ended, and how long that took.
    fn end(&mut self, signal: &str) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let status = self.child.wait().unwrap();
        (status.code(), begun.elapsed())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_address_is_printed_and_answers() {
    let folder = book("output.html.site-url = \"/docs/\"\n");
    let running = Running::start(folder.path(), &["--port", "0"]);
    assert!(running.said.starts_with("The book is at http://localhost:"), "{}", running.said);
    assert!(running.said.contains("/docs/ (started in "), "{}", running.said);
    assert_eq!(get(running.address, "/docs/").status, 200);
    assert_eq!(get(running.address, "/").header("location"), Some("/docs/"));
}

#[test]
fn a_taken_port_is_said_clearly() {
    let folder = book("");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let running = Running::start(folder.path(), &["--port", &port.to_string()]);
    let got = running.address.port();
    assert!(got > port && got <= port + 100);
    assert!(running.said.starts_with(&format!("Port {port} is taken, so this is port {got}.\n")), "{}", running.said);
}

#[test]
fn other_machines_are_warned_about() {
    let folder = book("");
    let mut running = Running::start(folder.path(), &["--port", "0", "--host", "0.0.0.0"]);
    assert_eq!(get(running.address, "/").status, 200);
    running.end("-TERM");
    let mut wrong = String::new();
    running.child.stderr.take().unwrap().read_to_string(&mut wrong).unwrap();
    // A machine without a network has no address to warn about.
    assert!(wrong.is_empty() || wrong.starts_with("warning: whoever can reach this machine can read this book"), "{wrong}");

    let mut local = Running::start(folder.path(), &["--port", "0"]);
    local.end("-TERM");
    let mut wrong = String::new();
    local.child.stderr.take().unwrap().read_to_string(&mut wrong).unwrap();
    assert_eq!(wrong, "");
}

#[test]
fn what_cannot_be_served_is_refused_with_a_reason() {
    let folder = book("");
    let empty = TempDir::new().unwrap();
    for (at, arguments, expected) in [
        (folder.path(), &["--host", "no-such-host.invalid"][..], "error[cannot-listen]: `no-such-host.invalid` is neither"),
        (folder.path(), &["--host", "192.0.2.1"], "error[cannot-listen]: the server cannot listen on 192.0.2.1:3000"),
        (folder.path(), &["--editor", "pencil"], "error[unknown-editor]: `--editor` must be one of `vscode`"),
        (empty.path(), &[], "error[no-book]: this folder holds no `book.toml`"),
    ] {
        let output = command(at, arguments).output().unwrap();
        let wrong = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && wrong.starts_with(expected), "{arguments:?}: {wrong}");
    }
    let output = command(folder.path(), &[]).env("BINDERY_EDITOR", "pencil").output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("`BINDERY_EDITOR` must be one of"));
}

/// Asks until the answer is as expected, or for too long.
fn eventually(running: &Running, target: &str, expected: impl Fn(&crate::client::Answer) -> bool) {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        let answer = get(running.address, target);
        if expected(&answer) {
            return;
        }
        assert!(Instant::now() < end, "{target}: {} {}", answer.status, answer.text());
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_book_that_is_broken_at_the_start_says_so_and_recovers() {
    let folder = book("[book\n");
    let running = Running::start(folder.path(), &["--port", "0"]);
    eventually(&running, "/", |answer| answer.status == 503 && answer.text().contains("config-syntax"));
    fs::write(folder.path().join("book.toml"), "").unwrap();
    eventually(&running, "/", |answer| answer.status == 200 && answer.text().contains("Home"));
    fs::write(folder.path().join("book.toml"), "[book\n").unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(get(running.address, "/").status, 200, "the last good site stays");
}

#[cfg(unix)]
#[test]
fn pages_that_are_links_to_elsewhere_show_nothing_of_it() {
    let folder = book("");
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("secret.md"), "# TOP SECRET\n").unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.md"), folder.path().join("src/leak.md")).unwrap();
    fs::write(folder.path().join("src/more.md"), "# More\n\n```{include} leak.md\n```\n").unwrap();
    let running = Running::start(folder.path(), &["--port", "0"]);
    eventually(&running, "/more.html", |answer| answer.status == 200);
    for target in ["/leak.html", "/leak.md", "/more.html", "/"] {
        let answer = get(running.address, target);
        assert!(!answer.text().contains("TOP SECRET"), "{target}: {}", answer.text());
    }
}

#[test]
fn the_help_has_examples_and_names_the_environment() {
    let output = command(Path::new("."), &["--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for expected in ["Examples:\n", "--port <PORT>", "--host <HOST>", "--editor <EDITOR>", "BINDERY_EDITOR", "[default: 3000]"] {
        assert!(help.contains(expected), "{expected}: {help}");
    }
}

#[cfg(unix)]
#[test]
fn it_leaves_at_once_whatever_goes_on() {
    for signal in ["-INT", "-TERM"] {
        let folder = book("");
        fs::write(folder.path().join("src/film.mp4"), vec![0; 30_000_000]).unwrap();
        let mut running = Running::start(folder.path(), &["--port", "0"]);
        assert_eq!(get(running.address, "/").status, 200);
        let port = running.address.port();
        let upgrade = format!(
            "GET /.bindery/socket HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        let mut open = Vec::new();
        for _ in 0..20 {
            let mut tab = connect(running.address);
            tab.write_all(upgrade.as_bytes()).unwrap();
            let mut answer = [0; 12];
            tab.read_exact(&mut answer).unwrap();
            assert_eq!(&answer, b"HTTP/1.1 101");
            open.push(tab);
        }
        for head in [request("GET", "/film.mp4", &["Host: localhost"]), b"GET / HTTP/1.1\r\n".to_vec()] {
            let mut busy = connect(running.address);
            busy.write_all(&head).unwrap();
            open.push(busy);
        }
        let (code, took) = running.end(signal);
        assert_eq!(code, Some(0), "{signal}");
        assert!(took < Duration::from_millis(500), "{signal}: {took:?}");
        for left in files(folder.path()) {
            let name = left.to_string_lossy();
            assert!(!name.ends_with("-new") && !name.contains("lock") && !name.contains("/book/"), "{signal} leaves {name}");
        }
        assert!(std::net::TcpStream::connect(running.address).is_err(), "somebody still listens");
    }
}

/// Every path below the folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        }
        found.push(path);
    }
    found.sort();
    found
}

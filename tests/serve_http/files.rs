//! Files of the book that are sent as they are.

use std::fs;
use std::path::Path;

use bindery::source::Sources;
use camino::Utf8Path;
use tempfile::TempDir;

use crate::client::{get, request, send};
use crate::server::{Server, serve_sources};

/// A book in a folder of its own below a folder that is no part of it, with a file.
fn on_disk() -> (TempDir, Sources) {
    let folder = TempDir::new().unwrap();
    let book = folder.path().join("book");
    fs::create_dir_all(book.join("src")).unwrap();
    for (path, text) in [("book.toml", ""), ("src/index.md", "# Home\n"), ("src/data.txt", "0123456789")] {
        fs::write(book.join(path), text).unwrap();
    }
    fs::write(folder.path().join("secret.txt"), "TOP SECRET").unwrap();
    let sources = Sources::disk(Utf8Path::from_path(&book).unwrap());
    (folder, sources)
}

fn source(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join("book/src")
}

fn text(server: &Server, target: &str) -> (u16, String) {
    let answer = get(server.address, target);
    (answer.status, String::from_utf8(answer.body).unwrap())
}

#[test]
fn files_are_read_when_they_are_asked_for() {
    let (folder, sources) = on_disk();
    let server = serve_sources(&sources);
    assert_eq!(text(&server, "/data.txt"), (200, "0123456789".to_owned()));
    for number in 0..50 {
        fs::write(source(&folder).join("data.txt"), format!("now {number}")).unwrap();
        assert_eq!(text(&server, "/data.txt"), (200, format!("now {number}")));
    }
    fs::remove_file(source(&folder).join("data.txt")).unwrap();
    assert_eq!(text(&server, "/data.txt").0, 404);
}

#[test]
fn large_files_arrive_whole_and_in_parts() {
    let (folder, sources) = on_disk();
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n * 7 % 251) as u8).collect();
    fs::write(source(&folder).join("film.mp4"), &bytes).unwrap();
    let server = serve_sources(&sources);
    let whole = get(server.address, "/film.mp4");
    assert_eq!((whole.status, whole.header("accept-ranges")), (200, Some("bytes")));
    assert!(whole.body == bytes);
    for (range, status, part, shown) in [
        ("bytes=0-", 206, 0..3_000_000, "bytes 0-2999999/3000000"),
        ("bytes=1000000-1999999", 206, 1_000_000..2_000_000, "bytes 1000000-1999999/3000000"),
        ("bytes=-5", 206, 2_999_995..3_000_000, "bytes 2999995-2999999/3000000"),
        ("bytes=3000000-", 416, 0..0, "bytes */3000000"),
    ] {
        let range = format!("Range: {range}");
        let answer = send(server.address, &request("GET", "/film.mp4", &["Host: localhost", &range]));
        assert_eq!((answer.status, answer.header("content-range")), (status, Some(shown)), "{range}");
        assert!(status == 416 || answer.body == bytes[part], "{range}");
    }
}

#[test]
fn a_file_that_gets_shorter_is_not_taken_for_whole() {
    let (folder, sources) = on_disk();
    let path = source(&folder).join("film.mp4");
    fs::write(&path, vec![1; 40_000_000]).unwrap();
    let server = serve_sources(&sources);
    let mut stream = crate::client::connect(server.address);
    std::io::Write::write_all(&mut stream, &request("GET", "/film.mp4", &["Host: localhost"])).unwrap();
    // The server is stopped by the full connection after a few pieces.
    std::thread::sleep(std::time::Duration::from_millis(200));
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(10).unwrap();
    let answer = crate::client::read(&mut stream);
    assert_eq!(answer.header("content-length"), Some("40000000"));
    assert!(answer.body.len() < 40_000_000, "{}", answer.body.len());
    assert_eq!(text(&server, "/").0, 200);
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_refused() {
    use std::os::unix::fs::symlink;

    let (folder, sources) = on_disk();
    let source = source(&folder);
    symlink("data.txt", source.join("inside.txt")).unwrap();
    symlink("../../secret.txt", source.join("relative.txt")).unwrap();
    symlink(folder.path().join("secret.txt"), source.join("absolute.txt")).unwrap();
    symlink("relative.txt", source.join("twice.txt")).unwrap();
    symlink("nowhere.txt", source.join("dangling.txt")).unwrap();
    symlink("loop.txt", source.join("loop.txt")).unwrap();
    symlink(folder.path(), source.join("outside")).unwrap();
    let server = serve_sources(&sources);
    assert_eq!(text(&server, "/inside.txt"), (200, "0123456789".to_owned()));
    for target in ["/relative.txt", "/absolute.txt", "/twice.txt"] {
        let (status, said) = text(&server, target);
        assert!(status == 403 && said.contains("out of the book") && !said.contains("SECRET"), "{target}: {status} {said}");
    }
    for target in ["/dangling.txt", "/loop.txt", "/outside", "/outside/secret.txt"] {
        let (status, said) = text(&server, target);
        assert!((400..500).contains(&status) && !said.contains("SECRET"), "{target}: {status} {said}");
    }
    // A file that is replaced by a link after the book was read.
    fs::remove_file(source.join("data.txt")).unwrap();
    symlink("../../secret.txt", source.join("data.txt")).unwrap();
    assert_eq!(text(&server, "/data.txt").0, 403);
    // A folder that is.
    fs::create_dir(folder.path().join("book/src-2")).unwrap();
}

#[cfg(unix)]
#[test]
fn within_its_repository_a_book_may_link_to_what_lies_beside_it() {
    let (folder, _) = on_disk();
    fs::create_dir(folder.path().join(".git")).unwrap();
    std::os::unix::fs::symlink("../../secret.txt", source(&folder).join("shared.txt")).unwrap();
    let book = folder.path().join("book");
    let server = serve_sources(&Sources::disk(Utf8Path::from_path(&book).unwrap()));
    assert_eq!(text(&server, "/shared.txt"), (200, "TOP SECRET".to_owned()));
}

#[cfg(unix)]
#[test]
fn pipes_and_folders_are_not_read() {
    let (folder, sources) = on_disk();
    let pipe = source(&folder).join("pipe.txt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no mkfifo here");
        return;
    }
    let server = serve_sources(&sources);
    let (status, said) = text(&server, "/pipe.txt");
    assert!(status == 403 && said.contains("not a regular file"), "{status} {said}");
    assert!(Path::new(&pipe).exists());
}

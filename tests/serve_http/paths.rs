//! Ways out of a site that have worked somewhere. None may reach a file beside the book's own.

use std::fs;

use bindery::source::Sources;
use camino::Utf8Path;
use tempfile::TempDir;

use crate::client::{get, request, send};
use crate::server::serve_sources;

/// What every file that must not be sent holds.
const SECRET: &str = "TOP SECRET";

/// Targets that lead up or elsewhere, if any program on the way reads them so. `F` stands for `secret.txt`, which lies beside the source folder
/// and above it.
const WAYS: &[&str] = &[
    // Up, in plain words and in all encodings of a dot and a slash.
    "/../F",
    "/../../F",
    "/../../../../../../../../etc/passwd",
    "/guide/../../F",
    "/guide/../../../F",
    "/./../F",
    "/%2e%2e/F",
    "/%2e%2e%2fF",
    "/%2E%2E%2FF",
    "/.%2e/F",
    "/%2e./F",
    "/..%2fF",
    "/..%2f..%2fF",
    "/guide%2f..%2f..%2fF",
    "/guide/%2e%2e/%2e%2e/F",
    "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    // Encoded twice or more.
    "/%252e%252e/F",
    "/%252e%252e%252fF",
    "/..%252fF",
    "/%25252e%25252e%25252fF",
    "/%%32%65%%32%65/F",
    // Backslashes.
    "/..\\F",
    "/..\\..\\F",
    "/..%5cF",
    "/%2e%2e%5cF",
    "/..%255cF",
    "/guide\\..\\..\\F",
    "/\\..\\F",
    // Longer encodings of dots and slashes that no decoder may accept.
    "/%c0%ae%c0%ae/F",
    "/%c0%ae%c0%ae%c0%afF",
    "/..%c0%afF",
    "/..%c1%9cF",
    "/%e0%80%ae%e0%80%ae/F",
    "/%e0%80%afF",
    "/%f0%80%80%ae%f0%80%80%ae/F",
    "/%uff0e%uff0e/F",
    "/%u002e%u002e%u2215F",
    // Letters that look alike.
    "/%ef%bc%8e%ef%bc%8e/F",
    "/..%ef%bc%8fF",
    "/%e2%80%a5/F",
    "/..%e2%88%95F",
    "/\u{ff0e}\u{ff0e}/F",
    // What servers of other kinds cut off or leave out.
    "/..;/F",
    "/..;a=b/F",
    "/guide;/../../F",
    "/.../F",
    "/....//F",
    "/....//....//F",
    "/..././F",
    "/..../F",
    "/.. /F",
    "/..%20/F",
    "/..%00/F",
    "/..%0d/F",
    "/..%0a/F",
    "/..%09/F",
    "/..%7f/F",
    "/../F%00.html",
    "/F%00.html",
    "/index.html%00../F",
    "/..%01/F",
    "/?/../F",
    "/?../F",
    "/#/../F",
    "/index.html/../F",
    "/index.html/../../F",
    // Roots, drives, shares, devices, streams.
    "//F",
    "///F",
    "//etc/passwd",
    "///etc/passwd",
    "/%2fetc%2fpasswd",
    "/%2f/etc/passwd",
    "//localhost/etc/passwd",
    "/file:///etc/passwd",
    "/C:/F",
    "/C:F",
    "/c%3a/F",
    "/%5c%5clocalhost%5cshare%5cF",
    "//?/C:/F",
    "/%3f%3f/C:/F",
    "/F::$DATA",
    "/index.html::$DATA",
    "/CON",
    "/NUL",
    "/proc/self/environ",
    "/dev/stdin",
    "/~root/F",
    "/~/F",
    // Files of the book that are no part of its site.
    "/F",
    "/book.toml",
    "/src/index.md",
    "/.git/config",
    "/.bindery/../F",
    "/.bindery/live.js/../../F",
    "/.bindery%2flive.js",
    "/.bindery/cache",
    // Other forms of the request target.
    "F",
    "../F",
    "..",
    ".",
    "*",
    "http://localhost/../F",
    "http://attacker.example/",
    "http://attacker.example/F",
    "file:///etc/passwd",
    "http:///F",
    "localhost:80",
    // Broken.
    "/%",
    "/%2",
    "/%zz",
    "/%2eF%",
    "/%ff%fe",
    "/%ed%a0%80",
    "/%00",
];

#[test]
fn nothing_leads_out_of_the_site() {
    let folder = TempDir::new().unwrap();
    let book = folder.path().join("book");
    fs::create_dir_all(book.join("src/guide")).unwrap();
    fs::create_dir_all(book.join(".git")).unwrap();
    fs::create_dir_all(book.join(".bindery/cache")).unwrap();
    for (path, text) in [("book.toml", "# TOP SECRET\n"), ("src/index.md", "# Home\n"), ("src/guide/index.md", "# Guide\n")] {
        fs::write(book.join(path), text).unwrap();
    }
    for secret in ["secret.txt", "../secret.txt", ".git/config", ".bindery/cache/secret.txt", "src/.secret.txt"] {
        fs::write(book.join(secret), SECRET).unwrap();
    }
    let server = serve_sources(&Sources::disk(Utf8Path::from_path(&book).unwrap()));
    assert!(WAYS.len() >= 60);
    for way in WAYS {
        let target = way.replace('F', "secret.txt");
        let answer = send(server.address, &request("GET", &target, &["Host: localhost"]));
        let text = String::from_utf8_lossy(&answer.body);
        assert!(!text.contains(SECRET) && !text.contains("root:"), "{target}: {text}");
        // Behind a question mark or a hash stands no path: that is the first page.
        let is_home = target.starts_with("/?") || target.starts_with("/#");
        assert!(if is_home { answer.status == 200 } else { matches!(answer.status, 400 | 404) }, "{target}: {}", answer.status);
        assert_eq!(answer.header("location"), None, "{target}");
    }
    assert_eq!(get(server.address, "/").status, 200);
    assert_eq!(get(server.address, "/guide/").status, 200);
}

#[test]
fn a_redirect_never_leads_to_another_host() {
    let book = [
        ("book.toml", ""),
        ("src/index.md", "# A\n"),
        ("src/guide/index.md", "# G\n"),
        ("src/attacker.example/index.md", "# E\n"),
    ];
    let server = crate::server::serve(&book);
    for (target, location) in [
        ("/attacker.example", Some("/attacker.example/")),
        ("/guide?//attacker.example", Some("/guide/?//attacker.example")),
        ("//attacker.example", None),
        ("//attacker.example/guide", None),
        ("/\\attacker.example", None),
        ("/%2fattacker.example", None),
        ("/%5cattacker.example", None),
        ("/guide%0d%0aLocation:%20http://attacker.example", None),
    ] {
        assert_eq!(get(server.address, target).header("location"), location, "{target}");
    }
}

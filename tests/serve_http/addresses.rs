//! What stands at which address, and what each answer says of itself.

use bindery::edition::Served;
use bindery::render::page::POLICY;
use bindery::source::Sources;

use crate::client::{get, request, send};
use crate::server::{edition, serve, serve_sources, showing, without_script};

const BOOK: &[(&str, &str)] = &[
    ("book.toml", "output.html.redirect.\"/old.html\" = \"guide/a.html\"\n"),
    ("src/index.md", "# Home\n\nRead [the guide](guide/index.md).\n"),
    ("src/guide/index.md", "# Guide\n"),
    ("src/guide/a.md", "# A\n\nWords.\n"),
    ("src/guide/b c.md", "# B\n"),
    ("src/guide/data.json", "{}"),
    ("src/guide/stages.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("src/guide/check.py", "pass\n"),
    ("src/film.mp4", "not really"),
    ("src/LICENSE", "free"),
];

#[test]
fn addresses_lead_where_they_do_on_static_hosts() {
    let server = serve(BOOK);
    for (target, status, location) in [
        ("/", 200, None),
        ("/index.html", 200, None),
        ("/guide/", 200, None),
        ("/guide/a.html", 200, None),
        ("/guide/a.html?x=1", 200, None),
        ("/guide/b%20c.html", 200, None),
        ("/old.html", 200, None),
        ("/guide", 302, Some("/guide/")),
        ("/guide?x=1", 302, Some("/guide/?x=1")),
        ("/guide/a", 404, None),
        ("/guide/a.html/", 404, None),
        ("/guide/a.md", 200, None),
        ("/book.toml", 404, None),
        ("/src/index.md", 404, None),
        ("/nowhere.html", 404, None),
        ("/nowhere/", 404, None),
        ("/.bindery/nothing", 404, None),
        ("/404.html", 200, None),
        ("/.nojekyll", 200, None),
    ] {
        let answer = get(server.address, target);
        assert_eq!((answer.status, answer.header("location")), (status, location), "{target}");
    }
}

#[test]
fn a_site_stands_below_the_folder_that_it_will_stand_in() {
    let settings = ("book.toml", "output.html.site-url = \"https://docs.example/docs/\"\n");
    let server = serve(&[&[settings], &BOOK[1..]].concat());
    for (target, status, location) in [
        ("/", 302, Some("/docs/")),
        ("/docs", 302, Some("/docs/")),
        ("/docs?x=1", 302, Some("/docs/?x=1")),
        ("/docs/", 200, None),
        ("/docs/guide", 302, Some("/docs/guide/")),
        ("/docs/guide/a.html", 200, None),
        ("/docs/sitemap.xml", 200, None),
        ("/guide/a.html", 404, None),
        ("/docs.html", 404, None),
        ("/.bindery/live.js?c0ffee", 200, None),
        ("/docs/.bindery/live.js", 404, None),
    ] {
        let answer = get(server.address, target);
        assert_eq!((answer.status, answer.header("location")), (status, location), "{target}");
    }
}

#[test]
fn served_pages_are_the_built_ones_and_one_script() {
    let server = serve(BOOK);
    let built = edition(&Sources::memory(BOOK.iter().copied()));
    for url in ["index.html", "guide/index.html", "guide/a.html", "old.html", "404.html"] {
        let expected = match built.file(url.into()).unwrap().unwrap() {
            Served::Page(page) => page.html,
            Served::Html(html) => html,
            other => panic!("{url} is {other:?}"),
        };
        assert_eq!(without_script(get(server.address, &format!("/{url}")).text()), expected, "{url}");
    }
    let page = get(server.address, "/guide/a.html");
    assert!(page.text().contains("Words.</p>\n<script src=\"/.bindery/live.js?c0ffee\" data-page=\""), "{}", page.text());
    assert!(get(server.address, "/404.html").text().contains(" data-whole></script></body>"));
    let missing = get(server.address, "/guide/nowhere.html");
    assert_eq!(without_script(missing.text()), built.not_found().unwrap());
}

#[test]
fn files_say_what_they_are() {
    let server = serve(BOOK);
    for (target, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/nowhere.html", "text/html; charset=utf-8"),
        ("/guide/data.json", "application/json; charset=utf-8"),
        ("/guide/stages.svg", "image/svg+xml; charset=utf-8"),
        ("/guide/check.py", "text/plain; charset=utf-8"),
        ("/film.mp4", "video/mp4"),
        ("/LICENSE", "application/octet-stream"),
        ("/.bindery/live.js", "text/javascript; charset=utf-8"),
        ("/.bindery/live.css", "text/css; charset=utf-8"),
        ("/%2e", "text/plain; charset=utf-8"),
    ] {
        assert_eq!(get(server.address, target).header("content-type"), Some(kind), "{target}");
    }
}

#[test]
fn every_answer_has_the_policy_and_is_not_kept() {
    let server = serve(BOOK);
    let local = "Host: localhost";
    for (method, target, headers, status) in [
        ("GET", "/", vec![local], 200),
        ("HEAD", "/", vec![local], 200),
        ("GET", "/guide", vec![local], 302),
        ("GET", "/film.mp4", vec![local], 200),
        ("GET", "/film.mp4", vec![local, "Range: bytes=0-1"], 206),
        ("GET", "/film.mp4", vec![local, "Range: bytes=99-"], 416),
        ("GET", "/.bindery/live.js", vec![local], 200),
        ("GET", "/.bindery/socket", vec![local], 403),
        ("GET", "/nowhere", vec![local], 404),
        ("GET", "/%00", vec![local], 400),
        ("GET", "/", vec!["Host: attacker.example"], 403),
        ("GET", "/", vec![], 400),
        ("POST", "/", vec![local], 405),
    ] {
        let answer = send(server.address, &request(method, target, &headers));
        assert_eq!(answer.status, status, "{method} {target} {headers:?}");
        for (name, value) in [
            ("content-security-policy", POLICY),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{method} {target} {headers:?}: {name}");
        }
    }
    assert_eq!(POLICY, "default-src 'self'");
}

#[test]
fn head_is_get_without_the_body() {
    let server = serve(BOOK);
    for target in ["/", "/nowhere.html", "/film.mp4", "/.bindery/live.js", "/guide"] {
        let (get, head) = (get(server.address, target), send(server.address, &request("HEAD", target, &["Host: localhost"])));
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{target}");
        assert_eq!(head.header("content-length"), Some(get.body.len().to_string().as_str()), "{target}");
    }
}

#[test]
fn what_is_shown_next_is_served_next() {
    let book = |words: &str| Sources::memory([("book.toml", String::new()), ("src/index.md", format!("# Home\n\n{words}\n"))]);
    let server = serve_sources(&book("number 0"));
    for number in 2..60 {
        let words = format!("number {number} of many");
        server.showing.send_replace(showing(number, edition(&book(&words))));
        assert!(get(server.address, "/").text().contains(&words), "{number}");
    }
}

//! Links to other sites, asked of servers that these tests start on this machine: no question ever leaves it.

#![cfg(feature = "external-links")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bindery::config::{Config, ExternalLinks};
use bindery::lints::external::{Answer, Answers};
use bindery::web::{Lock, Manners, NoNetwork, answers};
use jiff::civil::{Date, date};
use tempfile::TempDir;

const TODAY: Date = date(2026, 1, 31);

/// What a server says to the n-th question for a path; the last one holds for all that follow.
type Table = Vec<(&'static str, Vec<Said>)>;

#[derive(Clone, Copy)]
enum Said {
    /// A status and headers, to any method.
    Status(&'static str, &'static str),
    /// A page of HTML, to `GET`; `HEAD` is refused.
    OnlyGet(&'static str),
    /// A page of HTML.
    Page(&'static str),
    /// The connection is closed without a word.
    Nothing,
    /// Nothing for that long, then a page.
    Late(Duration),
}

const OK: Said = Said::Status("200 OK", "");

struct Server {
    address: String,
    /// The questions so far, as in `HEAD /path`, each with when it came and who asked.
    asked: Arc<Mutex<Vec<(String, Instant, String)>>>,
}

impl Server {
    fn start(table: Table) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let asked: Arc<Mutex<Vec<(String, Instant, String)>>> = Arc::default();
        let log = Arc::clone(&asked);
        let table = Arc::new(table);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (table, log) = (Arc::clone(&table), Arc::clone(&log));
                std::thread::spawn(move || serve(&stream, &table, &log));
            }
        });
        Self { address, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(|(question, _, _)| question.clone()).collect()
    }
}

/// Answers one question and closes the connection.
fn serve(stream: &TcpStream, table: &Table, log: &Mutex<Vec<(String, Instant, String)>>) {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    let mut agent = String::new();
    reader.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
            break;
        }
        if let Some(name) = line.strip_prefix("user-agent: ") {
            name.trim().clone_into(&mut agent);
        }
    }
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let question = format!("{method} {path}");
    let before = {
        let mut log = log.lock().unwrap();
        let before = log.iter().filter(|(asked, _, _)| asked.split(' ').nth(1) == Some(path)).count();
        log.push((question, Instant::now(), agent));
        before
    };
    let known = table.iter().find(|(known, _)| *known == path);
    let said = known.map(|(_, said)| *said.get(before).unwrap_or(said.last().unwrap()));
    let html = "content-type: text/html; charset=utf-8\r\n";
    let (status, headers, body) = match said {
        None => ("404 Not Found", "", ""),
        Some(Said::Status(status, headers)) => (status, headers, ""),
        Some(Said::OnlyGet(_)) if method == "HEAD" => ("405 Method Not Allowed", "", ""),
        Some(Said::OnlyGet(page) | Said::Page(page)) => ("200 OK", html, page),
        Some(Said::Nothing) => return,
        Some(Said::Late(wait)) => {
            std::thread::sleep(wait);
            ("200 OK", html, "late")
        }
    };
    let length = body.len();
    let body = if method == "HEAD" { "" } else { body };
    let text = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}");
    let mut stream = stream;
    let _ = stream.write_all(text.as_bytes());
}

/// In a hurry, so that the tests are over soon.
fn manners() -> Manners {
    Manners {
        timeout: Duration::from_millis(400),
        pause: Duration::ZERO,
        retries: vec![Duration::from_millis(10), Duration::from_millis(20)],
        longest_wait: Duration::from_secs(2),
        hosts_at_once: 4,
    }
}

fn ask_with<'u>(urls: impl IntoIterator<Item = &'u String>, manners: &Manners) -> Result<(Answers, Lock), NoNetwork> {
    let urls: BTreeSet<String> = urls.into_iter().cloned().collect();
    answers(&urls, &ExternalLinks::default(), &Lock::default(), TODAY, Some(manners), &())
}

fn ask<'u>(urls: impl IntoIterator<Item = &'u String>) -> BTreeMap<String, Answer> {
    ask_with(urls, &manners()).unwrap().0.by_url
}

fn dead(why: &str) -> Answer {
    Answer::Dead(why.to_owned())
}

fn unknown(why: &str) -> Answer {
    Answer::Unknown(why.to_owned())
}

#[test]
fn each_answer_means_something() {
    let page = r#"<h1 id="claims">Claims</h1>"#;
    let server = Server::start(vec![
        ("/good", vec![OK]),
        ("/page", vec![Said::Page(page)]),
        ("/only-get", vec![Said::OnlyGet(page)]),
        ("/gone", vec![Said::Status("410 Gone", "")]),
        ("/forbidden", vec![Said::Status("403 Forbidden", "")]),
        ("/robots", vec![Said::Status("999 Denied", "")]),
        ("/challenge", vec![Said::Status("503 Service Unavailable", "cf-mitigated: challenge\r\n")]),
        ("/ill", vec![Said::Status("500 Internal Server Error", "")]),
        ("/moved", vec![Said::Status("301 Moved Permanently", "location: /moved/again?x=1\r\n")]),
        ("/moved/again?x=1", vec![Said::Status("308 Permanent Redirect", "location: ../page#part\r\n")]),
        ("/elsewhere", vec![Said::Status("302 Found", "location: good\r\n")]),
        ("/circle", vec![Said::Status("302 Found", "location: /circle/2\r\n")]),
        ("/circle/2", vec![Said::Status("302 Found", "location: /circle\r\n")]),
        ("/login", vec![Said::Status("302 Found", "location: /login\r\nset-cookie: a=b\r\n")]),
        ("/app", vec![Said::Status("302 Found", "location: app://open\r\n")]),
        ("/%C3%BC", vec![OK]),
    ]);
    let expected: Vec<(&str, Answer)> = vec![
        ("/good", Answer::Good),
        ("/page#claims", Answer::Good),
        ("/page#claim", Answer::NoAnchor),
        ("/only-get", Answer::Good),
        ("/only-get#claims", Answer::Good),
        ("/missing", dead("404 Not Found")),
        ("/missing#claims", dead("404 Not Found")),
        ("/gone", dead("410 Gone")),
        ("/forbidden", unknown("403 Forbidden")),
        ("/robots", unknown("it answers 999")),
        ("/challenge", unknown("503 Service Unavailable")),
        ("/ill", dead("500 Internal Server Error")),
        ("/moved", Answer::Moved(server.url("/page"))),
        ("/moved#claims", Answer::Moved(server.url("/page#claims"))),
        ("/elsewhere", Answer::Good),
        ("/circle", dead("it redirects in a circle")),
        ("/login", unknown("it redirects in a circle")),
        ("/app", unknown("it redirects to `app://open`")),
        ("/ü", Answer::Good),
    ];
    let urls: Vec<String> = expected.iter().map(|(path, _)| server.url(path)).collect();
    let answers = ask(&urls);
    for ((path, expected), url) in expected.iter().zip(&urls) {
        assert_eq!(answers.get(url), Some(expected), "{path}");
    }
    assert_eq!(answers.len(), urls.len());
}

#[test]
fn a_page_is_asked_for_once_and_with_head_first() {
    let server =
        Server::start(vec![("/a", vec![OK]), ("/b", vec![Said::Page("<p id=x id2=y>")]), ("/c", vec![Said::OnlyGet("")])]);
    let urls = ["/a", "/b", "/b#x", "/b#y", "/c"].map(|path| server.url(path));
    ask(&urls);
    assert_eq!(server.asked(), ["HEAD /a", "GET /b", "HEAD /c", "GET /c"]);
    let agents: BTreeSet<String> = server.asked.lock().unwrap().iter().map(|(_, _, agent)| agent.clone()).collect();
    let expected = format!("bindery/{} (checks the links of a book)", env!("CARGO_PKG_VERSION"));
    assert_eq!(agents, BTreeSet::from([expected]));
}

#[test]
fn what_may_pass_is_asked_again() {
    let ill = Said::Status("500 Internal Server Error", "");
    let server = Server::start(vec![
        ("/ill", vec![ill, ill, OK]),
        ("/closed", vec![Said::Nothing, Said::Nothing, OK]),
        ("/busy", vec![Said::Status("429 Too Many Requests", "retry-after: 1\r\n"), OK]),
        ("/always", vec![Said::Status("429 Too Many Requests", "")]),
    ]);
    let urls = ["/always", "/busy", "/closed", "/ill"].map(|path| server.url(path));
    let begun = Instant::now();
    let answers = ask(&urls);
    let said: Vec<&Answer> = urls.iter().map(|url| &answers[url]).collect();
    assert_eq!(said, [&unknown("429 Too Many Requests"), &Answer::Good, &Answer::Good, &Answer::Good]);
    assert!(begun.elapsed() >= Duration::from_secs(1), "the wait that the site asked for was not kept");
    assert_eq!(server.asked().iter().filter(|question| question.ends_with("/always")).count(), 3);
}

#[test]
fn a_site_that_asks_for_a_long_rest_gets_it() {
    let server =
        Server::start(vec![("/1", vec![OK]), ("/2", vec![Said::Status("429 Too Many Requests", "retry-after: 3600\r\n")])]);
    let urls = ["/1", "/2", "/3", "/4"].map(|path| server.url(path));
    let begun = Instant::now();
    let answers = ask(&urls);
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert_eq!(server.asked(), ["HEAD /1", "HEAD /2"]);
    assert_eq!(answers[&urls[0]], Answer::Good);
    assert!(urls[1..].iter().all(|url| answers[url] == unknown("429 Too Many Requests")));
}

#[test]
fn long_chains_and_slow_sites_end() {
    let hop = |n: usize| -> &'static str { Box::leak(format!("location: /{}\r\n", n + 1).into_boxed_str()) };
    let path = |n: usize| -> &'static str { Box::leak(format!("/{n}").into_boxed_str()) };
    let mut table: Table = (0..12).map(|n| (path(n), vec![Said::Status("302 Found", hop(n))])).collect();
    table.push(("/12", vec![OK]));
    table.push(("/slow", vec![Said::Late(Duration::from_secs(3))]));
    let server = Server::start(table);
    let urls = ["/1", "/2", "/slow"].map(|path| server.url(path));
    let answers = ask(&urls);
    assert_eq!(answers[&urls[0]], dead("it redirects more than 10 times"));
    assert_eq!(answers[&urls[1]], Answer::Good);
    assert_eq!(answers[&urls[2]], dead("no answer came within 0.4 s"));
}

#[test]
fn a_host_is_asked_one_question_at_a_time_and_left_in_peace_between() {
    let paths = ["/1", "/2", "/3", "/4"];
    let wait = Duration::from_millis(30);
    let server = Server::start(paths.iter().map(|path| (*path, vec![Said::Late(wait)])).collect());
    let urls = paths.map(|path| server.url(path));
    let pause = Duration::from_millis(60);
    ask_with(&urls, &Manners { pause, ..manners() }).unwrap();
    let times: Vec<Instant> = server.asked.lock().unwrap().iter().map(|(_, when, _)| *when).collect();
    assert_eq!(times.len(), 4);
    assert!(times.windows(2).all(|two| two[1] - two[0] + Duration::from_millis(5) >= pause + wait), "{times:?}");
}

#[test]
fn hosts_are_asked_at_the_same_time() {
    let wait = Duration::from_millis(300);
    let servers: Vec<Server> = (0..4).map(|_| Server::start(vec![("/", vec![Said::Late(wait)])])).collect();
    let urls: Vec<String> = servers.iter().map(|server| server.url("/")).collect();
    let begun = Instant::now();
    assert!(ask(&urls).values().all(|answer| *answer == Answer::Good));
    assert!(begun.elapsed() < 3 * wait, "{:?}", begun.elapsed());
}

/// The URL of a port on which nobody listens.
fn silent() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}

#[test]
fn a_silent_host_is_dead_but_silence_everywhere_is_a_missing_network() {
    let server = Server::start(vec![("/", vec![OK])]);
    let (good, first, second) = (server.url("/"), silent(), silent());
    let many: Vec<String> = (0..50).map(|n| format!("{first}{n}")).collect();
    let begun = Instant::now();
    let answers = ask(many.iter().chain([&good]));
    assert!(begun.elapsed() < Duration::from_secs(2), "a host that is not there is tried once, not for each page");
    assert!(many.iter().all(|url| matches!(&answers[url], Answer::Dead(why) if why.starts_with("the connection failed"))));
    let none = ask_with([&first, &second], &manners()).unwrap_err();
    assert_eq!(none.hosts, 2);
    assert!(none.reason.contains("the connection failed"), "{}", none.reason);
}

#[test]
fn urls_that_cannot_be_asked_for_are_told() {
    let answers = ask(&["http://".to_owned(), "https://bücher.org/".to_owned(), "http://a b:x/".to_owned()]);
    assert_eq!(answers["http://"], dead("it names no host"));
    assert!(matches!(answers["https://bücher.org/"], Answer::Unknown(_)));
    assert_eq!(answers["http://a b:x/"], dead("it is not a URL that can be asked for"));
}

#[test]
fn the_lock_speaks_for_what_was_good_a_short_time_ago() {
    let server = Server::start(vec![("/old", vec![OK]), ("/bot", vec![Said::Status("403 Forbidden", "")]), ("/new", vec![OK])]);
    let [fresh, old, bot, new, lost, unlinked] =
        ["/fresh", "/old", "/bot", "/new", "/lost", "/unlinked"].map(|path| server.url(path));
    let lock = Lock::parse(&format!(
        "{fresh} 2026-01-20\n{old} 2025-12-01\n{bot} 2025-12-01\n{lost} 2025-12-01\n{unlinked} 2026-01-20\n"
    ));
    let urls: BTreeSet<String> = [&fresh, &old, &bot, &new, &lost].map(Clone::clone).into();
    let settings = Config::parse("book.toml".into(), "[external-links]\nmax-age-days = 30\n").0.external_links;

    let (offline, same) = answers(&urls, &settings, &lock, TODAY, None, &()).unwrap();
    assert_eq!(offline.remembered, 1);
    assert_eq!(offline.by_url[&fresh], Answer::Good);
    assert_eq!(offline.by_url[&old], unknown("the page was last seen on 2025-12-01"));
    assert_eq!(offline.by_url[&new], unknown("`links.lock` does not know it, and nobody was asked"));
    assert!(!same.text().contains("/unlinked"));
    assert!(server.asked().is_empty());

    let (online, lock) = answers(&urls, &settings, &lock, TODAY, Some(&manners()), &()).unwrap();
    assert_eq!(online.remembered, 1);
    assert_eq!(online.by_url[&lost], dead("404 Not Found"));
    assert!(!server.asked().iter().any(|question| question.ends_with("/fresh")));
    let entries: Vec<String> = lock.text().lines().skip(1).map(str::to_owned).collect();
    let expected = [(&bot, "2025-12-01"), (&fresh, "2026-01-20"), (&new, "2026-01-31"), (&old, "2026-01-31")]
        .map(|(u, d)| format!("{u} {d}"));
    assert_eq!(entries, expected);
}

/// A run of `bindery check` with a proxy in its environment that does not exist.
fn check(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .arg("check")
        .args(arguments)
        .current_dir(folder.path())
        .envs(["http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"].map(|name| (name, "http://127.0.0.1:9")))
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_program_asks_on_request_only() {
    let server = Server::start(vec![("/good", vec![OK]), ("/bot", vec![Said::Status("403 Forbidden", "")])]);
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    let settings = "[external-links]\npause-milliseconds = 0\nignore = [\"http://127.0.0.1:*/private/\"]\n";
    fs::write(folder.path().join("book.toml"), settings).unwrap();
    let page = format!(
        "# Links\n\n[a]({0}/good), [b]({0}/gone),\n[c]({0}/bot), <{0}/private/x>,\n<http://localhost:8080/>\n\n[again]({0}/gone)\n",
        server.url("")
    );
    fs::write(folder.path().join("src/index.md"), page).unwrap();

    let (exit, said, wrong) = check(&folder, &[]);
    assert_eq!((exit, wrong.as_str()), (Some(0), ""));
    assert!(!said.contains("external"), "{said}");
    assert!(server.asked().is_empty() && !folder.path().join("links.lock").exists());

    let (exit, said, wrong) = check(&folder, &["--external-links"]);
    assert_eq!(exit, Some(1));
    assert!(said.contains(", 3 external links, 1 unknown link, 2 ignored links, "), "{said}");
    assert!(said.contains(", 2 problems in "), "{said}");
    assert!(wrong.contains("/gone` leads nowhere: 404 Not Found\n --> src/index.md:3:"), "{wrong}");
    assert!(wrong.contains("\n --> src/index.md:7:"), "{wrong}");
    let lock = fs::read_to_string(folder.path().join("links.lock")).unwrap();
    assert_eq!(lock.lines().count(), 2, "{lock}");

    let before = server.asked().len();
    let (exit, said, _) = check(&folder, &["--external-links", "--offline"]);
    assert_eq!(exit, Some(0));
    assert!(said.contains(", 3 external links, 1 remembered link, 2 unknown links, 2 ignored links, 0 problems in "), "{said}");
    assert_eq!(server.asked().len(), before);
    assert_eq!(fs::read_to_string(folder.path().join("links.lock")).unwrap(), lock);

    let (exit, _, wrong) = check(&folder, &["--only", "dead-link"]);
    assert!(exit == Some(2) && wrong.contains("add `--external-links`"), "{wrong}");
    let (exit, _, wrong) = check(&folder, &["--only", "unused-allow", "--external-links"]);
    assert!(exit == Some(2) && wrong.contains("add `external` to `--only`"), "{wrong}");
    assert_eq!(check(&folder, &["--offline"]).0, Some(2));
    assert_eq!(check(&folder, &["--only", "dead-link", "--external-links"]).0, Some(1));
}

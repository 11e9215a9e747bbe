//! What tabs are told while a book is edited, over real sockets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::routing::get;
use bindery::diagnostic::Diagnostic;
use bindery::edition::{Edition, Scope, Served};
use bindery::render::Leaves;
use bindery::serve::Showing;
use bindery::serve::live::{Live, Opener, Parts};
use bindery::source::Sources;
use bindery::{Engine, Goal, Input, lints};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tungstenite::{Message, WebSocket};

const CLIENT: &str = "c1";

/// A book that is edited, and a server that follows it.
struct Preview {
    files: BTreeMap<&'static str, String>,
    engine: Engine,
    sender: watch::Sender<Arc<Showing>>,
    live: Arc<Live>,
    address: SocketAddr,
    _runtime: Runtime,
}

impl Preview {
    fn of(files: &[(&'static str, &str)]) -> Self {
        let runtime = Runtime::new().unwrap();
        let (sender, receiver) = watch::channel(Arc::default());
        let open: Opener = Box::new(|file, line, column| format!("edit:/book/{file}:{line}:{column}"));
        let live = Live::new(receiver, CLIENT.to_owned(), Some(open));
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let talk = Arc::clone(&live);
        let socket = move |upgrade: WebSocketUpgrade| {
            let live = Arc::clone(&talk);
            async move { upgrade.on_upgrade(|socket| live.talk(socket)) }
        };
        let router = Router::new().route("/.bindery/socket", get(socket));
        runtime.spawn(async move { axum::serve(listener, router).await });
        let files = files.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
        let mut preview = Self { files, engine: Engine::new(Leaves::open(None)), sender, live, address, _runtime: runtime };
        preview.show(Showing::default());
        preview
    }

    /// Reads the book as it is now and shows it, with the fields of `more` that are not about the book.
    fn show(&mut self, more: Showing) {
        let sources = Sources::memory(self.files.clone());
        let checks = lints::Wanted::default();
        let input = Input { sources: &sources, out: None, checks: Some(&checks), goal: Goal::Site, progress: &(), history: &() };
        let number = self.sender.borrow().number + 1;
        let showing = match self.engine.read(&input, None, Scope::Everything) {
            Ok(edition) => {
                let bodies = edition.findings_of_bodies(&|| {});
                let findings = edition
                    .examine(Some(&checks), &bodies, edition.look.as_ref().err().cloned().into_iter().collect())
                    .diagnostics
                    .into();
                Showing { number, edition: Some(Arc::new(edition)), findings, ..more }
            }
            Err(problems) => {
                let edition = self.sender.borrow().edition.clone();
                Showing { number, edition, findings: problems.into(), sources: Some(sources), stale: true, ..more }
            }
        };
        self.sender.send_replace(Arc::new(showing));
    }

    /// The same, with what was found before.
    fn show_unchecked(&mut self, findings: &Arc<[Diagnostic]>) {
        let sources = Sources::memory(self.files.clone());
        let input = Input { sources: &sources, out: None, checks: None, goal: Goal::Site, progress: &(), history: &() };
        let edition = self.engine.read(&input, None, Scope::Everything).unwrap();
        let number = self.sender.borrow().number + 1;
        let showing = Showing { number, edition: Some(Arc::new(edition)), findings: Arc::clone(findings), ..Showing::default() };
        self.sender.send_replace(Arc::new(showing));
    }

    fn write(&mut self, file: &'static str, text: impl Into<String>) {
        self.files.insert(file, text.into());
        self.show(Showing::default());
    }

    /// The page, as somebody loads it in a browser.
    fn load(&self, url: &str) -> Parts {
        let edition = self.sender.borrow().edition.clone().unwrap();
        let page = served(&edition, url);
        self.live.sent(served(&edition, url));
        page
    }

    /// A tab that has loaded that page and said so.
    fn tab(&self, url: &str) -> Tab {
        let page = self.load(url);
        self.tab_with(&format!("/{url}"), &page.version, &["#text", "NAV", "H1", "#text", "P", "#text", "P", "#text"])
    }

    fn tab_with(&self, address: &str, version: &str, nodes: &[&str]) -> Tab {
        let mut tab = self.connect();
        tab.say(&json!({"hello": {"address": address, "page": version, "client": CLIENT, "nodes": nodes}}));
        tab
    }

    fn connect(&self) -> Tab {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let (socket, _) = tungstenite::client(format!("ws://{}/.bindery/socket", self.address), stream).unwrap();
        Tab { socket }
    }
}

fn served(edition: &Edition, url: &str) -> Parts {
    match edition.file(url.into()) {
        Some(Ok(Served::Page(page))) => Parts::of(&page),
        None => Parts::whole(edition.not_found().unwrap()),
        other => panic!("{other:?}"),
    }
}

struct Tab {
    socket: WebSocket<TcpStream>,
}

impl Tab {
    fn say(&mut self, message: &Value) {
        self.socket.send(Message::text(message.to_string())).unwrap();
    }

    /// The next message, as its kind and what it holds.
    fn hear(&mut self) -> (String, Value) {
        loop {
            match self.socket.read().unwrap() {
                Message::Text(text) => {
                    let message: Value = serde_json::from_str(&text).unwrap();
                    let (kind, content) = message.as_object().unwrap().iter().next().unwrap();
                    return (kind.clone(), content.clone());
                }
                Message::Ping(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    #[track_caller]
    fn expect(&mut self, kind: &str) -> Value {
        let (heard, content) = self.hear();
        assert_eq!(heard, kind, "{content}");
        content
    }

    /// The code and the reason with which the server closes.
    fn closed(&mut self) -> (u16, String) {
        loop {
            match self.socket.read() {
                Ok(Message::Close(Some(frame))) => return (frame.code.into(), frame.reason.to_string()),
                Ok(_) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }
}

const BOOK: &[(&str, &str)] = &[
    ("book.toml", "[book]\ntitle = \"T\"\nsrc = \"src\"\n"),
    ("src/SUMMARY.md", "- [A](a.md)\n- [B](b.md)\n"),
    ("src/a.md", "# A\n\nOne.\n\nTwo.\n"),
    ("src/b.md", "# B\n"),
];

#[test]
fn an_edit_sends_the_block_that_changed() {
    let mut preview = Preview::of(BOOK);
    let mut tab = preview.tab("a.html");
    assert_eq!(tab.expect("blocks"), json!([["H1", "#text"], ["P", "#text"], ["P", "#text"]]));
    assert_eq!(tab.expect("findings")["total"], 0);
    preview.write("src/a.md", "# A\n\nOne.\n\nTwo *changed*.\n");
    let version = preview.load("a.html").version;
    let expected = json!({"page": version, "frame": null, "refreshed": [],
        "blocks": [[0, 2], {"html": "<p>Two <em>changed</em>.</p>\n", "nodes": 2}]});
    assert_eq!(tab.expect("update"), expected);
    preview.write("src/a.md", "# A\n\nTwo *changed*.\n");
    assert_eq!(tab.expect("update")["blocks"], json!([[0, 1], [2, 3]]));
    // What another page says is nothing to this one.
    preview.write("src/b.md", "# B\n\nMore.\n");
    preview.write("src/a.md", "# A\n");
    assert_eq!(tab.expect("update")["blocks"], json!([[0, 1]]));
}

#[test]
fn what_surrounds_the_body_is_sent_when_it_changes() {
    let mut preview = Preview::of(BOOK);
    let mut tab = preview.tab("a.html");
    tab.expect("blocks");
    tab.expect("findings");
    preview.write("src/SUMMARY.md", "- [A](a.md)\n- [Another name](b.md)\n");
    let update = tab.expect("update");
    let frame = update["frame"].as_str().unwrap();
    assert!(frame.contains("Another name") && frame.contains("<bindery-body></bindery-body>") && !frame.contains("<p>One."));
    assert_eq!(update["blocks"], Value::Null);
    preview.write("src/a.md", "# New title\n\nOne.\n\nTwo.\n");
    let update = tab.expect("update");
    assert!(update["frame"].as_str().unwrap().contains("<title>New title"));
    assert_eq!(update["blocks"][1], json!([1, 3]));
}

#[test]
fn findings_name_the_block_and_the_line() {
    let mut preview = Preview::of(BOOK);
    let mut tab = preview.tab("a.html");
    tab.expect("blocks");
    tab.expect("findings");
    preview.files.insert("src/b.md", "# B\n\n[x](no.md)\n".to_owned());
    preview.write("src/a.md", "# A\n\nOne.\n\nÄ [tokens](nowhere.md).\n");
    tab.expect("update");
    let findings = tab.expect("findings");
    assert_eq!(findings["total"], 2, "{findings}");
    let item = &findings["items"][0];
    let shown = ["code", "file", "line", "column", "source", "mark", "here", "block", "open"].map(|name| item[name].clone());
    let expected = [
        json!("broken-link"),
        json!("src/a.md"),
        json!(5),
        json!(12),
        json!("Ä [tokens](nowhere.md)."),
        json!([11, 21]),
        json!(true),
        json!(2),
        json!("edit:/book/src/a.md:5:12"),
    ];
    assert_eq!(shown, expected);
    assert_eq!((&findings["items"][1]["file"], &findings["items"][1]["here"]), (&json!("src/b.md"), &json!(false)));
    // On the other page its own finding comes first.
    let page = preview.load("b.html").version;
    let mut other = preview.tab_with("/b.html", &page, &["H1", "#text", "P", "#text"]);
    other.expect("blocks");
    let item = &other.expect("findings")["items"][0];
    assert_eq!((&item["file"], &item["block"]), (&json!("src/b.md"), &json!(1)));
}

#[test]
fn a_finding_in_an_included_file_is_in_the_block_that_includes_it() {
    let mut preview = Preview::of(BOOK);
    preview.files.insert("src/_part.md", "Some text.\n\n[tokens](nowhere.md)\n".to_owned());
    preview.write("src/a.md", "# A\n\n:::{note}\n:::{include} _part.md\n:::\n:::\n\n[^1] Two.\n\n[^1]: [keys](nokeys.md)\n");
    let mut tab = preview.tab_with(
        "/a.html",
        &preview.load("a.html").version,
        &["H1", "#text", "DIV", "#text", "P", "#text", "SECTION", "#text"],
    );
    let blocks = tab.expect("blocks");
    let findings = tab.expect("findings");
    let places: Vec<_> = findings["items"].as_array().unwrap().iter().map(|item| [&item["file"], &item["block"]]).collect();
    assert_eq!(json!(places), json!([["src/_part.md", 1], ["src/a.md", 3]]), "{findings} {blocks}");
}

#[test]
fn blocks_are_found_by_the_text_as_it_is_now_also_where_the_html_is_as_it_was() {
    let mut preview = Preview::of(BOOK);
    preview.write("src/a.md", "# A\n\nTokens\n\nTwo.\n");
    let mut tab = preview.tab("a.html");
    tab.expect("blocks");
    tab.expect("findings");
    // A link that leads nowhere is shown as its words.
    preview.write("src/a.md", "# A\n\n[Tokens](nowhere.md)\n\nTwo.\n");
    assert_eq!(tab.expect("findings")["items"][0]["block"], 1);
}

#[test]
fn until_the_book_is_checked_again_findings_go_with_their_blocks() {
    let mut preview = Preview::of(BOOK);
    preview.write("src/a.md", "# A\n\nOne.\n\n[tokens](nowhere.md)\n");
    let mut tab = preview.tab("a.html");
    tab.expect("blocks");
    assert_eq!(tab.expect("findings")["items"][0]["block"], 2);
    let before = preview.sender.borrow().findings.clone();
    preview.files.insert("src/a.md", "# A\n\nOne.\n\nTwo.\n\n[tokens](nowhere.md)\n".to_owned());
    preview.show_unchecked(&before);
    tab.expect("update");
    let item = &tab.expect("findings")["items"][0];
    assert_eq!((&item["block"], &item["line"]), (&json!(3), &json!(5)));
    preview.show(Showing::default());
    let item = &tab.expect("findings")["items"][0];
    assert_eq!((&item["block"], &item["line"]), (&json!(3), &json!(7)));
}

#[test]
fn a_book_that_cannot_be_read_keeps_its_pages_and_says_why() {
    let mut preview = Preview::of(BOOK);
    let mut tab = preview.tab("a.html");
    tab.expect("blocks");
    tab.expect("findings");
    preview.write("book.toml", "[book\n");
    let findings = tab.expect("findings");
    assert_eq!((&findings["stale"], &findings["items"][0]["source"]), (&json!(true), &json!("[book")));
    preview.write("book.toml", BOOK[0].1);
    assert_eq!(tab.expect("findings")["stale"], false);
}

#[test]
fn a_broken_template_keeps_the_page_and_another_one_loads_it_anew() {
    let mut preview = Preview::of(BOOK);
    let mut tab = preview.tab("a.html");
    tab.expect("blocks");
    tab.expect("findings");
    preview.write("templates/page.html", "{% if %}");
    assert_eq!(tab.expect("findings")["items"][0]["file"], "templates/page.html");
    preview.files.remove("templates/page.html");
    preview.write("src/a.md", "# A\n\nOne.\n\nThree.\n");
    assert_eq!(tab.expect("update")["blocks"][0], json!([0, 2]));
    assert_eq!(tab.expect("findings")["total"], 0);
    preview.write("templates/404.html", "Nothing here.");
    assert_eq!(tab.expect("reload"), true);
}

#[test]
fn a_page_that_goes_or_comes_is_loaded_anew() {
    let mut preview = Preview::of(BOOK);
    let mut tab = preview.tab("b.html");
    let mut missing = preview.tab("c.html");
    for _ in 0..2 {
        tab.hear();
    }
    missing.expect("findings");
    preview.files.remove("src/b.md");
    preview.files.insert("src/c.md", "# C\n".to_owned());
    preview.write("src/SUMMARY.md", "- [A](a.md)\n- [C](c.md)\n");
    assert_eq!((tab.expect("reload"), missing.expect("reload")), (json!(true), json!(true)));
}

#[test]
fn a_page_that_is_not_known_yet_is_waited_for() {
    let mut preview = Preview::of(BOOK);
    let version = preview.load("b.html").version;
    let page = preview.files.remove("src/b.md").unwrap();
    preview.write("src/SUMMARY.md", "- [A](a.md)\n");
    preview.show(Showing { provisional: true, ..Showing::default() });
    let mut tab = preview.tab_with("/b.html", &version, &["H1", "#text"]);
    tab.expect("blocks");
    assert_eq!(tab.expect("findings")["provisional"], true);
    preview.files.insert("src/b.md", page + "\nMore.\n");
    preview.write("src/SUMMARY.md", BOOK[1].1);
    assert_eq!(tab.expect("update")["blocks"][0], json!([0, 1]));
}

#[test]
fn a_server_that_started_anew_sends_the_whole_page_where_it_changed() {
    let preview = Preview::of(BOOK);
    let old = preview.load("a.html").version;
    drop(preview);
    let mut preview = Preview::of(BOOK);
    let nodes = ["H1", "#text", "P", "#text", "P", "#text"];
    // Nothing changed: the page is known although nobody loaded it from here.
    let mut tab = preview.tab_with("/a.html", &old, &nodes);
    tab.expect("blocks");
    tab.expect("findings");
    preview.write("src/a.md", "# A\n\nOne.\n");
    let mut tab = preview.tab_with("/a.html", "0123456789abcdef", &nodes);
    let update = tab.expect("update");
    assert_eq!((&update["whole"], update["blocks"].as_array().unwrap().len()), (&json!(true), 2));
    // Blocks that cannot be found among the tab's nodes are of no use.
    let mut tab = preview.tab_with("/a.html", &preview.load("a.html").version, &["H1", "DIV"]);
    assert_eq!(tab.expect("update")["whole"], true);
    tab.expect("findings");
    tab.say(&json!({"whole": true}));
    assert_eq!(tab.expect("update")["whole"], true);
    preview.write("src/a.md", "# A\n\nTwo.\n");
    assert_eq!(tab.expect("update")["blocks"][0], json!([0, 1]));
}

#[test]
fn a_tab_with_another_script_loads_the_page_anew() {
    let preview = Preview::of(BOOK);
    let mut tab = preview.connect();
    tab.say(&json!({"hello": {"address": "/a.html", "page": "", "client": "older", "nodes": []}}));
    assert_eq!(tab.expect("reload"), true);
}

#[test]
fn pictures_that_changed_are_named() {
    let mut preview = Preview::of(BOOK);
    let mut tab = preview.tab("a.html");
    tab.expect("blocks");
    tab.expect("findings");
    let refreshing = preview.sender.borrow().refreshing(["img/a.png".to_owned()]);
    preview.show(refreshing);
    let update = tab.expect("update");
    assert_eq!((&update["refreshed"], &update["frame"], &update["blocks"]), (&json!(["/img/a.png"]), &Value::Null, &Value::Null));
    // Each is named once, also where numbers follow each other too fast to be seen.
    for name in ["b.png", "c.png", "d.png"] {
        let refreshing = preview.sender.borrow().refreshing([name.to_owned()]);
        preview.show(refreshing);
    }
    let mut named = Vec::new();
    while named.len() < 3 {
        named.extend(tab.expect("update")["refreshed"].as_array().unwrap().clone());
    }
    assert_eq!(named, ["/b.png", "/c.png", "/d.png"]);
}

#[test]
fn what_makes_no_sense_ends_the_conversation_with_a_reason() {
    let preview = Preview::of(BOOK);
    for (message, code, reason) in [
        (Message::text("{\"hello\": 1}"), 1008, "invalid type: integer `1`, expected struct Hello at line 1 column 11"),
        (Message::text("{\"wholly\": true}"), 1008, "unknown variant `wholly`, expected `hello` or `whole` at line 1 column 9"),
        (Message::text("{\"whole\": true}"), 1008, "The first message is `hello`."),
        (Message::text("[".repeat(10_000)), 1008, "expected value at line 1 column 1"),
        (Message::binary(vec![0, 1, 2]), 1003, "Messages are text."),
    ] {
        let mut tab = preview.connect();
        tab.socket.send(message).unwrap();
        assert_eq!(tab.closed(), (code, reason.to_owned()));
    }
}

#[test]
fn twenty_tabs_are_all_kept_up_to_date_whatever_one_of_them_does() {
    let mut preview = Preview::of(BOOK);
    let mut tabs: Vec<Tab> = (0..20).map(|_| preview.tab("a.html")).collect();
    for tab in &mut tabs {
        tab.expect("blocks");
        tab.expect("findings");
    }
    // These never read what they are sent, or go without a word.
    let mut silent: Vec<Tab> = (0..5).map(|_| preview.tab("a.html")).collect();
    silent.truncate(3);
    for number in 0..50 {
        preview.write("src/a.md", format!("# A\n\nOne.\n\nEdit {number}.\n"));
    }
    let version = preview.load("a.html").version;
    for tab in &mut tabs {
        // Some states may have been left out, never the last.
        while tab.expect("update")["page"] != version.as_str() {}
    }
}

#[test]
fn an_update_is_as_small_as_the_change() {
    let paragraph = |number: usize| format!("Paragraph {number} says something of {}.\n\n", "some length and more ".repeat(12));
    let text = |word: &str| {
        let body: String = (0..160).map(paragraph).collect();
        format!("# A\n\n{}", body.replace("Paragraph 80 ", &format!("{word} 80 ")))
    };
    let mut preview = Preview::of(&[BOOK[0], BOOK[1], ("src/a.md", &text("Paragraph")), BOOK[3]]);
    let size = match preview.sender.borrow().edition.clone().unwrap().file("a.html".into()) {
        Some(Ok(Served::Page(page))) => page.html.len(),
        other => panic!("{other:?}"),
    };
    let nodes: Vec<&str> = ["H1", "#text"].into_iter().chain(["P", "#text"].into_iter().cycle().take(320)).collect();
    let mut tab = preview.tab_with("/a.html", &preview.load("a.html").version, &nodes);
    tab.expect("blocks");
    tab.expect("findings");
    preview.write("src/a.md", text("Section"));
    let update = tab.expect("update").to_string().len();
    println!("a page of {size} bytes, an update of {update}");
    assert!(size > 50_000 && update < 500, "{size} {update}");
}

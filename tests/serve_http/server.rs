//! A server for a test: a book that is compiled once, or on the disk, and what is shown of it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bindery::edition::{Company, Edition, Scope, Setting};
use bindery::memo::Memo;
use bindery::render::Leaves;
use bindery::serve::Showing;
use bindery::serve::http::{self, Client, Listening, Pages, Shown};
use bindery::source::Sources;
use tokio::sync::watch;

/// A server that runs until it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// What is shown; send another to show it.
    pub(crate) showing: watch::Sender<Arc<Showing>>,
    /// The addresses that somebody waited for.
    pub(crate) wanted: Arc<Mutex<Vec<String>>>,
    runtime: Option<tokio::runtime::Runtime>,
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// The book in those files.
pub(crate) fn edition(sources: &Sources) -> Edition {
    let (pages, leaves, memory) = (&Memo::default(), &Arc::new(Leaves::open(None)), &Arc::default());
    let (scope, texts) = (Scope::Everything, &Arc::default());
    let setting = Setting {
        sources,
        out: None,
        checks: None,
        pages,
        leaves,
        memory,
        texts,
        before: None,
        scope,
        company: Company::Alone,
        progress: &(),
    };
    Edition::load(&setting).expect("the book can be read")
}

/// What shows that edition.
pub(crate) fn showing(number: u64, edition: Edition) -> Arc<Showing> {
    Arc::new(Showing { number, edition: Some(Arc::new(edition)), ..Showing::default() })
}

/// Serves the book in memory.
pub(crate) fn serve(files: &[(&str, &str)]) -> Server {
    serve_sources(&Sources::memory(files.iter().map(|(path, text)| (*path, *text))))
}

pub(crate) fn serve_sources(sources: &Sources) -> Server {
    start("127.0.0.1", showing(1, edition(sources)))
}

/// Serves what is shown, at first `showing`.
pub(crate) fn start(host: &str, showing: Arc<Showing>) -> Server {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let listening = Listening::on(host, 0).unwrap();
    let ip = host.parse::<std::net::IpAddr>().unwrap();
    let reached = if ip.is_unspecified() { "127.0.0.1".parse().unwrap() } else { ip };
    let address = SocketAddr::new(reached, listening.port());
    let (sender, receiver) = watch::channel(showing);
    let wanted = Arc::<Mutex<Vec<String>>>::default();
    let noted = Arc::clone(&wanted);
    let shown = Shown {
        showing: receiver,
        wanted: Box::new(move |address| noted.lock().unwrap().extend(address.in_site("/").map(String::from))),
        sent: Box::new(|_| {}),
        talk: Box::new(|mut socket| {
            Box::pin(async move {
                while let Some(Ok(message)) = socket.recv().await {
                    if socket.send(message).await.is_err() {
                        return;
                    }
                }
            })
        }),
        client: Client { script: "let a;".into(), style: "p{}".into(), version: "c0ffee".to_owned() },
        pages: Arc::new(Pages::default()),
    };
    runtime.spawn(http::serve(listening, shown));
    Server { address, showing: sender, wanted, runtime: Some(runtime) }
}

/// The page without the one script.
pub(crate) fn without_script(html: &str) -> String {
    let start = html.find("<script src=\"/.bindery/live.js?").expect("the page has the script");
    let end = start + html[start..].find("</script>").unwrap() + "</script>".len();
    format!("{}{}", &html[..start], &html[end..])
}

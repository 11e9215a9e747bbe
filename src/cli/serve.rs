//! `bindery serve`: finds the book, listens, says where, and serves it until Ctrl-C.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;
use clap::Args;

use super::history::Log;
use super::opened::{self, Opened};
use super::workspace::{Filter, One};
use super::{Console, Exit};
use crate::diagnostic::Diagnostic;
use crate::serve::editor::Editor;
use crate::serve::http::{ListenError, Listening};
use crate::serve::press::{Rebuilt, Teller};
use crate::serve::{self, Preview};
use crate::source::Sources;

/// The environment variable that names somebody's editor for all of their books.
const EDITOR: &str = "BINDERY_EDITOR";

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The folder that holds `book.toml`.
    #[arg(default_value = ".", hide_default_value = true)]
    dir: Utf8PathBuf,
    #[command(flatten)]
    filter: Filter,
    /// The port to listen on; if it is taken, the next free one. 0 is any.
    #[arg(short, long, value_name = "PORT", default_value_t = 3000)]
    port: u16,
    /// The address or name to listen on. Anything but this machine's loopback lets other machines read the book.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// Open the book in a browser.
    #[arg(long)]
    open: bool,
    /// The editor that a click on a problem opens: a name such as `vscode`, or a URL with `{path}`, `{line}` and `{column}`.
    #[arg(long, value_name = "EDITOR")]
    editor: Option<String>,
    /// Look for changes again and again instead of being told by the system: for folders shared over a network or with a container.
    #[arg(long)]
    poll: bool,
}

pub(super) fn run(arguments: &Arguments, console: Console) -> Exit {
    match serve(arguments, console) {
        Ok(exit) => exit,
        Err(reason) => console.refuse(*reason),
    }
}

fn serve(arguments: &Arguments, console: Console) -> Result<Exit, Box<Diagnostic>> {
    let begun = Instant::now();
    let editor = editor(arguments.editor.as_deref())?;
    let One { root, opened: Opened { sources, config }, place } = arguments.filter.one("serve", &arguments.dir)?;
    let listening = Listening::on(&arguments.host, arguments.port).map_err(|error| cannot_listen(&arguments.host, &error))?;
    let site = config.html.site_url.path;
    let url = format!("{}{site}", listening.origin());
    console.say(&greeting(&url, arguments.port, listening.port(), begun.elapsed()));
    let elsewhere = listening.from_elsewhere();
    if !elsewhere.is_empty() {
        console.show(&warning(&elsewhere, &site));
    }
    if arguments.open
        && let Err(reason) = open::that_detached(&url)
    {
        console.show(&format!("No browser could be opened: {reason}. Open the address yourself.\n"));
    }
    let preview = Preview {
        root: root.clone(),
        sources,
        place,
        site,
        ignored: vec![config.build.output.clone(), config.cache.folder.clone()],
        cache: Some(opened::below(&root, &config.cache.folder)),
        history: Box::new(Log {
            root: root.clone(),
            from: "HEAD".to_owned(),
            note: move |words| console.show(&format!("note: {words}\n")),
        }),
        tell: Box::new(Terminal { console, told: Mutex::default() }),
        now: opened::now,
        editor,
        poll: arguments.poll,
    };
    serve::until_asked_to_leave(listening, preview).map_err(|reason| stopped(&reason))?;
    Ok(Exit::Clean)
}

/// Tells of changes, a line for each, and of what is wrong.
struct Terminal {
    console: Console,
    /// What was told before.
    told: Mutex<Said>,
}

/// What was said of the state of the book.
#[derive(Default, PartialEq)]
struct Said {
    stale: bool,
    problems: BTreeSet<Told>,
}

/// A problem as people tell one from another: its place in the file moves with every edit above it.
type Told = (String, Option<Utf8PathBuf>, String);

fn told(finding: &Diagnostic) -> Told {
    (finding.code.clone(), finding.place.as_ref().map(|place| place.file.clone()), finding.message.clone())
}

impl Teller for Terminal {
    fn rebuilt(&self, rebuilt: &Rebuilt<'_>) {
        let counted = |count: usize, what: &str| format!("{count} {what}{}, ", if count == 1 { "" } else { "s" });
        let blocks = rebuilt.blocks.map(|blocks| counted(blocks, "block")).unwrap_or_default();
        self.console.say(&format!("{}: {}{blocks}{} ms", rebuilt.file, counted(rebuilt.pages, "page"), rebuilt.took.as_millis()));
    }

    fn notice(&self, words: &str) {
        self.console.show(&format!("note: {words}\n"));
    }

    fn findings(&self, findings: &[Diagnostic], sources: &Sources, stale: bool) {
        let mut before = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Said { stale, problems: findings.iter().map(told).collect() };
        if *before == now {
            return;
        }
        let new: Vec<Diagnostic> = findings.iter().filter(|finding| !before.problems.contains(&told(finding))).cloned().collect();
        self.console.report(&new, &|path| sources.get(path).ok());
        let count = match findings.len() {
            0 => "all is well".to_owned(),
            1 => "1 problem".to_owned(),
            all => format!("{all} problems"),
        };
        self.console.say(&if stale { format!("{count}; the last good site stays until this is mended") } else { count });
        *before = now;
    }
}

/// The editor that was asked for, or the one that the environment names.
fn editor(given: Option<&str>) -> Result<Option<Editor>, Box<Diagnostic>> {
    let of_person = std::env::var(EDITOR).ok().filter(|text| !text.is_empty());
    let (source, text) = match (given, of_person) {
        (Some(given), _) => ("--editor", given.to_owned()),
        (None, Some(text)) => (EDITOR, text),
        (None, None) => return Ok(None),
    };
    let unknown = |wrong| Box::new(Diagnostic::nowhere("unknown-editor", format!("`{source}` {wrong}, not `{text}`")));
    Editor::parse(&text).map(Some).map_err(unknown)
}

fn greeting(url: &str, asked: u16, got: u16, took: Duration) -> String {
    let instead =
        if asked == 0 || asked == got { String::new() } else { format!("Port {asked} is taken, so this is port {got}.\n") };
    format!("{instead}The book is at {url} (started in {} ms; Ctrl-C ends it)", took.as_millis())
}

/// What it means to listen for other machines.
fn warning(addresses: &[String], site: &str) -> String {
    let mut text =
        "warning: whoever can reach this machine can read this book, with all that is not published yet, at\n".to_owned();
    for address in addresses {
        let _ = writeln!(text, "  {address}{site}");
    }
    text + "What is sent is not encrypted. Without `--host`, only this machine is answered.\n"
}

fn cannot_listen(host: &str, error: &ListenError) -> Box<Diagnostic> {
    let code = "cannot-listen";
    Box::new(match error {
        ListenError::NoSuchHost => Diagnostic::nowhere(code, format!("`{host}` is neither an address nor the name of a machine"))
            .help("`--host 127.0.0.1` is this machine alone, `--host 0.0.0.0` any that reaches it"),
        ListenError::AllTaken(first, last) => Diagnostic::nowhere(code, format!("all ports from {first} to {last} are taken"))
            .help("let the system choose: `--port 0`"),
        ListenError::Refused(address, reason) => {
            Diagnostic::nowhere(code, format!("the server cannot listen on {address}: {reason}"))
                .help("choose another port with `--port`, and a host that is this machine's own")
        }
    })
}

fn stopped(reason: &std::io::Error) -> Box<Diagnostic> {
    Box::new(Diagnostic::nowhere("cannot-listen", format!("the server had to stop: {reason}")))
}

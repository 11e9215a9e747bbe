//! `bindery serve`: finds the book, listens, says where, and serves it until Ctrl-C.

use std::time::Instant;

use camino::Utf8PathBuf;
use clap::Args;

use super::opened::{self, Opened};
use super::{Console, Exit};
use crate::diagnostic::Diagnostic;
use crate::serve::editor::Editor;
use crate::serve::http::{ListenError, Listening};

/// The environment variable that names somebody's editor for all of their books.
const EDITOR: &str = "BINDERY_EDITOR";

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The folder that holds `book.toml`.
    #[arg(default_value = ".", hide_default_value = true)]
    dir: Utf8PathBuf,
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
    /// Look for changes twice a second instead of being told by the system: for folders that are shared over a network or with a container.
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
    let editor = editor(arguments.editor.clone())?;
    let Opened { sources, config } = opened::open(&arguments.dir)?;
    let listening = Listening::on(&arguments.host, arguments.port).map_err(|error| cannot_listen(&arguments.host, &error))?;
    todo!()
}

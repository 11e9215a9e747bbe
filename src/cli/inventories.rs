//! `bindery inventories`: what other projects say that their sites can be led to, fetched and kept.

use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use super::opened::{self, Opened, below};
use super::workspace::Filter;
use super::{Console, Exit};
use crate::config::{self, Config};
use crate::diagnostic::Diagnostic;
use crate::inventory::{Inventory, kept};
use crate::source::{SourceError, Sources};

/// The file of a site that holds its inventory.
const FILE: &str = "objects.inv";

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The folder that holds `book.toml`.
    #[arg(default_value = ".", hide_default_value = true)]
    dir: Utf8PathBuf,
    /// Ask nobody: only show what is there, and how old it is.
    #[arg(long)]
    offline: bool,
}

pub(super) fn run(arguments: &Arguments, console: Console) -> Exit {
    let opened = match opened::open(&arguments.dir) {
        Ok(opened) => opened,
        Err(reason) => return console.refuse(*reason),
    };
    let books = match Filter::default().books(&arguments.dir, &opened) {
        Ok(books) => books,
        Err(reason) => return console.refuse(*reason),
    };
    let Opened { sources, mut config } = opened;
    for inventory in books.iter().flat_map(|books| books.inventories(&sources)) {
        if !config
            .inventories
            .iter()
            .any(|known| (&known.name, &known.url, &known.file) == (&inventory.name, &inventory.url, &inventory.file))
        {
            config.inventories.push(inventory);
        }
    }
    if config.inventories.is_empty() {
        console.say("The book names no inventories: `[inventories]` in `book.toml` does.");
        return Exit::Clean;
    }
    let mut problems = Vec::new();
    for inventory in &config.inventories {
        if inventory.url.is_none() && inventory.file.is_none() {
            problems.push(warning(inventory, "is nowhere", "name the address of its site in place of `\"\"`"));
            continue;
        }
        let fetched = inventory.url.as_ref().filter(|_| inventory.file.is_none());
        let file = fetched.map(|url| kept(&config, &inventory.name, url)).or(inventory.file.clone()).unwrap_or_default();
        if let Some(url) = fetched.filter(|_| !arguments.offline)
            && let Err(reason) = fetch(&below(&arguments.dir, &file), url, &config)
        {
            problems.push(warning(inventory, &format!("could not be fetched from `{url}{FILE}`"), &reason));
        }
        match read(&sources, &file) {
            Ok(read) => console.say(&line(inventory, &read, age(&below(&arguments.dir, &file)).as_deref())),
            Err(_) if fetched.is_some() && !arguments.offline => {}
            Err(reason) => problems.push(warning(inventory, "is not there", &reason)),
        }
    }
    console.report(&problems, &|path| sources.get(path).ok());
    if problems.is_empty() { Exit::Clean } else { Exit::Problems }
}

fn warning(inventory: &config::Inventory, what: &str, reason: &str) -> Diagnostic {
    let place = &inventory.place;
    let range = place.range.start as usize..place.range.end as usize;
    Diagnostic::warning("missing-inventory", &place.file, range, format!("the inventory of `{}` {what}", inventory.name))
        .help(reason.to_owned())
}

fn read(sources: &Sources, file: &Utf8Path) -> Result<Inventory, String> {
    let source = sources.get(file).map_err(|error| match error {
        SourceError::Missing => format!("there is no file `{file}`"),
        SourceError::Outside => format!("`{file}` lies outside the book and its repository"),
        SourceError::Unreadable(reason) => format!("`{file}` cannot be read: {reason}"),
    })?;
    Inventory::read(&source.bytes).map_err(|why| format!("`{file}`: {why}"))
}

/// `python: Python 3.14, 18231 objects, 3 days old`.
fn line(setting: &config::Inventory, inventory: &Inventory, age: Option<&str>) -> String {
    let Inventory { project, version, .. } = inventory;
    let version = if version.is_empty() { String::new() } else { format!(" {version}") };
    let age = age.map(|age| format!(", {age}")).unwrap_or_default();
    format!("{}: {project}{version}, {} names{age}", setting.name, inventory.entries().len())
}

/// How long ago the file was written, in days.
fn age(file: &Utf8Path) -> Option<String> {
    let written = file.metadata().ok()?.modified().ok()?;
    let days = SystemTime::now().duration_since(written).map_or(0, |age| age.as_secs() / (24 * 60 * 60));
    Some(match days {
        0 => "from today".to_owned(),
        1 => "1 day old".to_owned(),
        days => format!("{days} days old"),
    })
}

/// Fetches the inventory of the site at `url` into the file at `path`; one that is there stays where what comes is no inventory.
#[cfg(feature = "external-links")]
fn fetch(path: &Utf8Path, url: &str, config: &Config) -> Result<(), String> {
    let manners = crate::web::Manners::of(&config.external_links);
    let bytes = crate::web::fetch(&format!("{url}{FILE}"), crate::inventory::LARGEST, &manners)?;
    Inventory::read(&bytes).map_err(|why| format!("what is there is no inventory: {why}"))?;
    crate::output::replace(path, &bytes).map_err(|error| format!("`{}` cannot be written: {}", error.path, error.source))
}

#[cfg(not(feature = "external-links"))]
fn fetch(_: &Utf8Path, _: &str, _: &Config) -> Result<(), String> {
    Err("this Bindery cannot ask other sites: it was built without the feature `external-links`".to_owned())
}

//! `[inventories]`: the other projects whose pages the book refers to.

use camino::Utf8PathBuf;

use super::schema::Kind::Names;
use super::schema::{Named, Setting};
use super::settings::setting;
use super::value::{name, path_anywhere, web_url};
use crate::diagnostic::Place;

/// A project whose pages the book refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inventory {
    /// What stands before the colon in references to it.
    pub name: String,
    /// The name's place in `book.toml`.
    pub place: Place,
    /// Where its site is on the web; ends with `/`.
    pub url: Option<String>,
    /// Its `objects.inv`, relative to the book's root; may lie outside it. Without it, the file is one that `bindery inventories` fetched;
    /// without a URL too, nobody knows where the inventory is.
    pub file: Option<Utf8PathBuf>,
}

/// The settings in the order of the reference page.
pub(super) const SETTINGS: &[Setting] = &[setting(
    "inventories",
    "{}",
    Names(|c, named| inventory(&mut c.inventories, &named)),
    "Other projects whose pages the book refers to, by the names that stand before the colon in references: \
     `python = \"https://docs.python.org/3/\"` for a site whose `objects.inv` is fetched by `bindery inventories`, \
     `handbook = \"inventories/handbook.inv\"` for a file, or a table with `url` and `file`. \
     Without a URL, links lead to where the file is, as seen from the folder of the site. \
     `handbook = \"\"` says that there is such a project and that nobody knows yet where its inventory is.",
)];

/// A text of `[inventories]`: a URL or a file, or one part of an inventory's table.
fn inventory(inventories: &mut Vec<Inventory>, named: &Named<'_>) -> Result<(), String> {
    let key = name(named.table.unwrap_or(named.name))?;
    let is_url = named.text.starts_with("https://") || named.text.starts_with("http://");
    let part = match named.table {
        Some(_) => named.name,
        None if is_url => "url",
        None => "file",
    };
    let (url, file) = match part {
        _ if named.text.is_empty() && named.table.is_none() => (None, None),
        "url" => (Some(format!("{}/", web_url(named.text)?.trim_end_matches('/'))), None),
        "file" => (None, Some(path_anywhere(named.text)?)),
        _ => return Err("has no meaning here: an inventory has `url` and `file`".to_owned()),
    };
    match inventories.iter_mut().find(|inventory| inventory.name == key) {
        Some(inventory) => {
            inventory.url = url.or(inventory.url.take());
            inventory.file = file.or(inventory.file.take());
        }
        None => inventories.push(Inventory { name: key, place: named.place.clone(), url, file }),
    }
    Ok(())
}

//! `[[regions]]`: parts of pages that a template writes.

use camino::Utf8PathBuf;

use super::Config;
use super::schema::Kind::Text;
use super::schema::Setting;
use super::value::{path_anywhere, words};
use crate::diagnostic::Place;

/// One `[[regions]]` table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// `name`: what the markers in pages call it.
    pub name: String,
    /// `template`, relative to the book's root.
    pub template: Utf8PathBuf,
    /// `facts`: the only `[[facts]]` that the template sees; all of them where there is none.
    pub facts: Option<String>,
    /// `data`: a TOML or JSON file that the template sees besides, relative to the book's root.
    pub data: Option<Utf8PathBuf>,
    /// Where the table starts in `book.toml`.
    pub place: Place,
}

impl Region {
    pub(super) fn new(place: Place) -> Self {
        Self { name: String::new(), template: Utf8PathBuf::new(), facts: None, data: None, place }
    }
}

fn current(config: &mut Config) -> Result<&mut Region, String> {
    config.regions.last_mut().ok_or_else(|| "stands outside of any table".to_owned())
}

/// The keys of a `[[regions]]` table.
pub(super) const ROWS: &[Setting] = &[
    Setting {
        key: "name",
        default: "",
        kind: Text(|c, text| {
            let name = words(text)?;
            current(c)?.name = name;
            Ok(())
        }),
        about: "What the markers in pages call the region, as in `<!-- bindery:begin sensitive-options -->`.",
    },
    Setting {
        key: "template",
        default: "",
        kind: Text(|c, text| {
            current(c)?.template = path_anywhere(text)?;
            Ok(())
        }),
        about: "The template that writes the region, relative to the book's folder.",
    },
    Setting {
        key: "facts",
        default: "",
        kind: Text(|c, text| {
            current(c)?.facts = Some(words(text)?);
            Ok(())
        }),
        about: "The name of the one `[[facts]]` table whose options the template gets. Without it, the template gets those of all.",
    },
    Setting {
        key: "data",
        default: "",
        kind: Text(|c, text| {
            current(c)?.data = Some(path_anywhere(text)?);
            Ok(())
        }),
        about: "A TOML or JSON file that the template gets as `data`, relative to the book's folder.",
    },
];

/// The keys that each table must have.
pub(super) const NEEDED: &[&str] = &["name", "template"];

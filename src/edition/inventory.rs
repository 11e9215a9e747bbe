//! What other projects can refer to in the site: `objects.inv`.

use camino::Utf8PathBuf;

use super::Edition;
use crate::document::{Anchor, AnchorKind, Inline, ObjectKind, fold, plain_text};
use crate::inventory::{Entry, Inventory, Neighbour, NeighbourPage};
use crate::site::route::encode;
use crate::site::{SitePage, linkless};
use crate::workspace::{Listed, Member};

/// The priority of what Sphinx's search leaves out of its list of objects.
const UNLISTED: i32 = -1;

impl Edition {
    /// The pages, labels, terms and objects of the book, by Sphinx's names for them.
    #[must_use]
    pub fn inventory(&self) -> Inventory {
        let own = self.own_not_found();
        let pages = self.site.numbered().filter(|(id, _)| Some(*id) != own);
        let entries = pages.flat_map(|(_, page)| {
            let anchors = &page.parsed.page.anchors;
            std::iter::once(document(page)).chain(anchors.iter().filter_map(|anchor| target(page, anchor)))
        });
        let texts = &self.config.conventions.substitutions;
        let version = texts.get("version").or_else(|| texts.get("release")).map_or("", String::as_str);
        Inventory::new(self.config.book.title.as_deref().unwrap_or("Documentation"), version, entries)
    }

    /// The book as the others of its workspace see it.
    #[must_use]
    pub fn neighbour(&self, member: &Member) -> Neighbour {
        let own = self.own_not_found();
        let page = |(_, page): (_, &SitePage)| {
            let anchors = page.parsed.page.anchors.iter().map(|anchor| anchor.id.clone()).collect();
            let url = encode(page.url.as_str());
            (member.outward(&page.parsed.file), NeighbourPage { url, title: plain_text(&page.title), anchors })
        };
        let asset = |asset: &Utf8PathBuf| (member.outward(&self.config.book.source.join(asset)), encode(asset.as_str()));
        Neighbour {
            name: member.name.clone(),
            place: member.place.clone(),
            inventory: Some(self.inventory()),
            pages: self.site.numbered().filter(|(id, _)| Some(*id) != own).map(page).collect(),
            assets: self.site.assets.iter().filter(|asset| self.copies(asset)).map(asset).collect(),
        }
    }

    /// The book as the start page of its workspace lists it.
    #[must_use]
    pub fn listed(&self, member: &Member) -> Listed {
        let config = &self.config.book;
        let home = self.site.home().and_then(|id| self.site.page(id));
        Listed {
            title: config.title.clone().unwrap_or_else(|| member.name.clone()),
            description: config.description.clone(),
            page: home.map(|page| member.outward(&page.parsed.file)),
        }
    }
}

fn document(page: &SitePage) -> Entry {
    let name = page.parsed.source.with_extension("").into_string();
    let title = Some(plain_text(&page.title));
    Entry { kind: "std:doc".to_owned(), name, priority: UNLISTED, url: encode(page.url.as_str()), title }
}

/// How many characters of a title are said. Any number of labels may stand before one heading, however long it is.
const TITLE: usize = 1000;

fn words(title: &[Inline]) -> String {
    let enough = title.get(..TITLE).unwrap_or(title);
    let words = plain_text(&linkless(enough));
    match words.char_indices().nth(TITLE) {
        Some((end, _)) => words[..end].to_owned(),
        None => words,
    }
}

fn target(page: &SitePage, anchor: &Anchor) -> Option<Entry> {
    let words = words(&anchor.title);
    let url = format!("{}#{}", encode(page.url.as_str()), encode(&anchor.id));
    let entry = |kind: &str, name: &str, priority, title| {
        Some(Entry { kind: kind.to_owned(), name: name.to_owned(), priority, url, title })
    };
    match &anchor.kind {
        AnchorKind::Label(name) => entry("std:label", name, UNLISTED, Some(words)),
        // As it is written, where that is known.
        AnchorKind::Term(name) if fold(&words) == *name => entry("std:term", &words, UNLISTED, None),
        AnchorKind::Term(name) => entry("std:term", name, UNLISTED, None),
        AnchorKind::Object(ObjectKind::Own, name) => {
            let (kind, name) = name.split_once(':')?;
            entry(&format!("std:{kind}"), name, 1, None)
        }
        AnchorKind::Object(kind, name) => entry(kind.name(), name, i32::from(*kind != ObjectKind::Module), None),
        AnchorKind::Heading(_) | AnchorKind::Id => None,
    }
}

//! What other projects can refer to in the site: `objects.inv`.

use super::Edition;
use crate::document::{Anchor, AnchorKind, ObjectKind, fold, plain_text};
use crate::inventory::{Entry, Inventory};
use crate::site::route::encode;
use crate::site::{SitePage, linkless};

/// The priority of what Sphinx's search leaves out of its list of objects.
const UNLISTED: i32 = -1;

impl Edition {
    /// The pages, labels, terms and objects of the book, by Sphinx's names for them.
    pub(super) fn inventory(&self) -> Inventory {
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
}

fn document(page: &SitePage) -> Entry {
    let name = page.parsed.source.with_extension("").into_string();
    let title = Some(plain_text(&page.title));
    Entry { kind: "std:doc".to_owned(), name, priority: UNLISTED, url: encode(page.url.as_str()), title }
}

fn target(page: &SitePage, anchor: &Anchor) -> Option<Entry> {
    let words = plain_text(&linkless(&anchor.title));
    let url = format!("{}#{}", encode(page.url.as_str()), encode(&anchor.id));
    let entry = |kind: &str, name: &str, priority, title| {
        Some(Entry { kind: kind.to_owned(), name: name.to_owned(), priority, url, title })
    };
    match &anchor.kind {
        AnchorKind::Label(name) => entry("std:label", name, UNLISTED, Some(words)),
        // As it is written, where that is known.
        AnchorKind::Term(name) if fold(&words) == *name => entry("std:term", &words, UNLISTED, None),
        AnchorKind::Term(name) => entry("std:term", name, UNLISTED, None),
        AnchorKind::Object(kind, name) => entry(kind.name(), name, i32::from(*kind != ObjectKind::Module), None),
        AnchorKind::Heading(_) | AnchorKind::Id => None,
    }
}

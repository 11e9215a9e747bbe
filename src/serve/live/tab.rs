//! What one tab shows, and what it must be told to show the book as it is now.

use std::sync::Arc;

use super::Live;
use super::findings::Shown;
use super::made::{Found, url_of};
use super::message::{Findings, Hello, ToTab, Update};
use super::parts::Parts;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::serve::Showing;

/// What a tab shows, as far as it has said so and been told since.
#[derive(Clone)]
pub(super) struct Tab {
    /// The path of its URL.
    address: String,
    /// The page that it has; unknown where it has something of which no more is known.
    parts: Option<Arc<Parts>>,
    kind: Option<Kind>,
    /// The edition that its page is the same in.
    edition: Option<Arc<Edition>>,
    /// The number of what it was told last.
    number: u64,
    /// What it was told of what is wrong with the book.
    told: Option<Findings>,
    /// The same with the blocks of the body that it has now, and what that was made from.
    followed: Option<(Arc<[Diagnostic]>, Findings)>,
}

/// What a tab shows at its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Page,
    Missing,
}

impl Tab {
    /// A tab that has just said what it shows, and what to tell it. Not for asynchronous code: pages are rendered.
    pub(super) fn greet(live: &Live, hello: Hello, showing: &Showing) -> (Option<Self>, Vec<String>) {
        if hello.client != live.client {
            return (None, vec![ToTab::Reload(true).text()]);
        }
        let mut tab =
            Self { address: hello.address, parts: None, kind: None, edition: None, number: 0, told: None, followed: None };
        // What it shows most often is what stands there now: that is made first, so that it is found.
        let _ = tab.find(live, showing);
        let mut messages = Vec::new();
        if let Some(parts) = live.store.get(&hello.page) {
            let names = parts.blocks().map(|blocks| blocks.iter().map(|block| block.nodes).collect::<Vec<_>>());
            if names.as_ref().is_none_or(|names| hello.nodes.ends_with(&names.concat())) {
                messages.extend(names.map(|names| ToTab::Blocks(names).text()));
                tab.parts = Some(parts);
            }
        }
        messages.extend(tab.follow(live, &Showing { refreshed: Arc::default(), ..showing.clone() }));
        (Some(tab), messages)
    }

    /// What to tell the tab so that it shows `showing`. Not for asynchronous code: pages are rendered.
    pub(super) fn follow(&mut self, live: &Live, showing: &Showing) -> Vec<String> {
        let mut messages = Vec::new();
        if self.number != showing.number || self.edition.is_none() {
            match self.catch_up(live, showing) {
                Next::Nothing => {}
                Next::Tell(text) => messages.push(text),
                Next::Reload => return vec![ToTab::Reload(true).text()],
            }
            self.number = showing.number;
        }
        let findings = self.findings(live, showing);
        if self.told.as_ref() != Some(&findings) {
            messages.push(ToTab::Findings(findings.clone()).text());
            self.told = Some(findings.clone());
        }
        self.followed = Some((Arc::clone(&showing.findings), findings));
        messages
    }

    /// The whole page, for a tab that could not apply what it was told.
    pub(super) fn whole(&mut self, live: &Live, showing: &Showing) -> Vec<String> {
        self.parts = None;
        self.edition = None;
        self.follow(live, showing)
    }

    fn catch_up(&mut self, live: &Live, showing: &Showing) -> Next {
        let Some(edition) = &showing.edition else { return Next::Nothing };
        let is_same =
            self.edition.as_ref().zip(url_of(edition, &self.address)).is_some_and(|(old, url)| edition.same_page(old, &url));
        let old = self.parts.clone();
        let path = &edition.config.html.site_url.path;
        let new = showing.refreshed.iter().filter(|(number, _)| *number > self.number);
        let refreshed: Vec<String> = new.map(|(_, url)| format!("{path}{url}")).collect();
        if let Some(parts) = old.as_ref().filter(|_| is_same) {
            self.edition = Some(Arc::clone(edition));
            return self.tell(&Update::between(Some(parts), parts, &refreshed));
        }
        if self.edition.as_ref().is_some_and(|old| !has_same_scripts(old, edition)) {
            return Next::Reload;
        }
        let (parts, kind) = match self.find(live, showing) {
            Found::Page(parts) => (parts, Kind::Page),
            Found::Missing(parts) => (parts, Kind::Missing),
            Found::Other => return Next::Reload,
            // What it has is the last good state.
            Found::Broken => return Next::Nothing,
        };
        if self.kind.is_some_and(|old| old != kind) {
            return Next::Reload;
        }
        let next = self.tell(&Update::between(old.as_deref(), &parts, &refreshed));
        (self.parts, self.kind, self.edition) = (Some(parts), Some(kind), Some(Arc::clone(edition)));
        next
    }

    fn find(&self, live: &Live, showing: &Showing) -> Found {
        let url = showing.edition.as_ref().and_then(|edition| url_of(edition, &self.address));
        live.made.get(showing, url.as_deref(), &live.store)
    }

    fn findings(&self, live: &Live, showing: &Showing) -> Findings {
        // Until the book has been checked again, places are those of the text as it was: only the numbers of blocks go with the page.
        let followed = self.followed.as_ref().filter(|(diagnostics, _)| Arc::ptr_eq(diagnostics, &showing.findings));
        if let Some((_, findings)) = followed {
            return Findings { stale: showing.stale, provisional: showing.provisional, ..findings.clone() };
        }
        let edition = showing.edition.as_ref();
        let page = edition.and_then(|edition| edition.site.page(edition.page_at(&url_of(edition, &self.address)?)?));
        let shown = page.zip(self.parts.as_deref()).map(|(page, parts)| Shown { page: &page.parsed.page, parts });
        live.report(showing).tell(showing, shown, live.open.as_ref())
    }

    /// Tells the tab of an update.
    fn tell(&mut self, update: &Update<'_>) -> Next {
        if update.is_empty() {
            return Next::Nothing;
        }
        if update.whole {
            self.followed = None;
        }
        for item in self.followed.iter_mut().flat_map(|(_, findings)| &mut findings.items) {
            item.block = item.block.and_then(|block| update.moved(block));
        }
        Next::Tell(ToTab::Update(update).text())
    }
}

enum Next {
    Nothing,
    Tell(String),
    Reload,
}

/// Whether pages of the one are made by the same templates and run the same scripts as those of the other. A page that cannot be made has none.
fn has_same_scripts(one: &Edition, other: &Edition) -> bool {
    let (Ok(one), Ok(other)) = (&one.look, &other.look) else { return true };
    one.is_built_like(other)
}

//! The versions of the book as a page shows them: a link to each, and a word to readers who are not in the current one.

use camino::{Utf8Path, Utf8PathBuf};

use super::context::context;
use crate::site::route::{encode, relative};
use crate::versions::{Kind, Standing, Target, Version};

context! {
/// A version that the page leads to.
pub(super) struct VersionLink<'a> {
    /// What it is called, as in `1.2`.
    title: &'a str,
    /// The address of the same page there, or of the nearest page above it.
    url: String,
    /// `current`, `newer`, `old`, `prerelease` or `development`.
    kind: &'static str,
    /// Whether this is the version that the page belongs to.
    current: bool,
    /// Whether the address is that of the same page.
    same: bool,
}
}

context! {
/// What readers are told of the version that they are in.
pub(super) struct Banner<'a> {
    /// `old` or `unreleased`.
    kind: &'static str,
    /// What the page's version is called.
    title: &'a str,
    /// What the current version is called.
    latest: &'a str,
    /// The address of the page in the current version, or of the nearest page above it.
    url: String,
    /// Whether the address is that of the same page.
    same: bool,
}
}

impl Banner<'_> {
    /// Whether the page's version was never released.
    pub(super) fn is_unreleased(&self) -> bool {
        self.kind == "unreleased"
    }
}

/// A page, seen among the versions.
pub(super) struct Seen<'a, 'b> {
    /// Its version.
    pub(super) standing: &'a Standing,
    /// Its address within the version.
    pub(super) url: &'b Utf8Path,
    /// The addresses of the pages above it, the nearest first.
    pub(super) above: Vec<Utf8PathBuf>,
}

impl<'a> Seen<'a, '_> {
    /// A link to each version.
    pub(super) fn links(&self) -> Vec<VersionLink<'a>> {
        let here = self.standing.from_top(self.url);
        let link = |(there, version): (usize, &'a Version)| {
            let Target { url, is_same } = self.target(there)?;
            Some(VersionLink { url: relative(&here, &url), same: is_same, ..plain(self.standing, there, version) })
        };
        self.standing.shelf.versions.iter().enumerate().filter_map(link).collect()
    }

    /// A link to the start page of each version, with addresses from the root of the server.
    pub(super) fn homes(standing: &'a Standing) -> Vec<VersionLink<'a>> {
        let root = &standing.shelf.site.path;
        let link = |(there, version): (usize, &'a Version)| {
            let url = format!("{root}{}", encode(standing.home(there)?.url.as_str()));
            Some(VersionLink { url, ..plain(standing, there, version) })
        };
        standing.shelf.versions.iter().enumerate().filter_map(link).collect()
    }

    /// What to tell readers; nothing in the current version, and in those that came after it.
    pub(super) fn banner(&self) -> Option<Banner<'a>> {
        let version = self.standing.version()?;
        let kind = match version.kind {
            Kind::Current | Kind::Newer => return None,
            Kind::Old => "old",
            Kind::Prerelease | Kind::Development => "unreleased",
        };
        let current = self.standing.current()?;
        let Target { url, is_same } = self.target(current)?;
        let latest = self.standing.shelf.versions.get(current)?.name.as_str();
        let url = relative(&self.standing.from_top(self.url), &url);
        Some(Banner { kind, title: &version.name, latest, url, same: is_same })
    }

    /// The full address of the page of the current version that takes the place of this one, where a search engine is to show only that one.
    pub(super) fn canonical(&self) -> Option<String> {
        let site = &self.standing.shelf.site;
        site.origin.as_ref()?;
        let is_old = self.standing.version().is_some_and(|version| version.kind == Kind::Old);
        let target = self.target(self.standing.current()?).filter(|target| is_old && target.is_same)?;
        Some(site.url(&encode(target.url.as_str())))
    }

    fn target(&self, there: usize) -> Option<Target> {
        if there == self.standing.here {
            return Some(Target { url: self.standing.from_top(self.url), is_same: true });
        }
        self.standing.target(self.url, &self.above, there)
    }
}

fn plain<'a>(standing: &Standing, there: usize, version: &'a Version) -> VersionLink<'a> {
    let current = there == standing.here;
    VersionLink { title: &version.name, url: String::new(), kind: version.kind.name(), current, same: false }
}

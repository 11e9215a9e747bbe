//! What people are told of a rebuild.

use std::collections::BTreeSet;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::render::html::Body;
use crate::site::{PageId, SitePage};
use crate::source::Sources;

/// Tells people what happens.
pub trait Teller: Send {
    /// Something changed and is shown.
    fn rebuilt(&self, rebuilt: &Rebuilt<'_>);

    /// Something that people should know, in a sentence.
    fn notice(&self, words: &str);

    /// What is wrong now, in the order of reports; `stale` if the book cannot be shown for it. May be told more than once.
    fn findings(&self, findings: &[Diagnostic], sources: &Sources, stale: bool);
}

/// A change that is shown.
#[derive(Clone, Copy, Debug)]
pub struct Rebuilt<'a> {
    /// The file that changed, or the first of them, relative to the book's root.
    pub file: &'a Utf8Path,
    /// How many pages are no longer what they were.
    pub pages: usize,
    /// How many top-level blocks of them are new, where that was counted.
    pub blocks: Option<usize>,
    /// How long it took from the first word of the change.
    pub took: Duration,
}

/// How many blocks of the page in `new` are not in `old`.
pub(super) fn changed_blocks(old: &Edition, new: &Edition, id: PageId) -> usize {
    let body = |edition: &Edition| edition.site.page(id).map(|page| edition.body(id, page)).unwrap_or_default();
    let (old, new) = (body(old), body(new));
    let before: BTreeSet<&str> = blocks(&old).collect();
    blocks(&new).filter(|block| !before.contains(block)).count()
}

fn blocks(body: &Body) -> impl Iterator<Item = &str> {
    let starts = body.blocks.iter().map(|block| block.at as usize);
    let ends = starts.clone().skip(1).chain([body.html.len()]);
    starts.zip(ends).filter_map(|(start, end)| body.html.get(start..end)).filter(|html| !html.is_empty())
}

/// How many pages are new, gone, or made from something else.
pub(super) fn changed_pages(old: &Edition, new: &Edition) -> usize {
    let keys = |edition: &Edition| -> BTreeSet<(Utf8PathBuf, [u8; 32])> {
        edition.site.pages.iter().map(|page: &std::sync::Arc<SitePage>| (page.url.clone(), page.parsed.key)).collect()
    };
    let (old, new) = (keys(old), keys(new));
    let urls: BTreeSet<&Utf8PathBuf> = old.symmetric_difference(&new).map(|(url, _)| url).collect();
    urls.len()
}

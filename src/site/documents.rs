//! Pages by the names that `doc` and `toctree` give them: paths without ending.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::{Site, SitePage};
use crate::document::Markup;
use crate::source::join;

/// The page that `target` names in the page at `from`; paths are relative to that page or, with a leading `/`, to the source folder. The error
/// is the path that was looked for, relative to the source folder; that of a draft where there is one.
pub(super) fn named<'s>(site: &'s Site, from: &Utf8Path, target: &str) -> Result<&'s SitePage, Utf8PathBuf> {
    let plain = path(from, target);
    let files = files(&plain);
    let found = files.iter().find_map(|file| site.by_source(file));
    found.and_then(|id| site.page(id)).ok_or_else(|| files.into_iter().find(|file| site.drafts.contains(file)).unwrap_or(plain))
}

/// The files that a path without ending may stand for, the likeliest first.
pub(super) fn files(plain: &Utf8Path) -> Vec<Utf8PathBuf> {
    let with_ending = Markup::endings().map(|ending| Utf8PathBuf::from(format!("{plain}.{ending}")));
    let index = ["index.md", "index.rst", "README.md"].map(|name| plain.join(name));
    [plain.to_owned()].into_iter().chain(with_ending).chain(index).collect()
}

/// The pages whose path without ending matches `pattern`, in the order of their paths, but for the page at `from`, which asks.
pub(super) fn matching<'s>(site: &'s Site, from: &Utf8Path, pattern: &str) -> Vec<&'s SitePage> {
    let glob = globset::GlobBuilder::new(path(from, pattern).as_str()).literal_separator(true).build();
    let Ok(matcher) = glob.map(|glob| glob.compile_matcher()) else { return Vec::new() };
    let is_meant = |page: &&SitePage| page.parsed.source != from && matcher.is_match(page.parsed.source.with_extension(""));
    site.pages.iter().map(AsRef::as_ref).filter(is_meant).collect()
}

/// The path that is meant. As for Sphinx, the source folder is its own parent: `..` never leads out of it.
fn path(from: &Utf8Path, target: &str) -> Utf8PathBuf {
    let folder = from.parent().filter(|_| !target.starts_with('/')).unwrap_or(Utf8Path::new(""));
    join(folder, Utf8Path::new(target)).components().filter(|part| *part != Utf8Component::ParentDir).collect()
}

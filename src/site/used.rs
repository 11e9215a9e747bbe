//! The files that pages show or link to.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::route::decode;
use super::{RedirectTo, Site, route};
use crate::source::join;

/// The files of [`Site::assets`] that some page shows or links to, or that an old address leads to.
#[must_use]
pub fn used_assets(site: &Site) -> BTreeSet<Utf8PathBuf> {
    let of_pages = site.pages.iter().flat_map(|page| {
        let folder = page.parsed.source.parent().unwrap_or(Utf8Path::new(""));
        page.parsed.page.references.iter().map(move |reference| {
            let path = reference.target.split(['#', '?']).next().unwrap_or_default();
            let base = if path.starts_with('/') { Utf8Path::new("") } else { folder };
            join(base, Utf8Path::new(&decode(path)))
        })
    });
    let moved = site.redirects.iter().filter_map(|(from, to)| match to {
        RedirectTo::Url(url) => route::follow(from, url).map(|(file, _)| file),
        RedirectTo::Page(_) => None,
    });
    of_pages
        .chain(moved)
        .filter_map(|file| variant(site, &file).or(Some(file)))
        .filter(|file| site.assets.contains(file))
        .collect()
}

/// Kinds of pictures, the best for a page first, as Sphinx has them.
const PICTURES: &[&str] = &["svg", "png", "gif", "jpg", "jpeg", "webp", "avif"];

/// Of the pictures that `file.*` may mean, the best one that there is.
pub(super) fn variant(site: &Site, file: &Utf8Path) -> Option<Utf8PathBuf> {
    let stem = file.as_str().strip_suffix(".*")?;
    PICTURES.iter().map(|kind| Utf8PathBuf::from(format!("{stem}.{kind}"))).find(|file| site.assets.contains(file))
}

//! Old addresses that lead to pages: aliases in front matter, and the table of redirects in `book.toml`.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::route::{THEME_FOLDER, alias_file};
use super::{PageId, Site};
use crate::config::Redirect;
use crate::diagnostic::{Diagnostic, Finding};
use crate::source::join;

/// Where an old address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedirectTo {
    /// A page of the book.
    Page(PageId),
    /// Another site, something above this one, or a file of it; as written.
    Url(String),
}

/// The files that old addresses need, and what is wrong with the claims to them.
pub(super) fn collect(site: &Site, settings: &[Redirect]) -> (BTreeMap<Utf8PathBuf, RedirectTo>, Vec<Diagnostic>) {
    let mut claims = Claims { site, redirects: BTreeMap::new(), diagnostics: Vec::new() };
    for (id, page) in site.numbered() {
        for (alias, span) in &page.parsed.page.front_matter.aliases {
            let problem = |message: String| Finding::error("bad-alias", *span, message).place(&page.parsed.page.files);
            claims.claim(alias, RedirectTo::Page(id), problem);
        }
    }
    for setting in settings {
        let problem = |message: String| Diagnostic {
            place: Some(setting.place.clone()),
            ..Diagnostic::error("bad-redirect", "book.toml", 0..0, message)
        };
        match (alias_file(&setting.from), target(site, setting)) {
            (None, _) => claims.diagnostics.push(nowhere(&setting.from, problem)),
            (_, Some(to)) => claims.claim(&setting.from, to, problem),
            (_, None) => claims.diagnostics.push(problem(format!("`{}` leads to no page or file of the book", setting.to))),
        }
    }
    (claims.redirects, claims.diagnostics)
}

/// Another site as it is; else a page or a file, from the site's root where it starts with `/`, else from the old address.
fn target(site: &Site, setting: &Redirect) -> Option<RedirectTo> {
    if setting.to.starts_with("https://") || setting.to.starts_with("http://") {
        return Some(RedirectTo::Url(setting.to.clone()));
    }
    let (path, anchor) = setting.to.split_once('#').unwrap_or((&setting.to, ""));
    let old = alias_file(&setting.from)?;
    let base = if path.starts_with('/') { Utf8Path::new("") } else { old.parent().unwrap_or(Utf8Path::new("")) };
    let wanted = join(base, Utf8Path::new(path));
    // What stands above the site is not known.
    if wanted.starts_with("..") {
        return Some(RedirectTo::Url(setting.to.clone()));
    }
    let page = site.by_url(&wanted).or_else(|| site.by_url(&wanted.join("index.html"))).or_else(|| site.by_source(&wanted));
    match page {
        Some(id) if anchor.is_empty() => Some(RedirectTo::Page(id)),
        Some(id) => site.page(id).map(|page| RedirectTo::Url(format!("{}#{anchor}", super::route::relative(&old, &page.url)))),
        // Every site has a start page, be it one that leads on to the first chapter.
        None if wanted == "index.html" || site.assets.contains(&wanted) => {
            Some(RedirectTo::Url(super::route::relative(&old, &wanted)))
        }
        None => None,
    }
}

/// Whether every site has a file there.
fn is_own(file: &Utf8Path) -> bool {
    file == "404.html" || file.starts_with(THEME_FOLDER)
}

fn nowhere(old: &str, problem: impl Fn(String) -> Diagnostic) -> Diagnostic {
    let diagnostic = problem(format!("`{old}` cannot lead anywhere"));
    match old.split_once('#') {
        Some((_, anchor)) if !anchor.is_empty() => diagnostic.help(format!(
            "only a script could follow an old anchor: keep it where its text is now, by `({anchor})=` on a line of its own"
        )),
        _ => diagnostic.help("an old address is a path in this site, as in `old/page.html`"),
    }
}

struct Claims<'a> {
    site: &'a Site,
    redirects: BTreeMap<Utf8PathBuf, RedirectTo>,
    diagnostics: Vec<Diagnostic>,
}

impl Claims<'_> {
    fn claim(&mut self, old: &str, to: RedirectTo, problem: impl Fn(String) -> Diagnostic) {
        let Some(file) = alias_file(old) else {
            self.diagnostics.push(nowhere(old, problem));
            return;
        };
        if let Some(taken) = self.site.by_url(&file).and_then(|id| self.site.page(id)) {
            self.diagnostics.push(problem(format!("`{old}` is the address of `{}`", taken.parsed.file)));
        } else if is_own(&file) {
            self.diagnostics.push(problem(format!("`{old}` is the address of a file that Bindery makes")));
        } else if self.site.assets.contains(&file) {
            self.diagnostics.push(problem(format!("`{old}` is the address of a file of the book")));
        } else if let Some(before) = self.redirects.get(&file).filter(|before| **before != to) {
            let before = match before {
                RedirectTo::Page(id) => self.site.page(*id).map_or("", |page| page.parsed.file.as_str()),
                RedirectTo::Url(url) => url,
            };
            self.diagnostics.push(problem(format!("`{old}` leads to `{before}` already")));
        } else {
            self.redirects.insert(file, to);
        }
    }
}

//! What must hold for what the pages say: the checks that look at the whole book, and how bad it is when one fails.
//!
//! A *lint* is a name for one kind of problem, with a page that says when it fires and when it stays quiet; the page is the published
//! reference, what `bindery explain` prints, and the lint's test. A *family* is a group of lints with, where the stages of the pipeline do
//! not find them on their way, the function that does. [`FAMILIES`] lists them all.
//!
//! [`run`] finds; [`judge`] applies what the book says of levels and what the pages allow. The first can be left out, the second cannot.

mod allow;
mod book;
mod changed;
mod command;
mod diagrams;
pub mod external;
mod facts;
mod levels;
mod markup;
mod page;
mod permissions;
mod references;
mod regions;
mod search;
mod secrets;
pub mod spelling;
mod table;

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::book::Book;
use crate::config::Config;
use crate::config::LintLevel;
use crate::diagnostic::{Diagnostic, Finding};
use crate::facts::Facts;
use crate::memo::{self, Key, Memory};
use crate::nearest::nearest;
use crate::render::html::Body;
use crate::search::Index;
use crate::site::{Links, Site, SitePage};
use crate::source::Sources;

pub use secrets::mask;
pub use table::FAMILIES;

/// A kind of problem.
#[derive(Clone, Copy, Debug)]
pub struct Lint {
    /// Its name in kebab case, as reports show it.
    pub code: &'static str,
    /// How bad it is where the book does not say.
    pub level: LintLevel,
    /// What it is, in Markdown: a title, prose, and examples of what it fires on and stays quiet on.
    pub page: &'static str,
}

/// Lints that are found together.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// Its name, which stands for all its lints wherever a lint can be named. No lint has the same name.
    pub name: &'static str,
    /// What it looks at, in a few words.
    pub about: &'static str,
    /// Its lints.
    pub lints: &'static [Lint],
    /// What finds them; `None` where the stages of the pipeline do on their way.
    pub check: Option<fn(&Subject<'_>) -> Report>,
}

/// What the checks look at.
pub struct Subject<'a> {
    /// The book's files.
    pub sources: &'a Sources,
    /// The settings.
    pub config: &'a Config,
    /// Which files there are.
    pub book: &'a Book,
    /// The pages in their places.
    pub site: &'a Site,
    /// What the references of each page of the site resolve to, in the same order.
    pub links: &'a [&'a Links],
    /// What each page of the site became, in the same order: whether its diagrams can be drawn is known there.
    pub bodies: &'a [Arc<Body>],
    /// What the schemas that the book names say.
    pub facts: &'a Facts,
    /// Whether it is too early to ask what was meant: see [`Wanted::hasty`].
    pub hasty: bool,
    /// The present, in seconds since 1970: whether a token has expired depends on it.
    pub now: i64,
    /// What other sites said of the pages that this book links to; `None` where nobody was asked.
    pub answers: Option<&'a external::Answers>,
    /// What earlier runs found out: empty, or of the engine that goes on compiling this book.
    pub memory: &'a Memory,
    /// The search of the site; `None` where there is none, or the book expects nothing of it.
    pub search: Option<&'a Index>,
}

impl<'a> Subject<'a> {
    /// The pages with what their references resolve to.
    pub fn pages(&self) -> impl Iterator<Item = (&'a SitePage, &'a Links)> {
        self.site.pages.iter().map(Arc::as_ref).zip(self.links.iter().copied())
    }

    /// The findings of a page as the user sees them.
    pub fn place(&self, page: &SitePage, findings: impl IntoIterator<Item = Finding>) -> Vec<Diagnostic> {
        findings.into_iter().map(|finding| finding.place(&page.parsed.page.files)).collect()
    }

    /// The key of the page, and of the texts in which the places of its words are looked up. The two do not belong together where the page is
    /// an earlier one, of a file that cannot be read any more.
    #[must_use]
    pub fn key(&self, page: &SitePage) -> Key {
        let hash = |file| self.sources.get(file).ok().map(|source| source.hash);
        let texts: Vec<Option<Key>> = page.parsed.page.files.iter().map(|file| hash(file)).collect();
        memo::key(&(page.parsed.key, texts))
    }

    /// The text of a file of the book; empty where it cannot be had, which another stage has reported.
    #[must_use]
    pub fn text(&self, file: &Utf8Path) -> String {
        let source = self.sources.get(file).ok();
        source.as_ref().and_then(|source| source.text().ok()).unwrap_or_default().to_owned()
    }
}

/// What a family found.
#[derive(Debug, Default)]
pub struct Report {
    /// The problems.
    pub diagnostics: Vec<Diagnostic>,
    /// How many things of which kind were looked at, the kind in the singular: `("word", 52_103)`.
    pub checked: Vec<(&'static str, usize)>,
}

/// Which lints are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// All.
    #[default]
    All,
    /// Those with these codes.
    Only(BTreeSet<&'static str>),
}

impl Selection {
    /// The lints that `names` (of lints or families) stand for; all if there is none. The error is the first unknown name with the nearest
    /// known one.
    pub fn parse<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<Self, (String, Option<&'static str>)> {
        let mut codes = BTreeSet::new();
        let mut any = false;
        for name in names {
            any = true;
            let meant = codes_of(name);
            if meant.is_empty() {
                return Err((name.to_owned(), nearest(name, self::names())));
            }
            codes.extend(meant);
        }
        Ok(if any { Self::Only(codes) } else { Self::All })
    }

    /// Whether the lint is wanted.
    #[must_use]
    pub fn holds(&self, code: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(codes) => codes.contains(code),
        }
    }
}

/// What to check.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Which lints.
    pub lints: Selection,
    /// Lints that are asked for by their own names: these are looked for even if they are allowed where the book says nothing.
    pub named: Vec<&'static str>,
    /// The present, in seconds since 1970.
    pub now: i64,
    /// What other sites said of the pages that this book links to; `None` where nobody was asked.
    pub answers: Option<external::Answers>,
    /// The files that changed, deleted ones too, relative to the book's root: only what that can have brought about is wanted. `None` for all.
    pub changed: Option<BTreeSet<Utf8PathBuf>>,
    /// Say only what is wrong, and not which words a misspelt one may stand for: that can take longer than all else.
    pub hasty: bool,
}

/// All lints.
pub fn lints() -> impl Iterator<Item = &'static Lint> {
    FAMILIES.iter().flat_map(|family| family.lints)
}

/// The lint of that name.
#[must_use]
pub fn lint(code: &str) -> Option<&'static Lint> {
    lints().find(|lint| lint.code == code)
}

/// Every name that stands for lints: families and lints.
pub fn names() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().map(|family| family.name).chain(lints().map(|lint| lint.code))
}

/// The codes that a name stands for: those of a family, or itself; none where the name is unknown.
#[must_use]
pub fn codes_of(name: &str) -> Vec<&'static str> {
    let family = FAMILIES.iter().find(|family| family.name == name);
    match family {
        Some(family) => family.lints.iter().map(|lint| lint.code).collect(),
        None => lint(name).map(|lint| lint.code).into_iter().collect(),
    }
}

/// Makes the lints of these codes warn that are allowed only because the book says nothing of them.
pub fn ask_for(config: &mut Config, codes: &[&'static str]) {
    for lint in codes.iter().filter_map(|code| lint(code)).filter(|lint| lint.level == LintLevel::Allow) {
        levels::warn_by_default(&mut config.lints, lint);
    }
}

/// Runs every check that has a wanted lint which the book does not allow everywhere. The subject's memory keeps what this run used.
#[must_use]
pub fn run(subject: &Subject<'_>, wanted: &Selection) -> Report {
    let mut all = Report::default();
    for family in FAMILIES {
        let is_wanted = |lint: &Lint| wanted.holds(lint.code) && !levels::is_off(&subject.config.lints, lint);
        if let Some(check) = family.check.filter(|_| family.lints.iter().any(is_wanted)) {
            let report = check(subject);
            all.diagnostics.extend(report.diagnostics);
            all.checked.extend(report.checked);
        }
    }
    subject.memory.sweep();
    all
}

/// Leaves of `diagnostics` what is wanted and what neither the book nor a page allows, each at the level that the book gives it; adds what is
/// wrong with those permissions themselves. `wanted` is `None` where the checks did not run: then no permission is called unused.
pub fn judge(diagnostics: &mut Vec<Diagnostic>, config: &Config, site: Option<&Site>, wanted: Option<&Selection>) {
    if let Some(site) = site {
        diagrams::spare(diagnostics, &codes_of("diagrams"), site);
        allow::apply(diagnostics, config, site, wanted);
    }
    levels::apply(diagnostics, &config.lints);
    if let Some(selection) = wanted {
        let stays = |code: &str| lint(code).is_none() || selection.holds(code) || table::ALWAYS.contains(&code);
        diagnostics.retain(|diagnostic| stays(&diagnostic.code));
    }
}

/// Leaves of the judged `diagnostics` those that the change of `files` can have brought about; returns the pages that it concerns.
pub fn narrow(diagnostics: &mut Vec<Diagnostic>, subject: &Subject<'_>, files: &BTreeSet<Utf8PathBuf>) -> BTreeSet<Utf8PathBuf> {
    changed::narrow(diagnostics, subject, files)
}

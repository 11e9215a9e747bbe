//! References to other projects, by Sphinx's rules: what the book has comes first, then the whole name in all inventories, then the part behind
//! the colon in the inventory that stands before it. The name of a page is looked up elsewhere only with its inventory before it.

use camino::Utf8Path;

use super::Target;
use super::resolve::Lookup;
use super::route::{decode, encode};
use super::unresolved::Unresolved;
use crate::document::{Family, Inline, InlineKind, Realm, ReferenceKind, fold};
use crate::inventory::{Beside, Found, Miss, NeighbourPage};
use crate::source::join;

/// Why a reference leads nowhere.
pub(super) enum Why {
    /// Something is wrong.
    Unresolved(Unresolved),
    /// Nobody can say before these inventories are there.
    Waiting(Vec<String>),
}

/// What the objects of Python are in Sphinx's words.
const PYTHON: &[&str] = &[
    "py:class",
    "py:exception",
    "py:function",
    "py:method",
    "py:classmethod",
    "py:staticmethod",
    "py:attribute",
    "py:property",
    "py:data",
    "py:module",
    "py:type",
];

const JAVASCRIPT: &[&str] = &["js:function", "js:method", "js:class", "js:data", "js:attribute", "js:module"];

const C: &[&str] =
    &["c:function", "c:member", "c:var", "c:macro", "c:struct", "c:union", "c:enum", "c:enumerator", "c:type", "c:functionParam"];

const CPP: &[&str] =
    &["cpp:class", "cpp:union", "cpp:function", "cpp:member", "cpp:type", "cpp:concept", "cpp:enum", "cpp:enumerator"];

/// What the reference may lead to, in Sphinx's words; nothing for all there is, `None` for what no inventory has.
fn kinds(kind: ReferenceKind) -> Option<&'static [&'static str]> {
    Some(match kind {
        ReferenceKind::Document => &["std:doc"],
        ReferenceKind::Label => &["std:label"],
        ReferenceKind::Term => &["std:term"],
        ReferenceKind::Option => &["std:confval", "std:cmdoption", "std:option"],
        ReferenceKind::Object(Family::Python) => PYTHON,
        ReferenceKind::Object(Family::Variables) => &["std:envvar"],
        ReferenceKind::Object(Family::CommandOptions) => &["std:cmdoption", "std:option"],
        ReferenceKind::Object(Family::Settings) => &["std:confval"],
        ReferenceKind::Object(Family::Tokens) => &["std:token"],
        ReferenceKind::Object(Family::JavaScript) => JAVASCRIPT,
        ReferenceKind::Object(Family::C) => C,
        ReferenceKind::Object(Family::Cpp) => CPP,
        ReferenceKind::Object(Family::Directives) => &["rst:directive", "rst:directive:option"],
        ReferenceKind::Object(Family::Roles) => &["rst:role"],
        ReferenceKind::Any => &[],
        ReferenceKind::Object(Family::Own)
        | ReferenceKind::Url
        | ReferenceKind::Image
        | ReferenceKind::Documents
        | ReferenceKind::Number => return None,
    })
}

impl Lookup<'_> {
    /// What the reference leads to.
    pub(super) fn resolve(&self) -> Result<Target, Why> {
        let target = self.reference.target.as_str();
        if let Some(named) = self.by_inventory() {
            return named;
        }
        let kinds = kinds(self.reference.kind);
        match (&self.reference.realm, kinds) {
            (Realm::Others, Some(kinds)) => self.in_all(kinds, target).map_err(|miss| why(miss, Unresolved::Others)),
            (Realm::Project(project), Some(kinds)) => self.in_one(project, kinds, target),
            (_, Some(kinds)) if !self.shelf.is_empty() => {
                Lookup { is_hasty: true, ..*self }.in_book().or_else(|unresolved| self.elsewhere(kinds, &unresolved))
            }
            _ => self.in_book().map_err(Why::Unresolved),
        }
    }

    /// What a link such as `inv:python:py:class#dict` leads to, as MyST writes it: the inventory, the domain, the type and the name, of which all
    /// but the last may be left out or `*`.
    fn by_inventory(&self) -> Option<Result<Target, Why>> {
        let link = self.reference.target.strip_prefix("inv:").filter(|_| self.reference.kind == ReferenceKind::Url)?;
        let (path, name) = link.split_once('#')?;
        let mut parts = path.splitn(3, ':').map(|part| Some(part).filter(|part| !matches!(*part, "" | "*")));
        let mut part = || parts.next().flatten();
        let (project, domain, kind) = (part(), part(), part());
        let kind = domain.zip(kind).map(|(domain, kind)| format!("{domain}:{kind}"));
        let kinds: Vec<&str> = kind.iter().map(String::as_str).collect();
        Some(match project {
            Some(project) => self.in_one(project, &kinds, &decode(name)),
            None => self.in_all(&kinds, &decode(name)).map_err(|miss| why(miss, Unresolved::Others)),
        })
    }

    /// What the book does not have, for that reason.
    fn elsewhere(&self, kinds: &[&str], reason: &Unresolved) -> Result<Target, Why> {
        let target = self.reference.target.as_str();
        let is_page = self.reference.kind == ReferenceKind::Document;
        let whole = if is_page { Err(Miss::NotThere(None)) } else { self.in_all(kinds, target) };
        let miss = match whole {
            Ok(found) => return Ok(found),
            Err(miss) => miss,
        };
        let named = target.split_once(':').filter(|(project, _)| self.shelf.names().any(|name| name == *project));
        if let Some((project, name)) = named {
            return self.in_one(project, kinds, name.trim_start());
        }
        // What is spelt nearly as a label or term of the book is most likely meant to be that.
        let can_slip = matches!(reason, Unresolved::Label(_) | Unresolved::Term(_));
        if let (Miss::Waiting(inventories), false) = (&miss, can_slip) {
            return Err(Why::Waiting(inventories.clone()));
        }
        let unresolved = match self.in_book() {
            Ok(found) => return Ok(found),
            Err(unresolved) => unresolved,
        };
        let is_slip = match &unresolved {
            Unresolved::Label(Some(near)) | Unresolved::Term(Some(near)) => is_slip(target, near),
            _ => false,
        };
        Err(if is_slip { Why::Unresolved(unresolved) } else { why(miss, unresolved) })
    }

    fn in_all(&self, kinds: &[&str], name: &str) -> Result<Target, Miss> {
        let mut last = Miss::NotThere(None);
        for name in self.names(name) {
            match self.shelf.find(kinds, &name) {
                Ok(found) => return Ok(self.to_project(found)),
                Err(miss) => last = miss,
            }
        }
        Err(last)
    }

    fn in_one(&self, project: &str, kinds: &[&str], name: &str) -> Result<Target, Why> {
        let mut last = Miss::NoInventory;
        for name in self.names(name) {
            match self.shelf.find_in(project, kinds, &name) {
                Ok(found) => return Ok(self.to_project(found)),
                Err(miss) => last = miss,
            }
        }
        Err(match last {
            Miss::Waiting(inventories) => Why::Waiting(inventories),
            Miss::NotThere(nearest) => Why::Unresolved(Unresolved::Project { project: project.to_owned(), nearest }),
            Miss::NoInventory => {
                let nearest = crate::nearest::nearest(project, self.shelf.names()).map(str::to_owned);
                Why::Unresolved(Unresolved::NoInventory { project: project.to_owned(), nearest })
            }
        })
    }

    /// The full names that the name may mean.
    fn names(&self, name: &str) -> Vec<String> {
        match (self.reference.kind, self.reference.scope.as_deref()) {
            (ReferenceKind::Object(family), Some(scope)) => scope.candidates(family, name),
            (ReferenceKind::Document, _) => vec![name.trim_start_matches('/').to_owned()],
            _ => vec![name.to_owned()],
        }
    }

    /// What a file that is not the book's own leads to, named relative to the source folder, if another book of the workspace has it.
    pub(super) fn beside(self, wanted: &Utf8Path, fragment: Option<&str>, query: &str) -> Option<Result<Target, Unresolved>> {
        let file = join(self.source_folder, wanted);
        let (book, beside) = self.shelf.neighbours.at(&file)?;
        let name = fragment.map(decode).filter(|name| !name.is_empty());
        let (url, words) = match beside {
            Beside::Page(_) if self.reference.kind == ReferenceKind::Image => {
                return Some(Err(Unresolved::NotAnImage(file)));
            }
            Beside::Page(NeighbourPage { url, title, anchors }) => {
                if let Some(name) = name.as_ref().filter(|name| *name != "top" && !anchors.contains(*name)) {
                    let nearest = crate::nearest::nearest(name, anchors.iter().map(String::as_str)).map(str::to_owned);
                    return Some(Err(Unresolved::Anchor { page: file, name: name.clone(), nearest }));
                }
                (url.as_str(), InlineKind::Text(title.clone()))
            }
            Beside::Asset(url) => (url, InlineKind::Code(file.file_name().unwrap_or_default().to_owned())),
        };
        let hash = name.map(|name| format!("#{}", encode(&name))).unwrap_or_default();
        let title = vec![Inline { span: self.reference.span, kind: words }];
        let url = format!("{}{}{query}{hash}", self.up(), self.shelf.neighbours.url(book, url));
        Some(Ok(Target { url, title, ..Target::default() }))
    }

    /// The way from the page to the root of the site.
    fn up(self) -> String {
        "../".repeat(self.page.url.components().count().saturating_sub(1))
    }

    fn to_project(self, found: Found) -> Target {
        let Found { url, is_relative, words, project } = found;
        let url = if is_relative { self.up() + url.trim_start_matches("./") } else { url };
        let title = vec![Inline { span: self.reference.span, kind: InlineKind::Text(words) }];
        Target { url, title, project: Some(project), ..Target::default() }
    }
}

/// Whether the name differs by so little that it is that one misspelt, and not one of another project: names in many projects begin alike.
fn is_slip(name: &str, near: &str) -> bool {
    const MOST_LETTERS: usize = 3;
    strsim::damerau_levenshtein(&fold(name), &fold(near)) <= MOST_LETTERS
}

/// Why the reference leads nowhere, where `unresolved` is what is wrong if no inventory has it.
fn why(miss: Miss, unresolved: Unresolved) -> Why {
    match miss {
        Miss::Waiting(inventories) => Why::Waiting(inventories),
        Miss::NotThere(_) | Miss::NoInventory => Why::Unresolved(unresolved),
    }
}

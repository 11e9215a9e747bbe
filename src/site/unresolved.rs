//! Why a reference leads nowhere, in words.

use camino::{Utf8Path, Utf8PathBuf};

use super::resolve::Lookup;
use super::route::encode;
use crate::diagnostic::Finding;
use crate::document::directive::unwritten;
use crate::document::{Family, Markup, Realm, Reference, ReferenceKind};
use crate::source::join;

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unresolved {
    /// There is no such file in the source folder.
    File {
        /// Relative to the source folder.
        wanted: Utf8PathBuf,
        /// A file that is, as the author would write it.
        nearest: Option<String>,
    },
    /// The file is there, but outside the source folder or not among the pages.
    NotPublished(Utf8PathBuf),
    /// The page is there, but is not text.
    Unread(Utf8PathBuf),
    /// The page is a draft.
    Draft(Utf8PathBuf),
    /// The page is there, the anchor is not.
    Anchor {
        /// The page's file, relative to the book's root.
        page: Utf8PathBuf,
        /// The anchor.
        name: String,
        /// One that the page has.
        nearest: Option<String>,
    },
    /// No page defines the label; the nearest that one does.
    Label(Option<String>),
    /// What the label names has no number.
    Number,
    /// No glossary defines the term; the nearest that one does.
    Term(Option<String>),
    /// No page has an entry for the configuration option; the nearest that one has.
    Option(Option<String>),
    /// No page describes an object of that family by that name; the nearest that one has.
    Object(Family, Option<String>),
    /// Nothing has that name.
    Name,
    /// The inventory of the project has no such thing.
    Project {
        /// The inventory's name.
        project: String,
        /// The nearest name that it has.
        nearest: Option<String>,
    },
    /// The book names no such inventory.
    NoInventory {
        /// The inventory's name.
        project: String,
        /// The nearest that it names.
        nearest: Option<String>,
    },
    /// No inventory at all has such a thing.
    Others,
    /// A picture that is a page.
    NotAnImage(Utf8PathBuf),
    /// A scheme that runs code.
    Unsafe,
    /// A pattern that no page matches.
    Pattern,
}

impl Unresolved {
    /// The finding at the reference's bytes.
    pub(super) fn explain(self, lookup: &Lookup<'_>) -> Finding {
        let reference = lookup.reference;
        let is_image = reference.kind == ReferenceKind::Image;
        let target = &reference.target;
        let markup = Markup::of_page(&lookup.page.parsed.page);
        let error = |code: &str, message: String| Finding::error(code, reference.span, message);
        let rest = target.find(['?', '#']).filter(|_| matches!(reference.kind, ReferenceKind::Url | ReferenceKind::Image));
        let rest = rest.and_then(|at| target.get(at..)).unwrap_or_default();
        let bare = reference.kind == ReferenceKind::Document && Utf8Path::new(target).extension().is_none();
        let meant = |finding: Finding, nearest: Option<String>| match nearest {
            Some(near) if bare => {
                let near = Utf8Path::new(&near).with_extension("").into_string();
                did_you_mean(finding, lookup, &near, near.clone())
            }
            Some(near) => did_you_mean(finding, lookup, &near, format!("{near}{rest}")),
            None => finding,
        };
        match self {
            Self::File { .. } | Self::Label(_) if by_name(reference.kind) && unwritten(target).is_some() => {
                Finding::warning("no-index-page", reference.span, format!("there is no page `{target}` here, as Sphinx makes one"))
                    .help("readers search for terms and objects instead, from every page; leave the reference out")
            }
            Self::File { wanted, nearest } if is_image => {
                meant(error("missing-image", format!("there is no picture `{target}`")), nearest)
                    .label(format!("looked for `{}`", join(lookup.source_folder, &wanted)))
            }
            Self::File { wanted, nearest } => {
                let finding = meant(error("broken-link", format!("`{target}` leads to no page or file of the book")), nearest);
                match target.split_once(':').filter(|_| reference.kind == ReferenceKind::Document) {
                    Some((project, _)) => no_inventory(finding, lookup, project),
                    None => finding,
                }
                .label(format!("looked for `{}`", join(lookup.source_folder, &wanted)))
            }
            Self::NotPublished(file) => error("broken-link", format!("`{target}` is not published with the book"))
                .label(format!("`{file}` exists, but the site will not hold it"))
                .help(format!(
                    "move the file into `{}`, list it in `SUMMARY.md` if it is a page, or link to its address on the web",
                    lookup.source_folder
                )),
            Self::Unread(file) => error("broken-link", format!("`{target}` leads to a page that cannot be read"))
                .help(format!("save `{file}` as UTF-8; the link is right")),
            Self::Draft(file) => error("draft-link", format!("`{target}` leads to a draft"))
                .help(format!("remove `draft` from the front matter of `{file}`, or the link")),
            Self::Anchor { page, name, nearest } => {
                let finding = error("broken-anchor", format!("`{page}` has no anchor `#{name}`"));
                let path = target.split_once('#').map_or(target.as_str(), |(path, _)| path);
                match nearest {
                    Some(near) => did_you_mean(finding, lookup, &format!("#{near}"), format!("{path}#{}", encode(&near))),
                    None => finding,
                }
            }
            Self::Label(nearest) => meant(error("unknown-label", format!("no page defines the label `{target}`")), nearest)
                .help(format!("a label stands on a line of its own before what it names: `{}`", markup.label(target))),
            Self::Number => error("no-number", format!("what the label `{target}` names has no number"))
                .help("sections have one where a `toctree` says `numbered`; what has a caption has one with `numbered-figures` under `[markup]`"),
            Self::Term(nearest) => meant(error("unknown-term", format!("no glossary defines the term `{target}`")), nearest),
            Self::Option(nearest) => {
                meant(error("unknown-option-entry", format!("no page has an entry for the option `{target}`")), nearest)
                    .help("an entry starts with a heading that is nothing but the option, as code")
            }
            Self::Object(Family::CommandOptions, nearest) => {
                meant(error("unknown-command-option", format!("no page describes the option `{target}` of a command")), nearest)
                    .help(format!("the directive `option` does, below `program`: `{}`", markup.directive("option", target)))
            }
            Self::Object(_, nearest) => meant(error("unknown-object", format!("no page describes `{target}`")), nearest),
            Self::Name => error("unknown-name", format!("nothing in the book has the name `{target}`")),
            Self::Project { project, nearest } => {
                let is_book = lookup.shelf.neighbours.named(&project).is_some();
                let what = if is_book { "book" } else { "inventory of" };
                let finding =
                    error(elsewhere(reference), format!("the {what} `{project}` has nothing that fits `{target}`"));
                nearest.map_or(finding.clone(), |near| finding.help(format!("did you mean `{near}`?")))
            }
            Self::NoInventory { project, nearest } => {
                let finding = error(elsewhere(reference), format!("there is no inventory `{project}`"))
                    .help("`[inventories]` in `book.toml` names them");
                nearest.map_or(finding.clone(), |near| finding.help(format!("did you mean `{near}`?")))
            }
            Self::Others => error(elsewhere(reference), format!("no inventory has anything that fits `{target}`"))
                .help("`[inventories]` in `book.toml` names those that are looked through"),
            Self::NotAnImage(file) => error("missing-image", format!("`{file}` is a page, not a picture")),
            Self::Pattern => error("broken-link", format!("no other page matches `{target}`"))
                .help("`*` stands for letters of one name, `**` for any folders; the extension is left out"),
            Self::Unsafe => error("unsafe-link", "links may not run code or carry data".to_owned()).help(
                "use an `https:` address or a path in the book; of Markdown only the words are shown, raw HTML stays as it is",
            ),
        }
    }
}

/// Whether a reference of this kind can name a page or a label.
fn by_name(kind: ReferenceKind) -> bool {
    matches!(kind, ReferenceKind::Document | ReferenceKind::Label | ReferenceKind::Url)
}

/// The finding with what is known of the name before a colon.
fn no_inventory(finding: Finding, lookup: &Lookup<'_>, project: &str) -> Finding {
    let shelf = lookup.shelf;
    let has_books = shelf.neighbours.iter().next().is_some();
    let books = if has_books { "no book of the workspace, and " } else { "" };
    let finding = finding.help(format!("`{project}` is {books}not among the `[inventories]` in `book.toml`"));
    match crate::nearest::nearest(project, shelf.names()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding,
    }
}

/// What it is called when another project does not have what a reference of this kind leads to.
fn elsewhere(reference: &Reference) -> &'static str {
    match reference.kind {
        ReferenceKind::Label | ReferenceKind::Number => "unknown-label",
        ReferenceKind::Term => "unknown-term",
        ReferenceKind::Option => "unknown-option-entry",
        ReferenceKind::Object(Family::CommandOptions) => "unknown-command-option",
        // Whoever says whose it is means that it is there.
        ReferenceKind::Object(_) if reference.realm != Realm::Anyone => "unknown-name",
        ReferenceKind::Object(_) => "unknown-object",
        ReferenceKind::Any => "unknown-name",
        ReferenceKind::Url | ReferenceKind::Image | ReferenceKind::Document | ReferenceKind::Documents => "broken-link",
    }
}

/// The finding with the near miss in words, and as a text for the marked bytes if `target` stands there as written.
fn did_you_mean(finding: Finding, lookup: &Lookup<'_>, near: &str, target: String) -> Finding {
    let finding = finding.help(format!("did you mean `{near}`?"));
    let source = lookup.page.parsed.page.files.get(finding.span.file.index()).and_then(|file| lookup.sources.get(file).ok());
    let text = source.as_ref().and_then(|source| source.text().ok()).unwrap_or_default();
    let marked = text.get(finding.span.start as usize..finding.span.end as usize).unwrap_or_default();
    match marked.split_once(lookup.reference.target.as_str()) {
        _ if marked == lookup.reference.target => finding.suggest(target),
        Some((before, after)) if !after.contains(lookup.reference.target.as_str()) => {
            finding.suggest(format!("{before}{target}{after}"))
        }
        _ => finding,
    }
}

//! A workspace on the command line: its books are opened, chosen and compiled, and what came of them is one output.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use serde_json::{Value, json};

use super::named;
use super::opened::{self, Opened, below};
use crate::config::{Config, Inventory, book_name};
use crate::diagnostic::{self, Diagnostic};
use crate::lints::Wanted;
use crate::output::{self, Files, WriteError, Written};
use crate::render::Leaves;
use crate::report::table::{Row, table};
use crate::source::Sources;
use crate::volumes::{Common, Fellow, Place};
use crate::workspace::{self, Chosen, Member};
use crate::{Engine, Goal, Input, Output};

/// Which books of a workspace are meant.
#[derive(Args, Debug, Default)]
pub(super) struct Filter {
    /// Of a workspace, only the books whose names match the pattern, such as `celery` or `*cloud*`; can be given several times. The others are read,
    /// so that references to them are known.
    #[arg(long, value_name = "GLOB")]
    package_filter: Vec<String>,
}

/// The books of a workspace.
pub(super) struct Books {
    members: Vec<Member>,
    chosen: Chosen,
    /// What is wrong with the workspace's own file.
    problems: Vec<Diagnostic>,
}

/// One book of a workspace.
pub(super) struct One {
    /// Its folder, as people in the current folder name it.
    pub(super) root: Utf8PathBuf,
    pub(super) opened: Opened,
    /// Where it is among the others, if there are any.
    pub(super) place: Option<Place>,
}

/// Files that count at the root of a site alone.
const AT_ROOT: &[&str] = &[".nojekyll", "_headers", "_redirects", "robots.txt"];

/// The file at the root of the site that says which books there are.
const LIST: &str = "books.json";

impl Filter {
    /// The books that are meant; `None` where the folder is that of one book.
    pub(super) fn books(&self, root: &Utf8PathBuf, opened: &Opened) -> Result<Option<Books>, Box<Diagnostic>> {
        if opened.config.workspace.books.is_empty() {
            if self.package_filter.is_empty() {
                return Ok(None);
            }
            let message = format!("`--package-filter` chooses books of a workspace, and {} is none", named(root));
            let help = "`books` under `[workspace]` in `book.toml` makes a folder one";
            return Err(Box::new(Diagnostic::nowhere("unknown-book", message).help(help)));
        }
        let workspace::Found { members, problems } = workspace::find(&opened.sources);
        let chosen = workspace::choose(&members, &self.package_filter)?;
        Ok(Some(Books { members, chosen, problems }))
    }

    /// The book in the folder, or the one book of its workspace that is meant, for a command that works on one; `command` is its name.
    pub(super) fn one(&self, command: &str, root: &Utf8PathBuf) -> Result<One, Box<Diagnostic>> {
        let opened = opened::open(root)?;
        match self.books(root, &opened)? {
            Some(books) => books.only(command, root, &opened),
            None => Ok(One { root: root.clone(), opened, place: None }),
        }
    }
}

impl Books {
    /// Whether all books are meant.
    pub(super) fn is_whole(&self) -> bool {
        self.chosen.len() == self.members.len()
    }

    /// The folders of all books.
    pub(super) fn folders(&self) -> impl Iterator<Item = &Utf8Path> {
        self.members.iter().map(|member| member.folder.as_path())
    }

    /// See [`Filter::one`].
    fn only(&self, command: &str, root: &Utf8Path, opened: &Opened) -> Result<One, Box<Diagnostic>> {
        let mut chosen = self.members.iter().enumerate().filter(|(number, _)| self.chosen.contains(number));
        let (Some((_, member)), None) = (chosen.next(), chosen.next()) else {
            let message = format!("`bindery {command}` works on one book, and {} of this workspace are meant", self.chosen.len());
            let names: Vec<String> = self.members.iter().take(10).map(|member| format!("`{}`", member.name)).collect();
            let help = format!("name one of them by `--package-filter`: {}", names.join(", "));
            return Err(Box::new(Diagnostic::nowhere("unknown-book", message).help(help)));
        };
        let input =
            Input { sources: &opened.sources, out: None, checks: None, goal: Goal::Findings, progress: &(), history: &() };
        let parts = self.parts(&input, &opened.config.build.output);
        let place = Engine::new(Leaves::open(None)).place(member, &self.fellows(&input, &parts));
        let sources = opened.sources.within(&member.folder);
        let config = config_of(member, &sources);
        Ok(One { root: below(root, &member.folder), opened: Opened { sources, config }, place: Some(place) })
    }

    /// The inventories that all books name, their files as seen from the workspace's folder.
    pub(super) fn inventories(&self, sources: &Sources) -> Vec<Inventory> {
        let of_book = |member: &Member| {
            let mut inventories = config_of(member, &sources.within(&member.folder)).inventories;
            for inventory in &mut inventories {
                inventory.file = inventory.file.take().map(|file| member.outward(&file));
                inventory.place.file = member.outward(&inventory.place.file);
            }
            inventories
        };
        self.members.iter().flat_map(of_book).collect()
    }

    fn parts(&self, input: &Input<'_>, out: &Utf8Path) -> Vec<Part> {
        self.members.iter().map(|member| Part::of(member, input, out)).collect()
    }

    fn fellows<'a>(&'a self, input: &Input<'a>, parts: &'a [Part]) -> Vec<Fellow<'a>> {
        let fellow = |(number, (member, part)): (usize, (&'a Member, &'a Part))| {
            let wanted = self.chosen.contains(&number);
            let (checks, goal) = (part.checks.as_ref().filter(|_| wanted), input.goal);
            let input = Input { sources: &part.sources, out: Some(&part.out), checks, goal, progress: &(), history: &() };
            Fellow { input, member, wanted }
        };
        self.members.iter().zip(parts).enumerate().map(fellow).collect()
    }

    /// Compiles the books that are meant. `input` is that of the workspace: its files, and the folder of the whole site. `receive` gets the files of
    /// each book as they are made; the output has none, and names all other files as seen from the workspace's folder.
    pub(super) fn compile(&self, engine: &mut Engine, input: &Input<'_>, receive: &mut dyn FnMut(&Member, Files)) -> Output {
        let out = input.out.unwrap_or(Utf8Path::new(""));
        let parts = self.parts(input, out);
        let fellows = self.fellows(input, &parts);
        let listing = self.members.first().map(Member::listing).filter(|_| !self.members.iter().any(Member::is_start));
        let listing = listing.as_ref().filter(|_| input.goal == Goal::Site).map(|listing| (listing, out));
        let common = Common { sources: input.sources, history: input.history, listing };

        let mut all = Output { diagnostics: self.problems.clone(), ..Output::default() };
        // The stages of each book would be too much to tell.
        input.progress.stage("Building", self.chosen.len());
        engine.compile_workspace(&fellows, &common, &mut |member, output| {
            let sources = fellows.iter().find(|fellow| fellow.member.name == member.name).map(|fellow| fellow.input.sources);
            all.take(member, sources.unwrap_or(input.sources), &output);
            let mut site = output.site;
            if member.is_start() {
                all.diagnostics.extend(self.make_room(&mut site));
            } else {
                site.files.retain(|url, _| !AT_ROOT.contains(&url.as_str()) && !url.starts_with("_server"));
            }
            receive(member, site);
            input.progress.step();
        });
        diagnostic::sort(&mut all.diagnostics);
        // What is wrong with what the books share is found in each of them.
        all.diagnostics.dedup();
        all
    }

    /// Adds the list of books to the site at the root, and leaves out what stands in the way of the others.
    fn make_room(&self, site: &mut Files) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let inner: BTreeSet<String> = self.members.iter().map(|member| member.place.as_str().to_lowercase()).collect();
        site.files.retain(|url, _| {
            let first = url.components().next().map(|first| first.as_str().to_lowercase()).unwrap_or_default();
            let is_free = !inner.contains(&first);
            if !is_free {
                let message = format!("`{url}` of the site's root stands where the book `{first}` goes, so it is left out");
                let help = "give the book another `name` under `[book]` in its `book.toml`, or the page or file another folder";
                problems.push(Diagnostic::nowhere("duplicate-url", message).help(help));
            }
            is_free
        });
        site.files.insert(LIST.into(), Arc::from(self.list().into_bytes()));
        problems
    }

    /// What programs, and later builds, are told of the books.
    fn list(&self) -> String {
        let url = |member: &Member| if member.is_start() { "./".to_owned() } else { format!("{}/", member.place) };
        let book = |member: &Member| json!({ "name": member.name, "url": url(member) });
        let all = json!({ "books": self.members.iter().map(book).collect::<Vec<_>>() });
        serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
    }

    /// Compiles the books that are meant and writes each into its place below `folder`.
    pub(super) fn build(
        &self,
        engine: &mut Engine,
        input: &Input<'_>,
        folder: &Utf8Path,
    ) -> (Output, Result<Written, WriteError>) {
        let mut written = if self.is_whole() { self.clear(folder) } else { Ok(Written::default()) };
        let output = self.compile(engine, input, &mut |member, site| {
            let Ok(so_far) = &mut written else { return };
            match output::write(&folder.join(&member.place), &site) {
                Ok(part) => {
                    so_far.changed += part.changed;
                    so_far.removed += part.removed;
                    so_far.foreign.extend(part.foreign.into_iter().map(|path| member.place.join(path)));
                }
                Err(error) => written = Err(error),
            }
        });
        (output, written)
    }

    /// Removes the sites of books that are no longer there.
    fn clear(&self, folder: &Utf8Path) -> Result<Written, WriteError> {
        let list = Sources::disk(folder).get(LIST.into()).ok();
        let old: Value = list.and_then(|list| serde_json::from_slice(&list.bytes).ok()).unwrap_or_default();
        let places = old["books"].as_array().into_iter().flatten().filter_map(|book| book["url"].as_str()?.strip_suffix('/'));
        let is_gone = |place: &&str| book_name(place).is_ok() && !self.members.iter().any(|member| member.place == *place);
        let mut written = Written::default();
        for place in places.filter(is_gone) {
            written.removed += output::remove(&folder.join(place))?;
        }
        Ok(written)
    }

    /// How many of the problems each book has; nothing where there are none.
    pub(super) fn table(&self, diagnostics: &[Diagnostic]) -> Option<String> {
        let book = |diagnostic: &Diagnostic| {
            let file = &diagnostic.place.as_ref()?.file;
            let holding = self.members.iter().enumerate().filter(|(_, member)| file.starts_with(&member.folder));
            holding.max_by_key(|(_, member)| member.folder.components().count()).map(|(number, _)| number)
        };
        let mut of_book: Vec<Vec<Diagnostic>> = vec![Vec::new(); self.members.len() + 1];
        for diagnostic in diagnostics {
            let number = book(diagnostic).unwrap_or(self.members.len());
            of_book.get_mut(number).into_iter().for_each(|of_book| of_book.push(diagnostic.clone()));
        }
        let names = self.members.iter().map(|member| member.name.as_str()).chain(["the workspace"]);
        table(&names.zip(&of_book).map(|(name, diagnostics)| Row::of(name, diagnostics)).collect::<Vec<_>>())
    }
}

fn config_of(member: &Member, sources: &Sources) -> Config {
    let file = sources.get(workspace::FILE.into());
    let text = file.as_ref().ok().and_then(|source| source.text().ok()).unwrap_or_default();
    member.config(workspace::FILE.into(), text).0
}

/// What a book is compiled from, besides what all have.
struct Part {
    sources: Sources,
    out: Utf8PathBuf,
    checks: Option<Wanted>,
}

impl Part {
    fn of(member: &Member, input: &Input<'_>, out: &Utf8Path) -> Self {
        let inward = |files: &BTreeSet<Utf8PathBuf>| files.iter().map(|file| member.inward(file)).collect();
        let checks = input.checks.map(|checks| Wanted { changed: checks.changed.as_ref().map(inward), ..checks.clone() });
        Self { sources: input.sources.within(&member.folder), out: member.inward(&out.join(&member.place)), checks }
    }
}

impl Output {
    /// Takes over what was found in a book, with its files named as seen from the workspace's folder. `sources` are the book's.
    fn take(&mut self, member: &Member, sources: &Sources, of_book: &Self) {
        let outward = |file: &Utf8Path| if sources.borrows(file) { file.to_owned() } else { member.outward(file) };
        self.diagnostics.extend(of_book.diagnostics.iter().cloned().map(|mut diagnostic| {
            let edits = diagnostic.fix.iter_mut().map(|edit| &mut edit.place);
            for place in diagnostic.place.iter_mut().chain(edits) {
                place.file = outward(&place.file);
            }
            diagnostic
        }));
        self.pages.extend(of_book.pages.iter().map(|page| member.outward(page)));
        self.external_urls.extend(of_book.external_urls.iter().cloned());
        if !member.is_listing() {
            self.counts.add(&of_book.counts);
        }
    }
}

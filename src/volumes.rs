//! Several editions that are compiled together and know of each other: the versions of a book, and the books of a workspace.
//!
//! All are read before the first one is finished, since what a page refers to may be in any of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::SiteUrl;
use crate::diagnostic::Diagnostic;
use crate::edition::{Company, Dress, Edition, Scope};
use crate::history::{Changes, History};
use crate::inventory::{Neighbour, Neighbours};
use crate::source::Sources;
use crate::versions::{Places, Shelf, Standing, Version};
use crate::workspace::{self, Listed, Member};
use crate::{Engine, Goal, Input, Output};

/// One version of a book that is compiled together with others.
pub struct Volume<'a> {
    /// What it is made from.
    pub input: Input<'a>,
    /// What it takes from the present state of the book.
    pub dress: Dress<'a>,
    /// What it is called and where it stands.
    pub version: Version,
}

/// One book of a workspace that is compiled together with others.
pub struct Fellow<'a> {
    /// What it is made from. Its history is not asked; see [`Engine::compile_workspace`].
    pub input: Input<'a>,
    /// Which one it is.
    pub member: &'a Member,
    /// Whether it is to be made; otherwise it is there for the references of others.
    pub wanted: bool,
}

/// A book among the others of its workspace.
#[derive(Clone)]
pub struct Place {
    member: Member,
    neighbours: Neighbours,
}

impl Place {
    fn new(member: &Member, books: &Arc<[Neighbour]>) -> Self {
        Self { member: member.clone(), neighbours: Neighbours::new(books, &member.folder, &member.place) }
    }

    /// Which one it is.
    #[must_use]
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// The edition of the book, knowing the others.
    pub(crate) fn knows(&self, mut edition: Edition) -> Edition {
        edition.shelf = std::mem::take(&mut edition.shelf).beside(self.neighbours.clone());
        edition
    }
}

/// What the books of a workspace have in common.
pub struct Common<'a> {
    /// The files of the workspace's folder.
    pub sources: &'a Sources,
    /// Knows when the files last changed, by their paths relative to the workspace's folder.
    pub history: &'a dyn History,
    /// The page that lists the books, where none stands at the root of the site, and the folder for it, relative to the workspace's.
    pub listing: Option<(&'a Member, &'a Utf8Path)>,
}

/// A book, or what keeps it from being read.
type Read = Result<Edition, Vec<Diagnostic>>;

/// The file of the page that lists the books, in the folder that has its pages: see [`Member::config`].
const LISTING: &str = "src/index.md";

impl Engine {
    /// Compiles several versions of a book, which know of each other, and gives their outputs in the same order. The error is the number of a
    /// version that cannot be read, and why.
    pub fn compile_versions(
        &mut self,
        volumes: &[Volume<'_>],
        address: &SiteUrl,
    ) -> Result<Vec<Output>, (usize, Vec<Diagnostic>)> {
        let read = |(number, volume): (usize, &Volume<'_>)| {
            let edition = self.read_in(&volume.input, None, Scope::Everything, Company::Versions(&volume.dress));
            edition.map_err(|problems| (number, problems))
        };
        let editions: Vec<Edition> = volumes.iter().enumerate().map(read).collect::<Result<_, _>>()?;
        let places = editions.iter().map(|edition| Places::of(&edition.site)).collect();
        let versions = volumes.iter().map(|volume| volume.version.clone()).collect();
        let all = Arc::new(Shelf::new(versions, places, address.clone()));
        let one = |(here, (edition, volume)): (usize, (Edition, &Volume<'_>))| {
            let standing = Standing { shelf: Arc::clone(&all), here };
            let mut edition = edition.with_history(&volume.input);
            edition.standing = Some(standing);
            self.finish(&volume.input, &edition)
        };
        let outputs = editions.into_iter().zip(volumes).enumerate().map(one).collect();
        self.pages.sweep();
        self.bodies.sweep();
        Ok(outputs)
    }

    /// Compiles the books of a workspace one after another and hands over the output of each that is wanted as soon as it is made; last the page
    /// that lists them. What was handed over and is not kept takes no memory.
    pub fn compile_workspace(&mut self, books: &[Fellow<'_>], common: &Common<'_>, receive: &mut dyn FnMut(&Member, Output)) {
        let editions: Vec<Read> = books.iter().map(|book| self.read_fellow(book)).collect();
        let neighbours: Arc<[Neighbour]> = books.iter().zip(&editions).map(neighbour).collect();
        let listed: Vec<Listed> = books.iter().zip(&editions).filter_map(listed).collect();
        let changes = last_changes(books, &editions, common.history);

        for (book, edition) in books.iter().zip(editions).filter(|(book, _)| book.wanted) {
            let Fellow { input, member, .. } = book;
            let output = match edition {
                Ok(edition) => {
                    let changes = of_member(&changes, &edition, member);
                    let edition = Place::new(member, &neighbours).knows(edition);
                    self.finish(input, &edition.with_changes(changes.into()))
                }
                Err(problems) => Output::unread(problems),
            };
            receive(member, output);
            self.bodies.sweep();
        }
        if let Some((member, out)) = common.listing {
            receive(member, self.compile_listing(member, out, common.sources, &listed, &neighbours));
        }
        self.pages.sweep();
        self.bodies.sweep();
    }

    /// Reads the books of a workspace, of which one is `member`, so that a command can work on that one alone.
    #[must_use]
    pub fn place(&self, member: &Member, books: &[Fellow<'_>]) -> Place {
        let neighbours = books.iter().map(|book| neighbour((book, &self.read_fellow(book)))).collect();
        Place::new(member, &neighbours)
    }

    fn read_fellow(&self, book: &Fellow<'_>) -> Read {
        self.read_in(&book.input, None, Scope::Everything, Company::Workspace(book.member))
    }

    fn compile_listing(
        &self,
        member: &Member,
        out: &Utf8Path,
        common: &Sources,
        books: &[Listed],
        neighbours: &Arc<[Neighbour]>,
    ) -> Output {
        let (title, description) = member.about();
        let text = workspace::start_page(title, description, books);
        // The settings are those of the workspace, which the member knows; files that they name are where the workspace is.
        let files = [(workspace::FILE, String::new()), (LISTING, text)];
        let sources = Sources::memory(files).backed_by(common);
        let input = Input { sources: &sources, out: Some(out), checks: None, goal: Goal::Site, progress: &(), history: &() };
        match self.read_in(&input, None, Scope::Everything, Company::Workspace(member)) {
            Ok(edition) => self.finish(&input, &Place::new(member, neighbours).knows(edition)),
            Err(problems) => Output::unread(problems),
        }
    }
}

fn neighbour((book, edition): (&Fellow<'_>, &Read)) -> Neighbour {
    let Member { name, place, .. } = book.member;
    let unread = |_: &Vec<Diagnostic>| Neighbour { name: name.clone(), place: place.clone(), ..Neighbour::default() };
    edition.as_ref().map_or_else(unread, |edition| edition.neighbour(book.member))
}

fn listed((book, edition): (&Fellow<'_>, &Read)) -> Option<Listed> {
    let listed = edition.as_ref().ok()?.listed(book.member);
    let page = listed.page.map(|page| Utf8Path::new("..").join(page));
    Some(Listed { page, ..listed })
}

/// What is known of all books that are made and say when they changed: asked once, since each question goes through the whole record.
fn last_changes(books: &[Fellow<'_>], editions: &[Read], history: &dyn History) -> Changes {
    let files = |(book, edition): (&Fellow<'_>, &Read)| {
        let wanted = book.wanted && book.input.goal == Goal::Site;
        let edition = edition.as_ref().ok().filter(|edition| wanted && edition.config.html.last_updated);
        let files = edition.map(Edition::files_of_pages).unwrap_or_default();
        files.into_iter().map(|file| book.member.outward(&file)).collect::<Vec<Utf8PathBuf>>()
    };
    let files: BTreeSet<Utf8PathBuf> = books.iter().zip(editions).flat_map(files).collect();
    if files.is_empty() { Changes::default() } else { history.last_changes(&files) }
}

/// The same for one book, by its own names for its files.
fn of_member(changes: &Changes, edition: &Edition, member: &Member) -> Changes {
    let files = edition.files_of_pages().into_iter();
    Changes(files.filter_map(|file| Some((file.clone(), changes.0.get(&member.outward(&file))?.clone()))).collect())
}

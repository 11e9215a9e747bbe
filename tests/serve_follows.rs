//! The promise of the preview: whatever happens to the files, a moment later it shows what a build from nothing would write, and finds what
//! a check from nothing would find.
//!
//! `BINDERY_EDITS` sets the number of random changes; a few hundred are made otherwise. `BINDERY_SEED` sets where they begin.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use bindery::diagnostic::Diagnostic;
use bindery::edition::Served;
use bindery::lints::Wanted;
use bindery::render::Leaves;
use bindery::serve::Showing;
use bindery::serve::press::{Press, Rebuilt, Teller};
use bindery::serve::watch::{How, Watcher};
use bindery::source::Sources;
use bindery::{Engine, Goal, Input, Output};
use camino::{Utf8Path, Utf8PathBuf};
use tokio::sync::watch::Receiver;

/// Nothing takes longer than this to be shown, not even on a busy machine.
const SOON: Duration = Duration::from_secs(30);

struct Silent;

impl Teller for Silent {
    fn rebuilt(&self, _: &Rebuilt<'_>) {}
    fn notice(&self, _: &str) {}
    fn findings(&self, _: &[Diagnostic], _: &Sources, _: bool) {}
}

/// A book on disk and the preview of it.
struct Preview {
    _folder: tempfile::TempDir,
    root: Utf8PathBuf,
    showing: Receiver<Arc<Showing>>,
    /// Held open, since the preview would take a closed one for the end.
    _wanted: Mutex<mpsc::Sender<Utf8PathBuf>>,
}

impl Preview {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::TempDir::new().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap().to_owned();
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        for (path, text) in files {
            write(path, text);
        }
        let (show, showing) = tokio::sync::watch::channel(Arc::<Showing>::default());
        let (wanted, asked) = mpsc::channel();
        let watched = root.clone();
        let press = Press {
            sources: Sources::disk(root.clone()),
            place: None,
            watch: Box::new(move || Watcher::start(&watched, vec!["book".into(), ".bindery".into()], How::Events)),
            waker: Arc::default(),
            show,
            history: Box::new(()),
            tell: Box::new(Silent),
            wanted: asked,
            now: || 0,
            cache: None,
        };
        thread::Builder::new().stack_size(8 << 20).spawn(move || press.run()).unwrap();
        Self { _folder: folder, root, showing, _wanted: Mutex::new(wanted) }
    }

    /// What a build from nothing makes of the book as it is now.
    fn built(&self) -> Output {
        let sources = Sources::disk(self.root.clone());
        let input = Input {
            sources: &sources,
            out: None,
            checks: Some(&Wanted::default()),
            goal: Goal::Site,
            progress: &(),
            history: &(),
        };
        Engine::new(Leaves::open(None)).compile(&input)
    }

    /// Why what is shown is not what was built; `None` if it is.
    fn difference(&self, built: &Output) -> Option<String> {
        let showing = Arc::clone(&self.showing.borrow());
        let edition = showing.edition.as_ref()?;
        if built.site.keep_all {
            let why = format!("the book cannot be built, but the preview is not stale: {:?}", built.diagnostics);
            return (!showing.stale).then_some(why);
        }
        if showing.stale || showing.provisional {
            return Some(format!("stale {} provisional {}: {:?}", showing.stale, showing.provisional, showing.findings));
        }
        for (url, bytes) in &built.site.files {
            let served: Vec<u8> = match edition.file(url) {
                Some(Ok(Served::Page(page))) => page.html.into_bytes(),
                Some(Ok(Served::Html(html))) => html.into_bytes(),
                Some(Ok(Served::Made(made))) => made.to_vec(),
                Some(Ok(Served::Asset(file))) => fs::read(self.root.join(file)).unwrap_or_default(),
                other => return Some(format!("{url}: {other:?}")),
            };
            if served != **bytes {
                let (served, built) = (String::from_utf8_lossy(&served), String::from_utf8_lossy(bytes));
                let lines = served.lines().zip(built.lines()).find(|(served, built)| served != built);
                return Some(format!("{url} differs: {lines:?}"));
            }
        }
        let mut shown = edition.site.pages.iter().map(|page| &page.url);
        let too_many = shown.find(|url| !built.site.files.contains_key(*url) && !built.site.kept.contains(*url));
        if let Some(url) = too_many {
            return Some(format!("{url} is still served"));
        }
        // A page that cannot be read stays as it was, which only the preview can know.
        let same = *showing.findings == *built.diagnostics || !built.site.kept.is_empty();
        (!same).then(|| format!("found {:#?}, not {:#?}", showing.findings, built.diagnostics))
    }

    /// Waits until what is shown is what was built.
    fn settles(&self, after: &str) {
        let built = self.built();
        let begun = Instant::now();
        let mut difference = None;
        while begun.elapsed() < SOON {
            let shown = self.showing.borrow().edition.is_some() || built.site.keep_all;
            difference = if shown { self.difference(&built) } else { Some("nothing is shown".to_owned()) };
            if difference.is_none() {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(difference, None, "after {after}");
    }
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// Pieces of pages that lean on each other.
const PIECES: &[&str] = &[
    "# A title\n",
    "# Another title\n",
    "(shared)=\n## A section\n\nSome words.\n",
    "See [](b.md), [the section](a.md#a-section) and {ref}`shared`.\n",
    "A {term}`token` is explained in [](sub/c.md).\n",
    ":::{glossary}\ntoken\n: A thing to show.\n:::\n",
    "```{include} _part.md\n```\n",
    "```{literalinclude} data.txt\n```\n",
    "```{literalinclude} ../outside.txt\n```\n",
    "```mermaid\nflowchart LR\n  A[One] --> B[Two]\n```\n",
    "```mermaid\nflowchart LR\n  A[broken\n```\n",
    "```rust\nfn main() {}\n```\n",
    "![picture](picture.svg)\n",
    "A note.[^n]\n\n[^n]: At the foot.\n",
    "A mispeled word.\n",
    "(shown)=\n\n```{figure} picture.svg\n:alt: Nothing.\n\nA caption\n```\n",
    "{numref}`shown`, {numref}`{number} {name} <shared>`\n",
    "```{toctree}\n:numbered:\n\n/a\n/sub/index\n```\n",
    "<details><summary>More</summary>\n\nInside.\n\n</details>\n",
];

const PAGES: &[&str] = &["a.md", "b.md", "sub/c.md", "sub/index.md", "index.md", "sub/deep/d.md"];

const BOOK: &str = "[book]\ntitle = \"Book\"\n";
const NUMBERED: &str = "[book]\ntitle = \"Book\"\n[markup]\nnumbered-figures = true\n";

/// Other files with what may stand in them; the first is what they begin with.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "book.toml",
        &[NUMBERED, BOOK, "[book]\ntitle = \"Other\"\n", "[book\n", "[book]\ntitle = \"Book\"\n[lints]\nspelling = \"allow\"\n"],
    ),
    ("src/_part.md", &["Included.\n", "Included with [a link](b.md).\n\n## Deep\n"]),
    ("src/data.txt", &["one\n", "one\ntwo\n"]),
    ("outside.txt", &["outside\n", "further outside\n"]),
    (
        "src/picture.svg",
        &[
            "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>",
            "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='4'/>",
        ],
    ),
    ("src/SUMMARY.md", &["- [A](a.md)\n- [B](b.md)\n", "- [B](b.md)\n  - [C](sub/c.md)\n- [A](a.md)\n"]),
    ("src/spelling_wordlist.txt", &["mispeled\n", "other\n"]),
    (
        "templates/404.html",
        &[
            "{% extends \"page.html\" %}{% block article %}Nothing.{% endblock article %}\n",
            "{% extends \"page.html\" %}{% if %}\n",
        ],
    ),
    ("themes/default/tokens.css", &[":root { --own: 1; }\n", ":root { --own: 2; }\n"]),
];

/// Makes one random change, in one of the ways in which programs make them; says what it did.
fn change(root: &Utf8Path, dice: &mut Dice) -> String {
    let page = Utf8Path::new("src").join(dice.of(PAGES));
    match dice.below(14) {
        0..=5 => {
            let pieces: String = (0..=dice.below(4)).map(|_| dice.of(PIECES).to_owned() + "\n").collect();
            write(root, &page, &pieces, dice)
        }
        6..=8 => {
            let (file, versions) = OTHERS[dice.below(OTHERS.len())];
            let text = dice.of(versions);
            write(root, Utf8Path::new(file), text, dice)
        }
        9 => {
            let _ = fs::remove_file(root.join(&page));
            format!("removing {page}")
        }
        10 => {
            let (file, _) = OTHERS[1 + dice.below(OTHERS.len() - 1)];
            let _ = fs::remove_file(root.join(file));
            format!("removing {file}")
        }
        11 => {
            let to = Utf8Path::new("src").join(dice.of(PAGES));
            let _ = fs::create_dir_all(root.join(to.parent().unwrap()));
            let _ = fs::rename(root.join(&page), root.join(&to));
            format!("renaming {page} to {to}")
        }
        12 => {
            let (sub, away) = (root.join("src/sub"), root.join("src/moved"));
            let (from, to) = if sub.exists() && !away.exists() { (sub, away) } else { (away, sub) };
            let _ = fs::rename(&from, &to);
            format!("moving the folder {from} to {to}")
        }
        _ => {
            fs::write(root.join("book.toml"), NUMBERED).unwrap();
            "mending book.toml".to_owned()
        }
    }
}

fn write(root: &Utf8Path, file: &Utf8Path, text: &str, dice: &mut Dice) -> String {
    let path = root.join(file);
    if fs::create_dir_all(path.parent().unwrap()).is_err() {
        return format!("no folder for {file}");
    }
    let way = match dice.below(4) {
        0 => {
            let beside = path.with_extension("new~");
            fs::write(&beside, text).unwrap();
            fs::rename(&beside, &path).unwrap();
            "by a rename"
        }
        1 => {
            fs::write(&path, "").unwrap();
            thread::sleep(Duration::from_millis(2));
            fs::write(&path, text).unwrap();
            "in two steps"
        }
        2 => {
            let _ = fs::remove_file(&path);
            fs::write(&path, text).unwrap();
            "anew"
        }
        _ => {
            fs::write(&path, text).unwrap();
            "in place"
        }
    };
    format!("writing {text:?} to {file} {way}")
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn after_any_change_what_is_served_is_what_would_be_built() {
    let mut files: Vec<(&str, &str)> =
        OTHERS.iter().filter(|(file, _)| *file != "src/SUMMARY.md").map(|(file, texts)| (*file, texts[0])).collect();
    files.extend([("src/index.md", "# Home\n"), ("src/a.md", "# A\n\nSee [](b.md).\n"), ("src/b.md", "# B\n")]);
    let preview = Preview::of(&files);
    preview.settles("the start");
    let mut dice = Dice(number("BINDERY_SEED", 1));
    let mut before = Vec::new();
    for edit in 0..number("BINDERY_EDITS", 150) {
        // Some changes come while the one before is still being worked on.
        let what: Vec<String> = (0..=dice.below(3)).map(|_| change(&preview.root, &mut dice)).collect();
        before.extend(what);
        let last = before.iter().rev().take(8).rev().cloned().collect::<Vec<_>>().join("\n  ");
        preview.settles(&format!("change {edit}:\n  {last}\n"));
    }
}

#[test]
fn a_branch_that_changes_a_thousand_files_is_shown() {
    let pages: Vec<(String, String)> = (0..1000).map(|n| (format!("src/p{n}.md"), format!("# Page {n}\n"))).collect();
    let mut files: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.extend([("book.toml", BOOK), ("src/index.md", "# Home\n")]);
    let preview = Preview::of(&files);
    preview.settles("the start");
    for (path, text) in &pages {
        fs::write(preview.root.join(path), format!("{text}\nOn the branch.\n")).unwrap();
    }
    preview.settles("a checkout");
}

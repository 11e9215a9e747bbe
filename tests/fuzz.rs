//! Both front ends on damaged texts: no panic, places within the text, and time in proportion to its length. What a front end makes of a text
//! is then written as HTML and as Markdown, and the Markdown is read again.
//!
//! The texts are real ones (this book, the case files, and what lies in `../shared/corpus`), cut, spliced, indented and repeated at random.
//! A plain run tries a few hundred of them; `BINDERY_FUZZ_SECONDS=3600 cargo test --release --test fuzz -- --nocapture` tries as many as
//! fit into an hour, and `BINDERY_FUZZ_SEED=7` others. What fails is written to a file of its own, whose name is printed;
//! `BINDERY_FUZZ_FILE=/tmp/page.md` tries that file alone.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_precision_loss,
    missing_docs,
    reason = "a test may stop at the first surprise"
)]

#[path = "fuzz/damage.rs"]
mod damage;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bindery::diagnostic::Finding;
use bindery::document::{CodeBlock, Conventions, Diagram, Excerpt, FileId, Page, dump};
use bindery::markdown::{Options, parse};
use bindery::render::html::{self, Leaves};
use bindery::render::markdown;
use bindery::rst::page::page;
use bindery::rst::{NoFiles, Settings, pseudo_xml};
use bindery::site::{Destination, Target};
use bindery::source::Sources;
use camino::Utf8Path;
use damage::{Chance, damaged};

/// How long 100 kB may take. Without optimisation everything is slower by an order of magnitude; what is not linear would take minutes.
const LONGEST: f64 = if cfg!(debug_assertions) { 10.0 } else { 1.0 };
/// Shorter texts are given the time of one of this length, since the machine has other things to do.
const SHORTEST: usize = 20_000;
/// How many texts a plain run tries for each front end.
const USUAL: usize = 300;
/// How many texts may fail before a run ends.
const ENOUGH: usize = 5;
/// What the page may include beside itself.
const OTHER: &str = "Other\n=====\n\n- text, a_ and *more*\n";
/// When a text counts as one that hangs.
const HANGS: Duration = Duration::from_mins(5);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FrontEnd {
    Markdown,
    ReStructuredText,
}

impl FrontEnd {
    fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::ReStructuredText => "rst",
        }
    }

    /// Reads the text as a page of a book that has another page.
    fn read(self, text: &str) -> Page {
        let name = format!("src/page.{}", self.extension());
        let beside = format!("src/other.{}", self.extension());
        let sources = Sources::memory([(name.as_str(), text), (beside.as_str(), OTHER)]);
        let (path, folder) = (Utf8Path::new(&name), Utf8Path::new("src"));
        match self {
            Self::Markdown => parse(path, text, folder, &sources, Options::default(), Conventions::NONE),
            Self::ReStructuredText => page(path, text, folder, &sources, Conventions::NONE),
        }
    }
}

/// Code and diagrams as nothing at all: drawing and colouring have tests of their own.
struct NoLeaves;

impl Leaves for NoLeaves {
    fn code(&self, _: &CodeBlock) -> (String, Vec<Finding>) {
        Default::default()
    }

    fn diagram(&self, _: &Diagram, _: &str) -> (Option<String>, Vec<Finding>) {
        Default::default()
    }
}

/// Writes the page in both forms, with every other reference broken, and reads the Markdown again.
fn write(page: &Page) {
    let target = || Target { url: "other.html#a".to_owned(), ..Target::default() };
    let links: Vec<Destination> = (0..page.references.len())
        .map(|number| if number % 2 == 0 { Destination::Found(target()) } else { Destination::Broken })
        .collect();
    let body = html::render(page, &links, &NoLeaves, html::Options::default());
    for block in body.blocks {
        assert!(body.html.is_char_boundary(block.at as usize), "a block begins within the HTML");
    }
    let twin = markdown::write(page, &[], &links, &str::to_owned);
    assert!(twin.ends_with('\n'));
    FrontEnd::Markdown.read(&twin);
}

/// Reads the text, sees that all places of the page lie in it, and writes the page.
fn try_out(front_end: FrontEnd, text: &str) {
    let page = front_end.read(text);
    let references = page.references.iter().map(|r| r.span);
    let anchors = page.anchors.iter().map(|a| a.span);
    let findings = page.findings.iter().map(|f| f.span);
    let blocks = page.blocks.iter().map(|b| b.span);
    for span in references.chain(anchors).chain(findings).chain(blocks).filter(|span| span.file == FileId::PAGE) {
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} is not in the text");
    }
    assert!(!dump(&page).is_empty() || text.trim().is_empty() || page.blocks.is_empty());
    write(&page);
    if front_end == FrontEnd::ReStructuredText {
        let tree = bindery::rst::parse(&Excerpt::file(FileId::PAGE, text), &Settings::default(), &NoFiles);
        assert!(!pseudo_xml(&tree).is_empty());
    }
}

/// The processor time that this thread has had, where the system tells it, so that a machine with much else to do misleads nobody; otherwise
/// the time since `start`.
fn spent(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Keeps a text that fails, for whoever looks into it; returns where.
fn kept(front_end: FrontEnd, number: usize, text: &str) -> PathBuf {
    let file = std::env::temp_dir().join(format!("bindery-fuzz-{}-{number}.{}", std::process::id(), front_end.extension()));
    std::fs::write(&file, text).unwrap();
    file
}

/// Ends the process, with the text in a file, when one takes longer than any should.
fn watch(front_end: FrontEnd, current: Arc<Mutex<Option<(Instant, String)>>>) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let held = current.lock().unwrap().clone();
            let Some((start, text)) = held else { return };
            if start.elapsed() > HANGS {
                eprintln!("{front_end:?} hangs on {}", kept(front_end, 0, &text).display());
                std::process::exit(101);
            }
        }
    });
}

/// All texts below a folder with one of these extensions; what is JSON holds cases whose inputs are texts.
fn texts(folder: &Path, into: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if path.is_dir() {
            texts(&path, into);
        } else if matches!(extension, "md" | "rst" | "txt") {
            into.extend(std::fs::read_to_string(&path));
        } else if path.file_name().is_some_and(|name| name == "cases.json") {
            let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let inputs = json["cases"].as_array().unwrap().iter().filter_map(|case| case["input"].as_str());
            into.extend(inputs.map(str::to_owned));
        }
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

fn run(front_end: FrontEnd) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut seeds = Vec::new();
    for part in ["content", "tests/markdown", "tests/rst/pages", "../shared/corpus"] {
        texts(&folder.join(part), &mut seeds);
    }
    assert!(seeds.len() > 20, "there are texts to start from");
    let alone = std::env::var("BINDERY_FUZZ_FILE").ok().map(|file| std::fs::read_to_string(file).unwrap());
    let seconds = if alone.is_some() { Some(1) } else { number("BINDERY_FUZZ_SECONDS") };
    let mut chance = Chance::new(number("BINDERY_FUZZ_SEED").unwrap_or(1));
    let current = Arc::new(Mutex::new(Some((Instant::now(), String::new()))));
    watch(front_end, Arc::clone(&current));
    let start = Instant::now();
    let (mut tried, mut bytes, mut slowest) = (0_usize, 0_usize, (0.0_f64, 0_usize));
    let mut failures = Vec::new();
    while failures.len() < ENOUGH && seconds.map_or(tried < USUAL, |seconds| start.elapsed().as_secs() < seconds) {
        let text = alone.clone().unwrap_or_else(|| damaged(&seeds, &mut chance));
        *current.lock().unwrap() = Some((Instant::now(), text.clone()));
        // A page may include itself, if not within itself.
        let read = text.len() * (1 + text.matches("page.").count());
        let allowed = LONGEST * read.max(SHORTEST) as f64 / 100_000.0;
        // A text that takes too long is given two more chances: the machine may have been busy. A plain run, which has all other tests beside it,
        // judges no time at all but for what hangs.
        let mut best = f64::MAX;
        for _ in 0..3 {
            let begin = spent(start);
            let result = catch_unwind(AssertUnwindSafe(|| try_out(front_end, &text)));
            if result.is_err() {
                failures.push(format!("{front_end:?} fails on {}", kept(front_end, tried, &text).display()));
                break;
            }
            best = best.min(spent(start).saturating_sub(begin).as_secs_f64());
            if best < allowed {
                break;
            }
        }
        if best >= allowed && best < f64::MAX && seconds.is_some() {
            let file = kept(front_end, tried, &text);
            failures.push(format!("{front_end:?} takes {best:.2} s for the {} bytes of {}", text.len(), file.display()));
        }
        tried += 1;
        bytes += text.len();
        if best < f64::MAX && best / allowed > slowest.0 {
            slowest = (best / allowed, text.len());
        }
    }
    *current.lock().unwrap() = None;
    println!(
        "{front_end:?}: {tried} texts, {:.1} MB, in {:.0} s; the slowest took {:.0} % of what it may ({} bytes)",
        bytes as f64 / 1e6,
        start.elapsed().as_secs_f64(),
        slowest.0 * 100.0,
        slowest.1
    );
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn markdown() {
    run(FrontEnd::Markdown);
}

#[test]
fn restructuredtext() {
    run(FrontEnd::ReStructuredText);
}

//! `bindery import-sphinx`: a `book.toml` for a project of Sphinx, and what becomes of its pages.

use std::fmt::Write as _;
use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use super::import_several::{parts, workspace};
use super::opened::{BOOK_FILE, plain};
use super::{Console, Exit, named, print};
use crate::book;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::{Conventions, Markup, plain_text};
use crate::import::python::{self, Modules};
use crate::import::{Draft, Outcome, Project, Usage, draft, seen, usages};
use crate::rst::CallKind;
use crate::source::Sources;
use crate::{markdown, rst};

/// The file that makes a folder a project of Sphinx.
const CONF: &str = "conf.py";

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The folder that holds `conf.py`.
    #[arg(default_value = ".", hide_default_value = true)]
    dir: Utf8PathBuf,
    /// The folder to write `book.toml` into, if not the one of `conf.py`: one that holds it, such as the root of the repository.
    #[arg(short, long, value_name = "FOLDER")]
    out: Option<Utf8PathBuf>,
    /// Write over a `book.toml` that is there.
    #[arg(long)]
    force: bool,
    /// Print `book.toml` and write nothing.
    #[arg(long, conflicts_with = "force")]
    dry_run: bool,
}

pub(super) fn run(arguments: &Arguments, console: Console) -> Exit {
    match import_all(arguments, console) {
        Ok(()) => Exit::Clean,
        Err(reason) => console.refuse(*reason),
    }
}

fn refusal(code: &str, message: String, help: String) -> Box<Diagnostic> {
    Box::new(Diagnostic::nowhere(code, message).help(help))
}

/// Imports the project in the folder, or several that lie below it as the books of a workspace.
fn import_all(arguments: &Arguments, console: Console) -> Result<(), Box<Diagnostic>> {
    let Arguments { dir, out, force, dry_run } = arguments;
    let sources = Sources::disk(dir.clone());
    let is_project = sources.exists(Utf8Path::new(CONF)) || out.is_some();
    let parts = if is_project { Vec::new() } else { parts(&sources.list(Utf8Path::new("")).0, CONF) };
    if parts.len() < 2 {
        return import(arguments, None, console);
    }
    let file = dir.join(BOOK_FILE);
    if !dry_run && !force {
        let folders = parts.iter().map(|part| dir.join(&part.folder).join(BOOK_FILE));
        folders.chain([file.clone()]).try_for_each(|file| unused(&file))?;
    }
    for part in &parts {
        let dir = dir.join(&part.folder);
        console.say(&format!("{dir}:\n"));
        import(&Arguments { dir, out: None, force: *force, dry_run: *dry_run }, part.name.as_deref(), console)?;
        console.say("");
    }
    let toml = workspace(&parts);
    if *dry_run {
        print(&toml);
        return Ok(());
    }
    write(&file, &toml, *force).map_err(|reason| not_written(&file, &reason))?;
    console.say(&format!("Made `{file}`, a workspace of {} books. Next:\n\n  {}", parts.len(), build(dir)));
    Ok(())
}

fn unused(file: &Utf8Path) -> Result<(), Box<Diagnostic>> {
    let help = "look at it with `--dry-run`, or write over it with `--force`".to_owned();
    if file.exists() { Err(refusal("file-in-use", format!("`{file}` exists already"), help)) } else { Ok(()) }
}

fn not_written(file: &Utf8Path, reason: &std::io::Error) -> Box<Diagnostic> {
    Box::new(Diagnostic::nowhere("not-written", format!("`{file}` cannot be written: {reason}")))
}

/// Imports one project, whose book is called `name` if that is not the name of its folder.
fn import(arguments: &Arguments, name: Option<&str>, console: Console) -> Result<(), Box<Diagnostic>> {
    let Arguments { dir, out, force, dry_run } = arguments;
    let sources = Sources::disk(dir.clone());
    let Ok(conf) = sources.get(Utf8Path::new(CONF)) else {
        return Err(refusal("no-project", format!("{} holds no `conf.py`", named(dir)), where_to_look(&sources, dir)));
    };
    let text = String::from_utf8_lossy(&conf.bytes);
    let root = out.as_ref().unwrap_or(dir);
    let folder = below(root, dir)?;
    let file = root.join(BOOK_FILE);
    if !dry_run && !force {
        unused(&file)?;
    }

    let project = read(dir, &sources, &text, folder);
    let mut draft = draft(&project);
    if let Some(name) = name {
        draft.text("book", "name", name);
    }
    let (config, _) = Config::parse(Utf8Path::new(BOOK_FILE), &draft.toml());
    let sources = Sources::disk(root.clone());
    let (book, _) = book::find(&sources, &config, &config.build.output);
    seen(&sources, &config, &book.pages).write(&mut draft);
    let toml = draft.toml();
    if *dry_run {
        print(&toml);
    } else {
        write(&file, &toml, *force).map_err(|reason| not_written(&file, &reason))?;
    }

    let usages = usages(&sources, &config, &book.pages);
    if *dry_run {
        console.say_aside(&report(&usages, book.pages.len()));
    } else {
        console.say(&report(&usages, book.pages.len()));
        console.say(&closing(&draft, &file, root));
    }
    Ok(())
}

/// What is known of the project without looking at more of its pages than the first.
fn read(dir: &Utf8Path, sources: &Sources, conf: &str, folder: Utf8PathBuf) -> Project {
    let conf = python::read(conf, &Folders(dir));
    let (files, _) = sources.list(Utf8Path::new(""));
    let root = ["root_doc", "master_doc"].iter().find_map(|name| conf.names.get(*name)?.value.text());
    let first_title = first_title(sources, root.unwrap_or("index"));
    let named =
        ["redirects_file", "rediraffe_redirects", "redirects"].iter().find_map(|name| conf.names.get(*name)?.value.text());
    let redirects = [named.unwrap_or("redirects.txt")].into_iter().find_map(|name| {
        let text =
            String::from_utf8_lossy(&sources.get(&crate::source::join(Utf8Path::new(""), Utf8Path::new(name))).ok()?.bytes)
                .into_owned();
        Some((name.to_owned(), text))
    });
    let packaged = packaged(dir);
    Project { conf, files, folder, first_title, packaged, redirects }
}

/// The title of the page that is named without its ending.
fn first_title(sources: &Sources, name: &str) -> Option<String> {
    let (file, source) = Markup::endings().find_map(|ending| {
        let file = Utf8PathBuf::from(format!("{name}.{ending}"));
        let source = sources.get(&file).ok()?;
        Some((file, source))
    })?;
    let text = source.text().ok()?;
    let folder = Utf8Path::new("");
    let page = match Markup::of(&file)? {
        Markup::Rst => rst::page::page(&file, text, folder, sources, Conventions::NONE),
        Markup::Markdown => markdown::parse(&file, text, folder, sources, markdown::Options::default(), Conventions::NONE),
    };
    Some(plain_text(&page.title)).filter(|title| !title.is_empty())
}

/// The version that the project's package gives beside or above the folder, and the file that says so.
fn packaged(dir: &Utf8Path) -> Option<(String, String)> {
    for up in ["..", "../.."] {
        let above = Sources::disk(dir.join(up));
        let text = |name: &str| Some(String::from_utf8_lossy(&above.get(Utf8Path::new(name)).ok()?.bytes).into_owned());
        let from_project = || {
            let table: toml::Table = text("pyproject.toml")?.parse().ok()?;
            Some((table.get("project")?.get("version")?.as_str()?.to_owned(), "pyproject.toml"))
        };
        let from_package = || {
            let lines = text("PKG-INFO")?;
            let version = lines.lines().take_while(|line| !line.is_empty()).find_map(|line| line.strip_prefix("Version:"))?;
            Some((version.trim().to_owned(), "PKG-INFO"))
        };
        if let Some((version, file)) = from_project().or_else(from_package) {
            return Some((version, format!("{up}/{file}")));
        }
    }
    None
}

/// Modules in the folders that the program names.
struct Folders<'a>(&'a Utf8Path);

impl Modules for Folders<'_> {
    fn text(&self, folders: &[String], name: &str) -> Option<String> {
        let path = name.replace('.', "/");
        folders.iter().find_map(|folder| {
            let sources = Sources::disk(self.0.join(folder));
            let file = [format!("{path}.py"), format!("{path}/__init__.py")];
            let source = file.iter().find_map(|file| sources.get(Utf8Path::new(file)).ok())?;
            Some(String::from_utf8_lossy(&source.bytes).into_owned())
        })
    }
}

/// The folder of the project as its book sees it.
fn below(root: &Utf8Path, dir: &Utf8Path) -> Result<Utf8PathBuf, Box<Diagnostic>> {
    let absolute = |path: &Utf8Path| {
        plain(path)
            .map_err(|reason| Box::new(Diagnostic::nowhere("unreadable-input", format!("`{path}` cannot be found: {reason}"))))
    };
    let (root, dir) = (absolute(root)?, absolute(dir)?);
    dir.strip_prefix(&root).map(Utf8Path::to_owned).map_err(|_| {
        let help = "the pages of a book lie in its folder: name one that holds `conf.py`".to_owned();
        refusal("output-elsewhere", format!("`{root}` does not hold the project"), help)
    })
}

fn where_to_look(sources: &Sources, dir: &Utf8Path) -> String {
    let (files, _) = sources.list(Utf8Path::new(""));
    let is_conf = |file: &&Utf8PathBuf| file.file_name() == Some(CONF) && file.components().count() < 5;
    let nearest = files.iter().filter(is_conf).min_by_key(|file| (file.components().count(), file.as_str().to_owned()));
    match nearest.and_then(|file| file.parent()) {
        Some(folder) => format!("there is one in `{0}`: `bindery import-sphinx {0}`", dir.join(folder)),
        None => "name the folder of a project of Sphinx".to_owned(),
    }
}

fn write(file: &Utf8Path, text: &str, force: bool) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    options.open(file)?.write_all(text.as_bytes())
}

/// What the pages use and what becomes of it, as two tables.
fn report(usages: &[Usage], pages: usize) -> String {
    let mut text = format!("Pages: {pages}\n");
    for (kind, title) in [(CallKind::Directive, "Directive"), (CallKind::Role, "Role")] {
        let rows: Vec<&Usage> = usages.iter().filter(|usage| usage.kind == kind).collect();
        if rows.is_empty() {
            continue;
        }
        let width = rows.iter().map(|usage| usage.name.chars().count()).max().unwrap_or(0).max(title.len());
        let _ = writeln!(text, "\n{title:width$}  uses  pages  what becomes of it");
        for Usage { name, count, pages, outcome, .. } in rows {
            let outcome = match outcome {
                Outcome::Supported => "supported".to_owned(),
                Outcome::Degraded(lost) => format!("in part: {lost}"),
                Outcome::Unknown(None) => "unknown: shown as it is written".to_owned(),
                Outcome::Unknown(Some(nearest)) => format!("unknown: shown as it is written; did you mean `{nearest}`?"),
            };
            let _ = writeln!(text, "{name:width$}  {count:4}  {pages:5}  {outcome}");
        }
    }
    text
}

fn closing(draft: &Draft, file: &Utf8Path, root: &Utf8PathBuf) -> String {
    let left = draft.left().len();
    let left = match left {
        0 => String::new(),
        1 => "; one setting of `conf.py` was left, which it says at its end".to_owned(),
        _ => format!("; {left} settings of `conf.py` were left, each with its reason at the end"),
    };
    format!("Made `{file}`{left}. Next:\n\n  {}", build(root))
}

/// The command that builds what is in the folder.
fn build(root: &Utf8PathBuf) -> String {
    if root == "." || root.as_str().is_empty() { "bindery build".to_owned() } else { format!("bindery build {root}") }
}

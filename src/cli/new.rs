//! `bindery new`: a small book to start from.

use std::fs;
use std::io::{self, Write as _};

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use super::{Console, Exit, named};
use crate::diagnostic::Diagnostic;

/// The book's files by their path in it; `{{title}}` in them stands for the book's title.
const FILES: &[(&str, &str)] = &[
    ("book.toml", include_str!("starter/book.toml")),
    (".gitignore", include_str!("starter/gitignore")),
    ("content/SUMMARY.md", include_str!("starter/content/SUMMARY.md")),
    ("content/index.md", include_str!("starter/content/index.md")),
    ("content/guide/writing.md", include_str!("starter/content/guide/writing.md")),
    ("content/guide/diagrams.md", include_str!("starter/content/guide/diagrams.md")),
];

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The folder to make the book in: a new one, or one that is empty but for `.git`.
    dir: Utf8PathBuf,
}

pub(super) fn run(arguments: &Arguments, console: Console) -> Exit {
    let folder = &arguments.dir;
    match in_the_way(folder) {
        Ok(None) => {}
        Ok(Some(entry)) => {
            let message = format!("{} is not empty: `{entry}` is in the way", named(folder));
            return console.refuse(
                Diagnostic::nowhere("folder-in-use", message).help("name a new folder: nothing that exists is overwritten"),
            );
        }
        Err(reason) => {
            return console.refuse(Diagnostic::nowhere("folder-in-use", format!("{} cannot be used: {reason}", named(folder))));
        }
    }
    let title = title_of(folder);
    for (path, text) in FILES {
        let path = folder.join(path);
        if let Err(reason) = write(&path, &text.replace("{{title}}", &title)) {
            return console.refuse(Diagnostic::nowhere("not-written", format!("`{path}` cannot be written: {reason}")));
        }
    }
    console.say(&next_steps(folder, &title));
    Exit::Clean
}

/// The first entry of the folder, by name, that a new book would have to live with. A folder that does not exist is empty.
fn in_the_way(folder: &Utf8Path) -> io::Result<Option<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(reason) => return Err(reason),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    Ok(names.into_iter().filter(|name| name != ".git").min())
}

/// Writes a file that must not exist, with the folders that lead to it.
fn write(path: &Utf8Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(path)?.write_all(text.as_bytes())
}

/// A title made of the folder's name: `token-handbook` becomes `Token handbook`. It holds nothing that TOML or Markdown would read.
fn title_of(folder: &Utf8Path) -> String {
    let absolute = camino::absolute_utf8(folder).unwrap_or_else(|_| folder.to_owned());
    let name = absolute.file_name().unwrap_or_default();
    let spaced = name.replace(|c: char| !c.is_alphanumeric(), " ");
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "A new book".to_owned(),
    }
}

fn next_steps(folder: &Utf8Path, title: &str) -> String {
    let here = folder == "." || folder.as_str().is_empty();
    let (made, build, site) = if here {
        ("this folder".to_owned(), "bindery build".to_owned(), Utf8PathBuf::from("book"))
    } else {
        (format!("`{folder}`"), format!("bindery build {folder}"), folder.join("book"))
    };
    format!(
        "Made the book \"{title}\" in {made}. Next:\n\n  {build}\n\nThe site is then in `{site}`: open `{}` in a browser.\n\
         Pages are in `{}`; `SUMMARY.md` there lists the chapters.",
        site.join("index.html"),
        folder.join("content"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli;
    use crate::config::Config;
    use crate::summary::Summary;

    #[test]
    fn titles_come_from_folder_names() {
        for (folder, title) in [
            ("token-handbook", "Token handbook"),
            ("a/b/security_model.v2/", "Security model v2"),
            ("übersicht", "Übersicht"),
            ("\"]#", "A new book"),
        ] {
            assert_eq!(title_of(folder.into()), title, "{folder}");
        }
    }

    #[test]
    fn the_starter_has_no_fault_of_its_own() {
        let text = |path: &str| FILES.iter().find(|(file, _)| *file == path).unwrap().1.replace("{{title}}", "T");
        let (config, diagnostics) = Config::parse("book.toml".into(), &text("book.toml"));
        assert_eq!(diagnostics, []);
        assert_eq!((config.book.title.as_deref(), config.book.source.as_str()), (Some("T"), "content"));
        let (summary, diagnostics) = Summary::parse("content/SUMMARY.md".into(), &text("content/SUMMARY.md"));
        assert_eq!(diagnostics, []);
        let listed = summary.chapters().filter_map(|chapter| chapter.path.as_ref());
        let pages: Vec<String> = listed.map(|path| config.book.source.join(path).into_string()).collect();
        let written: Vec<&str> =
            FILES.iter().map(|(path, _)| *path).filter(|path| Utf8Path::new(path).extension() == Some("md")).skip(1).collect();
        assert_eq!(pages, written);
    }

    #[test]
    fn nothing_is_overwritten() {
        let parent = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(parent.path()).unwrap().join("a/new-book");
        let make = || cli::run(["bindery", "new", folder.as_str(), "--quiet"]);
        fs::create_dir_all(folder.join(".git")).unwrap();
        assert_eq!(make(), Exit::Clean);
        assert!(fs::read_to_string(folder.join("book.toml")).unwrap().contains("title = \"New book\""));

        fs::write(folder.join("content/index.md"), "mine").unwrap();
        assert_eq!(make(), Exit::CouldNotRun);
        assert_eq!(fs::read_to_string(folder.join("content/index.md")).unwrap(), "mine");
        assert_eq!(in_the_way(&folder).unwrap().as_deref(), Some(".gitignore"));
        assert!(in_the_way(&folder.join("book.toml")).is_err());
    }
}

//! The files of a book as a git tag has them. Git is only asked for what it has stored: working tree, index and stash stay as they are.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use super::git::Repository;
use crate::source::{Entry, Store, join};
use crate::versions::Tag;

/// How many symbolic links may lead to one another.
const LINKS: usize = 8;

/// The tags of the repository that lead to commits, in byte order of their names.
pub(super) fn tags(repository: &Repository) -> Result<Vec<Tag>, String> {
    // `%(*…)` is what an annotated tag leads to; of a plain one it is empty.
    let format = "--format=%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)";
    let listed = repository.ask(&["for-each-ref", "--sort=refname", format, "refs/tags"])?;
    let tag = |line: &str| {
        let mut parts = line.split('\0');
        let (name, kind, object) = (parts.next()?, parts.next()?, parts.next()?);
        let (inner_kind, inner) = (parts.next()?, parts.next()?);
        let commit = if inner.is_empty() { object } else { inner };
        // A tag of a tag leads to a commit in the end; files and folders have tags in few repositories, and are no states of a book.
        let is_commit = [kind, inner_kind].iter().all(|kind| matches!(*kind, "commit" | "tag" | ""));
        is_commit.then(|| Tag { name: name.to_owned(), commit: commit.to_owned() })
    };
    Ok(listed.lines().filter_map(tag).collect())
}

/// The files of the tag, as seen from the book's folder.
pub(super) fn files(repository: &Repository, tag: &Tag, objects: &Objects) -> Result<BTreeMap<Utf8PathBuf, Entry>, String> {
    let name = format!("refs/tags/{}", tag.name);
    let listed = repository.ask(&["ls-tree", "-r", "-z", "--full-tree", &name])?;
    let mut files = BTreeMap::new();
    let mut links = Vec::new();
    for line in listed.split('\0') {
        let Some((about, path)) = line.split_once('\t') else { continue };
        let mut about = about.split(' ');
        let (mode, object) = (about.next().unwrap_or_default(), about.nth(1).unwrap_or_default());
        let path = repository.seen(path);
        match mode {
            "120000" => links.push((path, objects.read(object)?)),
            "160000" => {
                let reason = "it is a git submodule, whose files the repository does not hold".to_owned();
                files.insert(path, Entry::Withheld(reason));
            }
            _ => drop(files.insert(path, Entry::Stored(object.to_owned()))),
        }
    }
    follow(&links, &mut files);
    Ok(files)
}

/// Puts what symbolic links lead to in their place. One that leads nowhere in the repository is left out.
fn follow(links: &[(Utf8PathBuf, Vec<u8>)], files: &mut BTreeMap<Utf8PathBuf, Entry>) {
    for _ in 0..LINKS {
        let mut found = Vec::new();
        for (path, target) in links.iter().filter(|(path, _)| !files.contains_key(path)) {
            let Ok(target) = std::str::from_utf8(target) else { continue };
            if target.starts_with('/') {
                continue;
            }
            let target = join(path.parent().unwrap_or(Utf8Path::new("")), Utf8Path::new(target));
            let below = files.range(target.clone()..).take_while(|(file, _)| file.starts_with(&target));
            let place = |file: &Utf8PathBuf| match file.strip_prefix(&target) {
                Ok(rest) if rest != "" => path.join(rest),
                _ => path.clone(),
            };
            found.extend(below.map(|(file, entry)| (place(file), entry.clone())));
        }
        let before = files.len();
        files.extend(found);
        if files.len() == before {
            return;
        }
    }
}

/// The objects of a repository, read by one `git cat-file` that stays until all is read.
#[derive(Debug)]
pub(super) struct Objects {
    pipes: Mutex<Pipes>,
    git: Child,
}

#[derive(Debug)]
struct Pipes {
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Objects {
    /// The objects of the repository; the error says why git cannot be run.
    pub(super) fn of(repository: &Repository) -> Result<Self, String> {
        let mut command = Command::new("git");
        command.arg("-C").arg(repository.folder()).args(["cat-file", "--batch"]);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut git = child.map_err(|e| format!("git cannot be run: {e}"))?;
        match (git.stdin.take(), git.stdout.take()) {
            (Some(to), Some(from)) => Ok(Self { pipes: Mutex::new(Pipes { to, from: BufReader::new(from) }), git }),
            _ => Err("git cannot be talked to".to_owned()),
        }
    }
}

impl Store for Objects {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let mut pipes = self.pipes.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = |e: std::io::Error| format!("git does not give it: {e}");
        writeln!(pipes.to, "{name}").and_then(|()| pipes.to.flush()).map_err(failed)?;
        let mut head = String::new();
        pipes.from.read_line(&mut head).map_err(failed)?;
        let Some(length) = head.trim_end().rsplit(' ').next().and_then(|length| length.parse::<u64>().ok()) else {
            return Err(format!("git does not have its bytes: {}", head.trim_end()));
        };
        let mut bytes = Vec::new();
        // Behind the bytes stands a line end.
        (&mut pipes.from).take(length + 1).read_to_end(&mut bytes).map_err(failed)?;
        bytes.pop();
        if bytes.len() as u64 == length { Ok(bytes) } else { Err("git broke off in the middle".to_owned()) }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
}

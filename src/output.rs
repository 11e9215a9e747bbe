//! The only writer of the site's folder.
//!
//! A manifest in the folder lists what Bindery wrote there. Only files whose bytes changed are written, by a rename where there was one before;
//! what the site no longer has is removed; a file that Bindery did not write is neither replaced nor removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// The manifest's name in the site's folder.
pub const MANIFEST: &str = ".bindery.json";

/// Every file of the site by its path relative to the site's root, and what to leave alone.
#[derive(Debug, Default)]
pub struct Files {
    /// What the site holds.
    pub files: BTreeMap<Utf8PathBuf, std::sync::Arc<[u8]>>,
    /// Files that could not be made this time; the last good ones stay.
    pub kept: BTreeSet<Utf8PathBuf>,
    /// Nothing at all could be made; everything stays.
    pub keep_all: bool,
}

/// What a write did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files whose bytes changed, or that are new.
    pub changed: usize,
    /// Files that were removed.
    pub removed: usize,
    /// Files of the same name that Bindery did not write and did not replace.
    pub foreign: Vec<Utf8PathBuf>,
}

/// Why the folder could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// The file or folder concerned.
    pub path: Utf8PathBuf,
    /// The operating system's reason.
    pub source: io::Error,
}

#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Manifest {
    /// BLAKE3 of each file, in hex.
    files: BTreeMap<Utf8PathBuf, String>,
}

/// Removes from the folder `out` what Bindery wrote there, and the folder if nothing else is in it. Returns the number of files.
pub fn remove(out: &Utf8Path) -> Result<usize, WriteError> {
    let old = read_manifest(out);
    let removed = remove_vanished(out, &old, &Manifest::default())?;
    let manifest = out.join(MANIFEST);
    match fs::remove_file(&manifest) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => return Err(WriteError { path: manifest, source }),
        _ => {}
    }
    let _ = fs::remove_dir(out);
    Ok(removed)
}

/// Makes the folder `out` hold `site`.
pub fn write(out: &Utf8Path, site: &Files) -> Result<Written, WriteError> {
    if site.keep_all {
        return Ok(Written::default());
    }
    let failed = |path: &Utf8Path| {
        let path = path.to_owned();
        move |source| WriteError { path, source }
    };
    fs::create_dir_all(out).map_err(failed(out))?;
    let old = read_manifest(out);
    let states: Vec<State> = site.files.par_iter().map(|(path, bytes)| state(out, path, bytes, &old)).collect();

    let mut written = Written::default();
    let mut manifest = Manifest::default();
    for ((path, _), state) in site.files.iter().zip(&states) {
        match state {
            State::Foreign => written.foreign.push(path.clone()),
            State::Same(hash) | State::Changed(hash) | State::New(hash) => {
                manifest.files.insert(path.clone(), hash.clone());
            }
        }
    }
    let kept = old.files.iter().filter(|(path, _)| site.kept.contains(*path));
    manifest.files.extend(kept.map(|(path, hash)| (path.clone(), hash.clone())));

    // A run that is cut short must not leave files that the next one takes for somebody else's.
    let both =
        Manifest { files: old.files.iter().chain(&manifest.files).map(|(path, hash)| (path.clone(), hash.clone())).collect() };
    write_manifest(out, &both)?;

    written.removed = remove_vanished(out, &old, &manifest)?;
    let changed: Vec<_> = site.files.iter().zip(&states).filter(|(_, state)| state.is_to_be_written()).collect();
    written.changed = changed.len();
    let folders: BTreeSet<&Utf8Path> = changed.iter().filter_map(|((path, _), _)| path.parent()).collect();
    for folder in folders.into_iter().map(|folder| out.join(folder)) {
        fs::create_dir_all(&folder).map_err(failed(&folder))?;
    }
    changed.into_par_iter().try_for_each(|((path, bytes), state)| match state {
        State::New(_) => put(&out.join(path), bytes),
        State::Changed(_) | State::Same(_) | State::Foreign => swap(&out.join(path), bytes),
    })?;
    if manifest != both {
        write_manifest(out, &manifest)?;
    }
    Ok(written)
}

enum State {
    Same(String),
    Changed(String),
    /// Nothing stands there yet.
    New(String),
    Foreign,
}

impl State {
    fn is_to_be_written(&self) -> bool {
        matches!(self, Self::Changed(_) | Self::New(_))
    }
}

fn state(out: &Utf8Path, path: &Utf8Path, bytes: &[u8], old: &Manifest) -> State {
    let hash = blake3::hash(bytes).to_hex().to_string();
    match fs::read(out.join(path)) {
        Ok(present) if present == bytes => State::Same(hash),
        Ok(_) if !old.files.contains_key(path) => State::Foreign,
        Err(error) if error.kind() == io::ErrorKind::NotFound => State::New(hash),
        _ => State::Changed(hash),
    }
}

/// Removes what the old manifest has and the new one has not, unless somebody changed the file since, and folders left empty.
fn remove_vanished(out: &Utf8Path, old: &Manifest, new: &Manifest) -> Result<usize, WriteError> {
    let mut removed = 0;
    for (path, hash) in old.files.iter().filter(|(path, _)| !new.files.contains_key(*path)) {
        let full = out.join(path);
        let ours = fs::read(&full).is_ok_and(|bytes| blake3::hash(&bytes).to_hex().as_str() == hash);
        if !ours || path.components().any(|c| c.as_str() == "..") {
            continue;
        }
        fs::remove_file(&full).map_err(|source| WriteError { path: full.clone(), source })?;
        removed += 1;
        let mut folder = path.parent();
        while let Some(parent) = folder.filter(|p| !p.as_str().is_empty()) {
            if fs::remove_dir(out.join(parent)).is_err() {
                break;
            }
            folder = parent.parent();
        }
    }
    Ok(removed)
}

fn read_manifest(out: &Utf8Path) -> Manifest {
    let text = fs::read(out.join(MANIFEST)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

fn write_manifest(out: &Utf8Path, manifest: &Manifest) -> Result<(), WriteError> {
    let path = out.join(MANIFEST);
    let mut text = serde_json::to_vec_pretty(manifest).map_err(|e| WriteError { path: path.clone(), source: e.into() })?;
    text.push(b'\n');
    if fs::read(&path).is_ok_and(|present| present == text) { Ok(()) } else { replace(&path, &text) }
}

/// Writes where nothing stood, which nobody can have begun to read.
fn put(path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
    let Ok(mut file) = fs::File::create_new(path) else { return swap(path, bytes) };
    file.write_all(bytes).map_err(|source| {
        let _ = fs::remove_file(path);
        WriteError { path: path.to_owned(), source }
    })
}

/// Writes by a rename, so that a reader sees the old bytes or the new ones. Makes the folder where there is none.
pub(crate) fn replace(path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
    let folder = path.parent().unwrap_or(Utf8Path::new(""));
    fs::create_dir_all(folder).map_err(|source| WriteError { path: path.to_owned(), source })?;
    swap(path, bytes)
}

/// The same in a folder that is there.
fn swap(path: &Utf8Path, bytes: &[u8]) -> Result<(), WriteError> {
    let temporary = path.with_file_name(format!(".{}.bindery-new", path.file_name().unwrap_or("file")));
    let done =
        fs::File::create(&temporary).and_then(|mut file| file.write_all(bytes)).and_then(|()| fs::rename(&temporary, path));
    done.map_err(|source| {
        let _ = fs::remove_file(&temporary);
        WriteError { path: path.to_owned(), source }
    })
}

//! `tests/import/*/conf.py`, each with the `book.toml` that results beside it, and the command from outside.
//!
//! `SNAPSHOTS=overwrite cargo test --test import` writes the `book.toml` files anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

#[path = "support/folder.rs"]
mod folder;
#[path = "support/run.rs"]
mod run;

use std::fs;
use std::path::Path;

use bindery::config::Config;
use camino::Utf8Path;
use folder::folder_with;
use run::bindery;
use snapbox::data::{Data, DataFormat};

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut count = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let case = entry.unwrap().path();
        let (exit, toml, wrong) = bindery(&case, &["import-sphinx", "--dry-run", "--quiet"]);
        assert_eq!((exit, wrong.as_str()), (Some(0), ""));
        let (_, problems) = Config::parse(Utf8Path::new("book.toml"), &toml);
        assert_eq!(problems, [], "{toml}");
        let expected = Data::read_from(&case.join("book.toml"), Some(DataFormat::Text));
        snapbox::assert_data_eq!(toml, expected.raw());
        count += 1;
    }
    assert!(count >= 3, "the case files are missing");
}

const CONF: &str = "project = 'Dove'\nextensions = ['sphinxcontrib.spelling']\n";
const INDEX: &str =
    "The Dove\n========\n\n.. toctree::\n\n   guide/start\n\n.. note:: About :doc:`guide/start`.\n\n.. sails:: 3\n";
const START: &str =
    "Start\n=====\n\n.. warning::\n\n   .. image:: ../map.png\n      :alt: A map\n\nSee :sail:`main` and :kbd:`Enter`.\n";

#[test]
fn a_project_builds_at_once() {
    let folder =
        folder_with(&[("docs/conf.py", CONF), ("docs/index.rst", INDEX), ("docs/guide/start.rst", START), ("docs/map.png", "")]);
    let (exit, said, wrong) = bindery(folder.path(), &["import-sphinx", "docs"]);
    assert_eq!((exit, wrong.as_str()), (Some(0), ""));
    let table = "Pages: 2\n\n\
        Directive  uses  pages  what becomes of it\n\
        image         1      1  supported\n\
        note          1      1  supported\n\
        sails         1      1  unknown: shown as it is written\n\
        toctree       1      1  supported\n\
        warning       1      1  supported\n\n\
        Role  uses  pages  what becomes of it\n\
        doc      1      1  supported\n\
        kbd      1      1  supported\n\
        sail     1      1  unknown: shown as it is written\n";
    assert!(said.starts_with(table), "{said}");
    assert!(said.ends_with("Next:\n\n  bindery build docs\n"), "{said}");

    let (exit, said, wrong) = bindery(folder.path(), &["build", "docs", "--no-check"]);
    assert_eq!(exit, Some(1), "{said}{wrong}");
    assert_eq!(wrong.matches("error[").count(), 2, "{wrong}");
    let site = folder.path().join("docs/book");
    assert!(fs::read_to_string(site.join("guide/start.html")).unwrap().contains("map.png"));
    assert!(site.join("map.png").exists());
    assert!(!site.join("conf.py").exists(), "Sphinx does not publish its settings");
}

#[test]
fn nothing_is_written_over() {
    let folder = folder_with(&[("conf.py", CONF), ("index.rst", INDEX), ("book.toml", "[book]\ntitle = \"Mine\"\n")]);
    let book = || fs::read_to_string(folder.path().join("book.toml")).unwrap();
    let (exit, _, wrong) = bindery(folder.path(), &["import-sphinx"]);
    assert_eq!(exit, Some(2));
    assert!(wrong.contains("exists already") && wrong.contains("--force"), "{wrong}");
    assert!(book().contains("Mine"));
    let (exit, said, _) = bindery(folder.path(), &["import-sphinx", "--dry-run"]);
    assert_eq!(exit, Some(0));
    assert!(said.contains("title = \"Dove\"") && book().contains("Mine"));
    let (exit, _, _) = bindery(folder.path(), &["import-sphinx", "--force"]);
    assert_eq!(exit, Some(0));
    assert!(book().contains("Dove"));
}

#[test]
fn the_book_may_stand_above_the_pages() {
    let folder = folder_with(&[
        ("docs/conf.py", CONF),
        ("docs/index.rst", "Dove\n====\n\n.. include:: ../NEWS.rst\n"),
        ("NEWS.rst", "News.\n"),
    ]);
    let (exit, said, _) = bindery(folder.path(), &["import-sphinx", "docs", "--out", "."]);
    assert_eq!(exit, Some(0), "{said}");
    let (exit, _, wrong) = bindery(folder.path(), &["build", "--no-check"]);
    assert_eq!((exit, wrong.as_str()), (Some(0), ""));
    assert!(fs::read_to_string(folder.path().join("book/index.html")).unwrap().contains("News."));
    let (exit, _, wrong) = bindery(folder.path(), &["import-sphinx", "docs", "--out", "docs/below"]);
    assert_eq!(exit, Some(2));
    assert!(wrong.contains("does not hold the project"), "{wrong}");
}

#[test]
fn a_folder_without_settings_is_refused() {
    let folder = folder_with(&[("docs/source/conf.py", CONF)]);
    let (exit, _, wrong) = bindery(folder.path(), &["import-sphinx"]);
    assert_eq!(exit, Some(2));
    assert!(wrong.contains("`bindery import-sphinx docs/source`") || wrong.contains("import-sphinx ./docs/source"), "{wrong}");
}

#[test]
fn pages_say_what_settings_do_not() {
    let page = "Dove\n====\n\nSee :doc:`handbook:keys` and :external+python:ref:`regex`, as of |today|.\n\n\
        .. START AUTOGENERATED KEYS\n.. END AUTOGENERATED KEYS\n";
    let folder = folder_with(&[("conf.py", CONF), ("index.rst", page)]);
    let (exit, _, wrong) = bindery(folder.path(), &["import-sphinx"]);
    assert_eq!((exit, wrong.as_str()), (Some(0), ""));
    let book = fs::read_to_string(folder.path().join("book.toml")).unwrap();
    for line in ["handbook = \"\"", "python = \"\"", "unknown-region = \"allow\"", "today = \"\""] {
        assert!(book.contains(&format!("\n{line}\n")), "{line} is missing in:\n{book}");
    }
    let (exit, _, wrong) = bindery(folder.path(), &["build"]);
    assert_eq!(exit, Some(0), "{wrong}");
    assert_eq!(wrong.matches("warning[missing-inventory]").count(), 2, "{wrong}");
    assert!(
        wrong.contains("where the inventory of `handbook` is, is not said, so 1 reference that may lead there is shown"),
        "{wrong}"
    );
}

//! Files outside the book, and files behind symbolic links.

use std::fs;

use super::Desk;

/// Follows `files`, and hears out what may be told because they are new.
fn following(files: &[&str], beside: &[&str]) -> Desk {
    let mut desk = Desk::with(&["a.md"]);
    for file in beside {
        fs::create_dir_all(desk.at(file).parent().unwrap()).unwrap();
        desk.write(file, "first");
    }
    desk.follow(files);
    desk.told(&[]);
    desk
}

#[test]
fn a_file_outside_the_book() {
    let mut desk = following(&["../src/main.rs", "a.md"], &["../src/main.rs", "../src/other.rs", "../README.md"]);
    desk.write("../src/other.rs", "second");
    desk.write("../README.md", "second");
    desk.tells(&[]);
    desk.write("../src/main.rs", "second");
    desk.tells(&["../src/main.rs"]);
    desk.write("../src/main.new", "third");
    desk.rename("../src/main.new", "../src/main.rs");
    desk.tells(&["../src/main.rs"]);
}

#[test]
fn a_file_outside_that_does_not_exist_yet() {
    let mut desk = following(&["../src/deep/main.rs"], &[]);
    fs::create_dir_all(desk.at("../src/deep")).unwrap();
    desk.write("../src/deep/main.rs", "first");
    desk.tells(&["../src/deep/main.rs"]);
    desk.write("../src/deep/main.rs", "second");
    desk.tells(&["../src/deep/main.rs"]);
    fs::remove_dir_all(desk.at("../src")).unwrap();
    desk.tells(&["../src/deep/main.rs"]);
    fs::create_dir_all(desk.at("../src/deep")).unwrap();
    desk.told(&[]);
    desk.write("../src/deep/main.rs", "third");
    desk.tells(&["../src/deep/main.rs"]);
}

#[test]
fn a_folder_outside_that_is_moved_away_and_back() {
    let mut desk = following(&["../src/deep/main.rs"], &["../src/deep/main.rs"]);
    desk.rename("../src", "../gone");
    desk.tells(&["../src/deep/main.rs"]);
    desk.rename("../gone", "../src");
    desk.tells(&["../src/deep/main.rs"]);
    desk.write("../src/deep/main.rs", "second");
    desk.tells(&["../src/deep/main.rs"]);
}

#[test]
fn what_changed_before_it_was_followed() {
    let mut desk = Desk::with(&["a.md"]);
    desk.write("../late.rs", "first");
    desk.follow(&["../late.rs"]);
    desk.tells(&["../late.rs"]);
}

#[test]
fn what_is_no_longer_followed() {
    let mut desk = following(&["../src/main.rs"], &["../src/main.rs"]);
    desk.follow(&[]);
    desk.write("../src/main.rs", "second");
    desk.tells(&[]);
    desk.follow(&["../src/main.rs"]);
    desk.tells(&["../src/main.rs"]);
}

#[test]
fn a_file_in_an_ignored_folder() {
    let mut desk = following(&["public/data.json"], &["public/data.json", "public/other.json"]);
    desk.write("public/other.json", "second");
    desk.tells(&[]);
    desk.write("public/data.json", "second");
    desk.tells(&["public/data.json"]);
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::serve::watch::tests::PATIENCE;
    use crate::serve::watch::{How, Watcher};

    #[test]
    fn a_linked_file() {
        let mut desk = following(&[], &["../shared/text.md"]);
        symlink("../shared/text.md", desk.at("linked.md")).unwrap();
        desk.tells(&["linked.md"]);
        desk.write("../shared/text.md", "second");
        desk.tells(&["linked.md"]);
        fs::remove_file(desk.at("../shared/text.md")).unwrap();
        desk.tells(&["linked.md"]);
        desk.write("../shared/text.md", "third");
        desk.tells(&["linked.md"]);
        fs::remove_file(desk.at("linked.md")).unwrap();
        desk.tells(&["linked.md"]);
        desk.write("../shared/text.md", "fourth");
        desk.tells(&[]);
    }

    #[test]
    fn a_link_that_was_there_before_the_start() {
        let guard = tempfile::TempDir::new().unwrap();
        fs::create_dir(guard.path().join("book")).unwrap();
        fs::write(guard.path().join("text.md"), "first").unwrap();
        symlink("../text.md", guard.path().join("book/linked.md")).unwrap();
        let root = camino::Utf8Path::from_path(guard.path()).unwrap().join("book");
        let (watcher, changes) = Watcher::start(&root, Vec::new(), How::Events).unwrap();
        let mut desk = Desk { guard, watcher, changes };
        desk.write("../text.md", "second");
        desk.tells(&["linked.md"]);
    }

    #[test]
    fn a_link_that_is_replaced_in_one_step() {
        let mut desk = following(&[], &["../v1.md", "../v2.md"]);
        symlink("../v1.md", desk.at("linked.md")).unwrap();
        desk.tells(&["linked.md"]);
        symlink("../v2.md", desk.at("next~")).unwrap();
        desk.rename("next~", "linked.md");
        desk.tells(&["linked.md"]);
        desk.write("../v2.md", "second");
        desk.tells(&["linked.md"]);
        desk.write("../v1.md", "second");
        desk.tells(&[]);
    }

    /// As Kubernetes mounts configuration: files link through `..data`, which is replaced.
    #[test]
    fn a_link_on_the_way_is_replaced() {
        let mut desk = following(&[], &["..1/a.md", "..2/a.md"]);
        symlink("..1", desk.at("..data")).unwrap();
        symlink("..data/a.md", desk.at("linked.md")).unwrap();
        desk.told(&["linked.md"]);
        symlink("..2", desk.at("..data_tmp")).unwrap();
        desk.rename("..data_tmp", "..data");
        desk.tells_of(&["linked.md"]);
        desk.write("..2/a.md", "second");
        desk.tells_of(&["linked.md", "..2/a.md"]);
    }

    #[test]
    fn a_followed_file_behind_a_linked_folder() {
        let mut desk = following(&[], &["../lib/deep/a.rs"]);
        symlink("../lib", desk.at("lib")).unwrap();
        desk.tells(&["lib"]);
        desk.follow(&["lib/deep/a.rs"]);
        desk.told(&["lib/deep/a.rs"]);
        desk.write("../lib/deep/a.rs", "second");
        desk.tells(&["lib/deep/a.rs"]);
    }

    #[test]
    fn a_book_that_is_reached_by_a_link() {
        let guard = tempfile::TempDir::new().unwrap();
        fs::create_dir_all(guard.path().join("real/docs")).unwrap();
        fs::write(guard.path().join("real/text.md"), "first").unwrap();
        symlink("real/docs", guard.path().join("book")).unwrap();
        let root = camino::Utf8Path::from_path(guard.path()).unwrap().join("book");
        let (watcher, changes) = Watcher::start(&root, Vec::new(), How::Events).unwrap();
        let mut desk = Desk { guard, watcher, changes };
        desk.follow(&["../text.md"]);
        desk.told(&["../text.md"]);
        fs::write(desk.guard.path().join("real/text.md"), "second").unwrap();
        desk.tells(&["../text.md"]);
        desk.write("a.md", "new");
        assert!(desk.changes.next(Some(PATIENCE)).is_some());
    }
}

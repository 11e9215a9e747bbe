//! The same without events.

use std::fs;
use std::time::Duration;

use super::Desk;
use crate::serve::watch::{Batch, How};

fn polled(files: &[&str]) -> Desk {
    Desk::watched(files, How::Polling)
}

#[test]
fn files_are_written_created_renamed_and_removed() {
    let mut desk = polled(&["a.md", "x/b.md", "x/c.md"]);
    desk.write("a.md", "changed");
    fs::remove_file(desk.at("x/b.md")).unwrap();
    fs::create_dir(desk.at("y")).unwrap();
    desk.rename("x/c.md", "y/d.md");
    desk.write("public", "x");
    desk.write("a.md~", "x");
    desk.tells(&["a.md", "x/b.md", "x/c.md", "y/d.md"]);
}

#[test]
fn the_second_of_two_edits_is_seen_though_the_length_is_the_same() {
    let mut desk = polled(&["a.md"]);
    for text in ["1", "2", "3"] {
        desk.write("a.md", text);
        desk.told(&["a.md"]);
    }
    desk.write("a.md", "4");
    assert!(matches!(desk.changes.next(Some(Duration::from_secs(10))), Some(Batch::Paths(_))));
}

#[test]
fn files_outside_are_followed() {
    let mut desk = polled(&["a.md"]);
    desk.follow(&["../src/main.rs"]);
    desk.told(&["../src/main.rs"]);
    fs::create_dir(desk.at("../src")).unwrap();
    desk.write("../src/main.rs", "new");
    desk.tells(&["../src/main.rs"]);
}

#[test]
fn the_book_is_moved_away_and_back() {
    let mut desk = polled(&["a.md"]);
    desk.rename("", "../elsewhere");
    desk.tells_of(&["."]);
    fs::rename(desk.guard.path().join("elsewhere"), desk.guard.path().join("book")).unwrap();
    desk.tells_of(&["."]);
}

#[test]
fn a_system_that_refuses_to_tell_is_replaced() {
    let mut desk = Desk::with(&["a.md"]);
    let shared = &desk.watcher.shared;
    shared.fall_back(&mut shared.backend(), Err("no more watches".to_owned()));
    assert_eq!(desk.watcher.refusal().as_deref(), Some("no more watches"));
    desk.tells_of(&["."]);
    desk.write("a.md", "changed");
    desk.tells_of(&["a.md"]);
}

//! The ways in which editors save.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::thread::sleep;
use std::time::Duration;

use super::{Desk, PATIENCE};
use crate::serve::watch::Batch;

#[test]
fn writing_in_place() {
    let mut desk = Desk::with(&["a.md", "b.md"]);
    desk.write("a.md", "second");
    desk.tells(&["a.md"]);
    desk.write("b.md", "second");
    desk.tells(&["b.md"]);
}

#[test]
fn a_writer_that_keeps_the_file_open() {
    let mut desk = Desk::with(&["a.md"]);
    let mut file = OpenOptions::new().append(true).open(desk.at("a.md")).unwrap();
    file.write_all(b"more").unwrap();
    desk.tells(&["a.md"]);
    drop(file);
    desk.tells(&["a.md"]);
}

#[test]
fn truncating_and_writing_in_two_steps() {
    let mut desk = Desk::with(&["a.md"]);
    drop(File::create(desk.at("a.md")).unwrap());
    sleep(Duration::from_millis(5));
    desk.write("a.md", "second");
    desk.tells(&["a.md"]);
}

#[test]
fn a_file_that_becomes_empty() {
    let mut desk = Desk::with(&["a.md"]);
    desk.write("a.md", "");
    desk.tells(&["a.md"]);
}

#[test]
fn writing_beside_and_renaming_over() {
    let mut desk = Desk::with(&["a.md"]);
    desk.write("a.md.new", "second");
    desk.rename("a.md.new", "a.md");
    desk.tells(&["a.md", "a.md.new"]);
    desk.write(".a.md.bindery-new", "third");
    desk.rename(".a.md.bindery-new", "a.md");
    desk.tells(&["a.md"]);
}

#[test]
fn renaming_away_and_writing_anew() {
    let mut desk = Desk::with(&["a.md"]);
    desk.write("4913", "");
    fs::remove_file(desk.at("4913")).unwrap();
    desk.rename("a.md", "a.md~");
    desk.write("a.md", "second");
    fs::remove_file(desk.at("a.md~")).unwrap();
    desk.tells(&["a.md"]);
}

#[test]
fn creating_renaming_removing() {
    let mut desk = Desk::with(&["a.md"]);
    desk.write("b.md", "new");
    desk.tells(&["b.md"]);
    desk.rename("b.md", "c.md");
    desk.tells(&["b.md", "c.md"]);
    fs::remove_file(desk.at("c.md")).unwrap();
    desk.tells(&["c.md"]);
}

#[test]
fn a_file_is_complete_when_it_is_told_of() {
    let mut desk = Desk::with(&["a.md"]);
    for length in [1, 100_000, 10, 1_000_000] {
        let text = "x".repeat(length);
        desk.write("a.md", &text);
        assert!(matches!(desk.changes.next(Some(PATIENCE)), Some(Batch::Paths(_))));
        assert_eq!(fs::read_to_string(desk.at("a.md")).unwrap().len(), length);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_no_longer_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let mut desk = Desk::with(&["a.md"]);
    fs::set_permissions(desk.at("a.md"), fs::Permissions::from_mode(0o000)).unwrap();
    desk.tells(&["a.md"]);
}

#[test]
fn what_editors_leave_behind() {
    let mut desk = Desk::with(&["a.md"]);
    for name in [".a.md.swp", "a.md~", "#a.md#", ".#a.md", "4913"] {
        desk.write(name, "x");
    }
    desk.tells(&[]);
    desk.follow(&["a.md~"]);
    desk.told(&["a.md~"]);
    desk.write("a.md~", "included all the same");
    desk.tells(&["a.md~"]);
}

//! Folders that come, go and move.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use super::Desk;

#[test]
fn new_folders_with_files() {
    let mut desk = Desk::with(&["a.md"]);
    fs::create_dir_all(desk.at("x/y/z")).unwrap();
    desk.write("x/y/z/b.md", "new");
    desk.write("x/c.md", "new");
    desk.tells_of(&["x/y/z/b.md", "x/c.md"]);
    desk.write("x/y/z/b.md", "second");
    desk.tells(&["x/y/z/b.md"]);
    fs::remove_dir_all(desk.at("x")).unwrap();
    desk.tells_of(&["x/y/z/b.md", "x/c.md"]);
}

#[test]
fn a_file_is_written_long_after_its_folder_was_made() {
    let mut desk = Desk::with(&["a.md"]);
    fs::create_dir(desk.at("x")).unwrap();
    desk.tells(&["x"]);
    desk.write("x/b.md", "new");
    desk.tells(&["x/b.md"]);
}

#[test]
fn a_folder_that_is_made_and_removed_again_and_again() {
    let mut desk = Desk::with(&["a.md"]);
    for _ in 0..50 {
        fs::create_dir_all(desk.at("x/y")).unwrap();
        desk.write("x/y/b.md", "new");
        fs::remove_dir_all(desk.at("x")).unwrap();
    }
    fs::create_dir_all(desk.at("x/y")).unwrap();
    desk.tells_of(&["x/y"]);
    desk.write("x/y/b.md", "new");
    desk.tells(&["x/y/b.md"]);
}

#[test]
fn a_folder_that_is_moved_away_and_back() {
    let mut desk = Desk::with(&["x/y/a.md"]);
    desk.rename("x", "../elsewhere");
    sleep(Duration::from_millis(5));
    desk.rename("../elsewhere", "x");
    desk.tells(&["x"]);
    desk.write("x/y/a.md", "second");
    desk.tells(&["x/y/a.md"]);

    desk.rename("x", "../elsewhere");
    desk.tells(&["x"]);
    desk.rename("../elsewhere", "x");
    desk.tells(&["x"]);
    desk.write("x/y/a.md", "third");
    desk.tells(&["x/y/a.md"]);
}

#[test]
fn a_folder_that_is_renamed() {
    let mut desk = Desk::with(&["x/y/a.md"]);
    desk.rename("x", "z");
    desk.tells(&["x", "z"]);
    desk.write("z/y/a.md", "second");
    desk.tells(&["z/y/a.md"]);
}

#[test]
fn ignored_folders() {
    let mut desk = Desk::with(&["a.md", "public/index.html", ".cache/bindery/code"]);
    for file in ["public/index.html", "public/new.html", ".cache/bindery/code", ".cache/bindery/new"] {
        desk.write(file, "x");
    }
    fs::create_dir_all(desk.at(".git/objects/ab")).unwrap();
    desk.write(".git/objects/ab/c", "x");
    desk.write(".git/index", "x");
    desk.tells(&[]);
    fs::remove_dir_all(desk.at("public")).unwrap();
    fs::create_dir(desk.at("public")).unwrap();
    desk.write("public/index.html", "x");
    desk.tells(&[]);
}

#[test]
fn hidden_folders_are_watched() {
    let mut desk = Desk::with(&["a.md", ".theme/page.html"]);
    desk.write(".theme/page.html", "second");
    desk.tells(&[".theme/page.html"]);
}

#[test]
fn the_book_is_moved_away_and_back() {
    let mut desk = Desk::with(&["x/a.md"]);
    desk.rename("", "../elsewhere");
    desk.tells(&["."]);
    fs::rename(desk.guard.path().join("elsewhere"), desk.guard.path().join("book")).unwrap();
    desk.tells(&["."]);
    desk.write("x/a.md", "second");
    desk.tells(&["x/a.md"]);
}

#[test]
fn the_book_is_removed_and_made_anew() {
    let mut desk = Desk::with(&["x/a.md"]);
    fs::remove_dir_all(desk.at("")).unwrap();
    desk.told(&["."]);
    fs::create_dir_all(desk.at("x")).unwrap();
    desk.tells_of(&["."]);
    desk.write("x/b.md", "new");
    desk.tells(&["x/b.md"]);
}

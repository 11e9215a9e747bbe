//! Many changes at once.

use std::fs;
use std::time::{Duration, Instant};

use super::{Desk, PATIENCE};
use crate::serve::watch::Batch;

#[test]
fn a_thousand_files_at_once() {
    let names: Vec<String> = (0..1_000).map(|number| format!("part{}/page{number}.md", number % 20)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (before, after) = names.split_at(600);
    let mut desk = Desk::with(before);
    // As a change of branches does it: some files are replaced, some removed, some added, in new folders too.
    let (replaced, removed) = before.split_at(500);
    for name in replaced {
        fs::remove_file(desk.at(name)).unwrap();
        desk.write(name, "second");
    }
    for name in removed {
        fs::remove_file(desk.at(name)).unwrap();
    }
    let added: Vec<String> = after.iter().map(|name| format!("added/{name}")).collect();
    for name in &added {
        fs::create_dir_all(desk.at(name).parent().unwrap()).unwrap();
        desk.write(name, "new");
    }
    let added: Vec<&str> = added.iter().map(String::as_str).collect();
    desk.tells_of(&[before, &added].concat());
    desk.write("added/part19/page999.md", "second");
    desk.tells(&["added/part19/page999.md"]);
}

#[test]
fn the_last_of_many_changes_is_never_lost() {
    let mut desk = Desk::with(&["a.md"]);
    let path = desk.at("a.md");
    let writer = std::thread::spawn(move || (1..=2_000).for_each(|number| fs::write(&path, number.to_string()).unwrap()));
    let mut seen = String::new();
    let mut end = None;
    while seen != "2000" && end.is_none_or(|end| Instant::now() < end) {
        if desk.changes.next(Some(Duration::from_millis(100))).is_some() {
            seen = fs::read_to_string(desk.at("a.md")).unwrap();
        }
        if writer.is_finished() {
            end.get_or_insert(Instant::now() + PATIENCE);
        }
    }
    assert_eq!(seen, "2000");
    writer.join().unwrap();
}

/// More files in one folder than are told apart.
#[test]
fn too_many_files_are_everything() {
    let mut desk = Desk::with(&["a.md"]);
    let inbox = desk.changes.waker().inbox;
    for number in 0..=super::super::settle::MANY {
        inbox.note(number.to_string().as_str().into(), super::super::settle::Sign::Touched);
    }
    assert_eq!(desk.changes.next(Some(PATIENCE)), Some(Batch::Everything));
    desk.write("a.md", "second");
    desk.tells(&["a.md"]);
}

#[test]
fn after_events_were_lost_all_folders_are_watched() {
    let mut desk = Desk::with(&["a.md"]);
    let lost = notify::Event::new(notify::EventKind::Other).set_flag(notify::event::Flag::Rescan);
    desk.changes.waker().inbox.hear(Ok(lost));
    fs::create_dir(desk.at("x")).unwrap();
    desk.tells_of(&["."]);
    desk.write("x/b.md", "new");
    desk.tells(&["x/b.md"]);
}

//! Whoever looks again at what is told of, and at nothing else, sees in the end what is there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::{Desk, QUIET};
use crate::serve::watch::{Batch, How};

/// Files and what they hold.
type Mirror = BTreeMap<Utf8PathBuf, String>;

/// Looks again at `path` and all below it.
fn look(mirror: &mut Mirror, root: &Utf8Path, path: &Utf8Path) {
    mirror.retain(|file, _| !file.starts_with(path));
    let there = root.join(path);
    if let Ok(entries) = there.read_dir_utf8() {
        for entry in entries.flatten() {
            look(mirror, root, &path.join(entry.file_name()));
        }
    } else if let Ok(text) = fs::read_to_string(&there) {
        mirror.insert(path.to_owned(), text);
    }
}

/// The same small numbers for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn folder(&mut self) -> String {
        ["a", "a/x", "a/x/y", "b", "b/x", "c"][self.below(6) as usize].to_owned()
    }

    fn file(&mut self) -> String {
        format!("{}/{}.md", self.folder(), self.below(4))
    }
}

/// Does something to the files; what cannot be done is not.
fn play(dice: &mut Dice, root: &Path, number: u64) {
    let (one, other) = (root.join(dice.file()), root.join(dice.file()));
    let (folder, place) = (root.join(dice.folder()), root.join(dice.folder()));
    let text = number.to_string();
    let _ = match dice.below(12) {
        0..=3 => fs::write(one, text),
        4 => fs::create_dir_all(one.parent().unwrap()).and_then(|()| fs::write(one, text)),
        5 => fs::write(root.join("beside"), text).and_then(|()| fs::rename(root.join("beside"), one)),
        6 => fs::rename(one, other),
        7 => fs::remove_file(one),
        8 => fs::rename(folder, place),
        9 => fs::remove_dir_all(folder),
        10 => fs::rename(&folder, root.join("../away")).and_then(|()| fs::rename(root.join("../away"), folder)),
        _ => fs::write(&one, "").and_then(|()| fs::write(one, text)),
    };
}

/// A busy machine may take long to look at everything again; the wait ends as soon as the mirror is right.
const PATIENCE: Duration = Duration::from_secs(90);

fn mirrors(how: How, seed: u64, plays: u64, pause: Duration) {
    let mut desk = Desk::watched(&["a/0.md", "a/x/y/1.md", "b/2.md", "c/3.md"], how);
    let root = Utf8PathBuf::from_path_buf(desk.at("")).unwrap();
    let mut mirror = Mirror::new();
    look(&mut mirror, &root, Utf8Path::new(""));
    let player = {
        let root = desk.at("");
        std::thread::spawn(move || {
            let mut dice = Dice(seed);
            for number in 0..plays {
                play(&mut dice, &root, number);
                if dice.below(4) == 0 {
                    std::thread::sleep(pause);
                }
            }
        })
    };
    let mut truth = Mirror::new();
    let mut end = None;
    while end.is_none_or(|end| Instant::now() < end) {
        match desk.changes.next(Some(QUIET)) {
            Some(Batch::Paths(paths)) => paths.iter().for_each(|path| look(&mut mirror, &root, path)),
            Some(Batch::Everything) => look(&mut mirror, &root, Utf8Path::new("")),
            Some(Batch::Woken) | None => {}
        }
        if player.is_finished() {
            end.get_or_insert(Instant::now() + PATIENCE);
            truth.clear();
            look(&mut truth, &root, Utf8Path::new(""));
            if mirror == truth {
                break;
            }
        }
    }
    player.join().unwrap();
    assert_eq!(mirror, truth, "seed {seed}");
}

#[test]
fn a_mirror_ends_up_right() {
    for seed in 0..12 {
        mirrors(How::Events, seed, 400, Duration::from_millis(seed % 4));
    }
}

#[test]
fn a_mirror_ends_up_right_without_events() {
    mirrors(How::Polling, 1, 1_000, Duration::from_millis(10));
}

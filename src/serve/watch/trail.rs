//! What must be watched for a file that is not simply there: one outside the book, one that is missing, one that a symbolic link leads to.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// As many links one after the other as Linux follows.
const MOST_LINKS: usize = 40;

/// The way from a path to the file that it stands for. All paths are absolute and, as far as they exist, without links: the kernel knows a
/// folder by its number, and would tell of one that is watched under two names by either.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Trail {
    /// Every link on the way, and the file itself, or where it would be.
    waypoints: Vec<Utf8PathBuf>,
    /// The folders that tell when one of these, or a folder above it, is replaced.
    pub(super) folders: BTreeSet<Utf8PathBuf>,
}

impl Trail {
    /// The way that begins at `path`, which is absolute. Folders that hold `root`, the canonical root of the book, are not part of it: that they
    /// are moved is not noticed, and they can be busy.
    pub(super) fn of(path: &Utf8Path, root: &Utf8Path) -> Self {
        let mut trail = Self::default();
        let mut ahead: Vec<String> = parts(path);
        let mut here = top(path);
        let mut links = 0;
        while let Some(part) = ahead.pop() {
            if part == ".." {
                here.pop();
                continue;
            }
            let next = here.join(&part);
            trail.pass(&here, root);
            let target = next.read_link_utf8();
            if let Ok(target) = target {
                trail.waypoints.push(next);
                links += 1;
                if links > MOST_LINKS {
                    return trail;
                }
                if target.is_absolute() {
                    here = top(&target);
                }
                ahead.extend(parts(&target));
            } else if next.symlink_metadata().is_ok() {
                here = next;
            } else {
                // The folder that is nearest to what is missing is watched, wherever it lies.
                trail.folders.insert(here);
                trail.waypoints.push(ahead.iter().rev().fold(next, |path, part| path.join(part)));
                return trail;
            }
        }
        trail.folders.extend(here.parent().map(Utf8Path::to_owned));
        trail.waypoints.push(here);
        trail
    }

    fn pass(&mut self, folder: &Utf8Path, root: &Utf8Path) {
        if !root.starts_with(folder) {
            self.folders.insert(folder.to_owned());
        }
    }
}

/// The parts of a path below its top, the last one first.
fn parts(path: &Utf8Path) -> Vec<String> {
    let part = |part: Utf8Component<'_>| match part {
        Utf8Component::Normal(name) => Some(name.to_owned()),
        Utf8Component::ParentDir => Some("..".to_owned()),
        Utf8Component::CurDir | Utf8Component::RootDir | Utf8Component::Prefix(_) => None,
    };
    let mut parts: Vec<String> = path.components().filter_map(part).collect();
    parts.reverse();
    parts
}

fn top(path: &Utf8Path) -> Utf8PathBuf {
    path.ancestors().last().unwrap_or(path).to_owned()
}

/// Trails by the path that is reported when something on the trail changes.
#[derive(Debug, Default)]
pub(super) struct Trails {
    trails: BTreeMap<Utf8PathBuf, Trail>,
    reported: BTreeMap<Utf8PathBuf, BTreeSet<Utf8PathBuf>>,
}

impl Trails {
    /// Has `trail` lead to `path`, in place of the one that did.
    pub(super) fn lay(&mut self, path: &Utf8Path, trail: Trail) {
        self.remove(path);
        for waypoint in &trail.waypoints {
            self.reported.entry(waypoint.clone()).or_default().insert(path.to_owned());
        }
        self.trails.insert(path.to_owned(), trail);
    }

    /// Forgets the trail to `path`.
    pub(super) fn remove(&mut self, path: &Utf8Path) {
        for waypoint in self.trails.remove(path).unwrap_or_default().waypoints {
            if let Some(paths) = self.reported.get_mut(&waypoint) {
                paths.remove(path);
                if paths.is_empty() {
                    self.reported.remove(&waypoint);
                }
            }
        }
    }

    /// The paths to which a trail leads over `place`, or over something below it.
    pub(super) fn over(&self, place: &Utf8Path) -> BTreeSet<Utf8PathBuf> {
        // The order of paths is that of their parts, so that what lies below a path comes directly after it.
        let below = self.reported.range(place.to_owned()..).take_while(|(waypoint, _)| waypoint.starts_with(place));
        below.flat_map(|(_, paths)| paths).cloned().collect()
    }

    /// The folders of all trails.
    pub(super) fn folders(&self) -> BTreeSet<Utf8PathBuf> {
        self.trails.values().flat_map(|trail| &trail.folders).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The canonical path of a temporary folder, and what keeps it.
    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let guard = tempfile::TempDir::new().unwrap();
        let path = Utf8Path::from_path(guard.path()).unwrap().canonicalize_utf8().unwrap();
        (guard, path)
    }

    #[test]
    fn the_trail_of_a_missing_file_ends_in_the_nearest_folder() {
        let (_guard, top) = folder();
        let trail = Trail::of(&top.join("src/a/b.rs"), &top.join("docs"));
        assert_eq!(trail.waypoints, [top.join("src/a/b.rs")]);
        assert_eq!(trail.folders, BTreeSet::from([top.clone()]));
        std::fs::create_dir_all(top.join("src/a")).unwrap();
        let trail = Trail::of(&top.join("src/a/b.rs"), &top.join("docs"));
        assert_eq!(trail.folders, BTreeSet::from([top.join("src"), top.join("src/a")]));
    }

    #[cfg(unix)]
    #[test]
    fn the_trail_of_a_link_leads_over_every_link_to_the_file() {
        use std::os::unix::fs::symlink;
        let (_guard, top) = folder();
        std::fs::create_dir(top.join("v1")).unwrap();
        std::fs::write(top.join("v1/page.md"), "").unwrap();
        symlink("v1", top.join("data")).unwrap();
        symlink("data/page.md", top.join("page.md")).unwrap();
        let trail = Trail::of(&top.join("page.md"), &top.join("docs"));
        assert_eq!(trail.waypoints, ["page.md", "data", "v1/page.md"].map(|path| top.join(path)));

        let mut trails = Trails::default();
        trails.lay("shown.md".into(), trail);
        let over = |path: &str| trails.over(&top.join(path)).len();
        assert_eq!(["data", "v1", "v1/page.md", "page.md", "page", "v1/page.md/x", "v"].map(over), [1, 1, 1, 1, 0, 0, 0]);
        trails.remove("shown.md".into());
        assert!(trails.over(&top).is_empty() && trails.folders().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_ring_of_links_ends() {
        let (_guard, top) = folder();
        std::os::unix::fs::symlink("b", top.join("a")).unwrap();
        std::os::unix::fs::symlink("a", top.join("b")).unwrap();
        assert!(Trail::of(&top.join("a"), &top).waypoints.len() <= MOST_LINKS + 1);
    }
}

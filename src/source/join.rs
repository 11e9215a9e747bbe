//! Paths as seen from a folder, without detours.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// `target` as seen from the folder `base`, with `.` and inner `..` resolved; a `..` that leaves the root stays at the front.
#[must_use]
pub fn join(base: &Utf8Path, target: &Utf8Path) -> Utf8PathBuf {
    let mut parts: Vec<&str> = Vec::new();
    for component in base.components().chain(target.components()) {
        match component {
            Utf8Component::ParentDir if parts.last().is_some_and(|p| *p != "..") => {
                parts.pop();
            }
            Utf8Component::ParentDir => parts.push(".."),
            Utf8Component::Normal(name) => parts.push(name),
            Utf8Component::CurDir | Utf8Component::RootDir | Utf8Component::Prefix(_) => {}
        }
    }
    parts.iter().collect()
}

/// `path` as seen from the folder `base`, both relative to the same folder; an absolute path stays as it is.
#[must_use]
pub fn seen(base: &Utf8Path, path: &Utf8Path) -> Utf8PathBuf {
    if path.is_absolute() {
        return path.to_owned();
    }
    let shared = base.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let up = base.components().skip(shared).map(|_| "..");
    up.chain(path.components().skip(shared).map(|part| part.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_another_folder() {
        for (base, path, expected) in [("a/b", "a/c.md", "../c.md"), ("a", "", ".."), ("", "x/y", "x/y"), ("a", "/x", "/x")] {
            assert_eq!(seen(base.into(), path.into()), expected, "{path} from {base}");
        }
    }

    #[test]
    fn paths_are_joined_without_detours() {
        let cases = [("a/b", "../c.md", "a/c.md"), ("", "./x.md", "x.md"), ("a", "../../y", "../y"), ("a/b", "c/../d", "a/b/d")];
        for (base, target, expected) in cases {
            assert_eq!(join(base.into(), target.into()), expected, "{base} + {target}");
        }
    }
}

//! Paths from a folder, without detours.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_without_detours() {
        let cases = [("a/b", "../c.md", "a/c.md"), ("", "./x.md", "x.md"), ("a", "../../y", "../y"), ("a/b", "c/../d", "a/b/d")];
        for (base, target, expected) in cases {
            assert_eq!(join(base.into(), target.into()), expected, "{base} + {target}");
        }
    }
}

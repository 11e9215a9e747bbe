//! Which paths of a book matter to a preview, by their names alone.

use camino::{Utf8Path, Utf8PathBuf};

/// Folders of version control systems: they change with each command, and hold no page. Other hidden folders are watched: a theme or an
/// included file may lie in one.
const VERSION_CONTROL: &[&str] = &[".git", ".hg", ".jj", ".svn"];

/// What matters below the root of a book.
#[derive(Clone, Debug, Default)]
pub(super) struct Heed {
    ignored: Vec<Utf8PathBuf>,
}

impl Heed {
    /// Folders that are written by the program itself, relative to the root, do not matter.
    pub(super) fn except(ignored: Vec<Utf8PathBuf>) -> Self {
        Self { ignored: ignored.into_iter().filter(|folder| folder != "").collect() }
    }

    /// Whether what lies in the folder at `path` matters.
    pub(super) fn folder(&self, path: &Utf8Path) -> bool {
        !self.ignored.iter().any(|folder| path.starts_with(folder))
            && !path.components().any(|part| VERSION_CONTROL.contains(&part.as_str()))
    }

    /// Whether the file at `path` matters.
    pub(super) fn file(&self, path: &Utf8Path) -> bool {
        self.folder(path) && !path.file_name().is_some_and(is_dropping)
    }
}

/// Files that editors and tools keep beside the one that is edited, for as long as it is: the names that Vim, Emacs, Kate, GNOME, `JetBrains`
/// and this program itself give to them, and those that file managers leave.
fn is_dropping(name: &str) -> bool {
    let swap = |ending: &str| name.starts_with('.') && name.ends_with(ending);
    // Vim counts the ending down when the first is taken: `.swp`, `.swo`, `.swn`.
    let is_vim =
        name == "4913" || name.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "swp" | "swo" | "swn" | "swx"));
    let is_emacs = name.starts_with(".#") || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'));
    let is_temporary =
        swap(".bindery-new") || swap(".kate-swp") || name.starts_with(".goutputstream-") || name.contains("___jb_");
    is_vim || is_emacs || is_temporary || name.ends_with('~') || name == ".DS_Store"
}

#[cfg(test)]
mod tests {
    use super::Heed;

    #[test]
    fn what_matters() {
        let heed = Heed::except(["public", ".cache/bindery", ""].map(Into::into).to_vec());
        let matters = ["a.md", "public.md", "src/public/a.md", ".hidden/a.md", "a~b.md", "#.md", "4913.md", ".gitignore", "swp"];
        let does_not = [
            "public/a.md",
            "public",
            ".cache/bindery/code",
            ".git/HEAD",
            "sub/.git",
            "a.md~",
            ".a.md.swp",
            "a.swp",
            "4913",
            "x/.#a.md",
            "#a.md#",
            ".a.md.bindery-new",
            "a.md___jb_tmp___",
        ];
        for path in matters {
            assert!(heed.file(path.into()), "{path}");
        }
        for path in does_not {
            assert!(!heed.file(path.into()), "{path}");
        }
    }
}

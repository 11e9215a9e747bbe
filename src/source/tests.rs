use super::*;

#[test]
fn only_regular_files_are_read() {
    let folder = tempfile::TempDir::new().unwrap();
    let sources = Sources::disk(Utf8Path::from_path(folder.path()).unwrap());
    std::fs::create_dir(folder.path().join("folder.md")).unwrap();
    assert_eq!(sources.get("folder.md".into()), Err(SourceError::Unreadable("it is a folder".to_owned())));
    let pipe = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.md")).status();
    if pipe.is_ok_and(|status| status.success()) {
        assert_eq!(sources.get("pipe.md".into()), Err(SourceError::Unreadable("it is not a regular file".to_owned())));
    }
}

#[cfg(unix)]
#[test]
fn links_stay_inside_the_book_or_its_repository() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::TempDir::new().unwrap();
    let at = |path: &str| folder.path().join(path);
    std::fs::create_dir_all(at("repo/book/src")).unwrap();
    std::fs::create_dir_all(at("repo/code")).unwrap();
    std::fs::create_dir_all(at("elsewhere")).unwrap();
    for file in ["repo/book/src/a.md", "repo/code/b.rs", "elsewhere/secret.md"] {
        std::fs::write(at(file), file).unwrap();
    }
    symlink("a.md", at("repo/book/src/same.md")).unwrap();
    symlink(at("repo/code"), at("repo/book/src/code")).unwrap();
    symlink(at("elsewhere/secret.md"), at("repo/book/src/file.md")).unwrap();
    symlink(at("elsewhere"), at("repo/book/src/folder")).unwrap();
    symlink(at("elsewhere"), at("repo/linked")).unwrap();
    symlink(at("repo/book"), at("shelf")).unwrap();
    let answers = |root: &str| {
        let root = at(root);
        let sources = Sources::disk(Utf8Path::from_path(&root).unwrap());
        let answer = |path: &str| {
            let read = sources.get(path.into()).map(|source| source.text().unwrap().to_owned());
            let opened = sources.open(path.into()).map(|mut opened| io::read_to_string(&mut opened).unwrap());
            assert_eq!(read, opened, "{path}");
            match read {
                Ok(_) => 'r',
                Err(SourceError::Outside) => 'o',
                Err(_) => '-',
            }
        };
        let paths = ["src/a.md", "src/same.md", "src/code/b.rs", "../code/b.rs", "src/file.md", "src/folder/secret.md"];
        paths.into_iter().chain(["../linked/secret.md", "../../elsewhere/secret.md"]).map(answer).collect::<String>()
    };
    assert_eq!(answers("repo/book"), "rroooooo");
    assert_eq!(answers("shelf"), "rroooooo");
    std::fs::create_dir(at("repo/.git")).unwrap();
    assert_eq!(answers("repo/book"), "rrrroooo");
    // A book that is itself reached by a link is read all the same.
    assert_eq!(answers("shelf"), "rroooooo");
}

#[test]
fn renewed_sources_read_what_changed_anew() {
    let folder = tempfile::TempDir::new().unwrap();
    let root = Utf8Path::from_path(folder.path()).unwrap();
    let old = Sources::disk(root);
    std::fs::create_dir(root.join("a")).unwrap();
    for (file, text) in [("a/x", "1"), ("y", "1")] {
        std::fs::write(root.join(file), text).unwrap();
        assert_eq!(old.get(file.into()).unwrap().text(), Ok("1"));
        std::fs::write(root.join(file), "2").unwrap();
    }
    let text = |sources: &Sources, file: &str| sources.get(file.into()).unwrap().text().unwrap().to_owned();
    let renewed = |paths: &[&str]| old.renewed(&paths.iter().map(Utf8PathBuf::from).collect());
    for (changed, x, y) in
        [(&["a/x"][..], "2", "1"), (&["a"], "2", "1"), (&["y"], "1", "2"), (&["a", "y"], "2", "2"), (&[], "1", "1")]
    {
        let new = renewed(changed);
        assert_eq!((text(&new, "a/x").as_str(), text(&new, "y").as_str()), (x, y), "{changed:?}");
    }
    assert_eq!((text(&old, "a/x").as_str(), text(&old, "y").as_str()), ("1", "1"));
    assert!(renewed(&["y"]).asked().iter().all(|path| path.as_str() == "a/x"));

    std::fs::remove_dir_all(root.join("a")).unwrap();
    std::fs::write(root.join("a"), "a file where a folder was").unwrap();
    assert_eq!(renewed(&["a"]).get("a/x".into()), Err(SourceError::Missing));
}

#[test]
fn a_listing_is_made_anew_where_files_come_and_go() {
    let folder = tempfile::TempDir::new().unwrap();
    let root = Utf8Path::from_path(folder.path()).unwrap();
    let write = |file: &str| std::fs::write(root.join(file), "").unwrap();
    std::fs::create_dir_all(root.join("a/b")).unwrap();
    write("a/x");
    let mut sources = Sources::disk(root);
    assert_eq!(sources.list("a".into()).0, ["a/x"]);
    let mut expect = |changed: &[&str], files: &[&str]| {
        sources = sources.renewed(&changed.iter().map(Utf8PathBuf::from).collect());
        assert_eq!(sources.list("a".into()).0, files, "{changed:?}");
    };
    write("a/y");
    expect(&["a/x", "z"], &["a/x"]);
    expect(&["a/y"], &["a/x", "a/y"]);
    std::fs::remove_file(root.join("a/x")).unwrap();
    write("a/b/z");
    expect(&["a/y"], &["a/x", "a/y"]);
    expect(&["a/b"], &["a/b/z", "a/y"]);
    std::fs::rename(root.join("a"), root.join("c")).unwrap();
    expect(&["a"], &[]);
}

#[test]
fn a_file_is_there_or_missing() {
    let sources = Sources::memory([("src/a.md", "# A")]);
    assert_eq!(sources.get("src/a.md".into()).unwrap().text(), Ok("# A"));
    assert_eq!(sources.get("src/b.md".into()), Err(SourceError::Missing));
    assert_eq!(sources.list("src".into()).0, ["src/a.md"]);
}

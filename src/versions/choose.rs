//! From the tags of a repository to the versions of a site.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Kind, Tag, Version};
use crate::config::{self, Version as Number};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;

/// A tag that is built, with what it stands for.
struct Candidate<'a> {
    tag: &'a Tag,
    number: Option<Number>,
    folder: String,
}

impl<'a> Candidate<'a> {
    fn new(settings: &config::Versions, tag: &'a Tag) -> Self {
        Self { tag, number: Number::of_tag(&tag.name), folder: settings.folder.fill(&tag.name) }
    }

    fn is_early(&self) -> bool {
        self.number.as_ref().is_some_and(Number::is_early)
    }
}

/// The versions of the site, the working tree first, then the highest. The error says why the settings and the tags make none.
///
/// A prerelease is left out once a later release is there, and of several tags that share a folder all but the highest version.
pub fn choose(settings: &config::Versions, tags: &[Tag]) -> Result<Vec<Version>, Diagnostic> {
    let is_meant = |tag: &&Tag| {
        let matches = |patterns: &[config::Glob]| patterns.iter().any(|pattern| pattern.matches(Utf8Path::new(&tag.name)));
        matches(&settings.tags) && !matches(&settings.except)
    };
    let candidates = tags.iter().filter(is_meant);
    let mut candidates: Vec<Candidate<'_>> = candidates.map(|tag| Candidate::new(settings, tag)).collect();
    if candidates.is_empty() {
        return Err(none_matches(settings, tags));
    }
    candidates.sort_by(|a, b| (Reverse(&a.number), &a.tag.name).cmp(&(Reverse(&b.number), &b.tag.name)));

    let current = current(settings, &candidates)?;
    let last_release = candidates.iter().filter(|c| !c.is_early()).find_map(|c| c.number.clone());
    candidates.retain(|c| c.tag.name == current || !(c.is_early() && c.number < last_release));
    one_for_each_folder(&mut candidates, &current)?;
    let keep = usize::try_from(settings.keep).ok().filter(|count| *count > 0).unwrap_or(usize::MAX);
    let mut place = 0..;
    candidates.retain(|c| place.next().is_some_and(|place: usize| place < keep) || c.tag.name == current);

    let current_place = candidates.iter().position(|c| c.tag.name == current);
    let mut versions = Vec::with_capacity(candidates.len() + 1);
    if let Some(name) = settings.working_tree.clone() {
        let is_current = current_place.is_none();
        let folder = if is_current { Utf8PathBuf::new() } else { Utf8PathBuf::from(&name) };
        let kind = if is_current { Kind::Current } else { Kind::Development };
        versions.push(Version { name, folder, kind, tag: None });
    }
    for (place, candidate) in candidates.iter().enumerate() {
        let kind = match current_place {
            Some(current) if place == current => Kind::Current,
            _ if candidate.is_early() => Kind::Prerelease,
            Some(current) if place < current => Kind::Newer,
            _ => Kind::Old,
        };
        let folder = if kind == Kind::Current { Utf8PathBuf::new() } else { checked(candidate)? };
        let name = settings.name.fill(&candidate.tag.name);
        versions.push(Version { name, folder, kind, tag: Some(candidate.tag.clone()) });
    }
    apart(&versions)?;
    Ok(versions)
}

/// The tag of the current version, or the name of the working tree.
fn current(settings: &config::Versions, candidates: &[Candidate<'_>]) -> Result<String, Diagnostic> {
    let names = || candidates.iter().map(|c| c.tag.name.as_str()).chain(settings.working_tree.as_deref());
    let Some(wanted) = &settings.current else {
        let release = candidates.iter().find(|c| !c.is_early() && c.number.is_some());
        return Ok(release.or(candidates.first()).map(|c| c.tag.name.clone()).unwrap_or_default());
    };
    if names().any(|name| name == wanted) {
        return Ok(wanted.clone());
    }
    let by_title = candidates.iter().find(|c| settings.name.fill(&c.tag.name) == *wanted);
    if let Some(candidate) = by_title {
        return Ok(candidate.tag.name.clone());
    }
    let message = format!("the current version is to be `{wanted}`, but no such tag is among the versions");
    let problem = Diagnostic::error("no-versions", "book.toml", 0..0, message);
    Err(match nearest(wanted, names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("`current` under `[versions]` names a tag that `tags` matches"),
    })
}

/// Leaves the highest version of those that share a folder. Two tags of the same version would do so by accident.
fn one_for_each_folder(candidates: &mut Vec<Candidate<'_>>, current: &str) -> Result<(), Diagnostic> {
    let mut kept: BTreeMap<String, &Candidate<'_>> = BTreeMap::new();
    for candidate in candidates.iter() {
        let before = kept.get(&candidate.folder.to_lowercase());
        match before {
            Some(before) if before.number == candidate.number || before.folder != candidate.folder => {
                return Err(same_folder(&before.tag.name, &candidate.tag.name, &candidate.folder));
            }
            Some(before) if before.tag.name == current || candidate.tag.name != current => {}
            _ => drop(kept.insert(candidate.folder.to_lowercase(), candidate)),
        }
    }
    let kept: Vec<String> = kept.values().map(|candidate| candidate.tag.name.clone()).collect();
    candidates.retain(|candidate| kept.contains(&candidate.tag.name));
    Ok(())
}

/// The folder, if it can be one on every system and in every URL.
fn checked(candidate: &Candidate<'_>) -> Result<Utf8PathBuf, Diagnostic> {
    let Candidate { folder, tag, .. } = candidate;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
    let is_name = |part: &str| part.starts_with(|c: char| c.is_alphanumeric()) && part.chars().all(plain) && !part.ends_with('.');
    if folder.split('/').all(is_name) {
        return Ok(Utf8PathBuf::from(folder));
    }
    let message = format!("the version of the tag `{}` cannot stand in a folder `{folder}`", tag.name);
    Err(Diagnostic::error("version-folder", "book.toml", 0..0, message)
        .help("a folder begins with a letter or digit and holds letters, digits, `-`, `_`, `.` and `+`: set `folder` under `[versions]`"))
}

/// No version may lie in the folder of another one.
fn apart(versions: &[Version]) -> Result<(), Diagnostic> {
    let name = |version: &Version| version.tag.as_ref().map_or_else(|| version.name.clone(), |tag| tag.name.clone());
    for (place, one) in versions.iter().enumerate().filter(|(_, version)| version.folder != "") {
        for other in versions.iter().skip(place + 1).filter(|version| version.folder != "") {
            let (a, b) = (one.folder.as_str().to_lowercase(), other.folder.as_str().to_lowercase());
            if Utf8Path::new(&a).starts_with(&b) || Utf8Path::new(&b).starts_with(&a) {
                return Err(same_folder(&name(one), &name(other), one.folder.as_str()));
            }
        }
    }
    Ok(())
}

fn same_folder(one: &str, other: &str, folder: &str) -> Diagnostic {
    let message = format!("the versions of `{one}` and `{other}` would both stand in the folder `{folder}`");
    Diagnostic::error("version-folder", "book.toml", 0..0, message)
        .help("leave one of them out by `except` under `[versions]`, or set `folder` there so that they differ")
}

fn none_matches(settings: &config::Versions, tags: &[Tag]) -> Diagnostic {
    if settings.tags.is_empty() {
        return Diagnostic::error("no-versions", "book.toml", 0..0, "`book.toml` does not say which tags are versions")
            .help("add `[versions]` with the line `tags = \"v*\"`, or whatever the tags begin with");
    }
    let problem = Diagnostic::error("no-versions", "book.toml", 0..0, "no tag of the repository is a version of the book");
    if tags.is_empty() {
        return problem.help("it has no tags at all; in a clone without them: `git fetch --tags`");
    }
    let mut names: Vec<&Tag> = tags.iter().collect();
    names.sort_by_key(|tag| (Reverse(Number::of_tag(&tag.name)), &tag.name));
    let some: Vec<String> = names.iter().take(5).map(|tag| format!("`{}`", tag.name)).collect();
    let more = if names.len() > some.len() { " and others" } else { "" };
    problem.help(format!("`tags` under `[versions]` matches none of these: {}{more}", some.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn chosen(settings: &str, tags: &[&str]) -> String {
        let (config, problems) = Config::parse("book.toml".into(), &format!("[versions]\n{settings}"));
        assert!(problems.is_empty(), "{problems:?}");
        let tags: Vec<Tag> = tags.iter().map(|name| Tag { name: (*name).to_owned(), commit: String::new() }).collect();
        match choose(&config.versions, &tags) {
            Ok(versions) => {
                let one = |v: &Version| format!("{}={}/{}", v.name, v.folder, v.kind.name());
                versions.iter().map(one).collect::<Vec<_>>().join(" ")
            }
            Err(problem) => format!("{}: {}", problem.message, problem.help.join("; ")),
        }
    }

    #[test]
    fn the_highest_release_is_the_current_one() {
        let tags = ["v1.10", "v1.9", "v2.0rc1", "v1.9rc2", "other-3"];
        assert_eq!(chosen("tags = \"v*\"", &tags), "dev=dev/development 2.0rc1=v2.0rc1/prerelease 1.10=/current 1.9=v1.9/old");
        let chosen_current = chosen("tags = \"v*\"\ncurrent = \"v1.9\"\nworking-tree = \"\"", &tags);
        assert_eq!(chosen_current, "2.0rc1=v2.0rc1/prerelease 1.10=v1.10/newer 1.9=/current");
        assert_eq!(chosen("tags = \"v*\"\ncurrent = \"dev\"\nkeep = 1", &tags), "dev=/current 2.0rc1=v2.0rc1/prerelease");
    }

    #[test]
    fn tags_that_share_a_folder() {
        let settings = "tags = \"v*\"\nfolder = \"v{major}.{minor}\"\nname = \"{major}.{minor}\"\nworking-tree = \"\"";
        assert_eq!(chosen(settings, &["v1.1.0", "v1.1.1", "v1.2.0", "v1.2.1"]), "1.2=/current 1.1=v1.1/old");
        let same = chosen(settings, &["v1.1", "v1.1.0", "v2.0"]);
        assert!(same.starts_with("the versions of `v1.1` and `v1.1.0` would both stand in the folder `v1.1`"), "{same}");
    }

    #[test]
    fn what_keeps_versions_from_being_found() {
        let none = chosen("tags = \"v*\"", &["release-1", "release-2"]);
        assert!(none.ends_with("matches none of these: `release-2`, `release-1`"), "{none}");
        assert!(chosen("tags = \"v*\"", &[]).ends_with("`git fetch --tags`"));
        let current = chosen("tags = \"v*\"\ncurrent = \"v1.20\"", &["v1.2.0", "v1.1"]);
        assert!(current.ends_with("did you mean `v1.2.0`?"), "{current}");
    }
}

//! `[versions]`: which states of the book stand side by side on one site.

use super::schema::Kind::{Number, OneOrMore, Text};
use super::schema::Setting;
use super::value::{name, words};
use super::{Glob, Version};

/// Which versions there are, and what they are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// `tags`: patterns of the tags that are built.
    pub tags: Vec<Glob>,
    /// `except`: patterns of tags that are not.
    pub except: Vec<Glob>,
    /// `name`: what readers see.
    pub name: NamePattern,
    /// `folder`: where a version stands in the site.
    pub folder: NamePattern,
    /// `current`: the tag of the current version, where the author chose one.
    pub current: Option<String>,
    /// `keep`: how many tagged versions are built; 0 for all.
    pub keep: u32,
    /// `working-tree`: name and folder of the state that is being worked on; `None` to leave it out.
    pub working_tree: Option<String>,
}

impl Default for Versions {
    fn default() -> Self {
        Self {
            tags: Vec::new(),
            except: Vec::new(),
            name: NamePattern("{version}".to_owned()),
            folder: NamePattern("{tag}".to_owned()),
            current: None,
            keep: 0,
            working_tree: Some("dev".to_owned()),
        }
    }
}

/// A name with holes for parts of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern(String);

/// What can stand between braces in a [`NamePattern`].
const HOLES: &[&str] = &["tag", "version", "major", "minor"];

impl NamePattern {
    /// Reads a name with at least one of the holes.
    pub fn parse(text: &str) -> Result<Self, String> {
        let known = "must hold `{tag}`, `{version}`, `{major}` or `{minor}`".to_owned();
        let holes: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        if holes.is_empty() {
            return Err(known);
        }
        match holes.iter().find(|hole| !HOLES.contains(hole)) {
            Some(hole) => Err(format!("{known}, and `{{{hole}}}` stands for nothing")),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// The name for that tag. A tag without a number stands for its own version.
    #[must_use]
    pub fn fill(&self, tag: &str) -> String {
        let version = numbered(tag).unwrap_or(tag);
        let mut numbers = version.split(|c: char| !c.is_ascii_digit());
        let (major, minor) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
        let number = |part: &str| if part.is_empty() { "0".to_owned() } else { part.to_owned() };
        // The tag last: it could hold braces of its own.
        let filled = self.0.replace("{version}", version).replace("{major}", &number(major)).replace("{minor}", &number(minor));
        filled.replace("{tag}", tag)
    }
}

/// The tag from its first digit on: `1.2.0` of `release-1.2.0`.
fn numbered(tag: &str) -> Option<&str> {
    tag.find(|c: char| c.is_ascii_digit()).and_then(|at| tag.get(at..))
}

impl Version {
    /// The version that a tag names, whatever stands before its first digit; `None` where it has none.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::parse(numbered(tag)?)
    }
}

pub(super) const TAGS: Setting = Setting {
    key: "versions.tags",
    default: "[]",
    kind: OneOrMore(|c, text| Glob::parse(text).map(|pattern| c.versions.tags.push(pattern))),
    about: "The tags that `bindery build --versions` builds, as patterns: `\"v*\"`. See the guide on several versions.",
};

pub(super) const EXCEPT: Setting = Setting {
    key: "versions.except",
    default: "[]",
    kind: OneOrMore(|c, text| Glob::parse(text).map(|pattern| c.versions.except.push(pattern))),
    about: "Tags that are left out although they match.",
};

pub(super) const NAME: Setting = Setting {
    key: "versions.name",
    default: r#""{version}""#,
    kind: Text(|c, text| NamePattern::parse(text).map(|pattern| c.versions.name = pattern)),
    about: "What readers see a version called: `{tag}`, `{version}` (the tag from its first digit on), `{major}` and `{minor}` stand for parts of the tag.",
};

pub(super) const FOLDER: Setting = Setting {
    key: "versions.folder",
    default: r#""{tag}""#,
    kind: Text(|c, text| NamePattern::parse(text).map(|pattern| c.versions.folder = pattern)),
    about: "The folder of a version in the site, with the same parts. Of several tags that share a folder, as with `v{major}.{minor}`, the highest \
         version is built.",
};

pub(super) const CURRENT: Setting = Setting {
    key: "versions.current",
    default: "",
    kind: Text(|c, text| words(text).map(|tag| c.versions.current = Some(tag))),
    about: "The tag of the current version, which stands at the root of the site. Without it, the highest that is no preview of a release.",
};

pub(super) const KEEP: Setting = Setting {
    key: "versions.keep",
    default: "0",
    kind: Number(|c, count| c.versions.keep = count),
    about: "How many tagged versions are built, the highest first; 0 for all.",
};

pub(super) const WORKING_TREE: Setting = Setting {
    key: "versions.working-tree",
    default: r#""dev""#,
    kind: Text(|c, text| {
        c.versions.working_tree = if text.is_empty() { None } else { Some(name(text)?) };
        Ok(())
    }),
    about: "What the state that is being worked on is called, and its folder; empty to leave it out.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_from_tags() {
        let cases = [
            ("{tag}", "v1.2.0", "v1.2.0"),
            ("{version}", "release-1.2.0-rc.1", "1.2.0-rc.1"),
            ("v{major}.{minor}", "v2", "v2.0"),
            ("{version}", "stable", "stable"),
        ];
        for (pattern, tag, name) in cases {
            assert_eq!(NamePattern::parse(pattern).unwrap().fill(tag), name, "{pattern} of {tag}");
        }
        assert!(NamePattern::parse("latest").is_err() && NamePattern::parse("{patch}").is_err());
    }

    #[test]
    fn versions_come_in_the_order_in_which_people_count() {
        let tags = ["v1.0.0.dev3", "v1.0.0a1", "v1.0.0-beta.2", "v1.0.0-rc2", "v1.0.0-rc10", "v1.0", "v1.0.1", "v1.9", "v1.10"];
        let versions: Vec<_> = tags.iter().map(|tag| Version::of_tag(tag).unwrap()).collect();
        assert!(versions.is_sorted(), "{versions:?}");
    }
}

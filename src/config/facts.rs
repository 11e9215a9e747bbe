//! `[[facts]]`: where the truth about a program's configuration options is written, and how pages speak of it.

use camino::Utf8PathBuf;

use super::Version;
use super::schema::Kind::{Choice, Names, OneOrMore, Text, Texts};
use super::schema::{Kind, Setting};
use super::value::{Glob, path_anywhere, words};
use super::{Config, FactsSetting};
use crate::diagnostic::Place;

/// One `[[facts]]` table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Facts {
    /// `name`: what messages and templates call it.
    pub name: String,
    /// `schema`: paths, or patterns with `*` and `**`, relative to the book's root; may lie outside it.
    pub schema: Vec<String>,
    /// `shape`, where the author gives one; else each file's own looks decide.
    pub shape: Option<Shape>,
    /// `options`: where the options stand in a file of another shape, as keys from the top down; `*` is any key.
    pub options: Option<Vec<String>>,
    /// `fields`: the names that a file gives to what is known of an option, where they are not the usual ones.
    pub fields: Vec<(Field, String)>,
    /// `written`: how prose names an option.
    pub written: Pattern,
    /// `variable`: the environment variables that an option can be set by. A name other than the section's and the option's stands for
    /// whatever the deployment chooses.
    pub variables: Vec<Pattern>,
    /// `sensitive-suffixes`: what the name of a sensitive option, and of its variables, can also end in.
    pub sensitive_suffixes: Vec<String>,
    /// `version`: the version of the software that the pages speak of.
    pub version: Option<Version>,
    /// `pages`: which files are looked at, relative to the book's root; all where there is none.
    pub pages: Vec<Glob>,
    /// `lists-sensitive`: the files that claim to name all sensitive options.
    pub lists_sensitive: Vec<Glob>,
    /// `lock`: the file that records the defaults as they were when somebody last looked at them.
    pub lock: Option<Utf8PathBuf>,
    /// `locked`: the options whose defaults are recorded, as `section`, `section.option` or patterns with `*`; all where there is none.
    pub locked: Vec<Glob>,
    /// The table in `book.toml`.
    pub place: Place,
}

impl Facts {
    /// What holds for a table that says nothing.
    pub(crate) fn new(place: Place) -> Self {
        Self {
            name: String::new(),
            schema: Vec::new(),
            shape: None,
            options: None,
            fields: Vec::new(),
            written: Self::usual_pattern(),
            variables: Vec::new(),
            sensitive_suffixes: Vec::new(),
            version: None,
            pages: Vec::new(),
            lists_sensitive: Vec::new(),
            lock: None,
            locked: Vec::new(),
            place,
        }
    }

    /// `[{section}] {option}`.
    #[must_use]
    pub fn usual_pattern() -> Pattern {
        let text = |text: &str| Piece::Text(text.to_owned());
        Pattern(vec![text("["), Piece::Section(Case::AsIs), text("] "), Piece::Option(Case::AsIs)])
    }
}

/// How a schema is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Sections that hold `options`, as in Airflow's `config.yml`.
    AirflowConfig,
    /// The same below the key `config`, as in the `provider.yaml` of Airflow's providers.
    AirflowProvider,
    /// JSON Schema: objects are sections, other properties are options.
    JsonSchema,
    /// Options at the places that `options` names.
    Mapping,
}

/// The words for [`Shape`] in `book.toml`.
const SHAPES: &[&str] = &["airflow-config", "airflow-provider", "json-schema", "mapping"];

/// Something that a schema says of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The option's name, where it is not the key that the option stands at.
    Name,
    /// The section, where it is not a key above the option.
    Section,
    /// The default.
    Default,
    /// The meaning.
    Description,
    /// The type's name.
    Type,
    /// An example of a value.
    Example,
    /// Whether the value is a secret.
    Sensitive,
    /// The version that brought the option.
    VersionAdded,
    /// `true`, or the version that deprecated the option.
    Deprecated,
    /// Why it was deprecated, or what to use instead.
    DeprecationReason,
    /// The version that no longer has the option.
    Removed,
}

impl Field {
    /// Every field with its name in `book.toml`.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Name, "name"),
        (Self::Section, "section"),
        (Self::Default, "default"),
        (Self::Description, "description"),
        (Self::Type, "type"),
        (Self::Example, "example"),
        (Self::Sensitive, "sensitive"),
        (Self::VersionAdded, "version-added"),
        (Self::Deprecated, "deprecated"),
        (Self::DeprecationReason, "deprecation-reason"),
        (Self::Removed, "removed"),
    ];

    fn parse(text: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().find(|(_, name)| *name == text);
        let names: Vec<String> = Self::ALL.iter().map(|(_, name)| format!("`{name}`")).collect();
        known.map(|(field, _)| *field).ok_or_else(|| format!("is none of the fields {}", names.join(", ")))
    }
}

/// A text with holes for the names of a section and an option.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern(pub Vec<Piece>);

/// A part of a [`Pattern`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Itself.
    Text(String),
    /// The section's name.
    Section(Case),
    /// The option's name.
    Option(Case),
    /// Any name: letters, digits, `_` and `-`.
    Any(String),
}

/// How a name is put into a [`Pattern`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// `{option}`: as it is.
    AsIs,
    /// `{OPTION}`: in capitals, with `_` for whatever is neither a letter nor a digit.
    Variable,
}

impl Case {
    /// The name in this form.
    #[must_use]
    pub fn apply(self, name: &str) -> String {
        match self {
            Self::AsIs => name.to_owned(),
            Self::Variable => {
                name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
            }
        }
    }
}

impl Pattern {
    /// Reads a text in which `{section}`, `{option}` and their forms in capitals are holes.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or("has a `{` without its `}`")?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(match name {
                "section" => Piece::Section(Case::AsIs),
                "SECTION" => Piece::Section(Case::Variable),
                "option" => Piece::Option(Case::AsIs),
                "OPTION" => Piece::Option(Case::Variable),
                _ => Piece::Any(name.to_owned()),
            });
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        if pieces.iter().any(|piece| matches!(piece, Piece::Option(_))) {
            Ok(Self(pieces))
        } else {
            Err("must hold `{option}` or `{OPTION}`, which stands for the option's name".to_owned())
        }
    }

    /// The text for an option. An option of no section leaves out everything that stands before its own name.
    #[must_use]
    pub fn fill(&self, section: &str, option: &str) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Section(case) => text.push_str(&case.apply(section)),
                Piece::Option(case) => {
                    if section.is_empty() && self.0.iter().any(|piece| matches!(piece, Piece::Section(Case::AsIs))) {
                        text.clear();
                    }
                    text.push_str(&case.apply(option));
                }
                Piece::Any(name) => {
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                }
            }
        }
        text
    }
}

const fn row(key: &'static str, default: &'static str, kind: Kind, about: &'static str) -> Setting {
    Setting { key, kind, default, about }
}

fn current(config: &mut Config) -> Result<&mut FactsSetting, String> {
    config.facts.last_mut().ok_or_else(|| "stands outside of any table".to_owned())
}

/// The keys of a `[[facts]]` table.
pub(super) const ROWS: &[Setting] = &[
    row(
        "name",
        "",
        Text(|c, text| {
            let name = words(text)?;
            current(c)?.name = name;
            Ok(())
        }),
        "What reports and templates call these facts, as in `airflow`.",
    ),
    row(
        "schema",
        "",
        OneOrMore(|c, text| {
            let path = path_anywhere(text)?;
            Glob::parse(path.as_str())?;
            current(c)?.schema.push(path.into_string());
            Ok(())
        }),
        "The files that define the options, in YAML, JSON or TOML: paths relative to the book's folder, or patterns such as \
         `../providers/**/provider.yaml`.",
    ),
    row(
        "shape",
        "",
        Choice(SHAPES, |c, text| {
            let shape = match text {
                "airflow-config" => Shape::AirflowConfig,
                "airflow-provider" => Shape::AirflowProvider,
                "json-schema" => Shape::JsonSchema,
                _ => Shape::Mapping,
            };
            if let Ok(facts) = current(c) {
                facts.shape = Some(shape);
            }
        }),
        "How the files are laid out: `airflow-config`, `airflow-provider`, `json-schema` or `mapping`. Without it, each file is recognised by \
         its looks, and `options` means `mapping`.",
    ),
    row(
        "options",
        "",
        Text(|c, text| {
            let keys: Vec<String> = words(text)?.split('.').map(str::to_owned).collect();
            if keys.iter().any(String::is_empty) {
                return Err("must be keys with one `.` between them, as in `*.options.*`".to_owned());
            }
            if !keys.iter().any(|key| key == "*") {
                return Err("must hold a `*`, which stands for any key or any item of a list".to_owned());
            }
            current(c)?.options = Some(keys);
            Ok(())
        }),
        "Where the options stand in a file of the shape `mapping`: keys from the top down, as in `*.options.*`. The last `*` is the option's \
         name, those before it are its section.",
    ),
    row(
        "fields",
        "{}",
        Names(|c, named| {
            let field = Field::parse(named.name)?;
            let name = words(named.text)?;
            current(c)?.fields.push((field, name));
            Ok(())
        }),
        "What the files call `default`, `description`, `type`, `example`, `sensitive`, `version-added`, `deprecated`, `deprecation-reason` \
         and `removed`, where they call it otherwise; `name` and `section` where these are values and not keys.",
    ),
    row(
        "written",
        r#""[{section}] {option}""#,
        Text(|c, text| {
            let pattern = Pattern::parse(text)?;
            if pattern.0.iter().any(|piece| matches!(piece, Piece::Any(_))) {
                return Err("can hold `{section}` and `{option}`, and no other name in braces".to_owned());
            }
            current(c)?.written = pattern;
            Ok(())
        }),
        "How the pages name an option, in code.",
    ),
    row(
        "variable",
        "",
        OneOrMore(|c, text| {
            let pattern = Pattern::parse(text)?;
            if !matches!(pattern.0.first(), Some(Piece::Text(_))) {
                return Err("must start with a text of its own, as in `APP__{SECTION}__{OPTION}`".to_owned());
            }
            current(c)?.variables.push(pattern);
            Ok(())
        }),
        "The environment variables that an option can be set by, as in `AIRFLOW__{SECTION}__{OPTION}`. Any other name in braces stands for \
         what a deployment chooses, as in `AIRFLOW__{TEAM}___{SECTION}__{OPTION}`.",
    ),
    row(
        "sensitive-suffixes",
        "[]",
        Texts(|c, text| {
            let suffix = words(text)?;
            current(c)?.sensitive_suffixes.push(suffix);
            Ok(())
        }),
        "What the variables of sensitive options can also end in, as in `[\"_CMD\", \"_SECRET\"]`; the options' own names too, in small letters.",
    ),
    row(
        "version",
        "",
        Text(|c, text| {
            let version = Version::parse(text).ok_or("must be a version, as in `3.2.0`")?;
            current(c)?.version = Some(version);
            Ok(())
        }),
        "The version of the software that the pages speak of: options that came later, or had been deprecated by then, are reported.",
    ),
    row(
        "pages",
        r#"["**"]"#,
        Texts(|c, text| {
            let glob = Glob::parse(text)?;
            current(c)?.pages.push(glob);
            Ok(())
        }),
        "The pages that are compared with the facts, as patterns relative to the book's folder.",
    ),
    row(
        "lists-sensitive",
        "[]",
        Texts(|c, text| {
            let glob = Glob::parse(text)?;
            current(c)?.lists_sensitive.push(glob);
            Ok(())
        }),
        "The pages that claim to name every sensitive option, each of them.",
    ),
    row(
        "lock",
        "",
        Text(|c, text| {
            let path = path_anywhere(text)?;
            current(c)?.lock = Some(path);
            Ok(())
        }),
        "The file that records the defaults, so that a default that changes in the schema is reported until somebody has looked at it. \
         `bindery check --fix` writes it.",
    ),
    row(
        "locked",
        r#"["*"]"#,
        Texts(|c, text| {
            let glob = Glob::parse(&text.replace('.', "/"))?;
            current(c)?.locked.push(glob);
            Ok(())
        }),
        "The options whose defaults are recorded there, as `section`, `section.option` or patterns with `*`.",
    ),
];

/// The keys without which a table says nothing.
pub(super) const NEEDED: &[&str] = &["name", "schema"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_as_numbers() {
        let ascending = ["1.9", "1.10", "2.0.0rc1", "2.0", "2.0.1", "v3.2", "10"];
        for pair in ascending.windows(2) {
            assert!(Version::parse(pair[0]) < Version::parse(pair[1]), "{pair:?}");
        }
        assert_eq!(Version::parse("3.2"), Version::parse("3.2.0"));
        for wrong in ["", "latest", "."] {
            assert_eq!(Version::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn patterns_are_filled() {
        for (pattern, section, option, text) in [
            ("[{section}] {option}", "core", "fernet_key", "[core] fernet_key"),
            ("{section}.{option}", "server.tls", "on", "server.tls.on"),
            ("{section}.{option}", "", "on", "on"),
            ("APP__{SECTION}__{OPTION}", "providers.x-1", "s3_key", "APP__PROVIDERS_X_1__S3_KEY"),
            ("APP__{TEAM}___{SECTION}__{OPTION}", "core", "x", "APP__{TEAM}___CORE__X"),
        ] {
            assert_eq!(Pattern::parse(pattern).unwrap().fill(section, option), text, "{pattern}");
        }
        assert!(Pattern::parse("APP_{SECTION}").is_err());
        assert!(Pattern::parse("APP_{OPTION").is_err());
    }
}

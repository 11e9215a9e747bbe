//! Sources of truth beside the prose: the configuration options that a program defines in a schema.
//!
//! [`Facts::load`] reads what each `[[facts]]` table of `book.toml` names into a [`FactSet`]. It is total: what cannot be used is a diagnostic, and
//! the rest still counts. The checks compare the pages with it, and templates can show it: everything here can be serialised.

mod data;
mod files;
mod shape;
mod tree;
mod value;
mod variables;

use std::collections::BTreeMap;

use camino::Utf8Path;
use serde::Serialize;

use crate::config::{Config, FactsSetting, Pattern};
use crate::diagnostic::{Diagnostic, Place};
use crate::document::directive::OptionEntry;
use crate::memo::{self, Key, Memory};
use crate::source::Sources;

pub use data::data;
pub use value::{DefaultValue, Value};
pub use variables::{Form, Variable};

/// The code of everything that can be wrong with a schema.
pub const UNUSABLE_SCHEMA: &str = "unusable-schema";

/// All facts of a book.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Facts {
    /// One for each `[[facts]]` table, in the order of `book.toml`.
    pub sets: Vec<FactSet>,
}

impl Facts {
    /// Reads every schema that the book names. What is wrong has the code [`UNUSABLE_SCHEMA`] and stands at the setting in `book.toml`, or at
    /// the bytes of the schema that cannot be read. What a file says is taken from `memory` where that knows it.
    #[must_use]
    pub fn load(sources: &Sources, config: &Config, memory: &Memory) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut facts = Self::default();
        for (number, setting) in config.facts.iter().enumerate() {
            if facts.set(&setting.name).is_some() {
                let message = format!("there are two `[[facts]]` named `{}`", setting.name);
                diagnostics.push(at(setting, message).help("give each a name of its own"));
            }
            facts.sets.push(FactSet::load(sources, setting, number, memory, &mut diagnostics));
        }
        (facts, diagnostics)
    }

    /// The facts of that name.
    #[must_use]
    pub fn set(&self, name: &str) -> Option<&FactSet> {
        self.sets.iter().find(|set| set.setting.name == name)
    }
}

/// What one `[[facts]]` table leads to.
#[derive(Clone, Debug, Serialize)]
pub struct FactSet {
    /// The name in `book.toml`.
    pub name: String,
    /// The table itself.
    #[serde(skip)]
    pub setting: FactsSetting,
    /// The key of everything that the set follows from.
    #[serde(skip)]
    pub key: Key,
    /// In the order of the files.
    pub sections: Vec<Section>,
    /// In the order of the files. No two have the same section and name.
    pub options: Vec<ConfigOption>,
    #[serde(skip)]
    by_name: BTreeMap<String, BTreeMap<String, usize>>,
    #[serde(skip)]
    variables: variables::Index,
}

/// A group of options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The name; dotted where sections are nested.
    pub name: String,
    /// What it is for; empty where the schema does not say.
    pub description: String,
    /// Names that it had in earlier versions.
    pub earlier_names: Vec<String>,
    /// The provider that brings it, where one does.
    pub provider: Option<String>,
    /// The section's key in the schema.
    pub source: Place,
}

/// An option of a program's configuration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConfigOption {
    /// The section's name; empty where there is none.
    pub section: String,
    /// The option's name within its section.
    pub name: String,
    /// How pages name it, as in `[core] fernet_key`.
    pub written: String,
    /// The environment variables that set it, the usual one first; those with a free part are left out.
    pub variables: Vec<String>,
    /// The type's name as the schema has it.
    pub kind: Option<String>,
    /// The default.
    pub default: DefaultValue,
    /// What it does, in the schema's own markup; empty where the schema does not say.
    pub description: String,
    /// The version that brought it: the provider's version for options of a provider.
    pub version_added: Option<String>,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecation>,
    /// The version that no longer has it.
    pub removed: Option<String>,
    /// Whether the value is a secret.
    pub sensitive: bool,
    /// A value as it could be.
    pub example: Option<String>,
    /// The provider that brings it, as in `celery` or `cncf.kubernetes`, where one does.
    pub provider: Option<String>,
    /// The option's key in the schema.
    pub source: Place,
}

/// That an option should not be used any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Deprecation {
    /// Since which version.
    pub version: Option<String>,
    /// Why, and what to use.
    pub reason: Option<String>,
}

/// The options of one schema, as the directive `option-reference` shows them: it needs no `[[facts]]`, and the file's own looks say how it is
/// laid out. The error is the byte at fault and what is wrong.
pub fn entries(file: &Utf8Path, text: &str, variable: Option<&str>) -> Result<Vec<OptionEntry>, (usize, String)> {
    let mut setting = FactsSetting::new(Place { file: file.to_owned(), range: 0..0 });
    if let Some(variable) = variable {
        let pattern = Pattern::parse(variable).map_err(|wrong| (usize::MAX, format!("the option `variable` {wrong}")))?;
        setting.variables.push(pattern);
    }
    let sources = Sources::memory([(file, text)]);
    let mut diagnostics = Vec::new();
    let mut options = files::read(&sources, &setting, file, &mut diagnostics).options;
    if let Some(first) = diagnostics.into_iter().next() {
        return Err((first.place.map_or(0, |place| place.range.start as usize), first.message));
    }
    variables::Index::new(&setting, &mut options);
    Ok(options.into_iter().map(entry).collect())
}

fn entry(option: ConfigOption) -> OptionEntry {
    OptionEntry {
        section: option.section,
        written: option.written,
        kind: option.kind,
        default: option.default.written,
        variable: option.variables.into_iter().next(),
        sensitive: option.sensitive,
        since: option.version_added,
        description: option.description,
    }
}

/// A problem of a `[[facts]]` table.
fn at(setting: &FactsSetting, message: String) -> Diagnostic {
    let range = setting.place.range.start as usize..setting.place.range.end as usize;
    Diagnostic::error(UNUSABLE_SCHEMA, setting.place.file.clone(), range, message)
}

impl FactSet {
    fn load(
        sources: &Sources,
        setting: &FactsSetting,
        number: usize,
        memory: &Memory,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut set = Self {
            name: setting.name.clone(),
            setting: setting.clone(),
            key: memo::key(setting),
            sections: Vec::new(),
            options: Vec::new(),
            by_name: BTreeMap::new(),
            variables: variables::Index::default(),
        };
        let before = diagnostics.len();
        for file in files::find(sources, setting, number, diagnostics) {
            let from = (setting, &file, sources.get(&file).ok().map(|source| source.hash));
            set.key = memo::key(&(set.key, &from));
            let known = memory.recall("schema", &from, || {
                let mut problems = Vec::new();
                (files::read(sources, setting, &file, &mut problems), problems)
            });
            let (read, problems) = &*known;
            set.sections.extend(read.sections.iter().cloned());
            for option in &read.options {
                set.add(option.clone());
            }
            diagnostics.extend(problems.iter().cloned());
        }
        if set.options.is_empty() && diagnostics.len() == before && !setting.schema.is_empty() {
            let message = format!("no option is defined for `{}`", setting.name);
            let range = crate::config::value_place(sources, &format!("facts.{number}.schema"));
            diagnostics.push(
                Diagnostic::error(UNUSABLE_SCHEMA, "book.toml", range, message).help(
                    "check that `schema` names the right files, and that `shape` (and `options`) say how they are laid out",
                ),
            );
        }
        set.variables = variables::Index::new(setting, &mut set.options);
        set
    }

    /// Of two options with the same section and name the later one counts: a provider's definition is laid over the program's own.
    fn add(&mut self, option: ConfigOption) {
        let names = self.by_name.entry(option.section.clone()).or_default();
        if let Some(earlier) = names.get(&option.name).and_then(|index| self.options.get_mut(*index)) {
            *earlier = option;
        } else {
            names.insert(option.name.clone(), self.options.len());
            self.options.push(option);
        }
    }

    /// The option of that section and name, exactly so spelt.
    #[must_use]
    pub fn option(&self, section: &str, name: &str) -> Option<&ConfigOption> {
        self.by_name.get(section)?.get(name).and_then(|index| self.options.get(*index))
    }

    /// The section of that name.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.name == name)
    }

    /// The options of a section, by name.
    pub fn options_of(&self, section: &str) -> impl Iterator<Item = &ConfigOption> {
        let names = self.by_name.get(section).into_iter().flatten();
        names.filter_map(|(_, index)| self.options.get(*index))
    }

    /// What an environment variable of that name sets; `None` where it sets nothing.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<Variable<'_>> {
        self.variables.find(name, &self.options)
    }

    /// The names of all variables without a free part, in byte order.
    pub fn variable_names(&self) -> impl Iterator<Item = &str> {
        self.variables.names()
    }
}
